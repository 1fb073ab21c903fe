"""What the typesetter decides about pages itself, for Typst (0.15) puts the notes of a table's rows on wrong pages.

Typst inserts the notes of all rows that fit before there are notes, lays the table out again in the room that is left,
and leaves the notes where they are (github.com/typst/typst, issues 5314 and 5603). So a table with notes (here: a ruled
table) is cut where a page ends, and each piece is a table of its own that fits its page together with its notes; after
typesetting the pieces are one table in the tags again (`streams`). Cut so, Typst also lays out a page and not the whole
rest of the table for each note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .word import Block, Inline, Link, Note, Paragraph


def notes_in(blocks: Sequence[Block]) -> Iterator[Note]:
    """The notes that blocks refer to, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _notes_of(block.inlines)
        else:
            yield from (note for row in block.rows for cell in row.cells for note in notes_in(cell.blocks))


def _notes_of(inlines: Sequence[Inline]) -> Iterator[Note]:
    for inline in inlines:
        if isinstance(inline, Note):
            yield inline
        elif isinstance(inline, Link):
            yield from _notes_of(inline.inlines)


@dataclass(frozen=True)
class Unit:
    """Rows `first` up to `end` of a table that no page may part, with the numbers of the notes of each cell."""

    first: int
    end: int
    cells: tuple[tuple[int, ...], ...]

    @property
    def notes(self) -> tuple[int, ...]:
        return tuple(note for cell in self.cells for note in cell)


@dataclass(frozen=True)
class Piece:
    """Rows of a table from `first`, up to the next piece. `fresh`: they begin a page, below the header again."""

    first: int
    fresh: bool


@dataclass(frozen=True)
class Measures:
    """Heights in points: of a table's header and of each of its units."""

    head: float
    units: tuple[float, ...]


Row = tuple[int, int]
"""A ruled table's number and that of its row."""


@dataclass(frozen=True)
class Plan:
    """What is decided so far. Notes and ruled tables are numbered through the whole PDF, in order, from 0.

    `measured`: empty until everything was measured once. `notes`: the height of each note. `tall`: the first rows of
    units that fit no page with their notes. `forced`: units that begin a page, as their notes would not follow them
    otherwise. `opened`: those that begin one with which a table begins, or goes on below a tall one. `before`: notes
    whose paragraph begins one. `loose`: notes in whose paragraph a single line may stand alone.
    """

    measured: Mapping[int, Measures] = field(default_factory=dict)
    notes: Mapping[int, float] = field(default_factory=dict)
    pieces: Mapping[int, tuple[Piece, ...]] = field(default_factory=dict)
    tall: frozenset[Row] = frozenset()
    forced: frozenset[Row] = frozenset()
    opened: frozenset[Row] = frozenset()
    before: frozenset[int] = frozenset()
    loose: frozenset[int] = frozenset()
