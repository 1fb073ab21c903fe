"""The list of replies still owed: what about, since when, to whom, by which desk, in which language; the command."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.lifecycle import STATUS
from ..model.replies import Reply
from ..model.values import UNKNOWN
from .blocks import Block, Text
from .replies import replies_owed
from .scope import Scope
from .showing import Showing
from .standing import place_of, title_text
from .tables import Cell, build_table, cell

COLUMNS = ("obstacle", "change", "since", "to", "language", "desk", "command")
WIDTHS = (0.175, 0.12, 0.125, 0.15, 0.1, 0.115, 0.215)
NO_LANGUAGE = "zxx"  # ISO 639-2, no linguistic content: what is typed over must not be hyphenated


def build_owed(showing: Showing) -> Iterator[Block]:
    """A table, the longest owed first; those of unknown date stand last. Or that nothing is owed."""
    scope = showing.scope
    owed = replies_owed(showing.document, showing.place, scope)
    if not owed:
        yield Block("paragraph", scope.word("owed", "none"))
        return
    count = Text.plain(str(len(owed)), scope.book.place("pack", showing.pack.id) / "as_of")
    yield Block("paragraph", scope.word("owed", "one" if len(owed) == 1 else "count", count=count))
    header = [scope.word("owed", column) for column in COLUMNS]
    yield build_table(header, [_row(reply, scope) for reply in sorted(owed, key=_since)], widths=WIDTHS)
    yield Block("paragraph", scope.word("owed", "afterwards"))


def _since(reply: Reply) -> tuple[bool, str]:
    return not reply.since.date.known, str(reply.since.date)


def _row(reply: Reply, scope: Scope) -> tuple[Cell, ...]:
    obstacle, place = reply.obstacle, place_of(reply.obstacle, scope)
    first = place / "events" / (*reply.earlier, reply.index)[0]
    change = scope.word_at(place / "events" / reply.index / "kind", "status", STATUS[reply.event.kind][0])
    if reply.earlier:
        count = Text.plain(str(len(reply.earlier)), place / "events")
        change = scope.word("owed", "and_earlier", change=change, count=count)
    to = scope.actor(reply.to, place / ("front_office" if reply.passed_on else "initiator"))
    if reply.passed_on:
        to = scope.word("owed", "passed_on", to=to)
    own = obstacle.reporter_language
    at = place / "reporter_language" if own else scope.book.place("settings") / "language"
    role = "front_office" if obstacle.front_office != UNKNOWN else "coordinator"
    command = f"reporting record {obstacle.id} feedback"
    texts = (
        title_text(obstacle, scope),
        change,
        scope.date(reply.since.date, first / "date"),
        to,
        scope.word_at(at, "language", own or scope.book.settings.language),
        scope.actor(reply.desk, place / role),
        Text.plain(command, place / "id", language=NO_LANGUAGE),
    )
    return tuple(cell(text) for text in texts)
