"""A pack is final only once somebody has confirmed every translation in it; a draft or stale one is printed as such."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_casebook import Folders, change, write_small

from reporting.casebook.loading import load_casebook
from reporting.desk.case_texts import CaseTexts
from reporting.desk.confirming import confirm
from reporting.exchange.translation.fixed_words import FixedWords
from reporting.output.build import build
from reporting.output.finalising import find_open
from reporting.output.gathering import gather
from reporting.problems import Problem

PACK = "cases/packs/spring/pack.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Folders:
    folders = write_small(tmp_path)
    change(tmp_path / PACK, "languages: [nl, fr]}", "languages: [nl, fr], obstacles: {themes: [transport]}}")
    return folders


def texts(folders: Folders) -> CaseTexts:
    return CaseTexts(load_casebook(folders.cases, "cases"), folders.cases, "cases")


def lacking(folders: Folders) -> list[Problem]:
    found = gather(folders, ["spring"])
    assert not any(problem.is_error for problem in found.problems)
    return find_open(found, "spring")


def test_drafts_and_stale_texts_stand_in_the_way(small: Folders):
    problem, words = lacking(small)
    assert problem.code == "final-unconfirmed"
    assert (words.code, words.place) == ("final-words-unconfirmed", problem.place) and words.values["count"] > 0
    assert problem.place.file.endswith(PACK) and problem.place.field == ("documents", "table")
    assert problem.values == {"document": "table", "count": 1, "pack": "spring"}
    assert confirm(texts(small), "fr", pack="spring").new > 1
    assert [problem.code for problem in lacking(small)] == ["final-words-unconfirmed"]
    assert confirm(FixedWords(small), "fr", pack="spring").new == words.values["count"], "what it prints, and no more"
    assert lacking(small) == []
    change(small.cases / "obstacles/veer.yaml", "Veerdienst over", "Veerdienst onder")
    assert [problem.code for problem in lacking(small)] == ["final-open"]
    assert [problem.code for problem in build(small, ["spring"]).problems if "stale" in problem.code]


def test_confirming_makes_a_concept_anew_only_where_it_says_something_else(small: Folders):
    """What is confirmed is part of what a pack follows from."""
    assert not build(small, ["spring"]).failed
    assert build(small, ["spring"]).built == []
    confirm(texts(small), "fr", ["veer"])
    assert build(small, ["spring"]).built
    assert build(small, ["spring"]).built == []
