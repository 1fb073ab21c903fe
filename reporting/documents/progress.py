"""The parts of a letter that follow from the records: progress, recommendations, commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.chain import Recommendations
from ..model.lifecycle import events_in, happened_by
from ..model.obstacles import Event, Obstacle
from ..model.packs import Document, Pack
from ..model.promises import promises_between
from ..places import Place
from .blocks import Block, Text
from .comparing import build_comparison
from .promises import build_promise
from .scope import Scope
from .selection import by_theme, select_obstacles
from .standing import (
    due_or_open,
    due_text,
    event_text,
    explanation_text,
    next_step_text,
    place_of,
    status_text,
    title_text,
)  # fmt: skip
from .wording import date_text


def heading(text: Text, level: int) -> Block:
    """A heading of that level; below the third, a label."""
    return Block("heading", text, level) if level <= 3 else Block("label", text)


def build_progress(document: Document, place: Place, pack: Pack, level: int, scope: Scope) -> Iterator[Block]:
    """What happened to the obstacles in the pack's period, by theme, and how each stands; also which have no news.

    Where the pack names the one before it: also what was to be done then, and what came of it.
    """
    obstacles = select_obstacles(document, place, scope)
    first, last = pack.period.from_.first, min(pack.period.to.last, scope.as_of)
    news = {
        obstacle.id: [
            (index, event)
            for index, event in events_in(obstacle, first, last)
            if event.kind != "feedback" and happened_by(obstacle.events, index, scope.as_of, scope.book.sources)
        ]
        for obstacle in obstacles
    }
    told = _told(obstacles, pack, scope)
    for theme, together in by_theme([obstacle for obstacle in obstacles if news[obstacle.id]]):
        yield heading(scope.word("theme", theme), level)
        for obstacle in together:
            yield from _story(obstacle, news[obstacle.id], pack, scope)
            if obstacle.id in told:
                yield Block("paragraph", told[obstacle.id])
    still = [obstacle for obstacle in obstacles if not news[obstacle.id]]
    if still:
        yield Block("paragraph", scope.word("progress", "no_news"))
        list_id = next(scope.lists)
        for obstacle in still:
            title = title_text(obstacle, scope)
            line = scope.word("progress", "still", title=title, status=status_text(obstacle, scope).lowered())
            yield Block("bullet", line, list_id=list_id)
            if obstacle.id in told:
                yield Block("continue", told[obstacle.id])
    if not obstacles:
        yield Block("paragraph", scope.word("progress", "no_obstacles"))


def _told(obstacles: Sequence[Obstacle], pack: Pack, scope: Scope) -> dict[str, Text]:
    """By obstacle, what was to be done on the day of the pack before this one, and what came of it."""
    compared = build_comparison(pack, scope)
    if not compared.previous:
        return {}
    promises = promises_between(obstacles, compared.then, scope.as_of, scope.book)
    return {promise.obstacle.id: build_promise(promise, compared, scope) for promise in promises}


def _story(obstacle: Obstacle, news: Sequence[tuple[int, Event]], pack: Pack, scope: Scope) -> Iterator[Block]:
    events = place_of(obstacle, scope) / "events"
    yield Block("label", title_text(obstacle, scope))
    list_id = next(scope.lists)
    for index, event in news:
        yield Block("bullet", event_text(event, events / index, scope), list_id=list_id)
    as_of = date_text(scope.as_of, scope.language, scope.book.place("pack", pack.id) / "as_of")
    sentence = scope.word("progress", "standing", as_of=as_of, status=status_text(obstacle, scope).lowered())
    if explanation := explanation_text(obstacle, scope):
        sentence = sentence.then(Text.plain(" "), explanation)
    yield Block("paragraph", sentence)
    due = due_text(obstacle, scope)
    if due:
        step = next_step_text(obstacle, scope)
        yield Block("paragraph", scope.word("progress", "next_step", step=step, due=due))


def build_recommendations(record: Recommendations, scope: Scope) -> Iterator[Block]:
    """Each advice under its number, the reaction to it, and the lettered actions with who and when."""
    place = scope.book.place("recommendations", record.id) / "recommendations"
    for index, advice in enumerate(record.recommendations):
        here = place / index
        number = Text.plain(f"{advice.number}.\u00a0", here / "number")
        yield Block("advice", number.then(scope.line(advice.title, here / "title")))
        yield from scope.blocks(advice.advice, here / "advice")
        if advice.reaction is None:
            continue
        yield Block("label", scope.word("reaction"))
        if advice.reaction.text:
            yield from scope.blocks(advice.reaction.text, here / "reaction" / "text")
        list_id = next(scope.lists)
        for step, action in enumerate(advice.reaction.actions):
            at = here / "reaction" / "actions" / step
            when = due_or_open(action.due, at / "due", scope)
            text, actors = scope.line(action.text, at / "text"), scope.actors(action.actors, at / "actors")
            yield Block("letter", scope.word("action", text=text, actors=actors, due=when), list_id=list_id)
