"""What people did to outputs is never lost, and what a machine cut short is put right by the next build."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import docx
import pytest
from small_casebook import CASES, Folders, change, copied, outputs_of, times_of, tree_of, write_cases

from reporting.output import writing
from reporting.output.build import Outcome, build, clean, list_packs
from reporting.problems import Problem


@pytest.fixture
def folders(small: Path, tmp_path: Path) -> Folders:
    return copied(small, tmp_path / "here")


def edit_docx(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("Met de hand toegevoegd.")
    document.save(str(path))


def append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"% handwerk\n")


def told(outcome: Outcome) -> list[tuple[str, str]]:
    found: list[Problem] = [problem for problem in outcome.problems if problem.code != "translation-missing"]
    return [(problem.code, "/".join(problem.place.file.split("/")[-2:])) for problem in found]


# --- edited by hand ---------------------------------------------------------------------------------------------------

EDITED = {"spring/note.docx": edit_docx, "spring/note.pdf": append, "spring/spring-house.pdf": append}


@pytest.mark.parametrize("name", EDITED)
@pytest.mark.parametrize("changed", [True, False], ids=["input-changed", "nothing-else"])
def test_an_edited_output_stops_its_pack_and_is_kept(folders: Folders, name: str, changed: bool):
    EDITED[name](folders.build / name)
    if changed:
        change(folders.cases / "obstacles/veer.yaml", "Veerdienst", "Veerboot")
    before = tree_of(folders.build / "spring")
    outcome = build(folders)
    assert outcome.failed and told(outcome) == [("output-edited", name)]
    assert tree_of(folders.build / "spring") == before
    assert all(path.startswith("autumn/") for path in outcome.built)
    assert bool(outcome.built) == changed
    outcome = build(folders, discard=True)
    assert not outcome.failed and name in outcome.built
    shutil.rmtree(anew := folders.build.parent / "anew", ignore_errors=True)
    build(Folders(folders.cases, folders.templates, anew))
    assert outputs_of(folders.build) == outputs_of(anew)


def test_an_edit_back_to_what_was_made_is_no_edit(folders: Folders):
    path = folders.build / "spring/note.docx"
    data = path.read_bytes()
    edit_docx(path)
    assert build(folders).failed
    path.write_bytes(data)
    assert not build(folders).failed


def test_with_no_memory_at_all_other_outputs_are_kept_and_named(folders: Folders):
    append(folders.build / "spring/note.pdf")
    for path in (folders.build / ".journal.json", *folders.build.glob("*/manifest.json")):
        path.unlink()
    before = tree_of(folders.build / "spring")
    outcome = build(folders)
    assert told(outcome) == [("output-edited", "spring/note.pdf")]
    assert tree_of(folders.build / "spring") == before


def test_an_edited_output_of_a_document_that_is_no_more_is_left_and_named(folders: Folders):
    edit_docx(folders.build / "spring/draft.docx")
    shutil.rmtree(folders.cases / "packs/spring")
    for _ in range(2):  # and named again
        outcome = build(folders)
        assert not outcome.failed and told(outcome) == [("output-left", "spring/draft.docx")]
        files = sorted(path.name for path in (folders.build / "spring").iterdir())
        assert files == ["draft.docx", "manifest.json"]  # the manifest goes on telling that it was edited
    write_cases(folders.cases, {key: text for key, text in CASES.items() if key.startswith("packs/spring")})
    assert told(build(folders)) == [("output-edited", "spring/draft.docx")]


def test_what_no_journal_knows_is_left_and_named(folders: Folders):
    for path in (folders.build / ".journal.json", *folders.build.glob("*/manifest.json")):
        path.unlink()
    shutil.rmtree(folders.cases / "packs/autumn")
    left = ["autumn/autumn-public.pdf", "autumn/table.docx", "autumn/table.pdf"]
    assert sorted(told(build(folders))) == [("output-left", name) for name in left]
    for name in left:
        (folders.build / name).unlink()
    assert told(build(folders)) == [] and not (folders.build / "autumn").exists()


def test_files_of_others_in_the_build_folder_are_let_be(folders: Folders):
    own = [folders.build / name for name in ("spring/mijn.docx", "mijn.pdf", "eigen/manifest.json", "eigen/a.pdf")]
    for path in own:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"{}")
    shutil.rmtree(folders.cases / "packs/spring")
    assert told(build(folders)) == []
    assert not clean(folders).problems
    assert sorted(path for path in folders.build.rglob("*") if path.is_file()) == sorted(own)


@pytest.mark.parametrize(
    "name", ["../cases/casebook.yaml", "spring/../../cases/a.pdf", "/etc/a.pdf", "C:\\a\\b.pdf", "../a.pdf"]
)
def test_a_journal_names_nothing_outside_the_build_folder(folders: Folders, name: str):
    target = folders.cases / "a.pdf"
    target.write_bytes(b"")
    (folders.build.parent / "a.pdf").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    journal = folders.build / ".journal.json"
    row = f'{{"outputs": {{"{name}": {{"of": "{empty}", "file": "{empty}"}},'.replace("\\", "\\\\")
    journal.write_text(journal.read_text(encoding="utf-8").replace('{\n "outputs": {', row, 1), encoding="utf-8")
    clean(folders)
    assert target.exists() and (folders.build.parent / "a.pdf").exists() and (folders.cases / "casebook.yaml").exists()


# --- open in an office program ----------------------------------------------------------------------------------------

OWNERS = {
    "Word, a short name": ("note.docx", "~$note.docx"),
    "LibreOffice": ("note.docx", ".~lock.note.docx#"),
    "LibreOffice, a PDF": ("note.pdf", ".~lock.note.pdf#"),
    "Word, a long name": ("spring-house.pdf", "~$ring-house.pdf"),
}


@pytest.mark.parametrize("how", OWNERS)
def test_an_open_output_stops_its_pack(folders: Folders, how: str):
    name, owner = OWNERS[how]
    (folders.build / "spring" / owner).write_bytes(b"owner")
    change(folders.cases / "packs/spring/note.yaml", "meld ik", "meld ik u")
    before = times_of(folders.build / "spring")
    outcome = build(folders)
    assert outcome.failed and told(outcome) == [("output-open", f"spring/{name}")]
    assert times_of(folders.build / "spring") == before
    (folders.build / "spring" / owner).unlink()
    assert not build(folders).failed


@pytest.mark.parametrize(
    ("name", "owner"),
    [("brief.docx", "~$brief.docx"), ("brieven.docx", "~$ieven.docx"), ("stukken.docx", "~$tukken.docx")],
)
def test_owner_files_as_word_names_them(tmp_path: Path, name: str, owner: str):
    path = tmp_path / name
    path.touch()
    assert not writing.open_elsewhere(path)
    (tmp_path / owner).touch()
    assert writing.open_elsewhere(path)


def test_a_file_that_refuses_to_be_written_is_open(folders: Folders, monkeypatch: pytest.MonkeyPatch):
    change(folders.cases / "packs/spring/note.yaml", "meld ik", "meld ik u")
    real = Path.open

    def refuse(path: Path, mode: str = "r", *rest: object, **more: object):
        if path.name == "note.pdf" and "+" in mode:
            raise PermissionError(errno.EACCES, "in use", str(path))
        return real(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    before = tree_of(folders.build / "spring")
    assert told(build(folders)) == [("output-open", "spring/note.pdf")]
    assert tree_of(folders.build / "spring") == before


def test_an_open_output_of_a_pack_that_is_no_more_is_left(folders: Folders):
    (folders.build / "autumn/~$table.docx").write_bytes(b"owner")
    shutil.rmtree(folders.cases / "packs/autumn")
    assert told(build(folders)) == [("output-left", "autumn/table.docx")]
    assert (folders.build / "autumn/table.docx").exists()
    (folders.build / "autumn/~$table.docx").unlink()
    assert told(build(folders)) == [] and not (folders.build / "autumn").exists()


# --- cut short --------------------------------------------------------------------------------------------------------


def count_calls(folders: Folders, monkeypatch: pytest.MonkeyPatch, name: str, fail_at: int) -> None:
    """Builds while the call number `fail_at` of `os.<name>` fails, as on a full disk or a machine that stops."""
    real, calls = getattr(os, name), 0

    def failing(*words: object) -> object:
        nonlocal calls
        calls += 1
        if calls == fail_at:
            raise OSError(errno.ENOSPC, "No space left on device", str(words[0]))
        return real(*words)

    with monkeypatch.context() as patch:
        patch.setattr(writing.os, name, failing)
        with pytest.raises(OSError, match="No space"):
            build(folders)


CUTS = [("fsync", 3), ("replace", 1), ("replace", 2), ("replace", 8), ("replace", 20)]


@pytest.mark.parametrize("again", [False, True], ids=["same-input", "edited-since"])
@pytest.mark.parametrize(("name", "at"), CUTS)
def test_a_build_cut_short_is_put_right_by_the_next(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, name: str, at: int, again: bool
):
    change(folders.cases / "obstacles/veer.yaml", "Veerdienst", "Veerboot")
    before = outputs_of(folders.build)
    count_calls(folders, monkeypatch, name, at)
    if (name, at) in (("fsync", 3), ("replace", 1)):
        assert outputs_of(folders.build) == before
    if again:
        change(folders.cases / "obstacles/veer.yaml", "Veerboot", "Pont")
    outcome = build(folders)
    assert not outcome.failed, outcome.lines
    build(Folders(folders.cases, folders.templates, folders.build.parent / "anew"))
    assert outputs_of(folders.build) == outputs_of(folders.build.parent / "anew")


def test_temporary_files_of_a_machine_that_stopped_are_removed(folders: Folders):
    for name in ("spring/.note.docx.tmp", "spring/.origins/.note.json.tmp", "..journal.json.tmp"):
        (folders.build / name).write_bytes(b"half")
    build(folders)
    assert not list(folders.build.rglob("*.tmp"))


# --- cleaning and listing ---------------------------------------------------------------------------------------------


def test_clean_removes_what_can_be_made_again(folders: Folders):
    outcome = clean(folders)
    assert len(outcome.built) == 11 and not outcome.kept and not outcome.failed
    assert not list(folders.build.rglob("*"))
    assert not clean(folders).built
    assert len(build(folders).built) == 11


def test_clean_leaves_what_was_edited_and_still_knows_it(folders: Folders):
    edit_docx(folders.build / "spring/note.docx")
    outcome = clean(folders)
    assert told(outcome) == [("output-left", "spring/note.docx")] and len(outcome.built) == 10
    files = {path.relative_to(folders.build).as_posix() for path in folders.build.rglob("*") if path.is_file()}
    assert files == {"spring/note.docx", "spring/manifest.json", ".journal.json"}
    assert told(build(folders)) == [("output-edited", "spring/note.docx")]
    assert not build(folders, discard=True).failed


def test_clean_where_nothing_was_built(folders: Folders):
    shutil.rmtree(folders.build)
    assert not clean(folders).built and not folders.build.exists()


def test_the_list_says_how_each_document_stands(folders: Folders):
    def states() -> dict[str, str]:
        rows, outcome = list_packs(folders)
        assert not outcome.failed
        return {f"{row.pack}/{row.document}": row.state for row in rows}

    assert set(states().values()) == {"current"}
    edit_docx(folders.build / "spring/note.docx")
    (folders.build / "spring/table.pdf").unlink()
    change(folders.cases / "packs/autumn/pack.yaml", "Najaar", "Herfst")
    assert states() == {
        "autumn/table": "out-of-date",
        "spring/note": "edited",
        "spring/table": "not-built",
        "spring/draft": "current",
    }
