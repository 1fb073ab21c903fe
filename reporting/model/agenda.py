"""What is due at a meeting, as of a day: nobody keeps an agenda, it follows from the records.

The parts are those of the chain (the reference letter): the council selects what was analysed, the link raises what was
selected; what was decided before is followed up.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .chain import Commitment, Meeting
from .dates import PartialDate
from .lifecycle import CLOSED, STATUS, happened, status_on
from .obstacles import NextStep, Obstacle
from .ranking import grades_on
from .standing import Sources, analysis_on, commitment_state_on, meetings_before, standing_on
from .values import SIDES_OF

At = tuple[Obstacle, int]  # an obstacle and the index of one of its events


@dataclass(frozen=True)
class Agenda:
    """What is due by `until`, the meeting's day or, where that is unknown or past, the day of reporting.

    `to_select`: the analysis is there. `to_raise`: selected before. `analyses`: asked for and not there, though due or
    without a date. `steps`: the next step is for this meeting or due by then, of any obstacle not among these.
    `earlier`: what earlier meetings of the same kind decided of obstacles that are still open, the last meeting last.
    `commitments`: given by the day of reporting, as far as is known, open, and due by then.
    """

    until: datetime.date
    to_select: tuple[Obstacle, ...]
    to_raise: tuple[Obstacle, ...]
    analyses: tuple[At, ...]
    steps: tuple[Obstacle, ...]
    earlier: tuple[At, ...]
    commitments: tuple[Commitment, ...]


def concerns(meeting: Meeting, obstacle: Obstacle) -> bool:
    """Whether both sides of one of the obstacle's borders are at the meeting; a country stands for its region."""
    return any(all(set(side) & set(meeting.parties) for side in SIDES_OF[border]) for border in obstacle.borders)


def build_agenda(
    meeting: Meeting,
    obstacles: Iterable[Obstacle],
    meetings: Mapping[str, Meeting],
    commitments: Iterable[Commitment],
    day: datetime.date,
    sources: Sources,
) -> Agenda:
    """What is due at the meeting, among these records."""
    until = max(day, meeting.date.last or day)
    earlier_ones = meetings_before(meeting, meetings.values())
    before = [other.id for other in earlier_ones if meeting.date.known or other.date.by(day)]
    select, put, analyses, steps, earlier = [], [], [], [], []
    for obstacle in obstacles:
        status = status_on(obstacle, day, sources)
        found = analysis_on(obstacle, day, sources)
        if status is None:
            continue
        if status.name == "in-analysis" and grades_on(obstacle, day, sources):
            select.append(obstacle)
        elif status.name == "selected":
            put.append(obstacle)
        elif status.name == "in-analysis" and found and _is_due(found[1].due, until):
            analyses.append((obstacle, found[0]))
        elif _step_is_due(obstacle, meeting, until, day, sources):
            steps.append(obstacle)
        if status.name not in CLOSED:
            earlier += [
                (obstacle, index)
                for index, event in happened(obstacle, day, sources)
                if event.kind in STATUS and event.meeting in before
            ]
    given = [one for one in commitments if one.given.may_be_by(day)]
    owed = [one for one in given if commitment_state_on(one, day) == "open" and one.due.by(until)]
    earlier.sort(key=lambda at: before.index(at[0].events[at[1]].meeting or ""))
    return Agenda(until, tuple(select), tuple(put), tuple(analyses), tuple(steps), tuple(earlier), tuple(owed))


def _is_due(date: PartialDate | None, until: datetime.date) -> bool:
    return date is None or date.counts_by(until)


def _step_is_due(
    obstacle: Obstacle, meeting: Meeting, until: datetime.date, day: datetime.date, sources: Sources
) -> bool:
    step = standing_on(obstacle, day, sources).next
    return isinstance(step, NextStep) and (step.meeting == meeting.id or step.due.by(until))
