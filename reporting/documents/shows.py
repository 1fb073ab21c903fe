"""What a section can show of the casebook: the makers behind `show:`, by name.

A maker takes a `Showing` and gives blocks. Fixed words come from the templates folder; a maker has none of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from .blocks import Block
from .inventory import build_annexes, build_inventory, build_route
from .progress import build_commitments, build_progress, build_recommendations
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


def _commitments(showing: Showing) -> Iterator[Block]:
    book, document = showing.scope.book, showing.document
    wanted = document.commitments or list(book.commitments)
    records = [book.commitments[key] for key in wanted if key in book.commitments]
    yield from build_commitments(records, document, showing.scope)


SHOWS: Mapping[str, Maker] = MappingProxyType(
    {
        "progress": _progress,
        "recommendations": _recommendations,
        "commitments": _commitments,
        "annexes": build_annexes,
        "route": build_route,
        "inventory": build_inventory,
    }
)
