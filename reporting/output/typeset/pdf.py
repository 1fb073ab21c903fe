"""From finished Word files to one PDF that is PDF/UA-1 and PDF/A-2a, or to the problems that stand in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import typst

from ...places import Place
from ...problems import Problem
from .build import Properties, Source, Typeset, build_typst
from .fonts import FontBook
from .paging import settle
from .plan import Plan
from .read import read_word
from .streams import finished
from .word import WordDocument

STANDARDS = ["ua-1", "a-2a"]
# Typst keeps what it worked out until ten more compilations have not used it. That makes a bound pack quick after its
# documents, but costs about 1 kB of memory a character of source: from this many characters on, it is made to forget.
MOST_KEPT, AGE = 3_000_000, 11


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

    Same parts, fonts and properties give the same bytes: dates come from `properties` only. ValueError without parts.
    """
    if not parts:
        raise ValueError("a PDF needs at least one part")
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
    if any(problem.is_error for problem in found):
        return None, problems + found
    try:
        source = settled(typeset, fonts, properties, source)
        midnight = datetime(properties.date.year, properties.date.month, properties.date.day, tzinfo=UTC)
        data, warnings = _compiler(source, fonts).compile_with_warnings(
            format="pdf", pdf_standards=STANDARDS, timestamp=midnight
        )
    except typst.TypstError as error:
        return None, [*problems, _failed(error, Place(parts[0].shown))]
    problems += found
    problems += [Problem("typeset-warning", Place(parts[0].shown), {"reason": w.message}) for w in warnings]
    if any(problem.is_error for problem in problems):
        return None, problems
    _forget(fonts)
    return finished(data, source.bookmarks if len(parts) > 1 else (), source.joins), problems


_kept = 0


def _forget(fonts: FontBook) -> None:
    """Empties Typst's memory once the sources laid out since the last time add up to `MOST_KEPT` characters."""
    global _kept
    if _kept > MOST_KEPT:
        for _ in range(AGE):
            typst.compile(b"", font_paths=fonts.fonts, ignore_system_fonts=True, format="pdf")
        _kept = 0


def settled(
    typeset: Sequence[Typeset], fonts: FontBook, properties: Properties, first: Source | None = None
) -> Source:
    """The source in which every note is on the page of its mark. `first`: that of no plan, where it is there already.

    Raises `typst.TypstError`.
    """
    return settle(
        lambda plan: first if first and plan == Plan() else build_typst(typeset, fonts, properties, plan)[0],
        lambda made: _compiler(made, fonts).query("<facts>"),
    )


def _compiler(source: Source, fonts: FontBook) -> typst.Compiler:
    global _kept
    _kept += len(source.text)
    files = {"main": source.text.encode(), **source.pictures}
    return typst.Compiler(files, root=str(fonts.folder), font_paths=fonts.fonts, ignore_system_fonts=True)


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
    """What stopped Typst, in its own words."""
    hints = "; ".join(error.hints)
    return Problem("typeset-failed", place, {"reason": error.message + (f" ({hints})" if hints else "")})
