# ruff: noqa: E501 (tables, a case a line)
"""What each step requires: there, missing, or known to be unknown, and the field that says so."""

from __future__ import annotations

from typing import Any

import pytest
from lives import answers, event, filled, obstacle

from reporting.model.obstacles import Event
from reporting.model.requirements import (
    MISSING,
    REQUIREMENTS,
    UNKNOWN_STILL,
    awaits_analysis,
    findings_at,
    keys_of,
    lacking_sides,
    sides_of,
)  # fmt: skip
from reporting.problems import catalogue

SCORES = answers("vl-nl")["scores"]
SCORE_UNKNOWN = SCORES | {"benefits": {"score": "unknown", "reason": {"nl": "x"}}}


def found(made: Any) -> list[tuple[str, str, str]]:
    """What is lacking at the last event, the field as in a problem."""
    index = len(made.events) - 1
    lines = []
    for need, state, where in findings_at(made, index):
        shown = ".".join(str(step) for step in (where[2:] if where[0] == "events" else where))
        lines.append((need, state, shown))
    return lines


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("submitted", {}, []),
        ("identification", {}, []),
        ("implementing", {}, []),
        ("progress", {}, []),
        ("analysis", {}, []),
        ("analysis", {"scores": None}, [("scores", MISSING, "scores")]),
        ("analysis", {"scores": "pending"}, []),
        ("analysis", {"scores": "unknown"}, [("scores", UNKNOWN_STILL, "scores")]),
        ("analysis", {"scores": SCORE_UNKNOWN}, [("scores", UNKNOWN_STILL, "scores.benefits.score")]),
        ("selected", {}, []),
        ("selected", {"date": "2020-01"}, [("day", UNKNOWN_STILL, "date")]),
        ("selected", {"date": "2020"}, [("day", UNKNOWN_STILL, "date")]),
        ("selected", {"date": "unknown"}, [("day", UNKNOWN_STILL, "date")]),
        ("not-selected", {"reason": None}, [("reason", MISSING, "reason")]),
        ("not-selected", {"reason": "unknown", "date": "unknown"}, [("day", UNKNOWN_STILL, "date"), ("reason", UNKNOWN_STILL, "reason")]),
        ("raised", {}, []),
        ("raised", {"ministers": {}}, [("ministers", MISSING, "ministers")]),
        ("raised", {"ministers": {"nl": "minister-nl"}}, [("ministers", MISSING, "ministers")]),
        ("raised", {"ministers": {"nl": "minister-nl", "be": "minister-be"}}, []),
        ("raised", {"ministers": {"nl": "minister-nl", "wal": "minister-wal"}}, [("ministers", MISSING, "ministers")]),
        ("raised", {"ministers": {"nl": "minister-nl", "vl": "unknown"}}, [("ministers", UNKNOWN_STILL, "ministers")]),
        ("raised", {"ministers": {"nl": "minister-nl", "vl": "unknown", "be": "minister-be"}}, []),
        ("raised", {"ministers": {"nl": "minister-nl", "vl": "unknown", "be": "unknown"}}, [("ministers", UNKNOWN_STILL, "ministers")]),
        ("raised", {"question": "unknown"}, [("question", UNKNOWN_STILL, "question")]),
        ("raised", {"question": None}, [("question", MISSING, "question")]),
        ("decided", {}, [("owners", UNKNOWN_STILL, "owners")]),
        ("decided", {"owners": {"nl": "ministry", "vl": "flanders"}}, []),
        ("decided", {"owners": {}, "due": None, "instrument": None}, [("instrument", MISSING, "instrument"), ("owners", MISSING, "owners"), ("due", MISSING, "due")]),
        ("decided", {"owners": {"nl": "ministry", "vl": "flanders"}, "due": "unknown", "instrument": "unknown"}, [("instrument", UNKNOWN_STILL, "instrument"), ("due", UNKNOWN_STILL, "due")]),
        ("decided", {"owners": {}, "due": None, "instrument": "none"}, [("refusal", MISSING, "reason")]),
        ("decided", {"owners": {}, "due": None, "instrument": "none", "reason": "unknown"}, [("refusal", UNKNOWN_STILL, "reason")]),
        ("decided", {"owners": {}, "due": None, "instrument": "none", "reason": {"nl": "Nee."}}, []),
        ("solved", {"verified_by": None, "evidence": None}, [("verified_by", MISSING, "verified_by"), ("evidence", MISSING, "evidence")]),
        ("solved", {"verified_by": "unknown"}, [("verified_by", UNKNOWN_STILL, "verified_by")]),
        ("mitigated", {"remains": None}, [("remains", MISSING, "remains")]),
        ("accepted", {"reason": None}, [("reason", MISSING, "reason")]),
        ("no-obstacle", {"reason": None}, [("reason", MISSING, "reason")]),
        ("reopened", {"reason": None}, [("reason", MISSING, "reason")]),
    ],
)  # fmt: skip
def test_requirements_of_a_step(kind: str, changes: dict, expected: list) -> None:
    made = event(kind) if kind == "progress" else filled(kind) | changes
    assert found(obstacle({key: value for key, value in made.items() if value is not None})) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"cause": "unknown"}, [("cause", UNKNOWN_STILL, "cause")]),
        ({"provisions": []}, [("provisions", MISSING, "provisions")]),
        ({"provisions": [{"side": "nl", "citation": "Wet"}]}, [("provisions", MISSING, "provisions")]),
        ({"provisions": [{"side": "nl", "citation": "Wet"}, {"side": "be", "citation": "Wet"}]}, []),
        (
            {"provisions": [{"side": "nl", "citation": "Wet"}, {"side": "vl", "citation": "unknown"}]},
            [("provisions", UNKNOWN_STILL, "provisions")],
        ),
        ({"borders": ["vl-nl", "nl-nrw"]}, [("provisions", MISSING, "provisions")]),
        (
            {
                "borders": ["nl-nds"],
                "provisions": [{"side": "nl", "citation": "Wet"}, {"side": "de", "citation": "Wet"}],
            },
            [],
        ),
    ],
)
def test_what_an_analysis_needs_of_the_obstacle(more: dict, expected: list) -> None:
    assert found(obstacle(filled("analysis"), **more)) == expected


