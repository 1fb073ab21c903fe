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
from fractions import Fraction
from typing import Any

from .blocks import Block, Chart, Text
from .scope import Scope
from .wording import join, write_number

Number = int | Fraction
WIDTH, HIGHEST = 160.0, 215.0  # mm: the text of an A4 page, and so much of its height that a caption still fits
POINT = 25.4 / 72
LABELS = 0.42  # the share of the width that labels may take
SIZE, LINE, BAR, GAP = 8.0, 10.0, 11.0, 7.0  # points: of letters, lines, bars, and between two labels
LEGEND = 22.0
# The widths of DejaVu Sans in shares of the size, by what is alike; anything else is taken for a wide small letter.
WIDE, SMALL = 0.64, 0.36
NARROW, WIDEST = frozenset("fijlrtI .,:;'’|!()[]/-"), frozenset("mwMW%@ABCDEGHKNOQRUVXYZ&–—…")


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
    labels = [wrapped(str(bar.label), WIDTH / POINT * LABELS) for bar in bars]
    most = max(len(bar.values) for bar in bars)
    step = max(LINE * max(map(len, labels)), BAR * most) + GAP
    room = (HIGHEST / POINT - (LEGEND if len(series) > 1 else 0)) // step
    pages = -(-len(bars) // max(int(room), 1))
    each = -(-len(bars) // pages)
    top = max([1, *(value for bar in bars for value in bar.values if value is not None)])
    for page, start in enumerate(range(0, len(bars), each), 1):
        chosen = slice(start, start + each)
        text = caption
        if pages > 1:
            numbers = {"part": Text.plain(str(page)), "parts": Text.plain(str(pages))}
            text = scope.word("chart", "part", caption=caption, **numbers)
        height = step * len(bars[chosen]) + (LEGEND if len(series) > 1 else 0)
        spec = _describe(bars[chosen], labels[chosen], series, top, BAR * most / step, scope)
        alt = _alternative(bars[chosen], text, series, scope)
        yield Block("chart", text, chart=Chart(json.dumps(spec, ensure_ascii=False), alt, WIDTH, height * POINT))


def _describe(
    bars: Sequence[Bar],
    labels: Sequence[list[str]],
    series: Sequence[Text],
    top: Number,
    filled: float,
    scope: Scope,
) -> dict[str, Any]:
    """Vega-Lite. Bars are told apart by their number, so that two with the same label stay two."""
    printed = [[str(_printed(value, scope)) for value in bar.values] for bar in bars]
    rows = [
        {
            "bar": at,
            "series": number,
            "value": value if value is None else float(value),
            "end": float(value or 0),
            "printed": printed[at][number],
        }
        for at, bar in enumerate(bars)
        for number, value in enumerate(bar.values)
    ]
    # Vega keeps no room for texts beyond the end of the longest bar.
    widest = max(width_of(text) for texts in printed for text in texts) + 6
    share = min(widest / (WIDTH / POINT * (1 - LABELS)), 0.6)
    numbers = list(range(max(len(bar.values) for bar in bars)))
    names = [str(name) for name in series] or [""] * len(numbers)
    encoding: dict[str, Any] = {
        "y": {
            "field": "bar",
            "type": "ordinal",
            "scale": {"paddingInner": 1 - filled, "paddingOuter": (1 - filled) / 2},
            "axis": {"title": None, "labelLineHeight": LINE, **_axis_labels(labels)},
        },
    }
    across = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, float(top) / (1 - share)], "nice": False},
    }
    colour: dict[str, Any] = {"field": "series", "type": "nominal", "scale": {"domain": numbers}, "legend": None}
    if len(numbers) > 1:
        encoding["yOffset"] = {"field": "series", "type": "ordinal", "scale": {"domain": numbers}}
        if len(series) > 1:
            colour["legend"] = {"labelExpr": f"{json.dumps(names, ensure_ascii=False)}[datum.value]"}
    return {
        "data": {"values": rows},
        "encoding": encoding,
        "layer": [
            {"mark": "bar", "encoding": {"x": {"field": "value", **across}, "color": colour}},
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 4},
                "encoding": {"x": {"field": "end", **across}, "text": {"field": "printed"}},
            },
        ],
    }


def _axis_labels(labels: Sequence[list[str]]) -> dict[str, Any]:
    """Labels of several lines: Vega begins them in the middle of their bars, and they are to end as far below it."""
    counts = sorted(set(map(len, labels)) - {1})
    tests = [
        {
            "test": f"indexof({[at for at, lines in enumerate(labels) if len(lines) == count]}, datum.value) >= 0",
            "value": -LINE * (count - 1) / 2,
        }
        for count in counts
    ]
    offset = {"labelOffset": {"condition": tests, "value": 0}} if tests else {}
    return {"labelExpr": f"{json.dumps(labels, ensure_ascii=False)}[datum.value]", **offset}


def _alternative(bars: Sequence[Bar], caption: Text, series: Sequence[Text], scope: Scope) -> Text:
    """All that the bars say, in words."""
    told = []
    for bar in bars:
        values = [_printed(value, scope).look(origins=bar.label.origins) for value in bar.values]
        if len(series) > 1:
            pairs = zip(series, values, strict=True)
            values = [scope.word("chart", "of_series", series=name, value=value) for name, value in pairs]
        told.append(scope.word("chart", "bar", label=bar.label, values=join(values, scope.language)))
    listed = Text.plain("; ").joined(told)
    return scope.word("chart", "alt", caption=caption, bars=listed)


def _printed(value: Number | None, scope: Scope) -> Text:
    if value is None:
        return scope.word("chart", "unknown")
    return Text.plain(write_number(value, scope.language), language=scope.language)


def width_of(text: str) -> float:
    """About how wide a text is, in points; rather too wide than too narrow."""
    shares = (SMALL if c in NARROW else 0.9 if c in WIDEST else WIDE for c in text)
    return SIZE * sum(shares)


def wrapped(text: str, width: float) -> list[str]:
    """The lines of a label: broken at spaces, and a word that is wider than a line within it, with a hyphen."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if width_of(f"{lines[-1]}{character}-") > width:
                lines[-1] += "" if lines[-1][-1] in "-/" else "-"
                lines.append("")
            lines[-1] += character
    return lines
