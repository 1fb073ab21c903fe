"""JSON Schemas of the case files, for editors: they complete and check while somebody types.

Draft 7 (https://json-schema.org/draft-07), which the YAML language server knows best; `enumDescriptions`,
`patternErrorMessage` and `defaultSnippets` are its own
(https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings). They come from the classes of the
model, so they say what reading checks, as far as a schema can say it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ..model.book import Casebook
from ..model.bridge import CITIZEN
from ..model.packs import TEXT_FILE_PATTERN
from ..model.sources import URL_PATTERN
from ..model.values import FILLED_PATTERN, GRADE_PATTERN, ID_PATTERN, UNKNOWN, WEIGHT_PATTERN, Name
from .forms import INTERNAL, find_values
from .glossary import explain_words
from .layout import KEYED, SHAPES
from .snippets import build_document_snippet, build_snippets

FOLDER = ".schemas"
UNEDITED = {"translations"}  # kept by a command: no editor need help with them
FILES = {kind: f"{kind}.json" for kind in SHAPES if kind not in UNEDITED} | {
    "settings": "casebook.json", "source": "sources.json", "term": "glossary.json"
}  # fmt: skip
TITLES = {
    "settings": ("Dossier", "Wat voor het hele dossier geldt."),
    "source": ("Bronnen", "Bronnen, elk onder een eigen kenmerk waarmee teksten ernaar verwijzen: [@kenmerk]."),
    "term": ("Woordenlijst", "Hoe iets in elke taal heet en niet mag heten, elk onder een eigen kenmerk."),
    "obstacle": ("Belemmering", "Een grensbelemmering, met alles wat ermee gebeurde."),
    "party": ("Partij", "Een instantie: ministerie, provincie, gemeente, orgaan, bedrijf."),
    "recommendations": ("Advies", "Een advies met de reacties daarop."),
    "commitment": ("Motie of toezegging", "Een motie van de Kamer of een toezegging aan de Kamer."),
    "meeting": ("Overleg", "Een top of overleg, met de afspraken."),
    "pack": ("Pakket", "Stukken die samen uitgaan, met één peildatum."),
    "letter": ("Brieftekst", "De tekst van een brief, in paragrafen."),
}
# What an editor says of a text that does not fit, by the kind of value or its pattern.
PATTERNS = {
    "date": "Geen datum: schrijf 2022-12-05, 2023-09, 2018 of unknown.",
    "term": "Geen datum: schrijf 2022-12-05, 2023-09, 2018, none of unknown.",
    WEIGHT_PATTERN: "Een gewicht is een heel getal vanaf 1.",
    GRADE_PATTERN: "Een score is 1, 2, 3, 4, 5 of unknown.",
    "day": "Hier is een dag nodig: schrijf 2022-12-15.",
    ID_PATTERN: "Geen kenmerk: alleen kleine letters, cijfers en losse streepjes.",
    FILLED_PATTERN: "De tekst is leeg.",
    Name.pattern: "Een naam of titel staat op één regel en is niet leeg.",
    URL_PATTERN: "Geen webadres: begin met https:// of http://, zonder spaties.",
    TEXT_FILE_PATTERN: "Noem een bestand naast pack.yaml, zoals letter.yaml.",
}
NOTE = {"description": "Alleen voor uzelf: komt in geen enkel document, in geen enkele vorm."}


def build_schemas(casebook: Casebook) -> dict[str, dict[str, Any]]:
    """The schema of each kind of file by its file name; what a reference can name are the casebook's own ids."""
    choices = _build_choices(casebook)
    language = casebook.settings.language
    return {FILES[kind]: _build_schema(kind, choices, language) for kind in FILES}


def write_schemas(casebook: Casebook, folder: Path) -> list[Path]:
    """Writes the schemas into `.schemas` under the casebook's `folder`; gives the files that changed."""
    changed = []
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    for name, schema in build_schemas(casebook).items():
        data = render_schema(schema).encode()
        path = target / name
        if path.exists() and path.read_bytes() == data:
            continue
        temporary = target / f".new-{name}"
        temporary.write_bytes(data)
        temporary.replace(path)
        changed.append(path)
    return changed


