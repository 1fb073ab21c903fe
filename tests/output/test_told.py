"""What is told of a pack as a whole: final ones have no blanks, a mistake is told once, each page in its language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2 as pdfium

from reporting.output.build import build, check
from reporting.output.finalising import find_open
from reporting.output.folders import Folders
from reporting.output.gathering import gather

ROOT = Path(__file__).parents[2]


def test_what_a_pack_lacks_before_it_is_final_is_told_of_each_document(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    pack = tmp_path / "cases" / "packs" / "top-2023" / "pack.yaml"
    text = pack.read_text(encoding="utf-8")
    folders = Folders(tmp_path / "cases", ROOT / "templates", tmp_path / "build")
    assert "decision_note: note " in text
    pack.write_text(text.replace("decision_note: note ", "decision_note: unknown "), encoding="utf-8")
    assert check(folders).notes == ["nog zonder beslisnota: top-2023/letter"]
    found = gather(folders, ["top-2023"])
    lacking = find_open(found, "top-2023")
    assert {"letter", "agreement-nl", "agreement-vl"} <= {
        problem.values["document"] for problem in lacking if problem.code == "final-open"
    }
    assert [problem.values["document"] for problem in lacking if problem.code == "final-without-note"] == ["letter"]
    assert any("pack.yaml:" in line and "error[final-open]" in line for line in found.lines(lacking))


def test_a_source_with_an_error_is_told_of_once(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    path = tmp_path / "cases" / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("kst-32851-74:") == 1
    path.write_text(text.replace("kst-32851-74:", "kst-32851-74:\n  colour: red", 1), encoding="utf-8")
    outcome = check(Folders(tmp_path / "cases", ROOT / "templates", tmp_path / "build"))
    assert [problem.code for problem in outcome.problems if problem.is_error] == ["unknown-key"]


def test_a_german_document_says_so_in_german_in_a_dutch_pack(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    pack = tmp_path / "cases" / "packs" / "voortgang-2024" / "pack.yaml"
    text = pack.read_text(encoding="utf-8")
    assert "languages: [nl, de]" in text
    pack.write_text(text.replace("languages: [nl, de]", "languages: [de, nl]"), encoding="utf-8")
    outcome = build(Folders(tmp_path / "cases", ROOT / "templates", tmp_path / "build"), ["voortgang-2024"])
    assert not outcome.failed, outcome.lines
    document = pdfium.PdfDocument(tmp_path / "build" / "voortgang-2024" / "annex-de.pdf")
    assert all("ENTWURF" in page.get_textpage().get_text_bounded() for page in document)
