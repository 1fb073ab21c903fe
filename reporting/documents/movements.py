"""What moved between two days and what did not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from ..model.movement import Movement, movement_between
from .blocks import Block, Text
from .comparing import Comparison, build_comparison
from .progress import heading
from .scope import Scope
from .selection import by_theme, select_obstacles
from .showing import Showing
from .standing import due_text, event_text, next_step_text, place_of, status_text, title_text
from .tables import Cell, build_table, cell

# Shares of the width: on A4 a date stays whole in the columns of statuses, in every language.
MOVED, STILL = (0.235, 0.22, 0.22, 0.325), (0.235, 0.22, 0.245, 0.3)


def build_movements(showing: Showing) -> Iterator[Block]:
    """With which day it is compared; a table of the obstacles that took a step, with what happened; a table of those
    that stand still, the longest first, with what is next; lists of those closed before and of those without a step
    yet, with what was reported of them."""
    scope = showing.scope
    found = select_obstacles(showing.document, showing.place, scope)
    if not found:
        yield Block("paragraph", scope.word("progress", "no_obstacles"))
        return
    compared = build_comparison(showing.pack, scope)
    yield Block("paragraph", compared.said)
    ordered = [obstacle for _, together in by_theme(found) for obstacle in together]
    movements = [movement_between(one, compared.then, scope.as_of, scope.book.sources) for one in ordered]
    moved = [movement for movement in movements if movement.kind == "moved"]
    still = sorted((movement for movement in movements if movement.kind == "still"), key=_since)
    yield _counted("moved", moved, showing)
    if moved:
        yield _moved(moved, compared, scope)
    else:
        yield Block("paragraph", scope.word("movements", "none_moved"))
    if still:
        yield _counted("still", still, showing)
        yield _still(still, scope)
    for kind in ("closed", "nothing"):
        together = [movement for movement in movements if movement.kind == kind]
        if together:
            yield _counted(kind, together, showing)
            yield from _listed(together, kind, scope)


def _since(movement: Movement) -> datetime.date:
    """Since when it stands still; of an unknown date last."""
    assert movement.after is not None
    return movement.after.event.date.first or datetime.date.max


def _counted(kind: str, found: Sequence[object], showing: Showing) -> Block:
    count = Text.plain(str(len(found)), showing.here / "show")
    return heading(showing.scope.word("movements", kind, count=count), showing.level)


def _moved(movements: Sequence[Movement], compared: Comparison, scope: Scope) -> Block:
    header = (
        scope.word("obstacle"),
        scope.word("movements", "on", date=compared.date),
        scope.word("movements", "on", date=compared.as_of),
        scope.word("movements", "events"),
    )
    rows = []
    for movement in movements:
        obstacle = movement.obstacle
        before = scope.word("movements", "nothing_yet")
        if movement.before is not None:
            before = status_text(obstacle, compared.scope)
        title = cell(title_text(obstacle, scope).look(bold=True))
        rows.append((title, cell(before), cell(status_text(obstacle, scope)), _events(movement, scope)))
    return build_table(header, rows, widths=MOVED)


def _still(movements: Sequence[Movement], scope: Scope) -> Block:
    header = (scope.word("obstacle"), *(scope.word("movements", column) for column in ("since", "news", "next")))
    rows = []
    for movement in movements:
        obstacle = movement.obstacle
        title = cell(title_text(obstacle, scope).look(bold=True))
        following = cell(next_step_text(obstacle, scope), due_text(obstacle, scope))
        rows.append((title, cell(status_text(obstacle, scope)), _events(movement, scope), following))
    return build_table(header, rows, widths=STILL)


def _events(movement: Movement, scope: Scope) -> Cell:
    texts = _reported(movement, scope)
    return cell(*texts) if texts else cell(scope.word("movements", "no_events"))


def _reported(movement: Movement, scope: Scope) -> list[Text]:
    place = place_of(movement.obstacle, scope) / "events"
    return [event_text(event, place / index, scope) for index, event in movement.events]


def _listed(movements: Sequence[Movement], kind: str, scope: Scope) -> Iterator[Block]:
    list_id = next(scope.lists)
    for movement in movements:
        line = title_text(movement.obstacle, scope)
        if kind == "closed":
            status = status_text(movement.obstacle, scope).lowered()
            line = scope.word("progress", "still", title=line, status=status)
        yield Block("bullet", line, list_id=list_id)
        for text in _reported(movement, scope):
            yield Block("bullet", text, level=2, list_id=list_id)