def render_schema(schema: dict[str, Any]) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _build_choices(casebook: Casebook) -> dict[str, dict[str, str]]:
    """For each kind of reference: the ids, each with what the record is called."""
    language = casebook.settings.language

    def called(names: dict[str, str] | None, fallback: str = "") -> str:
        return str((names or {}).get(language, fallback))

    parties = {key: called(party.name) for key, party in casebook.parties.items()}
    offices = {key: called(office.title) for key, (_, office) in casebook.offices.items()}
    directorates = {
        key: f"{called(names)} ({party})"
        for party, record in casebook.parties.items()
        for key, names in record.directorates.items()
    }
    records = {
        "obstacle": casebook.obstacles,
        "meeting": casebook.meetings,
        "recommendations": casebook.recommendations,
        "commitment": casebook.commitments,
        "earlier-pack": casebook.packs,
    }
    choices = {kind: {key: called(record.title) for key, record in found.items()} for kind, found in records.items()}
    choices["source"] = {key: called(source.title) for key, source in casebook.sources.items()}
    choices["initiator"] = parties | {CITIZEN: "een burger, via een loket; nooit bij naam"}
    choices |= {"party": parties, "office": offices, "actor": parties | offices, "directorate": directorates}
    return {kind: dict(sorted(found.items())) | {UNKNOWN: "niet bekend"} for kind, found in choices.items()}


def _build_schema(kind: str, choices: dict[str, dict[str, str]], language: str) -> dict[str, Any]:
    raw = TypeAdapter(SHAPES[kind]).json_schema(by_alias=True, ref_template="#/definitions/{model}")
    used: set[str] = set()
    shared = {name: _convert(part, language, used) for name, part in raw.pop("$defs", {}).items()}
    body = _convert(raw, language, used)
    if kind in KEYED:
        body = {
            "type": "object",
            "properties": {INTERNAL: NOTE},
            "propertyNames": {"allOf": [{"pattern": ID_PATTERN}, {"not": {"const": UNKNOWN}}]},
            "additionalProperties": body,
        }
    elif "id" in body["properties"]:
        body["properties"]["id"]["not"] = {"const": UNKNOWN}
    for name in sorted(used):
        found = choices[name]
        shared[f"{name}-id"] = {"enum": list(found), "enumDescriptions": list(found.values())}
    title, description = TITLES[kind]
    top = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, "description": description}
    schema = top | {key: value for key, value in body.items() if key not in top}
    whole = schema | {"definitions": shared}
    schema["defaultSnippets"] = build_snippets(kind, title, whole)
    if kind == "pack":
        schema["properties"]["documents"]["defaultSnippets"] = [build_document_snippet(whole)]
    return schema | ({"definitions": dict(sorted(shared.items()))} if shared else {})


def _convert(schema: dict[str, Any], language: str, used: set[str]) -> dict[str, Any]:
    """A part of pydantic's schema as an editor wants it: own ids and words, `internal` anywhere, no dead defaults."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "discriminator", "x-text", "x-value")}
    if reference := kept.pop("x-reference", None):
        kept.pop("type")
        if reference == "document":
            return kept | {"type": "string", "pattern": ID_PATTERN, "patternErrorMessage": PATTERNS[ID_PATTERN]}
        used.add(reference)
        return {"$ref": f"#/definitions/{reference}-id"} | kept
    if isinstance(kept.get("default", ""), dict):
        kept["default"] = UNKNOWN  # a date that is not known
    elif kept.get("default", "") in (None, []):
        del kept["default"]
    for union in ("anyOf", "oneOf"):
        if union in kept:
            kept["anyOf"] = [_convert(part, language, used) for part in kept.pop(union)]
    if "items" in kept:
        kept["items"] = _convert(kept["items"], language, used)
    if words := kept.get("enum", [kept["const"]] if "const" in kept else None):
        if meanings := explain_words(words):
            kept["enumDescriptions"] = meanings
    if said := PATTERNS.get(schema.get("x-value", schema.get("pattern"))):
        kept["patternErrorMessage"] = said
    if kept.get("type") == "object":
        _convert_object(kept, schema, language, used)
    return kept


def _convert_object(kept: dict[str, Any], schema: dict[str, Any], language: str, used: set[str]) -> None:
    if "properties" in schema:  # a shape: its docstring is for programmers
        kept.pop("description", None)
        kept["properties"] = {key: _convert(part, language, used) for key, part in schema["properties"].items()}
    else:
        values = find_values(schema)
        keys = schema.get("propertyNames", {}).get("enum")
        if keys:  # editors complete named properties, not names that a pattern allows
            del kept["propertyNames"]
            meanings = explain_words(keys) or keys
            below = {key: {"description": said} for key, said in zip(keys, meanings, strict=True)}
            kept["properties"] = {key: _convert(values, language, used) | part for key, part in below.items()}
            kept["additionalProperties"] = False
            if "x-text" in values:
                kept["required"] = [language]
        else:
            kept.pop("patternProperties", None)
            kept["propertyNames"] = {"pattern": ID_PATTERN}
            kept["properties"], kept["additionalProperties"] = {}, _convert(values, language, used)
    kept["properties"] = kept["properties"] | {INTERNAL: NOTE}
