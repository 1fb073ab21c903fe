"""What must be on record for each step of an obstacle's life: found, missing, or known to be unknown.

The list is that of the reference letter's chain and `domain.md` (c). `unknown` is a good answer to a requirement of a
step long past, and no answer at all is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..places import Field
from .lifecycle import STEPS
from .obstacles import Event, Obstacle, Scores
from .values import SIDES_OF, UNKNOWN

MET, MISSING, UNKNOWN_STILL = "met", "missing", "unknown"
Finding = tuple[str, Field]  # how it stands, and where in the record


@dataclass(frozen=True)
class Requirement:
    """`find(obstacle, index)`: how the requirement stands at event `index`, and the field to point at.

    `code`: the problem when it is missing; "" where it is never more than unknown. `key`: the key of the event that
    answers it; "" when something else does.
    """

    code: str
    find: Callable[[Obstacle, int], Finding]
    key: str = ""


def _key(code: str, name: str) -> Requirement:
    """A key of the event that must be there."""

    def find(obstacle: Obstacle, index: int) -> Finding:
        value = getattr(obstacle.events[index], name)
        return _state(value), ("events", index, name)

    return Requirement(code, find, name)


def _state(value: object) -> str:
    if value is None or value == {} or value == []:
        return MISSING
    return UNKNOWN_STILL if value == UNKNOWN else MET


def _refused(event: Event) -> bool:
    return event.instrument == "none"


def _find_cause(obstacle: Obstacle, index: int) -> Finding:
    given = "cause" in obstacle.model_fields_set
    return _state(obstacle.cause if given else None), ("cause",)


def _find_provisions(obstacle: Obstacle, index: int) -> Finding:
    """Provisions on both sides of each border; needed once the analysis is there."""
    if obstacle.events[index].scores == "pending":
        return MET, ("provisions",)
    unknown_first = sorted(obstacle.provisions, key=lambda provision: provision.citation != UNKNOWN)
    state, _ = _both_sides(obstacle, {provision.side: provision.citation for provision in unknown_first})
    return state, ("provisions",)


def _both_sides(obstacle: Obstacle, said: Mapping[str, str]) -> tuple[str, list[str]]:
    """Whether something is said of both sides of each border, and the sides that it is not said of.

    A side is known when one thing that is said of it is, or of the country that stands for it.
    """
    every = [sides for border in obstacle.borders for sides in SIDES_OF[border]]
    answers = [{said[side] for side in sides if side in said} for sides in every]
    lacking = [sides[0] for sides, found in zip(every, answers, strict=True) if not found]
    if lacking:
        return MISSING, list(dict.fromkeys(lacking))
    return (UNKNOWN_STILL if {UNKNOWN} in answers else MET), []


def _find_scores(obstacle: Obstacle, index: int) -> Finding:
    scores = obstacle.events[index].scores
    where: Field = ("events", index, "scores")
    if isinstance(scores, Scores):
        for name in Scores.model_fields:
            if getattr(scores, name).score == UNKNOWN:
                return UNKNOWN_STILL, (*where, name, "score")
    return _state(scores), where


def _find_analysed(obstacle: Obstacle, index: int) -> Finding:
    """A selection rests on an analysis that is there, unless it says why it was not awaited."""
    waits = awaits_analysis(obstacle, index) and obstacle.events[index].skipped is None
    return (MISSING if waits else MET), ("events", index, "kind")


def awaits_analysis(obstacle: Obstacle, index: int) -> bool:
    """Whether event `index` rests on an analysis (of its step) that was still going on."""
    step = STEPS.get(obstacle.events[index].kind)
    analyses = [event for event in obstacle.events[:index] if event.kind == "analysis"]
    return step is not None and "analysed" in step.needs and bool(analyses) and analyses[-1].scores == "pending"


def _find_day(obstacle: Obstacle, index: int) -> Finding:
    """A decision of the council has the day of a meeting; of a month, the day is unknown."""
    date = obstacle.events[index].date
    return (MET if date.day is not None else UNKNOWN_STILL), ("events", index, "date")


def _sides_named(code: str, name: str) -> Requirement:
    """A key that names an actor for both sides of each border."""

    def find(obstacle: Obstacle, index: int) -> Finding:
        event = obstacle.events[index]
        where: Field = ("events", index, name)
        if name == "owners" and _refused(event):
            return MET, where
        return _both_sides(obstacle, getattr(event, name))[0], where

    return Requirement(code, find, name)


def _find_due(obstacle: Obstacle, index: int) -> Finding:
    event = obstacle.events[index]
    where: Field = ("events", index, "due")
    if _refused(event):
        return MET, where
    return (MISSING if event.due is None else MET if event.due.known else UNKNOWN_STILL), where


def _find_refusal(obstacle: Obstacle, index: int) -> Finding:
    event = obstacle.events[index]
    return (_state(event.reason) if _refused(event) else MET), ("events", index, "reason")


REQUIREMENTS: Mapping[str, Requirement] = MappingProxyType(
    {
        "cause": Requirement("cause-missing", _find_cause),
        "provisions": Requirement("provisions-missing", _find_provisions),
        "scores": Requirement("scores-missing", _find_scores, "scores"),
        "analysed": Requirement("analysis-unfinished", _find_analysed),
        "day": Requirement("", _find_day),
        "reason": _key("reason-missing", "reason"),
        "ministers": _sides_named("ministers-missing", "ministers"),
        "question": _key("question-missing", "question"),
        "instrument": _key("instrument-missing", "instrument"),
        "owners": _sides_named("owners-missing", "owners"),
        "due": Requirement("due-missing", _find_due, "due"),
        "refusal": Requirement("refusal-without-reason", _find_refusal, "reason"),
        "verified_by": _key("verification-missing", "verified_by"),
        "evidence": _key("solved-without-evidence", "evidence"),
        "remains": _key("remains-missing", "remains"),
    }
)
# Keys that any event may have; `skipped` goes with any step; those of one kind stand with its step.
ANYWHERE = frozenset({"kind", "date", "by", "source", "text", "meeting", "owners", "next"})


def keys_of(kind: str) -> frozenset[str]:
    """The keys that an event of this kind may have."""
    step = STEPS.get(kind)
    own = ("skipped", *(REQUIREMENTS[need].key for need in step.needs), *step.keys) if step else ()
    return ANYWHERE | {key for key in own if key}


def findings_at(obstacle: Obstacle, index: int) -> list[tuple[str, str, Field]]:
    """Each requirement of event `index` that is missing or unknown: its name, which of the two, and the field."""
    step = STEPS.get(obstacle.events[index].kind)
    found = []
    for need in step.needs if step else ():
        state, where = REQUIREMENTS[need].find(obstacle, index)
        if state != MET:
            found.append((need, state, where))
    return found


def sides_of(obstacle: Obstacle) -> tuple[str, ...]:
    """The two sides of each of its borders, each once: regions, not countries."""
    return tuple(dict.fromkeys(sides[0] for border in obstacle.borders for sides in SIDES_OF[border]))


def lacking_sides(obstacle: Obstacle, said: Mapping[str, str]) -> list[str]:
    """The sides of the obstacle's borders of which nothing is said."""
    return _both_sides(obstacle, said)[1]
