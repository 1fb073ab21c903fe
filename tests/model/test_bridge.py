# ruff: noqa: E501 (tables, a case a line)
"""Regulation (EU) 2025/925: whether an obstacle can be a file, why, and what is due when."""

from __future__ import annotations

import datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import event, obstacle

from reporting.model.bridge import (
    ASIDE,
    CAUSES,
    LIMITS,
    SOURCES,
    BridgeFile,
    add_months,
    deadlines_of,
    grounds_of,
    is_eligible,
)
from reporting.model.obstacles import Cause, Obstacle, Theme

SOUND = {"cause": "legislation", "hampers": "infrastructure", "initiator": "company", "theme": "transport"}


def made(**more: Any) -> Obstacle:
    return obstacle(event("submitted"), **{**SOUND, **more})


@pytest.mark.parametrize(
    ("more", "unmet", "unknown", "eligible"),
    [
        ({}, "", "", True),
        ({"cause": "administrative-rule"}, "", "", True),
        ({"cause": "practice", "hampers": "public-service"}, "", "", True),
        ({"cause": "missing-information"}, "cause", "", False),
        ({"cause": "eu-law-breach"}, "cause", "", False),  # what may infringe Union law is no file: art. 3
        ({"cause": "unknown"}, "", "cause", None),
        ({"hampers": "neither"}, "hampers", "", False),
        ({"hampers": "unknown"}, "", "hampers", None),
        ({"initiator": "citizen"}, "initiator", "", False),  # natural persons cannot initiate
        ({"initiator": "unknown"}, "", "initiator", None),
        ({"theme": "taxation"}, "theme", "", False),  # art. 2(3)
        ({"theme": "social-security"}, "theme", "", False),
        ({"theme": "taxation", "cause": "unknown", "initiator": "citizen"}, "initiator theme", "cause", False),
    ],
)  # fmt: skip
def test_grounds(more: dict, unmet: str, unknown: str, eligible: bool | None) -> None:
    grounds = grounds_of(made(**more))
    assert [ground.name for ground in grounds if ground.met is False] == unmet.split()
    assert [ground.name for ground in grounds if ground.met is None] == unknown.split()
    assert is_eligible(made(**more)) is eligible


def test_grounds_are_keys_of_the_obstacle_with_an_article_that_was_read() -> None:
    for ground in grounds_of(made()):
        assert ground.name in Obstacle.model_fields and ground.article in SOURCES
    assert set(CAUSES) | {"unknown"} == set(get_args(Cause)) and set(get_args(Theme)) >= ASIDE
    assert {limit.name for limit in LIMITS if limit.verify} == {"answer"}  # art. 10 was recalled, not read
    assert all(limit.verify or limit.article in SOURCES for limit in LIMITS)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-31", 2, "2025-02-28"), ("2025-08-31", 6, "2026-02-28"), ("2023-08-31", 6, "2024-02-29"),
        ("2025-03-15", 6, "2025-09-15"), ("2025-07-01", 6, "2026-01-01"), ("2025-06-30", 6, "2025-12-30"),
        ("2025-10-31", 1, "2025-11-30"), ("2025-12-01", 1, "2026-01-01"), ("9999-12-31", 2, "9999-12-31"),
    ],
)  # fmt: skip
def test_months_on(day: str, months: int, expected: str) -> None:
    assert str(add_months(datetime.date.fromisoformat(day), months)) == expected


@given(st.dates(max_value=datetime.date(9990, 1, 1)), st.integers(0, 24))
def test_months_on_are_the_same_day_or_the_last_of_a_shorter_month(day: datetime.date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day == day.day or (found.day < day.day and (found + datetime.timedelta(1)).day == 1)


def due(on: str, **dates: str) -> list[tuple[str, str, bool]]:
    file = BridgeFile.model_validate({"point": "unknown", "submitted": "unknown", **dates})
    found = deadlines_of(file, datetime.date.fromisoformat(on))
    return [(limit.name, str(last), met) for limit, last, met in found]


def test_deadlines_run_from_their_dates_and_as_of_a_day() -> None:
    dates = {"submitted": "2025-12-31", "clarification_asked": "2026-01-20", "answered": "2026-05-31"}
    assert due("2025-12-30", **dates) == []
    assert due("2025-12-31", **dates) == [("clarification", "2026-02-28", False), ("answer", "2026-06-30", False)]
    assert due("2026-01-20", **dates) == [("clarification", "2026-02-28", True), ("answer", "2026-06-30", False)]
    whole = [("clarification", "2026-02-28", True), ("answer", "2026-06-30", True), ("redress", "2026-11-30", False)]
    assert due("2026-05-31", **dates) == whole


@pytest.mark.parametrize(
    ("on", "dates", "expected"),
    [
        ("2026-01-01", {"submitted": "unknown"}, []),
        ("2026-01-30", {"submitted": "2026-01"}, []),
        ("2026-01-31", {"submitted": "2026-01"}, [("clarification", "2026-03-01", False), ("answer", "2026-07-01", False)]),
        ("2026-01-31", {"submitted": "2025-12-01", "clarification_asked": "2026-01"}, [("clarification", "2026-02-01", True), ("answer", "2026-06-01", False)]),
        ("2026-01-31", {"submitted": "2025-12-01", "answered": "unknown"}, [("clarification", "2026-02-01", False), ("answer", "2026-06-01", True)]),
        ("2026-01-31", {"submitted": "unknown", "answered": "2026-01-31"}, [("redress", "2026-07-31", False)]),
    ],
)  # fmt: skip
def test_deadlines_of_dates_that_are_partly_known(on: str, dates: dict, expected: list) -> None:
    assert due(on, **dates) == expected
