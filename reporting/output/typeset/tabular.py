"""Tables as Typst: raw, never in a figure, so that they break over pages."""

from __future__ import annotations

from dataclasses import replace

from .paragraphs import estimate
from .pictures import stroke
from .source import Sheet, array, call, pt, rgb, sides, string
from .word import Cell, Paragraph, Row, Table

VERTICAL = {"top": "top", "center": "horizon", "bottom": "bottom", "both": "top"}
# A cell as tall as this share of the page is measured before it is trusted to stay whole.
MEASURED = 0.3


def table_code(sheet: Sheet, table: Table, width: float) -> str:
    """The table at its place in a column of that width. Rows without a header row or lines are layout, not a table."""
    widths = [(-w * width if w < 0 else w) for w in table.widths]
    heads = 0
    while heads < len(table.rows) - 1 and table.rows[heads].header:
        heads += 1
    lined = any(cell.borders for row in table.rows for cell in row.cells)
    kind = "table" if heads or lined else "grid"
    rows = _rows(sheet, table, widths, kind)
    body = [cell for row in rows[heads:] for cell in row]
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


def _rows(sheet: Sheet, table: Table, widths: list[float], kind: str) -> list[list[str]]:
    """Each row's cells; columns that no cell covers get an empty one."""
    taken = [0] * len(widths)
    out = []
    for index, row in enumerate(table.rows):
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
