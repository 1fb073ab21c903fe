"""The obstacles of an invented casebook: every choice in turn."""

from __future__ import annotations

import datetime
from typing import Any, get_args

from reporting.model.bridge import ASIDE, BridgeFile
from reporting.model.obstacles import Theme
from reporting.model.values import SIDES_OF, Border

from . import parties
from .events import ELSEWHERE, WAYS, build_events
from .measures import build_measure
from .prose import Material, build_prose
from .words import AFFECTED, TITLES, draw_values, say

Record = dict[str, Any]
THEMES, BORDERS = get_args(Theme), get_args(Border)
SIDES = {border: (own[0], other[0]) for border, (own, other) in SIDES_OF.items()}
# What goes along the chain, and what is dealt with elsewhere.
CAUSES, OTHER_CAUSES = ("legislation", "administrative-rule", "practice"), ("missing-information", "eu-law-breach")
OUTCOMES = get_args(BridgeFile.model_fields["outcome"].annotation)


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
    theme, way = THEMES[number % len(THEMES)], WAYS[number % len(WAYS)]
    borders = list(BORDERS) if number % 11 == 0 else [BORDERS[number % len(BORDERS)]]
    sides = tuple(dict.fromkeys(side for border in borders for side in SIDES[border]))
    reporter = _reporter(made)
    record: Record = {
        "id": key,
        "title": say(TITLES[theme], languages, **values),
        "borders": borders,
        "theme": theme,
        "area": [f"Voorbeeld {chance.randrange(1, made.places)}" for _ in range(chance.randrange(1, 4))],
        **reporter,
        "public": number % 7 != 3,
        "cause": _cause(made, way),
        "description": build_prose(made, 1 + number % 3, number),
        "provisions": [{"side": side, "citation": _citation(made)} for side in sides],
        "coordinator": parties.MINISTRY,
        "hampers": made.turn("hampers", ("infrastructure", "public-service", "neither", "unknown")),
        "events": build_events(made, number, way, sides, as_of, told=bool(reporter)),
    }
    if record["cause"] in CAUSES and _may_be_a_file(record):
        record["bridge"] = _bridge(made)
    if number % 3 == 1:
        record["measures"] = [build_measure(made) for _ in range(1 + number % 2)]
    if number % 2:
        text = say(AFFECTED, languages, **values)
        record["affected"] = {"text": text, "number": values["n"], "source": chance.choice(made.sources)}
    if number % 4 == 0:
        record["internal"] = {"contact": "intern: niet afdrukken", "remarks": ["intern: nog bellen", key]}
    return record


def _reporter(made: Material) -> Record:
    """A municipality, a citizen by the front office, the front office alone; where nobody is known, nothing."""
    party = f"gemeente-{made.chance.randrange(1, made.places + 1)}"
    choices = (party, party, "citizen", "unknown", party, *([""] if made.unknowns else []))
    initiator = made.turn("initiator", choices)
    return {"initiator": initiator, "front_office": parties.OFFICE} if initiator else {}


def _cause(made: Material, way: str) -> str:
    if way == ELSEWHERE:
        return made.turn("other cause", OTHER_CAUSES)
    return "unknown" if made.open("cause") else made.turn("cause", CAUSES)


def _citation(made: Material) -> str:
    if made.open("provision"):
        return "unknown"
    return f"Verzonnen wet {made.chance.randrange(1, 40)}, artikel {made.chance.randrange(1, 200)}"


def _may_be_a_file(record: Record) -> bool:
    """Under Regulation (EU) 2025/925."""
    natural = record.get("initiator", "unknown") == "citizen"
    return record["hampers"] != "neither" and record["theme"] not in ASIDE and not natural


def _bridge(made: Material) -> Record:
    """With each outcome in turn; the Regulation is of 2025, and an invented casebook is ahead of it."""
    outcome = made.turn("outcome", OUTCOMES)
    file: Record = {"point": parties.SECRETARIAT, "submitted": made.chance.choice(("2023-09-01", "2023-11", "unknown"))}
    if made.chance.random() < 0.5:
        file["clarification_asked"] = "2023-12-15"
    return file | ({} if outcome == "unknown" else {"answered": "2024-02-29", "outcome": outcome})
