"""Charts from data: what is counted or weighed, as horizontal bars with the values printed beside them.

    bars = [Bar(label, (3, 2)), Bar(other, (None, 5))]          # a label (Text) and a number for each series
    yield from build_bars(bars, caption, scope, series=(now, before))

One block of kind `chart` comes out, with its caption as `text`; several, each of a page at most, where one would be too
high; a paragraph that says so where there are no bars. `series` (Texts) names the bars of a label, in the order of
their values; leave it out for one. `None` is a value that nobody knows: no bar, and the word for it. Numbers are
printed in the language of the scope, with at most two decimals. The alternative text says everything that the chart
does: it is made from the bars and the words at `chart`. Labels are never cut off: long ones go on a further line.

Descriptions are Vega-Lite (https://vega.github.io/vega-lite/docs/) without colours and fonts, which the house adds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .bars import HIGHEST, LEGEND, POINT, WIDTH, Number, Row, describe, pack
from .blocks import Block, Chart, Text
from .scope import Scope
from .wording import join, spaced, write_number


@dataclass(frozen=True)
class Bar:
    """A label and its numbers, one of each series; None: not known."""

    label: Text
    values: tuple[Number | None, ...]


def build_bars(bars: Sequence[Bar], caption: Text, scope: Scope, series: Sequence[Text] = ()) -> Iterator[Block]:
    """The blocks of a chart; see above."""
    if not bars:
        yield Block("paragraph", scope.word("chart", "empty", caption=caption))
        return
    rows = [Row.of(str(bar.label), bar.values, [str(_printed(value, scope)) for value in bar.values]) for bar in bars]
    top = max([1, *(value for bar in bars for value in bar.values if value is not None)])
    names = [str(name) for name in series] if len(series) > 1 else []
    pages = pack(rows, HIGHEST - (LEGEND if names else 0))
    start = 0
    for page, chosen in enumerate(pages, 1):
        text = caption
        if len(pages) > 1:
            numbers = {"part": Text.plain(str(page)), "parts": Text.plain(str(len(pages)))}
            text = scope.word("chart", "part", caption=caption, **numbers)
        spec = json.dumps(describe(chosen, names, top), ensure_ascii=False)
        height = sum(row.height for row in chosen) + (LEGEND if names else 0)
        alt = _alternative(bars[start : start + len(chosen)], text, series, scope)
        yield Block("chart", text, chart=Chart(spec, alt, WIDTH * POINT, height * POINT))
        start += len(chosen)


def _alternative(bars: Sequence[Bar], caption: Text, series: Sequence[Text], scope: Scope) -> Text:
    """All that the bars say, in words."""
    told = []
    for bar in bars:
        values = [_printed(value, scope).look(origins=bar.label.origins) for value in bar.values]
        if len(series) > 1:
            pairs = zip(series, values, strict=True)
            values = [scope.word("chart", "of_series", series=name, value=value) for name, value in pairs]
        told.append(scope.word("chart", "bar", label=bar.label, values=join(values, scope.language)))
    listed = Text.plain(spaced(";", scope.language)).joined(told)
    return scope.word("chart", "alt", caption=caption, bars=listed)


def _printed(value: Number | None, scope: Scope) -> Text:
    if value is None:
        return scope.word("chart", "unknown")
    return Text.plain(write_number(value, scope.language), language=scope.language)
