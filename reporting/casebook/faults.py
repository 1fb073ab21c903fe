"""What pydantic finds in a record, as problems in our own words.

Pydantic tells a type of error and a location. The location is a field of the file but for three things: the tags of
a union (`OrWord`), `[key]` after a key that is wrong itself, and the name of a missing key. Every type that the shapes
of the model can raise has its rule here; one that is not foreseen becomes `wrong-value`.
Error types: https://docs.pydantic.dev/latest/errors/validation_errors/.
"""

from __future__ import annotations

import re
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from ..model.packs import TEXT_FILE_PATTERN
from ..model.sources import SOURCES, URL_PATTERN
from ..model.values import FILLED_PATTERN, GRADE_PATTERN, ID_PATTERN, WEIGHT_PATTERN, Language, OrWord
from ..places import Field, Place
from ..problems import Problem
from .forms import Form, find_form, load_form
from .layout import SHAPES
from .wording import describe_choices, describe_expected, describe_found, find_choice, find_nearest, shorten, suggest_id

LANGUAGES = get_args(Language)
PATTERNS = {
    ID_PATTERN: "id-form",
    FILLED_PATTERN: "empty-text",
    GRADE_PATTERN: "score-form",
    WEIGHT_PATTERN: "weight-form",
    URL_PATTERN: "web-address",
    TEXT_FILE_PATTERN: "text-file-name",
}
OWN = {"empty-text", "name-lines", "id-form", "date-form", "impossible-date", "not-a-day"}
MOST_PROBLEMS = 120  # of one file; what is nearest to each wrong word takes time to find
PERIOD = {"period-unknown", "period-backward"}  # of the mapping as a whole
WRONG_TYPE = {"model_type", "model_attributes_type", "dict_type", "list_type", "string_type", "bool_type",
              "union_tag_not_found", "union_tag_invalid"}  # fmt: skip
OTHER_DAY = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})")
MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december",
          "january february march april may june july august september october november december")  # fmt: skip
OTHER_MONTH = re.compile(r"(?:(\d{1,2})\s+)?([a-z]+)\s+(\d{4})", re.IGNORECASE)


def check_record(kind: str, data: Any, place: Place) -> tuple[BaseModel | None, list[Problem]]:
    """The record that `data` holds, or None with what is wrong with it. `place`: where it begins."""
    shape = SHAPES[kind]
    form = load_form(shape)
    if kind == "source":
        shape, problems = _choose_source(data, place, form)
        if shape is None:
            return None, problems
        form = load_form(shape)
    return check_shape(shape, data, place, form)


def check_shape(
    shape: type[BaseModel], data: Any, place: Place, form: Form | None = None
) -> tuple[BaseModel | None, list[Problem]]:
    """What `data` holds as `shape`, or None with what is wrong with it; also for files that are no case files."""
    try:
        return shape.model_validate(data), []
    except ValidationError as error:
        form = form or load_form(shape)
        faults = error.errors(include_url=False)[: MOST_PROBLEMS + 1]
        return None, _told_once([_explain(fault, data, place, form) for fault in faults])


def _told_once(problems: list[Problem]) -> list[Problem]:
    """Without the keys that are missing because they are misspelt beside it."""
    meant = {
        (*problem.place.field[:-1], problem.values["nearest"]) for problem in problems if problem.code == "unknown-key"
    }
    return [problem for problem in problems if problem.code != "missing-key" or problem.place.field not in meant]


def _choose_source(data: Any, place: Place, form: Form) -> tuple[type[BaseModel] | None, list[Problem]]:
    """The class for the `kind` of a source: read here, so that what is wrong further down is told of that kind only."""
    if not isinstance(data, dict):
        return None, [_wrong_type(place, describe_expected(form), data)]
    if "kind" not in data:
        return None, [Problem("missing-key", place / "kind", {"key": "kind"})]
    kind = data["kind"]
    if isinstance(kind, str) and kind in SOURCES:
        return SOURCES[kind], []
    return None, [_not_a_choice(place / "kind", tuple(SOURCES), kind)]


