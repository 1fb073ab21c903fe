"""Tables to a spreadsheet (Office Open XML, .xlsx): real dates and numbers, texts that are never calculated."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from .registered import Cell

# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
LONGEST_CELL = 32_767
HIGHEST_ROW, LINE = 409, 15  # points
A3, A4 = 8, 9
HEADER = {"bold": True, "font_color": "#154273", "bg_color": "#EAF0F7", "bottom": 2, "bottom_color": "#154273"}
BODY = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#8FA3BD"}
# What begins with a sign of a formula stays text: cells are written as such, and links and numbers are made of none.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Sheet:
    """A table: its name, its headings with the width of each column (in characters), its rows; printed that many
    pages wide, the first two columns on each."""

    name: str
    header: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    pages: int = 1


def render_workbook(sheets: Sequence[Sheet], title: str, author: str, subject: str, day: datetime.date) -> bytes:
    """The workbook; the same tables give the same bytes. `day`: when it says that it was made.

    No cell may be longer than `LONGEST_CELL`.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        made = datetime.datetime.combine(day, datetime.time())
        book.set_properties({"title": title, "author": author, "subject": subject, "created": made})
        head = book.add_format(HEADER | {"valign": "top", "text_wrap": True})
        forms = {form: book.add_format(BODY | more) for form, more in _FORMS.items()}
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for column, (words, width) in enumerate(zip(sheet.header, sheet.widths, strict=True)):
                page.set_column(column, column, width)
                page.write_string(0, column, words, head)
            page.set_row(0, _height(sheet.header, sheet.widths))
            for number, row in enumerate(sheet.rows, 1):
                page.set_row(number, _height([cell.text for cell in row], sheet.widths))
                for column, cell in enumerate(row):
                    _write(page, number, column, cell, forms)
            page.freeze_panes(1, min(2, len(sheet.header) - 1))
            if sheet.rows:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
            page.set_paper(A4 if sheet.pages == 1 else A3)
            page.set_landscape()
            page.repeat_rows(0)
            if sheet.pages > 1:
                page.repeat_columns(0, 1)
            page.fit_to_pages(sheet.pages, 0)
            page.set_footer("&L&A&R&P / &N")
    return file.getvalue()


_FORMS = {
    "text": {},
    "number": {"num_format": "0", "align": "right"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
}


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Room for the longest text of a row, as far as a row can be high: not every program makes it when it opens a file.

    Words break a little before the end of a line, hence nine tenths of the width.
    """
    lines = (
        sum(max(1, -(-len(line) // max(1, int(width * 0.9)))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(HIGHEST_ROW, LINE * max(lines, default=1))


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, forms: dict) -> None:
    if cell.day is not None:
        page.write_datetime(row, column, datetime.datetime.combine(cell.day, datetime.time()), forms["day"])
    elif cell.number is not None:
        page.write_number(row, column, cell.number, forms["number"])
    elif cell.text:
        page.write_string(row, column, cell.text, forms["text"])
    else:
        page.write_blank(row, column, None, forms["text"])
