"""What a section can show of the casebook: the makers behind `show:`, by name.

A maker takes a `Showing` and gives blocks. Fixed words come from the templates folder; a maker has none of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from .agenda import build_decisions, build_items
from .blocks import Block
from .commitments import build_commitments, build_commitments_by_state
from .counts import build_counts
from .inventory import build_annexes, build_inventory, build_route
from .late import build_late
from .movements import build_movements
from .owed import build_owed
from .progress import build_progress, build_recommendations
from .promises import build_promises
from .ranking import build_ranks
from .showing import Showing

Maker = Callable[[Showing], Iterator[Block]]


def _progress(showing: Showing) -> Iterator[Block]:
    return build_progress(showing.document, showing.place, showing.pack, showing.level, showing.scope)


def _recommendations(showing: Showing) -> Iterator[Block]:
    book = showing.scope.book
    chosen = showing.section.of or showing.document.recommendations
    if chosen in book.recommendations:
        yield from build_recommendations(book.recommendations[chosen], showing.scope)
    else:
        showing.scope.warn("recommendations-unsaid", showing.here / "show")


SHOWS: Mapping[str, Maker] = MappingProxyType(
    {
        "progress": _progress,
        "recommendations": _recommendations,
        "commitments": build_commitments,
        "commitments-by-state": build_commitments_by_state,
        "movements": build_movements,
        "promises": build_promises,
        "late": build_late,
        "counts": build_counts,
        "agenda": build_items,
        "ranking": build_ranks,
        "decisions": build_decisions,
        "annexes": build_annexes,
        "route": build_route,
        "inventory": build_inventory,
        "replies": build_owed,
    }
)
