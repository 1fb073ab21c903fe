"""The manual of the casebook says what the code does: its tables are those of the code, and every word is known."""

from __future__ import annotations

from typing import get_args

from reporting.casebook.glossary import WORDS
from reporting.casebook.layout import FOLDERS
from reporting.model.bodies import OWNERS, ROLES
from reporting.model.lifecycle import STEPS
from reporting.model.packs import Show
from reporting.model.requirements import REQUIREMENTS
from tests.manual import MADE_OF, MANUAL, MARKED, README, TABLES, build_manual


def test_the_tables_are_those_of_the_code() -> None:
    names = []
    for page in (README, MANUAL):
        text = page.read_text(encoding="utf-8")
        names += [name for _, name, _ in MARKED.findall(text)]
        assert build_manual(text) == text, f"{page.name}: python -m tests.manual makes it anew"
    assert sorted(names) == sorted(TABLES)


def test_every_step_role_and_need_is_explained() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert all(f"| `{kind}` |" in text for kind in STEPS)
    assert set(WORDS["role"]) == {*ROLES, OWNERS}
    assert set(WORDS["need"]) == set(REQUIREMENTS)
    assert set(WORDS["status"]) - {""} == {step.status for step in STEPS.values()}
    assert set(WORDS["public status"]) == {step.public for step in STEPS.values()}
    assert all(f"`{folder}/`" in text for folder in FOLDERS.values())


def test_what_was_recalled_is_marked() -> None:
    rows = [line for line in MANUAL.read_text(encoding="utf-8").splitlines() if line.startswith("| `egtc`")]
    assert len(rows) == 1 and "(na te gaan)" in rows[0]
    limits = [line for line in MANUAL.read_text(encoding="utf-8").splitlines() if "art. 10" in line]
    assert len(limits) == 1 and "(na te gaan)" in limits[0]


def test_the_table_of_kinds_knows_everything_that_a_section_can_show() -> None:
    assert set(get_args(Show)) <= set(MADE_OF)
