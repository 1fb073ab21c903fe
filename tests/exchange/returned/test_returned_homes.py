"""Where a change belongs, in the casebook as it is now; which version a file is of; what desks do to one sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from returned_files import Archive, Editor, Sending, write_casebook

from reporting.cli import main
from reporting.cli.receiving import receive as command
from reporting.exchange.returned.homes import find_spot
from reporting.exchange.returned.receiving import Received
from reporting.exchange.returned.sent import Name, Sent
from tests.output.small_casebook import change, folders_in, tree_of


@pytest.fixture
def desk(sending: Sending, tmp_path: Path) -> Sending:
    """The casebook as it went out, to be changed meanwhile."""
    for name in ("cases", "templates"):
        shutil.copytree(sending.folders.cases.parent / name, tmp_path / name)
    return Sending(folders_in(tmp_path), sending.archive)


def typed_over(editor: Editor, old: str, new: str, author: str | None = "Jansen", part: str = "document") -> bytes:
    paragraph = editor.paragraph(old, part)
    text = "".join(node.text or "" for node in paragraph.iter("{*}t"))
    start = text.index(old)
    editor.delete(paragraph, start, start + len(old), author)
    editor.insert(paragraph, start, new, author)
    return editor.save()


def homes(done: Received) -> list[tuple[str, str, int, int, str]]:
    return [
        (Path(home.file).name, home.path, home.line, home.column, home.state)
        for told in done.told
        for home in told.homes
    ]


@pytest.mark.parametrize(
    ("old", "file", "path"),
    [
        ("zomer", "note.yaml", "sections[0].text.nl"),
        ("schipper", "note.yaml", "sections[0].text.nl"),
        ("Gemeld", "veer.yaml", "events[0].text.nl"),
        ("plannen", "veer.yaml", "events[1].next.text.nl"),
        ("Voortgang", "note.yaml", "sections[1].heading.nl"),
        ("Verkeer", "words.yaml", "theme.transport.nl"),
    ],
)
def test_the_very_line_and_column(old: str, file: str, path: str, sending: Sending):
    done = sending.receive(("back.docx", typed_over(sending.edit(), old, "zz")))
    (told,) = done.told
    (home,) = told.homes
    assert (Path(home.file).name, home.path, home.state) == (file, path, "same")
    line = Path(home.file).read_text(encoding="utf-8").splitlines()[home.line - 1]
    assert line[home.column - 1 :].startswith(old)


def test_a_word_that_stands_often_is_found_where_it_was_changed(sending: Sending):
    """“mei” stands in a sentence and in a cell of the same field."""
    editor = sending.edit()
    cell = [p for p in editor.paragraphs() if "".join(n.text or "" for n in p.iter("{*}t")) == "mei"]
    editor.delete(cell[0], 0, 3)
    (found,) = homes(sending.receive(("back.docx", editor.save())))
    line = (sending.folders.cases / "packs/spring/note.yaml").read_text(encoding="utf-8").splitlines()[found[2] - 1]
    assert line.strip().startswith("| Veer") and line[found[3] - 1 :].startswith("mei")


def test_words_of_the_template_and_of_more_origins(sending: Sending):
    done = sending.receive(("back.docx", typed_over(sending.edit(), "slotzin", "zin")))
    (home,) = done.told[0].homes
    assert home.kind == "template" and home.file.endswith("templates/note/document.docx")
    assert home.field[0] == "body" and str(home.field[1]).startswith("¶")
    editor = sending.edit()
    paragraph = editor.paragraph("Stand op 1")
    editor.delete(paragraph, 6, 14)
    found = {name for name, *_ in homes(sending.receive(("back.docx", editor.save())))}
    assert found == {"words.yaml", "pack.yaml"}


def test_a_field_that_changed_moved_or_went_meanwhile(desk: Sending):
    data = typed_over(desk.edit(), "Gemeld", "Bericht")
    file = desk.folders.cases / "obstacles/veer.yaml"
    (before,) = homes(desk.receive(("back.docx", data)))
    assert before[4] == "same"
    change(file, "events:\n", "events:\n  - {date: 2021-01, kind: progress, by: unknown, text: {nl: Eerder}}\n")
    (moved,) = homes(desk.receive(("back.docx", data)))
    assert moved == ("veer.yaml", "events[1].text.nl", before[2] + 1, before[3], "same")
    change(file, "Gemeld in de krant.", "Later gemeld in de krant.")
    (changed,) = homes(desk.receive(("back.docx", data)))
    assert changed[4] == "changed"
    file.unlink()
    (gone,) = homes(desk.receive(("back.docx", data)))
    assert (gone[0], gone[4], gone[2]) == ("veer.yaml", "gone", 0)


def test_without_the_inputs_nobody_knows_whether_a_field_changed(sending: Sending):
    bare = [Sent(one.name, one.word, one.origins) for one in sending.archive.sent]
    other = Sending(sending.folders, Archive(bare))
    (found,) = homes(other.receive(("back.docx", typed_over(sending.edit(), "zomer", "winter"))))
    assert found[4] == "unknown"


@pytest.mark.parametrize(
    ("value", "printed", "word", "spot"),
    [
        ("a *b* c", "a b c", "c", (1, 7)),
        ("Een. [@kst-1] Twee.^[noot een] Drie.", "Een. Twee. Drie.", "Drie", (1, 32)),
        ("een\ntwee drie\n", "een twee drie", "drie", (2, 6)),
        ("alpha", "iets anders", "iets", None),
        ("", "x", "x", None),
    ],
)
def test_a_spot_in_markdown(value: str, printed: str, word: str, spot):
    assert find_spot(value, printed, printed.index(word)) == spot


# --- which version ---------------------------------------------------------------------------------------------------


def without_name(editor: Editor) -> bytes:
    del editor.parts["docProps/custom.xml"]
    for name in ("[Content_Types].xml", "_rels/.rels"):
        text = editor.parts[name].decode()
        start = text.index("<", text.rindex(">", 0, text.index("docProps/custom.xml")))
        editor.parts[name] = (text[:start] + text[text.index("/>", start) + 2 :]).encode()
    return editor.save()


def test_by_its_text_where_it_says_nothing(sending: Sending):
    editor = sending.edit("table")
    done = sending.receive(("back.docx", without_name(editor)))
    assert [problem.code for problem in done.problems] == ["returned-by-text"]
    assert done.files[0].match.sent.name == Name("spring/table", "1")


def test_the_latest_of_versions_that_say_the_same(sending: Sending):
    later = [Sent(Name(one.name.document, "2"), one.word, one.origins, one.inputs) for one in sending.archive.sent]
    other = Sending(sending.folders, Archive([*sending.archive.sent, *later]))
    done = other.receive(("back.docx", without_name(sending.edit())))
    assert done.files[0].match.sent.name == Name("spring/note", "2")


def test_what_is_like_nothing_that_went_out(sending: Sending, tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("Heel iets anders, over koken en tuinieren.")
    document.save(tmp_path / "other.docx")
    done = sending.receive(("other.docx", (tmp_path / "other.docx").read_bytes()))
    assert [problem.code for problem in done.problems] == ["returned-unknown"] and done.files == []


# --- several desks ---------------------------------------------------------------------------------------------------


def test_two_desks_and_one_sentence(sending: Sending):
    """Another word of the same sentence conflicts too; the same change is agreed; another sentence is alone."""
    one = sending.edit()
    typed_over(one, "zomer", "winter")
    typed_over(one, "Vaste", "Vast")
    two = sending.edit()
    typed_over(two, "gebeurt", "lukt", "Pieters")
    typed_over(two, "Vaste", "Vast", None)
    three = sending.edit()
    typed_over(three, "hierop", "daarop", "Bakker")
    done = sending.receive(("1.docx", one.save()), ("2.docx", two.save()), ("3.docx", three.save()))
    standing = {told.change.new: told.standing for told in done.told}
    assert standing == {"winter": "conflict", "lukt": "conflict", "Vast": "agreed", "daarop": "alone"}
    conflict = [told for told in done.told if told.standing == "conflict"]
    assert len({told.group for told in conflict}) == 1
    assert {told.becomes for told in conflict} == {"Dat gebeurt voor de winter.", "Dat lukt voor de zomer."}


def test_one_field_printed_in_two_documents(sending: Sending):
    """A desk changes it in the note, another in the table: the same sentence of the same field."""
    first = typed_over(sending.edit("note"), "Schelde", "Westerschelde")
    second = typed_over(sending.edit("table"), "Schelde", "rivier", "Pieters")
    done = sending.receive(("note.docx", first), ("table.docx", second))
    assert [told.standing for told in done.told] == ["conflict", "conflict"]


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def called(sending: Sending, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The command, on what is kept here."""
    monkeypatch.setattr("reporting.exchange.returned.receiving.Circulated", lambda *_: sending.archive)
    monkeypatch.setattr(Archive, "problems", [], raising=False)
    (tmp_path / "back.docx").write_bytes(typed_over(sending.edit(), "zomer", "winter"))
    (tmp_path / "bad.docx").write_bytes(b"%PDF")

    def call(*words: str):
        folders = ["--cases", str(sending.folders.cases), "--templates", str(sending.folders.templates)]
        return CliRunner().invoke(main, ["receive", *words, *folders])

    return call


