"""Tables as Typst: raw, never in a figure, so that they break over pages."""

from __future__ import annotations

from dataclasses import replace

from .paragraphs import estimate
from .pictures import stroke
from .source import Sheet, array, call, pt, rgb, sides, string
from .word import Cell, Note, Paragraph, Row, Table

VERTICAL = {"top": "top", "center": "horizon", "bottom": "bottom", "both": "top"}
# A cell as tall as this share of the page is measured before it is trusted to stay whole.
MEASURED = 0.3
# A row with notes that is no taller than this share of the page is kept whole.
NOTED = 0.6
# More rows than these that stay with the next are a table kept whole, not headings of groups.
MOST_KEPT = 2


def table_code(sheet: Sheet, table: Table, width: float) -> str:
    """The table at its place in a column of that width. Rows without a header row or lines are layout, not a table."""
    widths = [(-w * width if w < 0 else w) for w in table.widths]
    heads = 0
    while heads < len(table.rows) - 1 and table.rows[heads].header:
        heads += 1
    lined = any(cell.borders for row in table.rows for cell in row.cells)
    kind = "table" if heads or lined else "grid"
    rows = _rows(sheet, table, widths, kind)
    body = _bodies(table, rows, heads)
    if heads:
        body.insert(0, call("table.header", *[cell for row in rows[:heads] for cell in row]))
    heights = [pt(row.height) if row.exact and row.height else "auto" for row in table.rows]
    code = call(
        kind,
        *body,
        columns=array([pt(w) if w else "auto" for w in widths]),
        rows=array(heights) if set(heights) != {"auto"} else None,
        stroke="none" if kind == "table" else None,
    )
    if table.align in ("center", "right"):
        return f"align({table.align}, {code})"
    return f"pad(left: {pt(table.indent)}, {code})" if table.indent else code


def _bodies(table: Table, rows: list[list[str]], heads: int) -> list[str]:
    """The cells below the header. A row that stays with the next (Word: `keepNext`) heads what follows it.

    Typst never parts a header from its first row. Where all rows stay together nothing heads anything; a table that is
    kept whole in that way breaks where it must.
    """
    kept = [heads <= index < len(rows) - 1 and _keeps(row) for index, row in enumerate(table.rows)]
    out: list[str] = []
    index = heads
    while index < len(rows):
        end = index
        while kept[end]:
            end += 1
        if 0 < end - index <= MOST_KEPT and heads:
            group = [cell for row in rows[index:end] for cell in row]
            out.append(call("table.header", *group, level="2", repeat="false"))
            index = end
        out += rows[index]
        index += 1
    return out


def _must_stay(sheet: Sheet, row: Row, widths: list[float]) -> bool:
    """Whether a row that Word lets break is better kept whole: Typst puts the notes of a broken row on its first page.

    Only a row that leaves room for its notes; a taller one breaks, and the check looks where its notes went.
    """
    paragraphs = [block for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
    if not any(isinstance(inline, Note) for paragraph in paragraphs for inline in paragraph.inlines):
        return False
    average = sum(widths) / max(len(widths), 1)
    tall = max(_estimate(cell, cell.columns * average) for cell in row.cells)
    return tall < sheet.height * NOTED


def _keeps(row: Row) -> bool:
    """Whether every paragraph that says something stays with the next one."""
    paragraphs = [block for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
    return bool(paragraphs) and all(paragraph.shape.keep_next for paragraph in paragraphs)


def _rows(sheet: Sheet, table: Table, widths: list[float], kind: str) -> list[list[str]]:
    """Each row's cells; columns that no cell covers get an empty one."""
    taken = [0] * len(widths)
    out = []
    for index, row in enumerate(table.rows):
        row = replace(row, whole=row.whole or _must_stay(sheet, row, widths))
        codes, at, empty = [], 0, f"{kind}.cell(stroke: none)[]"
        skip = row.skip
        for cell in row.cells:
            while at < len(widths) and (taken[at] > index or skip > at):
                codes += [] if taken[at] > index else [empty]
                at += 1
            span = max(1, min(cell.columns, len(widths) - at))
            last = index + cell.rows == len(table.rows)
            codes.append(_cell(sheet, replace(cell, columns=span), row, sum(widths[at : at + span]), kind, last))
            taken[at : at + span] = [index + cell.rows] * span
            at += span
        codes += [empty for column in range(at, len(widths)) if taken[column] <= index]
        out.append(codes)
    return out


def _cell(sheet: Sheet, cell: Cell, row: Row, width: float, kind: str, last: bool) -> str:
    """One cell. Word makes room for the line above a row, and for the one below the last."""
    from .flow import flow

    left, top, right, bottom = cell.margins
    thick = {side: line.width for side, line in cell.borders}
    top, bottom = top + thick.get("top", 0.0), bottom + (thick.get("bottom", 0.0) if last else 0.0)
    inner = max(width - left - right, 1.0)
    body = flow(sheet, cell.blocks, inner)
    sheet.place = row.place
    where = VERTICAL.get(cell.vertical, "top")
    if row.height and not row.exact and cell.rows == 1:
        body = f"at-least({pt(row.height - top - bottom)}, {where}, {body})"
    if row.whole and _estimate(cell, inner) > sheet.height * MEASURED:
        limit = sheet.section.height - sheet.section.top - sheet.section.bottom - top - bottom
        key = string("\0".join((row.place.file, *map(str, row.place.field))).encode().hex())
        body = f"whole({pt(limit)}, {key}, {body})"
    style = call(
        f"{kind}.cell.with",
        inset=sides(left=left, top=top, right=right, bottom=bottom),
        align=f"{where} + start",
        fill=rgb(cell.fill) if cell.fill else None,
        stroke="(" + ", ".join(f"{side}: {stroke(line)}" for side, line in cell.borders) + ")"
        if cell.borders
        else None,
        breakable="false" if row.whole else None,
    )
    spans = {
        "colspan": str(cell.columns) if cell.columns > 1 else None,
        "rowspan": str(cell.rows) if cell.rows > 1 else None,
    }
    return call(sheet.names.of("c", style), body if body != "{}" else "[]", **spans)


def _estimate(cell: Cell, width: float) -> float:
    tall = 0.0
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            tall += estimate(block, width)
        else:
            tall += sum(
                max((_estimate(c, width / max(len(row.cells), 1)) for c in row.cells), default=0.0)
                for row in block.rows
            )
    return tall
