"""Series: kinds that make one document for each of something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..model.obstacles import Obstacle
from ..model.packs import Document, Pack
from ..model.values import Language
from ..places import Place
from .scope import Scope
from .selection import select_obstacles


@dataclass(frozen=True)
class Item:
    """One document of a series: its `id` (the file's name), the obstacle it is about, the event (its index; -1: the
    obstacle as a whole), and its language where that is not the document's."""

    id: str
    obstacle: Obstacle
    event: int = -1
    language: Language | None = None


def each_obstacle(document: Document, place: Place, pack: Pack, scope: Scope) -> list[Item]:
    """One for each obstacle of the selection."""
    return [Item(obstacle.id, obstacle) for obstacle in select_obstacles(document, place, scope)]


SERIES: Mapping[str, Callable[[Document, Place, Pack, Scope], list[Item]]] = MappingProxyType(
    {
        "obstacle": each_obstacle,
    }
)
