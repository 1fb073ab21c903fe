"""Every problem of this room: a broken casebook that has it, with the spot written in the file, and its words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from overlays import BROKEN, MINIMAL, build_overlay, read_expected

import reporting
from reporting.casebook import faults
from reporting.casebook.forms import Form
from reporting.casebook.loading import load_casebook
from reporting.places import Place, Position
from reporting.problems import LANGUAGES, catalogue, render

CODES = tomllib.loads((Path(reporting.__file__).parent / "messages/casebook.toml").read_text(encoding="utf-8"))
# No file in a repository should have these: a link, a folder without access (test_folder.py), hundreds of problems
# (test_loading.py), a fault not foreseen.
BUILT = {"folder-elsewhere", "unreadable-folder", "more-problems", "wrong-value"}
CASES = sorted(path for path in BROKEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_casebook_has_exactly_the_problems_it_says(case: Path, tmp_path: Path) -> None:
    loaded = load_casebook(build_overlay(case, tmp_path), "")
    found = []
    for problem in loaded.problems:
        position = loaded.locate(problem.place)
        found.append((problem.severity, position.file, position.line, position.column, problem.code))
    assert sorted(found) == read_expected(case)
    assert case.name in {code for *_, code in found}
    for problem in loaded.problems:
        for language in LANGUAGES:
            words = render(problem, language, Position("x"))
            assert "{" not in words and "None" not in words


def test_minimal_casebook_has_no_problems() -> None:
    assert load_casebook(MINIMAL, "").problems == []


def test_every_code_has_a_broken_casebook_and_every_broken_casebook_a_code() -> None:
    assert {case.name for case in CASES} | BUILT == set(CODES)


def test_every_code_has_words_in_every_language() -> None:
    for code, words in CODES.items():
        assert set(words) - {"severity"} == set(LANGUAGES), code
        assert len({"hint" in words[language] for language in LANGUAGES}) == 1, code
        assert catalogue()[code] == words


def test_a_fault_that_is_not_foreseen_has_our_own_words() -> None:
    fault = {"type": "something_new", "loc": ("title",), "input": "abc", "msg": "English of somebody else"}
    problem = faults._explain(fault, {"title": "abc"}, Place("a.yaml"), Form(fields={"title": Form(value="text")}))
    assert problem.code == "wrong-value"
    for language in LANGUAGES:
        assert "abc" in render(problem, language, Position("x"))
