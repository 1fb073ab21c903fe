"""Horizontal bars as a description in Vega-Lite: each row as high as its label asks, none higher than a page.

All measures are points (1/72 inch), which Vega calls pixels.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any

Number = int | Fraction
POINT = 25.4 / 72  # of a point in mm
WIDTH, HIGHEST = 160 / POINT, 215 / POINT  # the text of an A4 page, and of its height what leaves room for a caption
LABELS = 0.42  # the share of the width that labels may take
SIZE, LINE, BAR, GAP = 8, 10, 11, 7  # of letters, lines, bars, and between two rows
LEGEND = 22
# The widths of DejaVu Sans in shares of the size, by what is alike; anything else is taken for a wide small letter.
WIDE, SMALL = 0.64, 0.36
NARROW, WIDEST = frozenset("fijlrtI .,:;'’|!()[]/-"), frozenset("mwMW%@ABCDEGHKNOQRUVXYZ&–—…")


@dataclass(frozen=True)
class Row:
    """A label in its lines, and the numbers of its bars (None: no bar) with what is printed beside each."""

    lines: tuple[str, ...]
    values: tuple[Number | None, ...]
    printed: tuple[str, ...]

    @classmethod
    def of(cls, label: str, values: Sequence[Number | None], printed: Sequence[str]) -> Row:
        return cls(tuple(wrapped(label, WIDTH * LABELS)), tuple(values), tuple(printed))

    @property
    def height(self) -> int:
        return max(LINE * len(self.lines), BAR * len(self.values)) + GAP


def pack(rows: Sequence[Row], room: float) -> list[list[Row]]:
    """The rows in as few charts of that height as they need, about evenly full; a row that is higher has one alone."""
    whole = sum(row.height for row in rows)
    charts = max(1, -int(-whole // room))
    while True:
        pages: list[list[Row]] = [[]]
        filled = 0.0
        for row in rows:
            if pages[-1] and filled + row.height > min(room, whole / charts + row.height / 2):
                pages.append([])
                filled = 0.0
            pages[-1].append(row)
            filled += row.height
        if len(pages) <= charts:
            return pages
        charts += 1


def describe(rows: Sequence[Row], names: Sequence[str], top: Number) -> dict[str, Any]:
    """The Vega-Lite of one chart. `names`: of the series, none for one; `top`: the highest value of all charts.

    Rows are told apart by where they stand, so that two with the same label stay two.
    """
    ends = list(accumulate(row.height for row in rows))
    middles = [end - row.height / 2 for end, row in zip(ends, rows, strict=True)]
    bars = []
    for row, middle in zip(rows, middles, strict=True):
        first = middle - BAR * len(row.values) / 2
        for number, (value, printed) in enumerate(zip(row.values, row.printed, strict=True)):
            begin = first + BAR * number
            here = {"begin": begin, "end": begin + BAR, "middle": begin + BAR / 2, "zero": 0, "series": number}
            bars.append({**here, "value": None if value is None else float(value), "printed": printed})
    # Vega keeps no room for texts beyond the end of the longest bar.
    widest = max(width_of(text) for row in rows for text in row.printed) + 6
    share = min(widest / (WIDTH * (1 - LABELS)), 0.6)
    across = {"type": "quantitative", "axis": None, "scale": {"domain": [0, float(top) / (1 - share)], "nice": False}}
    down = {"type": "quantitative", "scale": {"domain": [0, ends[-1]], "nice": False, "reverse": True}}
    axis = {
        "title": None,
        "values": middles,
        "labelOverlap": False,
        "labelLineHeight": LINE,
        "labelExpr": _chosen([row.lines for row in rows], middles),
        # Vega begins a label of several lines in the middle of its bars; it is to end as far below it.
        "labelOffset": {"expr": _chosen([-LINE * (len(row.lines) - 1) / 2 for row in rows], middles)},
    }
    series = sorted({bar["series"] for bar in bars})
    colour: dict[str, Any] = {"field": "series", "type": "nominal", "scale": {"domain": series}, "legend": None}
    if names:
        colour["legend"] = {"labelExpr": f"{_literal(list(names))}[datum.value]"}
    return {
        "data": {"values": bars},
        "layer": [
            {
                "transform": [{"filter": "isValid(datum.value)"}],
                "mark": "rect",
                "encoding": {
                    "x": {"field": "value", **across},
                    "x2": {"field": "zero"},
                    "y": {"field": "begin", "axis": axis, **down},
                    "y2": {"field": "end"},
                    "color": colour,
                },
            },
            {
                "transform": [{"calculate": "isValid(datum.value) ? datum.value : 0", "as": "at"}],
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 4},
                "encoding": {
                    "x": {"field": "at", **across},
                    "y": {"field": "middle", "axis": axis, **down},
                    "text": {"field": "printed"},
                },
            },
        ],
    }


def _chosen(values: Sequence[Any], middles: Sequence[float]) -> str:
    """The expression for the value of the row whose middle is at hand."""
    return f"{_literal(list(values))}[indexof({_literal(list(middles))}, datum.value)]"


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


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
