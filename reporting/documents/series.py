"""Series: kinds that make one document for each of something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..model.obstacles import Obstacle
from ..model.packs import Document, Pack
from ..model.replies import Reply
from ..model.values import Language
from ..places import Place
from .replies import replies_owed
from .scope import Scope
from .selection import select_obstacles


@dataclass(frozen=True)
class Item:
    """One document of a series: its `id` (the file's name, unique in the series), the obstacle it is about, the reply
    that it is, and its language where that is not the document's."""

    id: str
    obstacle: Obstacle
    reply: Reply | None = None
    language: Language | None = None


def each_obstacle(document: Document, place: Place, pack: Pack, scope: Scope) -> list[Item]:
    """One for each obstacle of the selection."""
    return [Item(obstacle.id, obstacle) for obstacle in select_obstacles(document, place, scope)]


def each_reply(document: Document, place: Place, pack: Pack, scope: Scope) -> list[Item]:
    """One for each obstacle whose reporter was not told of its latest change, where that may fall in the period."""
    first, last = pack.period.from_.first, pack.period.to.last
    return [
        Item(reply.obstacle.id, reply.obstacle, reply, reply.obstacle.reporter_language)
        for reply in replies_owed(document, place, scope)
        if reply.falls_in(first, last)
    ]


SERIES: Mapping[str, Callable[[Document, Place, Pack, Scope], list[Item]]] = MappingProxyType(
    {
        "obstacle": each_obstacle,
        "reply": each_reply,
    }
)
