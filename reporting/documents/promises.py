"""What was to be done on the day of comparison, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.promises import Promise, promises_between
from ..model.values import UNKNOWN
from .blocks import Block, Text
from .comparing import Comparison, build_comparison
from .scope import Scope
from .selection import by_theme, select_obstacles
from .showing import Showing
from .standing import event_text, place_of, standing_of, title_text
from .tables import Cell, build_table, cell
from .wording import date_text, join

WIDTHS = (0.22, 0.41, 0.37)


def build_promises(showing: Showing) -> Iterator[Block]:
    """A table: the obstacle, what was to be done by whom and when, and what came of it; then how that was judged."""
    scope = showing.scope
    compared = build_comparison(showing.pack, scope)
    found = select_obstacles(showing.document, showing.place, scope)
    ordered = [obstacle for _, together in by_theme(found) for obstacle in together]
    promises = list(promises_between(ordered, compared.then, scope.as_of, scope.book))
    if not promises:
        yield Block("paragraph", scope.word("promises", "none", date=compared.date))
        return
    header = (
        scope.word("obstacle"),
        scope.word("promises", "planned", date=compared.date),
        scope.word("promises", "outcome", date=compared.as_of),
    )
    yield build_table(header, [_row(promise, compared, scope) for promise in promises], widths=WIDTHS)
    yield Block("paragraph", scope.word("promises", "rule"))


def build_promise(promise: Promise, compared: Comparison, scope: Scope) -> Text:
    """What was to be done and what came of it in one sentence, without the event that answers it."""
    planned = scope.word("promises", "by", date=compared.date, by=_who_and_when(promise, compared, scope))
    step = _step(promise, scope)
    return scope.word("promises", "line", state=scope.word("promise", promise.state), planned=planned, step=step)


def _row(promise: Promise, compared: Comparison, scope: Scope) -> tuple[Cell, ...]:
    title = title_text(promise.obstacle, scope).look(bold=True)
    planned = (_step(promise, scope), _who_and_when(promise, compared, scope))
    return cell(title), cell(*planned), cell(*_outcome(promise, scope))


def _outcome(promise: Promise, scope: Scope) -> Iterator[Text]:
    place = place_of(promise.obstacle, scope) / "events"
    yield scope.word("promise", promise.state).look(bold=True)
    if promise.answer is not None:
        index, event = promise.answer
        yield event_text(event, place / index, scope)
    elif promise.moved is not None and promise.moved.known:
        date = date_text(promise.moved, scope.language, place)
        yield scope.word("promises", "moved", date=date)


def _step(promise: Promise, scope: Scope) -> Text:
    place = place_of(promise.obstacle, scope) / "events" / promise.at
    if promise.step is not None:
        return scope.line(promise.step.text, place / "next" / "text")
    return scope.word_at(place / "due", "promises", "decision")


def _who_and_when(promise: Promise, compared: Comparison, scope: Scope) -> Text:
    """Whom the records named then, and the date: what they did not is past, and no blank to fill."""
    place = place_of(promise.obstacle, scope) / "events"
    if promise.step is not None:
        at = place / promise.at / "next"
        actors = [(promise.step.by, at / "by")]
    else:
        at = place / promise.at
        standing = standing_of(promise.obstacle, compared.scope)
        owners = place / standing.owners_at / "owners"
        actors = [(actor, owners / side) for side, actor in standing.owners.items()]
    who = join([scope.actor(actor, where) for actor, where in actors if actor != UNKNOWN], scope.language)
    when = (
        date_text(promise.due, scope.language, at / "due") if promise.due.known else scope.word("promises", "no_date")
    )
    return Text.plain(", ", at).joined([part for part in (who, when) if part])
