"""What was to be done as of an earlier day, and what came of it.

Nobody records of a step announced that exactly this was done. What can be told from the events, and no more:

- `done`: a step of the life-cycle was taken since, or another next step, or none, was named in its place. Of a decision
  that had to be carried out: the obstacle was concluded since, or refused. The event that says so goes with it.
- `done-late`: the same, surely after the date that stood.
- `late`: nothing of the sort, and the last day that the date may be has passed.
- `not-yet`: nothing of the sort, and the date may still come.
- `unknown`: nothing of the sort and no date stood; or the next step is now said to be unknown.

The same step named again, or a decision taken anew, is no answer: `moved` has the date that it then got.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from .book import Casebook
from .dates import UNKNOWN_DATE, PartialDate
from .lifecycle import CONCLUDED, STATUS, happened_between, status_on
from .obstacles import Event, NextStep, Obstacle
from .standing import Standing, due_of, standing_on

PromiseState = Literal["done", "done-late", "not-yet", "late", "unknown"]
_Answer = tuple[int, Event]


@dataclass(frozen=True)
class Promise:
    """What stood to be done about an obstacle, and what came of it.

    `step`: the next step; None: a decision that had to be carried out. `at`: the index of the event that says it.
    `due`: by when (of a next step, see `standing.due_of`). `answer`: the event, with
    its index, by which it was done. `moved`: the date last named anew for the same, where it was.
    """

    obstacle: Obstacle
    step: NextStep | None
    at: int
    due: PartialDate
    state: PromiseState
    answer: _Answer | None = None
    moved: PartialDate | None = None


def promise_on(obstacle: Obstacle, then: datetime.date, now: datetime.date, book: Casebook) -> Promise | None:
    """What stood to be done at the end of `then`, and what had come of it by the end of `now`; None: nothing stood.

    The next step; where none is recorded, what was decided and has a date.
    """
    standing = standing_on(obstacle, then, book.sources)
    later = list(happened_between(obstacle, then, now, book.sources))
    if isinstance(standing.next, NextStep):
        step = standing.next
        due = due_of(step, book.meetings)
        answer, moved, lost = _followed(step, later)
        return Promise(obstacle, step, standing.next_at, due, _state(due, answer, lost, now), answer, moved)
    return _decision(obstacle, standing, later, then, now, book)


def _decision(
    obstacle: Obstacle,
    standing: Standing,
    later: list[_Answer],
    then: datetime.date,
    now: datetime.date,
    book: Casebook,
) -> Promise | None:
    status = status_on(obstacle, then, book.sources)
    if status is None or status.name not in ("decided", "implementing") or standing.instrument == "none":
        return None
    if standing.due is None or not standing.due.known:
        return None
    answer = next((pair for pair in later if _concludes(pair[1])), None)
    anew = [event.due or UNKNOWN_DATE for _, event in later if event.kind == "decided"]
    state = _state(standing.due, answer, False, now)
    return Promise(
        obstacle, None, standing.due_at, standing.due, state, answer, anew[-1] if anew and answer is None else None
    )


def _concludes(event: Event) -> bool:
    """Whether nothing is left to be carried out after it: the obstacle is concluded, or refused after all."""
    refused = event.kind == "decided" and event.instrument == "none"
    return refused or (event.kind in STATUS and STATUS[event.kind][0] in CONCLUDED)


def _followed(step: NextStep, later: list[_Answer]) -> tuple[_Answer | None, PartialDate | None, bool]:
    """The event by which a step was followed, the date that it got anew, and whether it is lost from sight."""
    moved, lost = None, False
    for index, event in later:
        named = event.next
        if isinstance(named, NextStep) and named.text == step.text:
            moved, lost = named.due, False
        elif event.kind in STATUS or named == "none" or isinstance(named, NextStep):
            return (index, event), None, False
        elif named is not None:
            moved, lost = None, True
    return None, moved, lost


def _state(due: PartialDate, answer: _Answer | None, lost: bool, now: datetime.date) -> PromiseState:
    if answer is not None:
        done = answer[1].date
        return "done-late" if due.known and done.known and done.first > due.last else "done"
    if lost or not due.known:
        return "unknown"
    return "late" if due.last < now else "not-yet"


def promises_between(
    obstacles: Iterable[Obstacle], then: datetime.date, now: datetime.date, book: Casebook
) -> Iterator[Promise]:
    """What stood to be done about each of the obstacles, where something did, in their order."""
    for obstacle in obstacles:
        if promise := promise_on(obstacle, then, now, book):
            yield promise