def test_the_table(called, tmp_path: Path, sending: Sending):
    before = tree_of(sending.folders.cases)
    done = called(str(tmp_path / "back.docx"))
    assert done.exit_code == 0, done.stderr
    assert "«zomer» → «winter»" in done.stdout and "sections[0].text.nl" in done.stdout and "Jansen" in done.stdout
    assert all(len(line) <= 80 or "/" in line for line in done.stdout.splitlines())
    assert tree_of(sending.folders.cases) == before and command.name == "receive"


def test_json_with_a_file_that_is_refused(called, tmp_path: Path):
    done = called(str(tmp_path / "bad.docx"), str(tmp_path / "back.docx"), "--format", "json")
    assert done.exit_code == 1 and "error[returned-not-word]" in done.stderr
    data = json.loads(done.stdout)
    assert set(data) == {"files", "changes", "problems"}
    (one,) = data["changes"]
    assert (one["kind"], one["old"], one["new"], one["tracked"]) == ("replaced", "zomer", "winter", True)
    assert one["homes"][0]["line"] and one["homes"][0]["field"] == ["sections", 0, "text", "nl"]
    assert [problem["code"] for problem in data["problems"]] == ["returned-not-word"]


def test_the_report_in_word_and_pdf(called, tmp_path: Path, validate_docx):
    target = tmp_path / "report.docx"
    done = called(str(tmp_path / "back.docx"), "--output", str(target))
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    cells = [cell.text for table in docx.Document(str(target)).tables for row in table.rows for cell in row.cells]
    assert any("winter" in cell for cell in cells) and any("note.yaml:" in cell for cell in cells)
    assert validate_docx(target.read_bytes()) == []
    again = called(str(tmp_path / "back.docx"), "--output", str(target))
    assert again.exit_code == 1 and "bestaat al" in again.stderr
    assert called(str(tmp_path / "back.docx"), "--output", "x.pdf").exit_code == 2


