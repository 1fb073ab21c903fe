"""The meetings of an invented casebook: one of each kind, where next steps are due."""

from __future__ import annotations

from typing import Any

from . import parties
from .prose import Material
from .words import HEADINGS, MEETINGS, say

Record = dict[str, Any]
MODES = ("discussed", "intends", "agrees", "decides")
# kind of meeting -> its id and day; all of them after the day of the packs, so that something can be due on each
PLANNED = {
    "summit": ("top-voorbeeld", "2024-09-17"),
    "ministers": ("ministers-voorbeeld", "2024-11-12"),
    "council": ("overleg-voorbeeld", "2024-10-03"),
    "officials": ("ambtelijk-voorbeeld", "2024-09"),
}
MEETING, HELD = PLANNED["summit"][0], "overleg-vorig"


def build_meetings(made: Material) -> list[Record]:
    """One of each kind, and the council's before it; the summit has agreements."""
    found = [_meeting(made, kind, key, date) for kind, (key, date) in PLANNED.items()]
    found[0] |= _summit(made)
    return [*found, _meeting(made, "council", HELD, "2023-11-09")]


def _meeting(made: Material, kind: str, key: str, date: str) -> Record:
    return {
        "id": key,
        "kind": kind,
        "title": say(MEETINGS[kind], made.languages),
        "place": say({"nl": "Voorbeeldstad", "fr": "Exempleville", "de": "Beispielstadt"}, made.languages),
        "date": date,
        "parties": {"nl": [parties.GOVERNMENTS["nl"]], "vl": [parties.GOVERNMENTS["vl"]]},
    }


def _summit(made: Material) -> Record:
    """With every mode of sentence on each theme."""
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
    return {
        "considerations": [made.sentence() for _ in range(4)],
        "agreements": agreements,
        "legal_nature": say(legal, made.languages),
        "authentic": ["nl"],
        "signatories": {side: [f"hoofd-{parties.GOVERNMENTS[side]}"] for side in ("nl", "vl")},
        "sources": list(made.sources[:2]),
    }
