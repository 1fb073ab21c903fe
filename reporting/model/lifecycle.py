"""The life of an obstacle: which steps there are, who may take each, after which, and what each requires.

The steps are those of the reference letter (the working group's advice and the reactions to it) and of
`domain.md` (c); the public names are the six of the public register of the Flemish-Dutch border (Schakelpunt
Vlaanderen-Nederland, https://www.schakelpunt.eu). A status is stored nowhere: it follows from dated events.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .obstacles import Event, Obstacle
from .sources import Source

NOTHING = ""  # the status of an obstacle to which nothing has happened yet


@dataclass(frozen=True)
class Step:
    """A kind of event that changes the status.

    `status`: the one it leads to; `public`: that of the public register; `after`: the statuses that it may follow;
    `by`: the roles (see `bodies.ROLES`) that may take it; `needs`: what must be on record (see
    `requirements.REQUIREMENTS`); `keys`: further keys that such an event may have.
    """

    status: str
    public: str
    after: tuple[str, ...]
    by: tuple[str, ...]
    needs: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "submitted": Step("submitted", "submitted", (NOTHING,), ("front_office",)),
        "identification": Step("identification", "identification", ("submitted",), ("secretariat", "officials")),
        "analysis": Step(
            "in-analysis", "in-analysis", ("identification", "in-analysis"),
            ("secretariat", "officials", "institute", "ministers"),
            needs=("cause", "scores", "provisions"), keys=("asked", "due"),
        ),
        "selected": Step(
            "selected", "advice", ("in-analysis", "selected"), ("council",), needs=("analysed", "day"), keys=("rank",)
        ),
        "not-selected": Step(
            "not-selected", "advice", ("in-analysis", "selected"), ("council",), needs=("analysed", "day", "reason")
        ),
        "raised": Step("raised", "decision", ("selected", "raised"), ("link",), needs=("ministers", "question")),
        "decided": Step(
            "decided", "decision", ("raised", "decided", "implementing"), ("ministers",),
            needs=("instrument", "owners", "due", "refusal"),
        ),
        "implementing": Step("implementing", "decision", ("decided",), ("owners", "ministers")),
        "solved": Step(
            "solved", "concluded", ("decided", "implementing", "mitigated"), ("ministers", "owners"),
            needs=("verified_by", "evidence"),
        ),
        "mitigated": Step(
            "mitigated", "concluded", ("decided", "implementing"), ("ministers", "owners"), needs=("remains",)
        ),
        "accepted": Step(
            "accepted", "concluded", ("raised", "decided", "implementing"), ("ministers", "owners"), needs=("reason",)
        ),
        "no-obstacle": Step(
            "no-obstacle", "concluded",
            ("submitted", "identification", "in-analysis", "selected", "raised", "decided", "implementing"),
            ("secretariat", "officials", "council", "ministers"), needs=("reason",),
        ),
        "reopened": Step(
            "identification", "identification", ("not-selected", "solved", "mitigated", "accepted", "no-obstacle"),
            ("secretariat", "officials", "council", "ministers"), needs=("reason",),
        ),
    }
)  # fmt: skip
# How far each status is on the way: steps may be left out going forward, with a reason; nobody goes back without
# reopening.
ORDER = {
    status: rank
    for rank, statuses in enumerate(
        (
            (NOTHING,), ("submitted",), ("identification",), ("in-analysis",), ("selected", "not-selected"),
            ("raised",), ("decided",), ("implementing",), ("mitigated",), ("solved", "accepted", "no-obstacle"),
        )
    )
    for status in statuses
}  # fmt: skip
CONCLUDED = frozenset({"solved", "mitigated", "accepted", "no-obstacle"})
# Statuses that only a reopening can follow; `mitigated` may still become `solved`.
CLOSED = frozenset({"not-selected", *CONCLUDED})
# Steps that carry out a decision: after a refusal there is none to carry out.
CARRYING_OUT = frozenset({"implementing", "solved", "mitigated"})
# event kind -> (status it leads to, status in the public register)
STATUS = MappingProxyType({kind: (step.status, step.public) for kind, step in STEPS.items()})


def judge_step(before: str, kind: str) -> str:
    """How a step of `kind` follows the status `before`: `allowed`, `skips` steps going forward, or `forbidden`."""
    step = STEPS[kind]
    if before in step.after:
        return "allowed"
    if before in CLOSED or kind == "reopened" or ORDER[step.status] <= ORDER[before]:
        return "forbidden"
    return "skips"


def allowed_after(status: str, refused: bool = False) -> list[str]:
    """The kinds of event that may follow a status, in the order of the table; `refused`: see `is_refused`."""
    return [kind for kind, step in STEPS.items() if status in step.after and not (refused and kind in CARRYING_OUT)]


def is_refused(before: Sequence[Event]) -> bool:
    """Whether a refusal still stands after these events: the last decision was one, and nothing was reopened since."""
    last = next((event for event in reversed(before) if event.kind in ("decided", "reopened")), None)
    return last is not None and last.kind == "decided" and last.instrument == "none"


def skipped_before(before: str, kind: str) -> list[str]:
    """The steps that a step of `kind` leaves out after the status `before`: the fewest after which it may follow.

    Among as many, those that stand first in the table.
    """
    ways: list[tuple[str, list[str]]] = [(before, [])]
    for status, way in ways:
        if status in STEPS[kind].after:
            return way
        ways += [
            (STEPS[following].status, [*way, following])
            for following in allowed_after(status)
            if ORDER[STEPS[following].status] > ORDER[status]
        ]
    return []


@dataclass(frozen=True)
class Status:
    """A status as of a day: its `name`, the `public` one, and the event (with its index) that led to it."""

    name: str
    public: str
    event: Event
    index: int


def status_on(obstacle: Obstacle, day: datetime.date, sources: Mapping[str, Source]) -> Status | None:
    """The status at the end of `day`: that of the last event, in the order of the file, that had surely happened.

    `sources`: the casebook's, for events of unknown date (see `happened_by`). `None`: nothing had happened yet.
    """
    found = None
    for index, event in happened(obstacle, day, sources):
        if event.kind in STATUS:
            name, public = STATUS[event.kind]
            found = Status(name, public, event, index)
    return found


def happened(obstacle: Obstacle, day: datetime.date, sources: Mapping[str, Source]) -> Iterator[tuple[int, Event]]:
    """The events, with their index, that had surely happened by the end of `day`."""
    for index, event in enumerate(obstacle.events):
        if happened_by(obstacle.events, index, day, sources):
            yield index, event


def happened_between(
    obstacle: Obstacle, then: datetime.date, now: datetime.date, sources: Mapping[str, Source]
) -> Iterator[tuple[int, Event]]:
    """The events, with their index, that had surely happened by the end of `now`, and not yet by that of `then`."""
    known = {index for index, _ in happened(obstacle, then, sources)}
    return ((index, event) for index, event in happened(obstacle, now, sources) if index not in known)


def happened_by(events: list[Event], index: int, day: datetime.date, sources: Mapping[str, Source]) -> bool:
    """Whether event `index` had surely happened by the end of `day`.

    An event of a month counts once the month is over. One of unknown date counts with the next dated event after it in
    the file; where none follows, once its source had told of it; where that has no date either, at once.
    """
    for event in events[index:]:
        if event.date.known:
            return event.date.by(day)
    source = sources.get(events[index].source or "")
    return source is None or source.date is None or source.date.counts_by(day)


def told_at(events: Sequence[Event], index: int) -> int | None:
    """The event `feedback` that tells whoever reported the obstacle of the step at `index`; None: nobody told them.

    One feedback tells of every step since the one before it, up to a step that surely has a later date: whoever had to
    wait for the next step was not told of this one.
    """
    date = events[index].date
    for at, event in enumerate(events[index + 1 :], index + 1):
        if event.kind == "feedback":
            return at
        if event.kind in STATUS and date.known and event.date.known and event.date.first > date.last:
            return None
    return None


def events_in(obstacle: Obstacle, first: datetime.date, last: datetime.date) -> list[tuple[int, Event]]:
    """The events, with their index, that may have happened in the period (both days included); no unknown dates."""
    return [
        (index, event)
        for index, event in enumerate(obstacle.events)
        if event.date.known and event.date.first <= last and event.date.last >= first
    ]
