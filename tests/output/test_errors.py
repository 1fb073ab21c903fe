"""With an error nothing changes; only errors that a pack depends on stop it; and folders of every sort are survived."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_casebook import (
    CASES,
    ROOT,
    Folders,
    change,
    copied,
    folders_in,
    times_of,
    tree_of,
    write_cases,
    write_templates,
)

from reporting.cli import main
from reporting.output.build import build, check, list_packs
from reporting.problems import BrokenEnvironment


@pytest.fixture
def folders(small: Path, tmp_path: Path) -> Folders:
    return copied(small, tmp_path / "here")


def command(folders: Folders, *words: str) -> tuple[int, str]:
    options = [f"--{name}={getattr(folders, name)}" for name in ("cases", "templates", "build")]
    answer = CliRunner().invoke(main, [*options, *words])
    return answer.exit_code, answer.output


MISTAKES = {
    "a date": ("obstacles/veer.yaml", "date: 2022-03,", "date: 2022-13,"),
    "a reference": ("packs/spring/pack.yaml", "signatory: minister,", "signatory: koning,"),
    "a kind": ("packs/spring/pack.yaml", "{kind: note,", "{kind: brief,"),
    "a citation": ("packs/spring/note.yaml", "[@kst-1]", "[@kst-2]"),
    "markup": ("packs/spring/note.yaml", "Met deze", "# Met deze"),
    "yaml": ("parties/gewest.yaml", "side: vl", "side: vl: nl"),
    "a name taken": ("packs/spring/pack.yaml", "  draft: ", "  spring-house: "),
}


@pytest.mark.parametrize("how", MISTAKES)
def test_with_an_error_nothing_changes(folders: Folders, how: str):
    change(folders.cases / "packs/autumn/pack.yaml", "Najaar", "Herfst")  # something to make
    (folders.build / "spring/note.pdf").unlink()
    change(folders.cases / MISTAKES[how][0], *MISTAKES[how][1:])
    before, times = tree_of(folders.build), times_of(folders.build)
    code, said = command(folders, "build")
    assert code == 1 and "error[" in said and str(folders.cases / MISTAKES[how][0]) in said
    assert tree_of(folders.build) == before and times_of(folders.build) == times
    assert command(folders, "check")[0] == 1


def test_an_error_elsewhere_is_shown_and_does_not_stop_a_pack(folders: Folders):
    change(folders.cases / "packs/spring/note.yaml", "[@kst-1]", "[@kst-2]")
    change(folders.cases / "packs/autumn/pack.yaml", "Najaar", "Herfst")
    before = tree_of(folders.build / "spring")
    code, said = command(folders, "build", "autumn")
    assert code == 0 and "note.yaml:5:" in said and "error[" in said
    assert tree_of(folders.build / "spring") == before
    assert (
        "Herfst" in (folders.build / "autumn/.origins/table.json").read_text(encoding="utf-8")
        or build(folders, ["autumn"]).kept
    )
    assert command(folders, "build", "spring")[0] == 1
    assert command(folders, "build")[0] == 1


def test_a_template_in_error_stops_the_packs_that_use_it(folders: Folders):
    (folders.templates / "note/document.docx").write_bytes(b"geen Word")
    code, said = command(folders, "build", "autumn")
    assert code == 0 and "note/document.docx:1:1: error[" in said
    assert command(folders, "build", "spring")[0] == 1


def test_an_unknown_pack_is_named_with_those_there_are(folders: Folders):
    before = times_of(folders.build)
    code, said = command(folders, "build", "zomer")
    assert code == 1 and "unknown-pack" in said and "autumn, spring" in said
    assert times_of(folders.build) == before


@pytest.mark.parametrize("name", sorted(name for name in CASES if name.endswith(".yaml")))
def test_no_broken_file_is_a_traceback(folders: Folders, name: str):
    """Each file empty, cut in half and gone: problems, and never an exception from further down."""
    path = folders.cases / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    before = tree_of(folders.build)
    for kept in ([], lines[: len(lines) // 2]):
        path.write_text("".join(kept), encoding="utf-8")
        if check(folders).failed:
            assert build(folders).failed and tree_of(folders.build) == before
    path.unlink()
    list_packs(folders)


@pytest.mark.parametrize("name", ["words.yaml", "cover.docx"])
@pytest.mark.parametrize("data", [b"", b"{}\n", b"- a\n", b"a: [\n"])
def test_what_the_house_lacks_is_a_problem_of_its_file(folders: Folders, name: str, data: bytes):
    (folders.templates / "house" / name).write_bytes(data)
    before = tree_of(folders.build)
    outcome = build(folders)
    assert outcome.failed and any(f"house/{name}" in line for line in outcome.lines)
    assert tree_of(folders.build) == before


# --- odd folders ------------------------------------------------------------------------------------------------------


def test_templates_without_fonts_are_a_broken_environment(folders: Folders):
    shutil.rmtree(folders.templates / "house/fonts")
    with pytest.raises(BrokenEnvironment, match="fonts"):
        build(folders)
    code, said = command(folders, "build")
    assert code == 3 and "fonts" in said and "Traceback" not in said


def test_templates_without_words_are_a_broken_environment(folders: Folders):
    (folders.templates / "house/words.yaml").unlink()
    code, said = command(folders, "build")
    assert code == 3 and "--templates" in said


def test_a_casebook_of_nothing_is_a_problem(tmp_path: Path):
    write_templates(tmp_path / "templates")
    (tmp_path / "cases").mkdir()
    code, said = command(folders_in(tmp_path), "build")
    assert code == 1 and "no-casebook" in said and not (tmp_path / "build").exists()
    assert command(folders_in(tmp_path), "list")[0] == 1


@pytest.mark.parametrize("without", ["packs/", "obstacles/"])
def test_a_casebook_without_packs_or_obstacles(tmp_path: Path, without: str):
    write_templates(tmp_path / "templates")
    write_cases(tmp_path / "cases", {name: text for name, text in CASES.items() if not name.startswith(without)})
    outcome = build(folders_in(tmp_path))
    assert not outcome.failed, outcome.lines
    assert len(outcome.built) == (0 if without == "packs/" else 11)
    assert not build(folders_in(tmp_path)).built


def test_a_build_folder_that_is_a_file_is_a_wrong_call(folders: Folders):
    shutil.rmtree(folders.build)
    folders.build.write_bytes(b"")
    assert command(folders, "build")[0] == 2


def test_a_file_or_folder_in_the_way_is_said_without_a_traceback(folders: Folders):
    shutil.rmtree(folders.build / "spring")
    (folders.build / "spring").write_bytes(b"")
    code, said = command(folders, "build")
    assert code == 3 and "spring" in said and "Traceback" not in said
    (folders.build / "spring").unlink()
    (folders.build / "spring/note.pdf").mkdir(parents=True)
    code, said = command(folders, "build")
    assert code == 3 and "note.pdf" in said and "Traceback" not in said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom the system refuses something")
def test_a_build_folder_that_may_not_be_written(folders: Folders):
    shutil.rmtree(folders.build)
    folders.build.mkdir(mode=0o500)
    code, said = command(folders, "build")
    assert code == 3 and "build" in said and "Traceback" not in said


def test_the_same_casebook_from_elsewhere_is_up_to_date(folders: Folders, tmp_path: Path):
    """Relative or absolute, from another folder, under names with spaces and accents: nothing is made again."""
    here = tmp_path / "Dossier é (kopie)"
    folders.cases.parent.rename(here)
    for cwd, names in ((here, ("cases", "templates", "build")), (here / "cases", (".", "../templates", "../build"))):
        options = [
            word
            for name, path in zip(("cases", "templates", "build"), names, strict=True)
            for word in (f"--{name}", path)
        ]
        done = subprocess.run(
            [sys.executable, "-m", "reporting", *options, "build"],
            cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0 and "11 ongewijzigd" in done.stderr, done.stderr
    answer = CliRunner().invoke(
        main, [f"--cases={here}/cases", f"--templates={here}/templates", f"--build={here}/build", "where",
               f"{here}/build/spring/note.docx", "meld ik de stand"]
    )  # fmt: skip
    assert answer.exit_code == 0 and f"{here}/cases/packs/spring/note.yaml:5:24: meld ik de stand" in answer.output
