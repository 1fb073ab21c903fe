"""Word's simple values: measures, colours, shading and border lines (ECMA-376 part 1, 17.18)."""

from __future__ import annotations

import re

from .package import Element, Spot, local, val
from .word import Line

_LENGTH = re.compile(r"(-?[\d.]+)(mm|cm|in|pt|pc|pi)$")
_UNIT = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


def points(value: str | None, per: float = 20.0) -> float | None:
    """A measure in points: a whole number of `per`-ths of a point, or a number with a unit (ST_TwipsMeasure)."""
    if value is None:
        return None
    if match := _LENGTH.match(value):
        return float(match[1]) * _UNIT[match[2]]
    try:
        return float(value) / per
    except ValueError:
        return None


def colour_of(value: str | None) -> str | None:
    """Six hexadecimal digits, or none for `auto`."""
    return value.upper() if value and re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None


def shading(node: Element, spot: Spot) -> str | None:
    """The fill of `w:shd`; `pctNN` mixes its colour in, other patterns are unknown."""
    pattern, fill = val(node) or "clear", colour_of(val(node, "fill"))
    if pattern in ("clear", "nil"):
        return fill
    share = 1.0 if pattern == "solid" else float(pattern[3:]) / 100 if re.fullmatch(r"pct\d+", pattern) else None
    if share is None:
        spot.odd_value(node, pattern)
        return fill
    fore, back = colour_of(val(node, "color")) or "000000", fill or "FFFFFF"
    parts = [round(int(fore[i : i + 2], 16) * share + int(back[i : i + 2], 16) * (1 - share)) for i in (0, 2, 4)]
    return "".join(f"{part:02X}" for part in parts)


_EDGES = {"single": "solid", "thick": "solid", "dotted": "dotted", "dashed": "dashed", "dashSmallGap": "dashed",
          "dotDash": "dash-dotted", "dotDotDash": "dash-dotted"}  # fmt: skip


def edge(node: Element, spot: Spot) -> Line | None:
    """One border line (CT_Border); `nil` and `none` give none."""
    kind = val(node) or "single"
    if kind in ("nil", "none"):
        return None
    if kind not in _EDGES:
        spot.odd_value(node, kind)
        return None
    width = points(val(node, "sz"), 8) or 0.25
    return Line(width, colour_of(val(node, "color")), float(val(node, "space") or 0), _EDGES[kind])


def edges(node: Element, spot: Spot, names: str) -> dict[str, Line | None]:
    """The lines of a `pBdr`, `tblBorders` or `tcBorders` by edge; `start`, `end` are left and right."""
    found = {}
    for child in node:
        name = {"start": "left", "end": "right"}.get(local(child), local(child))
        if name in names.split():
            found[name] = edge(child, spot)
        elif (val(child) or "nil") not in ("nil", "none"):
            spot.unknown(child)
    return found
