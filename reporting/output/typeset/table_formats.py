"""What table styles say to each cell: layers of formats, the regions they reach, the lines at their edges (17.7.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .package import Element, Spot, W, local, val
from .properties import Props, laid, paragraph_properties, run_properties
from .values import edges, points, shading

EDGES = "top left bottom right insideH insideV"
_LOOK_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
Box = tuple[int, int, int, int]
"""Rows and columns of a region: top, below, left, right, the ends excluded."""


@dataclass
class Layer:
    """What one layer of table formatting says: the table style, one conditional format, or the table itself."""

    borders: dict[str, Any] = field(default_factory=dict)
    cell: Props = field(default_factory=dict)
    run: Props = field(default_factory=dict)
    paragraph: Props = field(default_factory=dict)


def _margins(node: Element | None) -> Props:
    found = {}
    for child in () if node is None else node:
        side = {"start": "left", "end": "right"}.get(local(child), local(child))
        found[f"margin-{side}"] = points(child.get(W + "w")) or 0.0
    return found


def cell_format(node: Element | None, spot: Spot) -> Layer:
    part = Layer()
    for child in () if node is None else node:
        name = local(child)
        if name in ("tcBorders", "tblBorders"):
            part.borders = edges(child, spot, EDGES)
        elif name == "shd":
            part.cell["fill"] = shading(child, spot)
        elif name == "vAlign":
            part.cell["vertical"] = val(child) or "top"
        elif name in ("tcMar", "tblCellMar"):
            part.cell.update(_margins(child))
    return part


def layer_of(node: Element, spot: Spot) -> Layer:
    part = cell_format(node.find(W + "tblPr"), spot)
    inner = cell_format(node.find(W + "tcPr"), spot)
    part.borders.update(inner.borders)
    part.cell.update(inner.cell)
    part.run = run_properties(node.find(W + "rPr"), spot)
    part.paragraph = paragraph_properties(node.find(W + "pPr"), spot)
    return part


def merge(under: Layer, over: Layer) -> None:
    under.borders.update(over.borders)
    under.cell.update(over.cell)
    under.run = laid(over.run, under.run)
    under.paragraph = laid(over.paragraph, under.paragraph)


def look_of(node: Element | None) -> dict[str, bool]:
    if node is None:
        return dict.fromkeys(_LOOK_BITS, False)
    bits = int(val(node) or "0", 16)
    return {
        k: node.get(W + k) in ("1", "true", "on") if node.get(W + k) else bool(bits & bit)
        for k, bit in _LOOK_BITS.items()
    }


def asked(look: dict[str, bool]) -> set[str]:
    """The conditional formats that the table asks for; the others may hold anything."""
    found = {kind for kind, key in (("firstRow", "firstRow"), ("lastRow", "lastRow"), ("firstCol", "firstColumn"),
                                    ("lastCol", "lastColumn")) if look[key]}  # fmt: skip
    found |= set() if look["noHBand"] else {"band1Horz", "band2Horz"}
    found |= set() if look["noVBand"] else {"band1Vert", "band2Vert"}
    rows, columns = (("n", "firstRow"), ("s", "lastRow")), (("w", "firstColumn"), ("e", "lastColumn"))
    return found | {f"{r}{c}Cell" for r, row in rows for c, column in columns if look[row] and look[column]}


def regions(
    look: dict[str, bool], bands: dict[str, int], size: tuple[int, int], row: int, col: int
) -> list[tuple[str, Box]]:
    """The conditional formats that reach a cell of a table of that size, weakest first, each with its box of cells."""
    (rows, columns), last_row, last_col = size, size[0] - 1, size[1] - 1
    head, side = int(look["firstRow"]), int(look["firstColumn"])
    found = []
    if not look["noVBand"]:
        band = (col - side) // bands["Col"]
        start = side + band * bands["Col"]
        found.append((f"band{band % 2 + 1}Vert", (0, rows, start, start + bands["Col"])))
    if not look["noHBand"]:
        band = (row - head) // bands["Row"]
        start = head + band * bands["Row"]
        found.append((f"band{band % 2 + 1}Horz", (start, start + bands["Row"], 0, columns)))
    if look["firstColumn"] and col == 0:
        found.append(("firstCol", (0, rows, 0, 1)))
    if look["lastColumn"] and col == last_col:
        found.append(("lastCol", (0, rows, last_col, columns)))
    if look["firstRow"] and row == 0:
        found.append(("firstRow", (0, 1, 0, columns)))
    if look["lastRow"] and row == last_row:
        found.append(("lastRow", (last_row, rows, 0, columns)))
    corner = ("n" if row == 0 else "s" if row == last_row else "") + (
        "w" if col == 0 else "e" if col == last_col else ""
    )
    if (
        len(corner) == 2
        and look["firstRow" if row == 0 else "lastRow"]
        and look["firstColumn" if col == 0 else "lastColumn"]
    ):
        found.append((f"{corner}Cell", (row, row + 1, col, col + 1)))
    return found


def lines_of(borders: dict[str, Any], box: Box, cell: Box) -> dict[str, Any]:
    """The lines that a region's borders give a cell: the outer ones where it lies on the edge, else the inner ones."""
    sides = (("top", 0, "insideH"), ("bottom", 1, "insideH"), ("left", 2, "insideV"), ("right", 3, "insideV"))
    found = {}
    for side, index, inner in sides:
        outer = cell[index] <= box[index] if index in (0, 2) else cell[index] >= box[index]
        name = side if outer else inner
        if name in borders:
            found[side] = borders[name]
    return found
