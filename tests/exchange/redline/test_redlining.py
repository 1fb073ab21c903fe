"""What changed since a version went out, from the command to the page: documents, records, who decided."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import page
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from resolving import resolve, said
from rounds import NOW, PACK, circulate, edit, write_casebook, write_casebook_in

from reporting.cli import main
from reporting.exchange.redline import engine as engines
from reporting.exchange.redline.keeping import write_redline
from reporting.exchange.redline.listing import render_json, render_table
from reporting.exchange.redline.redlining import Redline, redline
from reporting.output.folders import Folders
from reporting.output.gathering import gather
from tests.output.small_casebook import folders_in

EDITS = (
    ("obstacles/veer.yaml", "Reizigers moeten omrijden.", "Reizigers moeten ver omrijden."),
    ("obstacles/veer.yaml", "by: minister, due: 2023-12", "by: gewest, due: 2024-02"),
    ("sources.yaml", 'number: "74"', 'number: "75"'),
    ("sources.yaml", "Nergens aangehaald", "Nog steeds nergens"),
    ("packs/spring/note.yaml", "Een noot van onszelf.", "Een noot van iemand anders."),
    ("parties/ministerie.yaml", "GEHEIM-PARTIJ", "GEHEIM-ANDERS"),
    ("templates/house/words.yaml", "our_reference: {nl: Ons kenmerk", "our_reference: {nl: Kenmerk van ons"),
)
DECIDED = """\
  - date: 2023-05-20
    kind: decided
    by: ministerie
    source: kst-1
    text: {nl: "Besloten dat het veer mag aanleggen.", fr: "Décidé."}
    skipped: {nl: "De tussenstappen staan nergens.", fr: "Inconnu."}
    instrument: unknown
    owners: {nl: minister, vl: gewest}
    due: unknown
    next: none
internal:"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook of which `spring` went round once."""
    folder = tmp_path_factory.mktemp("sent") / "here"
    assert circulate(write_casebook(folder)) == 1
    return folder


@pytest.fixture
def folders(sent: Path, tmp_path: Path) -> Folders:
    shutil.copytree(sent, tmp_path / "here")
    return folders_in(tmp_path / "here")


@pytest.fixture(scope="module")
def worked(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Folders, Redline]:
    """The same, worked on, and compared."""
    folder = tmp_path_factory.mktemp("worked") / "here"
    shutil.copytree(sent, folder)
    found = folders_in(folder)
    for file, old, new in EDITS:
        edit(found, file, old, new)
    edit(found, "obstacles/veer.yaml", "internal:", DECIDED)
    done = redline(found, PACK, None, NOW)
    assert done.problems == [], done.found.lines(done.problems)
    return found, done


def states(done: Redline) -> dict[str, str]:
    return {one.name: one.marked.state for one in done.documents}


def listed(done: Redline) -> dict[tuple, tuple[str, str]]:
    found = {}
    for row in done.rows:
        sides = ("".join(piece.text for piece in side) for side in (row.old, row.new))
        found[row.found.kind or row.found.id, row.found.id, row.found.change.path] = tuple(sides)
    return found


def test_every_change_is_listed_and_no_other(worked: tuple[Folders, Redline]):
    found = listed(worked[1])
    event = found.pop(("obstacle", "veer", ("events", 2)))
    assert event[0] == "–" and "Besloten dat het veer mag aanleggen." in event[1]
    assert "internal" not in event[1] and "GEHEIM" not in str(found)
    assert found == {
        ("obstacle", "veer", ("description", "nl")): (
            "… Reizigers moeten omrijden.", "… Reizigers moeten ver omrijden.",
        ),
        ("obstacle", "veer", ("events", 1, "next", "by")): ("De Minister van Grenzen", "Gewest"),
        ("obstacle", "veer", ("events", 1, "next", "due")): ("december\u00a02023", "februari\u00a02024"),
        ("source", "kst-1", ("number",)): ("74", "75"),
        ("letter", "spring/note.yaml", ("sections", 0, "text", "nl")): (
            "… Zie ook de losse noot.^[Een noot van onszelf.]",
            "… Zie ook de losse noot.^[Een noot van iemand anders.]",
        ),
        ("templates/house/words.yaml", "templates/house/words.yaml", ("our_reference", "nl")): (
            "Ons kenmerk", "Kenmerk van ons",
        ),
    }  # fmt: skip


