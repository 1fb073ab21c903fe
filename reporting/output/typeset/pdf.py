"""From finished Word files to one PDF that is PDF/UA-1 and PDF/A-2a, or to the problems that stand in the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache

import typst

from ...places import Place
from ...problems import Problem
from .build import Properties, Typeset, build_typst
from .fonts import FontBook
from .read import read_word
from .word import WordDocument

STANDARDS = ["ua-1", "a-2a"]
_RETURN, _OPENING, _LENGTH = re.compile(rb"\r\nendstream"), b">>\nstream\n", re.compile(rb"/Length (\d+)")
_TOO_TALL = re.compile(r'row-too-tall:([^"]*)"')


@dataclass(frozen=True)
class Part:
    """A finished Word file: its bytes, its path in problems, the title of its bookmark, and its label.

    The label is a bookmark name that other parts can refer to (`PAGEREF doc_letter`): the part's first page.
    """

    data: bytes
    shown: str
    title: str
    label: str = ""


@lru_cache(maxsize=64)
def _read(data: bytes, shown: str) -> tuple[WordDocument | None, list[Problem]]:
    return read_word(data, shown)


def typeset_pdf(parts: Sequence[Part], fonts: FontBook, properties: Properties) -> tuple[bytes | None, list[Problem]]:
    """One PDF of all parts, in order. None when there is a problem that is an error; all of them are returned at once.

    Same parts, fonts and properties give the same bytes: dates come from `properties` only.
    """
    problems: list[Problem] = []
    typeset = []
    for part in parts:
        document, found = _read(part.data, part.shown)
        problems += found
        if document is not None:
            problems += _lacking(document, fonts)
            typeset.append(Typeset(document, part.title, part.label))
    if any(problem.is_error for problem in problems):
        return None, problems
    source, found = build_typst(typeset, fonts, properties)
    problems += found
    if any(problem.is_error for problem in problems):
        return None, problems
    day = properties.date
    midnight = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    files = {"main": source.text.encode(), **source.pictures}
    try:
        compiler = typst.Compiler(files, root=str(fonts.folder), font_paths=fonts.fonts, ignore_system_fonts=True)
        data, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS, timestamp=midnight)
    except typst.TypstError as error:
        return None, [*problems, _failed(error, Place(parts[0].shown))]
    problems += [Problem("typeset-warning", Place(parts[0].shown), {"reason": w.message}) for w in warnings]
    return (None if any(p.is_error for p in problems) else whole_streams(data)), problems


def whole_streams(data: bytes) -> bytes:
    """The PDF with a full line end after each stream whose last byte is itself a carriage return.

    Read together with the line feed before `endstream`, such a byte looks like the line end, and checkers then find the
    stream a byte short of its length (ISO 19005-2, 6.1.7.1). The byte for it comes from the line end between the
    dictionary and `stream`, so that no object moves.
    """
    for end in [match.start() for match in _RETURN.finditer(data)]:
        start = data.rfind(_OPENING, 0, end)
        body = start + len(_OPENING)
        if start >= 0 and _says(data, start, end + 1 - body):
            data = data[:start] + b">>stream\n" + data[body : end + 1] + b"\r\nendstream" + data[end + 11 :]
    return data


def _says(data: bytes, start: int, length: int) -> bool:
    """Whether the object that opens before `start` tells this length: a stray `endstream` inside a stream is none."""
    head = data[data.rfind(b" obj", 0, start) : start]
    return (match := _LENGTH.search(head)) is not None and int(match[1]) == length


def _lacking(document: WordDocument, fonts: FontBook) -> list[Problem]:
    """A problem for each character, at each place, that no font of the folder draws."""
    found = []
    for place, texts in document.characters.items():
        for text, look in texts:
            for character in fonts.lacking(text):
                values = {"character": character, "font": look.font, "hex": f"U+{ord(character):04X}"}
                found.append(Problem("word-glyph-missing", place, values))
    return found


def _failed(error: typst.TypstError, place: Place) -> Problem:
    """What stopped Typst, as a problem: a row that we asked it to measure, or its own words."""
    if match := _TOO_TALL.search(error.message):
        file, *field = match[1].encode().decode("unicode_escape").encode("latin-1").decode("utf-8").split("\0")
        return Problem("word-row-too-tall", Place(file, tuple(field)), {})
    hints = "; ".join(error.hints)
    return Problem("typeset-failed", place, {"reason": error.message + (f" ({hints})" if hints else "")})
