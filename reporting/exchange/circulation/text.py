"""Records as text: there is one way to write each, and nothing else is read.

A record is YAML that needs no reader of YAML: a field a line, ids, days, numbers and digests plain, other texts in
double quotes (those of JSON, which YAML 1.2 shares), a list in brackets, a text of several lines as a block. What is
read must be byte for byte what would be written of it; where it is not, the line is named. No line can stand for more
than it shows, and reading takes as long as the text is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ...places import Place
from ...problems import Problem

STEP = "  "
_SHA256 = r"[0-9a-f]{64}"
_NO_NUMBER = r"(?=[0-9e]*[a-df])"  # some reader would take the digest for one
_DAY = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
_TIME = rf"{_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z"
_ID = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_WORD = r"[A-Za-z][A-Za-z0-9]*(?:[-/._][A-Za-z0-9]+)*"
_PLAIN = re.compile(rf"{_NO_NUMBER}{_SHA256}|{_DAY}|{_TIME}|{_WORD}")
# What YAML 1.1 reads as something else than text (https://yaml.org/type/bool.html).
_NOT_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_FIELD = re.compile(r"""((?:"(?:[^"\\]|\\.)*"|[^\s":]+)):(?: (.*))?""", re.DOTALL)


@dataclass(frozen=True)
class Scalar:
    """What a value may be: a text that the pattern matches whole and `accept` takes, or a whole number above 0."""

    pattern: str
    accept: Callable[[str], object] = bool
    number: bool = False

    def holds(self, text: str) -> bool:
        if not re.fullmatch(self.pattern, text):
            return False
        try:
            return bool(self.accept(text))
        except ValueError:
            return False


@dataclass(frozen=True)
class Several:
    """One or more values on a line, in brackets."""

    of: Scalar


@dataclass(frozen=True)
class Lines:
    """A text of several lines, each of which `pattern` matches."""

    pattern: str


@dataclass(frozen=True)
class Each:
    """Fields of any name that `key` takes, each once, with the same below it; `ordered`: by name."""

    key: Scalar
    of: Shape
    ordered: bool = True


# What stands below a key; the keys of a mapping in their order, those that may be left out with a `?` behind.
Shape = Scalar | Several | Lines | Each | Mapping[str, "Shape"]

NUMBER = Scalar(r"[1-9][0-9]{0,8}", number=True)
SHA256 = Scalar(_SHA256)
DAY = Scalar(_DAY, date.fromisoformat)
TIME = Scalar(_TIME, lambda text: datetime.fromisoformat(text.removesuffix("Z")))
ID = Scalar(_ID)
DOCUMENT = Scalar(rf"{_ID}(?:/{_ID})?")
TEXT = Scalar(r"[^\x00-\x1f\x7f\ud800-\udfff]+")


def write_text(record: Mapping[str, Any]) -> bytes:
    """The one text of a record of mappings, lists, texts and numbers."""
    return "".join(line + "\n" for line in _lines(record, "")).encode()


def read_text(
    data: bytes, shape: Mapping[str, Shape], shown: str, line: int = 1
) -> tuple[dict[str, Any], list[Problem]]:
    """The record in `data`; {} with `record-other-text` at the first line that is not as `write_text` would write it.

    `line`: where the text begins in the file that `shown` names.
    """
    reader = _Reader(data)
    try:
        record = reader.mapping(shape, "")
        if reader.at < len(reader.lines):
            raise _OtherText
        return record, []
    except _OtherText:
        place = Place(shown, position=(line + reader.at, 1))
        return {}, [Problem("record-other-text", place, {"line": line + reader.at})]


def _lines(record: Mapping[str, Any], indent: str):
    for key, value in record.items():
        begin = f"{indent}{_scalar(key)}:"
        if isinstance(value, Mapping):
            yield begin
            yield from _lines(value, indent + STEP)
        elif isinstance(value, str) and "\n" in value:
            yield f"{begin} |"
            yield from (f"{indent}{STEP}{line}" for line in value.removesuffix("\n").split("\n"))
        elif isinstance(value, list | tuple):
            yield f"{begin} [{', '.join(map(_scalar, value))}]"
        else:
            yield f"{begin} {_scalar(value)}"


def _scalar(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT:
        return value
    written = json.dumps(value, ensure_ascii=False)
    # Past U+FFFF JSON has only pairs of escapes, which YAML does not know; there all characters may stand as they are.
    return "".join(c if c.isprintable() or c > "\uffff" else json.dumps(c)[1:-1] for c in written)


class _OtherText(Exception):
    """The line at which the reader stands is not as it would be written."""


class _Reader:
    def __init__(self, data: bytes) -> None:
        # Bytes that are no UTF-8 become lone surrogates, which no value may hold.
        self.lines = data.decode("utf-8", "surrogateescape").split("\n")
        self.at = 0
        if self.lines[-1] == "":  # the end of the last line
            self.lines.pop()
        else:
            self.lines[-1] += "\0"

    def field(self, indent: str) -> tuple[str, str | None] | None:
        """The key of this line and what stands behind it (None: nothing); None where no field of this depth begins."""
        if self.at == len(self.lines) or not self.lines[self.at].startswith(indent):
            return None
        found = _FIELD.fullmatch(self.lines[self.at][len(indent) :])
        return (_value(found[1]), found[2]) if found else None

    def mapping(self, shape: Mapping[str, Shape], indent: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, below in shape.items():
            field, key = self.field(indent), name.removesuffix("?")
            if field is not None and field[0] == key:
                found[key] = self.below(below, field[1], indent)
            elif key == name:
                raise _OtherText
        return found

    def each(self, shape: Each, indent: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        last = ""
        while (field := self.field(indent)) is not None:
            key, value = field
            if key in found or not shape.key.holds(key) or (shape.ordered and key < last):
                raise _OtherText
            found[key], last = self.below(shape.of, value, indent), key
        if not found:
            raise _OtherText
        return found

    def below(self, shape: Shape, value: str | None, indent: str) -> Any:
        if isinstance(shape, Scalar | Several):
            if value is None:
                raise _OtherText
            found = _single(shape, value) if isinstance(shape, Scalar) else _several(shape, value)
            self.at += 1
            return found
        if value != ("|" if isinstance(shape, Lines) else None):
            raise _OtherText
        self.at += 1
        if isinstance(shape, Lines):
            return self.block(shape, indent + STEP)
        return self.each(shape, indent + STEP) if isinstance(shape, Each) else self.mapping(shape, indent + STEP)

    def block(self, shape: Lines, indent: str) -> str:
        found = []
        while self.at < len(self.lines) and self.lines[self.at].startswith(indent):
            line = self.lines[self.at].removeprefix(indent)
            if not re.fullmatch(shape.pattern, line):
                raise _OtherText
            found.append(line + "\n")
            self.at += 1
        if len(found) < 2:
            raise _OtherText
        return "".join(found)


def _value(written: str) -> str:
    """The text that is written so, and only so."""
    value = written
    if written.startswith('"'):
        try:
            value = json.loads(written)
        except ValueError:
            raise _OtherText from None
    if _scalar(value) != written:
        raise _OtherText
    return value


def _single(shape: Scalar, written: str) -> str | int:
    value = written if shape.number else _value(written)
    if not shape.holds(value):
        raise _OtherText
    return int(value) if shape.number else value


def _several(shape: Several, written: str) -> list[str | int]:
    if not (written.startswith("[") and written.endswith("]")):
        raise _OtherText
    # Values with a comma of their own would need more; ids have none.
    return [_single(shape.of, value) for value in written[1:-1].split(", ")]
