"""The work list as a table for a terminal, as JSON, and as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, zip_longest

from .rows import Row
from .words import Wording

# How a piece of the answer is painted: the characters, and what they are (`heading`, `late`).
Paint = Callable[[str, str], str]
GAP = "  "
NARROWEST, WIDEST = 40, 120
WHEN, WHO = 18, 24  # the most that the first two columns take
# A cell that begins so is a formula to a spreadsheet, whoever typed it (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def unpainted(text: str, part: str) -> str:
    return text


def fitted(width: int) -> int:
    """The width that is written for on a terminal of that width: wide lines are hard to read."""
    return max(NARROWEST, min(WIDEST, width))


def wrap(text: str, width: int, further: str = "", split: bool = True) -> list[str]:
    """Lines of at most that width, those after the first `further` in; what was typed as several lines stays so.

    A word longer than a line goes on in the next or, without `split`, stays whole, as a web address must.

    Blanks that do not break hold a date together; then they are as any other, so that what is printed can be found.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        found = textwrap.wrap(
            paragraph, width, subsequent_indent=further, break_long_words=split, break_on_hyphens=False
        )
        lines += [line.replace("\u00a0", " ") for line in found or [""]]
    return lines


def plain(text: str) -> str:
    """A text for a cell of data: one line, every blank a usual one."""
    return " ".join(text.split())


def render_table(rows: Sequence[Row], wording: Wording, width: int, paint: Paint = unpainted) -> str:
    """The work list for a terminal of that width: tasks under the title of their record, nothing cut off.

    Tasks of one record, date and person stand together.
    """
    columns = [wording.phrase(f"column-{name}") for name in ("when", "who", "what")]
    width = fitted(width)
    first = min(WHEN, max(len(line) for row in rows for line in (columns[0], *_when(row, wording))))
    second = min(WHO, width // 4, max(len(row.who) for row in rows))
    second = max(second, len(columns[1]))
    widths = (first, second, width - first - second - 2 * len(GAP))
    lines = [paint(_joined(columns, widths), "heading"), GAP.join("-" * column for column in widths)]
    for number, (_, together) in enumerate(groupby(rows, _shared)):
        row, *others = together
        cells = [
            [part for line in _when(row, wording) for part in wrap(line, widths[0])],
            wrap(row.who, widths[1]),
            wrap(f"{row.title} ({row.task.id})", widths[2]),
        ]
        for one in (row, *others):
            cells[2] += wrap(f"- {one.what}", widths[2], GAP)
        lines += [""] * bool(number)
        for parts in zip_longest(*cells, fillvalue=""):
            line = _joined(parts, widths)
            lines.append(paint(line[: widths[0]], "late") + line[widths[0] :] if row.late else line)
    return "\n".join(lines)


def _shared(row: Row) -> tuple[str, ...]:
    return row.task.kind, row.task.id, row.when, row.who


def _when(row: Row, wording: Wording) -> list[str]:
    return [row.when, wording.phrase("days-late", count=row.late)] if row.late else [row.when]


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def data_of(row: Row) -> dict[str, object]:
    """A task as data: keys that stay the same in every language, dates as typed (`2024-06`; null where unknown)."""
    task = row.task
    return {
        "task": task.code,
        "record": task.kind,
        "id": task.id,
        "title": plain(row.title),
        "what": plain(row.what),
        "who": list(task.who),
        "who_in_words": plain(row.who),
        "role": task.role or None,
        "due": str(task.due) if task.due.known else None,
        "days_late": row.late,
        "meeting": task.meeting or None,
    }


def render_json(rows: Sequence[Row]) -> str:
    """A list of objects, one a task, in the order of the work list."""
    return json.dumps([data_of(row) for row in rows], ensure_ascii=False, indent=2)


def render_csv(rows: Sequence[Row], wording: Wording) -> bytes:
    """The work list, dates as typed: see `build_csv`."""
    names = ("due", "days-late", "who", "what", "record", "id", "title", "meeting")
    lines = [[wording.phrase(f"csv-{name}") for name in names]]
    for row in rows:
        due, late = str(row.task.due) if row.task.due.known else "", str(row.late) if row.late else ""
        record = wording.phrase(f"record-{row.task.kind}")
        lines.append([due, late, row.who, row.what, record, row.task.id, row.title, row.meeting])
    return build_csv(lines)


def build_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """For Excel in Dutch settings: UTF-8 with a byte order mark, semicolons, CRLF. A cell is one line, no formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(plain(cell)) for cell in line] for line in lines)
    return ("\ufeff" + file.getvalue()).encode()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and never calculates: an apostrophe goes before what would be a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
