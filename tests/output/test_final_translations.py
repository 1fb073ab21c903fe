"""A pack is final only once somebody has confirmed every translation in it; a draft or stale one is printed as such."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_casebook import Folders, change, write_small

from reporting.desk.confirming import confirm
from reporting.output.build import Outcome, build

PACK = "cases/packs/spring/pack.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Folders:
    folders = write_small(tmp_path)
    change(tmp_path / PACK, "as_of: 2023-06-01", "as_of: 2023-06-01\nfinal: true")
    change(tmp_path / PACK, "languages: [nl, fr]}", "languages: [nl, fr], obstacles: {themes: [transport]}}")
    return folders


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems if problem.is_error]


def test_drafts_and_stale_texts_stand_in_the_way(small: Folders):
    done = build(small, ["spring"])
    assert codes(done) == ["final-unconfirmed"]
    (problem,) = (problem for problem in done.problems if problem.is_error)
    assert problem.place.file.endswith(PACK) and problem.place.field == ("final",)
    assert problem.values["document"] == "table" and problem.values["count"] == 1
    assert not (small.build / "spring").exists()
    assert confirm(small.cases, "cases", "fr", pack="spring").new > 1
    done = build(small, ["spring"])
    assert codes(done) == [] and (small.build / "spring/table.pdf").exists()
    change(small.cases / "obstacles/veer.yaml", "Veerdienst over", "Veerdienst onder")
    done = build(small, ["spring"])
    assert codes(done) == ["final-open"]
    assert [problem.code for problem in done.problems if not problem.is_error and "stale" in problem.code]


def test_confirming_makes_a_concept_anew_only_where_it_says_something_else(small: Folders):
    """What is confirmed is part of what a pack follows from."""
    change(small.cases / "packs/spring/pack.yaml", "final: true", "final: false")
    assert codes(build(small, ["spring"])) == []
    assert build(small, ["spring"]).built == []
    confirm(small.cases, "cases", "fr", ["veer"])
    assert build(small, ["spring"]).built
    assert build(small, ["spring"]).built == []
