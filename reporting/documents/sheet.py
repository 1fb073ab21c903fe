"""What a case sheet prints of one obstacle, beside what every template can: the whole case on a page.

The sentences are the kind's own words, under `sheet`. What an instrument does in law, and was recalled rather than
read, is marked; of a long life only the last events are shown, with how many there were before them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ..model.instruments import Instrument, lacking_on
from ..model.lifecycle import STATUS, happened, status_on
from ..model.measures import Approval, Measure
from ..model.obstacles import Obstacle
from ..model.requirements import sides_of
from ..model.values import UNKNOWN, same_side
from ..places import Place
from .blocks import Span, Text
from .scope import Scope
from .standing import due_or_open, place_of, standing_of, status_text, with_source
from .wording import amount_text, join

# Events on a page beside everything else; more would leave no room for what the case is about.
SHOWN = 6
PUBLIC = tuple(dict.fromkeys(public for _, public in STATUS.values()))


def _theme(obstacle: Obstacle, scope: Scope) -> Text:
    return scope.word_at(place_of(obstacle, scope) / "theme", "theme", obstacle.theme)


def _cause(obstacle: Obstacle, scope: Scope) -> Text:
    return scope.word_at(place_of(obstacle, scope) / "cause", "cause", obstacle.cause)


def _area(obstacle: Obstacle, scope: Scope) -> Text:
    place = place_of(obstacle, scope) / "area"
    return join([Text.plain(area, place / index) for index, area in enumerate(obstacle.area)], scope.language)


def _steps(obstacle: Obstacle, scope: Scope) -> list[dict[str, Any]]:
    """The statuses of the public register in their order: `name`, `now` (plain) and its `mark`."""
    status = status_on(obstacle, scope.as_of, scope.book.sources)
    present = status.public if status else ""
    return [
        {
            "name": scope.word("public_status", public),
            "now": public == present,
            "mark": _breaking(scope.word("sheet", "now", status=status_text(obstacle, scope)))
            if public == present
            else scope.word("sheet", "not_now"),
        }
        for public in PUBLIC
    ]


def _breaking(text: Text) -> Text:
    """The same with spaces at which a line may break: dates have others, and a cell of the bar is narrow."""
    return Text(
        replace(inline, text=inline.text.replace("\u00a0", " ")) if isinstance(inline, Span) else inline
        for inline in text.inlines
    )


def _affected(obstacle: Obstacle, scope: Scope) -> Text:
    affected, place = obstacle.affected, place_of(obstacle, scope) / "affected"
    if affected is None:
        return Text()
    text = scope.line(affected.text, place / "text")
    if affected.number:
        if affected.number == UNKNOWN:
            number = scope.blank("number", place=place / "number")
        else:
            number = amount_text(affected.number, place / "number", scope.book.settings.language, scope.language)
        text = scope.word("sheet", "affected", text=text, number=number)
    return with_source(text, affected.text, affected.source, place, scope)


def _sides(obstacle: Obstacle, scope: Scope) -> list[dict[str, Any]]:
    """A row a side: its `name`, its `provisions` and who must act; a blank for what is not known.

    Before anything is decided nobody has to act, and that nobody is named is then no blank.
    """
    standing, place = standing_of(obstacle, scope), place_of(obstacle, scope)
    owners_at = place / "events" / standing.owners_at / "owners" if standing.owners else place / "events"
    provisions: dict[str, list[Text]] = {}
    for index, provision in enumerate(obstacle.provisions):
        here = place / "provisions" / index / "citation"
        known = provision.citation != UNKNOWN
        cited = Text.plain(provision.citation, here) if known else scope.blank("provision", place=here)
        provisions.setdefault(provision.side, []).append(cited)
    rows = []
    said = dict.fromkeys((*provisions, *standing.owners))
    # A region of which nothing is said stands under its country.
    regions = [side for side in sides_of(obstacle) if side in said or not any(same_side(side, other) for other in said)]
    for side in dict.fromkeys((*regions, *said)):
        rows.append(
            {
                "name": scope.word("side", side),
                "provisions": provisions.get(side) or [scope.blank("provision", place=place / "provisions")],
                "owner": scope.actor(standing.owners.get(side, UNKNOWN), owners_at / side)
                if standing.owners
                else scope.word_at(owners_at, "sheet", "no_owner"),
            }
        )
    return rows


def _instrument(obstacle: Obstacle, scope: Scope) -> tuple[Instrument, Place] | None:
    """The instrument that was decided last."""
    standing = standing_of(obstacle, scope)
    if not isinstance(standing.instrument, Instrument):
        return None
    return standing.instrument, place_of(obstacle, scope) / "events" / standing.instrument_at / "instrument"


def _instrument_title(obstacle: Obstacle, scope: Scope) -> Text:
    found = _instrument(obstacle, scope)
    return scope.name(found[0].title, found[1] / "title") if found and found[0].title else Text()


def _effects(obstacle: Obstacle, scope: Scope) -> list[Text]:
    """Whom the instrument binds, from when and until when, and what it lacks."""
    found = _instrument(obstacle, scope)
    return list(_effect(*found, sides_of(obstacle), scope)) if found else []


def _effect(instrument: Instrument, place: Place, sides: tuple[str, ...], scope: Scope) -> Iterator[Text]:
    kind = place / "kind"
    said = [scope.word_at(place / "binds" / index, "bound", bound) for index, bound in enumerate(instrument.binds)]
    general = [scope.word_at(kind, "bound", bound) for bound in instrument.effect.binds]
    binds = join(said or general, scope.language) if said or general else scope.word_at(kind, "bound", UNKNOWN)
    recalled = not said and instrument.effect.verify
    yield scope.word("sheet", "binds_verify" if recalled else "binds", binds=binds)
    force = scope.date(instrument.in_force, place / "in_force")
    end = place / "expires"
    if instrument.expires.never:
        until = scope.word_at(end, "sheet", "no_end")
    else:
        until = scope.word("sheet", "until", date=scope.date(instrument.expires, end))
    yield scope.word("sheet", "in_force", date=force, until=until)
    for field in ("transposition", "parliament"):
        lacking = lacking_on(instrument, field, sides, scope.as_of)
        if lacking:
            named = join([scope.word_at(place / field, "side", side) for side in lacking], scope.language)
            yield scope.word("sheet", field, sides=named)


def _decided_due(obstacle: Obstacle, scope: Scope) -> Text:
    """When what was decided has to be done."""
    standing = standing_of(obstacle, scope)
    if standing.due is None:
        return Text()
    return due_or_open(standing.due, place_of(obstacle, scope) / "events" / standing.due_at / "due", scope)


def _coordinator(obstacle: Obstacle, scope: Scope) -> Text:
    return scope.actor(obstacle.coordinator, place_of(obstacle, scope) / "coordinator")


def _measures(obstacle: Obstacle, scope: Scope) -> list[Text]:
    place = place_of(obstacle, scope) / "measures"
    return [_measure(measure, place / index, scope) for index, measure in enumerate(obstacle.measures)]


def _measure(measure: Measure, place: Place, scope: Scope) -> Text:
    parts = [
        scope.word(
            "sheet",
            "measure",
            kind=scope.word_at(place / "kind", "measure", measure.kind),
            title=scope.name(measure.title, place / "title"),
        )
    ]
    if measure.amount:
        known = measure.amount != UNKNOWN
        here = place / "amount"
        main = scope.book.settings.language
        amount = amount_text(measure.amount, here, main, scope.language) if known else None
        parts.append(amount or scope.blank("number", place=here))
    here = place / "approval"
    if isinstance(measure.approval, Approval):
        approval, state = measure.approval, measure.approval.state_on(scope.as_of)
        key = "due" if state == "awaited" else state
        date = due_or_open(getattr(approval, key), here / key, scope)
        by = scope.actor(approval.by, here / "by")
        parts.append(scope.word("sheet", "approval", state, by=by, date=date))
    else:
        parts.append(scope.word_at(here, "sheet", "approval", measure.approval))
    text = Text.plain(" · ", place).joined(parts)
    return with_source(text, {}, measure.source, place, scope)


def _timeline(obstacle: Obstacle, scope: Scope) -> list[dict[str, Any]]:
    """The last `SHOWN` events that had happened: `date`, `what` (with its source as a note), `by`."""
    place = place_of(obstacle, scope) / "events"
    rows = []
    for index, event in _shown(obstacle, scope)[-SHOWN:]:
        here = place / index
        kind = scope.word_at(here / "kind", "event", event.kind)
        text = with_source(scope.line(event.text, here / "text"), event.text, event.source, here, scope)
        rows.append(
            {
                "date": scope.date(event.date, here / "date"),
                "what": scope.word("sheet", "event", kind=kind, text=text),
                "by": scope.blank("by", place=here / "by")
                if event.by == UNKNOWN
                else scope.actor(event.by, here / "by"),
            }
        )
    return rows


def _earlier(obstacle: Obstacle, scope: Scope) -> Text:
    """How many events came before those shown; empty where none did."""
    left_out = len(_shown(obstacle, scope)) - SHOWN
    if left_out <= 0:
        return Text()
    count = Text.plain(str(left_out), place_of(obstacle, scope) / "events")
    return scope.word("sheet", "earlier_one" if left_out == 1 else "earlier", count=count)


def _shown(obstacle: Obstacle, scope: Scope) -> list[tuple[int, Any]]:
    return list(happened(obstacle, scope.as_of, scope.book.sources))


SHEET: Mapping[str, Callable[[Obstacle, Scope], Any]] = MappingProxyType(
    {
        "theme": _theme,
        "cause": _cause,
        "area": _area,
        "steps": _steps,
        "affected": _affected,
        "sides": _sides,
        "instrument_title": _instrument_title,
        "effects": _effects,
        "decided_due": _decided_due,
        "coordinator": _coordinator,
        "measures": _measures,
        "timeline": _timeline,
        "earlier": _earlier,
    }
)


def describe_sheet(obstacle: Obstacle, scope: Scope) -> dict[str, Callable[[], Any]]:
    """Makers of what a sheet prints, in the scope's language, each to be called when asked for."""
    return {name: lambda word=word: word(obstacle, scope) for name, word in SHEET.items()}
