"""Two days beside each other: which obstacles took a step between them, which stand still, and since when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from .lifecycle import CLOSED, Status, happened_between, status_on
from .obstacles import Event, Obstacle
from .standing import Sources

MoveKind = Literal["moved", "still", "closed", "nothing"]


@dataclass(frozen=True)
class Movement:
    """One obstacle on two days.

    `before`, `after`: its status on the earlier and on the later day, with the event that led to it; None: it had
    surely taken no step yet. `events`: what happened between them, with the index of each; not that the reporter was
    told.
    """

    obstacle: Obstacle
    before: Status | None
    after: Status | None
    events: tuple[tuple[int, Event], ...]

    @property
    def kind(self) -> MoveKind:
        """`moved`: another step is now the last one taken, also where it leads to a status of the same name (a second
        decision). `closed`: it was concluded or not selected then, and is so now. `still`: any other that took no step,
        whatever else was reported of it. `nothing`: it has taken no step yet, whatever was reported.
        """
        if self.after is None:
            return "nothing"
        if self.before is None or self.before.index != self.after.index:
            return "moved"
        return "closed" if self.after.name in CLOSED else "still"


def movement_between(obstacle: Obstacle, then: datetime.date, now: datetime.date, sources: Sources) -> Movement:
    """What became of the obstacle from the end of day `then` to the end of day `now`, the later one.

    `sources`: the casebook's, for events of unknown date (see `lifecycle.happened_by`).
    """
    between = tuple(at for at in happened_between(obstacle, then, now, sources) if at[1].kind != "feedback")
    return Movement(obstacle, status_on(obstacle, then, sources), status_on(obstacle, now, sources), between)
