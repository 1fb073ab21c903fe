"""Files that real programs changed: LibreOffice with its tracking on, python-docx, pandoc.

What a program does to a file by merely saving it is no reviewer's change, and must not be told.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pypandoc
import pytest
from returned_files import Sending, kinds, the

from tests.office import PROGRAM, Office

TRACKED = """
  doc.RecordChanges = True
  Found(doc, "zomer").String = "winter"
  place = Found(doc, "sinds mei")
  place.Text.insertString(place.End, " van dit jaar", False)
  Found(doc, "wacht").String = "rust"
  Found(doc, "eigen zin").String = "lange zin"
  bold = Found(doc, "Daarna volgt")
  bold.CharWeight = 150
"""
PLAIN = """
  doc.RecordChanges = False
  Found(doc, "zomer").String = "winter"
  Found(doc, "een bewijs voor de schipper.").String = "een diploma voor de schipper."
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """`office(data, edits)` gives a file as LibreOffice saves it after these lines of Basic."""
    if PROGRAM is None:
        pytest.skip("needs LibreOffice (soffice)")
    return Office(tmp_path_factory.mktemp("office")).review


@pytest.mark.parametrize("document", ["note", "table"])
def test_libreoffice_saves_and_nothing_is_told(document: str, sending: Sending, office):
    done = sending.receive(("saved.docx", office(sending.sent(document).word, "")))
    assert [told.change for told in done.told] == [] and done.problems == []
    assert done.files[0].match.how == "property" and "LibreOffice" in done.files[0].program


def test_libreoffice_with_tracking(sending: Sending, office):
    done = sending.receive(("tracked.docx", office(sending.sent().word, TRACKED)))
    assert done.problems == []
    found = {(told.change.kind, told.change.old, told.change.new) for told in done.told if told.change.kind != "layout"}
    assert found == {
        ("replaced", "zomer", "winter"),
        ("inserted", "", " van dit jaar"),
        ("replaced", "wacht", "rust"),
        ("replaced", "eigen zin", "lange zin"),
    }
    assert {told.change.author for told in done.told} == {"Lotte Libre"}
    assert all(told.change.tracked and told.change.date for told in done.told)
    layout = the(done, lambda change: change.kind == "layout")
    assert layout.change.what == ("bold",) and layout.change.old == "Daarna volgt"
    places = {told.change.new: told.change.spans[0] for told in done.told}
    assert places["rust"].part == "body" and places["winter"].number == 22


def test_libreoffice_without_tracking(sending: Sending, office):
    done = sending.receive(("plain.docx", office(sending.sent().word, PLAIN)))
    found = [(told.change.kind, told.change.old, told.change.new, told.change.tracked) for told in done.told]
    assert found == [("replaced", "bewijs", "diploma", False), ("replaced", "zomer", "winter", False)]


def test_comments_of_python_docx(sending: Sending):
    document = docx.Document(io.BytesIO(sending.sent().word))
    paragraph = next(one for one in document.paragraphs if one.text.startswith("De minister"))
    document.add_comment(paragraph.runs, text="Klopt dit nog?", author="Pieter Python", initials="PP")
    paragraph.add_run(" Met een slotzin.")
    out = io.BytesIO()
    document.save(out)
    done = sending.receive(("commented.docx", out.getvalue()))
    assert sorted(kinds(done)) == ["comment", "inserted"]
    comment = the(done, lambda change: change.kind == "comment").change
    assert (comment.author, comment.comment.text) == ("Pieter Python", "Klopt dit nog?")
    assert comment.old.startswith("De minister komt") and comment.spans[0].number == 22
    assert the(done, lambda change: change.kind == "inserted").change.new == " Met een slotzin."


def test_pandoc_keeps_the_text_and_loses_headers(sending: Sending, tmp_path: Path):
    """It keeps neither headers nor our properties: the version is found by its text, and what was lost is told."""
    source, target = tmp_path / "sent.docx", tmp_path / "pandoc.docx"
    editor = sending.edit()
    paragraph = editor.paragraph("De minister komt")
    start = "De minister komt hierop terug. Dat gebeurt voor de zomer.".index("zomer")
    editor.delete(paragraph, start, start + 5)
    editor.insert(paragraph, start, "winter")
    source.write_bytes(editor.save())
    pypandoc.convert_file(str(source), "docx", outputfile=str(target), extra_args=["--track-changes=all"])
    done = sending.receive(("pandoc.docx", target.read_bytes()))
    assert [problem.code for problem in done.problems] == ["returned-by-text"]
    assert done.files[0].match.sent.name.document == "spring/note"
    tracked = the(done, lambda change: change.tracked and change.kind != "layout").change
    assert (tracked.kind, tracked.old, tracked.new, tracked.author) == ("replaced", "zomer", "winter", "Jansen")
    texts = [
        told.change for told in done.told if told.change.kind not in ("layout", "spacing") and not told.change.tracked
    ]
    assert texts and {change.spans[0].part for change in texts} <= {"header1", "footer1"}
    assert any(told.change.kind == "layout" for told in done.told)
