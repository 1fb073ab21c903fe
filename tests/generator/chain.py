"""Recommendations, commitments and the meeting of an invented casebook."""

from __future__ import annotations

from typing import Any

from . import parties
from .prose import Material, build_prose
from .words import HEADINGS, STEPS, draw_values, say

Record = dict[str, Any]
MODES = ("discussed", "intends", "agrees", "decides")
STATES = ("open", "reported-settled", "settled", "unknown")
MEETING, ADVICE = "top-voorbeeld", "advies-voorbeeld"


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
            "due": ("2024-10-01", "2025-01", "2025", "unknown")[number % 4],
            "state": STATES[number % len(STATES)],
        }
        if kind == "motion":
            record["members"] = ["Voorbeeld", "Van Voorbeeld"]
        if number % 3:
            record["progress"] = build_prose(made, 1, 2)
        found.append(record)
    return found


def build_meeting(made: Material) -> Record:
    """A summit of two sides, with every mode of sentence on each theme."""
    legal = {
        "nl": "Deze tekst is een voorbeeld en bindt niemand.",
        "fr": "Ce texte est un exemple et ne lie personne.",
        "de": "Dieser Text ist ein Beispiel und bindet niemanden.",
    }
    agreements = [
        {
            "title": say(heading, made.languages),
            "sentences": [
                {
                    "mode": mode,
                    "text": made.sentence(),
                    "owners": [parties.GOVERNMENTS["nl"], parties.GOVERNMENTS["vl"]]
                    if index % 2
                    else [parties.COUNCIL],
                    "due": made.chance.choice(("2025-01-31", "2025-09", "unknown")),
                    "source": made.chance.choice(made.sources),
                }
                for index, mode in enumerate(MODES)
            ],
        }
        for heading in HEADINGS
    ]
    titles = {"nl": "Verzonnen top", "fr": "Sommet inventé", "de": "Erfundenes Gipfeltreffen"}
    return {
        "id": MEETING,
        "kind": "summit",
        "title": say(titles, made.languages),
        "place": say({"nl": "Voorbeeldstad", "fr": "Exempleville", "de": "Beispielstadt"}, made.languages),
        "date": "2024-09-17",
        "parties": {"nl": [parties.GOVERNMENTS["nl"]], "vl": [parties.GOVERNMENTS["vl"]]},
        "considerations": [made.sentence() for _ in range(4)],
        "agreements": agreements,
        "legal_nature": say(legal, made.languages),
        "authentic": ["nl"],
        "signatories": {side: [f"hoofd-{parties.GOVERNMENTS[side]}"] for side in ("nl", "vl")},
        "sources": list(made.sources[:2]),
    }
