"""What the reporter of an obstacle has still to be told, as of a day.

Whoever reports an obstacle hears of every step (the reference letter, advice 1: *terugkoppeling*): a step counts as
told once an event `feedback` follows it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from .bridge import CITIZEN
from .lifecycle import STATUS, happened
from .obstacles import Event, Obstacle
from .sources import Source
from .values import UNKNOWN


@dataclass(frozen=True)
class Reply:
    """A reply that is owed about `obstacle`.

    `index`: the latest change of status; `earlier`: the ones before it that nobody was told of either. `to`: the party
    that is written to; `passed_on`: that is the front office, and it must tell whoever reported. `desk`: who has to see
    to it, the front office, else the coordinator, else `unknown`.
    """

    obstacle: Obstacle
    index: int
    earlier: tuple[int, ...]
    to: str
    passed_on: bool
    desk: str

    @property
    def event(self) -> Event:
        """The latest change of status."""
        return self.obstacle.events[self.index]

    @property
    def since(self) -> Event:
        """The first change that was not told."""
        return self.obstacle.events[(*self.earlier, self.index)[0]]

    def falls_in(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether the latest change may have happened in the period, both days included; on an unknown date it may."""
        date = self.event.date
        return not date.known or (date.first <= last and date.last >= first)


def untold_on(obstacle: Obstacle, day: datetime.date, sources: Mapping[str, Source]) -> tuple[int, ...]:
    """The changes of status by the end of `day` after which nobody was told how things stand, by index, oldest first.

    Empty where the latest change was told: what came before it is then told with it.
    """
    untold: list[int] = []
    for index, event in happened(obstacle, day, sources):
        if event.kind in STATUS:
            untold.append(index)
        elif event.kind == "feedback":
            untold.clear()
    return tuple(untold)


def reply_owed(obstacle: Obstacle, day: datetime.date, sources: Mapping[str, Source]) -> Reply | None:
    """The reply that is owed at the end of `day`; None where all was told, or where it is not known whom to tell."""
    to, passed_on = obstacle.initiator, False
    if to in (CITIZEN, UNKNOWN):
        to, passed_on = obstacle.front_office, True
    untold = untold_on(obstacle, day, sources)
    if to == UNKNOWN or not untold:
        return None
    desk = obstacle.front_office if obstacle.front_office != UNKNOWN else obstacle.coordinator
    return Reply(obstacle, untold[-1], untold[:-1], to, passed_on, desk)
