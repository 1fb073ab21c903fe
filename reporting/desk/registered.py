"""The public register of obstacles as of a day: a row each, in one language, of what may be public."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, get_args

from ..documents.blocks import Text
from ..documents.citations import source_text
from ..model.book import Casebook
from ..model.dates import PartialDate
from ..model.instruments import Instrument
from ..model.lifecycle import Status, happened, status_on
from ..model.obstacles import NextStep, Obstacle
from ..model.record import walk
from ..model.standing import Standing, standing_on
from ..model.translation import State
from ..model.values import UNKNOWN, Names, Reference, SourceRef, Written
from .words import Wording

LEAST: tuple[str, ...] = get_args(State)  # what is missing first, what is confirmed last
CITED = re.compile(r"@([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True)
class Cell:
    """What stands in a column: as `text`; as `value` for data, where that is a code, a list or a number and not the
    text; and as a real `day` or `number` where it is one."""

    text: str = ""
    value: Any = None
    day: datetime.date | None = None
    number: int | None = None


@dataclass(frozen=True)
class Seen:
    """An obstacle as of the day of the register."""

    obstacle: Obstacle
    status: Status
    standing: Standing
    wording: Wording


Row = Mapping[str, Cell]


def build_register(book: Casebook, wording: Wording) -> list[Row]:
    """A row for each public obstacle that was there by the day of `wording`, in the order of the casebook."""
    day, sources = wording.day, book.sources
    seen = [
        Seen(obstacle, status, standing_on(obstacle, day, sources), wording)
        for obstacle in book.obstacles.values()
        if obstacle.public and (status := status_on(obstacle, day, sources)) is not None
    ]
    wording.read(wording.chosen(texts)[0] for one in seen for texts in _typed(one))
    return [{name: make(one) for name, make in COLUMNS.items()} for one in seen]


def _typed(seen: Seen) -> Iterator[Names]:
    """The texts with marks in them that a row shows."""
    yield seen.obstacle.description
    if isinstance(seen.standing.next, NextStep):
        yield seen.standing.next.text


def worded(seen: Seen, code: str, *path: str) -> Cell:
    """A code with its word."""
    return Cell(seen.wording.word(*path, code), code)


def listed(values: Sequence[dict[str, str]]) -> Cell:
    """Several, each with its `label`."""
    return Cell("; ".join(value["label"] for value in values), list(values))


def dated(date: PartialDate | None) -> Cell:
    """A date as typed; a real one where the day is known. Nothing where it is not known at all."""
    if date is None or not date.known:
        return Cell()
    return Cell(str(date), str(date), date.first if date.day else None)


def _borders(seen: Seen) -> Cell:
    return listed([{"code": code, "label": seen.wording.word("border", code)} for code in seen.obstacle.borders])


def _owners(seen: Seen) -> Cell:
    wording, owners = seen.wording, seen.standing.owners
    words = {side: Text.plain(wording.word("side", side)) for side in owners}
    return listed(
        [
            {
                "side": side,
                "owner": owner,
                "label": str(
                    wording.scope.word("owner_of_side", side=words[side], owner=Text.plain(_actor(owner, wording)))
                ),
            }
            for side, owner in owners.items()
        ]
    )


def _instrument(seen: Seen) -> Cell:
    found, wording = seen.standing.instrument, seen.wording
    if not isinstance(found, Instrument):
        return worded(seen, found, "instrument")
    title = f" ({wording.name(found.title)})" if found.title else ""
    return Cell(wording.word("instrument", found.kind) + title, found.kind)


def _in_force(seen: Seen) -> Cell:
    found = seen.standing.instrument
    return dated(found.in_force) if isinstance(found, Instrument) else Cell()


def _next(seen: Seen) -> Cell:
    step = seen.standing.next
    if isinstance(step, NextStep):
        return Cell(seen.wording.line(step.text))
    return Cell(seen.wording.word("next_step_none"), "none") if step == "none" else Cell()


def _next_by(seen: Seen) -> Cell:
    step = seen.standing.next
    return Cell(_actor(step.by, seen.wording), step.by) if isinstance(step, NextStep) else Cell()


def _due(seen: Seen) -> Cell:
    step = seen.standing.next
    return dated(step.due) if isinstance(step, NextStep) else Cell()


def _sources(seen: Seen) -> Cell:
    """Every source that the record cites up to the day, once, in its order."""
    wording, known = seen.wording, seen.wording.book.sources
    events = [event for _, event in happened(seen.obstacle, wording.day, known)]
    cited: list[str] = []
    for _, value in walk(seen.obstacle.model_copy(update={"events": events})):
        if isinstance(value, SourceRef):
            cited.append(value)
        elif isinstance(value, Written):
            cited += CITED.findall(value)
    found = [key for key in dict.fromkeys(cited) if key in known]
    return listed([{"id": key, "label": str(source_text(key, wording.scope))} for key in found])


def _translation(seen: Seen) -> Cell:
    """How far the texts in this language are, by the one that is least; nothing for the casebook's own."""
    wording, main = seen.wording, seen.wording.book.settings.language
    if wording.language == main:
        return Cell()
    memory = wording.book.memory(wording.language)
    shown = [texts for texts in (seen.obstacle.title, *_typed(seen)) if main in texts]
    states = {memory.state_of(texts[main], texts.get(wording.language)) for texts in shown}
    return worded(seen, next(state for state in LEAST if state in states), "register", "translations")


def _actor(identifier: Reference | str, wording: Wording) -> str:
    return wording.word("register", "unknown") if identifier == UNKNOWN else wording.actor(identifier)


# The columns, in their order; each word stands at `register.columns.<name>` in the words of the house.
COLUMNS: Mapping[str, Callable[[Seen], Cell]] = MappingProxyType(
    {
        "id": lambda seen: Cell(seen.obstacle.id),
        "title": lambda seen: Cell(seen.wording.name(seen.obstacle.title)),
        "borders": _borders,
        "theme": lambda seen: worded(seen, seen.obstacle.theme, "theme"),
        "area": lambda seen: Cell("; ".join(seen.obstacle.area), list(seen.obstacle.area)),
        "status": lambda seen: worded(seen, seen.status.name, "status"),
        "public_status": lambda seen: worded(seen, seen.status.public, "public_status"),
        "since": lambda seen: dated(seen.status.event.date),
        "description": lambda seen: Cell("\n".join(seen.wording.prose(seen.obstacle.description))),
        "cause": lambda seen: worded(seen, seen.obstacle.cause, "cause"),
        "instrument": _instrument,
        "in_force": _in_force,
        "next_step": _next,
        "next_by": _next_by,
        "due": _due,
        "owners": _owners,
        "sources": _sources,
        "translation": _translation,
    }
)
