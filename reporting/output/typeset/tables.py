"""Tables (ECMA-376 part 1, 17.4) with their style's conditional formats (17.7.6) resolved to each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .package import Element, Spot, W, is_on, local, val
from .properties import laid
from .table_formats import Layer, asked, cell_format, layer_of, lines_of, look_of, merge, regions
from .values import points
from .word import Cell, Frame, Row, Table

if TYPE_CHECKING:
    from .body import Body, Context

HARMLESS_TABLE = frozenset(
    "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblpPr tblCaption tblDescription "
    "tblStyleRowBandSize tblStyleColBandSize tblOverlap".split()
)
HARMLESS_ROW = frozenset("tblHeader cantSplit trHeight gridBefore gridAfter wBefore wAfter cnfStyle divId jc".split())
HARMLESS_CELL = frozenset("tcW gridSpan vMerge tcBorders shd tcMar vAlign cnfStyle noWrap tcFitText hideMark".split())


def _check(node: Element | None, known: frozenset[str], spot: Spot) -> dict[str, Element]:
    found = {}
    for child in () if node is None else node:
        found[local(child)] = child
        if local(child) in ("bidiVisual", "hidden") and not is_on(child):
            continue
        if local(child) == "textDirection" and val(child) in ("lrTb", "tb"):
            continue
        if local(child) == "tblCellSpacing" and child.get(W + "w", "0") == "0":
            continue
        if local(child) not in known:
            spot.unknown(child)
    return found


def read_table(node: Element, body: Body, around: Context) -> Table:
    """The table with every cell's width, span, borders, fill and margins settled."""
    spot = body.spot
    first = next(node.iter(W + "p"), None)
    outer = spot.paragraph
    spot.paragraph = body.number(first) if first is not None else outer
    place = spot.place
    about = _check(node.find(W + "tblPr"), HARMLESS_TABLE, spot)
    style = body.styles.get(val(about.get("tblStyle")), "table")
    layers: dict[str, Layer] = {"": Layer()}
    bands = {"Row": 1, "Col": 1}
    look = look_of(about.get("tblLook"))
    wanted = asked(look)
    for ancestor in body.styles.chain(style.id or None, "table"):
        merge(layers[""], layer_of(ancestor, spot))
        for conditional in ancestor.iterfind(W + "tblStylePr"):
            if (kind := conditional.get(W + "type", "")) in wanted:
                merge(layers.setdefault(kind, Layer()), layer_of(conditional, spot))
        for way in bands:
            if (size := val(ancestor.find(f"{W}tblPr/{W}tblStyle{way}BandSize"))) is not None:
                bands[way] = max(1, int(size))
    merge(layers[""], cell_format(node.find(W + "tblPr"), spot))
    rows = _grid(node, body)
    columns = max((at + cell.span for row in rows for at, cell in row.cells), default=0)
    built = _Builder(layers, bands, look, len(rows), columns, body, around)
    out = tuple(built.row(index, rows) for index in range(len(rows)))
    spot.paragraph = outer
    widths, default_left = _widths(node, about, rows, columns), layers[""].cell.get("margin-left", 5.4)
    floating = about.get("tblpPr")
    width = about.get("tblW")
    share = None
    if width is not None and width.get(W + "type") == "pct":
        raw = width.get(W + "w", "0")
        share = float(raw.rstrip("%")) / 100 if raw.endswith("%") else float(raw) / 5000
    elif (
        width is not None
        and width.get(W + "type", "dxa") == "dxa"
        and (total := points(width.get(W + "w")))
        and sum(widths)
    ):
        widths = tuple(w * total / sum(widths) for w in widths)
    if share:
        widths = tuple(-share * w / (sum(widths) or 1) for w in widths)  # negative: shares of the text width
    align = {"start": "left", "end": "right"}.get(val(about.get("jc")) or "left", val(about.get("jc")) or "left")
    indent = points(about["tblInd"].get(W + "w")) or 0.0 if "tblInd" in about else 0.0
    if align == "left" and not body.styles.modern:
        indent -= default_left  # before Word 2013 the text of the first column stood on the margin, not its border
    return Table(widths, out, align, indent, place, None if floating is None else _floating(floating))


def _floating(node: Element) -> Frame:
    x, y = points(node.get(W + "tblpX")) or 0.0, points(node.get(W + "tblpY")) or 0.0
    return Frame(
        node.get(W + "tblpXSpec") or x,
        node.get(W + "tblpYSpec") or y,
        node.get(W + "horzAnchor", "text"),
        node.get(W + "vertAnchor", "text"),
        None,
        None,
        False,
    )


@dataclass
class _Cell:
    node: Element
    parts: dict[str, Element]
    span: int
    merge: str | None
    """`restart`, `continue` or none."""


@dataclass
class _Row:
    node: Element
    parts: dict[str, Element]
    cells: list[tuple[int, _Cell]]


def _unwrapped(parent: Element, name: str) -> list[Element]:
    """Children of that name, looking through content controls."""
    found = []
    for child in parent:
        if child.tag == W + name:
            found.append(child)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            found += _unwrapped(child, name)
    return found


