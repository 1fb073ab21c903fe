"""The obstacles of an invented casebook: every status, kind of event, instrument, border, theme and cause, in turn."""

from __future__ import annotations

import datetime
from random import Random
from typing import Any, get_args

from reporting.model.obstacles import Cause, Instrument, Theme
from reporting.model.values import Border

from . import parties
from .prose import Material, build_prose
from .words import AFFECTED, EVENTS, EVIDENCE, STEPS, TITLES, draw_values, say

Record = dict[str, Any]
THEMES, CAUSES, INSTRUMENTS, BORDERS = (get_args(choices) for choices in (Theme, Cause, Instrument, Border))
SIDES = {"vl-nl": ("nl", "vl"), "nl-wal": ("nl", "wal"), "nl-nrw": ("nl", "nrw"), "nl-nds": ("nl", "nds")}
# Every way through the chain, by the status at which it stands still.
_ON = ("submitted", "identification", "analysis", "selected", "raised", "decided", "implementing")
WAYS: tuple[tuple[str, ...], ...] = (
    *(_ON[:length] for length in range(1, len(_ON) + 1)),
    (*_ON, "solved"),
    (*_ON, "mitigated"),
    (*_ON[:5], "accepted"),
    (*_ON[:3], "no-obstacle"),
    (*_ON[:3], "not-selected"),
    (*_ON[:3], "not-selected", "reopened"),
)
_BY = {
    "submitted": parties.OFFICE, "identification": parties.SECRETARIAT, "analysis": parties.INSTITUTE,
    "selected": parties.COUNCIL, "not-selected": parties.COUNCIL, "raised": parties.GOVERNOR,
    "decided": parties.MINISTER, "implementing": parties.OTHER_MINISTRY, "solved": parties.SECRETARIAT,
    "mitigated": parties.COUNCIL, "accepted": parties.MINISTER, "no-obstacle": parties.INSTITUTE,
    "reopened": parties.COUNCIL, "progress": parties.GROUP, "feedback": parties.OFFICE,
}  # fmt: skip


def build_obstacles(made: Material, count: int, as_of: datetime.date) -> list[Record]:
    """So many obstacles; each list of choices is gone through in turn, at its own pace."""
    width = max(3, len(str(count)))
    found = [_obstacle(made, number, f"zaak-{number:0{width}}", as_of) for number in range(1, count + 1)]
    for number, obstacle in enumerate(found):
        if number % 5 == 1:
            obstacle["related"] = [found[number - 1]["id"]]
    return found


def _obstacle(made: Material, number: int, key: str, as_of: datetime.date) -> Record:
    chance, languages = made.chance, made.languages
    values = draw_values(chance, made.places)
    theme, border = THEMES[number % len(THEMES)], BORDERS[number % len(BORDERS)]
    borders = list(BORDERS) if number % 11 == 0 else [border]
    way = WAYS[number % len(WAYS)]
    record: Record = {
        "id": key,
        "title": say(TITLES[theme], languages, **values),
        "borders": borders,
        "theme": theme,
        "area": [f"Voorbeeld {chance.randrange(1, made.places)}" for _ in range(chance.randrange(1, 4))],
        "initiator": chance.choice((f"gemeente-{chance.randrange(1, made.places + 1)}", "unknown")),
        "front_office": parties.OFFICE,
        "public": number % 7 != 3,
        "cause": CAUSES[number % len(CAUSES)],
        "description": build_prose(made, 1 + number % 3, number),
        "provisions": [
            {"side": side, "citation": f"Verzonnen wet {chance.randrange(1, 40)}, artikel {chance.randrange(1, 200)}"}
            for side in SIDES[border]
        ],
        "owners": {side: _owner(side, chance) for side in dict.fromkeys(side for b in borders for side in SIDES[b])},
        "coordinator": parties.MINISTRY,
        "instrument": INSTRUMENTS[number % len(INSTRUMENTS)],
        "events": _events(made, number, way, as_of, values),
        "next_step": _next_step(made, number, way, values),
        "translation": chance.choice(("draft", "confirmed")),
    }
    if number % 2:
        text = say(AFFECTED, languages, **values)
        record["affected"] = {"text": text, "number": values["n"], "source": chance.choice(made.sources)}
    if number % 4 == 0:
        record["internal"] = {"contact": "intern: niet afdrukken", "remarks": ["intern: nog bellen", key]}
    return record


def _owner(side: str, chance: Random) -> str:
    return chance.choice((parties.GOVERNMENTS[side], parties.GOVERNMENTS[side], "unknown"))


def _next_step(made: Material, number: int, way: tuple[str, ...], values: dict[str, str]) -> Any:
    if way[-1] in ("solved", "accepted", "no-obstacle"):
        return "none"
    if number % 6 == 5:
        return "unknown"
    due = made.chance.choice(("2025-03-31", "2025-06", "2025", "unknown"))
    by = made.chance.choice((parties.MINISTRY, parties.COUNCIL, "unknown"))
    return {"text": say(made.chance.choice(STEPS), made.languages, **values), "by": by, "due": due}


def _events(
    made: Material, number: int, way: tuple[str, ...], as_of: datetime.date, values: dict[str, str]
) -> list[Record]:
    """The way with progress and feedback between, oldest first, all of it over by `as_of`, the last of it lately."""
    kinds = list(way)
    if number % 2 == 0:
        kinds.insert(made.chance.randrange(1, len(kinds) + 1), "progress")
    if number % 3 == 0:
        kinds.insert(made.chance.randrange(1, len(kinds) + 1), "feedback")
    day = as_of - datetime.timedelta(days=made.chance.randrange(40, 700))
    days = []
    for _ in kinds:
        days.append(day)
        day -= datetime.timedelta(days=made.chance.randrange(33, 300))
    return [_event(made, kind, when, values) for kind, when in zip(kinds, reversed(days), strict=True)]


def _event(made: Material, kind: str, when: datetime.date, values: dict[str, str]) -> Record:
    chance = made.chance
    shown = chance.choice((*(["%Y-%m-%d"] * 6), "%Y-%m", "unknown"))
    record: Record = {
        "kind": kind,
        "date": when.strftime(shown) if "%" in shown else shown,
        "by": _BY[kind],
        "text": say(EVENTS[kind], made.languages, **values),
    }
    if chance.random() < 0.7:
        record["source"] = chance.choice(made.sources)
    if kind == "solved":
        record["evidence"] = say(EVIDENCE, made.languages, **values)
    if chance.random() < 0.3:
        record["translation"] = "confirmed"
    return record
