# ruff: noqa: E501 (tables, a case a line)
"""The rules of an obstacle's life: what they accept, what they refuse, and that they never fall over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lives import REFUSAL, SIDES, accepted_events, chain, event, filled, obstacle, obstacles

from reporting.casebook import life
from reporting.casebook.rules import check_events
from reporting.model.bodies import Chain
from reporting.model.lifecycle import CARRYING_OUT, NOTHING, STATUS, STEPS, allowed_after, is_refused, judge_step
from reporting.model.obstacles import Obstacle
from reporting.places import Place, Position
from reporting.problems import LANGUAGES, Problem, catalogue, render

relaxed = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
Fault = tuple[str, tuple, dict[str, Any]]


def faults(made: Obstacle, bodies: Chain | None = None) -> Iterator[Fault]:
    for rule in life.RULES:
        yield from rule(made, bodies or chain())


def errors(*events: dict[str, Any], **more: Any) -> list[str]:
    found = faults(obstacle(*events, **more))
    return sorted(code for code, _, _ in found if catalogue()[code].get("severity") != "warning")


def codes(check: Callable, made: Obstacle, bodies: Chain | None = None) -> list[str]:
    return [code for code, _, _ in check(made, bodies or chain())]


def status_after(events: list[dict[str, Any]]) -> str:
    steps = [event["kind"] for event in events if event["kind"] in STATUS]
    return STATUS[steps[-1]][0] if steps else NOTHING


@relaxed
@given(data=st.data(), border=st.sampled_from(list(SIDES)))
def test_what_is_accepted_can_go_on_along_the_table_and_along_no_other_way(data: st.DataObject, border: str) -> None:
    events = data.draw(accepted_events(border))
    kept = events or [event("progress", date="2019")]
    assert errors(*kept, borders=[border]) == []
    status = status_after(events)
    refused = is_refused(obstacle(*kept, borders=[border]).events)
    for kind in STEPS:
        more = [*kept, filled(kind, border, date="2031-01-01")]
        found = errors(*more, borders=[border])
        if kind in allowed_after(status, refused):
            assert found == []
        elif kind in allowed_after(status):
            assert found == ["step-after-refusal"]
        else:
            assert found in (["step-after-end"], ["step-backward"], ["step-skipped"])
        more[-1]["skipped"] = {"nl": "Het haastte."}
        possible = judge_step(status, kind) != "forbidden" and not (refused and kind in CARRYING_OUT)
        assert (errors(*more, borders=[border]) == []) == possible


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("refused implementing", ["step-after-refusal"]),
        ("refused solved", ["step-after-refusal"]),
        ("refused mitigated", ["step-after-refusal"]),
        ("refused implementing solved", ["step-after-refusal"] * 2),
        ("refused accepted", []),
        ("refused no-obstacle", []),
        ("refused refused", []),
        ("refused decided implementing solved", []),
        ("decided implementing refused solved", ["step-after-refusal"]),
        ("decided implementing refused accepted", []),
        ("refused accepted reopened analysis selected raised decided mitigated", []),
    ],
)
def test_a_refusal_is_not_carried_out(kinds: str, expected: list[str]) -> None:
    after = [filled("decided", **REFUSAL) if kind == "refused" else filled(kind) for kind in kinds.split()]
    before = [filled(kind) for kind in ("submitted", "identification", "analysis", "selected", "raised")]
    assert errors(*before, *after) == expected


def test_after_a_refusal_is_told_what_is_possible() -> None:
    made = obstacle(event("decided", instrument="none"), event("solved"), event("submitted"))
    found = {code: values["allowed"] for code, _, values in life.check_steps(made, chain())}
    assert found["step-after-refusal"] == "decided, accepted, no-obstacle"


def test_the_council_may_rank_again_or_drop_a_case() -> None:
    before = [filled(kind) for kind in ("submitted", "identification", "analysis", "selected")]
    assert errors(*before, filled("selected", rank="2"), filled("raised")) == []
    assert errors(*before, filled("selected"), filled("not-selected")) == []
    assert errors(*before, filled("not-selected"), filled("selected")) == ["step-after-end"]


@relaxed
@given(made=obstacles)
def test_no_rule_ever_falls_over_and_every_fault_can_be_told(made: Obstacle) -> None:
    for bodies in (chain(), chain(council=("group",), link=("governor",), ministers=("minister-nl",))):
        for code, path, values in [*faults(made, bodies), *check_events(made)]:
            value: Any = made
            for step in path[:-1]:
                value = value[step] if isinstance(value, (list, dict)) else getattr(value, step)
            for language in LANGUAGES:
                words = render(Problem(code, Place("x", path), values), language, Position("x"))
                assert "None" not in words and "«»" not in words and "“”" not in words, words


@pytest.mark.parametrize(
    ("kind", "by", "code"),
    [
        ("submitted", "desk", None), ("submitted", "province", None), ("submitted", "company", "wrong-body"),
        ("identification", "support", None), ("identification", "group", None), ("identification", "council", None),
        ("identification", "minister-nl", "wrong-body"), ("analysis", "institute", None), ("analysis", "flanders", None),
        ("analysis", "desk", "wrong-body"), ("selected", "council", None), ("selected", "group", "wrong-body"),
        ("not-selected", "support", "wrong-body"), ("raised", "governor", None), ("raised", "province", None),
        ("raised", "council", "wrong-body"), ("decided", "minister-vl", None), ("decided", "ministry", None),
        ("decided", "council", "wrong-body"), ("implementing", "ministry", None), ("implementing", "company", "wrong-body"),
        ("solved", "minister-nl", None), ("solved", "support", "wrong-body"), ("solved", "company", "wrong-body"),
        ("mitigated", "council", "wrong-body"),
        ("accepted", "council", "wrong-body"), ("no-obstacle", "council", None), ("no-obstacle", "support", None),
        ("no-obstacle", "institute", "wrong-body"), ("reopened", "group", None), ("reopened", "desk", "wrong-body"),
        ("progress", "company", None), ("feedback", "company", None), ("decided", "unknown", None), ("decided", "nobody", None),
    ],
)  # fmt: skip
def test_who_may_take_which_step(kind: str, by: str, code: str | None) -> None:
    assert codes(life.check_bodies, obstacle(event(kind, by=by))) == ([code] if code else [])


@pytest.mark.parametrize(
    ("owner", "by", "may"),
    [
        ("company", "company", True), ("governor", "governor", True),
        ("governor", "province", True),  # the office must act: its party does
        ("province", "governor", True), ("desk", "company", False), ("unknown", "company", False),
    ],
)  # fmt: skip
def test_whoever_owns_it_carries_it_out_and_settles_it(owner: str, by: str, may: bool) -> None:
    for kind in ("implementing", "solved", "mitigated", "accepted"):
        made = obstacle(event("decided", owners={"nl": owner}), event(kind, by=by))
        assert codes(life.check_bodies, made) == ([] if may else ["wrong-body"])
    for kind in ("decided", "no-obstacle", "reopened"):
        made = obstacle(event("implementing", owners={"nl": "company"}), event(kind, by="company"))
        assert codes(life.check_bodies, made) == ["wrong-body"]


def test_a_wrong_body_is_told_who_may() -> None:
    made = obstacle(event("implementing", by="company", owners={"nl": "desk"}))
    ((_, _, values),) = life.check_bodies(made, chain(ministers=("minister-nl", "minister-vl")))
    assert (values["roles_nl"], values["named"]) == ("wie het uitvoert, ministers", "desk, minister-nl, minister-vl")
    settled = obstacle(event("solved", by="company", owners={"nl": "desk"}))
    ((_, _, values),) = life.check_bodies(settled, chain(ministers=("minister-nl",)))
    assert (values["roles_en"], values["named"]) == ("ministers, owners", "minister-nl, desk")
    ((_, _, values),) = life.check_bodies(obstacle(event("selected", by="company")), chain())
    assert values["named"] == "council"
    ((_, _, values),) = life.check_bodies(obstacle(event("no-obstacle", by="company")), chain())
    assert values["named"] == "support, group, council, ministry, flanders, wallonia, …"


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["submitted"], ["submitted"]),
        (["submitted", "feedback"], []),
        (["feedback", "submitted"], ["submitted"]),
        (["submitted", "progress", "feedback"], []),
        (["submitted", "identification", "feedback"], ["submitted"]),
        (["submitted", "feedback", "identification", "progress"], ["identification"]),
        (["progress", "feedback"], []),
        (["progress"], []),
    ],
)
def test_whoever_reported_it_is_told_of_every_step(kinds: list[str], told: list[str]) -> None:
    made = obstacle(*(event(kind, f"2020-01-{day:02}") for day, kind in enumerate(kinds, 1)))
    assert [values["step"] for _, _, values in life.check_told(made, chain())] == told


def test_one_feedback_tells_of_all_that_changed_on_a_day() -> None:
    made = obstacle(*map(event, ("submitted", "identification", "analysis", "feedback")))
    assert codes(life.check_told, made) == []


@pytest.mark.parametrize(
    ("initiator", "office", "kinds", "expected"),
    [
        ("unknown", "unknown", ["submitted"], ["reporter-unknown"]),
        ("unknown", "unknown", ["submitted", "no-obstacle"], []),  # nobody is waiting for it any more
        ("unknown", "unknown", ["progress"], []),
        ("unknown", "desk", ["submitted"], ["reporter-not-told"]),
        ("citizen", "desk", ["submitted", "feedback"], []),
    ],
)
def test_a_reporter_who_is_not_known(initiator: str, office: str, kinds: list[str], expected: list[str]) -> None:
    made = obstacle(*map(event, kinds), initiator=initiator, front_office=office)
    assert codes(life.check_told, made) == expected


@pytest.mark.parametrize(
    ("border", "ministers", "expected"),
    [
        ("vl-nl", {"nl": "minister-nl", "vl": "minister-vl"}, []),
        ("vl-nl", {"nl": "minister-nl", "be": "minister-vl"}, []),
        ("vl-nl", {"nl": "minister-nl", "vl": "minister-be"}, []),  # a federal minister for the Flemish side
        ("vl-nl", {"nl": "minister-vl", "vl": "minister-nl"}, ["minister-other-side"] * 2),
        ("vl-nl", {"nl": "minister-nl", "vl": "minister-wal"}, ["minister-other-side"]),
        ("nl-wal", {"nl": "minister-nl", "wal": "minister-be"}, []),
        ("nl-nrw", {"nl": "minister-nl", "nrw": "minister-nds"}, ["minister-other-side"]),
        ("nl-nrw", {"nl": "governor", "de": "minister-nrw"}, ["not-a-minister"]),
        ("vl-nl", {"nl": "unknown", "vl": "nobody"}, []),
    ],
)
def test_ministers_of_each_side(border: str, ministers: dict, expected: list[str]) -> None:
    made = obstacle(event("raised", ministers=ministers), borders=[border])
    assert codes(life.check_ministers, made) == expected


def test_a_minister_whom_the_casebook_does_not_name_is_a_minister_all_the_same() -> None:
    made = obstacle(event("raised", ministers={"nl": "minister-nl", "vl": "minister-vl"}))
    assert codes(life.check_ministers, made, chain(ministers=("minister-nl",))) == []
    other = obstacle(event("raised", ministers={"nl": "governor", "vl": "minister-vl"}))
    assert codes(life.check_ministers, other, chain(ministers=("governor",))) == []


@pytest.mark.parametrize(
    ("instrument", "expected"),
    [
        ({"signed": "2020-02-01", "in_force": "2019-01-01"}, []),  # with retroactive effect
        ({"signed": "2020-02-01", "expires": "none"}, []),
        ({"signed": "2020-02-01", "expires": "2020-02-01"}, []),
        ({"signed": "2020-02-01", "expires": "2020-02"}, []),
        ({"signed": "2020-02", "expires": "2020"}, []),
        ({"signed": "2020-02-01", "expires": "2020-01-31"}, ["signed"]),
        ({"signed": "2020-02-01", "in_force": "2020-06", "expires": "2020-05-31"}, ["in_force"]),
        ({"signed": "2020-02-01", "in_force": "2020-06", "expires": "2019"}, ["signed", "in_force"]),
        ({"in_force": "unknown", "expires": "2019"}, []),
    ],
)
def test_an_instrument_does_not_expire_before_it_begins(instrument: dict, expected: list[str]) -> None:
    made = obstacle(event("decided", instrument={"kind": "bgts", **instrument}))
    assert [values["other"] for _, _, values in life.check_dates(made, chain())] == expected


@pytest.mark.parametrize(
    ("date", "due", "expected"),
    [
        ("2020-02-01", "2020-01-31", 1), ("2020-02-01", "2020-02-01", 0), ("2020-02-01", "2020-02", 0),
        ("2020-02-01", "2020-01", 1), ("2020-02", "2020-02-01", 0), ("2020", "2020-02-01", 0),
        ("unknown", "1999", 0), ("2020-02-01", "unknown", 0),
    ],
)  # fmt: skip
def test_what_is_due_before_it_was_decided(date: str, due: str, expected: int) -> None:
    assert codes(life.check_dates, obstacle(event("decided", date, due=due))) == ["due-before-event"] * expected


@pytest.mark.parametrize(
    ("cause", "kinds", "expected"),
    [
        ("missing-information", ["submitted", "identification"], 0), ("missing-information", ["submitted", "analysis"], 1),
        ("eu-law-breach", ["selected"], 1), ("eu-law-breach", ["raised"], 1), ("eu-law-breach", ["no-obstacle"], 0),
        ("legislation", ["analysis", "selected", "raised"], 0), ("unknown", ["analysis"], 0),
    ],
)  # fmt: skip
def test_what_is_dealt_with_elsewhere(cause: str, kinds: list[str], expected: int) -> None:
    made = obstacle(*map(event, kinds), cause=cause)
    assert codes(life.check_route, made) == ["dealt-with-elsewhere"] * expected


def test_what_is_unknown_is_told_of_the_latest_step_only() -> None:
    unknown = filled("decided", due="unknown", owners={"nl": "unknown", "vl": "unknown"})
    ((code, path, values),) = life.check_requirements(obstacle(unknown), chain())
    assert (code, path, values["needs"]) == ("requirement-unknown", ("events", 0, "owners"), "owners, due")
    later = obstacle(unknown, filled("implementing"), event("progress"))
    assert codes(life.check_requirements, later) == []


@pytest.mark.parametrize(("date", "known"), [("2020-01-15", True), ("2020-01", False), ("2020", False)])
def test_of_a_decision_of_the_council_the_day_is_known_or_not(date: str, known: bool) -> None:
    for kind in ("selected", "not-selected"):
        found = list(life.check_requirements(obstacle(filled(kind, date=date)), chain()))
        assert found == ([] if known else [("requirement-unknown", ("events", 0, "date"), found[0][2])])
        assert known or found[0][2]["needs"] == "date"


@pytest.mark.parametrize(
    ("before", "more", "expected"),
    [
        ([filled("analysis", scores="pending")], {"skipped": {"nl": "Haast."}}, []),
        ([filled("analysis", scores="pending")], {}, ["analysis-unfinished"]),
        ([filled("analysis")], {"skipped": {"nl": "Haast."}}, ["nothing-skipped"]),
    ],
)
def test_a_selection_that_did_not_await_the_analysis(before: list, more: dict, expected: list[str]) -> None:
    events = [filled("submitted"), filled("identification"), *before, filled("selected", **more)]
    made = obstacle(*events, event("feedback"))
    assert [code for code, _, _ in faults(made) if code != "reporter-not-told"] == expected
