# ruff: noqa: E501 (tables, a case a line)
"""The table of steps against one written out by hand from the reference letter's chain.

Who decides, what each step requires and the six public names: the letter's advices 1 to 5 and the reactions to them.
"""

from __future__ import annotations

import pytest

from reporting.model.lifecycle import (
    CARRYING_OUT,
    CLOSED,
    CONCLUDED,
    NOTHING,
    ORDER,
    STEPS,
    allowed_after,
    judge_step,
    skipped_before,
)  # fmt: skip

KINDS = "submitted identification analysis selected not-selected raised decided implementing solved mitigated accepted no-obstacle reopened".split()
# status -> how each kind of step follows it, in the order of KINDS: A(llowed), s(kips steps), or not at all
FOLLOWS = {
    NOTHING:          "A s s s s s s s s s s s .",
    "submitted":      ". A s s s s s s s s s A .",
    "identification": ". . A s s s s s s s s A .",
    "in-analysis":    ". . A A A s s s s s s A .",
    "selected":       ". . . A A A s s s s s A .",
    "not-selected":   ". . . . . . . . . . . . A",
    "raised":         ". . . . . A A s s s A A .",
    "decided":        ". . . . . . A A A A A A .",
    "implementing":   ". . . . . . A . A A A A .",
    "mitigated":      ". . . . . . . . A . . . A",
    "solved":         ". . . . . . . . . . . . A",
    "accepted":       ". . . . . . . . . . . . A",
    "no-obstacle":    ". . . . . . . . . . . . A",
}  # fmt: skip
JUDGED = {"A": "allowed", "s": "skips", ".": "forbidden"}


@pytest.mark.parametrize("before", FOLLOWS)
def test_every_pair_of_status_and_step(before: str) -> None:
    expected = dict(zip(KINDS, FOLLOWS[before].split(), strict=True))
    assert {kind: judge_step(before, kind) for kind in STEPS} == {kind: JUDGED[expected[kind]] for kind in KINDS}
    assert allowed_after(before) == [kind for kind in KINDS if expected[kind] == "A"]


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        ("decided", "decided accepted no-obstacle"),
        ("accepted", "reopened"),
        ("raised", "raised decided accepted no-obstacle"),
    ],
)
def test_a_refusal_is_not_carried_out(before: str, allowed: str) -> None:
    assert allowed_after(before, refused=True) == allowed.split()
    assert {"implementing", "solved", "mitigated"} == CARRYING_OUT


def test_the_table_is_of_every_status() -> None:
    assert set(FOLLOWS) == set(ORDER) == {NOTHING, *(step.status for step in STEPS.values())}
    assert list(STEPS) == KINDS
    assert {
        status for status, row in FOLLOWS.items() if "s" not in row and row.count("A") <= 2 and row.endswith("A")
    } == CLOSED
    assert CONCLUDED | {"not-selected"} == CLOSED


@pytest.mark.parametrize(
    ("kind", "status", "public", "by", "needs"),
    [
        ("submitted", "submitted", "submitted", "front_office", ""),
        ("identification", "identification", "identification", "secretariat officials", ""),
        (
            "analysis",
            "in-analysis",
            "in-analysis",
            "secretariat officials institute ministers",
            "cause scores provisions",
        ),
        ("selected", "selected", "advice", "council", "analysed day"),
        ("not-selected", "not-selected", "advice", "council", "analysed day reason"),
        ("raised", "raised", "decision", "link", "ministers question"),
        ("decided", "decided", "decision", "ministers", "instrument owners due refusal"),
        ("implementing", "implementing", "decision", "owners ministers", ""),
        ("solved", "solved", "concluded", "ministers owners", "verified_by evidence"),
        ("mitigated", "mitigated", "concluded", "ministers owners", "remains"),
        ("accepted", "accepted", "concluded", "ministers owners", "reason"),
        ("no-obstacle", "no-obstacle", "concluded", "secretariat officials council ministers", "reason"),
        ("reopened", "identification", "identification", "secretariat officials council ministers", "reason"),
    ],
)
def test_what_a_step_leads_to_who_takes_it_and_what_it_needs(
    kind: str, status: str, public: str, by: str, needs: str
) -> None:
    step = STEPS[kind]
    assert (step.status, step.public, step.by, step.needs) == (status, public, tuple(by.split()), tuple(needs.split()))


@pytest.mark.parametrize(
    ("before", "kind", "expected"),
    [
        (NOTHING, "identification", "submitted"),
        (NOTHING, "no-obstacle", "submitted"),
        (NOTHING, "solved", "submitted identification analysis selected raised decided"),
        ("submitted", "raised", "identification analysis selected"),
        ("identification", "not-selected", "analysis"),
        ("selected", "accepted", "raised"),  # ministers may accept what was raised without another decision
        ("selected", "implementing", "raised decided"),
        ("raised", "mitigated", "decided"),
    ],
)
def test_the_fewest_steps_that_were_left_out(before: str, kind: str, expected: str) -> None:
    assert skipped_before(before, kind) == expected.split()


def test_steps_left_out_are_themselves_allowed_one_after_the_other() -> None:
    for before, row in FOLLOWS.items():
        for kind, letter in zip(KINDS, row.split(), strict=True):
            way = skipped_before(before, kind)
            assert bool(way) == (letter == "s") or letter == "."
            status = before
            for step in [*way, kind] if letter != "." else ():
                assert judge_step(status, step) == "allowed"
                status = STEPS[step].status
