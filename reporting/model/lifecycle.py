"""An obstacle's status follows from its events; it is stored nowhere.

The steps are those of the reference letter; the public names are the six of the public register of the Flemish-Dutch
border (Schakelpunt Vlaanderen-Nederland, https://www.schakelpunt.eu).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .obstacles import Event, Obstacle
from .sources import Source

# event kind -> (status it leads to, status in the public register)
STATUS = MappingProxyType(
    {
        "submitted": ("submitted", "submitted"),
        "identification": ("identification", "identification"),
        "analysis": ("in-analysis", "in-analysis"),
        "selected": ("selected", "advice"),
        "not-selected": ("not-selected", "advice"),
        "raised": ("raised", "decision"),
        "decided": ("decided", "decision"),
        "implementing": ("implementing", "decision"),
        "solved": ("solved", "concluded"),
        "mitigated": ("mitigated", "concluded"),
        "accepted": ("accepted", "concluded"),
        "no-obstacle": ("no-obstacle", "concluded"),
        "reopened": ("identification", "identification"),
    }
)


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
    for index, event in enumerate(obstacle.events):
        if event.kind in STATUS and happened_by(obstacle.events, index, day, sources):
            name, public = STATUS[event.kind]
            found = Status(name, public, event, index)
    return found


def happened_by(events: list[Event], index: int, day: datetime.date, sources: Mapping[str, Source]) -> bool:
    """Whether event `index` had surely happened by the end of `day`.

    An event of a month counts once the month is over. One of unknown date counts with the next dated event after it in
    the file; where none follows, once its source had told of it; where that has no date either, at once.
    """
    for event in events[index:]:
        if event.date.known:
            return event.date.by(day)
    source = sources.get(events[index].source or "")
    return source is None or source.date is None or not source.date.known or source.date.by(day)


def events_in(obstacle: Obstacle, first: datetime.date, last: datetime.date) -> list[tuple[int, Event]]:
    """The events, with their index, that may have happened in the period (both days included); no unknown dates."""
    return [
        (index, event)
        for index, event in enumerate(obstacle.events)
        if event.date.known and event.date.first <= last and event.date.last >= first
    ]