@pytest.mark.parametrize(
    ("cited", "state"),
    [
        ([("nl", "Wet"), ("vl", "unknown"), ("vl", "Decreet")], None),  # whatever the order
        ([("nl", "Wet"), ("vl", "Decreet"), ("vl", "unknown")], None),
        ([("nl", "Wet"), ("be", "Wet"), ("vl", "unknown")], None),  # federal law is known
        ([("nl", "unknown"), ("nl", "unknown"), ("vl", "Decreet")], UNKNOWN_STILL),
        ([("nl", "Wet"), ("vl", "unknown"), ("be", "unknown")], UNKNOWN_STILL),
        ([("nl", "unknown"), ("vl", "unknown")], UNKNOWN_STILL),
        ([("nl", "Wet"), ("nl", "unknown")], MISSING),
        ([("nl", "Wet"), ("vl", "Decreet"), ("eu", "unknown")], None),  # beside what is needed
    ],
)
def test_a_side_is_known_by_one_known_citation(cited: list[tuple[str, str]], state: str | None) -> None:
    provisions = [{"side": side, "citation": citation} for side, citation in cited]
    expected = [("provisions", state, "provisions")] if state else []
    assert found(obstacle(filled("analysis"), provisions=provisions)) == expected


def test_provisions_may_wait_until_the_analysis_is_there() -> None:
    assert found(obstacle(filled("analysis", scores="pending"), provisions=[])) == []


def test_a_cause_that_nobody_typed_is_missing() -> None:
    whole = obstacle(filled("analysis"))
    data = {key: value for key, value in whole.model_dump(exclude_unset=True).items() if key != "cause"}
    assert found(type(whole).model_validate(data)) == [("cause", MISSING, "cause")]


@pytest.mark.parametrize(
    ("events", "waits", "missing"),
    [
        ([filled("selected")], False, False),  # the analysis was left out
        ([filled("analysis"), filled("selected")], False, False),
        ([filled("analysis", scores="pending"), filled("selected")], True, True),
        ([filled("analysis", scores="pending"), filled("not-selected")], True, True),
        ([filled("analysis", scores="pending"), filled("selected", skipped={"nl": "Haast."})], True, False),
        ([filled("analysis", scores="pending"), filled("analysis"), filled("selected")], False, False),
        ([filled("analysis"), filled("analysis", scores="pending"), filled("selected")], True, True),
        ([filled("analysis", scores="pending"), filled("raised")], False, False),
        ([filled("analysis", scores="pending"), event("progress")], False, False),
    ],
)
def test_a_selection_rests_on_an_analysis_that_is_there(events: list[dict], waits: bool, missing: bool) -> None:
    made = obstacle(*events)
    assert awaits_analysis(made, len(events) - 1) == waits
    assert (("analysed", MISSING, "kind") in found(made)) == missing


COMMON = {"kind", "date", "by", "source", "text", "meeting", "owners", "next"}


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("progress", ""), ("feedback", ""), ("submitted", "skipped"), ("identification", "skipped"),
        ("analysis", "skipped scores asked due"), ("selected", "skipped rank"), ("not-selected", "skipped reason"),
        ("raised", "skipped ministers question"), ("decided", "skipped instrument due reason"),
        ("implementing", "skipped"), ("solved", "skipped verified_by evidence"), ("mitigated", "skipped remains"),
        ("accepted", "skipped reason"), ("no-obstacle", "skipped reason"), ("reopened", "skipped reason"),
    ],
)  # fmt: skip
def test_the_keys_of_each_kind_of_event(kind: str, own: str) -> None:
    assert keys_of(kind) == COMMON | set(own.split())


def test_every_key_of_an_event_belongs_to_some_kind() -> None:
    kinds = ("progress", "submitted", "analysis", "selected", "raised", "decided", "solved", "mitigated")
    assert set().union(*map(keys_of, kinds)) == set(Event.model_fields)
    assert {requirement.key for requirement in REQUIREMENTS.values()} - {""} <= set(Event.model_fields)


def test_only_the_day_of_a_decision_can_never_be_missing() -> None:
    assert [need for need, requirement in REQUIREMENTS.items() if not requirement.code] == ["day"]
    codes = {requirement.code for requirement in REQUIREMENTS.values()} - {""}
    assert codes <= set(catalogue())


def test_sides() -> None:
    two = obstacle(event("submitted"), borders=["vl-nl", "nl-nrw"])
    assert sides_of(two) == ("nl", "vl", "nrw")
    assert lacking_sides(two, {}) == ["nl", "vl", "nrw"]
    assert lacking_sides(two, {"be": "x", "nl": "x"}) == ["nrw"]
    assert lacking_sides(two, {"be": "x", "nl": "x", "de": "unknown"}) == []
