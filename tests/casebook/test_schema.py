"""The JSON Schemas for editors: in step with the model and the sample casebook, and of one mind with the loader."""

from __future__ import annotations

import fnmatch
import json
import re
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from mutations import MINIMAL, NAMES, load_data, mutated

from reporting.casebook.entries import Entry
from reporting.casebook.faults import check_record
from reporting.casebook.forms import drop_internal, find_spots, load_form
from reporting.casebook.glossary import explain_words
from reporting.casebook.layout import FOLDERS, KEYED, SHAPES, TOP
from reporting.casebook.loading import load_casebook
from reporting.casebook.rules import check_language
from reporting.casebook.schema import FILES, build_schemas, render_schema, write_schemas
from reporting.model.sources import SOURCES
from reporting.model.values import ID_FORM
from reporting.places import Place

ROOT = Path(__file__).parents[2]
CASES = ROOT / "cases"
SCHEMAS = build_schemas(load_casebook(MINIMAL, "").casebook)
# What a schema cannot always say: how long a month is, and how two fields of a mapping go together.
BEYOND = {"impossible-date", "period-unknown", "period-backward"}


def kind_of(name: str) -> str:
    """The kind of record in a file of a casebook."""
    top, _, rest = name.partition("/")
    kinds = TOP | {folder: kind for kind, folder in FOLDERS.items()}
    return kinds.get(top) or ("pack" if rest.endswith("/pack.yaml") else "letter")


