"""How an obstacle stands as of a day, in words: each value with every place that it follows from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model.dates import PartialDate
from ..model.lifecycle import status_on
from ..model.obstacles import Event, NextStep, Obstacle
from ..model.standing import Standing, standing_on
from ..model.values import UNKNOWN
from ..places import Place
from .blocks import Text
from .citations import cite_source
from .scope import Scope


def place_of(obstacle: Obstacle, scope: Scope) -> Place:
    return scope.book.place("obstacle", obstacle.id)


def title_text(obstacle: Obstacle, scope: Scope) -> Text:
    return scope.name(obstacle.title, place_of(obstacle, scope) / "title")


def status_text(obstacle: Obstacle, scope: Scope) -> Text:
    """`Besloten (september 2023)`: the status as of the scope's day and since when; from the event that led to it."""
    status = status_on(obstacle, scope.as_of, scope.book.sources)
    if status is None:
        return scope.blank("status", place=place_of(obstacle, scope) / "events")
    event = place_of(obstacle, scope) / "events" / status.index
    word = scope.word_at(event / "kind", "status", status.name)
    if not status.event.date.known:
        return word
    since = scope.date(status.event.date, event / "date")
    around = (Text.plain(sign, event / "date") for sign in (" (", ")"))
    return word.then(next(around), since, next(around))


# status -> the key of its event that says what it rests on, with its words at `explanation.<status>`
EXPLAINED = {
    "solved": "evidence", "mitigated": "remains", "accepted": "reason", "no-obstacle": "reason",
    "not-selected": "reason", "decided": "reason",
}  # fmt: skip


def explanation_text(obstacle: Obstacle, scope: Scope) -> Text:
    """What an outcome rests on: the evidence, what remains, or the reason. Empty where the status needs none."""
    status = status_on(obstacle, scope.as_of, scope.book.sources)
    key = EXPLAINED.get(status.name) if status else None
    said = getattr(status.event, key) if key else None
    agreed = status is not None and status.name == "decided" and status.event.instrument != "none"
    if not said or said == UNKNOWN or agreed:
        return Text()
    event = place_of(obstacle, scope) / "events" / status.index
    text = with_source(scope.line(said, event / key), said, status.event.source, event, scope)
    return scope.word("explanation", status.name, text=text)


def with_source(text: Text, written: Mapping[str, str], source: str | None, place: Place, scope: Scope) -> Text:
    """The text with a note that cites its source, where one is given and known and the text as `written` does not."""
    cited = re.search(rf"@{re.escape(source or '')}(?![\w-])", written.get(scope.language, ""))
    if source is None or source not in scope.book.sources or cited:
        return text
    return text.then(Text((cite_source(source, place / "source", scope),)))


def event_text(event: Event, place: Place, scope: Scope) -> Text:
    """`5 december 2022: Besloten.`, with its source in a note; an event of unknown date without one."""
    text = with_source(scope.line(event.text, place / "text"), event.text, event.source, place, scope)
    if not event.date.known:
        return text
    return scope.word("progress", "event", date=scope.date(event.date, place / "date"), text=text)


def standing_of(obstacle: Obstacle, scope: Scope) -> Standing:
    return standing_on(obstacle, scope.as_of, scope.book.sources)


def owner_texts(obstacle: Obstacle, scope: Scope) -> list[Text]:
    """`Nederland: BZK`, one a side; a side without an owner, or an obstacle without any yet, prints a marked blank."""
    standing, place = standing_of(obstacle, scope), place_of(obstacle, scope) / "events"
    if not standing.owners:
        return [scope.blank("owner", place=place)]
    at = place / standing.owners_at / "owners"
    return [
        scope.word("owner_of_side", side=scope.word("side", side), owner=scope.actor(actor, at / side))
        for side, actor in standing.owners.items()
    ]


def instrument_text(obstacle: Obstacle, scope: Scope) -> Text:
    """What was decided last: the kind of instrument, or the words for none and for not yet known."""
    standing, place = standing_of(obstacle, scope), place_of(obstacle, scope) / "events"
    kind = standing.instrument if isinstance(standing.instrument, str) else standing.instrument.kind
    at = place / standing.instrument_at / "instrument" if standing.instrument_at >= 0 else place
    return scope.word_at(at, "instrument", kind)


def next_step_text(obstacle: Obstacle, scope: Scope) -> Text:
    """The next step with who takes it; the words for none, or a marked blank."""
    standing = standing_of(obstacle, scope)
    place = _next_place(obstacle, standing, scope)
    if isinstance(standing.next, NextStep):
        return scope.line(standing.next.text, place / "text")
    if standing.next == "none":
        return scope.word_at(place, "next_step_none")
    return scope.blank("next_step", place=place)


def _next_place(obstacle: Obstacle, standing: Standing, scope: Scope) -> Place:
    events = place_of(obstacle, scope) / "events"
    return events / standing.next_at / "next" if standing.next_at >= 0 else events


def due_or_open(date: PartialDate, place: Place, scope: Scope) -> Text:
    """When something is due, or the words for a date that is still open: a state of things, and no blank to fill."""
    if date.known:
        return scope.date(date, place)
    return scope.word_at(place, "date_unknown")


def due_text(obstacle: Obstacle, scope: Scope) -> Text:
    """Who takes the next step, and when it is due: `BZK, december 2024`; empty without a next step."""
    standing = standing_of(obstacle, scope)
    step, place = standing.next, _next_place(obstacle, standing, scope)
    if not isinstance(step, NextStep):
        return Text()
    return Text.plain(", ", place).joined([scope.actor(step.by, place / "by"), scope.date(step.due, place / "due")])
