"""Tables as Typst: raw, never in a figure, so that they break over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .paragraphs import estimate
from .pictures import stroke
from .plan import Unit, notes_in
from .source import Sheet, array, call, pt, rgb, sides
from .word import Cell, Paragraph, Row, Run, Table

VERTICAL = {"top": "top", "center": "horizon", "bottom": "bottom", "both": "top"}
# A row that may not break is let go when its estimated height is more than this share of the page, as Word does.
UNBREAKABLE = 0.6
# A cell as tall as this share of the page is measured before it is trusted to stay whole.
MEASURED = 0.3
# More rows than these that stay with the next are a table kept whole, not headings of groups.
MOST_KEPT = 3


def is_ruled(table: Table, page: float) -> bool:
    """Whether we say where the table breaks: it has notes, a row that may not break and may be taller than a page, or
    one that stays with the next and is no heading, for Typst knows only of headings.

    Columns that are as wide as their text asks would differ from piece to piece, so such a table is left to Typst.
    """
    if table.frame is not None or not all(table.widths):
        return False
    average = max(sum(map(abs, table.widths)) / max(len(table.widths), 1), 20.0)
    heads = _heads(table)
    doubtful = any(row.whole and _tall(row, average) > page * MEASURED for row in table.rows[heads:])
    tied = any(not _is_heading(row) for first, end in _led(table, heads).items() for row in table.rows[first:end])
    return doubtful or tied or next(notes_in((table,)), None) is not None


def table_code(sheet: Sheet, table: Table, width: float, whole: bool = False) -> list[str]:
    """The table at its place in a column of that width: one expression, or one for each piece of a ruled table.

    Rows without a header row or lines are layout, not a table. `whole`: the table is kept on one page.
    """
    number = sheet.ruled.get((sheet.part, id(table)))
    widths = [(-w * width if w < 0 else w) for w in table.widths]
    heads = _heads(table)
    lined = any(cell.borders for row in table.rows for cell in row.cells)
    drawing = _Drawing(sheet, table, widths, heads, "table" if heads or lined else "grid", number)
    counted = drawing.kind == "table" and not sheet.in_story and not sheet.depth_of_tables
    before = sheet.tables
    if number is None:
        sheet.tables += counted
        return [_stood(table, drawing.piece(heads, len(table.rows), drawing.rows()))]
    sheet.units[number] = _units(sheet, table, heads, whole)
    if sheet.measuring:
        sheet.tables += counted
        return [_stood(table, drawing.measure(sheet.units[number], width))]
    pieces = sheet.plan.pieces[number]
    rows = drawing.rows()
    again = drawing.rows(again=True) if heads and len(pieces) > 1 else []
    made = []
    for piece, after in zip(pieces, [*(piece.first for piece in pieces[1:]), len(rows)], strict=True):
        top = rows if piece is pieces[0] else again if piece.fresh else None
        code = _stood(table, drawing.piece(piece.first, after, rows, top))
        made.append(f"{{[#metadata(({number}, {piece.first}))<start>]; {code}}}")
    if counted:
        sheet.tables += len(pieces)
        if len(pieces) > 1:
            begun = (heads if piece.fresh or not at else 0 for at, piece in enumerate(pieces))
            sheet.joins.append((before, tuple(begun)))
    return made


def _heads(table: Table) -> int:
    heads = 0
    while heads < len(table.rows) - 1 and table.rows[heads].header:
        heads += 1
    return heads


def _stood(table: Table, code: str) -> str:
    if table.align in ("center", "right"):
        return f"align({table.align}, {code})"
    return f"pad(left: {pt(table.indent)}, {code})" if table.indent else code


def _led(table: Table, heads: int) -> dict[int, int]:
    """The first row and the end of what heads the row after it: rows that stay with the next (Word: `keepNext`).

    Where many rows stay together nothing heads anything; a table that is kept whole in that way breaks where it must.
    """
    kept = [heads <= index < len(table.rows) - 1 and _keeps(row) for index, row in enumerate(table.rows)]
    found, index = {}, heads
    while index < len(table.rows):
        end = index
        while kept[end]:
            end += 1
        if 0 < end - index <= MOST_KEPT and heads:
            found[index] = end
        index = end + 1
    return found


def _units(sheet: Sheet, table: Table, heads: int, whole: bool) -> tuple[Unit, ...]:
    """What no page may part: rows joined by a merged cell, and rows with those that they head."""
    led, found, index = _led(table, heads), [], heads
    above = _notes(sheet, table.rows[:heads])
    while index < len(table.rows):
        end, at = len(table.rows) if whole else index + 1, index
        while at < end:
            below = max((cell.rows for cell in table.rows[at].cells), default=1)
            end = min(max(end, at + below, led.get(at, at - 1) + 1), len(table.rows))
            at += 1
        found.append(Unit(index, end, above + _notes(sheet, table.rows[index:end])))
        above, index = (), end
    return tuple(found)


def _notes(sheet: Sheet, rows: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
    cells = (sheet.numbers_in(*cell.blocks) for row in rows for cell in row.cells)
    return tuple(numbers for numbers in cells if numbers)


@dataclass
class _Drawing:
    """A table being written: its columns, its rows of header, Typst's name for it and, when ruled, its number."""

    sheet: Sheet
    table: Table
    widths: list[float]
    heads: int
    kind: str
    number: int | None

    def piece(self, first: int, end: int, rows: list[list[str]], top: list[list[str]] | None = None) -> str:
        """Rows `first` up to `end` below the header in `top` (that of `rows` when the table is in one piece).

        A heading of rows is a header of the second level: Typst never parts a header from its first row.
        """
        if self.number is None:
            top = rows
        head = [cell for row in top[: self.heads] for cell in row] if top is not None and self.heads else []
        body = [call("table.header", *head)] if head else []
        led, index = _led(self.table, self.heads), first
        while index < end:
            headings = index
            while headings < led.get(index, index) and _is_heading(self.table.rows[headings]):
                headings += 1
            if headings > index:
                group = [cell for row in rows[index:headings] for cell in row]
                body.append(call("table.header", *group, level="2", repeat="false"))
            index = headings
            body += rows[index]
            index += 1
        heights = self._heights((self.table.rows[: self.heads] if head else ()) + self.table.rows[first:end])
        return call(
            self.kind,
            *body,
            columns=self._columns(),
            rows=heights,
            stroke="none" if self.kind == "table" else None,
        )

    def measure(self, units: Sequence[Unit], width: float) -> str:
        """The table with the marks of its notes only, beside the heights of its header and units."""
        self.sheet.marks_only = True
        rows = self.rows()
        self.sheet.marks_only = False
        parts = [(0, self.heads), *((unit.first, unit.end) for unit in units)]
        asked = [
            f"({self._heights(self.table.rows[a:b]) or 'auto'}, {array([cell for row in rows[a:b] for cell in row])})"
            for a, b in parts
        ]
        make = call(f"{self.kind}.with", columns=self._columns(), stroke="none" if self.kind == "table" else None)
        code = self.piece(self.heads, len(rows), rows, rows)
        start = f"[#metadata(({self.number}, {self.heads}))<start>]"
        return f"{{measured({self.number}, {pt(width)}, {make}, {asked[0]}, {array(asked[1:])}); {start}; {code}}}"

    def _columns(self) -> str:
        return array([pt(w) if w else "auto" for w in self.widths])

    @staticmethod
    def _heights(rows: Sequence[Row]) -> str | None:
        heights = [pt(row.height) if row.exact and row.height else "auto" for row in rows]
        return array(heights) if set(heights) - {"auto"} else None

    def rows(self, again: bool = False) -> list[list[str]]:
        """Each row's cells. `again`: only those of the header, to be drawn as no part of the text."""
        sheet = self.sheet
        stay = [self._stays(index) for index in range(len(self.table.rows))]
        if not again:
            sheet.depth_of_tables += 1
            made = _rows(sheet, self.table, self.widths, self.kind, stay)
            sheet.depth_of_tables -= 1
            return made
        said, problems = (sheet.in_story, sheet.marks_only), len(sheet.problems)
        sheet.in_story = sheet.marks_only = True
        head = replace(self.table, rows=self.table.rows[: self.heads])
        made = _rows(sheet, head, self.widths, self.kind, stay, again=True)
        sheet.in_story, sheet.marks_only = said
        del sheet.problems[problems:]
        return made

    def _stays(self, index: int) -> bool:
        """Whether a row is kept whole. In a ruled table all are that fit a page: its pieces do."""
        row, sheet = self.table.rows[index], self.sheet
        if self.number is not None and index >= self.heads:
            return not sheet.measuring and not any(
                (self.number, unit.first) in sheet.plan.tall
                for unit in sheet.units[self.number]
                if unit.first <= index < unit.end
            )
        return row.whole and _tall(row, sum(self.widths) / max(len(self.widths), 1)) < sheet.height * UNBREAKABLE


