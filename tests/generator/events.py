"""The lives of invented obstacles: every way through the chain, each step with what it needs, and told."""

from __future__ import annotations

import datetime
from typing import Any, get_args

from reporting.model.instruments import InstrumentKind
from reporting.model.lifecycle import STATUS

from . import parties
from .meetings import HELD, PLANNED
from .prose import Material
from .words import EVENTS, EVIDENCE, INSTRUMENT, QUESTION, REASON, REMAINS, SKIPPED, STEPS, WEIGHED, draw_values, say

Record = dict[str, Any]
INSTRUMENTS = get_args(InstrumentKind)
# Every way through the chain, by the status at which it stands still; after a stroke, what is special about a step:
# an analysis still going on, a refusal, steps that were left out. The first few have most kinds of step.
_ON = "submitted identification analysis"
_CHOSEN = f"{_ON} selected raised"
WAYS = (
    f"{_CHOSEN} decided",
    f"{_CHOSEN} decided implementing mitigated solved",
    f"{_CHOSEN} decided/refused accepted",
    f"{_ON} not-selected reopened",
    "submitted identification no-obstacle",
    "submitted",
    f"{_CHOSEN} decided decided implementing",
    "submitted identification",
    f"{_CHOSEN} decided implementing solved",
    "submitted identification analysis/pending",
    f"{_CHOSEN} raised",
    "submitted identification analysis/pending analysis selected",
    "submitted identification no-obstacle",
    f"{_CHOSEN} decided implementing mitigated",
    f"{_ON} not-selected",
    "submitted decided/skipped implementing solved",
    f"{_CHOSEN} accepted",
    "analysis/skipped",
    f"{_CHOSEN} decided/refused",
    f"{_ON} no-obstacle",
    "decided/skipped implementing solved reopened analysis",
    f"{_CHOSEN} decided mitigated",
    "submitted identification analysis/pending selected/hurried",
)
# Ways of what is dealt with elsewhere.
ELSEWHERE = "submitted identification no-obstacle"
_BY = {
    "submitted": parties.OFFICE, "identification": parties.SECRETARIAT, "analysis": parties.INSTITUTE,
    "selected": parties.COUNCIL, "not-selected": parties.COUNCIL, "raised": parties.GOVERNOR,
    "decided": parties.MINISTER, "solved": parties.MINISTER, "mitigated": parties.MINISTER,
    "accepted": parties.MINISTER, "no-obstacle": parties.GROUP, "reopened": parties.SECRETARIAT,
    "progress": parties.GROUP, "feedback": parties.OFFICE,
}  # fmt: skip
# How an instrument ends; the last two are out of date or nearly so on the day of the packs.
_ENDS = ("none", "2031-12-31", "none", "unknown", "2024-03-31", "2025-02")


def build_events(
    made: Material, number: int, way: str, sides: tuple[str, ...], as_of: datetime.date, told: bool
) -> list[Record]:
    """The way with news between, oldest first, all of it over by `as_of`, the last of it lately.

    `told`: whether somebody hears of each step. `sides`: those that the obstacle plays on.
    """
    steps = [tuple((*step.split("/"), "")[:2]) for step in way.split()]
    day = as_of - datetime.timedelta(days=made.chance.randrange(70, 700))
    days = []
    for _ in steps:
        days.insert(0, day)
        day -= datetime.timedelta(days=made.chance.randrange(66, 300))
    found: list[Record] = []
    owner = parties.MINISTRY
    for index, ((kind, special), when) in enumerate(zip(steps, days, strict=True)):
        values = draw_values(made.chance, made.places)
        step = _event(made, kind, when, values)
        step |= _answers(made, kind, special, sides, when, values)
        owner = step.get("owners", {}).get("nl", owner)
        if kind == "implementing":
            step["by"] = parties.MINISTER if owner == "unknown" else owner
        found.append(step)
        if told:
            found.append(_event(made, "feedback", when + datetime.timedelta(days=made.chance.randrange(1, 30)), values))
        if (number + index) % 4 == 0:
            news = _event(made, "progress", when + datetime.timedelta(days=made.chance.randrange(31, 60)), values)
            news |= {"next": _next_step(made, values)} if number % 2 and index == len(steps) - 1 else {}
            found.append(news)
    return found


def _event(made: Material, kind: str, when: datetime.date, values: dict[str, str]) -> Record:
    chance = made.chance
    shown = chance.choice((*(["%Y-%m-%d"] * 6), "%Y-%m", "unknown"))
    record: Record = {
        "kind": kind,
        "date": when.strftime(shown) if "%" in shown else shown,
        "by": _BY.get(kind, "unknown"),
        "text": say(EVENTS[kind], made.languages, **values),
    }
    if chance.random() < 0.7:
        record["source"] = chance.choice(made.sources)
    return record