def test_who_decided_it_is_said(worked: tuple[Folders, Redline]):
    decided = {
        row.found.change.path: row.decided.replace("\u00a0", " ")
        for row in worked[1].rows
        if row.found.kind == "obstacle"
    }
    event = "Besluit, 20 mei 2023, Ministerie van Grenzen (Kamerstuk 32 851, nr. 75)"
    assert decided["description", "nl"] == decided["events", 2] == event
    assert decided["events", 1, "next", "by"].endswith("2 mei 2022, Ministerie van Grenzen")
    assert {row.decided for row in worked[1].rows if row.found.kind == "letter"} == {"niet vastgelegd"}


def test_each_document_is_marked_or_said_to_be_the_same(worked: tuple[Folders, Redline], validate_docx: Callable):
    folders, done = worked
    assert states(done) == {"note": "changed", "table": "changed", "draft": "changed"}
    now = {one.name: one.word.data for one in gather(folders, [PACK]).made[PACK]}
    for document in done.documents:
        made = document.marked.word
        assert made is not None and validate_docx(made) == []
        then = (folders.cases / f"circulated/{PACK}/1/{document.name}.docx").read_bytes()
        assert said(resolve(made, accept=True)) == said(now[document.name])
        rejected, went = said(resolve(made, accept=False)), said(then)
        assert [line for line in rejected if "CONCEPT" not in line] == [line for line in went if "CONCEPT" not in line]


def test_the_page_is_whole_and_the_same_each_time(
    worked: tuple[Folders, Redline], tmp_path: Path, validate_docx: Callable
):
    done = worked[1]
    written, problems = write_redline(done, tmp_path / "a")
    assert problems == []
    names = ("note.docx", "table.docx", "draft.docx", "changes.docx", "changes.pdf")
    assert written == [(tmp_path / "a" / name).as_posix() for name in names]
    write_redline(done, tmp_path / "b")
    for name in ("changes.docx", "changes.pdf"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert validate_docx((tmp_path / "a/changes.docx").read_bytes()) == []
    pdf = (tmp_path / "a/changes.pdf").read_bytes()
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant
    with pypdfium2.PdfDocument(pdf) as found:
        shown = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in found)
    for text in ("Wat er veranderde sinds versie 1", "Voorjaar 2023 (spring)", "1, 24 november 2026, aan legal",
                 "WIJZIGINGEN · spring · versie 1 van 24 november 2026", "3 december 2026", "december 2023",
                 "februari 2024", "Belemmering: Veerdienst over de Schelde (veer)", "Kenmerk van ons"):  # fmt: skip
        assert text in shown, text
    assert "GEHEIM" not in shown
    with zipfile.ZipFile(io.BytesIO((tmp_path / "a/changes.docx").read_bytes())) as package:
        assert b"<w:b/>" in package.read("word/document.xml"), "what differs within a text is in bold"


def test_the_answer_on_a_terminal_and_as_data(worked: tuple[Folders, Redline]):
    done = worked[1]
    for width in (40, 80, 200):
        lines = render_table(done, width).splitlines()
        assert max(map(len, lines)) <= max(40, min(width, 120))
        assert "Veerdienst over de Schelde" in " ".join(" ".join(lines).split())
        assert "[-onszelf-]" in " ".join(lines) or width == 40
    data = json.loads(render_json(done))
    assert (data["pack"], data["since"], data["date"]) == (PACK, 1, "2026-11-24")
    number = next(one for one in data["changes"] if one["record"] == "source")
    assert (number["old"], number["new"], number["path"], number["line"]) == ("74", "75", ["number"], 2)
    assert number["file"].endswith("cases/sources.yaml")
    event = next(one for one in data["changes"] if one["path"] == ["events", 2])
    assert event["old"] is None and event["new"]["by"] == "ministerie"
    assert event["decided"] == {"event": "decided", "date": "2023-05-20", "by": "ministerie", "source": "kst-1"}


