"""Word files with tracked changes: exactly the old text and the new, notes and tables too, and no noise."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypandoc
import pypdfium2
import pytest
from lxml import etree
from resolving import W, resolve, said
from word_templates import NOTE_REFERENCE, build_docx, grid, paragraph

from reporting.exchange.redline import engine as engines
from reporting.exchange.redline.engine import Engine, EngineFailed, open_engine
from reporting.exchange.redline.marking import Marked, Side, mark_changes
from reporting.exchange.redline.reading import read_side

NOW = datetime(2026, 12, 3, 9, 30, 0, tzinfo=UTC)
OLD_MARK = "CONCEPT · voorjaar, versie 2 van 24 november 2026 · peildatum 1 juni 2023"
NEW_MARK = "CONCEPT · voorjaar 63864dd · peildatum 1 juni 2023"
Body = list[str | tuple[str, str]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as found:
        yield found


def word(body: Body, notes: dict[int, str] | None = None, mark: str | None = OLD_MARK) -> bytes:
    header = [("header", mark)] if mark else [("header", "")]
    told = {key: [("footnote text", text)] for key, text in (notes or {}).items()}
    return build_docx(body, header=header, footer=[("footer", "Pagina")], notes=told or None)


def noted(text: str, note: int, after: str = "") -> str:
    return paragraph("Body Text", text, NOTE_REFERENCE.format(note), after)


OLD = word(
    [
        ("heading 1", "Stand van zaken"),
        noted("De veerboot mag niet aanleggen.", 1, " Reizigers rijden om."),
        ("Body Text", "Deze alinea blijft zoals zij is."),
        grid(["Belemmering", "Stand"], ["Veer", "Gemeld"], ["Afval", "Besloten"]),
        ("Body Text", "Deze alinea verdwijnt."),
        noted("Slot.", 2),
    ],
    {1: "Kamerstuk 32 851, nr. 74", 2: "Een tweede noot."},
)
NEW = word(
    [
        ("heading 1", "Stand van zaken"),
        noted("De veerboot mag weer aanleggen.", 1, " Reizigers hoeven niet om te rijden."),
        ("Body Text", "Deze alinea blijft zoals zij is."),
        grid(["Belemmering", "Stand"], ["Veer", "Opgelost"], ["Huisvuil", "Gemeld"], ["Afval", "Besloten"]),
        noted("Een nieuwe alinea met een noot.", 2),
        noted("Slot.", 3),
    ],
    {1: "Kamerstuk 32 851, nr. 75", 2: "Een nieuwe noot.", 3: "Een tweede noot."},
    mark=NEW_MARK,
)


def sides(old: bytes = OLD, new: bytes = NEW) -> tuple[Side, Side]:
    return Side(old, OLD_MARK, "2547b25"), Side(new, NEW_MARK, "63864dd")


def mark(engine: Engine, old: bytes = OLD, new: bytes = NEW, author: str = "Proefdossier") -> Marked:
    marked, problems = mark_changes(*sides(old, new), engine, author, NOW, "spring/note.docx")
    assert problems == []
    return marked


def tracked(data: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        roots = [etree.fromstring(package.read(name)) for name in package.namelist() if name.startswith("word/") and
                 name.endswith(".xml")]  # fmt: skip
    return [node for root in roots for node in root.iter(W + "ins", W + "del")]


def unmarked(lines: list[str]) -> list[str]:
    return [line for line in lines if line not in (OLD_MARK, NEW_MARK)]


def test_both_texts_are_in_it_exactly(engine: Engine, validate_docx: Callable[[bytes], list[str]]):
    made = mark(engine).word
    assert made is not None and validate_docx(made) == []
    assert unmarked(said(resolve(made, accept=True))) == unmarked(said(NEW))
    assert unmarked(said(resolve(made, accept=False))) == unmarked(said(OLD))
    assert unmarked(said(OLD)) != unmarked(said(NEW))


def test_notes_and_tables_have_their_changes(engine: Engine):
    made = mark(engine).word
    assert made is not None
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        body, notes = (etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    assert body.find(f".//{W}tr/{W}trPr/{W}ins") is not None, "an added row"
    assert any("Opgelost" in "".join(node.itertext()) for node in body.iter(W + "ins"))
    assert any(node.text == "74" for node in notes.iter(W + "delText"))
    assert [node for node in body.iter(W + "ins") if node.find(f".//{W}footnoteReference") is not None]


def test_changes_are_of_the_casebook_at_that_time(engine: Engine):
    made = mark(engine, author="Dossier “Grens” & co").word
    assert made is not None
    assert {(node.get(W + "author"), node.get(W + "date")) for node in tracked(made)} == {
        ("Dossier “Grens” & co", "2026-12-03T09:30:00Z")
    }
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert b"removePersonalInformation" not in package.read("word/settings.xml"), "Word would call them Author"


def test_the_same_files_give_the_same_bytes(engine: Engine):
    assert mark(engine) == mark(engine)


def test_the_mark_and_the_code_are_no_change(engine: Engine):
    old = word([("Body Text", "Pakket voorjaar, versie 2547b25.")])
    new = word([("Body Text", "Pakket voorjaar, versie 63864dd.")], mark=NEW_MARK)
    assert mark(engine, old, new) == Marked("unchanged")
    made = mark(engine).word
    assert made is not None
    changed = ["".join(node.itertext()) for node in tracked(made)]
    assert changed and not [text for text in changed if "CONCEPT" in text or "versie" in text]
    assert NEW_MARK in said(resolve(made, accept=False)), "both sides say what is compared with"


def test_what_only_looks_otherwise_says_so(engine: Engine):
    old = word([("Body Text", "Tekst.")])
    new = word([("Label", "Tekst.")], mark=NEW_MARK)
    assert mark(engine, old, new) == Marked("layout")


def test_a_blank_that_does_not_break_is_a_change(engine: Engine):
    old, new = (word([("Body Text", f"Op 5{blank}december.")], mark=m)
                for blank, m in ((" ", OLD_MARK), ("\u00a0", NEW_MARK)))  # fmt: skip
    made = mark(engine, old, new)
    assert made.state == "changed" and made.count == 1


def test_pandoc_reads_both_texts(engine: Engine, tmp_path: Path):
    """Another reader of tracked changes, of people whom we do not know."""
    made = mark(engine).word
    assert made is not None
    files = {"made": made, "old": OLD, "new": NEW}
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)

    def read(name: str, way: str) -> list[str]:
        tree = json.loads(pypandoc.convert_file(str(tmp_path / f"{name}.docx"), "json",
                                                extra_args=[f"--track-changes={way}"]))  # fmt: skip
        return list(words(tree["blocks"]))

    assert read("made", "accept") == read("new", "accept")
    assert read("made", "reject") == read("old", "accept")


def words(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("t") == "Str":
            yield from node["c"]
        else:
            for child in node.values():
                yield from words(child)
    elif isinstance(node, list):
        for child in node:
            yield from words(child)


def test_libreoffice_shows_old_and_new(engine: Engine, tmp_path: Path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")
    made = mark(engine).word
    assert made is not None
    (tmp_path / "made.docx").write_bytes(made)
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "made.docx")], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with pypdfium2.PdfDocument(tmp_path / "made.pdf") as pdf:
        shown = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())
    for text in ("verdwijnt", "nieuwe", "Huisvuil", "Een nieuwe noot", "Opgelost", "74", "75", "Slot."):
        assert text in shown, shown


def test_it_needs_no_home_and_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(engines.tempfile, "tempdir", str(temporary))  # its own: other tests run beside this one
    with open_engine() as found:
        assert mark(found).state == "changed"
        assert list(temporary.iterdir()) != []
    assert list(home.iterdir()) == []
    assert list(temporary.iterdir()) == [], "nothing is left behind"


def test_an_engine_that_fails_is_a_problem(engine: Engine):
    marked, problems = mark_changes(Side(b"PK", None, "a"), sides()[1], engine, "x", NOW, "spring/note.docx")
    assert marked == Marked("failed")
    assert [(one.code, one.place.file) for one in problems] == [("redline-failed", "spring/note.docx")]


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for the program")
@pytest.mark.parametrize(
    ("script", "reason"), [("echo geen plaats >&2; exit 3", "geen plaats"), ("exit 0", "exit 0"), ("sleep 30", "> 0 s")]
)
def test_a_program_that_breaks_or_hangs_is_a_problem(tmp_path: Path, script: str, reason: str):
    with open_engine(seconds=0.4 if "sleep" in script else 20) as found:
        program = tmp_path / "program"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
        found.found.extracted_binaries_path = str(program)
        marked, problems = mark_changes(*sides(), found, "x", NOW, "spring/note.docx")
        assert marked == Marked("failed")
        assert [(one.code, one.values["reason"]) for one in problems] == [("redline-failed", reason)]


def test_an_answer_that_is_not_the_two_texts_is_not_kept(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Engine, "compare", lambda self, old, new, author, now: new)
    marked, problems = mark_changes(*sides(), engine, "x", NOW, "spring/note.docx")
    assert marked == Marked("failed") and [one.code for one in problems] == ["redline-inexact"]


def test_a_machine_without_a_program_is_told(monkeypatch: pytest.MonkeyPatch):
    def refuse(**_: object) -> None:
        raise OSError("Unsupported OS: plan9")

    monkeypatch.setattr(engines, "DocxodusEngine", refuse)
    with pytest.raises(EngineFailed, match="plan9"), open_engine():
        pass


@pytest.mark.parametrize("beside", [True, False])
def test_a_note_beside_another_is_tracked_with_its_number(engine: Engine, beside: bool):
    """What the program leaves half done, and half a note in the old text."""
    more = NOTE_REFERENCE.format(2)
    old = word([noted("Uit de haven van Gent", 1, " kwam bericht."), noted("Slot.", 2)],
               {1: "Kamerstuk 32 851, nr. 74", 2: "Trb. 2008, nr. 135"})  # fmt: skip
    first = [NOTE_REFERENCE.format(1), more] if beside else [NOTE_REFERENCE.format(1), " en Terneuzen", more]
    notes = {1: "Kamerstuk 32 851, nr. 74", 2: "Een noot die erbij kwam.", 3: "Trb. 2008, nr. 135"}
    body = [paragraph("Body Text", "Uit de haven van Gent", *first, " kwam bericht."), noted("Slot.", 3)]
    new = word(body, notes, mark=NEW_MARK)
    made = mark(engine, old, new).word
    assert made is not None
    assert unmarked(said(resolve(made, accept=False))) == unmarked(said(old))
    assert unmarked(said(resolve(made, accept=True))) == unmarked(said(new))


def test_the_reader_tells_the_sides_apart():
    change = (
        '<w:p><w:r><w:t>Blijft </w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>nieuw</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>oud</w:delText></w:r></w:del></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="x"/></w:rPr></w:pPr><w:r><w:t>Een</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>twee</w:t></w:r></w:p>"
    )
    data = build_docx([change])
    assert read_side(data, accepted=True)[0] == ["Blijft nieuw", "Eentwee"]
    assert read_side(data, accepted=False)[0] == ["Blijft oud", "Een", "twee"]
