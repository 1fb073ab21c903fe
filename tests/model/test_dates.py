"""Dates of which the day, the month or everything may be unknown."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from reporting.model.dates import PartialDate

DAY = datetime.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-12-05", DAY(2022, 12, 5), DAY(2022, 12, 5)),
        ("2024-02", DAY(2024, 2, 1), DAY(2024, 2, 29)),
        ("2018", DAY(2018, 1, 1), DAY(2018, 12, 31)),
        ("unknown", None, None),
    ],
)
def test_bounds(text: str, first: DAY | None, last: DAY | None) -> None:
    date = PartialDate.parse(text)
    assert (date.first, date.last, str(date), date.known) == (first, last, text, first is not None)


@pytest.mark.parametrize(
    "text", ["5-12-2022", "2022-2", "2022/02/03", "", "22-01", "２０２２", "2022-01-01 ", True, None, []]
)
def test_other_forms_are_refused(text: object) -> None:
    with pytest.raises(PydanticCustomError, match="not a date"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2022-13", "2022-00", "2022-02-29", "0000", "2022-04-31"])
def test_dates_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError, match="impossible"):
        PartialDate.parse(text)


@given(st.dates(), st.dates())
def test_a_month_has_surely_happened_once_it_is_over(day: DAY, on: DAY) -> None:
    month = PartialDate(day.year, day.month)
    assert month.by(on) == ((on + datetime.timedelta(1)).replace(day=1) > month.first if on < DAY.max else True)
    assert PartialDate.parse(str(month)) == month and not PartialDate().by(on)
    assert month.counts_by(on) == month.by(on) and PartialDate().counts_by(on)
    assert month.may_be_by(on) == (month.first <= on) and PartialDate().may_be_by(on)
