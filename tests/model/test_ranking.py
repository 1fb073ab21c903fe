"""The order of obstacles against one counted by hand, and what must hold of any order."""

from __future__ import annotations

import datetime
import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.model.chain import Meeting
from reporting.model.obstacles import Obstacle
from reporting.model.ranking import CRITERIA, QUARTER, Ranked, build_ranking, grades_on, rank, weights_of

DAY = datetime.date(2024, 6, 1)
EQUAL = dict.fromkeys(CRITERIA, Fraction(1))
grades = st.fixed_dictionaries({name: st.integers(1, 5) for name in CRITERIA})
fields = st.dictionaries(st.text("abcd", min_size=1, max_size=3), grades, max_size=12)
weights = st.fixed_dictionaries({name: st.integers(1, 99).map(Fraction) for name in CRITERIA})


def of(**scores: tuple[int, int, int]) -> dict[str, dict[str, int]]:
    return {key: dict(zip(CRITERIA, each, strict=True)) for key, each in scores.items()}


def obstacle(key: str, scores: object, date: str = "2024-03-01", **more: object) -> Obstacle:
    if isinstance(scores, tuple):
        scores = {
            name: {"score": str(score), "reason": {"nl": "x"}} for name, score in zip(CRITERIA, scores, strict=True)
        }
    events = [{"kind": "submitted", "date": "2024-01-01", "by": "a", "text": {"nl": "x"}}]
    if scores != "none":
        events.append({"kind": "analysis", "date": date, "by": "a", "text": {"nl": "x"}, "scores": scores})
    return Obstacle.model_validate(
        {
            "id": key, "title": {"nl": key}, "borders": ["vl-nl"], "theme": "health", "public": True,
            "description": {"nl": "x"}, "events": events, **more,
        }
    )  # fmt: skip


def test_the_order_counted_by_hand() -> None:
    found = rank(of(a=(5, 1, 1), b=(1, 5, 1), c=(4, 4, 4), d=(1, 1, 1)), EQUAL)
    assert found == (
        Ranked("c", 1, Fraction(4)),
        Ranked("a", 2, Fraction(7, 3)),
        Ranked("b", 2, Fraction(7, 3)),
        Ranked("d", 4, Fraction(1)),
    )
    heavy = {"relevance": Fraction(2), "benefits": Fraction(1), "feasibility": Fraction(1)}
    assert [(one.id, one.rank, one.total) for one in rank(of(a=(5, 1, 1), b=(1, 5, 1)), heavy)] == [
        ("a", 1, Fraction(3)), ("b", 2, Fraction(2)),
    ]  # fmt: skip


def test_which_places_change_counted_by_hand() -> None:
    """a leads by relevance, b by benefits and feasibility: 13 and 12 tenths; lighter relevance turns them round."""
    pair = [obstacle("a", (5, 2, 2)), obstacle("b", (2, 3, 3))]
    found = build_ranking(pair, EQUAL, DAY, {})
    assert [(one.id, one.rank) for one in found.order] == [("a", 1), ("b", 2)]
    # relevance 3/4: a 31/4, b 30/4. benefits 5/4: a 38/4, b 35/4. Nothing turns: the order is firm.
    assert found.shifts == ()
    near = build_ranking([obstacle("a", (5, 2, 2)), obstacle("b", (1, 4, 4))], EQUAL, DAY, {})
    # 9 and 9: a tie. Heavier relevance: 41/4 and 37/4; lighter: 31/4 and 35/4; and so on, round.
    assert [(s.criterion, s.up, s.id, s.before, s.after) for s in near.shifts] == [
        ("relevance", True, "b", 1, 2), ("relevance", False, "a", 1, 2), ("benefits", True, "a", 1, 2),
        ("benefits", False, "b", 1, 2), ("feasibility", True, "a", 1, 2), ("feasibility", False, "b", 1, 2),
    ]  # fmt: skip


@given(fields, weights, st.randoms())
def test_the_order_depends_on_nothing_but_scores_and_proportions(field, weight, chance) -> None:
    found = rank(field, weight)
    keys = list(field)
    chance.shuffle(keys)
    assert rank({key: field[key] for key in keys}, weight) == found
    assert rank(field, {name: value * Fraction(7, 3) for name, value in weight.items()}) == found


