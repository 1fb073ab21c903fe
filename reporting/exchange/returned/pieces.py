"""What a Word file says, taken apart: paragraphs in flows, pieces of text in them, and what was done to each piece.

A *flow* is a run of paragraphs that are read one after another: the body, all text boxes of a part, the notes, a
header. A piece belongs to the text *as sent* unless it was inserted, and to the text *as it would become* unless it was
deleted. What is no text (a reference to a note, a picture, a page number) is one private character in it, the same in
two files when it stands for the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

FIRST_ATOM, LAST_ATOM = 0x100000, 0x10FFFD  # the last private plane; no font that people use has characters there


@dataclass(frozen=True)
class Mark:
    """Who made a change and when, as the file says it; "" where it does not. `move`: the name of the move it is of."""

    author: str = ""
    date: str = ""
    move: str = ""


@dataclass(frozen=True)
class Piece:
    """Text of one kind. `raw`: what the map of origins has for it; `looked`: who changed its look, with tracking.

    `before`: its look as it was, `look`: as it is.
    """

    text: str
    raw: str
    inserted: Mark | None = None
    deleted: Mark | None = None
    look: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    looked: Mark | None = None

    def stands(self, accepted: bool) -> bool:
        """Whether it is in the text as it would become (`accepted`) or as it was sent."""
        return self.deleted is None if accepted else self.inserted is None


@dataclass(frozen=True)
class Anchor:
    """Where a comment begins or ends: after so many pieces of a paragraph. `kind`: `start`, `end` or `reference`."""

    comment: str
    kind: str
    index: int


@dataclass
class Paragraph:
    """A `w:p`. `part` and `number` as in the map of origins; `box`: what it cannot be joined out of.

    `row`: table, row and column, None outside tables. `inserted`, `deleted`: its mark (Word's ¶). `row_inserted`,
    `row_deleted`: the whole row or cell, or the note it stands in (`note`: the id of that). `changed`: tracked changes
    of layout, as `(what, by whom)`. `holder`: of one in a box, the number of the paragraph that the box hangs in.
    """

    part: str
    number: int
    flow: str
    box: int
    row: tuple[int, int, int] | None = None
    pieces: list[Piece] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    inserted: Mark | None = None
    deleted: Mark | None = None
    row_inserted: Mark | None = None
    row_deleted: Mark | None = None
    changed: list[tuple[str, Mark]] = field(default_factory=list)
    look: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    holder: int = 0


@dataclass(frozen=True)
class Reference:
    """The mark of a note in the body: of which `kind` and `id`, before which piece of a paragraph, and what of it."""

    kind: str
    id: str
    inserted: Mark | None
    deleted: Mark | None
    paragraph: Paragraph
    index: int


@dataclass(frozen=True)
class Comment:
    """A remark in the margin. `parent`: the id of the one that it answers; `resolved`: as its thread is marked."""

    id: str
    author: str
    date: str
    text: str
    parent: str = ""
    resolved: bool = False


@dataclass
class Reading:
    """All that is said in a file. `flows`: paragraphs by flow, in reading order; `references`: the marks of notes
    in the body; `sections`: the look of the pages, and who changed it with tracking.

    `saved_by`, `program`: what the file says of who saved it last, and with what. `properties`: its title and the like.
    """

    flows: dict[str, list[Paragraph]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    comments: dict[str, Comment] = field(default_factory=dict)
    sections: list[tuple[Mapping[str, str], list[tuple[str, Mark]]]] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    saved_by: str = ""
    program: str = ""
    pictures: frozenset[str] = frozenset()

    @cached_property
    def paragraphs(self) -> dict[tuple[str, int], Paragraph]:
        """Every paragraph by its part and number, once all are read."""
        return {(one.part, one.number): one for flow in self.flows.values() for one in flow}


class Atoms:
    """The private characters of what is no text, shared by the files that are compared, and how each is shown."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self.shown: dict[str, str] = {}

    def get(self, kind: str, key: str = "") -> str:
        """The character for what has that `kind` (a word of the messages) and that `key`."""
        if (kind, key) not in self._known:
            number = FIRST_ATOM + len(self._known)
            self._known[kind, key] = chr(min(number, LAST_ATOM))
            self.shown[chr(min(number, LAST_ATOM))] = kind
        return self._known[kind, key]

    def readable(self, text: str) -> str:
        """The text with the kind of each in brackets."""
        return "".join(f"[{self.shown[c]}]" if c in self.shown else c for c in text)


def plain(text: str) -> str:
    """Text of a file, with no character that stands for an atom."""
    if text and max(text) >= chr(FIRST_ATOM):
        return "".join("\ufffd" if character >= chr(FIRST_ATOM) else character for character in text)
    return text


def text_of(pieces: Iterable[Piece], accepted: bool) -> str:
    """The text as it would become, or as it was sent."""
    return "".join(piece.text for piece in pieces if piece.stands(accepted))
