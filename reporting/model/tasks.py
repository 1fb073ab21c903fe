"""A task: one thing to do, by whom, by when.

A task is late when the last day that its date may be has passed: one of a month is late once the month is over.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..places import Field
from .bodies import Chain
from .dates import UNKNOWN_DATE, PartialDate
from .values import UNKNOWN

COORDINATOR = "coordinator"
PARLIAMENT = "parliament"


@dataclass(frozen=True)
class Task:
    """One thing to do.

    `code`: what, a phrase `task-<code>`; `values`: what that phrase names. `kind`, `id`: of the record it is about.
    `who`: the ids of those who must act. `role`: the part in which they act or, where nobody is named, the part that
    must ("": neither counts); `borders`: where it is played. `due`: by when. `text`: what was typed, by language.
    `meeting`: on which it comes up. `at`: where in the record it is said.
    """

    code: str
    kind: str
    id: str
    who: tuple[str, ...] = ()
    role: str = ""
    due: PartialDate = UNKNOWN_DATE
    text: Mapping[str, str] = field(default_factory=dict)
    meeting: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    borders: tuple[str, ...] = ()
    at: Field = ()

    def late(self, day: datetime.date) -> int:
        """By how many days it is late on `day`; 0 when it is not, or has no date."""
        return max(0, (day - self.due.last).days) if self.due.last is not None else 0

    def on_desk(self, body: str, chain: Chain) -> bool:
        """Whether the party or office must act: it, one of its offices, or, where nobody is named, its part."""
        if self.who:
            return bool(set(self.who) & chain.desk(body))
        if self.role == PARLIAMENT:
            party = chain.parties.get(chain.party_of(body))
            return party is not None and party.kind == PARLIAMENT
        return bool(self.role) and self.role != COORDINATOR and chain.plays(body, self.role, self.borders)


def known(actors: Iterable[str]) -> tuple[str, ...]:
    """The actors that are known, each once."""
    return tuple(dict.fromkeys(actor for actor in actors if actor != UNKNOWN))


def sort_tasks(tasks: Iterable[Task]) -> list[Task]:
    """In the order of the work list: late first, longest late leading; then soonest first; without a date last.

    One key does it, the last day that the date may be: what is late on any day has that day behind it, and all else
    ahead. Tasks of one date stay in the order in which they are given.
    """
    never = datetime.date.max
    return sorted(tasks, key=lambda task: (not task.due.known, task.due.last or never))
