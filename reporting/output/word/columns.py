"""Columns as wide as their texts need, in tables that Word may resize to fit contents (ECMA-376 part 1, 17.4.52).

Word, LibreOffice and the PDF would each find other widths, so they are found here once, from the texts alone, and then
fixed. A column of texts of n characters and width w takes about n/w lines; the widths that make the sum of the squares
of the lines least are as the cube roots of the sums of n². No column is narrower than its longest word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from .ooxml import W
from .styles import Styles

CELL_MARGINS = 216  # those that a cell has when a style says nothing, in twips
LETTER = 0.66  # of the size of the letter: what a bold one of Verdana takes
LAST_LINE = 12  # characters that the end of a paragraph leaves empty, about
# How much wider than its fellow one half of a pair of languages may be, of an even share.
UNEVEN = 0.1


class _Cell(NamedTuple):
    node: etree._Element
    at: int
    span: int
    text: float
    """Its characters, and what is left empty behind them."""
    word: float
    """The width of its longest word, with its margins, in twips."""


def fit_columns(root: etree._Element, styles: Styles) -> None:
    """Give the tables of a part that may be resized their widths, and those inside them the same share as before."""
    for table in root.iter(W + "tbl"):
        layout = table.find(f"{W}tblPr/{W}tblLayout")
        if (
            layout is None
            or layout.get(W + "type") != "autofit"
            or next(table.iterancestors(W + "tbl"), None) is not None
        ):
            continue
        layout.set(W + "type", "fixed")
        grid = table.findall(f"{W}tblGrid/{W}gridCol")
        total = sum(_twips(column) for column in grid)
        rows = [list(_cells(row, styles)) for row in table.iterfind(W + "tr")]
        if grid and total:
            _resize(rows, grid, _widths(rows, len(grid), total))


def _cells(row: etree._Element, styles: Styles) -> Iterator[_Cell]:
    before = row.find(f"{W}trPr/{W}gridBefore")
    at = 0 if before is None else int(before.get(W + "val", "0"))
    for node in row.iterfind(W + "tc"):
        span = node.find(f"{W}tcPr/{W}gridSpan")
        columns = 1 if span is None else int(span.get(W + "val", "1"))
        text, word = 0.0, 0.0
        for paragraph in node.iter(W + "p"):
            said = "".join(piece.text or "" for piece in paragraph.iter(W + "t"))
            text += len(said) + LAST_LINE if said else 0
            longest = max(map(len, said.replace("-", "- ").split(" ")))
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            size = styles.size(None if style is None else style.get(W + "val"))
            word = max(word, longest * size * 20 * LETTER + CELL_MARGINS)
        yield _Cell(node, at, columns, text, word)
        at += columns


def _widths(rows: Sequence[Sequence[_Cell]], count: int, total: int) -> list[int]:
    """Whole twips for each column that add up to `total`.

    Where cells span the same number of columns at either side (languages, side by side) each side has the same columns,
    and the sides differ by what their languages need, within bounds.
    """
    sides = _sides(rows, count)
    size = count // sides
    texts = [[0.0] * sides for _ in rows]
    needs, words = [0.0] * size, [0.0] * size
    for index, row in enumerate(rows):
        for cell in row:
            if cell.span < count:
                texts[index][cell.at // size] += cell.text
            if cell.span == 1:
                needs[cell.at % size] += cell.text**2
                words[cell.at % size] = max(words[cell.at % size], cell.word)
    even = total / sides
    halves = [sum(row[side] ** 2 for row in texts) for side in range(sides)]
    widths = []
    for half in _shared(total, halves, [even * (1 - UNEVEN)] * sides, even * (1 + UNEVEN)):
        widths += _shared(half, needs, words)
    edges = [round(sum(widths[:index])) for index in range(count)] + [total]
    return [right - left for left, right in pairwise(edges)]


def _sides(rows: Sequence[Sequence[_Cell]], count: int) -> int:
    """How many sides of several columns each the table has; 1 where it is not built so."""
    spans = {cell.span for row in rows for cell in row if cell.span < count} - {1}
    size = max(spans, default=count)
    alike = count % size == 0 and all(cell.at % size == 0 for row in rows for cell in row if cell.span in spans)
    return count // size if len(spans) == 1 and alike else 1


def _shared(total: float, needs: Sequence[float], least: Sequence[float], most: float = float("inf")) -> list[float]:
    """The total by the cube roots of the needs, nobody having less than its least (or all in proportion to those)."""
    weights = [max(need, 1.0) ** (1 / 3) for need in needs]
    if sum(least) >= total:
        return [total * share / sum(least) for share in least]
    fixed: dict[int, float] = {}
    while True:
        free = [index for index in range(len(weights)) if index not in fixed]
        scale = (total - sum(fixed.values())) / (sum(weights[index] for index in free) or 1.0)
        asked = {index: weights[index] * scale for index in free}
        bound = {i: min(max(width, least[i]), most) for i, width in asked.items()}
        over = {i: width for i, width in bound.items() if width != asked[i]}
        if not over or len(over) == len(free):
            found = {**fixed, **bound}
            return [found[index] * total / sum(found.values()) for index in range(len(weights))]
        fixed |= over


def _resize(rows: Sequence[Sequence[_Cell]], grid: Sequence[etree._Element], widths: Sequence[int]) -> None:
    before = [_twips(column) for column in grid]
    for column, width in zip(grid, widths, strict=True):
        column.set(W + "w", str(width))
    for cell in (cell for row in rows for cell in row):
        old, new = (sum(all_of[cell.at : cell.at + cell.span]) for all_of in (before, widths))
        told = cell.node.find(f"{W}tcPr/{W}tcW")
        if told is not None:
            told.set(W + "w", str(new))
        for inner in cell.node.iterfind(f"{W}tbl"):
            for node in inner.iter(W + "gridCol", W + "tcW", W + "tblW"):
                if node.get(W + "type", "dxa") == "dxa":
                    node.set(W + "w", str(round(_twips(node) * new / old)))


def _twips(node: etree._Element) -> int:
    return int(node.get(W + "w", "0"))
