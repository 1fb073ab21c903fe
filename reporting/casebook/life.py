"""The rules of an obstacle's life: which step may follow which, who may take it, and what must be on record.

The table is `model/lifecycle.STEPS`; a rule here only compares an obstacle with it. A rule takes an obstacle that is
whole and the bodies of the casebook, and gives its faults with a path in the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..model.bodies import OWNERS, ROLES, Chain
from ..model.bridge import CITIZEN, grounds_of
from ..model.instruments import Instrument
from ..model.lifecycle import (
    CARRYING_OUT,
    CLOSED,
    NOTHING,
    STATUS,
    STEPS,
    allowed_after,
    is_refused,
    judge_step,
    skipped_before,
    told_at,
)  # fmt: skip
from ..model.obstacles import Event, Obstacle
from ..model.requirements import MISSING, REQUIREMENTS, awaits_analysis, findings_at, keys_of, lacking_sides
from ..model.values import UNKNOWN, same_side
from ..places import Field
from .glossary import WORDS

Fault = tuple[str, Field, dict[str, Any]]
SHOWN = 6  # bodies that a hint names
# A cause that is dealt with elsewhere, and where; SOLVIT was recalled, and has to be verified.
ELSEWHERE = {"missing-information": "grensinformatiepunt", "eu-law-breach": "SOLVIT"}


def _steps(obstacle: Obstacle) -> Iterator[tuple[int, Event, str]]:
    """The events that change the status, each with its index and the status before it."""
    before = NOTHING
    for index, event in enumerate(obstacle.events):
        if event.kind in STATUS:
            yield index, event, before
            before = STATUS[event.kind][0]


def check_steps(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """Each step follows the one before as the table says; going forward, steps are left out with a reason only.

    A refusal is not carried out.
    """
    for index, event, before in _steps(obstacle):
        judged, refused = judge_step(before, event.kind), is_refused(obstacle.events[:index])
        values = {"step": event.kind, "before": before, "allowed": ", ".join(allowed_after(before, refused))}
        values |= {"after_nl": f"de status «{before}»" if before else "niets"}
        values |= {"after_en": f"the status “{before}”" if before else "nothing"}
        if judged == "forbidden":
            code = "step-after-end" if before in CLOSED else "step-backward"
            yield code, ("events", index, "kind"), values
        elif refused and event.kind in CARRYING_OUT:
            yield "step-after-refusal", ("events", index, "kind"), values
        elif judged == "skips" and event.skipped is None:
            values["lacking"] = ", ".join(skipped_before(before, event.kind))
            yield "step-skipped", ("events", index, "kind"), values
        elif judged == "allowed" and event.skipped is not None and not awaits_analysis(obstacle, index):
            yield "nothing-skipped", ("events", index, "skipped"), values


def check_bodies(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """Each step is taken by a body that may take it, and the reporter came in at a front office."""
    owners: set[str] = set()
    for index, event in enumerate(obstacle.events):
        owners |= set(event.owners.values()) - {UNKNOWN}
        if event.kind in STEPS and chain.knows(event.by) and not _may(event, owners, obstacle, chain):
            roles = STEPS[event.kind].by
            named = [
                actor
                for role in roles
                for actor in (sorted(owners) if role == OWNERS else chain.players(role, obstacle.borders))
            ]
            values = {"step": event.kind, "actor": event.by, "named": _list(named)}
            values |= {"roles_nl": ", ".join(WORDS["role"][role] for role in roles)}
            values |= {"roles_en": ", ".join(role.replace("_", " ") for role in roles)}
            yield "wrong-body", ("events", index, "by"), values
    office = obstacle.front_office
    if chain.knows(office) and not chain.plays(office, "front_office", obstacle.borders):
        named = chain.players("front_office", obstacle.borders)
        yield "not-a-front-office", ("front_office",), {"actor": office, "named": _list(named)}
    if obstacle.initiator == CITIZEN and office == UNKNOWN:
        yield "citizen-without-front-office", ("initiator",), {}


def _list(actors: list[str]) -> str:
    found = list(dict.fromkeys(actors))
    return ", ".join([*found[:SHOWN], *(["…"] if len(found) > SHOWN else [])])


def _may(event: Event, owners: set[str], obstacle: Obstacle, chain: Chain) -> bool:
    """A party acts by any of its offices, and where an office must act, its party does."""
    party = chain.party_of(event.by)
    return any(
        party in map(chain.party_of, owners) if role == OWNERS else chain.plays(event.by, role, obstacle.borders)
        for role in STEPS[event.kind].by
    )


def check_requirements(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """What each step requires is there; what is unknown is told of the latest step only."""
    latest = max((index for index, _, _ in _steps(obstacle)), default=None)
    for index, event, _ in _steps(obstacle):
        unknown: list[tuple[str, Field]] = []
        for need, state, where in findings_at(obstacle, index):
            if state == MISSING:
                yield REQUIREMENTS[need].code, where, _values(need, event, obstacle)
            else:
                unknown.append((need, where))
        if unknown and index == latest:
            needs = ", ".join(str(where[-1] if where[-1] != "score" else "scores") for _, where in unknown)
            yield "requirement-unknown", unknown[0][1], {"step": event.kind, "needs": needs}


def _values(need: str, event: Event, obstacle: Obstacle) -> dict[str, Any]:
    said: dict[str, Any] = {
        "provisions": {provision.side: "" for provision in obstacle.provisions},
        "ministers": event.ministers,
        "owners": event.owners,
    }
    sides = lacking_sides(obstacle, said[need]) if need in said else []
    return {"step": event.kind, "sides": ", ".join(sides)}


def check_keys(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """A key of one kind of event does not stand in another, where nothing would ever read it."""
    for index, event in enumerate(obstacle.events):
        allowed = keys_of(event.kind)
        for key in type(event).model_fields:
            if key in event.model_fields_set and key not in allowed:
                kinds = ", ".join(kind for kind in STEPS if key in keys_of(kind))
                yield "key-not-for-event", ("events", index, key), {"key": key, "kind": event.kind, "kinds": kinds}


def check_told(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """Whoever reported the obstacle was told of every change: an event `feedback` follows it, and comes before the next
    change of a later date. So one feedback tells of all that changed on the same day.
    """
    steps = [(index, event.kind) for index, event, _ in _steps(obstacle)]
    if obstacle.initiator == UNKNOWN and obstacle.front_office == UNKNOWN:
        if steps and STATUS[steps[-1][1]][0] not in CLOSED:
            yield "reporter-unknown", ("initiator",), {}
        return
    for index, kind in steps:
        if told_at(obstacle.events, index) is None:
            yield "reporter-not-told", ("events", index), {"step": kind}


def check_ministers(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """Who is asked to decide holds an office of a government or ministry, on the side that is said."""
    for index, event in enumerate(obstacle.events):
        for side, office in event.ministers.items():
            party = chain.parties.get(chain.party_of(office))
            if party is None:
                continue
            where: Field = ("events", index, "ministers", side)
            if party.kind not in ROLES["ministers"] and not chain.plays(office, "ministers", obstacle.borders):
                yield "not-a-minister", where, {"actor": office}
            elif party.side is not None and not same_side(party.side, side):
                yield "minister-other-side", where, {"actor": office, "side": side, "other": party.side}


def check_dates(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """What follows from an event does not come before it; an instrument does not expire before it begins."""
    for index, event in enumerate(obstacle.events):
        if event.due is not None and event.due.known and event.date.known and event.due.last < event.date.first:
            yield "due-before-event", ("events", index, "due"), {"due": str(event.due), "date": str(event.date)}
        if isinstance(event.instrument, Instrument):
            for key, date, before, other in _backward(event.instrument):
                where: Field = ("events", index, "instrument", key)
                yield "instrument-backward", where, {"key": key, "date": date, "before": before, "other": other}
    if (file := obstacle.bridge) is not None:
        for key in ("clarification_asked", "answered"):
            date = getattr(file, key)
            if date is not None and date.known and file.submitted.known and date.last < file.submitted.first:
                yield "bridge-backward", ("bridge", key), {"date": str(date), "before": str(file.submitted)}


def _backward(instrument: Instrument) -> Iterator[tuple[str, str, str, str]]:
    """It may be in force before it is signed: with retroactive effect, or provisionally."""
    end = instrument.expires
    for earlier in ("signed", "in_force"):
        before = getattr(instrument, earlier)
        if end.known and before.known and end.last < before.first:
            yield "expires", str(end), str(before), earlier


def check_route(obstacle: Obstacle, chain: Chain) -> Iterator[Fault]:
    """What is dealt with elsewhere does not go on along the chain; a BRIDGEforEU file is one that can be."""
    kinds = {event.kind for event in obstacle.events}
    if obstacle.cause in ELSEWHERE and kinds & {"analysis", "selected", "raised"}:
        yield "dealt-with-elsewhere", ("cause",), {"cause": obstacle.cause, "where": ELSEWHERE[obstacle.cause]}
    if obstacle.bridge is not None:
        unmet = [ground.name for ground in grounds_of(obstacle) if ground.met is False]
        if unmet:
            yield "bridge-not-eligible", ("bridge",), {"grounds": ", ".join(unmet)}


RULES: tuple[Callable[[Obstacle, Chain], Iterator[Fault]], ...] = (
    check_steps,
    check_bodies,
    check_requirements,
    check_keys,
    check_told,
    check_ministers,
    check_dates,
    check_route,
)
