"""A document in another state: what its imprint tells apart, and the final files beside the concepts."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from small_casebook import Folders, change, write_small
from word_templates import NOTE_REFERENCE, build_docx, grid

from reporting.documents.edition import Edition
from reporting.output.build import build, clean
from reporting.output.editions import Imprint, find_imprints, finish, remake
from reporting.output.finalising import make_final
from reporting.output.gathering import Gathered, gather
from reporting.output.journal import content_digest
from reporting.output.planning import make_files
from reporting.output.word.content import read_content

VEER = "obstacles/veer.yaml"


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return write_small(tmp_path)


def found(folders: Folders) -> Gathered:
    return gather(folders, ["spring"])


def imprints(folders: Folders) -> dict[str, Imprint]:
    return find_imprints(found(folders), "spring")


def test_a_comment_changes_no_imprint(folders: Folders):
    before = imprints(folders)
    change(folders.cases / VEER, "borders:", "# een opmerking\nborders:")
    assert imprints(folders) == before


def test_another_word_changes_what_is_said_only_where_it_is_said(folders: Folders):
    before = imprints(folders)
    change(folders.cases / "packs/spring/note.yaml", "Een noot van onszelf", "Een noot van ons")
    after = imprints(folders)
    for digest in ("content", "final", "word"):
        assert [name for name in before if getattr(before[name], digest) != getattr(after[name], digest)] == ["note"]


def test_another_look_changes_only_the_word_file(folders: Folders):
    before = imprints(folders)
    for path in folders.templates.glob("*/document.docx"):
        data = _restyled(path.read_bytes())
        path.write_bytes(data)
    after = imprints(folders)
    assert {name: (one.content, one.final) for name, one in after.items()} == {
        name: (one.content, one.final) for name, one in before.items()
    }
    assert all(before[name].word != after[name].word for name in before)


def _restyled(data: bytes) -> bytes:
    """The same template with wider margins."""
    out = io.BytesIO()
    document = Document(io.BytesIO(data))
    for section in document.sections:
        section.left_margin += 36000
    document.save(out)
    return out.getvalue()


def test_every_page_of_a_version_says_its_number_and_its_day(folders: Folders):
    gathered = found(folders)
    edition = Edition("abcdef0", 3, datetime.date(2026, 12, 3))
    made, problems = remake(gathered, "spring", lambda _: edition)
    assert not any(problem.is_error for problem in problems)
    files, problems = make_files(made, made.made["spring"])
    assert not any(problem.is_error for problem in problems)
    assert set(files) == {one.name for one in gathered.made["spring"]}
    for one in made.made["spring"]:
        assert "versie 3 van 3 december 2026" in one.mark.replace("\u00a0", " ")
        data = files[one.name]["docx"]
        assert set(files[one.name]) == {
            "docx",
            "origins.json",
            "pdf",
        }
        assert one.mark in str(read_content(data)).replace("\\xa0", "\u00a0")
        custom = zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml").decode()
        assert f"spring/{one.name}" in custom and ">3<" in custom


def test_the_mark_is_no_part_of_what_is_said(folders: Folders):
    gathered = found(folders)
    made, _ = remake(gathered, "spring", lambda _: Edition("abcdef0", 3, datetime.date(2026, 12, 3)))
    for before, after in zip(gathered.made["spring"], made.made["spring"], strict=True):
        assert before.mark != after.mark
        assert read_content(before.word.data, before.mark) == read_content(after.word.data, after.mark)
        assert read_content(before.word.data) != read_content(after.word.data)


LINK = '<w:hyperlink {0} r:id="{1}"><w:r><w:t>hier</w:t></w:r></w:hyperlink>'
FIELD = '<w:r {0}><w:instrText xml:space="preserve"> HYPERLINK "{1}" </w:instrText></w:r>'
PICTURE = '<w:r {0}><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{1}"/></wp:inline></w:drawing></w:r>'


@pytest.mark.parametrize("form", [LINK, FIELD, PICTURE], ids=["link", "field", "picture"])
def test_where_a_link_leads_and_what_a_picture_shows_is_part_of_what_is_said(form: str):
    def said(about: str) -> object:
        document = Document()
        if form == LINK:
            about = document.part.relate_to(about, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        paragraph = document.add_paragraph("Zie ")
        paragraph._p.append(parse_xml(form.format(nsdecls("w", "r", "wp"), about)))
        out = io.BytesIO()
        document.save(out)
        return read_content(out.getvalue())

    assert said("https://a.example") == said("https://a.example")
    assert said("https://a.example") != said("https://b.example")


def test_the_place_of_a_note_is_part_of_what_is_said():
    def said(*paragraphs: tuple[str, str]) -> object:
        return read_content(build_docx(list(paragraphs), notes={1: [("footnote text", "Bron")]}))

    def noted(words: str, reference: str = "") -> str:
        return f"<w:p><w:r><w:t>{words}</w:t></w:r>{reference}</w:p>"

    note = NOTE_REFERENCE.format(1)
    assert said(noted("Een", note), noted("Twee")) != said(noted("Een"), noted("Twee", note))


def test_the_column_of_a_word_is_part_of_what_is_said():
    def said(*row: str) -> object:
        return read_content(build_docx([grid(["Ja", "Nee"], row), ("Body Text", "")]))

    assert said("x", "") != said("", "x")


def test_final_files_are_what_the_imprint_says_and_stay_beside_the_concepts(folders: Folders):
    build(folders)
    gathered = found(folders)
    expected = {name: one.word for name, one in find_imprints(gathered, "spring").items()}
    finished, _ = finish(gathered, "spring")
    making, problems = make_final(finished, "spring")
    assert making.made == ["spring"] and not any(problem.is_error for problem in problems)
    final = folders.build / "spring/final"
    assert {name: content_digest((final / f"{name}.docx").read_bytes()) for name in expected} == expected
    assert not any("CONCEPT" in str(read_content(path.read_bytes())) for path in final.rglob("*.docx"))
    before = {path: path.read_bytes() for path in final.rglob("*") if path.is_file()}
    change(folders.cases / VEER, "Veerdienst over", "Veerdienst onder")
    assert not build(folders).failed  # a change starts anew; what is final stays
    (folders.build / ".journal.json").unlink()
    assert not build(folders).failed
    assert {path: path.read_bytes() for path in final.rglob("*") if path.is_file()} == before
    clean(folders)
    assert not final.exists()


def test_a_final_file_that_was_edited_is_not_overwritten(folders: Folders):
    finished, _ = finish(found(folders), "spring")
    make_final(finished, "spring")
    path = next((folders.build / "spring/final").glob("*.docx"))
    path.write_bytes(b"edited")
    making, problems = make_final(finished, "spring")
    assert making.made == [] and [problem.code for problem in problems if problem.is_error] == ["output-edited"]
    assert path.read_bytes() == b"edited"
    making, _ = make_final(finished, "spring", discard=True)
    assert making.made == ["spring"] and path.read_bytes() != b"edited"
