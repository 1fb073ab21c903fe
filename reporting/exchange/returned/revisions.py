"""The tracked changes of one unit, in reading order: neighbours of one author joined, old beside new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .changes import PARAGRAPH_END
from .pieces import Mark, Paragraph
from .units import Unit


@dataclass(frozen=True)
class Event:
    """One revision: text `old` from `start` to `end` of its unit became `new`. `over`: who had inserted `old`."""

    start: int
    end: int
    old: str
    new: str
    mark: Mark
    over: str = ""

    def follows(self, other: Event) -> bool:
        """Whether the two are one change by one person: nothing stands between them, both are of one move or none."""
        same = (self.mark.author, self.mark.move, self.over) == (other.mark.author, other.mark.move, other.over)
        return same and other.end == self.start


def find_events(unit: Unit) -> list[Event]:
    """The revisions of text in a unit; those of its row, when that came or went whole, are told with the row."""
    found: list[Event] = []
    pending = False  # whether nothing that stays came since the last event
    for event in _events(unit):
        if event is None:
            pending = False
            continue
        if pending and found and event.follows(found[-1]):
            last = found[-1]
            if not last.mark.move or (bool(last.old), bool(last.new)) == (bool(event.old), bool(event.new)):
                found[-1] = replace(last, end=event.end, old=last.old + event.old, new=last.new + event.new)
                continue
        found.append(event)
        pending = True
    return found


def _events(unit: Unit) -> Iterator[Event | None]:
    """Each revision by itself, None where text stands that nobody touched."""
    at = 0
    for paragraph in unit.paragraphs:
        for piece in paragraph.pieces:
            earlier = piece.inserted or paragraph.row_inserted
            if piece.inserted and not paragraph.row_inserted:
                yield Event(at, at, "", piece.text, piece.inserted)
            if piece.deleted and (earlier or not paragraph.row_deleted):
                length = len(piece.text) if piece.stands(accepted=False) else 0
                yield Event(at, at + length, piece.text, "", piece.deleted, _author(earlier))
            if not piece.inserted and not piece.deleted and piece.text:
                yield None
            at += len(piece.text) if piece.stands(accepted=False) else 0
        yield from _end_events(paragraph, at)


def _end_events(paragraph: Paragraph, at: int) -> Iterator[Event]:
    if paragraph.row_inserted or paragraph.row_deleted:
        return
    if paragraph.inserted:
        yield Event(at, at, "", PARAGRAPH_END, paragraph.inserted)
    if paragraph.deleted:
        yield Event(at, at, PARAGRAPH_END, "", paragraph.deleted, _author(paragraph.inserted))


def _author(mark: Mark | None) -> str:
    return "" if mark is None else mark.author or "?"
