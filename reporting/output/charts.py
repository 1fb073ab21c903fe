"""Charts as pictures: a Vega-Lite description in the style of the house becomes an SVG, and a PNG of the same.

`vl-convert` draws without a browser and without the network. Fonts come from the house's folder. The same description
and style give the same bytes; what was drawn once is not drawn again in a build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..documents.blocks import Chart

MM = 72 / 25.4  # Vega's pixels are taken as points, so that sizes of letters are those of Word
PPI = 300  # of the PNG, for programs that do not show the SVG
# An axis or legend keeps its labels whole: Vega's own limit cuts them off and says nothing.
KEPT: Mapping[str, Any] = {"aria": False, "axis": {"labelLimit": 0, "titleLimit": 0}, "legend": {"labelLimit": 0}}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FAMILY = re.compile(r'font-family="([^"]*)"')
_SIZE = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_DATA_ONLY = ["data:"]  # a description holds its data; nothing is fetched


class ChartFailure(Exception):
    """The description cannot be drawn; `args[0]` is the reason in Vega's words."""


@dataclass(frozen=True)
class Picture:
    """A drawn chart: the same as `svg` and as `png`, its size in points."""

    svg: bytes
    png: bytes
    width: float
    height: float


@dataclass(frozen=True)
class ChartStyle:
    """How charts look: Vega-Lite's `config` as read from `house/chart.yaml`, and the folder of the house's fonts.

    `instead`: the family that Word names first, where it has it, in the place of the house's font.
    """

    config: Mapping[str, Any]
    fonts: Path
    instead: str = "Verdana"
    _drawn: dict[tuple[str, float, float], Picture] = field(default_factory=dict, repr=False, compare=False)

    def draw(self, chart: Chart, width: float) -> Picture:
        """The chart, at most `width` points wide. Raises `ChartFailure`."""
        size = min(width, chart.width * MM), chart.height * MM
        key = (chart.spec, *size)
        if key not in self._drawn:
            self._drawn[key] = _draw(chart.spec, size, self)
        return self._drawn[key]


def build_style(data: object, fonts: Path) -> ChartStyle:
    """The style from the file's values, where numbers are still as typed."""
    return ChartStyle(_merged(_numbered(data) if isinstance(data, dict) else {}, KEPT), fonts)


def _draw(spec: str, size: tuple[float, float], style: ChartStyle) -> Picture:
    import vl_convert  # 90 MB: only a document with a chart waits for it

    _register(style.fonts)
    try:
        wanted = json.loads(spec)
        wanted |= {"width": size[0], "height": size[1], "autosize": {"type": "fit", "contains": "padding"}}
        svg = vl_convert.vegalite_to_svg(wanted, config=dict(style.config), allowed_base_urls=_DATA_ONLY)
        png = vl_convert.svg_to_png(svg, ppi=PPI)
    except (ValueError, TypeError) as error:
        raise ChartFailure(" ".join(str(error).split())[:200]) from error
    found = _SIZE.match(svg)
    if found is None:
        raise ChartFailure("svg")
    named = _FAMILY.sub(lambda family: f'font-family="{style.instead}, {family[1]}"', svg)
    return Picture(named.encode(), png, float(found[1]), float(found[2]))


@cache
def _register(fonts: Path) -> None:
    import vl_convert

    vl_convert.register_font_directory(str(fonts.resolve()))


def _numbered(value: Any) -> Any:
    """The value with every text that is a number as that number."""
    if isinstance(value, dict):
        return {key: _numbered(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_numbered(child) for child in value]
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Both, `other` going before, key by key."""
    both = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], dict) and isinstance(other[key], dict):
            both[key] = _merged(one[key], other[key])
    return both
