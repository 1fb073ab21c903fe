"""An event made of what was typed for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from ..model.obstacles import Event
from ..model.values import UNKNOWN, Language
from ..yamlfile.characters import UNWANTED, describe_unwanted
from ..yamlfile.rendering import Quoted
from .answers import ANSWERS, Answer

LANGUAGES: tuple[str, ...] = get_args(Language)
WORDS = frozenset({UNKNOWN, "none", "pending"})
_IN_LANGUAGE = re.compile(rf"({'|'.join(LANGUAGES)})\s*=\s*(.*)", re.DOTALL)
_BY_SIDE = re.compile(r"([A-Za-z]+)\s*[=:]\s*(.+)", re.DOTALL)
_SCORE = re.compile(r"(\w+)(?:\s*[:=,]|\s+-|\s)\s*(.+)", re.DOTALL)
# How an answer of each form is typed, for the hint of one that cannot be read.
EXAMPLES = {"text": "fr=…", "sides": "nl=…", "score": "4: …", "provision": "nl=…", "list": "…", "word": "…"}
# What a part of an event needs beside what was said of it, and the order of its keys.
_NEEDED: Mapping[str, Mapping[str, Any]] = {"next": {"by": UNKNOWN, "due": UNKNOWN}}
_ORDER = ("text", "by", "due", "meeting")

Wrong = tuple[Answer, str, dict[str, str]]  # an answer, the code of what is wrong with it, the values of its words


def build_event(
    kind: str, said: Mapping[str, Sequence[str]], language: str
) -> tuple[dict[str, Any], dict[str, Any], list[Wrong]]:
    """The event as data, its keys in the order of the model; what was said of the obstacle itself; what is wrong.

    `said`: by the name of an answer, what was typed for it. `language`: that of texts which name none. Wrong is what
    cannot be read (`answer-form`), contradicts another answer (`answer-twice`) or has a character that no file takes.
    """
    event: dict[str, Any] = {"kind": kind}
    case: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for answer in ANSWERS:
        for typed in said.get(answer.name, ()):
            value = _read(answer, typed.strip(), language)
            if unwanted := UNWANTED.search(typed):
                wrong.append((answer, *describe_unwanted(unwanted[0])))
            elif value is None:
                wrong.append((answer, "answer-form", {"value": typed, "example": EXAMPLES[answer.form]}))
            elif not _put(case if answer.of_case else event, answer, value):
                wrong.append((answer, "answer-twice", {"value": typed}))
    for key, needed in _NEEDED.items():
        if isinstance(event.get(key), dict):
            whole = {**needed, **event[key]}
            event[key] = {part: whole[part] for part in _ORDER if part in whole}
    return _ordered(event, Event.model_fields), case, wrong


def _ordered(data: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: data[key] for key in keys if key in data}


def _read(answer: Answer, typed: str, language: str) -> Any:
    """What was typed, as data; None when it cannot be read."""
    if not typed:
        return None
    match answer.form:
        case "text" if typed not in WORDS:
            found = _IN_LANGUAGE.fullmatch(typed)
            tongue, text = (found[1], found[2]) if found else (language, typed)
            return {tongue: Quoted(text)} if text else None
        case "list":
            return [typed]
        case "sides" | "provision":
            found = _BY_SIDE.fullmatch(typed)
            if answer.form == "sides":
                return {found[1].lower(): found[2]} if found else typed if typed in WORDS else None
            citation = found and (found[2] if found[2] == UNKNOWN else Quoted(found[2]))
            return [{"side": found[1].lower(), "citation": citation}] if found else None
        case "score":
            found = _SCORE.fullmatch(typed)
            return {"score": _number(found[1]), "reason": {language: Quoted(found[2])}} if found else None
    return _number(typed) if answer.name == "rank" else typed


def _number(typed: str) -> str | int:
    """A number stands in a file without quotes; what is none is told when the event is checked."""
    return int(typed) if re.fullmatch(r"[1-9]\d{0,5}", typed) else typed


def _put(into: dict[str, Any], answer: Answer, value: Any) -> bool:
    """Puts a value in its field; lists and mappings grow. False where something else stands there already."""
    path = answer.path
    if len(path) == 2 and isinstance(value, str) and value in WORDS and path[1] in ("kind", "text"):
        path = path[:1]  # `--instrument none`: a word in the place of the whole
    for step in path[:-1]:
        into = into.setdefault(step, {})
        if not isinstance(into, dict):
            return False
    there = into.get(path[-1])
    if isinstance(there, dict) and isinstance(value, dict) and not set(there) & set(value):
        there.update(value)
    elif isinstance(there, list) and isinstance(value, list):
        there.extend(value)
    elif there is None:
        into[path[-1]] = value
    else:
        return False
    return True
