"""The public register for other eyes and other programs: as CSV, as JSON, as a spreadsheet."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..documents.blocks import Text
from ..documents.late import article_text
from ..model.values import Language
from ..places import Place
from . import registered, yearly
from .desk import CSV, JSON, Answer, load_words, open_casebook
from .registered import Cell, Row, build_register
from .spreadsheet import LONGEST_CELL, Sheet, render_workbook
from .tables import build_csv, plain
from .words import Wording
from .yearly import ANSWER, build_overview

XLSX = "xlsx"
FORMS = (CSV, JSON, XLSX)
# How wide a column of the register is, in characters; what is not named is as wide as its words need, in lines of two.
WIDTHS = {
    "id": 28, "title": 36, "borders": 24, "theme": 20, "area": 20, "status": 16, "public_status": 18, "since": 12,
    "description": 70, "cause": 20, "instrument": 24, "in_force": 12, "next_step": 44, "next_by": 24, "due": 12,
    "owners": 36, "sources": 60, "translation": 16, "year": 8, "by": 14, "value": 30,
}  # fmt: skip
USUAL = 14


@dataclass(frozen=True)
class Register:
    """What is exported: the rows of the register and of the yearly overview, and what is to be known of them."""

    rows: list[Row]
    overview: list[Row]
    notes: list[str]
    wording: Wording


def export_register(
    cases: Path, templates: Path, day: datetime.date, language: Language | None = None, form: str = CSV
) -> Answer:
    """The register as of `day` in a language (None: the casebook's), in one of `FORMS`.

    With an error in the casebook there is none: what could not be read would be missing from it. Raises
    `BrokenEnvironment` as `show_status` does.
    """
    loaded, answer = open_casebook(cases)
    book = loaded.casebook
    if book is None or answer.lines:
        answer.refused = "export-nothing"
        return answer
    wording = Wording(book, load_words(templates), language or book.settings.language, day)
    register = Register(build_register(book, wording), build_overview(book, wording), [*_notes(wording)], wording)
    if form == XLSX:
        long = next((row["id"].text for row in register.rows if _longest(row) > LONGEST_CELL), None)
        if long is not None:
            answer.refused, answer.nearest = "export-cell-long", long
            return answer
        answer.shown = render_xlsx(register)
    else:
        answer.shown = render_data(register) if form == JSON else render_csv(register)
    return answer


def render_csv(register: Register) -> bytes:
    """The rows of the register, dates as typed."""
    labels = _labels("columns", registered.COLUMNS, register.wording)
    return build_csv([labels, *([row[name].text for name in registered.COLUMNS] for row in register.rows)])


def render_data(register: Register) -> str:
    """All of it as JSON; keys stay the same in every language, and so do codes; `<key>_label` says them in words."""
    wording = register.wording
    return json.dumps(
        {
            "title": wording.name(wording.book.settings.title),
            "as_of": wording.day.isoformat(),
            "language": wording.language,
            "notes": register.notes,
            "register": [data_of(row) for row in register.rows],
            "overview": [data_of(row) for row in register.overview],
        },
        ensure_ascii=False,
        indent=2,
    )


def data_of(row: Row) -> dict[str, Any]:
    """A row as data: null for what is not known or does not apply, a list where there may be several."""
    found: dict[str, Any] = {}
    for name, cell in row.items():
        if cell.value is None:
            found[name] = cell.text or None
        elif cell.text == cell.value or not isinstance(cell.value, str):
            found[name] = cell.value
        else:
            found |= {name: cell.value, f"{name}_label": cell.text}
    return found


def render_xlsx(register: Register) -> bytes:
    """A spreadsheet of three sheets: the register, the yearly overview, and what is to be known of them."""
    wording = register.wording
    sheets = [
        _sheet("register", "columns", registered.COLUMNS, register.rows, wording, pages=2),
        _sheet("overview", "overview", yearly.COLUMNS, register.overview, wording),
        Sheet(
            wording.word("register", "sheets", "notes"),
            [wording.word("register", "sheets", "notes")],
            [110],
            [[Cell(note)] for note in register.notes],
        ),
    ]
    title, author = wording.word("register", "title"), wording.name(wording.book.settings.title)
    return render_workbook(sheets, title, author, register.notes[0], wording.day)


def _sheet(
    name: str, path: str, columns: Mapping[str, Any] | Sequence[str], rows: list[Row], wording: Wording, pages: int = 1
) -> Sheet:
    widths = [WIDTHS.get(column, USUAL) for column in columns]
    cells = [[row[column] for column in columns] for row in rows]
    return Sheet(wording.word("register", "sheets", name), _labels(path, columns, wording), widths, cells, pages)


def _labels(path: str, columns: Mapping[str, Any] | Sequence[str], wording: Wording) -> list[str]:
    return [wording.word("register", path, name) for name in columns]


def _notes(wording: Wording) -> Iterator[str]:
    """Of which day; what is in it; what the overview rests on that was not read."""
    said = {"date": wording.date(wording.day), "months": str(ANSWER.months)}
    slots = {name: Text.plain(value) for name, value in said.items()}
    slots["article"] = article_text(ANSWER.article, Place(""), wording.scope)
    for name in ("as_of", "public", "overview", *(["verify"] if ANSWER.verify else [])):
        yield plain(wording.scope.word("register", "notes", name, **slots))


def _longest(row: Row) -> int:
    return max(len(cell.text) for cell in row.values())