# --- what was really circulated --------------------------------------------------------------------------------------


def test_of_what_was_circulated_with_the_command(tmp_path: Path):
    """Two versions are kept; what comes back of the first is set beside the first."""
    folders = write_casebook(tmp_path)
    words = ["--cases", str(folders.cases), "--templates", str(folders.templates), "--build", str(folders.build)]

    def call(*given: str):
        return CliRunner().invoke(main, [*given, *words])

    assert (first := call("circulate", "spring", "note", "--to", "legal")).exit_code == 0, first.output
    kept = folders.cases / "circulated/spring/1/note.docx"
    back = tmp_path / "back.docx"
    back.write_bytes(typed_over(Editor(kept.read_bytes()), "zomer", "winter"))
    change(folders.cases / "packs/spring/note.yaml", "voor de zomer", "voor de herfst")
    assert (second := call("circulate", "spring", "note", "--to", "legal")).exit_code == 0, second.output
    before = tree_of(folders.cases)
    done = call("receive", str(back), "--format", "json")
    assert done.exit_code == 0, done.stderr
    data = json.loads(done.stdout)
    assert [(one["document"], one["version"], one["found_by"]) for one in data["files"]] == [
        ("spring/note", "1", "property")
    ]
    (one,) = data["changes"]
    assert (one["old"], one["new"], one["homes"][0]["state"]) == ("zomer", "winter", "changed")
    kept.write_bytes(kept.read_bytes() + b"x")
    assert "kept-changed" in call("receive", str(back)).stderr
    kept.write_bytes(before["circulated/spring/1/note.docx"])
    assert tree_of(folders.cases) == before
