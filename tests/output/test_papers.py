"""Papers that go round with a pack: one look, portrait or landscape, in four languages, Word and PDF the same."""

from __future__ import annotations

import datetime
import io
import shutil
import zipfile
from pathlib import Path

import page
import pypdfium2
import pytest
from lxml import etree
from small_casebook import ROOT, folders_in
from test_referees import W

from reporting.documents.blocks import Block, Note, Span, Text
from reporting.output.folders import Folders
from reporting.output.kinds import load_templates
from reporting.output.papers import Paper, Press, load_press, make_paper, paper_files, table
from reporting.places import Place

PAGES = {"nl": "Pagina 1 van", "fr": "Page 1 sur", "de": "Seite 1 von", "en": "Page 1 of"}
HERE = Place("cases/obstacles/veer.yaml", ("title",))


@pytest.fixture(scope="module")
def press() -> Press:
    folders = Folders(ROOT / "cases", ROOT / "templates", ROOT / "build")
    found, problems = load_press(folders, load_templates(folders.templates)[0].words)
    assert found is not None and problems == []
    return found


def paper(language: str = "nl", landscape: bool = False, rows: int = 3) -> Paper:
    """A paper with everything in it."""
    say = Text.plain
    noted = Text([Span("Met een "), Span("verschil", bold=True), Note(((Span("En een noot."),),))])
    cells = [[say(f"Belemmering {n}", HERE), [Block("paragraph", noted), Block("bullet", say("punt"), 1, n + 1)]]
             for n in range(rows)]  # fmt: skip
    return Paper(
        name="spring/changes",
        title=say("Wat er veranderde"),
        mark=say("WIJZIGINGEN · spring · versie 2 naar nu"),
        language=language,
        created=datetime.date(2026, 11, 24),
        lines=[(say("Dossier"), say("Voorjaar 2023")), (say("Aan"), say("de directeur; de jurist"))],
        blocks=[
            Block("heading", say("Een kop")),
            Block("paragraph", say("Een alinea met {{ 7*7 }} en <tekens> & co.")),
            table([say("Wat"), say("Hoe")], cells, [0.3, 0.7]),
            Block("paragraph", say("Na de tabel.")),
            *(Block(kind, say(f"{kind} {level}"), level, 900 + level) for kind in ("number", "letter", "bullet")
              for level in (1, 2)),
            *(Block("continue", say(f"vervolg {level}"), level) for level in (1, 2, 3)),
            *(Block("heading", say(f"kop {level}"), level) for level in (2, 3)),
            Block("advice", say("advies")),
            Block("label", say("Reactie:")),
            Block("paragraph", say("Slot.")),
        ],
        subtitle=say("een ondertitel"),
        author="Proefdossier",
        landscape=landscape,
    )  # fmt: skip


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as found:
        return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in found]


@pytest.mark.parametrize("language", sorted(PAGES))
@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_a_paper_is_valid_and_accessible(press: Press, language: str, landscape: bool, validate_docx):
    printed, problems = make_paper(paper(language, landscape), press, "build/spring/changes")
    assert printed is not None and problems == []
    assert validate_docx(printed.word) == []
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(printed.pdf, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    said = pages_of(printed.pdf)[0]
    for words in ("Wat er veranderde", "Dossier", "Voorjaar 2023", "een ondertitel", "{{ 7*7 }} en <tekens> & co.",
                  "Belemmering 2", PAGES[language]):  # fmt: skip
        assert words in said, said
    with pypdfium2.PdfDocument(printed.pdf) as pdf:
        width, height = pdf[0].get_size()
    assert (width > height) == landscape


def test_a_wide_paper_has_wide_tables(press: Press):
    wide = {}
    for landscape in (False, True):
        printed, _ = make_paper(paper(landscape=landscape), press, "x")
        assert printed is not None
        with zipfile.ZipFile(io.BytesIO(printed.word)) as package:
            body = etree.fromstring(package.read("word/document.xml"))
        size, margins = next(body.iter(W + "pgSz")), next(body.iter(W + "pgMar"))
        room = int(size.get(W + "w")) - int(margins.get(W + "left")) - int(margins.get(W + "right"))
        columns = [int(column.get(W + "w")) for column in body.iter(W + "gridCol")]
        assert sum(columns) == room and columns[0] == round(room * 0.3)
        wide[landscape] = room
    assert wide[True] > wide[False]


def test_every_page_says_what_it_is(press: Press):
    printed, problems = make_paper(paper(rows=60), press, "x")
    assert printed is not None and problems == []
    said = pages_of(printed.pdf)
    assert len(said) > 2
    for number, words in enumerate(said, 1):
        assert "WIJZIGINGEN · spring · versie 2 naar nu" in words
        assert f"Wat er veranderde · Pagina {number} van {len(said)}" in words
        assert ("Wat Hoe" in words) == ("Belemmering" in words), "the head of a table is on each of its pages"


def test_the_same_paper_has_the_same_bytes(press: Press):
    assert make_paper(paper(), press, "x") == make_paper(paper(), press, "x")


def test_a_paper_of_nothing_but_a_title(press: Press):
    bare = Paper("x", Text.plain("Leeg"), Text.plain("MERK"), "nl", datetime.date(2026, 1, 1))
    printed, problems = make_paper(bare, press, "x")
    assert printed is not None and problems == []
    assert pages_of(printed.pdf) == ["MERK Leeg Leeg · Pagina 1 van 1"]


def test_what_cannot_be_printed_is_a_problem(press: Press):
    bare = Paper("x", Text.plain("Leeg\x01"), Text.plain("MERK"), "nl", datetime.date(2026, 1, 1))
    printed, problems = make_paper(bare, press, "x")
    assert printed is None and {problem.code for problem in problems} == {"unprintable-character"}


def test_without_a_template_there_is_a_problem(tmp_path: Path):
    shutil.copytree(ROOT / "templates/house", tmp_path / "templates/house")
    folders = folders_in(tmp_path)
    words = load_templates(folders.templates)[0].words
    (tmp_path / "templates/house/paper.docx").unlink()
    press, problems = load_press(folders, words)
    assert press is None and [problem.code for problem in problems] == ["template-unreadable"]


def test_two_files_of_one_name(press: Press, tmp_path: Path):
    printed, _ = make_paper(paper(), press, "x")
    assert printed is not None
    assert {path.name for path in paper_files(printed, tmp_path / "v1.2")} == {"v1.2.docx", "v1.2.pdf"}
