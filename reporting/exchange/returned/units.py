"""The paragraphs of a flow as they were before anybody tracked a change: what inserted marks split is whole again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .aligning import Op
from .changes import Span
from .pieces import Paragraph, text_of


@dataclass
class Unit:
    """Paragraphs that were one. `text`: as it was sent. `start`: the offset in it of each of them.

    `base`: the unit of what was sent that it is, with how the texts differ; None: it was added without tracking, or
    has no counterpart. `spot`: where it belongs then. `absent`: nothing of it was sent.
    `moved`: its base stood elsewhere.
    """

    paragraphs: list[Paragraph]
    base: Unit | None = None
    ops: list[Op] = field(default_factory=list)
    spot: Span | None = None
    text: str = ""
    starts: list[int] = field(default_factory=list)
    absent: bool = False
    moved: bool = False

    def __post_init__(self) -> None:
        for paragraph in self.paragraphs:
            self.starts.append(len(self.text))
            self.text += text_of(paragraph.pieces, accepted=False)

    @property
    def first(self) -> Paragraph:
        return self.paragraphs[0]

    def span(self, start: int, end: int) -> Span:
        """Characters of the unit, which is one of what was sent, as a place."""
        return Span(self.first.part, self.first.number, start, end)

    def place(self, start: int, end: int) -> Span | None:
        """Where characters of this unit stand in what was sent."""
        if self.base is None:
            return self.spot
        if start == end:
            spot = self._map(start, "spot")
            return self.base.span(spot, spot)
        left, right = self._map(start, "start"), self._map(end, "end")
        return self.base.span(left, max(left, right))

    def _map(self, offset: int, side: str) -> int:
        """An offset in what was sent: where something `start`s, `end`s, or a `spot` between two characters."""
        assert self.base is not None
        for tag, a, b, c, d in self.ops:
            inside = {"start": c <= offset < d, "end": c < offset <= d, "spot": tag == "equal" and c <= offset <= d}
            if inside[side]:
                return a + offset - c if tag == "equal" else a if side == "start" else b
        around = (a for _, a, _, c, d in self.ops if c <= offset <= d)
        return 0 if side == "end" else next(around, len(self.base.text)) if side == "spot" else len(self.base.text)

    def offset(self, paragraph: Paragraph, index: int) -> int:
        """The offset before the piece with that index of one of its paragraphs."""
        at = next(number for number, one in enumerate(self.paragraphs) if one is paragraph)
        return self.starts[at] + len(text_of(paragraph.pieces[:index], accepted=False))


def build_units(paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """The units of a flow; what did not exist before (`absent`: inserted rows and notes, whole paragraphs) too."""
    units: list[Unit] = []
    group: list[Paragraph] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.row_inserted:
            units += _closed(group)
            group = []
            units.append(Unit([paragraph], absent=True))
            continue
        group.append(paragraph)
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        joins = following is not None and following.box == paragraph.box and not following.row_inserted
        if not (paragraph.inserted and joins):
            units += _closed(group)
            group = []
    return units + _closed(group)


def _closed(group: list[Paragraph]) -> list[Unit]:
    if not group:
        return []
    made = Unit(group)
    made.absent = not made.text and all(paragraph.inserted for paragraph in group)
    return [made]