def _explain(fault: dict[str, Any], data: Any, place: Place, form: Form) -> Problem:
    kind, value = fault["type"], fault["input"]
    path: Field = tuple(step for step in fault["loc"] if not str(step).startswith(OrWord.TAG))
    context = fault.get("ctx", {})
    if path[-1:] == ("[key]",):
        return _explain_key(path[:-1], place, form)
    here = find_form(form, path)
    at = Place(place.file, (*place.field, *path))
    if kind == "missing":
        return Problem("missing-key", at, {"key": path[-1]})
    if kind == "extra_forbidden":
        siblings = find_form(form, path[:-1]).fields
        given = _descend(data, path[:-1])
        nearest = find_nearest(str(path[-1]), (key for key in siblings if key not in given))
        return Problem("unknown-key", Place(at.file, at.field, on="key"), {"key": path[-1], "nearest": nearest})
    if kind in ("too_short", "too_long"):
        short = kind == "too_short"
        least_or_most = context["min_length"] if short else context["max_length"]
        return Problem(
            "too-few" if short else "too-many", at, {"count": least_or_most, "found": context["actual_length"]}
        )
    if kind in PERIOD:
        return Problem(kind, at)
    if here.value == "flag" and isinstance(value, str):
        return _not_a_choice(at, ("true", "false"), value)
    if kind in WRONG_TYPE or not isinstance(value, str):
        return _wrong_type(at, describe_expected(here), value)
    if kind == "literal_error" and (here.fields or here.values) and not find_choice(value, here.words):
        return _wrong_type(at, describe_expected(here), value)
    if kind == "literal_error":
        code = "unknown-language" if here.words == LANGUAGES else None
        return _not_a_choice(at, here.words, value, code)
    code = kind if kind in OWN else PATTERNS.get(context.get("pattern", ""), "wrong-value")
    values: dict[str, Any] = {"value": shorten(value)}
    if code == "date-form":
        values["nearest"] = suggest_date(value)
    elif code == "id-form":
        values["nearest"] = suggest_id(value)
    return Problem(code, at, values)


def _explain_key(path: Field, place: Place, form: Form) -> Problem:
    """A key that may not stand in a mapping of free keys: an unknown language or side, or not an id."""
    key, above = str(path[-1]), find_form(form, path[:-1])
    at = Place(place.file, (*place.field, *path), on="key")
    if not above.keys:
        return Problem("id-form", at, {"value": shorten(key), "nearest": suggest_id(key)})
    return _not_a_choice(at, above.keys, key, "unknown-language" if above.in_languages else None)


def _not_a_choice(at: Place, words: tuple[str, ...], value: Any, code: str | None = None) -> Problem:
    if not isinstance(value, str):
        return _wrong_type(at, describe_choices(words), value)
    values = {"value": shorten(value), "choices": ", ".join(words), "nearest": find_choice(value, words)}
    return Problem(code or "not-a-choice", at, values)


def _wrong_type(at: Place, expected: tuple[str, str], value: Any) -> Problem:
    found = describe_found(value)
    quoted = f'"{str(value).lower()}"' if isinstance(value, bool) and "tekst" in expected[0] else ""
    values = {"expected_nl": expected[0], "expected_en": expected[1], "found_nl": found[0], "found_en": found[1]}
    return Problem("wrong-type", at, {**values, "quoted": quoted})


def _descend(data: Any, path: Field) -> Any:
    for key in path:
        data = data[key]
    return data


def suggest_date(text: str) -> str:
    """A date in another form (`5-12-2022`, `5 december 2022`, `2022-9`), as it should be typed; "" when not sure."""
    text = text.strip()
    if found := OTHER_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := OTHER_MONTH.fullmatch(text):
        names = [names.split().index(found[2].lower()) + 1 for names in MONTHS if found[2].lower() in names.split()]
        if not names:
            return ""
        day, month, year = int(found[1] or 0), names[0], int(found[3])
    elif found := re.fullmatch(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?", text):
        year, month, day = (int(part or 0) for part in found.groups())
    else:
        return (
            "unknown" if text.lower() in ("onbekend", "unbekannt", "inconnu", "?", "n.n.b.", "nnb", "unknown") else ""
        )
    if not (1 <= month <= 12 and day <= 31):
        return ""
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
