"""Fields in a line (ECMA-376 part 1, 17.16): what a program works out by itself is not what somebody typed.

The number of a page, a date of today and the like are one character each, whatever a program last put there; the
result of any other field (a link, a reference) is text like all other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from .pieces import Atoms, Mark, Paragraph, Piece, plain

NUMBERS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"}
OWN = {
    "DATE",
    "TIME",
    "SAVEDATE",
    "PRINTDATE",
    "CREATEDATE",
    "EDITTIME",
    "FILENAME",
    "FILESIZE",
    "NUMWORDS",
    "NUMCHARS",
}
NUMBER = re.compile(r"[\s\divxlcdmIVXLCDM]*")
MOST_OPEN = 100
WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@dataclass
class _Field:
    instruction: str = ""
    result: bool = False
    pieces: list[Piece] = field(default_factory=list)
    inserted: Mark | None = None
    deleted: Mark | None = None
    given: bool = False  # some of its result stands in paragraphs before this one

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class Fields:
    """The fields that are open where a part is being read."""

    def __init__(self, atoms: Atoms) -> None:
        self._atoms = atoms
        self._open: list[_Field] = []

    def add(self, piece: Piece, made: Paragraph) -> None:
        """A piece of text, into its paragraph or the result of a field; what is no result yet is not printed."""
        if self._open and not self._open[-1].result:
            return
        (self._open[-1].pieces if self._open else made.pieces).append(piece)

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1].result:
            self._open[-1].instruction = (self._open[-1].instruction + text)[:2000]

    def mark(self, kind: str, made: Paragraph, inserted: Mark | None, deleted: Mark | None) -> None:
        """The begin, middle or end of a field."""
        if kind == "begin" and len(self._open) < MOST_OPEN:
            self._open.append(_Field(inserted=inserted, deleted=deleted))
        elif kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            self._close(self._open.pop(), made)

    @contextmanager
    def simple(self, instruction: str, made: Paragraph, inserted: Mark | None, deleted: Mark | None) -> Iterator[None]:
        """A field in one element: its result is read inside."""
        self._open.append(_Field(instruction[:2000], True, [], inserted, deleted))
        yield
        if self._open:
            self._close(self._open.pop(), made)

    def end_paragraph(self, made: Paragraph) -> None:
        """What a field that goes on in the next paragraph has given so far (a table of contents)."""
        for one in self._open:
            made.pieces += one.pieces
            one.given = one.given or bool(one.pieces)
            one.pieces = []

    def _close(self, one: _Field, made: Paragraph) -> None:
        text = "".join(piece.raw for piece in one.pieces)
        tracked = any(piece.inserted or piece.deleted for piece in one.pieces) and not (one.inserted or one.deleted)
        given = "" if one.given else " ".join(one.instruction.split())
        own = one.name in OWN or (one.name in NUMBERS and NUMBER.fullmatch(text) is not None)
        result = one.pieces
        if own and not tracked:
            atom = self._atoms.get("field", one.name)
            result = [Piece(atom, text, one.inserted, one.deleted)]
        elif not result and given:  # it prints nothing, or not yet
            result = [Piece(self._atoms.get("field", given), "", one.inserted, one.deleted)]
        else:
            told = _look(one.instruction)
            result = [replace(piece, look={**piece.look, **told}, before={**piece.before, **told}) for piece in result]
        for piece in result:
            self.add(piece, made)


def address(target: str, anchor: str) -> str:
    """Where a link leads, the same however a program writes it: it may end an address in a slash, or not."""
    return plain(target.rstrip("/") + (f"#{anchor}" if anchor else ""))[:2000]


def _look(instruction: str) -> dict[str, str]:
    """What a field says of its result: the address of a link, of another what is to be worked out."""
    words = [quoted or bare for quoted, bare in WORDS.findall(instruction)]
    if not words or words[0].upper() != "HYPERLINK":
        return {"field": " ".join(words)}
    target = anchor = ""
    while len(words) > 1:
        word = words.pop(1)
        if word[:1] != "\\":
            target = target or word
        elif word[1:].lower() in ("l", "o", "t") and len(words) > 1:
            value = words.pop(1)
            anchor = value if word[1:].lower() == "l" else anchor
    return {"link": address(target, anchor)}
