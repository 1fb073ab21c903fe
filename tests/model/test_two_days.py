# ruff: noqa: E501 (tables of lives, a case a line)
"""Two days beside each other: what moved, how many of each sort, what stood to be done and what came of it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import event, obstacle, obstacles, sources, without_later

from reporting.model.book import Casebook
from reporting.model.chain import Meeting, Sentence
from reporting.model.counting import count_obstacles
from reporting.model.lifecycle import CLOSED, STATUS, status_on
from reporting.model.movement import movement_between
from reporting.model.obstacles import Obstacle
from reporting.model.packs import Settings
from reporting.model.promises import promise_on
from reporting.model.standing import meeting_before, outcome_on

DAYS = st.dates(datetime.date(2018, 12, 30), datetime.date(2021, 1, 2))
PAIRS = st.tuples(DAYS, DAYS).map(sorted)
SETTINGS = Settings.model_validate({"title": {"nl": "Proef"}, "language": "nl"})
THEN, NOW = datetime.date(2020, 3, 31), datetime.date(2020, 9, 30)
MEETING = {
    "id": "top",
    "kind": "summit",
    "title": {"nl": "Top"},
    "place": "unknown",
    "date": "2020-06-10",
    "parties": {"nl": ["ministry"], "vl": ["flanders"]},
}


def book(**meetings: dict[str, Any]) -> Casebook:
    found = {key: Meeting.model_validate(MEETING | {"id": key} | data) for key, data in meetings.items()}
    return Casebook(settings=SETTINGS, sources=sources(), meetings=found)


def step(text: str, due: str = "unknown", **more: Any) -> dict[str, Any]:
    return {"text": {"nl": text}, "by": "ministry", "due": due} | more


SUBMITTED = event("submitted", "2020-01-15")
# events -> how it moved between THEN and NOW, and which events lie between
MOVES: list[tuple[list[dict[str, Any]], str, list[int]]] = [
    ([SUBMITTED, event("analysis", "2020-05-01")], "moved", [1]),
    ([event("submitted", "2020-05-01")], "moved", [0]),
    ([SUBMITTED], "still", []),
    ([SUBMITTED, event("progress", "2020-05-01"), event("feedback", "2020-05-02")], "still", [1]),
    ([event("decided", "2020-01-15"), event("decided", "2020-05-01")], "moved", [1]),
    ([SUBMITTED, event("solved", "2020-02-01")], "closed", []),
    ([SUBMITTED, event("not-selected", "2020-02-01"), event("progress", "2020-05-01")], "closed", [2]),
    ([SUBMITTED, event("solved", "2020-02-01"), event("reopened", "2020-06-01")], "moved", [2]),
    ([SUBMITTED, event("mitigated", "2020-02-01"), event("solved", "2020-06-01")], "moved", [2]),
    ([event("submitted", "2020-10-01")], "nothing", []),
    ([SUBMITTED, event("analysis", "2020-03-31")], "still", []),
    ([SUBMITTED, event("analysis", "2020-09")], "moved", [1]),
    ([SUBMITTED, event("analysis", "2020-10")], "still", []),
    ([SUBMITTED, event("analysis", "2020")], "still", []),
    ([SUBMITTED, event("analysis", "unknown", source="undated")], "still", []),
    ([event("submitted", "2020-03"), event("analysis", "unknown"), event("selected", "2020-04-02")], "moved", [1, 2]),
]  # fmt: skip


@pytest.mark.parametrize(("events", "kind", "between"), MOVES)
def test_what_moved(events: list[dict[str, Any]], kind: str, between: list[int]) -> None:
    found = movement_between(obstacle(*events), THEN, NOW, sources())
    assert (found.kind, [index for index, _ in found.events]) == (kind, between)


NAGAAN, PRATEN = step("Nagaan."), step("Praten.")
DUE = step("Nagaan.", "2020-05")
# the events since THEN, the step that stood -> state, index of the answer, the date it got anew
PROMISES: list[tuple[dict[str, Any], list[dict[str, Any]], tuple[str, int | None, str | None]]] = [
    (NAGAAN, [], ("unknown", None, None)),
    (DUE, [], ("late", None, None)),
    (step("Nagaan.", "2020-09-29"), [], ("late", None, None)),
    (step("Nagaan.", "2020-09-30"), [], ("not-yet", None, None)),
    (step("Nagaan.", "2020-09"), [], ("not-yet", None, None)),
    (step("Nagaan.", "2020"), [], ("not-yet", None, None)),
    (DUE, [event("progress", "2020-04-01")], ("late", None, None)),
    (DUE, [event("feedback", "2020-04-01")], ("late", None, None)),
    (DUE, [event("analysis", "2020-04-01")], ("done", 1, None)),
    (DUE, [event("analysis", "2020-05")], ("done", 1, None)),
    (DUE, [event("analysis", "2020-06-01")], ("done-late", 1, None)),
    (NAGAAN, [event("analysis", "2020-06-01")], ("done", 1, None)),
    (DUE, [event("progress", "2020-04-01", next=PRATEN)], ("done", 1, None)),
    (DUE, [event("progress", "2020-07-01", next=PRATEN)], ("done-late", 1, None)),
    (DUE, [event("progress", "2020-04-01", next="none")], ("done", 1, None)),
    (DUE, [event("progress", "2020-04-01", next="unknown")], ("unknown", None, None)),
    (DUE, [event("progress", "2020-04-01", next=step("Nagaan.", "2020-12"))], ("late", None, "2020-12")),
    (DUE, [event("progress", "2020-04-01", next=step("Nagaan.", "2020-12")), event("analysis", "2020-07-01")], ("done-late", 2, None)),
    (DUE, [event("analysis", "2020-04-01", next=step("Nagaan.", "2020-12"))], ("late", None, "2020-12")),
    (DUE, [event("analysis", "2020-10-01")], ("late", None, None)),
    (DUE, [event("no-obstacle", "2020-04-01")], ("done", 1, None)),
    (step("Nagaan.", meeting="top"), [], ("late", None, None)),
    (step("Nagaan.", "2020-12", meeting="top"), [], ("not-yet", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("stood", "since", "expected"), PROMISES)
def test_what_came_of_a_next_step(stood: dict[str, Any], since: list[dict[str, Any]], expected: tuple) -> None:
    whole = obstacle(event("submitted", "2020-01-15", next=stood), *since)
    found = promise_on(whole, THEN, NOW, book(top={}))
    assert found is not None and found.step is not None and found.at == 0
    moved = None if found.moved is None else str(found.moved)
    assert (found.state, found.answer and found.answer[0], moved) == expected


DECIDED = event("decided", "2020-01-15", due="2020-05", instrument="unknown")
DECISIONS: list[tuple[list[dict[str, Any]], tuple[str, int | None, str | None] | None]] = [
    ([DECIDED], ("late", None, None)),
    ([DECIDED, event("implementing", "2020-04-01")], ("late", None, None)),
    ([DECIDED, event("solved", "2020-04-01")], ("done", 1, None)),
    ([DECIDED, event("implementing", "2020-04-01"), event("mitigated", "2020-07-01")], ("done-late", 2, None)),
    ([DECIDED, event("decided", "2020-04-01", due="2020-12", instrument="unknown")], ("late", None, "2020-12")),
    ([DECIDED, event("decided", "2020-04-01", instrument="none")], ("done", 1, None)),
    ([DECIDED | {"due": "unknown"}], None),
    ([DECIDED | {"instrument": "none"}], None),
    ([DECIDED, event("solved", "2020-02-01")], None),
    ([SUBMITTED], None),
    ([event("submitted", "2020-05-01", next=DUE)], None),
    ([event("submitted", "2020-01-15", next="none")], None),
]


@pytest.mark.parametrize(("events", "expected"), DECISIONS)
def test_what_came_of_a_decision(events: list[dict[str, Any]], expected: tuple | None) -> None:
    found = promise_on(obstacle(*events), THEN, NOW, book())
    if expected is None:
        assert found is None
        return
    assert found is not None and found.step is None and str(found.due) == "2020-05"
    moved = None if found.moved is None else str(found.moved)
    assert (found.state, found.answer and found.answer[0], moved) == expected


@settings(max_examples=100)
@given(st.lists(obstacles, max_size=6), PAIRS)
def test_counts_add_up_and_agree_with_the_statuses(every: list[Obstacle], days: list[datetime.date]) -> None:
    then, now = days
    counts = count_obstacles(every, then, now, sources())
    known = [[one for one in every if status_on(one, day, sources())] for day in days]
    assert (counts.total.then, counts.total.now) == tuple(map(len, known))
    assert counts.total.then <= counts.total.now
    for what in ("status", "theme"):
        assert sum(count.then for count in counts.by[what]) == counts.total.then
        assert sum(count.now for count in counts.by[what]) == counts.total.now
    at_borders = [sum(len(set(one.borders)) for one in found) for found in known]
    assert [sum(getattr(count, when) for count in counts.by["border"]) for when in ("then", "now")] == at_borders
    assert all(count.then or count.now for found in counts.by.values() for count in found)


@settings(max_examples=100)
@given(st.lists(obstacles, max_size=6), PAIRS)
def test_every_obstacle_moved_or_not(every: list[Obstacle], days: list[datetime.date]) -> None:
    then, now = days
    found = [movement_between(one, then, now, sources()) for one in every]
    kinds = [movement.kind for movement in found]
    assert sum(kinds.count(kind) for kind in ("moved", "still", "closed", "nothing")) == len(every)
    for movement in found:
        assert all(event.kind != "feedback" for _, event in movement.events)
        if movement.kind in ("still", "closed"):
            assert movement.before is not None and movement.before.name == movement.after.name
            assert (movement.kind == "closed") == (movement.after.name in CLOSED)
        if movement.kind == "nothing":
            assert movement.before is None and movement.after is None
            assert not any(event.kind in STATUS for _, event in movement.events)
        if then == now:
            assert not movement.events and movement.kind != "moved"


@settings(max_examples=100)
@given(obstacles, PAIRS)
def test_what_happened_after_the_day_changes_nothing(whole: Obstacle, days: list[datetime.date]) -> None:
    then, now = days
    kept = without_later(whole, now)
    moves = [movement_between(one, then, now, sources()) for one in (kept, whole)]
    assert moves[0].kind == moves[1].kind
    assert [event for _, event in moves[0].events] == [event for _, event in moves[1].events]
    one, other = (promise_on(each, then, now, book()) for each in (kept, whole))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.state, one.step, one.due, one.moved) == (other.state, other.step, other.due, other.moved)
        assert (one.answer and one.answer[1]) == (other.answer and other.answer[1])
    counts = [count_obstacles([each], then, now, sources()) for each in (kept, whole)]
    assert counts[0] == counts[1]


@settings(max_examples=100)
@given(obstacles, PAIRS)
def test_a_promise_is_judged_by_what_is_there(whole: Obstacle, days: list[datetime.date]) -> None:
    then, now = days
    found = promise_on(whole, then, now, book())
    if found is None:
        return
    assert (found.answer is not None) == found.state.startswith("done")
    if found.state == "late":
        assert found.due.last < now
    if found.state == "not-yet":
        assert found.due.last >= now
    if then == now:
        assert found.answer is None and found.moved is None


SENTENCE = {"mode": "agrees", "text": {"nl": "Er komt een loket."}, "owners": ["ministry"]}
OUTCOME = {"state": "done", "text": {"nl": "Het is er."}, "date": "2020-05"}


@pytest.mark.parametrize(
    ("outcome", "day", "known"),
    [
        (None, "2020-06-01", False), (OUTCOME, "2020-05-30", False), (OUTCOME, "2020-05-31", True),
        (OUTCOME | {"date": "unknown"}, "1999-01-01", True),
    ],
)  # fmt: skip
def test_an_outcome_is_known_from_its_date(outcome: dict[str, Any] | None, day: str, known: bool) -> None:
    sentence = Sentence.model_validate(SENTENCE | ({"outcome": outcome} if outcome else {}))
    assert (outcome_on(sentence, datetime.date.fromisoformat(day)) is not None) == known


def test_the_meeting_before_is_the_last_of_its_kind_between_the_same_sides() -> None:
    found = book(
        top={}, first={"date": "2016-01-01"}, last={"date": "2018-02"}, later={"date": "2022-01-01"},
        undated={"date": "unknown"}, sameday={"date": "2020-06-10"}, month={"date": "2020-06"},
        ministers={"kind": "ministers", "date": "2019-01-01"},
        german={"parties": {"nl": ["ministry"], "nrw": ["nrw"]}, "date": "2019-01-01"},
    ).meetings  # fmt: skip
    assert meeting_before(found["top"], found.values()) is found["last"]
    assert meeting_before(found["first"], found.values()) is None
    assert meeting_before(found["undated"], found.values()) is None