def as_editor(data: Any) -> Any:
    """The data as an editor reads it, by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema)."""
    if isinstance(data, dict):
        return {key: as_editor(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_editor(value) for value in data]
    if isinstance(data, str) and re.fullmatch(r"[-+]?[0-9]+", data):
        return int(data)
    if isinstance(data, str) and re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", data):
        return float(data)
    return data


def check_as_loader(kind: str, data: Any) -> set[str]:
    """The codes that reading gives for the shape of the data, and for its texts and references."""
    if kind in KEYED:
        if not isinstance(data, dict):
            return {"wrong-type"}
        codes: set[str] = set()
        for key, value in drop_internal(data).items():
            codes |= check_one(kind, {} if value is None else value)
            if key == "unknown" or not re.fullmatch(ID_FORM, key):
                codes.add("id-form")
        return codes
    return check_one(kind, data)


def check_one(kind: str, data: Any) -> set[str]:
    data = drop_internal(data)
    record, problems = check_record(kind, data, Place("x"))
    form = load_form(type(record) if record is not None else SHAPES[kind])
    entry = Entry(kind, "x", Place("x"), data, record, find_spots(form, data))
    codes = {problem.code for problem in [*problems, *check_language(entry, "nl")]}
    ids = SCHEMAS[FILES[kind]].get("definitions", {})
    for _, reference, identifier in entry.references:
        if reference != "document" and identifier not in ids[f"{reference}-id"]["enum"]:
            codes.add("unknown-reference")
    if isinstance(data, dict) and kind not in ("settings", "letter", *KEYED) and data.get("id") == "unknown":
        codes.add("reserved-id")
    return codes


def test_committed_schemas_are_those_of_the_model_and_the_sample_casebook() -> None:
    built = build_schemas(load_casebook(CASES, "cases").casebook)
    committed = {path.name: path.read_text(encoding="utf-8") for path in (CASES / ".schemas").iterdir()}
    assert committed == {name: render_schema(schema) for name, schema in built.items()}, "run: reporting schema"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_draft_7(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    assert all(
        f'"{left}"' not in render_schema(SCHEMAS[name]) for left in ("x-reference", "x-text", "x-value", "$defs")
    )


def test_building_again_gives_the_same_bytes_and_writing_again_writes_nothing(tmp_path: Path) -> None:
    book = load_casebook(MINIMAL, "").casebook
    assert len(write_schemas(book, tmp_path)) == len(SCHEMAS)
    assert write_schemas(book, tmp_path) == []
    (tmp_path / ".schemas/party.json").write_text("{}")
    assert [path.name for path in write_schemas(book, tmp_path)] == ["party.json"]
    assert sorted(path.name for path in (tmp_path / ".schemas").iterdir()) == sorted(SCHEMAS)


def sample_files() -> list[Path]:
    return [path for path in sorted(CASES.rglob("*.yaml")) if "circulated" not in path.parts]


def test_sample_casebook_satisfies_its_schemas_as_check_jsonschema_sees_it() -> None:
    by_kind: dict[str, list[str]] = {}
    for path in sample_files():
        by_kind.setdefault(kind_of(path.relative_to(CASES).as_posix()), []).append(str(path))
    assert set(by_kind) == set(FILES)
    for kind, files in by_kind.items():
        done = CliRunner().invoke(check_jsonschema, ["--schemafile", str(CASES / ".schemas" / FILES[kind]), *files])
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name", NAMES)
def test_valid_files_satisfy_the_schema_as_typed_and_as_an_editor_reads_them(name: str) -> None:
    validator = Draft7Validator(SCHEMAS[FILES[kind_of(name)]])
    assert list(validator.iter_errors(load_data(name))) == []
    assert list(validator.iter_errors(as_editor(load_data(name)))) == []


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_schema_and_loader_agree_on_any_change(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    kind = kind_of(name)
    changed = data.draw(mutated(name))
    codes = check_as_loader(kind, changed)
    errors = [error.message for error in Draft7Validator(SCHEMAS[FILES[kind]]).iter_errors(changed)]
    if codes - BEYOND or not codes:
        assert bool(codes) == bool(errors), (codes, errors, changed)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_an_editor_accepts_what_the_loader_accepts(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    kind = kind_of(name)
    changed = data.draw(mutated(name))
    # An id of digits only is a number to an editor, and no id that anybody gives.
    if not check_as_loader(kind, changed) and not str(changed.get("id", "")).isdigit():
        errors = [error.message for error in Draft7Validator(SCHEMAS[FILES[kind]]).iter_errors(as_editor(changed))]
        assert errors == [], changed


def test_internal_may_stand_in_any_mapping() -> None:
    for name in NAMES:
        data = load_data(name)

        def add(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: add(below) for key, below in value.items()} | {"internal": ["x"]}
            return [add(below) for below in value] if isinstance(value, list) else value

        assert list(Draft7Validator(SCHEMAS[FILES[kind_of(name)]]).iter_errors(add(data))) == [], name


def fill_in(snippet: Any) -> Any:
    """The snippet as it stands when every stop is left as it is: the default, or the first choice."""
    if isinstance(snippet, dict):
        return {fill_in(key): fill_in(value) for key, value in snippet.items()}
    if isinstance(snippet, list):
        return [fill_in(value) for value in snippet]
    filled = re.sub(r"\$\{\d+(?::([^}]*)|\|([^,|]*)[^}]*)\}", lambda found: found[1] or found[2], snippet)
    return {"true": True, "false": False}.get(filled, filled)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_new_file_from_the_snippet_is_valid_as_it_stands(name: str) -> None:
    snippets = SCHEMAS[name]["defaultSnippets"]
    assert len(snippets) == (len(SOURCES) if name == "sources.json" else 1)
    for snippet in snippets:
        assert list(Draft7Validator(SCHEMAS[name]).iter_errors(fill_in(snippet["body"]))) == []


def test_a_new_document_from_the_snippet_is_valid_as_it_stands() -> None:
    pack = SCHEMAS["pack.json"]
    (snippet,) = pack["properties"]["documents"]["defaultSnippets"]
    data = load_data("packs/spring/pack.yaml") | {"documents": fill_in(snippet["body"])}
    assert list(Draft7Validator(pack).iter_errors(data)) == []


def test_every_pattern_says_in_dutch_what_it_wants() -> None:
    def check(part: Any) -> None:
        if isinstance(part, dict):
            assert not isinstance(part.get("pattern"), str) or "patternErrorMessage" in part or set(part) == {"pattern"}
            for below in part.values():
                check(below)
        for below in part if isinstance(part, list) else ():
            check(below)

    check(SCHEMAS)


def test_every_field_has_a_description_and_every_choice_its_dutch() -> None:
    def check(schema: dict, where: str) -> None:
        for key, part in schema.get("properties", {}).items():
            if not ("const" in part and key == "kind"):
                assert "description" in part, f"{where}/{key}"
            check(part, f"{where}/{key}")
        words = schema.get("enum")
        assert words is None or len(schema["enumDescriptions"]) == len(words), where
        for below in [schema.get("items"), *schema.get("anyOf", []), schema.get("additionalProperties")]:
            if isinstance(below, dict):
                check(below, where)
        for key, part in schema.get("definitions", {}).items():
            check(part, f"{where}#{key}")

    for name, schema in SCHEMAS.items():
        check(schema, name)
    assert explain_words(["no", "such", "words"]) is None


def test_editor_settings_give_each_file_its_own_schema() -> None:
    mapped = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {Path(path).name for path in mapped} == set(FILES.values())
    assert all(path.startswith("./cases/.schemas/") for path in mapped)
    for file in sample_files():
        name = file.relative_to(ROOT).as_posix()
        patterns = {Path(path).name: globs if isinstance(globs, list) else [globs] for path, globs in mapped.items()}
        found = [schema for schema, globs in patterns.items() if any(fnmatch.fnmatch(name, glob) for glob in globs)]
        assert found == [FILES[kind_of(file.relative_to(CASES).as_posix())]], name
