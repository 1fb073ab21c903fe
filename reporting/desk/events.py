"""An event made of what was typed for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from ..model.obstacles import Event
from ..model.values import Language
from ..yamlfile.rendering import Quoted
from .answers import ANSWERS, Answer

LANGUAGES: tuple[str, ...] = get_args(Language)
WORDS = frozenset({"unknown", "none", "pending"})
_IN_LANGUAGE = re.compile(rf"({'|'.join(LANGUAGES)})\s*=\s*(.*)", re.DOTALL)
_BY_SIDE = re.compile(r"\s*([a-z]+)\s*[=:]\s*(.*)", re.DOTALL)
_SCORE = re.compile(r"\s*(\w+)\s*(?:[:=]\s*(.*))?", re.DOTALL)
# What a part of an event needs beside what was said of it.
_NEEDED: Mapping[str, Mapping[str, Any]] = {"next": {"by": "unknown", "due": "unknown"}}


def build_event(
    kind: str, on: str, by: str, said: Mapping[str, Sequence[str]], language: str
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The event as data, its keys in the order of the model, and the answers that cannot be read: name and value.

    `said`: by the name of an answer, what was typed for it. `language`: that of texts which name none.
    """
    event: dict[str, Any] = {"kind": kind, "date": on, "by": by}
    wrong: list[tuple[str, str]] = []
    for answer in ANSWERS:
        for typed in said.get(answer.name, ()):
            value = _read(answer, typed, language)
            if value is None or not _put(event, answer, value):
                wrong.append((answer.name, typed))
    for key, needed in _NEEDED.items():
        if isinstance(event.get(key), dict):
            event[key] = {**needed, **event[key]}
            event[key] = {part: event[key][part] for part in ("text", "by", "due", "meeting") if part in event[key]}
    order = list(Event.model_fields)
    return {key: event[key] for key in sorted(event, key=order.index)}, wrong


def _read(answer: Answer, typed: str, language: str) -> Any:
    """What was typed, as data; None when it cannot be read."""
    typed = typed.strip()
    if answer.form == "text":
        if typed in WORDS:
            return typed
        found = _IN_LANGUAGE.fullmatch(typed)
        tongue, text = (found[1], found[2]) if found else (language, typed)
        return {tongue: Quoted(text)} if text else None
    if answer.form == "list":
        return [typed] if typed else None
    if answer.form == "sides":
        found = _BY_SIDE.fullmatch(typed)
        if found:
            return {found[1]: found[2].strip()}
        return typed if typed in WORDS else None
    if answer.form == "score":
        found = _SCORE.fullmatch(typed)
        return {"score": found[1], "reason": {language: Quoted(found[2])}} if found and found[2] else None
    return typed or None


def _put(event: dict[str, Any], answer: Answer, value: Any) -> bool:
    """Puts a value in its field; lists and mappings grow. False where something else stands there already."""
    if len(answer.path) == 2 and isinstance(value, str) and value in WORDS and answer.path[1] in ("kind", "text"):
        if answer.key in event:
            return False
        event[answer.key] = value
        return True
    into = event
    for step in answer.path[:-1]:
        into = into.setdefault(step, {})
        if not isinstance(into, dict):
            return False
    last = answer.path[-1]
    there = into.get(last)
    if isinstance(there, dict) and isinstance(value, dict) and not set(there) & set(value):
        there.update(value)
    elif isinstance(there, list) and isinstance(value, list):
        there.extend(value)
    elif there is None:
        into[last] = value
    else:
        return False
    return True
