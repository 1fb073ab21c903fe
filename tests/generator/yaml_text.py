"""Records to YAML as different people would type it: block and flow, all kinds of quotes, comments here and there."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

INDENT = "  "
WIDEST = 110
# What can stand without quotes whatever comes before or after it.
_PLAIN = re.compile(r"[a-z][a-z0-9.-]*|[0-9]{4}(-[0-9]{2}){0,2}")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off"}
_REMARKS = ("nog nagaan", "zie het verslag", "van een collega overgenomen", "verzonnen", "let op: ook aan de overkant")


def dump_yaml(record: dict[str, Any], chance: Random) -> bytes:
    """The record as a file. `chance` chooses how each value is written; one file in ten has Windows line ends."""
    lines: list[str] = []
    for key, value in record.items():
        if lines and chance.random() < 0.15:
            lines.append("")
        if chance.random() < 0.1:
            lines.append(f"# {chance.choice(_REMARKS)}")
        lines += _entry(f"{key}:", value, "", chance)
    end = "\r\n" if chance.random() < 0.1 else "\n"
    return (end.join(lines) + end).encode()


def _entry(head: str, value: Any, indent: str, chance: Random) -> list[str]:
    """The lines of `head` (a key with its colon, or a dash) and its value; what is below it stands deeper."""
    inner = indent + INDENT
    if isinstance(value, str) and "\n" in value:
        return [f"{indent}{head} |", *(inner + line if line else "" for line in value.rstrip("\n").split("\n"))]
    flow = _flow(value, chance)
    if flow is not None and len(indent) + len(head) + len(flow) < WIDEST and (_is_leaf(value) or chance.random() < 0.6):
        remark = f"  # {chance.choice(_REMARKS)}" if chance.random() < 0.03 else ""
        return [f"{indent}{head} {flow}{remark}"]
    if _is_leaf(value):
        return [f"{indent}{head} {flow}"]
    if isinstance(value, dict):
        below = [line for key, item in value.items() for line in _entry(f"{key}:", item, inner, chance)]
        if head == "-":  # the first key stands behind the dash
            return [f"{indent}- {below[0].removeprefix(inner)}", *below[1:]]
        return [f"{indent}{head}", *below]
    return [f"{indent}{head}", *(line for item in value for line in _entry("-", item, inner, chance))]


def _is_leaf(value: Any) -> bool:
    return not value or not isinstance(value, (dict, list))


def _flow(value: Any, chance: Random) -> str | None:
    """The value on one line; None where it holds a text of several lines."""
    if isinstance(value, dict):
        parts = [(f"{key}: ", _flow(item, chance)) for key, item in value.items()]
        return None if any(text is None for _, text in parts) else "{" + ", ".join(map("".join, parts)) + "}"
    if isinstance(value, list):
        items = [_flow(item, chance) for item in value]
        return None if None in items else "[" + ", ".join(items) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return None if "\n" in value else _quoted(value, chance)


def _quoted(text: str, chance: Random) -> str:
    if _PLAIN.fullmatch(text) and text not in _WORDS and chance.random() < 0.95:
        return text
    if chance.random() < 0.2:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)
