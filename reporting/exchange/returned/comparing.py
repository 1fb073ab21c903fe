"""What came back beside what was sent: every change of text, tracked or not, at its place in what was sent.

The returned file with all its tracked changes undone is laid beside what was sent: where the two differ, somebody
typed without tracking. The tracked changes and the comments themselves have places in that undone text, and through
it in what was sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from .aligning import align, differ
from .cells import mark_shifted
from .changes import PARAGRAPH_END, Change, Span
from .layout import compare_looks, compare_pages
from .margins import match_flows
from .parsing import Refused
from .pieces import Anchor, Mark, Paragraph, Reading, text_of
from .revisions import Event, find_events
from .units import Unit, build_units

COVERED = 10  # what a paragraph that a comment covers counts for, beside its pieces
MOST_COVERED = 3_000_000  # by all comments together: one on all of a book, ten times
SHORTEST_MOVE = 20  # characters; a shorter paragraph that is gone here and new there is no move


class Comparison:
    """One returned file beside what was sent."""

    def __init__(self, sent: Reading, back: Reading) -> None:
        self.sent, self.back = sent, back
        self.changes: list[Change] = []
        self._units: dict[int, Unit] = {}  # of the returned file, by paragraph
        self._moves: dict[str, list[tuple[Unit, Event]]] = defaultdict(list)
        self._order: dict[int, tuple[list[Paragraph], int]] = {}
        self._room = MOST_COVERED
        self._pairs: list[tuple[Unit, Unit]] = []

    def compare(self) -> list[Change]:
        """Every change, in reading order: body, boxes, notes, headers and footers, then comments and layout."""
        flows = match_flows(self.sent.flows, self.back.flows)
        flows.sort(key=lambda pair: _hangs(pair[0] or pair[1]))
        laid = [self._lay(ours, theirs) for ours, theirs in flows]
        for ours, units, gone in laid:
            self._tell_flow(ours, units, gone)
        self.changes += self._tell_moves()
        self.changes += self._tell_comments()
        units = [unit for _, units, _ in laid for unit in units]
        self.changes += compare_looks(self._pairs, units, self.back.program)
        self.changes += compare_pages(self.sent, self.back)
        return [change.named() for change in self.changes]

    # --- laying side by side -------------------------------------------------------------------------------------

    def _lay(self, ours: list[Paragraph], theirs: list[Paragraph]) -> tuple[list[Unit], list[Unit], set[int]]:
        """Both as units, those of the returned file with their counterparts; `gone`: which of ours have none."""
        base, units = build_units(ours), build_units(theirs)
        present = [unit for unit in units if not unit.absent]
        pairs = align([unit.text for unit in base], [unit.text for unit in present])
        pairs = _moved(pairs, base, present)
        mark_shifted([(base[a], present[b]) for a, b in pairs if a is not None and b is not None], base, present)
        gone = set(range(len(base)))
        for left, right in pairs:
            if left is not None and right is not None:
                gone.discard(left)
                present[right].base = base[left]
                present[right].ops = differ(base[left].text, present[right].text)
                self._pairs.append((base[left], present[right]))
        self._give_spots(units, base)
        for unit in units:
            for paragraph in unit.paragraphs:
                self._units[id(paragraph)] = unit
        return base, units, gone

    def _give_spots(self, units: list[Unit], base: list[Unit]) -> None:
        """What was added belongs behind what precedes it, at the beginning before what follows, a note at its mark."""
        spot = base[0].span(0, 0) if base else None
        marks = {
            (reference.kind, reference.id): reference
            for reference in (self.back.references if units and units[0].first.note else ())
        }
        for unit in units:
            if unit.base is not None and not unit.moved:
                spot = unit.base.span(len(unit.base.text), len(unit.base.text))
                continue
            unit.spot = spot
            holding = self.back.paragraphs.get((unit.first.part, unit.first.holder))
            if holding is not None and id(holding) in self._units:
                spot = self._units[id(holding)].place(0, 0)
                unit.spot = spot
            reference = marks.get((unit.first.flow, unit.first.note))
            holder = self._units.get(id(reference.paragraph)) if reference else None
            if reference is not None and holder is not None:
                at = holder.offset(reference.paragraph, reference.index)
                unit.spot = holder.place(at, at)

    # --- telling -------------------------------------------------------------------------------------------------

    def _tell_flow(self, base: list[Unit], units: list[Unit], gone: set[int]) -> None:
        missing = {id(unit): unit for number, unit in enumerate(base) if number in gone}
        for _, group in groupby(missing.values(), key=_rows_of(base, lambda unit: id(unit) in missing)):
            self.changes += _tell_gone(list(group))
        for _, group in groupby(units, key=_rows_of(units, lambda unit: unit.base is None)):
            together = list(group)
            if together[0].base is None:
                self.changes += _tell_new(together)
            for unit in together:
                self.changes += self._tell_unit(unit)
        deleted = [unit for unit in units if unit.first.row_deleted and unit.base is not None]
        for _, group in groupby(deleted, key=lambda unit: (unit.first.row or ())[:2] or unit.first.note or id(unit)):
            self.changes.append(_tell_deleted(list(group)))

    def _tell_unit(self, unit: Unit) -> Iterator[Change]:
        if unit.base is not None:
            if unit.moved:
                yield Change(
                    "moved", (unit.base.span(0, len(unit.base.text)),), unit.base.text, unit.text, to=unit.spot
                )
            for tag, a, b, c, d in unit.ops:
                if tag != "equal":
                    yield Change("replaced", (unit.base.span(a, b),), unit.base.text[a:b], unit.text[c:d])
        for event in find_events(unit):
            if event.mark.move:
                self._moves[event.mark.move].append((unit, event))
                continue
            yield _change(unit, event)

    def _tell_moves(self) -> Iterator[Change]:
        """Each move once, from where and to where; one of which a half is missing is what the other half is."""
        for parts in self._moves.values():
            left = [(unit, event) for unit, event in parts if event.old]
            right = [(unit, event) for unit, event in parts if event.new]
            if left and right:
                spans = tuple(filter(None, (unit.place(event.start, event.end) for unit, event in left)))
                unit, event = right[0]
                old, new = "".join(event.old for _, event in left), "".join(event.new for _, event in right)
                mark = left[0][1].mark
                to = unit.place(event.start, event.end)
                yield Change("moved", spans, old, new, True, mark.author, mark.date, to)
            else:
                yield from (_change(unit, event) for unit, event in parts)

    def _tell_comments(self) -> Iterator[Change]:
        self._order = {
            id(paragraph): (flow, number) for flow in self.back.flows.values() for number, paragraph in enumerate(flow)
        }
        anchors: dict[str, list[tuple[Unit, Paragraph, Anchor]]] = defaultdict(list)
        for paragraphs in self.back.flows.values():
            for paragraph in paragraphs:
                for anchor in paragraph.anchors:
                    if id(paragraph) in self._units:
                        anchors[anchor.comment].append((self._units[id(paragraph)], paragraph, anchor))
        for key, comment in self.back.comments.items():
            at, parent, seen = anchors.get(key, []), comment.parent, {key}
            while not at and parent and parent not in seen:  # an answer stands where its question does
                seen.add(parent)
                at, parent = anchors.get(parent, []), self.back.comments[parent].parent
            spans, quoted = self._covered(at)
            yield Change("comment", spans, quoted, "", True, comment.author, comment.date, comment=comment)

    def _covered(self, at: Sequence[tuple[Unit, Paragraph, Anchor]]) -> tuple[tuple[Span, ...], str]:
        """Where a comment hangs in what was sent, and the words, as they stand in the file, that it is about."""
        if not at:
            return (), ""
        (first, begin, start), (_, finish, end) = at[0], at[-1]
        for _, paragraph, anchor in at:
            if anchor.kind == "end":
                finish, end = paragraph, anchor
        flow, number = self._order[id(begin)]
        other, stop = self._order[id(finish)]
        inside = flow[number : stop + 1] if other is flow and stop >= number else [begin]
        spans: dict[Span, None] = {}
        quoted = []
        for paragraph in inside:
            unit = self._units[id(paragraph)]
            low = start.index if paragraph is begin else 0
            high = end.index if paragraph is finish else len(paragraph.pieces)
            pieces = paragraph.pieces[low:high]
            self._room -= len(pieces) + COVERED
            if self._room < 0:
                raise Refused("returned-bomb", part="comments")
            quoted.append(text_of(pieces, accepted=True))
            span = unit.place(unit.offset(paragraph, low), unit.offset(paragraph, high))
            if span is not None and (span.start < span.end or len(inside) == 1):
                spans[span] = None
        if not spans and (span := first.place(0, 0)) is not None:
            spans[span] = None
        return tuple(spans), PARAGRAPH_END.join(quoted)


def _hangs(flow: Sequence[Paragraph]) -> bool:
    """Whether a flow has its places from another: a box hangs in a paragraph, a note at its mark."""
    return bool(flow) and (flow[0].flow in ("footnotes", "endnotes") or flow[0].flow.endswith("/box"))


def _moved(pairs: Iterable[tuple[int | None, int | None]], base: list[Unit], units: list[Unit]) -> list:
    """A paragraph that is gone in one place and stands word for word in another was moved."""
    pairs = list(pairs)
    left = [a for a, b in pairs if b is None and a is not None and len(base[a].text.strip()) >= SHORTEST_MOVE]
    right: dict[str, list[int]] = defaultdict(list)
    for a, b in pairs:
        if a is None and b is not None:
            right[units[b].text].append(b)
    found = [(a, right[base[a].text].pop(0)) for a in left if right[base[a].text]]
    for _, b in found:
        units[b].moved = True
    halves = {half for a, b in found for half in ((a, None), (None, b))}
    return [pair for pair in pairs if pair not in halves] + found


def _rows_of(units: Sequence[Unit], tells: Callable[[Unit], bool]) -> Callable[[Unit], object]:
    """What paragraphs are told together by: their row of a table, where it is so of all of the row."""
    rows: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for unit in units:
        if unit.first.row is not None:
            rows[unit.first.row[:2]].append(tells(unit))
    whole = {row for row, told in rows.items() if len(told) > 1 and all(told)}
    return lambda unit: row if unit.first.row is not None and (row := unit.first.row[:2]) in whole else id(unit)


def _tell_gone(units: list[Unit]) -> Iterator[Change]:
    spans = tuple(unit.span(0, len(unit.text)) for unit in units)
    if len(units) > 1:
        yield Change("cells-deleted", spans, " | ".join(unit.text for unit in units))
    else:
        yield Change("deleted", spans, units[0].text + PARAGRAPH_END)


def _tell_new(units: list[Unit]) -> Iterator[Change]:
    unit = units[0]
    spans = (unit.spot,) if unit.spot is not None else ()
    mark = unit.first.row_inserted
    tracked = (True, mark.author, mark.date) if mark is not None else (False, "", "")
    if unit.first.row is not None and (len(units) > 1 or mark is not None):
        texts = ["".join(piece.text for one in unit.paragraphs for piece in one.pieces) for unit in units]
        yield Change("cells-inserted", spans, "", " | ".join(texts), *tracked)
    elif mark is not None:
        text = "".join(piece.text for one in unit.paragraphs for piece in one.pieces)
        yield Change("inserted", spans, "", text + PARAGRAPH_END, *tracked)
    elif not unit.absent:
        yield Change("inserted", spans, "", unit.text + PARAGRAPH_END)


def _tell_deleted(units: list[Unit]) -> Change:
    """A row, a cell or a note that was deleted with tracking."""
    mark = units[0].first.row_deleted or Mark()
    spans = tuple(filter(None, (unit.place(0, len(unit.text)) for unit in units)))
    kind = "deleted" if units[0].first.row is None else "cells-deleted"
    return Change(kind, spans, " | ".join(unit.text for unit in units), "", True, mark.author, mark.date)


def _change(unit: Unit, event: Event) -> Change:
    span, mark = unit.place(event.start, event.end), event.mark
    spans = (span,) if span else ()
    return Change("replaced", spans, event.old, event.new, True, mark.author, mark.date, over=event.over)
