"""`reporting translate`: what it prints, writes and answers, on real casebooks."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from exchanged import FERRY, TITLE, Exported, change, edit, files_of, make_casebook, states, words

from reporting.cli import main, translating


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_casebook(tmp_path, casebook='title: {nl: "Proef", fr: "Essai"}\nlanguage: nl\nmessages: en\n')
    (tmp_path / "templates").mkdir()
    return folder


def run(folder: Path, *arguments: str, typed: str | None = None) -> Result:
    with chdir(folder.parent):
        return CliRunner().invoke(main, ["translate", *arguments], prog_name="reporting", input=typed)


def test_status_tells_how_far_it_is(folder: Path):
    answer = run(folder, "status", "--to", "fr")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert answer.stdout.startswith("Language  missing  stale  draft  confirmed\n")
    assert re.search(r"(?m)^  cases/obstacles/afval\.yaml:2:\d+ +missing +title$", answer.stdout)
    data = json.loads(run(folder, "status", "--pack", "spring", "--format", "json").stdout)
    assert set(data["languages"]) == {"fr"} and data["texts"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status", "--to", "nl"), "“nl” is the casebook's own language"),
        (("status", "--pack", "zomer"), "there is no pack “zomer”\n  hint: choose from: spring"),
        (("confirm", "--to", "fr", "veer", "weg"), "there is no record “weg”"),
        (("confirm", "--to", "nl", "veer"), "own language"),
        (("confirm", "--to", "fr"), "it was not said which translations you confirm"),
        (("export", "--to", "nl"), "own language"),
        (("export", "--to", "fr", "--pack", "zomer"), "there is no pack"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, arguments: tuple[str, ...], said: str):
    before = files_of(folder.parent)
    answer = run(folder, *arguments)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert said in answer.stderr and "hint:" in answer.stderr
    assert files_of(folder.parent) == before


@pytest.mark.parametrize(
    "arguments",
    [("status", "--to", "it"), ("confirm",), ("export",), ("import",), ("import", "weg.xlf"), ("x",),
     ("export", "--to", "fr", "--output", "uit.TBX")],
)  # fmt: skip
def test_a_wrong_call_is_a_wrong_call(folder: Path, arguments: tuple[str, ...]):
    assert run(folder, *arguments).exit_code == 2


def test_confirm_says_how_many(folder: Path):
    assert run(folder, "confirm", "--to", "fr", "afval").stdout == "1 translation confirmed; 0 were so already\n"
    answer = run(folder, "confirm", "--to", "fr", "--all")
    assert answer.exit_code == 0 and answer.stdout.endswith("translations confirmed; 1 were so already\n")
    assert set(states(folder).values()) == {"confirmed", "missing"}


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 130)])
def test_on_a_terminal_it_asks_first(folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int):
    monkeypatch.setattr(translating, "is_terminal", lambda: True)
    answer = run(folder, "confirm", "--to", "fr", typed=typed)
    assert answer.exit_code == code
    assert "translations are not confirmed yet. Confirm all that is there in French?" in answer.stderr
    assert ("confirmed" in states(folder).values()) == (code == 0)


def test_out_and_back(folder: Path):
    answer = run(folder, "export", "--to", "fr", "--output", "out.xlf")
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert "texts written to out.xlf" in answer.stdout
    path = folder.parent / "out.xlf"
    before = path.read_bytes()
    again = run(folder, "export", "--to", "fr", "--output", "out.xlf")
    assert again.exit_code == 1 and "out.xlf:1:1: error[file-exists]" in again.stderr
    assert path.read_bytes() == before
    exported = Exported(data=before)
    path.write_bytes(change(Exported(change(exported, TITLE, words("Le bac"), state="final")), FERRY, words("")))
    answer = run(folder, "import", "out.xlf")
    assert answer.exit_code == 1
    taken = rf"(?m)^cases/obstacles/veer\.yaml:3:\d+: taken over and confirmed \({TITLE}\)$"
    assert re.search(taken, answer.stdout)
    assert f"refused ({FERRY})\n" in answer.stdout and "unchanged (party:gewest:name)\n" in answer.stdout
    assert "not translated yet (obstacle:afval:title)\n" in answer.stdout
    assert "error[exchange-incomplete]: of this text 6 of the 7 parts are translated" in answer.stderr
    assert answer.stderr.endswith("1 taken over, 0 confirmed, 7 unchanged, 5 not translated yet, 1 refused\n")


def test_the_file_has_a_name_of_its_own(folder: Path):
    assert "written to fr.xlf" in run(folder, "export", "--to", "fr").stdout
    assert "written to spring-de.xlf" in run(folder, "export", "--to", "de", "--pack", "spring").stdout
    assert run(folder, "import", "spring-de.xlf").exit_code == 0


def test_the_glossary_goes_beside_it_and_is_not_overwritten_either(folder: Path):
    (folder / "glossary.yaml").write_text('veer: {nl: "veerdienst", fr: "bac", sources: [kst-1]}\n', encoding="utf-8")
    (folder.parent / "fr.tbx").touch()
    answer = run(folder, "export", "--to", "fr")
    assert answer.exit_code == 1 and "fr.tbx:1:1: error[file-exists]" in answer.stderr
    assert not (folder.parent / "fr.xlf").exists()
    answer = run(folder, "export", "--to", "fr", "--output", "uit.xlf")
    assert (
        answer.stdout.endswith("and with it: uit.tbx\n") and b"veerdienst" in (folder.parent / "uit.tbx").read_bytes()
    )


def test_there_may_be_nothing_to_send(folder: Path):
    for path in (folder / "obstacles").iterdir():
        path.unlink()
    (folder / "parties/ministerie.yaml").unlink()
    run(folder, "confirm", "--to", "fr", "--all")
    answer = run(folder, "export", "--to", "fr")
    assert (answer.exit_code, answer.stdout) == (0, "no file was made: all translations are confirmed\n")
    assert not (folder.parent / "fr.xlf").exists()


def test_what_an_error_keeps_out_of_the_file_is_told(folder: Path):
    edit(folder, "theme: waste", "theme: afval", "obstacles/afval.yaml")
    answer = run(folder, "export", "--to", "fr")
    assert answer.exit_code == 1 and "afval.yaml:4:8: error[not-a-choice]" in answer.stderr
    assert b"obstacle:veer:title" in (data := (folder.parent / "fr.xlf").read_bytes()) and b"obstacle:afval" not in data
    run(folder, "confirm", "--to", "fr", "--all")
    for name in ("obstacles/veer.yaml", "parties/ministerie.yaml"):
        (folder / name).unlink()
    answer = run(folder, "export", "--to", "fr", "--output", "leeg.xlf")
    assert (answer.exit_code, answer.stdout) == (1, ""), "not all is confirmed"


def test_what_has_an_error_is_not_said_to_be_missing(folder: Path):
    edit(folder, "theme: waste", "theme: afval", "obstacles/afval.yaml")
    edit(folder, "as_of: 2023-06-01", "as_of: ooit", "packs/spring/pack.yaml")
    for call in (
        ("confirm", "--to", "fr", "afval"),
        ("status", "--pack", "spring"),
        ("export", "--to", "fr", "--pack", "spring"),
    ):
        answer = run(folder, *call)
        assert answer.exit_code == 1 and answer.stderr.count("error[") == 2 and "there is no" not in answer.stderr


def test_a_casebook_that_cannot_be_read_says_why(folder: Path):
    (folder / "casebook.yaml").write_text("title: [\nmessages: en\n", encoding="utf-8")
    (folder.parent / "in.xlf").write_text("<xliff/>", encoding="utf-8")
    for call in (("status",), ("confirm", "--to", "fr", "--all"), ("export", "--to", "fr"), ("import", "in.xlf")):
        answer = run(folder, *call)
        assert answer.exit_code == 1 and "error[" in answer.stderr and "Traceback" not in answer.output, call


def test_a_file_that_is_no_translation_is_refused_plainly(folder: Path):
    (folder.parent / "in.xlf").write_text("<!DOCTYPE x []><x/>", encoding="utf-8")
    answer = run(folder, "import", "in.xlf")
    assert answer.exit_code == 1 and answer.stdout == ""
    assert answer.stderr.startswith("in.xlf:1:1: error[exchange-doctype]: this file has a DOCTYPE")
