"""The reply to whoever reported an obstacle: what each step means, in the words of the kind, and what the records say.

A citizen is never written to by name: the front office gets the letter, and is asked to pass it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..model.instruments import Instrument
from ..model.lifecycle import CLOSED, STATUS
from ..model.obstacles import NextStep
from ..model.packs import Document, Pack
from ..model.replies import Reply, reply_owed
from ..model.values import UNKNOWN
from ..places import Place
from .blocks import Block, Text
from .scope import Scope
from .selection import select_obstacles
from .standing import (
    due_or_open,
    event_text,
    explanation_text,
    instrument_text,
    next_step_text,
    place_of,
    standing_of,
    status_text,
    title_text,
)
from .wording import date_text

# Outcomes that a reporter must not get without the reason, or without what remains: status -> the key that says it.
REASONED = {
    "refused": "reason", "not-selected": "reason", "accepted": "reason", "no-obstacle": "reason",
    "mitigated": "remains",
}  # fmt: skip


def replies_owed(document: Document, place: Place, scope: Scope) -> list[Reply]:
    """Every reply that is owed as of the scope's day, of the obstacles that the document is about."""
    chosen = select_obstacles(document, place, scope)
    found = (reply_owed(obstacle, scope.as_of, scope.book.sources) for obstacle in chosen)
    return [reply for reply in found if reply]


def describe_reply(reply: Reply, pack: Pack, scope: Scope) -> dict[str, Callable[[], Any]]:
    """What a template sees of a reply: makers of the `subject` and of the `blocks` of the letter."""
    place = place_of(reply.obstacle, scope)

    return {
        "to": lambda: reply.to,
        "case": lambda: Text.plain(reply.obstacle.id, place / "id"),
        "subject": lambda: scope.word("reply", "subject", title=title_text(reply.obstacle, scope)),
        "blocks": lambda: list(_letter(reply, pack, scope)),
    }


def step_of(reply: Reply) -> str:
    """The status that the change led to, or `refused`, or `reopened`: what the words under `step` are told by."""
    if reply.event.kind == "decided" and reply.event.instrument == "none":
        return "refused"
    return "reopened" if reply.event.kind == "reopened" else STATUS[reply.event.kind][0]


def _letter(reply: Reply, pack: Pack, scope: Scope) -> Iterator[Block]:
    title = title_text(reply.obstacle, scope)

    def words(*path: str, **slots: Text) -> Block:
        return Block("paragraph", scope.word("reply", *path, **slots))

    if reply.passed_on:
        yield words("pass_on", title=title)
        yield Block("label", scope.word("reply", "message"))
        yield words("opening_passed", title=title)
    else:
        yield words("opening", title=title)
    step = step_of(reply)
    as_of = date_text(scope.as_of, scope.language, scope.book.place("pack", pack.id) / "as_of")
    stands = scope.word("reply", "stands", as_of=as_of, status=status_text(reply.obstacle, scope))
    yield _paragraph(scope, stands, scope.word("reply", "step", step, "means"))
    events = place_of(reply.obstacle, scope) / "events"
    yield Block("paragraph", event_text(reply.event, events / reply.index, scope))
    yield from (Block("paragraph", text) for text in _grounds(reply, step, scope))
    if decided := list(_decided(reply, step, scope)):
        yield _paragraph(scope, *decided)
    if reply.earlier:
        yield words("earlier" if len(reply.earlier) > 1 else "earlier_one")
        list_id = next(scope.lists)
        for index in reply.earlier:
            event = reply.obstacle.events[index]
            yield Block("bullet", event_text(event, events / index, scope), list_id=list_id)
    yield Block("label", scope.word("reply", "ahead"))
    yield _paragraph(scope, scope.word("reply", "step", step, "next"), *_ahead(reply, scope))
    yield _paragraph(scope, *_follow(reply, scope))


def _paragraph(scope: Scope, *sentences: Text) -> Block:
    """Sentences one after the other."""
    return Block("paragraph", Text.plain(" ", language=scope.language).joined(sentences))


def _grounds(reply: Reply, step: str, scope: Scope) -> Iterator[Text]:
    """The reason, the evidence or what remains; a blank where there must be one and none is known."""
    here = place_of(reply.obstacle, scope) / "events" / reply.index
    explained = explanation_text(reply.obstacle, scope)
    if explained:
        yield explained
    elif step in REASONED:
        key = REASONED[step]
        status = STATUS[reply.event.kind][0]
        yield scope.word("explanation", status, text=scope.blank(key, place=here / key))
    elif step == "reopened" and isinstance(reply.event.reason, Mapping):
        yield scope.word("reply", "reason", text=scope.line(reply.event.reason, here / "reason"))


def _decided(reply: Reply, step: str, scope: Scope) -> Iterator[Text]:
    """While it is carried out: the form that the decision took, and when it has to be done."""
    standing = standing_of(reply.obstacle, scope)
    if step not in ("decided", "implementing"):
        return
    if isinstance(standing.instrument, Instrument):
        yield scope.word("reply", "instrument", instrument=instrument_text(reply.obstacle, scope))
    if standing.due is not None and standing.due.known:
        at = place_of(reply.obstacle, scope) / "events" / standing.due_at / "due"
        yield scope.word("reply", "due", date=scope.date(standing.due, at))


def _ahead(reply: Reply, scope: Scope) -> Iterator[Text]:
    """The next step that is planned, by whom and when; that none is known yet, where one must come."""
    standing = standing_of(reply.obstacle, scope)
    events = place_of(reply.obstacle, scope) / "events"
    if isinstance(standing.next, NextStep):
        place = events / standing.next_at / "next"
        step = next_step_text(reply.obstacle, scope)
        due = due_or_open(standing.next.due, place / "due", scope)
        if standing.next.by == UNKNOWN:
            yield scope.word("reply", "next_step", step=step, due=due)
        else:
            by = scope.actor(standing.next.by, place / "by")
            yield scope.word("reply", "next_step_by", step=step, by=by, due=due)
    elif standing.next == UNKNOWN and STATUS[reply.event.kind][0] not in CLOSED:
        yield scope.word("reply", "next_unknown")


def _follow(reply: Reply, scope: Scope) -> Iterator[Text]:
    """Where the case can be followed: the public register of its border, where it is public; and where to ask."""
    obstacle = reply.obstacle
    registers = scope.words.tree(scope.language).get("reply", {}).get("register", {})
    if obstacle.public:
        for index, border in enumerate(obstacle.borders):
            if border in registers:
                place = place_of(obstacle, scope) / "borders" / index
                yield scope.word_at(place, "reply", "register", border)
    if obstacle.front_office != UNKNOWN and not reply.passed_on:
        office = scope.actor(obstacle.front_office, place_of(obstacle, scope) / "front_office", short=False)
        yield scope.word("reply", "ask_office", office=office)
    else:
        yield scope.word("reply", "ask")