def _answers(
    made: Material, kind: str, special: str, sides: tuple[str, ...], when: datetime.date, values: dict[str, str]
) -> Record:
    """What this step needs; here and there it is not known."""
    reason = say(REASON, made.languages, **values)

    def known(key: str, value: Any) -> Any:
        return "unknown" if made.open(key) else value

    found: Record = {}
    if special in ("skipped", "hurried"):
        found["skipped"] = say(SKIPPED, made.languages)
    if kind == "analysis":
        found |= {"asked": [parties.INSTITUTE], "due": str(when + datetime.timedelta(days=180))}
        found["scores"] = "pending" if special == "pending" else known("scores", _scores(made, values))
        if special == "pending":
            found["by"] = parties.SECRETARIAT
    elif kind in ("selected", "not-selected"):
        found |= {"date": known("date", str(when)), "meeting": HELD}
        found |= {"rank": str(made.turns["ranks"] + 1)} if kind == "selected" else {"reason": known("reason", reason)}
        made.turns["ranks"] += kind == "selected"
    elif kind == "raised":
        asked = {side: parties.MINISTERS[side] for side in sides}
        found["ministers"] = asked | {sides[-1]: known("ministers", asked[sides[-1]])}
        found["question"] = known("question", say(QUESTION, made.languages, **values))
    elif kind == "decided" and special == "refused":
        found |= {"instrument": "none", "reason": known("refusal", reason)}
    elif kind == "decided":
        found["instrument"] = "unknown" if made.open("instrument") else _instrument(made, sides, when, values)
        owners = {"nl": made.turn("owner", (parties.MINISTRY, parties.PROVINCE, parties.OTHER_MINISTRY))}
        owners |= {side: parties.GOVERNMENTS[side] for side in sides if side != "nl"}
        found["owners"] = owners | {sides[-1]: known("owners", owners[sides[-1]])}
        found["due"] = known("due", str(when + datetime.timedelta(days=made.chance.randrange(90, 900))))
    elif kind == "solved":
        found["verified_by"] = known("verified_by", parties.OFFICE)
        found["evidence"] = say(EVIDENCE, made.languages, **values)
    elif kind == "mitigated":
        found["remains"] = known("remains", say(REMAINS, made.languages, **values))
    elif kind in ("accepted", "no-obstacle", "reopened"):
        found["reason"] = known("reason", reason)
    if STATUS[kind][1] != "concluded":
        found["next"] = _next_step(made, values)
    return found


def _scores(made: Material, values: dict[str, str]) -> Record:
    def score(name: str) -> Record:
        mark = "unknown" if made.open(f"score {name}") else str(made.chance.randrange(1, 6))
        return {"score": mark, "reason": say(WEIGHED, made.languages, **values)}

    return {name: score(name) for name in ("relevance", "benefits", "feasibility")}


def _instrument(made: Material, sides: tuple[str, ...], when: datetime.date, values: dict[str, str]) -> Record:
    """The next kind of instrument: signed on the day, in force a month later, done in law on all sides or on some."""
    done = {side: str(when + datetime.timedelta(days=made.chance.randrange(1, 60))) for side in sides}
    part = {side: date for side, date in done.items() if side != sides[-1]}
    ends = made.turn("ends", _ENDS if made.unknowns else _ENDS[:3])
    return {
        "kind": made.turn("instrument", INSTRUMENTS),
        "title": say(INSTRUMENT, made.languages, **values),
        "signed": str(when),
        "published": "unknown" if made.open("published") else f"{when + datetime.timedelta(days=10):%Y-%m}",
        "in_force": str(when + datetime.timedelta(days=30)),
        "expires": ends if ends in ("none", "unknown") or ends > str(when + datetime.timedelta(days=60)) else "none",
        "transposition": made.turn(
            "transposition", (done, part, "unknown", "none") if made.unknowns else (done, "none")
        ),
        "parliament": made.turn("parliament", ("none", done, part) if made.unknowns else ("none", done)),
    }


def _next_step(made: Material, values: dict[str, str]) -> Any:
    """What comes next: at a meeting of each kind in turn, or just by a day; none and unknown too."""
    kind = made.turn("next", (*PLANNED, "", "unknown", "none"))
    if kind in ("unknown", "none"):
        return kind
    due = PLANNED[kind][1] if kind else made.chance.choice(("2025-03-31", "2025-06", "2025", "unknown"))
    by = made.chance.choice((parties.MINISTRY, parties.COUNCIL, "unknown"))
    step = {"text": say(made.chance.choice(STEPS), made.languages, **values), "by": by, "due": due}
    return step | ({"meeting": PLANNED[kind][0]} if kind else {})