def test_nothing_changed(folders: Folders):
    done = redline(folders, PACK, None, NOW)
    assert done.problems == [] and done.rows == []
    assert states(done) == dict.fromkeys(("note", "table", "draft"), "unchanged")
    assert render_table(done, 80).count("Hierin is niets veranderd.") == 2


def test_documents_that_came_and_went(folders: Folders):
    edit(folders, "packs/spring/pack.yaml", "  draft: {", "  other: {")
    done = redline(folders, PACK, None, NOW)
    assert states(done) == {"note": "unchanged", "table": "unchanged", "other": "new", "draft": "removed"}
    changes = {(row.found.change.what, row.found.change.path) for row in done.rows}
    assert changes == {("added", ("documents", "other")), ("removed", ("documents", "draft"))}


def test_records_that_came_and_went(folders: Folders):
    (folders.cases / "obstacles/brug.yaml").write_text(
        (folders.cases / "obstacles/afval.yaml").read_text("utf-8").replace("id: afval", "id: brug"), encoding="utf-8"
    )
    (folders.cases / "obstacles/afval.yaml").unlink()
    done = redline(folders, PACK, None, NOW)
    assert {(row.found.change.what, row.found.id) for row in done.rows if row.found.kind == "obstacle"} == {
        ("added", "brug"), ("removed", "afval"),
    }  # fmt: skip


def test_only_the_layout(folders: Folders):
    path = folders.templates / "note/document.docx"
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["word/styles.xml"] = files["word/styles.xml"].replace(b'w:val="18"', b'w:val="20"')
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    done = redline(folders, PACK, None, NOW)
    assert states(done) == {"note": "layout", "table": "unchanged", "draft": "unchanged"}
    assert [(row.found.part, row.found.id) for row in done.rows] == [("layout", "templates/note/document.docx")]


def test_since_an_earlier_version(folders: Folders):
    edit(folders, "obstacles/veer.yaml", "Reizigers moeten omrijden.", "Reizigers rijden om.")
    assert circulate(folders) == 2
    edit(folders, "packs/spring/note.yaml", "Een noot van onszelf.", "Een noot.")
    last, first = (redline(folders, PACK, since, NOW) for since in (None, 1))
    assert len(last.rows) == 1 and states(last) == {"note": "changed", "table": "unchanged", "draft": "unchanged"}
    assert len(first.rows) == 2 and states(first) == {"note": "changed", "table": "changed", "draft": "changed"}


def test_a_document_that_did_not_go_round_again_is_compared_with_its_own_version(folders: Folders):
    edit(folders, "obstacles/veer.yaml", "Reizigers moeten omrijden.", "Reizigers rijden om.")
    assert circulate(folders, ("table",)) == 2
    done = redline(folders, PACK, None, NOW)
    assert {one.name: (one.marked.state, one.since) for one in done.documents} == {
        "note": ("unchanged", 1), "table": ("unchanged", 2), "draft": ("changed", 1),
    }  # fmt: skip


def test_one_document_that_fails_takes_nothing_along(folders: Folders, monkeypatch: pytest.MonkeyPatch):
    edit(folders, "obstacles/veer.yaml", "Reizigers moeten omrijden.", "Reizigers rijden om.")
    compare, failed = engines.Engine.compare, []

    def fail_once(self: engines.Engine, *given) -> bytes:
        if not failed:
            failed.append(given)
            raise engines.EngineFailed("vol")
        return compare(self, *given)

    monkeypatch.setattr(engines.Engine, "compare", fail_once)
    done = redline(folders, PACK, None, NOW)
    assert states(done) == {"note": "unchanged", "table": "failed", "draft": "changed"}
    assert [one.code for one in done.problems] == ["redline-failed"] and len(done.rows) == 1


