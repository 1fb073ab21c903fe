# ruff: noqa: E501 (tables, a case a line)
"""Instruments: the legal effect of each kind, and what is to be reported of one as of any day."""

from __future__ import annotations

import datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import instruments

from reporting.model.instruments import (
    BENELUX,
    EFFECTS,
    Bound,
    Instrument,
    InstrumentKind,
    faults_on,
    lacking_on,
    needed_of,
)

SIDES = ("nl", "vl")


def made(kind: str = "benelux-decision", **more: Any) -> Instrument:
    return Instrument.model_validate({"kind": kind, **more})


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_every_kind_has_an_effect_and_only_what_was_read_is_not_to_be_verified() -> None:
    assert set(EFFECTS) == set(get_args(InstrumentKind))
    assert all(set(effect.binds) <= set(get_args(Bound)) for effect in EFFECTS.values())
    read = {kind for kind, effect in EFFECTS.items() if not effect.verify}
    assert read == {"benelux-decision", "benelux-treaty", "benelux-recommendation", "benelux-directive"}
    assert {EFFECTS[kind].source for kind in read} == {BENELUX}


@pytest.mark.parametrize(
    ("kind", "binds", "transposition", "parliament"),
    [  # domain.md (b), instrument_detail, with its source 37
        ("benelux-decision", ("states",), True, None),
        ("benelux-treaty", ("states",), None, True),
        ("benelux-recommendation", ("nobody",), False, False),
        ("benelux-directive", ("benelux-institutions",), None, None),
    ],
)  # fmt: skip
def test_the_benelux_instruments(kind: str, binds: tuple, transposition: bool | None, parliament: bool | None) -> None:
    effect = made(kind).effect
    assert (effect.binds, effect.transposition, effect.parliament) == (binds, transposition, parliament)


@pytest.mark.parametrize(
    ("kind", "said", "needed"),
    [
        ("benelux-decision", "unknown", True), ("benelux-decision", "none", False), ("benelux-decision", {"nl": "2020"}, True),
        ("practice-change", "unknown", False), ("practice-change", {}, True), ("eu-exception", "unknown", None),
    ],
)  # fmt: skip
def test_whether_it_needs_transposition(kind: str, said: Any, needed: bool | None) -> None:
    assert needed_of(made(kind, transposition=said), "transposition") is needed


@pytest.mark.parametrize(
    ("said", "on", "lacking"),
    [
        ("unknown", "2020-01-01", ["nl", "vl"]),
        ("none", "2020-01-01", []),
        ({}, "2020-01-01", ["nl", "vl"]),
        ({"nl": "2020-01-01"}, "2020-01-01", ["vl"]),
        ({"nl": "2020-01-01"}, "2019-12-31", ["nl", "vl"]),
        ({"nl": "2020-01-01", "be": "2020-01-01"}, "2020-01-01", []),  # what the country did counts for its region
        ({"nl": "2020-01-01", "be": "2020-01-02"}, "2020-01-01", ["be"]),
        ({"nl": "2020-01-01", "wal": "2020-01-01"}, "2020-01-01", ["vl"]),
        ({"nl": "2020-02", "vl": "2020-02"}, "2020-02-28", ["nl", "vl"]),  # a month counts once it is over
        ({"nl": "2020-02", "vl": "2020-02"}, "2020-02-29", []),
        ({"nl": "unknown", "vl": "2019"}, "2020-01-01", ["nl"]),
        ({"nl": "2019", "vl": "2019", "benelux": "unknown"}, "2020-01-01", ["benelux"]),
    ],
)  # fmt: skip
def test_where_transposition_was_not_surely_done(said: Any, on: str, lacking: list[str]) -> None:
    assert lacking_on(made(transposition=said), "transposition", SIDES, day(on)) == lacking


def test_nothing_lacks_where_it_is_not_known_to_be_needed() -> None:
    assert lacking_on(made("eu-exception"), "transposition", SIDES, day("2020-01-01")) == []


DONE = {"transposition": "none", "parliament": "none"}


@pytest.mark.parametrize(
    ("expires", "on", "codes"),
    [
        ("none", "2020-06-15", []),
        ("unknown", "2020-06-15", []),
        ("2020-06-14", "2020-06-15", ["instrument-expired"]),
        ("2020-06-15", "2020-06-15", ["instrument-expiring"]),  # the last day on which it holds
        ("2021-06-15", "2020-06-15", ["instrument-expiring"]),  # 365 days
        ("2021-06-16", "2020-06-15", []),
        ("2020-05", "2020-06-01", ["instrument-expired"]),
        ("2020-06", "2020-06-15", ["instrument-expiring"]),  # it may be over, and surely is at the end of the month
        ("2020-06", "2020-06-30", ["instrument-expiring"]),
        ("2020-06", "2020-07-01", ["instrument-expired"]),
        ("2021-06", "2020-06-01", ["instrument-expiring"]),  # from the first day that it may end
        ("2021-07", "2020-06-30", []),
        ("2021", "2020-01-01", []),  # the first of January 2021 is 366 days on: 2020 is a leap year
        ("2021", "2020-01-02", ["instrument-expiring"]),
        ("2020", "2021-01-01", ["instrument-expired"]),
    ],
)  # fmt: skip
def test_an_instrument_that_ends(expires: str, on: str, codes: list[str]) -> None:
    found = list(faults_on(made(expires=expires, **DONE), SIDES, day(on)))
    assert [code for code, _, _ in found] == codes
    assert all(field == "expires" and values == {"date": expires} for _, field, values in found)


def test_what_was_not_transposed_or_approved() -> None:
    found = list(faults_on(made("benelux-treaty", transposition={"nl": "2020"}), SIDES, day("2021-01-01")))
    assert found == [
        ("instrument-untransposed", "transposition", {"sides": "vl", "instrument": "benelux-treaty"}),
        ("instrument-unapproved", "parliament", {"sides": "nl, vl", "instrument": "benelux-treaty"}),
    ]


@given(instruments, st.dates(datetime.date(2018, 12, 1), datetime.date(2021, 3, 1)))
def test_nothing_is_ever_raised_and_what_is_done_stays_done(data: dict, on: datetime.date) -> None:
    instrument = Instrument.model_validate(data)
    codes = {code for code, _, _ in faults_on(instrument, SIDES, on)}
    assert not {"instrument-expired", "instrument-expiring"} <= codes
    later = min(on, datetime.date.max - datetime.timedelta(400)) + datetime.timedelta(400)
    after = {code for code, _, _ in faults_on(instrument, SIDES, later)}
    assert after - {"instrument-expired", "instrument-expiring"} <= codes
    if codes & {"instrument-expired", "instrument-expiring"} and later > on:
        assert "instrument-expired" in after or instrument.expires.last >= later