def _keeps(row: Row) -> bool:
    """Whether every paragraph that says something stays with the next one."""
    paragraphs = [block for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
    return bool(paragraphs) and all(paragraph.shape.keep_next for paragraph in paragraphs)


def _is_heading(row: Row) -> bool:
    """Whether a row that stays with the next looks like a heading of those below it: all of it is bold."""
    paragraphs = (block for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph))
    return all(inline.look.bold for one in paragraphs for inline in one.inlines if isinstance(inline, Run))


def _rows(
    sheet: Sheet, table: Table, widths: list[float], kind: str, stay: list[bool], again: bool = False
) -> list[list[str]]:
    """Each row's cells; columns that no cell covers get an empty one."""
    taken = [0] * len(widths)
    out = []
    for index, row in enumerate(table.rows):
        row = replace(row, whole=stay[index])
        codes, at, empty = [], 0, f"{kind}.cell(stroke: none)[]"
        skip = row.skip
        for cell in row.cells:
            while at < len(widths) and (taken[at] > index or skip > at):
                codes += [] if taken[at] > index else [empty]
                at += 1
            span = max(1, min(cell.columns, len(widths) - at))
            last = index + cell.rows == len(table.rows)
            codes.append(_cell(sheet, replace(cell, columns=span), row, sum(widths[at : at + span]), kind, last, again))
            taken[at : at + span] = [index + cell.rows] * span
            at += span
        codes += [empty for column in range(at, len(widths)) if taken[column] <= index]
        out.append(codes)
    return out


def _cell(sheet: Sheet, cell: Cell, row: Row, width: float, kind: str, last: bool, again: bool) -> str:
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
    if again:
        body = f"pdf.artifact({body})"
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


def _tall(row: Row, width: float) -> float:
    """About how tall the row is, its columns being that wide."""
    return max((_estimate(cell, cell.columns * width) for cell in row.cells), default=0.0)


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