@given(fields, weights)
def test_the_order_is_that_of_counting_who_is_better(field, weight) -> None:
    """Brute force in whole numbers, each pair apart: a rank is one more than the number of those that are better."""
    score = {key: sum(int(weight[name]) * own[name] for name in CRITERIA) for key, own in field.items()}
    found = rank(field, weight)
    assert {one.id for one in found} == set(field)
    assert [one.rank for one in found] == sorted(one.rank for one in found)
    for one in found:
        assert one.rank == 1 + len([key for key in score if score[key] > score[one.id]])
        assert 1 <= one.total <= 5
    for one, other in itertools.pairwise(found):
        assert (one.rank == other.rank) == (score[one.id] == score[other.id])


@given(fields, weights)
def test_the_shifts_are_all_changes_and_only_those(field, weight) -> None:
    every = [obstacle(f"o-{index}", tuple(own.values())) for index, own in enumerate(field.values())]
    found = build_ranking(every, weight, DAY, {})
    before = {one.id: one.rank for one in found.order}
    told = {(s.criterion, s.up, s.id): (s.before, s.after) for s in found.shifts}
    assert len(told) == len(found.shifts)
    table = {one.id: grades_on(one, DAY, {})[0] for one in every}
    for name, up in itertools.product(CRITERIA, (True, False)):
        moved = {**weight, name: weight[name] * (Fraction(5, 4) if up else Fraction(3, 4))}
        for one in rank(table, moved):
            change = (before[one.id], one.rank)
            assert told.get((name, up, one.id), (one.rank, one.rank)) == (
                change if change[0] != change[1] else (one.rank,) * 2
            )


@given(fields, weights, st.sampled_from(CRITERIA), st.fractions(-QUARTER, QUARTER))
def test_no_pair_changes_order_inside_a_quarter_and_back(field, weight, name, part) -> None:
    """What holds at none and at a quarter holds between: so the ends are all that has to be looked at."""

    def order(share: Fraction) -> dict[str, Fraction]:
        moved = {**weight, name: weight[name] * (1 + share)}
        return {key: sum(moved[each] * own[each] for each in CRITERIA) for key, own in field.items()}

    end = QUARTER if part >= 0 else -QUARTER
    first, between, last = order(Fraction(0)), order(part), order(end)
    for one, other in itertools.permutations(field, 2):
        if first[one] > first[other] and last[one] > last[other]:
            assert between[one] > between[other]


def test_what_nobody_scored_stands_apart() -> None:
    partly = {name: {"score": "3", "reason": {"nl": "x"}} for name in CRITERIA}
    partly["benefits"]["score"] = "unknown"
    every = [
        obstacle("scored", (3, 3, 3)), obstacle("partly", partly), obstacle("unknown", "unknown"),
        obstacle("pending", "pending"), obstacle("none", "none"), obstacle("later", (5, 5, 5), "2024-06-02"),
    ]  # fmt: skip
    found = build_ranking(every, EQUAL, DAY, {})
    assert [one.id for one in found.order] == ["scored"]
    assert found.unranked == (("partly", ("benefits",)), ("unknown", CRITERIA))
    assert [one.id for one in build_ranking(every, EQUAL, datetime.date(2024, 6, 2), {}).order] == ["later", "scored"]


def test_the_weights_of_a_meeting() -> None:
    data = {
        "id": "m", "kind": "council", "title": {"nl": "m"}, "place": "unknown", "date": "unknown",
        "parties": {"nl": ["a"], "vl": ["b"]},
    }  # fmt: skip
    assert weights_of(None) == weights_of(Meeting.model_validate(data)) == EQUAL
    data["weights"] = {"relevance": "3", "benefits": "2", "feasibility": "1"}
    assert weights_of(Meeting.model_validate(data)) == {"relevance": 3, "benefits": 2, "feasibility": 1}


def test_no_weight_at_all_is_no_order() -> None:
    with pytest.raises(ValueError, match="positive"):
        rank(of(a=(1, 1, 1)), dict.fromkeys(CRITERIA, Fraction(0)))
