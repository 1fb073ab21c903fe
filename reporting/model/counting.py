"""How many obstacles there are of each sort, on two days beside each other."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from .lifecycle import STEPS, Status, status_on
from .obstacles import Obstacle, Theme
from .standing import Sources
from .values import Border


@dataclass(frozen=True)
class Count:
    """How many of the sort `name` there were then, and are now."""

    name: str
    then: int
    now: int


@dataclass(frozen=True)
class Counts:
    """Obstacles to which something had happened, on each of two days.

    `total`: all of them (its name is empty). `by`: those of each status, theme and border, in the order of the model;
    sorts with none on either day are left out. An obstacle at several borders counts at each.
    """

    total: Count
    by: Mapping[str, tuple[Count, ...]]


_Sort = Callable[[Obstacle, Status], Iterable[str]]
# what is counted -> every sort in order, and of which an obstacle with that status is
SORTS: Mapping[str, tuple[Sequence[str], _Sort]] = MappingProxyType(
    {
        "status": (
            tuple(dict.fromkeys(step.status for step in STEPS.values())), lambda obstacle, status: (status.name,)
        ),
        "theme": (get_args(Theme), lambda obstacle, status: (obstacle.theme,)),
        "border": (get_args(Border), lambda obstacle, status: dict.fromkeys(obstacle.borders)),
    }
)  # fmt: skip


def count_obstacles(obstacles: Sequence[Obstacle], then: datetime.date, now: datetime.date, sources: Sources) -> Counts:
    """The counts as of the ends of two days. `sources`: the casebook's, for events of unknown date."""
    standing = [
        [(obstacle, status) for obstacle in obstacles if (status := status_on(obstacle, day, sources)) is not None]
        for day in (then, now)
    ]
    by = {}
    for what, (names, sort) in SORTS.items():
        before, after = (Counter(name for pair in found for name in sort(*pair)) for found in standing)
        by[what] = tuple(Count(name, before[name], after[name]) for name in names if before[name] or after[name])
    return Counts(Count("", *map(len, standing)), MappingProxyType(by))
