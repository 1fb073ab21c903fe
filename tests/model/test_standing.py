# ruff: noqa: E501 (tables, a case a line)
"""How an obstacle and a commitment stand as of any day: nothing that happened later shows."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import event, filled, obstacle, obstacles, sources, without_later

from reporting.model.chain import Commitment
from reporting.model.lifecycle import happened, status_on
from reporting.model.obstacles import Obstacle
from reporting.model.standing import Standing, analysis_on, commitment_state_on, instruments_on, standing_on

days = st.dates(datetime.date(2018, 12, 30), datetime.date(2021, 1, 2))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def standing(on: str, *events: dict[str, Any]) -> Standing:
    return standing_on(obstacle(*events), day(on), sources())


def following(text: str) -> dict[str, Any]:
    return {"text": {"nl": text}, "by": "unknown", "due": "unknown"}


def next_of(found: Standing) -> str:
    return found.next if isinstance(found.next, str) else found.next.text["nl"]


def test_before_anything_happened_nothing_is_known() -> None:
    found = standing("2020-01-14", event("decided", owners={"nl": "ministry"}, due="2021", next="none"))
    assert found == Standing({}, -1, "unknown", -1, "unknown", -1, None, -1)


def test_owners_are_those_named_last() -> None:
    events = [
        event("submitted", "2020-01-01"),
        event("decided", "2020-02-01", owners={"nl": "ministry", "vl": "flanders"}),
        event("progress", "2020-03-01"),
        event("progress", "2020-04", owners={"nl": "province"}),
    ]
    assert [(dict(found.owners), found.owners_at) for on in ("2020-01-31", "2020-02-01", "2020-04-29", "2020-04-30") for found in [standing(on, *events)]] == [
        ({}, -1), ({"nl": "ministry", "vl": "flanders"}, 1), ({"nl": "ministry", "vl": "flanders"}, 1), ({"nl": "province"}, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("events", "expected", "at"),
    [
        ([event("submitted")], "unknown", 0),
        ([event("submitted", next=following("Nagaan."))], "Nagaan.", 0),
        ([event("submitted", next=following("Nagaan.")), event("progress")], "Nagaan.", 0),
        ([event("submitted", next=following("Nagaan.")), event("progress", next="none")], "none", 1),
        ([event("submitted", next=following("Nagaan.")), event("feedback", next=following("Melden."))], "Melden.", 1),
        ([event("submitted", next=following("Nagaan.")), event("identification")], "unknown", 1),  # a step does away with it
        ([event("submitted", next=following("Nagaan.")), event("not-selected")], "unknown", 1),
        ([event("submitted", next=following("Nagaan.")), event("solved")], "none", 1),
        ([event("submitted"), event("accepted", next=following("Volgen."))], "Volgen.", 1),
    ],
)  # fmt: skip
def test_the_next_step(events: list, expected: str, at: int) -> None:
    found = standing("2020-12-31", *events)
    assert (next_of(found), found.next_at) == (expected, at)


def test_what_was_decided_and_by_when() -> None:
    events = [
        filled("decided", date="2020-02-01", due="2020-12"),
        event("progress", "2020-03-01"),
        filled("decided", date="2020-04-01", instrument="none", due=None),
        event("reopened", "2020-05-01"),
    ]
    found = [standing(on, *events) for on in ("2020-03-01", "2020-04-01", "2020-05-01")]
    assert [str(one.due) for one in found] == ["2020-12", "None", "None"]
    assert [getattr(one.instrument, "kind", one.instrument) for one in found] == ["practice-change", "none", "none"]
    made = obstacle(*events)
    assert [(index, one.kind) for index, one in instruments_on(made, day("2020-12-31"), {})] == [(0, "practice-change")]
    assert instruments_on(made, day("2020-01-31"), {}) == []


def test_what_was_to_be_done_before_it_was_opened_again_is_not_late() -> None:
    events = [
        filled("decided", date="2020-02-01", due="2020-12"),
        event("solved", "2020-03-01"),
        event("reopened", "2021-01-01"),
    ]
    assert str(standing("2020-12-31", *events).due) == "2020-12"
    assert standing("2021-01-01", *events).due is None


def test_the_last_analysis() -> None:
    made = obstacle(
        event("analysis", "2020-01-01", scores="pending", due="2020-06-01"),
        event("analysis", "2020-06", scores="unknown"),
    )
    found = [analysis_on(made, day(on), {}) for on in ("2019-12-31", "2020-06-29", "2020-06-30")]
    assert [one and (one[0], one[1].scores) for one in found] == [None, (0, "pending"), (1, "unknown")]


@pytest.mark.parametrize(
    ("dates", "on", "state"),
    [
        ({}, "2020-01-01", "open"),
        ({"reported": "2020-02-01"}, "2020-01-31", "open"),
        ({"reported": "2020-02-01"}, "2020-02-01", "reported-settled"),
        ({"reported": "2020-02"}, "2020-02-28", "open"),
        ({"reported": "2020-02"}, "2020-02-29", "reported-settled"),
        ({"reported": "unknown"}, "2020-01-01", "reported-settled"),
        ({"reported": "2020-02-01", "settled": "2020-03-01"}, "2020-02-29", "reported-settled"),
        ({"reported": "2020-02-01", "settled": "2020-03-01"}, "2020-03-01", "settled"),
        ({"reported": "2020-02-01", "settled": "unknown"}, "2020-01-01", "settled"),
        ({"settled": "2020-03-01"}, "2020-02-29", "open"),
        ({"settled": "2020-03-01"}, "2020-03-01", "settled"),
    ],
)
def test_a_commitment_as_of_a_day(dates: dict, on: str, state: str) -> None:
    more = {"reported": {"source": "unknown"}, "settled": {"by": "unknown"}}
    commitment = Commitment.model_validate(
        {
            "id": "motion", "kind": "motion", "title": {"nl": "Motie"}, "text": {"nl": "Tekst."}, "source": "unknown",
            "owner": "unknown", **{key: more[key] | {"date": date} for key, date in dates.items()},
        }
    )  # fmt: skip
    assert commitment_state_on(commitment, day(on)) == state


def seen(made: Obstacle, on: datetime.date) -> tuple:
    """All that is said of an obstacle as of a day, by what the events say, not where they stand."""
    status, found, analysis = (
        status_on(made, on, sources()),
        standing_on(made, on, sources()),
        analysis_on(made, on, sources()),
    )
    return (
        status and (status.name, status.public, status.event),
        *(value for value in (found.owners, found.next, found.instrument, found.due)),
        [made.events[at] if at >= 0 else None for at in (found.owners_at, found.next_at, found.instrument_at, found.due_at)],
        [instrument for _, instrument in instruments_on(made, on, sources())],
        analysis and analysis[1],
    )  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(obstacles, days)
def test_what_happened_later_does_not_show(made: Obstacle, on: datetime.date) -> None:
    past = without_later(made, on)
    assert seen(past, on) == seen(made, on)
    assert len(list(happened(past, on, sources()))) == len(past.events)  # all of it had happened


@settings(max_examples=200, deadline=None)
@given(obstacles, days, days)
def test_what_had_happened_has_happened_ever_after(made: Obstacle, first: datetime.date, other: datetime.date) -> None:
    first, other = sorted((first, other))
    before = {index for index, _ in happened(made, first, sources())}
    assert before <= {index for index, _ in happened(made, other, sources())}
