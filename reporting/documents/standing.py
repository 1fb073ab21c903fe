"""How an obstacle stands as of a day, in words: each value with every place that it follows from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model.dates import PartialDate
from ..model.lifecycle import status_on
from ..model.obstacles import NextStep, Obstacle
from ..places import Place
from .blocks import Text
from .citations import cite_source
from .scope import Scope


def place_of(obstacle: Obstacle, scope: Scope) -> Place:
    return scope.book.place("obstacle", obstacle.id)


def status_text(obstacle: Obstacle, scope: Scope) -> Text:
    """`Besloten (september 2023)`: the status as of the scope's day and since when; from the event that led to it."""
    status = status_on(obstacle, scope.as_of, scope.book.sources)
    if status is None:
        return scope.blank("status", place=place_of(obstacle, scope) / "events")
    event = place_of(obstacle, scope) / "events" / status.index
    word = scope.word("status", status.name)
    word = word.look(origins=(event / "kind", *word.origins))
    if not status.event.date.known:
        return word
    since = scope.date(status.event.date, event / "date")
    around = (Text.plain(sign, event / "date") for sign in (" (", ")"))
    return word.then(next(around), since, next(around))


def evidence_text(obstacle: Obstacle, scope: Scope) -> Text:
    """What shows that a solution works in practice; empty unless the obstacle is solved."""
    status = status_on(obstacle, scope.as_of, scope.book.sources)
    if status is None or status.name != "solved" or not status.event.evidence:
        return Text()
    event = place_of(obstacle, scope) / "events" / status.index
    text = scope.line(status.event.evidence, event / "evidence")
    return with_source(text, status.event.evidence, status.event.source, event, scope)


def with_source(text: Text, written: Mapping[str, str], source: str | None, place: Place, scope: Scope) -> Text:
    """The text with a note that cites its source, where one is given and known and the text as `written` does not."""
    cited = re.search(rf"@{re.escape(source or '')}(?![\w-])", written.get(scope.language, ""))
    if source is None or source not in scope.book.sources or cited:
        return text
    return text.then(Text((cite_source(source, place / "source", scope),)))


def owner_texts(obstacle: Obstacle, scope: Scope) -> list[Text]:
    """`Nederland: BZK`, one a side; a side without an owner prints a marked blank."""
    place = place_of(obstacle, scope) / "owners"
    return [
        scope.word("owner_of_side", side=scope.word("side", side), owner=scope.actor(actor, place / side))
        for side, actor in obstacle.owners.items()
    ]


def next_step_text(obstacle: Obstacle, scope: Scope) -> Text:
    """The next step with who takes it; the words for none, or a marked blank."""
    place, step = place_of(obstacle, scope) / "next_step", obstacle.next_step
    if isinstance(step, NextStep):
        return scope.line(step.text, place / "text")
    if step == "none":
        word = scope.word("next_step_none")
        return word.look(origins=(place, *word.origins))
    return scope.blank("next_step", place=place)


def due_or_open(date: PartialDate, place: Place, scope: Scope) -> Text:
    """When something is due, or the words for a date that is still open: a state of things, and no blank to fill."""
    if date.known:
        return scope.date(date, place)
    word = scope.word("date_unknown")
    return word.look(origins=(place, *word.origins))


def due_text(obstacle: Obstacle, scope: Scope) -> Text:
    """Who takes the next step, and when it is due: `BZK, december 2024`; empty without a next step."""
    place, step = place_of(obstacle, scope) / "next_step", obstacle.next_step
    if not isinstance(step, NextStep):
        return Text()
    return Text.plain(", ", place).joined([scope.actor(step.by, place / "by"), scope.date(step.due, place / "due")])
