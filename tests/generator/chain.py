"""Recommendations and commitments of an invented casebook."""

from __future__ import annotations

from typing import Any

from . import parties
from .measures import build_measure
from .prose import Material, build_prose
from .words import STEPS, draw_values, say

Record = dict[str, Any]
ADVICE = "advies-voorbeeld"


def build_recommendations(made: Material) -> Record:
    """Four advices: with a reaction in words, with actions, with both, and without."""
    every = []
    for number in range(1, 5):
        record: Record = {"number": str(number), "title": made.sentence(), "advice": build_prose(made, 2, number)}
        reaction: Record = {}
        if number in (1, 3):
            reaction["text"] = build_prose(made, 1, number + 3)
        if number in (2, 3):
            reaction["actions"] = [_action(made, index) for index in range(3)]
        every.append(record | ({"reaction": reaction} if reaction else {}))
    words = {"nl": "Verzonnen advies", "fr": "Avis inventé", "de": "Erfundene Empfehlung"}
    return {
        "id": ADVICE,
        "title": say(words, made.languages),
        "by": parties.GROUP,
        "date": "2022-11",
        "source": made.sources[0],
        "reaction_by": parties.GOVERNMENTS["nl"],
        "recommendations": every,
    }


def _action(made: Material, index: int) -> Record:
    actors = ([parties.MINISTER], [parties.COUNCIL, parties.GOVERNOR], ["unknown"])[index]
    return {
        "text": say(STEPS[index], made.languages, **draw_values(made.chance, made.places)),
        "actors": actors,
        "due": ("2024-12-01", "2025-02", "unknown")[index],
        "measures": [build_measure(made)] if index == 1 else [],
    }


def build_commitments(made: Material, count: int) -> list[Record]:
    """So many motions and undertakings, of every state."""
    found = []
    for number in range(1, count + 1):
        kind = ("motion", "undertaking")[number % 2]
        words = {"nl": "Verzonnen {k} {n}", "fr": "Engagement inventé {n}", "de": "Erfundene Zusage {n}"}
        record: Record = {
            "id": f"toezegging-{number}",
            "kind": kind,
            "title": say(words, made.languages, n=number, k="motie" if kind == "motion" else "toezegging"),
            "text": build_prose(made, 1, 0),
            "source": made.chance.choice(made.sources),
            "owner": parties.MINISTER,
            "given": made.chance.choice(("2022-11-29", "2023-02", "unknown")),
            "due": ("2024-10-01", "2025-01", "2025", "unknown")[number % 4],
            **_state(made, number),
        }
        if kind == "motion":
            record["members"] = ["Voorbeeld", "Van Voorbeeld"]
        if number % 3:
            record["progress"] = build_prose(made, 1, 2)
        found.append(record)
    return found


def _state(made: Material, number: int) -> Record:
    """Open, reported settled by a letter, settled by the House; the first of them settled."""
    reported = {"date": made.chance.choice(("2024-03-05", "2024-02")), "source": made.chance.choice(made.sources)}
    settled = {"date": made.chance.choice(("2024-04-16", "2024-05")), "by": parties.HOUSE}
    return ({}, {"reported": reported, "settled": settled}, {"reported": reported})[number % 3]
