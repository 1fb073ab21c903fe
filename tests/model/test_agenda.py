"""What is due at a meeting, part by part, as of a day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from reporting.model.agenda import Agenda, build_agenda, concerns
from reporting.model.chain import Commitment, Meeting
from reporting.model.obstacles import Obstacle

DAY = datetime.date(2024, 6, 1)
SCORES = {name: {"score": "3", "reason": {"nl": "x"}} for name in ("relevance", "benefits", "feasibility")}


def meeting(key: str = "m", date: str = "2024-06-20", kind: str = "council", **more: Any) -> Meeting:
    data = {"id": key, "kind": kind, "title": {"nl": key}, "place": "unknown", "date": date}
    return Meeting.model_validate({"parties": {"nl": ["a"], "vl": ["b"]}, **data, **more})


def event(kind: str, date: str = "2024-02-01", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "date": date, "by": "a", "text": {"nl": "x"}, **more}


def obstacle(key: str, *events: dict[str, Any], border: str = "vl-nl") -> Obstacle:
    return Obstacle.model_validate(
        {
            "id": key,
            "title": {"nl": key},
            "borders": [border],
            "theme": "health",
            "public": True,
            "description": {"nl": "x"},
            "events": [event("submitted", "2024-01-01"), *events],
        }
    )


def commitment(key: str, due: str, **more: Any) -> Commitment:
    return Commitment.model_validate(
        {
            "id": key,
            "kind": "motion",
            "title": {"nl": key},
            "text": {"nl": "x"},
            "source": "unknown",
            "owner": "a",
            "due": due,
            **more,
        }
    )


def agenda(
    *obstacles: Obstacle, at: Meeting | None = None, others: tuple[Meeting, ...] = (), owed: tuple = (), day=DAY
) -> Agenda:
    at = at or meeting()
    return build_agenda(at, obstacles, {one.id: one for one in (at, *others)}, owed, day, {})


def ids(found: tuple) -> list[str]:
    return [one[0].id if isinstance(one, tuple) else one.id for one in found]


def test_the_parts_of_the_chain() -> None:
    step = {"text": {"nl": "x"}, "by": "a", "due": "unknown"}
    found = agenda(
        obstacle("new"),
        obstacle("asked", event("analysis", scores="pending", due="2024-06-10")),
        obstacle("asked-open", event("analysis", scores="pending")),
        obstacle("asked-later", event("analysis", scores="pending", due="2024-07-10")),
        obstacle("scored", event("analysis", scores=SCORES)),
        obstacle("unscored", event("analysis", scores="unknown")),
        obstacle("chosen", event("analysis", scores=SCORES), event("selected", "2024-03-01")),
        obstacle("raised", event("raised", next={**step, "meeting": "m"})),
        obstacle("raised-due", event("raised", next={**step, "due": "2024-06"})),
        obstacle("raised-early", event("raised", next={**step, "due": "2024-06-20"})),
        obstacle("raised-later", event("raised", next={**step, "due": "2024-06-21"})),
        obstacle("gone", event("no-obstacle")),
    )
    assert ids(found.to_select) == ["scored", "unscored"]
    assert ids(found.to_raise) == ["chosen"]
    assert ids(found.analyses) == ["asked", "asked-open"]
    assert ids(found.steps) == ["raised", "raised-early"]  # of a month that is not over, nobody knows
    assert found.until == datetime.date(2024, 6, 20)


def test_what_happens_later_is_not_known_yet() -> None:
    later = obstacle("later", event("analysis", "2024-06-02", scores=SCORES))
    assert ids(agenda(later).to_select) == []
    assert ids(agenda(later, day=datetime.date(2024, 6, 2)).to_select) == ["later"]


@pytest.mark.parametrize(
    ("date", "until"),
    [("2024-06-20", "2024-06-20"), ("2024-05-01", "2024-06-01"), ("unknown", "2024-06-01"), ("2024-07", "2024-07-31")],
)
def test_until_when(date: str, until: str) -> None:
    assert str(agenda(at=meeting(date=date)).until) == until


def test_what_earlier_meetings_of_the_kind_decided() -> None:
    before = (
        meeting("first", "2023-05-01"),
        meeting("second", "2023-11-01"),
        meeting("officials", "2023-12-01", "officials"),
        meeting("next", "2024-09-01"),
        meeting("elsewhere", "2023-12-01", parties={"nl": ["a"], "nrw": ["b"]}),
    )
    found = agenda(
        obstacle("b", event("selected", "2023-11-01", meeting="second")),
        obstacle("a", event("selected", "2023-05-01", meeting="first"), event("raised", "2023-12-01")),
        obstacle("closed", event("not-selected", "2023-05-01", meeting="first")),
        obstacle("talked", event("progress", "2023-05-01", meeting="first")),
        obstacle("other", event("selected", "2023-12-01", meeting="officials")),
        obstacle("far", event("selected", "2023-12-01", meeting="elsewhere")),
        others=before,
    )
    assert ids(found.earlier) == ["a", "b"]
    assert ids(
        agenda(
            obstacle("a", event("selected", "2023-05-01", meeting="first")), at=meeting(date="unknown"), others=before
        ).earlier
    ) == ["a"]


def test_any_day_will_do() -> None:
    for day in (datetime.date.min, datetime.date.max):
        assert agenda(at=meeting(date="unknown"), day=day).until == day


def test_motions_and_undertakings_that_are_due() -> None:
    owed = (
        commitment("due", "2024-06-20"),
        commitment("late", "2023"),
        commitment("later", "2024-06-21"),
        commitment("open", "unknown"),
        commitment("done", "2024-01-01", settled={"date": "2024-02-01", "by": "x"}),
        commitment("given", "2024-06-20", given="2024-06-01"),
        commitment("given-later", "2024-06-20", given="2024-06-02"),
    )
    assert ids(agenda(owed=owed).commitments) == ["due", "late", "given"]
    assert ids(agenda(owed=owed, day=datetime.date(2024, 6, 2)).commitments) == ["due", "late", "given", "given-later"]


@pytest.mark.parametrize(
    ("border", "parties", "expected"),
    [
        ("vl-nl", ("nl", "vl"), True),
        ("vl-nl", ("nl", "be"), True),
        ("nl-wal", ("nl", "vl"), False),
        ("nl-nrw", ("nl", "de"), True),
        ("nl-nds", ("nl", "nrw"), False),
    ],
)
def test_which_borders_a_meeting_is_about(border: str, parties: tuple[str, str], expected: bool) -> None:
    at = meeting(parties={side: ["a"] for side in parties})
    assert concerns(at, obstacle("x", border=border)) == expected
