"""Every note on the page of its mark: typesetting is repeated until it is so.

Typst tells where things came to stand (`facts` in the prelude). Tables with notes are cut by their measured heights;
what is still at odds then, in rows taller than a page, lists and paragraphs, begins a page instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .build import Source
from .plan import Measures, Piece, Plan, Unit

# One pass measures, the next cuts; further ones are for single notes in rows taller than a page. What is still astray
# after these the check tells of: a long document takes seconds a pass.
MOST_PASSES = 8
# Above the first note of a page; as `footnote.entry` is set.
CLEARANCE = 6.0
# What rounding may hide, in points.
SLACK = 0.2


@dataclass(frozen=True)
class Facts:
    """What Typst found. `runs`: first page, top, bottom of that page, bottom of others; `starts`: page and height where
    a piece begins, by table and row; `marks`, `entries`: the page of each note's mark and of the note."""

    runs: Sequence[tuple[int, float, float, float]]
    starts: Mapping[tuple[int, int], tuple[int, float]]
    marks: Mapping[int, int]
    entries: Mapping[int, int]
    measured: Mapping[int, Measures]
    notes: Mapping[int, float]

    def room(self, page: int) -> tuple[float, float, float]:
        """Where text begins on pages like this one, where it ends on this one, and where on others."""
        first, top, opening, other = [run for run in self.runs if run[0] <= page][-1]
        return top, opening if page == first else other, other


def read_facts(answer: str) -> Facts:
    """The facts in the answer of a query for `<facts>`."""
    found = json.loads(answer)[0]["value"]
    return Facts(
        [tuple(run) for run in found["runs"]],
        {(table, row): (page, y) for table, row, page, y in found["starts"]},
        {int(label[1:]): page for label, page in found["marks"]},
        {int(label[1:]): page for label, page in reversed(found["entries"])},
        {table: Measures(head, tuple(units)) for table, head, units in found["measured"]},
        dict(found["notes"]),
    )


def settle(build: Callable[[Plan], Source], look: Callable[[Source], str]) -> Source:
    """The source whose pages are right. `look`: asks Typst for the facts of a source."""
    plan = Plan()
    source = build(plan)
    for _ in range(MOST_PASSES if source.noted else 0):
        better = improve(plan, read_facts(look(source)), source.ruled)
        if better == plan:
            break
        plan, source = better, build(better)
    return source


def improve(plan: Plan, facts: Facts, tables: Sequence[Sequence[Unit]]) -> Plan:
    """The plan with its tables cut by what is known now or, where they are, with a remedy for the first stray note.

    The same plan when nothing is to be better.
    """
    cut = plan if plan.measured else replace(plan, measured=facts.measured, notes=facts.notes)
    for number in cut.measured:
        cut = _cut(cut, facts, number, tables[number])
    return cut if cut != plan else _remedy(plan, facts, tables)


@dataclass
class _Foot:
    """Where a table has come to on a page: how far down, the page's end, the notes there, whether it began the page."""

    y: float
    end: float
    notes: float
    fresh: bool

    def fits(self, height: float, notes: float) -> bool:
        notes += self.notes
        return self.y + height + notes + (CLEARANCE if notes else 0.0) <= self.end + SLACK


def _cut(plan: Plan, facts: Facts, table: int, units: Sequence[Unit]) -> Plan:
    """The plan with this table cut: a unit that does not fit together with its notes begins a page.

    What follows a unit taller than a page begins one too: where that unit ends, Typst alone can say, a pass each time.
    """
    sizes, tall, opened = plan.measured[table], set(plan.tall), set(plan.opened)
    pieces: list[Piece] = []
    foot = None
    for index, (unit, height) in enumerate(zip(units, sizes.units, strict=True)):
        key, notes = (table, unit.first), sum(plan.notes[note] for note in unit.notes)
        if foot is None:
            pieces.append(Piece(unit.first, key in opened))
            if (foot := _arrive(plan, facts, table, units[index:])) is None:
                break
            foot.y += sizes.head if foot.fresh or not index else 0.0
        top, _, end = facts.room(facts.starts[table, pieces[0].first][0])
        page = _Foot(top + sizes.head, end, 0.0, True)
        if key in tall or not page.fits(height, notes) or (foot.fresh and not foot.fits(height, notes)):
            tall.add(key)
            foot = None
            if index + 1 < len(units):
                pieces.append(Piece(units[index + 1].first, True))
                foot = page
            continue
        if not foot.fresh and (key in plan.forced or not foot.fits(height, notes)):
            if pieces[-1].first == unit.first:
                opened.add(key)
                pieces.pop()
            pieces.append(Piece(unit.first, True))
            foot = page
        foot = _Foot(foot.y + height, foot.end, foot.notes + notes, False)
    return replace(plan, pieces={**plan.pieces, table: tuple(pieces)}, tall=frozenset(tall), opened=frozenset(opened))


def _arrive(plan: Plan, facts: Facts, table: int, units: Sequence[Unit]) -> _Foot | None:
    """Where these units of a table begin as far as is known, below what is there already and above its notes."""
    key = (table, units[0].first)
    if key not in facts.starts:
        return None
    page, y = facts.starts[key]
    own = min((note for unit in units for note in unit.notes), default=len(plan.notes))
    above = sum(plan.notes.get(note, 0.0) for note, at in facts.entries.items() if at == page and note < own)
    return _Foot(y, facts.room(page)[1], above, key in plan.opened)


def _remedy(plan: Plan, facts: Facts, tables: Sequence[Sequence[Unit]]) -> Plan:
    """The plan with something that brings the first stray note to its mark; what is below it may then be right too."""
    units = {note: (number, unit) for number, made in enumerate(tables) for unit in made for note in unit.notes}
    strays = [note for note, page in facts.marks.items() if facts.entries.get(note, page) != page]
    for note in sorted(strays, key=lambda note: (min(facts.marks[note], facts.entries[note]), note)):
        number, unit = units.get(note, (0, None))
        if unit is None and note not in plan.loose:
            return replace(plan, loose=plan.loose | {note})
        if unit is not None and (key := (number, unit.first)) not in plan.tall:
            if key not in plan.forced:
                return replace(plan, forced=plan.forced | {key})
            continue
        for begins in [note] if unit is None else _in_the_way(facts, unit, note):
            if begins not in plan.before:
                return replace(plan, before=plan.before | {begins})
    return plan


def _in_the_way(facts: Facts, unit: Unit, note: int) -> Iterator[int]:
    """The notes of a unit taller than a page whose paragraphs may begin the next page so that a note follows its mark.

    Typst draws the notes in the order of the cells: a note that comes too late waited for notes of cells before it
    which are on the next page by now, or for more than the page has room for.
    """
    page = facts.marks[note]
    others = [cell for cell in unit.cells if note not in cell]
    if facts.entries[note] > page:
        late = [[n for n in cell if facts.marks[n] > page] for cell in others]
        yield from (cell[0] for cell in late if cell and cell[0] < note)
    yield note
    if facts.entries[note] > page:
        here = [[n for n in cell if facts.marks[n] == page] for cell in others]
        yield from (cell[-1] for cell in sorted(here, key=len, reverse=True) if cell)
