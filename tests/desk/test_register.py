# ruff: noqa: E501 (tables of records, a case a line)
"""The public register for other programs: what is in it, in which words, and that spreadsheets read it as it was meant."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from desk_files import BASE, DAY, STEPS, TEMPLATES, life, obstacle, write
from test_answers import CANARY, with_canaries

from reporting.cli import main
from reporting.desk import registered, yearly
from reporting.desk.register import FORMS, WIDTHS, export_register
from reporting.desk.spreadsheet import LONGEST_CELL

DECIDED = f"""{STEPS["decided"][:-1].replace("expires: none}", "expires: none, in_force: 2024-05-01}")},
  next: {{text: {{nl: "Het *veer* laten varen."}}, by: min, due: 2024-09-15}}}}"""
FERRY = obstacle([*life("raised"), DECIDED], "area: [Westerschelde]\n", "veer")
SECRET = {
    key: text.replace("public: true", "public: false")
    for key, text in obstacle(life("raised"), identifier="geheim").items()
}
LATER = obstacle(
    ["{kind: submitted, date: 2024-07-01, by: loket, text: {nl: Later.}}"], identifier="later", told_last=False
)
CASES = (FERRY, SECRET, LATER)


def export(cases: Path, form: str = "json", language: str = "nl", day: datetime.date = DAY) -> Any:
    answer = export_register(cases, TEMPLATES, day, language, form)
    assert not answer.refused, (answer.refused, answer.lines)
    return json.loads(answer.shown) if form == "json" else answer.shown


def table(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_public_fields_of_public_obstacles_as_of_the_day(tmp_path: Path):
    found = export(write(tmp_path, *CASES))
    assert (found["title"], found["as_of"], found["language"]) == ("Proefdossier", "2024-06-15", "nl")
    (row,) = found["register"]
    assert row == {
        "id": "veer", "title": "Veerdienst veer",
        "borders": [{"code": "vl-nl", "label": "Vlaanderen – Nederland"}],
        "theme": "transport", "theme_label": "Verkeer en vervoer", "area": ["Westerschelde"],
        "status": "decided", "status_label": "Besloten", "public_status": "decision", "public_status_label": "Besluit",
        "since": "2024-04-20", "description": "De veerboot mag niet aanleggen. (Kamerstuk\u00a032\u00a0851, nr.\u00a074)",
        "cause": "practice", "cause_label": "Uitvoeringspraktijk",
        "instrument": "practice-change", "instrument_label": "Andere uitvoeringspraktijk", "in_force": "2024-05-01",
        "next_step": "Het veer laten varen.", "next_by": "min", "next_by_label": "MvG", "due": "2024-09-15",
        "owners": [{"side": "nl", "owner": "min", "label": "Nederland: MvG"}, {"side": "vl", "owner": "gewest", "label": "Vlaanderen: Gewest"}],
        "sources": [{"id": "kst-1", "label": "Kamerstuk\u00a032\u00a0851, nr.\u00a074"}],
        "translation": None,
    }  # fmt: skip


def test_an_earlier_day_knows_less(tmp_path: Path):
    cases = write(tmp_path, *CASES)
    (row,) = export(cases, day=datetime.date(2024, 4, 10))["register"]
    assert (row["status"], row["instrument"], row["in_force"], row["owners"], row["due"]) == (
        "raised",
        "unknown",
        None,
        [],
        None,
    )
    assert export(cases, day=datetime.date(2023, 1, 1))["register"] == []


def test_what_is_not_known_is_not_invented(tmp_path: Path):
    events = [
        "{kind: submitted, date: 2024-01, by: loket, text: {nl: Gemeld.}, owners: {nl: unknown}, next: {text: {nl: Bellen.}, by: unknown, due: 2024-08}}"
    ]
    cases = write(tmp_path, obstacle(events, told_last=False))
    (row,) = export(cases)["register"]
    assert (row["since"], row["due"], row["next_by_label"]) == ("2024-01", "2024-08", "onbekend")
    assert row["owners"][0]["label"] == "Nederland: onbekend"
    (cells,) = sheets(export(cases, "xlsx"))["Register"][1:]
    assert cells[list(registered.COLUMNS).index("since")] == "2024-01", "no day was made of a month"


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_public_is_in_no_form(form: str, tmp_path: Path):
    numbers = count()
    files = {name: text for part in (BASE, *CASES) for name, text in part.items()}
    cases = write(
        tmp_path, {name: with_canaries(text, numbers) for name, text in files.items() if name != "sources.yaml"}
    )
    assert next(numbers) > 40
    data = export(cases, form, day=datetime.date(2024, 12, 31))
    data = json.dumps(data).encode() if form == "json" else data
    if form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = b"".join(name.encode() + package.read(name) for name in package.namelist())
    assert b"later" in data
    for word in (CANARY, "geheim", "Provincie"):
        assert word.encode() not in data


@pytest.mark.parametrize(
    ("language", "labels", "words"),
    [
        ("nl", ("Kenmerk", "Titel", "Status"), ("Besloten", "Verkeer en vervoer", "Nederland: MvG; Vlaanderen: Gewest", "")),
        ("fr", ("Identifiant", "Titre", "Statut"), ("Décidé", "Transports et mobilité", "Pays-Bas : MvG; Flandre : Gewest", "traduction incomplète")),
        ("de", ("Kennung", "Titel", "Stand"), ("Entschieden", "Verkehr und Mobilität", "Niederlande: MvG; Flandern: Gewest", "nicht vollständig übersetzt")),
        ("en", ("Id", "Title", "Status"), ("Decided", "Transport", "Netherlands: MvG; Flanders: Gewest", "not fully translated")),
    ],
)  # fmt: skip
def test_labels_are_in_the_language_asked_for(
    language: str, labels: tuple[str, ...], words: tuple[str, ...], tmp_path: Path
):
    header, row = table(export(write(tmp_path, *CASES), "csv", language))
    found = dict(zip(registered.COLUMNS, header, strict=True)), dict(zip(registered.COLUMNS, row, strict=True))
    assert tuple(found[0][name] for name in ("id", "title", "status")) == labels
    assert tuple(found[1][name] for name in ("status", "theme", "owners", "translation")) == words
    assert found[1]["title"] == "Veerdienst veer", "a text that is not there in a language is in the casebook's own"
    assert len(set(header)) == len(header)


# --- the spreadsheet --------------------------------------------------------------------------------------------------

FORMULAS = [
    '=HYPERLINK("http://x","y")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "'quoted",
    "_x0041_",
    "0012",
    "1e5",
    "http://x.nl",
    "TRUE",
    "2024-05-01",
]


@pytest.fixture
def sly(tmp_path: Path) -> Path:
    """Titles and areas that a spreadsheet would take for something else."""
    parts = []
    for index, words in enumerate(FORMULAS):
        file = obstacle(life("raised"), f"area: [{json.dumps(words)}]\n", f"sly-{index:02}")
        parts.append(
            {name: text.replace(f'"Veerdienst sly-{index:02}"', json.dumps(words)) for name, text in file.items()}
        )
    return write(tmp_path, *parts)


def test_openpyxl_reads_the_same_values(sly: Path):
    rows = sheets(export(sly, "xlsx"))["Register"]
    at = {name: index for index, name in enumerate(registered.COLUMNS)}
    assert [row[at["title"]] for row in rows[1:]] == FORMULAS == [row[at["area"]] for row in rows[1:]]
    assert {row[at["since"]] for row in rows[1:]} == {datetime.datetime.fromisoformat("2024-04-01")}
    flat = table(export(sly, "csv"))
    for one, other in zip(rows[1:], flat[1:], strict=True):
        for name, index in at.items():
            seen = one[index].date().isoformat() if isinstance(one[index], datetime.datetime) else one[index] or ""
            assert " ".join(seen.split()) in (other[index], other[index].removeprefix("'")), name


def test_nothing_in_a_spreadsheet_is_calculated(sly: Path):
    with zipfile.ZipFile(io.BytesIO(export(sly, "xlsx"))) as package:
        pages = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert len(pages) == 3
    assert not any("<f>" in page or "<f " in page or "hyperlink" in page for page in pages)
    for row in table(export(sly, "csv"))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_libreoffice_reads_the_same_values(sly: Path, tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")
    file = tmp_path / "register.xlsx"
    file.write_bytes(export(sly, "xlsx"))
    # 59: semicolon; 34: quotes; 76: UTF-8; cells as they are shown, every text quoted; of the first sheet.
    filters = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true,false,false,false,1"
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", filters,
         "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = next(iter(tmp_path.glob("register*.csv")), None)
    if made is None:
        pytest.skip("needs LibreOffice Calc")
    rows = list(csv.reader(io.StringIO(made.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    flat = table(export(sly, "csv"))
    assert len(rows) == len(flat) == len(FORMULAS) + 1
    title = list(registered.COLUMNS).index("title")
    assert [row[title] for row in rows[1:]] == FORMULAS
    for one, other in zip(rows, flat, strict=True):
        assert [" ".join(cell.split()) for cell in one] == [
            cell.removeprefix("'") if cell != "'quoted" else cell for cell in other
        ]


def test_a_spreadsheet_is_made_to_work_in(tmp_path: Path):
    cases = write(tmp_path, *CASES)
    book = openpyxl.load_workbook(io.BytesIO(export(cases, "xlsx", "fr")))
    assert book.sheetnames == ["Registre", "Aperçu annuel", "Explication"]
    register = book["Registre"]
    assert register.freeze_panes == "C2" and register.auto_filter.ref == "A1:R2"
    assert register.print_title_rows == "$1:$1" and register.print_title_cols == "$A:$B"
    names = list(registered.COLUMNS)
    wide = {at: one.width for one in register.column_dimensions.values() for at in range(one.min, one.max + 1)}
    for at, (name, cells) in enumerate(zip(names, register.iter_cols(), strict=True), 1):
        assert abs(wide[at] - WIDTHS[name]) < 1, name
        assert cells[0].font.bold and cells[1].alignment.wrap_text and cells[1].alignment.vertical == "top"
    assert register.cell(2, names.index("due") + 1).number_format == "yyyy-mm-dd"
    said = book.properties
    assert (said.title, said.creator, said.subject) == (
        "Registre des obstacles frontaliers",
        "Proefdossier",
        "Situation au 15 juin 2024.",
    )
    assert said.created == said.modified == datetime.datetime.fromisoformat("2024-06-15")
    assert "à vérifier" in "".join(str(cell.value) for row in book["Explication"].iter_rows() for cell in row)


def test_the_same_casebook_gives_the_same_bytes(tmp_path: Path):
    one, other = (export(write(tmp_path / name, *parts), "xlsx") for name, parts in (("a", CASES), ("b", CASES[::-1])))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_empty_register_is_one(tmp_path: Path):
    cases = write(tmp_path)
    assert export(cases)["register"] == export(cases)["overview"] == []
    assert len(table(export(cases, "csv"))) == 1
    assert [len(rows) for rows in sheets(export(cases, "xlsx")).values()] == [1, 1, 5]


def test_a_text_too_long_for_a_cell_is_refused_and_never_cut_off(tmp_path: Path):
    file = obstacle(life("raised"))
    name, text = next(iter(file.items()))
    cases = write(tmp_path, {name: text.replace("[@kst-1]", "Lang. " * (LONGEST_CELL // 5))})
    answer = export_register(cases, TEMPLATES, DAY, "nl", "xlsx")
    assert (answer.shown, answer.refused, answer.nearest) == (None, "export-cell-long", "veer")
    assert len(export(cases)["register"][0]["description"]) > LONGEST_CELL


def test_with_an_error_there_is_no_register(tmp_path: Path):
    cases = write(tmp_path, FERRY, {"obstacles/fout.yaml": "id: fout\n"})
    answer = export_register(cases, TEMPLATES, DAY)
    assert answer.shown is None and answer.refused == "export-nothing" and answer.lines


# --- the yearly overview ----------------------------------------------------------------------------------------------


def bridged(identifier: str, bridge: str, more: Mapping[str, str] = {}) -> dict[str, str]:
    file = obstacle(
        life("identification"), f"hampers: public-service\nbridge: {{point: steun, {bridge}}}\n", identifier
    )
    for old, new in more.items():
        file = {name: text.replace(old, new) for name, text in file.items()}
    return file


FILES = (
    bridged("a", "submitted: 2023-06-01, answered: 2023-12-01, outcome: administrative-change"),  # the last day
    bridged("b", "submitted: 2023-06-01, answered: 2023-12-02, outcome: not-resolved"),
    bridged(
        "c", "submitted: 2023-06-01, answered: 2023-12, clarification_asked: 2023-07-01"
    ),  # before or after the last day
    bridged("d", "submitted: 2024-01-10", {"transport": "health", "[vl-nl]": "[vl-nl, nl-wal]"}),
    bridged("e", "submitted: 2023-11", {"transport": "health"}),  # from the first of the month: until 1 May 2024
    bridged("f", "submitted: unknown, answered: unknown, outcome: legislative-procedure"),
    bridged("g", "submitted: 2023-06-01, answered: 2024-08-01, outcome: administrative-change"),  # not yet on the day
    bridged("h", "submitted: 2024-07-01"),
    bridged("i", "submitted: 2023-06-01, answered: 2023-07-01", {"public: true": "public: false"}),
)


def overview(cases: Path) -> Iterator[tuple[Any, ...]]:
    for row in export(cases)["overview"]:
        counted = {name: row[name] for name in yearly.COUNTS if row[name]}
        yield row["year"], row["by"], row["value"], counted


def test_files_are_counted_by_year_theme_and_border(tmp_path: Path):
    answered = {
        "in_time": 1,
        "late": 1,
        "unsure": 1,
        "administrative-change": 1,
        "not-resolved": 1,
        "outcome_unknown": 1,
    }
    assert list(overview(write(tmp_path, *FILES))) == [
        (2024, "all", None, {"received": 1, "open_in_time": 1}),
        (2024, "theme", "health", {"received": 1, "open_in_time": 1}),
        (2024, "border", "nl-wal", {"received": 1, "open_in_time": 1}),
        (2024, "border", "vl-nl", {"received": 1, "open_in_time": 1}),
        (2023, "all", None, {"received": 5, "clarification": 1, **answered, "open_late": 2}),
        (2023, "theme", "health", {"received": 1, "open_late": 1}),
        (2023, "theme", "transport", {"received": 4, "clarification": 1, **answered, "open_late": 1}),
        (2023, "border", "vl-nl", {"received": 5, "clarification": 1, **answered, "open_late": 2}),
        ("onbekend", "all", None, {"received": 1, "unsure": 1, "legislative-procedure": 1}),
        ("onbekend", "theme", "transport", {"received": 1, "unsure": 1, "legislative-procedure": 1}),
        ("onbekend", "border", "vl-nl", {"received": 1, "unsure": 1, "legislative-procedure": 1}),
    ]


def test_every_file_is_counted_once_in_each_way(tmp_path: Path):
    for row in export(write(tmp_path, *FILES))["overview"]:
        states = ("in_time", "late", "unsure", "open_in_time", "open_late")
        outcomes = ("administrative-change", "legislative-procedure", "not-resolved", "outcome_unknown")
        assert sum(row[name] for name in states) == row["received"]
        assert sum(row[name] for name in outcomes) == sum(row[name] for name in states[:3])


def test_the_overview_of_a_spreadsheet_has_numbers(tmp_path: Path):
    rows = sheets(export(write(tmp_path, *FILES), "xlsx"))["Jaaroverzicht"]
    assert rows[0][:4] == ["Jaar", "Uitgesplitst naar", "Waarde", "Ontvangen"]
    assert rows[1][:4] == [2024, "Alle", None, 1] and rows[2][:4] == [2024, "Thema", "Gezondheid en zorg", 1]


def test_what_was_recalled_is_said_to_be(tmp_path: Path):
    notes = export(write(tmp_path))["notes"]
    assert yearly.ANSWER.verify and any("nog na te gaan" in note and "6 maanden" in note for note in notes)


# --- the command ------------------------------------------------------------------------------------------------------


def call(cases: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main, ["export", *words, "--as-of", "2024-06-15", "--cases", str(cases), "--templates", str(TEMPLATES)]
    )


def test_the_command_prints_or_writes_it(tmp_path: Path):
    cases = write(tmp_path, *CASES)
    assert call(cases).stdout_bytes == export(cases, "csv")
    assert json.loads(call(cases, "--format", "json", "--language", "fr").stdout)["language"] == "fr"
    for name, form in (("uit.xlsx", "xlsx"), ("uit.JSON", "json"), ("uit.csv", "csv")):
        done = call(cases, "--output", str(tmp_path / name))
        assert (done.exit_code, done.output) == (0, "")
        written = (tmp_path / name).read_bytes()
        assert (json.loads(written) if form == "json" else written) == export(cases, form)
    assert call(cases, "--format", "json", "--output", str(tmp_path / "uit.txt")).exit_code == 0


@pytest.mark.parametrize(
    "words", [("--output", "register.ods"), ("--format", "ods"), ("--language", "pt"), ("--output", "register")]
)
def test_a_wrong_call_is_told(words: tuple[str, ...], tmp_path: Path):
    assert call(write(tmp_path, *CASES), *words).exit_code == 2


def test_with_an_error_the_command_writes_nothing(tmp_path: Path):
    cases = write(tmp_path, {"obstacles/fout.yaml": "id: fout\n"})
    done = call(cases, "--output", str(tmp_path / "uit.csv"))
    assert done.exit_code == 1 and "missing-key" in done.stderr and "er is geen register gemaakt" in done.stderr
    assert not (tmp_path / "uit.csv").exists()
