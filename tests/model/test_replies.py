"""What a reporter has still to be told, as of any day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import event, obstacle, obstacles, sources, without_later

from reporting.model.lifecycle import STATUS, happened, status_on
from reporting.model.replies import Reply, reply_owed, untold_on

days = st.dates(datetime.date(2018, 12, 30), datetime.date(2021, 1, 2))
END = datetime.date(2020, 12, 31)


def life(kinds: str, **more: Any):
    """An obstacle of events a month apart, from January 2020 on: `submitted feedback identification`."""
    return obstacle(*(event(kind, f"2020-{month:02}-15") for month, kind in enumerate(kinds.split(), 1)), **more)


def owed(kinds: str, on: datetime.date = END, **more: Any) -> Reply | None:
    return reply_owed(life(kinds, **more), on, sources())


@pytest.mark.parametrize(
    ("kinds", "untold"),
    [
        ("submitted", (0,)),
        ("submitted feedback", ()),
        ("submitted progress", (0,)),
        ("submitted identification", (0, 1)),
        ("submitted feedback identification", (2,)),
        ("submitted identification feedback", ()),  # told where it stands now, the earlier step with it
        ("submitted identification feedback analysis progress", (3,)),
        ("feedback submitted", (1,)),
        ("progress", ()),
    ],
)
def test_changes_since_the_reporter_last_heard(kinds: str, untold: tuple[int, ...]) -> None:
    assert untold_on(life(kinds), END, sources()) == untold


def test_the_latest_change_is_what_a_reply_is_about_and_earlier_ones_are_in_it() -> None:
    reply = owed("submitted feedback identification analysis progress")
    assert reply and (reply.index, reply.earlier, reply.event.kind, reply.since.kind) == (
        3,
        (2,),
        "analysis",
        "identification",
    )


@pytest.mark.parametrize(
    ("initiator", "front_office", "coordinator", "answer"),
    [
        ("company", "desk", "ministry", ("company", False, "desk")),
        ("company", "unknown", "ministry", ("company", False, "ministry")),
        ("company", "unknown", "unknown", ("company", False, "unknown")),
        ("citizen", "desk", "ministry", ("desk", True, "desk")),
        ("unknown", "desk", "ministry", ("desk", True, "desk")),
        ("citizen", "unknown", "ministry", None),
        ("unknown", "unknown", "ministry", None),
    ],
)
def test_who_is_written_to_and_which_desk_sees_to_it(
    initiator: str, front_office: str, coordinator: str, answer: tuple | None
) -> None:
    reply = owed("submitted", initiator=initiator, front_office=front_office, coordinator=coordinator)
    assert (reply and (reply.to, reply.passed_on, reply.desk)) == answer


def test_nothing_that_happened_later_counts() -> None:
    assert owed("submitted identification feedback", datetime.date(2020, 1, 14)) is None
    before = owed("submitted identification feedback", datetime.date(2020, 2, 20))
    assert before and (before.index, before.earlier) == (1, (0,))
    assert owed("submitted identification feedback", datetime.date(2020, 3, 15)) is None


@pytest.mark.parametrize(
    ("date", "inside"),
    [
        ("2020-03-01", True),
        ("2020-03-31", True),
        ("2020-02-29", False),
        ("2020-04-01", False),
        ("2020-03", True),
        ("2020", True),
        ("2019", False),
        ("unknown", True),
    ],
)
def test_a_change_that_may_have_been_in_the_period_falls_in_it(date: str, inside: bool) -> None:
    about = obstacle(event("submitted", date))
    reply = Reply(about, 0, (), "company", False, "desk")
    assert reply.falls_in(datetime.date(2020, 3, 1), datetime.date(2020, 3, 31)) == inside


@given(whole=obstacles, day=days)
def test_a_reply_is_about_the_status_of_that_day_and_follows_from_what_had_happened(whole, day) -> None:
    reply = reply_owed(whole, day, sources())
    before = reply_owed(without_later(whole, day), day, sources())
    told = untold_on(whole, day, sources())
    assert (reply is None) == (before is None)
    assert bool(told) == any(
        event.kind in STATUS
        and not any(other.kind == "feedback" for at, other in happened(whole, day, sources()) if at > index)
        for index, event in happened(whole, day, sources())
    )
    if reply:
        assert (*reply.earlier, reply.index) == told
        assert reply.index == status_on(whole, day, sources()).index
        assert reply.to not in ("citizen", "unknown")