def _grid(node: Element, body: Body) -> list[_Row]:
    rows = []
    for row in _unwrapped(node, "tr"):
        for child in row:
            if local(child) not in ("trPr", "tc", "sdt", "customXml", "bookmarkStart", "bookmarkEnd") and len(child):
                body.spot.unknown(child)
        parts = _check(row.find(W + "trPr"), HARMLESS_ROW, body.spot)
        at, cells = int(val(parts.get("gridBefore")) or 0), []
        for cell in _unwrapped(row, "tc"):
            about = _check(cell.find(W + "tcPr"), HARMLESS_CELL, body.spot)
            span = int(val(about.get("gridSpan")) or 1)
            merge = (val(about["vMerge"]) or "continue") if "vMerge" in about else None
            cells.append((at, _Cell(cell, about, span, merge)))
            at += span
        rows.append(_Row(row, parts, cells))
    return rows


def _widths(node: Element, about: dict[str, Element], rows: list[_Row], columns: int) -> tuple[float, ...]:
    """Column widths: the grid's if it tells them all; else those of the cells; else 0 (as wide as its text asks)."""
    grid = [points(col.get(W + "w")) or 0.0 for col in node.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(grid) >= columns and all(grid[:columns]):
        return tuple(grid[:columns])
    found = [0.0] * columns
    for row in rows:
        for at, cell in row.cells:
            width = cell.parts.get("tcW")
            if cell.span == 1 and width is not None and width.get(W + "type", "dxa") == "dxa":
                found[at] = found[at] or points(width.get(W + "w")) or 0.0
    return tuple(found)


@dataclass
class _Builder:
    layers: dict[str, Layer]
    bands: dict[str, int]
    look: dict[str, bool]
    rows: int
    columns: int
    body: Body
    around: Context

    def row(self, index: int, rows: list[_Row]) -> Row:
        row = rows[index]
        height = row.parts.get("trHeight")
        spot = self.body.spot
        first = next(row.node.iter(W + "p"), None)
        spot.paragraph = self.body.number(first) if first is not None else spot.paragraph
        place = spot.place
        cells = []
        for at, cell in row.cells:
            if cell.merge == "continue" and index and self._opens(rows, index, at):
                if any(text.text for text in cell.node.iter(W + "t")):
                    spot.problem("word-hidden-text", words="".join(t.text or "" for t in cell.node.iter(W + "t"))[:40])
                continue
            below = index + 1
            while (
                cell.merge
                and below < self.rows
                and any(a == at and c.merge == "continue" for a, c in rows[below].cells)
            ):
                below += 1
            cells.append(self.cell(index, below, at, cell, rows))
        return Row(
            tuple(cells),
            "tblHeader" in row.parts and is_on(row.parts["tblHeader"]),
            "cantSplit" in row.parts and is_on(row.parts["cantSplit"]),
            None if height is None else points(val(height)),
            height is not None and height.get(W + "hRule") == "exact",
            place,
            row.cells[0][0] if row.cells else 0,
        )

    @staticmethod
    def _opens(rows: list[_Row], index: int, at: int) -> bool:
        """Whether a merged cell above reaches down to this one."""
        for row in reversed(rows[:index]):
            cell = next((c for a, c in row.cells if a == at), None)
            if cell is None or cell.merge is None:
                return False
            if cell.merge == "restart":
                return True
        return False

    def cell(self, top: int, below: int, left: int, cell: _Cell, rows: list[_Row]) -> Cell:
        from .body import Context

        spot, right = self.body.spot, left + cell.span
        whole = self.layers[""]
        props, run, paragraph = dict(whole.cell), whole.run, whole.paragraph
        lines = lines_of(whole.borders, (0, self.rows, 0, self.columns), (top, below, left, right))
        size = (self.rows, self.columns)
        for name, box in regions(self.look, self.bands, size, top, left):
            if (layer := self.layers.get(name)) is None:
                continue
            props.update(layer.cell)
            run, paragraph = laid(layer.run, run), laid(layer.paragraph, paragraph)
            lines.update(lines_of(layer.borders, box, (top, below, left, right)))
        own = cell_format(cell.node.find(W + "tcPr"), spot)
        props.update(own.cell)
        lines.update(lines_of(own.borders, (top, below, left, right), (top, below, left, right)))
        if below - top > 1:
            last = next(c for a, c in rows[below - 1].cells if a == left)
            end = cell_format(last.node.find(W + "tcPr"), spot).borders
            lines.update({"bottom": end["bottom"]} if "bottom" in end else {})
        inside = Context(laid(run, self.around.run), laid(paragraph, self.around.paragraph))
        return Cell(
            self.body.blocks(cell.node, inside),
            cell.span,
            below - top,
            props.get("fill"),
            tuple((name, line) for name, line in lines.items() if line is not None),
            tuple(props.get(f"margin-{side}", default) for side, default in
                  (("left", 5.4), ("top", 0.0), ("right", 5.4), ("bottom", 0.0))),
            props.get("vertical", "top"),
        )  # fmt: skip
