# ruff: noqa: E501 (tables of records, a case a line)
"""How an obstacle stands as of any day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.model.lifecycle import STATUS, events_in, happened_by, is_refused, status_on, told_at
from reporting.model.obstacles import Obstacle
from reporting.model.parties import Office
from reporting.model.sources import Page

SOURCES = {
    "told": Page.model_validate({"kind": "page", "title": {"nl": "Bericht"}, "date": "2023-05"}),
    "undated": Page.model_validate({"kind": "page", "title": {"nl": "Bericht"}}),
}


def obstacle(*events: tuple[str, ...]) -> Obstacle:
    """An obstacle with events `(kind, date)` or `(kind, date, source)`."""
    return Obstacle.model_validate(
        {
            "id": "ferry", "title": {"nl": "Veer"}, "borders": ["vl-nl"], "theme": "transport", "public": True,
            "description": {"nl": "Tekst."},
            "events": [
                {"kind": event[0], "date": event[1], "by": "unknown", "text": {"nl": "Iets."}, "source": event[2] if len(event) > 2 else None}
                for event in events
            ],
        }
    )  # fmt: skip


def status(found: Obstacle, day: str) -> str | None:
    standing = status_on(found, datetime.date.fromisoformat(day), SOURCES)
    return standing and standing.name


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-03-30", None), ("2022-03-31", "submitted"), ("2022-12-04", "submitted"), ("2022-12-05", "decided"),
        ("2023-12-30", "decided"), ("2023-12-31", "solved"),
    ],
)  # fmt: skip
def test_a_period_counts_when_it_is_over(day: str, expected: str | None):
    found = obstacle(
        ("submitted", "2022-03"), ("decided", "2022-12-05"), ("progress", "2023-02-01"), ("solved", "2023")
    )
    assert status(found, day) == expected


def test_progress_and_feedback_leave_the_status():
    found = obstacle(("decided", "2022-01-01"), ("progress", "2022-02-01"), ("feedback", "2022-03-01"))
    assert status(found, "2022-12-31") == "decided"


def test_reopened_begins_again():
    found = obstacle(("solved", "2022-01-01"), ("reopened", "2022-06-01"), ("analysis", "2022-09-01"))
    assert [status(found, day) for day in ("2022-05-31", "2022-06-01", "2022-09-01")] == [
        "solved",
        "identification",
        "in-analysis",
    ]


def test_the_later_in_the_file_counts_on_one_day():
    assert status(obstacle(("selected", "2022-01-01"), ("raised", "2022-01-01")), "2022-01-01") == "raised"


def test_an_unknown_date_counts_with_the_next_dated_event():
    found = obstacle(("submitted", "2022-01-01"), ("decided", "unknown"), ("implementing", "2022-06-01"))
    assert [status(found, day) for day in ("2022-05-31", "2022-06-01")] == ["submitted", "implementing"]


def test_a_last_unknown_date_counts_once_its_source_told():
    found = obstacle(("submitted", "2022-01-01"), ("decided", "unknown", "told"))
    assert [status(found, day) for day in ("2023-05-30", "2023-05-31")] == ["submitted", "decided"]


@pytest.mark.parametrize("source", [(), ("undated",), ("nowhere",)])
def test_a_last_unknown_date_without_a_dated_source_counts_at_once(source: tuple[str, ...]):
    assert status(obstacle(("decided", "unknown", *source)), "1990-01-01") == "decided"


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ("submitted:2022-01-10 feedback:2022-02-01", {0: 1}),
        ("submitted:2022-01-10", {0: None}),
        ("feedback:2022-01-10 submitted:2022-01-10", {1: None}),
        ("submitted:2022-01-10 progress:2022-01-20 feedback:2022-02-01", {0: 2}),
        # two steps of one day, told at once
        ("submitted:2022-01-10 identification:2022-01-10 feedback:2022-02-01", {0: 2, 1: 2}),
        # the first had to wait for the second
        ("submitted:2022-01-10 identification:2022-01-11 feedback:2022-02-01", {0: None, 1: 2}),
        ("submitted:2022-01-10 feedback:2022-01-10 identification:2022-01-10", {0: 1, 2: None}),
        # a period that may be the same day is not surely later; nor is an unknown date
        ("submitted:2022-01-10 identification:2022-01 feedback:2022-02-01", {0: 2, 1: 2}),
        ("submitted:2022-01 identification:2022-01-31 feedback:2022-02-01", {0: 2, 1: 2}),
        ("submitted:2022-01 identification:2022-02-01 feedback:2022-02-01", {0: None, 1: 2}),
        ("submitted:unknown identification:2022-02-01 feedback:2022-02-01", {0: 2, 1: 2}),
        ("submitted:2022-01-10 identification:unknown analysis:2023 feedback:2024", {0: None, 1: 3, 2: 3}),
    ],
)
def test_who_reported_it_is_told_by_the_feedback_before_the_next_later_step(events: str, told: dict[int, int | None]):
    made = obstacle(*(tuple(event.split(":")) for event in events.split())).events
    assert {index: told_at(made, index) for index, event in enumerate(made) if event.kind in STATUS} == told


@pytest.mark.parametrize(
    ("events", "refused"),
    [
        ("submitted", False), ("raised decided", False), ("raised decided/none", True), ("decided/none progress", True),
        ("decided/none decided", False), ("decided decided/none", True), ("decided/none decided/unknown", False),
        ("decided/none accepted", True), ("decided/none accepted reopened", False),
        ("decided/none accepted reopened decided/none", True),
    ],
)  # fmt: skip
def test_a_refusal_stands_until_a_new_decision_or_until_it_is_opened_again(events: str, refused: bool):
    made = [(kind, said) for kind, _, said in (event.partition("/") for event in events.split())]
    found = obstacle(*((kind, "2022") for kind, _ in made)).events
    decided = zip(found, made, strict=True)
    assert (
        is_refused([event.model_copy(update={"instrument": said or None}) for event, (_, said) in decided]) is refused
    )


def test_the_events_of_a_period():
    found = obstacle(
        ("submitted", "2021-12-31"),
        ("analysis", "2022-01"),
        ("decided", "unknown"),
        ("raised", "2022-12-15"),
        ("solved", "2023"),
    )
    first, last = datetime.date(2022, 1, 15), datetime.date(2022, 12, 15)
    assert [index for index, _ in events_in(found, first, last)] == [1, 3]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*STATUS, "progress"]), st.dates(datetime.date(2020, 1, 1), datetime.date(2024, 1, 1))
        ),
        min_size=1,
    ),
    st.dates(datetime.date(2019, 1, 1), datetime.date(2025, 1, 1)),
)
def test_the_status_is_that_of_the_last_event_that_led_to_one(
    made: list[tuple[str, datetime.date]], day: datetime.date
):
    made.sort(key=lambda event: event[1])
    found = obstacle(*((kind, date.isoformat()) for kind, date in made))
    past = [kind for kind, date in made if date <= day and kind != "progress"]
    standing = status_on(found, day, {})
    assert (standing and standing.name) == (STATUS[past[-1]][0] if past else None)
    if standing:
        assert standing.public == STATUS[standing.event.kind][1]
        assert found.events[standing.index] is standing.event
        assert happened_by(found.events, standing.index, day, {})


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2017-10-25", []),
        ("2017-10-26", ["A"]),
        ("2022-01-10", ["A", "B"]),
        ("2022-01-11", ["B"]),
        ("2024-06-01", ["B", "C"]),
    ],
)
def test_who_may_hold_an_office(day: str, names: list[str]):
    office = Office.model_validate(
        {
            "id": "minister", "title": {"nl": "Minister"},
            "holders": [
                {"name": "A", "from": "2017-10-26", "until": "2022-01-10"},
                {"name": "B", "from": "2022-01-10", "until": "unknown"},
                {"name": "C", "from": "2024"},
            ],
        }
    )  # fmt: skip
    assert [holder.name for holder in office.holders_on(datetime.date.fromisoformat(day))] == names
