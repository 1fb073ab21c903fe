"""A real Word table for a `Table`: house style, header row repeated on each page, columns in the shares asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise, zip_longest

from lxml import etree

from ...documents.blocks import Block, Table
from .columns import CELL_MARGINS
from .ooxml import W, element, put

# In twips: the text of an A4 page with margins of 2.5 cm, for parts that have no page of their own; a column that can
# still hold a word.
A4_TEXT, NARROWEST = 9070, 567
PageText = Callable[[Block, bool], etree._Element]


def build_table(table: Table, style: str, width: int, build_paragraph: PageText) -> etree._Element:
    """The `w:tbl`. `width` in twips; `build_paragraph(block, in_header)` makes the paragraph of one block of a cell."""
    root = element("tbl")
    look = element("tblPr", root)
    element("tblStyle", look, val=style)
    element("tblW", look, w=width, type="dxa")
    element("tblLayout", look, type="fixed")
    first = int(bool(table.header))
    element(
        "tblLook",
        look,
        val="0420" if first else "0400",
        firstRow=first,
        lastRow=0,
        firstColumn=0,
        lastColumn=0,
        noHBand=0,
        noVBand=1,
    )
    columns = _columns(table, width)
    grid = element("tblGrid", root)
    for column in columns:
        element("gridCol", grid, w=column)
    rows = [(table.header, True)] if table.header else []
    for cells, in_header in [*rows, *((row, False) for row in table.rows)]:
        if len(cells) > len(columns):
            raise ValueError(f"a row of {len(cells)} cells in a table of {len(columns)} columns")
        row = element("tr", root)
        if in_header:
            marks = element("trPr", row)
            element("cantSplit", marks)
            element("tblHeader", marks)
        for blocks, column, align in zip_longest(cells, columns, table.align, fillvalue=()):
            cell = element("tc", row)
            element("tcW", element("tcPr", cell), w=column, type="dxa")
            _fill(cell, blocks or (Block("paragraph"),), align, in_header, build_paragraph)
    return root


def _fill(
    cell: etree._Element, blocks: Iterable[Block], align: str, in_header: bool, build_paragraph: PageText
) -> None:
    for block in blocks:
        made = build_paragraph(block, in_header)
        if align in ("center", "right"):
            put(made.find(W + "pPr"), "jc", val=align)
        cell.append(made)


def _columns(table: Table, width: int) -> list[int]:
    """Whole twips for each column that add up to `width`."""
    total = sum(table.widths) or 1
    edges, share = [0], 0.0
    for part in table.widths:
        share += part
        edges.append(round(width * share / total))
    return [right - left for left, right in pairwise(edges)]


def sections(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """The section properties (`w:sectPr`) that hold for each child of the body: the first ones at or after it."""
    found: dict[etree._Element, etree._Element] = {}
    body = root.find(W + "body")
    section: etree._Element | None = None
    for child in reversed(body) if body is not None else ():
        own = child if child.tag == W + "sectPr" else child.find(f".//{W}sectPr")
        section = own if own is not None else section
        if section is not None:
            found[child] = section
    return found


def text_width(paragraph: etree._Element, known: Mapping[etree._Element, etree._Element]) -> int:
    """The width in twips that a table has in the place of a paragraph: its cell's, or that of its section's text.

    `known`: what `sections` found in the part.
    """
    for above in paragraph.iterancestors(W + "tc"):
        width = above.find(f"{W}tcPr/{W}tcW")
        if width is not None and width.get(W + "type") == "dxa":
            return max(int(width.get(W + "w", "0")) - CELL_MARGINS, NARROWEST)
    section = next((known[node] for node in (paragraph, *paragraph.iterancestors()) if node in known), None)
    page = section.find(W + "pgSz") if section is not None else None
    margins = section.find(W + "pgMar") if section is not None else None
    if page is None or margins is None:
        return A4_TEXT
    return int(page.get(W + "w")) - sum(int(margins.get(W + side, "0")) for side in ("left", "right", "gutter"))
