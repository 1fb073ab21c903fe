"""How things stand as of a day: what follows from the events of an obstacle, and from the dates of a commitment.

Nothing that happened later shows: a report as of an earlier day comes out as it would have been on that day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .chain import Commitment, Meeting, Outcome, Sentence
from .dates import PartialDate
from .instruments import Instrument
from .lifecycle import CONCLUDED, STATUS, happened
from .obstacles import Event, NextStep, Obstacle
from .sources import Source

Sources = Mapping[str, Source]
CommitmentState = Literal["open", "reported-settled", "settled"]


@dataclass(frozen=True)
class Standing:
    """What the events of an obstacle say as of a day; each with the index of the event that says it, -1 where none.

    `owners`: who must act, by side; nobody after a refusal. `next`: the next step, `none` or `unknown`: a step of the
    life-cycle does away with the next step that was named before it, and a conclusion leaves none. `instrument`: what
    was decided last, `none` (a refusal) or `unknown`. `due`: when what was decided has to be done.
    """

    owners: Mapping[str, str]
    owners_at: int
    next: NextStep | Literal["none", "unknown"]
    next_at: int
    instrument: Instrument | Literal["none", "unknown"]
    instrument_at: int
    due: PartialDate | None
    due_at: int


def standing_on(obstacle: Obstacle, day: datetime.date, sources: Sources) -> Standing:
    """How the obstacle stands at the end of `day`. `sources`: the casebook's, for events of unknown date."""
    owners: dict[str, str] = {}
    following: NextStep | Literal["none", "unknown"] = "unknown"
    instrument: Instrument | Literal["none", "unknown"] = "unknown"
    due: PartialDate | None = None
    owners_at = next_at = instrument_at = due_at = -1
    for index, event in happened(obstacle, day, sources):
        if event.owners or event.instrument == "none":  # after a refusal nobody has to act, unless it says who
            owners, owners_at = dict(event.owners), index
        if event.next is not None:
            following, next_at = event.next, index
        elif event.kind in STATUS:
            following, next_at = ("none" if STATUS[event.kind][0] in CONCLUDED else "unknown"), index
        if event.instrument is not None:
            instrument, instrument_at = event.instrument, index
        if event.kind in ("decided", "reopened"):  # what was to be done before it was opened again is not late now
            due, due_at = event.due, index
    return Standing(owners, owners_at, following, next_at, instrument, instrument_at, due, due_at)


def instruments_on(obstacle: Obstacle, day: datetime.date, sources: Sources) -> list[tuple[int, Instrument]]:
    """Every instrument decided on by `day`, with the index of its event."""
    return [
        (index, event.instrument)
        for index, event in happened(obstacle, day, sources)
        if isinstance(event.instrument, Instrument)
    ]


def analysis_on(obstacle: Obstacle, day: datetime.date, sources: Sources) -> tuple[int, Event] | None:
    """The last analysis, with its index."""
    found = None
    for index, event in happened(obstacle, day, sources):
        if event.kind == "analysis":
            found = index, event
    return found


def commitment_state_on(commitment: Commitment, day: datetime.date) -> CommitmentState:
    """How a commitment stands at the end of `day`; what happened on an unknown date counts at once."""
    for state, happening in (("settled", commitment.settled), ("reported-settled", commitment.reported)):
        if happening is not None and happening.date.counts_by(day):
            return state
    return "open"


def due_of(step: NextStep, meetings: Mapping[str, Meeting]) -> PartialDate:
    """By when a next step is due: of one without a date that comes up at a meeting, the date of that."""
    meeting = meetings.get(step.meeting or "")
    return step.due if step.due.known or meeting is None else meeting.date


def meetings_before(meeting: Meeting, meetings: Iterable[Meeting]) -> list[Meeting]:
    """The meetings of its kind between its sides that were over before it, the last of them last.

    Where its date is unknown: all that have one.
    """
    first = meeting.date.first
    found = [
        other
        for other in meetings
        if other.id != meeting.id
        and other.kind == meeting.kind
        and set(other.parties) == set(meeting.parties)
        and other.date.last is not None
        and (first is None or other.date.last < first)
    ]
    return sorted(found, key=lambda other: other.date.last or datetime.date.min)


def meeting_before(meeting: Meeting, meetings: Iterable[Meeting]) -> Meeting | None:
    """The last meeting before it of the same kind, between the same sides; None: there was none, or it has no date."""
    return next(reversed(meetings_before(meeting, meetings)), None) if meeting.date.known else None


def outcome_on(sentence: Sentence, day: datetime.date) -> Outcome | None:
    """What is known by the end of `day` of what came of an agreement; that of an unknown date is known at once."""
    outcome = sentence.outcome
    return outcome if outcome is not None and outcome.date.counts_by(day) else None
