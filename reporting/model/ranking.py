"""The order in which a meeting would put obstacles: three scores, weighted, in exact fractions, and how firm it is.

The regional council weighs each obstacle on relevance, benefits and feasibility (the reference letter, advice 1). What
nobody knows is not guessed: an obstacle that lacks a score has no place in the order, and stands apart.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .chain import Meeting
from .obstacles import Obstacle, Scores
from .standing import Sources, analysis_on
from .values import UNKNOWN

CRITERIA = ("relevance", "benefits", "feasibility")
QUARTER = Fraction(1, 4)

Grades = Mapping[str, int]  # by criterion, 1 to 5
Shares = Mapping[str, Fraction]  # by criterion, how heavily it counts; only their proportions matter


@dataclass(frozen=True)
class Ranked:
    """An obstacle in the order. `rank`: from 1, the same for equal totals, and after two firsts comes a third.

    `total`: the weighted average, on the scale of the scores.
    """

    id: str
    rank: int
    total: Fraction


@dataclass(frozen=True)
class Shift:
    """A place that changes when one weight does: which `criterion`, heavier (`up`) or lighter by a quarter."""

    criterion: str
    up: bool
    id: str
    before: int
    after: int


@dataclass(frozen=True)
class Ranking:
    """`order`: by rank, equals in the order of their ids. `shifts`: every change of place, one weight at a time.

    Totals move in a straight line with a weight, so two obstacles that keep their order at the end of the quarter have
    kept it all the way: no shift inside it is missed. `unranked`: those that lack a score, with the criteria that lack
    one.
    """

    order: tuple[Ranked, ...]
    shifts: tuple[Shift, ...]
    unranked: tuple[tuple[str, tuple[str, ...]], ...]


def weights_of(meeting: Meeting | None) -> Shares:
    """The weights of a meeting; all equal where it names none."""
    named = meeting.weights if meeting else None
    return {criterion: Fraction(getattr(named, criterion) if named else 1) for criterion in CRITERIA}


def grades_on(obstacle: Obstacle, day: datetime.date, sources: Sources) -> tuple[Grades, tuple[str, ...]] | None:
    """The scores of the last analysis by `day`, and the criteria that lack one; None: no analysis is there yet."""
    found = analysis_on(obstacle, day, sources)
    scores = found[1].scores if found else "pending"
    if scores == "pending" or scores is None:
        return None
    typed = {name: getattr(scores, name).score for name in CRITERIA} if isinstance(scores, Scores) else {}
    grades = {name: int(score) for name, score in typed.items() if score != UNKNOWN}
    return grades, tuple(name for name in CRITERIA if name not in grades)


def rank(grades: Mapping[str, Grades], weights: Shares) -> tuple[Ranked, ...]:
    """The obstacles, by id, in the order that their scores and the weights give. ValueError when no weight counts."""
    whole = sum(weights[name] for name in CRITERIA)
    if whole <= 0:
        raise ValueError("weights must be positive together")
    totals = {key: sum(weights[name] * own[name] for name in CRITERIA) / whole for key, own in grades.items()}
    every = list(totals.values())
    order = sorted(totals, key=lambda key: (-totals[key], key))
    return tuple(Ranked(key, 1 + sum(other > totals[key] for other in every), totals[key]) for key in order)


def build_ranking(obstacles: Iterable[Obstacle], weights: Shares, day: datetime.date, sources: Sources) -> Ranking:
    """The order of those obstacles whose analysis is there by `day`, how firm it is, and which cannot be placed."""
    known: dict[str, Grades] = {}
    unranked = []
    for obstacle in obstacles:
        if (found := grades_on(obstacle, day, sources)) is None:
            continue
        grades, lacking = found
        if lacking:
            unranked.append((obstacle.id, lacking))
        else:
            known[obstacle.id] = grades
    order = rank(known, weights)
    return Ranking(order, tuple(_shifts(known, weights, order)), tuple(unranked))


def _shifts(grades: Mapping[str, Grades], weights: Shares, order: Iterable[Ranked]) -> Iterable[Shift]:
    for criterion in CRITERIA:
        for up in (True, False):
            moved = weights[criterion] * (1 + QUARTER if up else 1 - QUARTER)
            after = {one.id: one.rank for one in rank(grades, {**weights, criterion: moved})}
            for one in order:
                if after[one.id] != one.rank:
                    yield Shift(criterion, up, one.id, one.rank, after[one.id])
