"""Sections (ECMA-376 part 1, 17.6): page geometry, and the headers and footers that a section has or inherits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .numbering import FORMATS
from .package import Element, Part, R, Spot, W, is_on, local, val
from .values import points
from .word import Block, Section

HARMLESS = frozenset(
    "headerReference footerReference pgSz pgMar type titlePg pgNumType cols docGrid footnotePr noEndnote formProt "
    "paperSrc rtlGutter endnotePr printerSettings vAlign bidi textDirection lnNumType".split()
)
_STARTS = ("nextPage", "continuous", "oddPage", "evenPage")
Stories = dict[str, tuple[Block, ...]]


@dataclass
class Sections:
    """Reads section properties in order. `story` gives the blocks of a header or footer part."""

    spot: Spot
    story: Callable[[Part], tuple[Block, ...]]
    heads: Stories = field(default_factory=dict)
    feet: Stories = field(default_factory=dict)

    def read(self, node: Element | None, blocks: tuple[Block, ...]) -> Section:
        """The section of these blocks; `node` none stands for Word's own page (Letter, one inch)."""
        parts = {} if node is None else {local(child): child for child in node}
        for name, child in parts.items():
            if name not in HARMLESS:
                self.spot.unknown(child)
        self._refuse_rare(parts)
        for child in () if node is None else node:
            if local(child) in ("headerReference", "footerReference"):
                self._story(child, self.heads if local(child) == "headerReference" else self.feet)
        size, margin, number = parts.get("pgSz"), parts.get("pgMar"), parts.get("pgNumType")

        def page(name: str, default: float) -> float:
            return points(None if size is None else size.get(W + name)) or default

        def edge(name: str, default: float) -> float:
            value = points(None if margin is None else margin.get(W + name))
            return default if value is None else value

        start = val(parts.get("type")) or "nextPage"
        if start not in _STARTS:
            self.spot.odd_value(parts["type"], start)
        first = None if number is None else number.get(W + "start")
        style = "decimal" if number is None else number.get(W + "fmt", "decimal")
        if style not in FORMATS:
            self.spot.odd_value(number, style)
            style = "decimal"
        return Section(
            page("w", 612.0),
            page("h", 792.0),
            edge("left", 72.0) + edge("gutter", 0.0),
            edge("right", 72.0),
            abs(edge("top", 72.0)),
            abs(edge("bottom", 72.0)),
            edge("header", 36.0),
            edge("footer", 36.0),
            edge("top", 72.0) < 0,
            edge("bottom", 72.0) < 0,
            start if start in _STARTS else "nextPage",
            "titlePg" in parts and is_on(parts["titlePg"]),
            None if first is None else int(first),
            style,
            dict(self.heads),
            dict(self.feet),
            blocks,
            val(None if "footnotePr" not in parts else parts["footnotePr"].find(W + "numRestart")) == "eachSect",
        )

    def _refuse_rare(self, parts: dict[str, Element]) -> None:
        columns = parts.get("cols")
        if columns is not None and (columns.get(W + "num", "1") != "1" or len(columns) > 1):
            self.spot.odd_value(columns, columns.get(W + "num", ""))
        for name, usual in (("vAlign", "top"), ("textDirection", "lrTb")):
            if name in parts and val(parts[name]) not in (None, usual):
                self.spot.odd_value(parts[name], val(parts[name]))
        for name in ("bidi", "lnNumType"):
            if name in parts and (name == "lnNumType" or is_on(parts[name])):
                self.spot.unknown(parts[name])
        notes = parts.get("footnotePr")
        for child in () if notes is None else notes:
            usual = {"pos": "pageBottom", "numFmt": "decimal", "numStart": "1"}.get(local(child))
            if local(child) == "numRestart" and val(child) in ("continuous", "eachSect"):
                continue
            if val(child) != usual:
                self.spot.odd_value(child, val(child))

    def _story(self, node: Element, into: Stories) -> None:
        relation = self.spot.part.relations.get(node.get(R + "id", ""))
        part = None if relation is None else self.spot.package.part(relation.target)
        if part is None:
            self.spot.unknown(node)
        else:
            into[val(node, "type") or "default"] = self.story(part)