def test_what_was_kept_and_is_damaged_is_named(folders: Folders):
    edit(folders, "obstacles/veer.yaml", "Reizigers moeten omrijden.", "Reizigers rijden om.")
    kept = folders.cases / f"circulated/{PACK}/1/table.docx"
    kept.write_bytes(kept.read_bytes() + b"x")
    done = redline(folders, PACK, None, NOW)
    assert states(done)["table"] == "failed" and states(done)["draft"] == "changed"
    assert [one.code for one in done.problems] == ["kept-changed"]


def call(folders: Folders, *arguments: str) -> Result:
    with chdir(folders.cases.parent):
        return CliRunner().invoke(main, ["redline", *arguments])


def test_the_command_writes_beside_the_build_and_never_over_work(folders: Folders):
    edit(folders, "obstacles/veer.yaml", "Reizigers moeten omrijden.", "Reizigers rijden om.")
    done = call(folders, PACK)
    assert done.exit_code == 0, done.stderr
    folder = folders.cases.parent / "redline" / PACK
    assert sorted(path.name for path in folder.iterdir()) == [
        ".redline.json", "changes.docx", "changes.pdf", "draft.docx", "table.docx",
    ]  # fmt: skip
    assert "4 bestanden staan in redline/spring" in done.stderr and "Veerdienst" in done.stdout
    assert not folders.build.exists(), "only a build writes there"
    (folder / "table.docx").write_bytes(b"opmerkingen")
    again = call(folders, PACK)
    assert again.exit_code == 1 and "redline-edited" in again.stderr
    assert (folder / "table.docx").read_bytes() == b"opmerkingen"
    (folder / "table.docx").unlink()
    edit(folders, "obstacles/veer.yaml", "Reizigers rijden om.", "Reizigers moeten omrijden.")
    back = call(folders, PACK, "--format", "json")
    assert back.exit_code == 0 and json.loads(back.stdout)["changes"] == []
    assert sorted(path.name for path in folder.iterdir()) == [".redline.json", "changes.docx", "changes.pdf"]


def test_a_record_of_files_elsewhere_removes_nothing(folders: Folders, tmp_path: Path):
    outside = tmp_path / "outside.docx"
    outside.write_bytes(b"blijft")
    folder = tmp_path / "out"
    folder.mkdir()
    digest = "a" * 64
    for name in ("../outside.docx", outside.as_posix(), "..\\outside.docx"):
        (folder / ".redline.json").write_text(json.dumps({name: digest}), encoding="utf-8")
        assert call(folders, PACK, "--output", str(folder)).exit_code == 0
        assert outside.read_bytes() == b"blijft"


def test_an_error_in_the_pack_is_told_and_nothing_is_written(folders: Folders):
    edit(folders, "obstacles/veer.yaml", "by: minister", "by: ministr")
    done = call(folders, PACK)
    assert done.exit_code == 1 and "[unknown-actor]" in done.stderr and done.stdout == ""
    (folders.cases / "casebook.yaml").write_text("language: xx\n", encoding="utf-8")
    assert call(folders, PACK).exit_code == 1
    assert not (folders.cases.parent / "redline").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("autumn",), "redline-no-version"), ((PACK, "--since", "7"), "redline-unknown-version"),
     (("zomer",), "unknown-pack")],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(folders: Folders, arguments: tuple[str, ...], code: str):
    done = call(folders, *arguments)
    assert done.exit_code == 1 and f"[{code}]" in done.stderr and "Traceback" not in done.output
    assert not (folders.cases.parent / "redline").exists()


@pytest.mark.parametrize("language", ["fr", "de", "en"])
def test_the_page_speaks_the_language_of_the_casebook(language: str, tmp_path: Path):
    folders = write_casebook_in(language, tmp_path / "here")
    circulate(folders)
    edit(folders, "packs/spring/note.yaml", "Een noot van onszelf.", "Een noot.")
    done = redline(folders, PACK, None, NOW)
    written, problems = write_redline(done, tmp_path / "out")
    assert problems == [] and len(written) == 3
    heads = {"fr": "Qui a décidé", "de": "Wer entschied", "en": "Who decided"}
    with pypdfium2.PdfDocument(tmp_path / "out/changes.pdf") as pdf:
        shown = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf)
    assert heads[language] in shown and "Wie besliste" not in shown
