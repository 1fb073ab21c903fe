"""How many obstacles there are by status, theme and border, on two days beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.counting import Count, count_obstacles
from ..places import Place
from .blocks import Block, Text
from .charts import Bar, build_bars
from .comparing import build_comparison
from .selection import select_obstacles
from .showing import Showing
from .tables import Cell, build_table, cell

WIDTHS = (0.37, 0.23, 0.23, 0.17)
MINUS = "\u2212"


def build_counts(showing: Showing) -> Iterator[Block]:
    """For each of status, theme and border a chart, where it compares something, and a table: then, now, and the
    difference, with all obstacles below.

    An obstacle counts from the day on which something had happened to it.
    """
    scope = showing.scope
    found = select_obstacles(showing.document, showing.place, scope)
    if not found:
        yield Block("paragraph", scope.word("progress", "no_obstacles"))
        return
    compared = build_comparison(showing.pack, scope)
    place = scope.book.place("pack", showing.pack.id) / "as_of"
    counts = count_obstacles(found, compared.then, scope.as_of, scope.book.sources)
    dates = (compared.date, compared.as_of, scope.word("counts", "difference"))
    for what, sorts in counts.by.items():
        if len(sorts) > 1:
            bars = [Bar(scope.word(what, count.name), (count.then, count.now)) for count in sorts]
            series = (compared.date, compared.as_of)
            yield from build_bars(bars, scope.word("counts", "chart", what), scope, series)
        rows = [_row(scope.word(what, count.name), count, place) for count in sorts]
        rows.append(_row(scope.word("counts", "all"), counts.total, place, bold=True))
        yield build_table((scope.word("counts", what), *dates), rows, 1, 2, 3, widths=WIDTHS, together=True)
    if any(len(obstacle.borders) > 1 for obstacle in found):
        yield Block("paragraph", scope.word("counts", "at_each_border"))


def _row(name: Text, count: Count, place: Place, bold: bool = False) -> tuple[Cell, ...]:
    numbers = (str(count.then), str(count.now), signed(count.now - count.then))
    return tuple(cell(text.look(bold=bold)) for text in (name, *(Text.plain(number, place) for number in numbers)))


def signed(number: int) -> str:
    """`+2`, `−1` or `0`."""
    return f"+{number}" if number > 0 else str(number).replace("-", MINUS)
