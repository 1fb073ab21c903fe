"""Measures beside the rules: how the approval that one waits for stands as of a day."""

from __future__ import annotations

import datetime

import pytest

from reporting.model.measures import Approval, Measure


@pytest.mark.parametrize(
    ("dates", "on", "state"),
    [
        ({}, "2020-01-01", "awaited"),
        ({"due": "2019-01-01"}, "2020-01-01", "awaited"),
        ({"granted": "2020-03-20"}, "2020-03-19", "awaited"),
        ({"granted": "2020-03-20"}, "2020-03-20", "granted"),
        ({"granted": "2020-03"}, "2020-03-30", "awaited"),
        ({"granted": "2020-03"}, "2020-03-31", "granted"),
        ({"granted": "unknown"}, "2020-01-01", "granted"),
        ({"refused": "2020-03-20"}, "2020-03-19", "awaited"),
        ({"refused": "2020-03-20"}, "2020-03-20", "refused"),
        ({"refused": "unknown"}, "2020-01-01", "refused"),
    ],
)
def test_approval_as_of_a_day(dates: dict, on: str, state: str) -> None:
    approval = Approval.model_validate({"by": "unknown", **dates})
    assert approval.state_on(datetime.date.fromisoformat(on)) == state


def test_a_measure_needs_a_kind_and_a_title_only() -> None:
    measure = Measure.model_validate({"kind": "regio-deal", "title": {"nl": "Deal"}})
    assert (measure.approval, measure.amount, measure.source) == ("unknown", None, None)
