"""The packs of an invented casebook: one of every kind of document, and one of ordinary letters."""

from __future__ import annotations

import datetime
from typing import Any

from . import parties
from .chain import ADVICE
from .meetings import MEETING
from .prose import Material, build_prose
from .words import HEADINGS, say

Record = dict[str, Any]
AS_OF = datetime.date(2024, 6, 30)
PERIOD = (("from", "2023-07-01"), ("to", "2024-06-30"))
PACK, LETTERS = "voorbeeld", "brieven"
# How many obstacles an ordinary letter tells of: with them it has four pages, as the reference letter has.
TOLD = 4


def build_pack(made: Material, unknowns: bool) -> tuple[Record, Record]:
    """The pack, and the text of its letter: progress over all obstacles, annexes, an agreement in two copies."""
    languages = made.languages
    agreement = {"kind": "summit-agreement", "audience": "counterpart", "meeting": MEETING, "date": "2024-09-17"}
    titles = {"nl": "Verzonnen voorbeeldpakket", "fr": "Dossier d’exemple inventé", "de": "Erfundenes Beispielpaket"}
    table: Record = {
        "kind": "bilingual-annex",
        "audience": "house",
        "languages": list(languages[:2]),
        "authentic": "nl",
    }
    documents: Record = {
        "letter": _letter("letter.yaml", made, unknowns) | {"annexes": ["table"], "recommendations": ADVICE},
        "agreement-nl": agreement | {"first_side": "nl"},
        "agreement-vl": agreement | {"first_side": "vl"},
        "agreement-table": {
            "kind": "agreement-table",
            "audience": "internal",
            "meeting": MEETING,
            "date": "2024-09-17",
        },
        "table": table,
        "public-table": {"kind": "bilingual-annex", "audience": "public", "languages": [languages[0]]},
    }
    pack = {
        "id": PACK,
        "title": say(titles, languages),
        "as_of": str(AS_OF),
        "period": dict(PERIOD),
        "documents": documents,
    }
    return pack, {"sections": _sections(made, full=True)}


def build_letters(made: Material, obstacles: list[str], count: int) -> tuple[Record, dict[str, Record]]:
    """A pack of so many ordinary letters, and their texts by file name. `obstacles`: those that a letter may show."""
    documents, texts = {}, {}
    for number in range(1, count + 1):
        file = f"brief-{number}.yaml"
        ids = made.chance.sample(obstacles, min(TOLD, len(obstacles)))
        documents[f"brief-{number}"] = _letter(file, made, unknowns=False) | {"obstacles": {"ids": ids}}
        texts[file] = {"sections": _sections(made, full=False)}
    titles = {"nl": "Verzonnen brieven", "fr": "Lettres inventées", "de": "Erfundene Briefe"}
    pack = {
        "id": LETTERS,
        "title": say(titles, made.languages),
        "as_of": str(AS_OF),
        "period": dict(PERIOD),
        "documents": documents,
    }
    return pack, texts


def _letter(file: str, made: Material, unknowns: bool) -> Record:
    words = {
        "nl": "Verzonnen brief over {n} grensbelemmeringen",
        "fr": "Lettre inventée sur {n} obstacles frontaliers",
        "de": "Erfundener Brief über {n} Grenzhindernisse",
    }
    return {
        "kind": "kamerbrief",
        "audience": "house",
        "text": file,
        "date": "unknown" if unknowns else "2024-07-01",
        "reference": "unknown" if unknowns else f"2024-{made.chance.randrange(100000, 999999):010}",
        "sender": parties.MINISTRY,
        "directorate": "bestuur",
        "to": [parties.HOUSE],
        "subject": say(words, made.languages, n=made.chance.randrange(5, 90)),
        "signatory": parties.MINISTER,
        "on_behalf_of": [parties.OTHER_MINISTER],
        "decision_note": "unknown",
    }


def _sections(made: Material, full: bool) -> list[Record]:
    """Of a full letter: three levels of headings, and all that a section can show; of another, text and progress."""
    headings = [say(words, made.languages) for words in HEADINGS]
    if not full:
        return [
            {"id": "aanleiding", "text": build_prose(made, 2, 0)},
            {"id": "aanpak", "heading": headings[3], "text": build_prose(made, 2, 2)},
            {"id": "voortgang", "heading": headings[1], "show": "progress", "after": build_prose(made, 1, 3)},
            {"id": "slot", "heading": headings[4], "text": build_prose(made, 1, 0)},
        ]
    deepest = {"id": "details", "heading": headings[1], "text": build_prose(made, 2, 1)}
    middle = {"id": "overkant", "heading": headings[2], "text": build_prose(made, 2, 4), "sections": [deepest]}
    return [
        {"id": "aanleiding", "text": build_prose(made, 3, 0)},
        {"id": "aanpak", "heading": headings[0], "text": build_prose(made, 2, 6), "sections": [middle]},
        {"id": "advies", "heading": headings[3], "show": "recommendations", "of": ADVICE},
        {"id": "voortgang", "heading": headings[1], "show": "progress", "after": build_prose(made, 1, 0)},
        {"id": "toezeggingen", "heading": headings[2], "show": "commitments"},
        {"id": "slot", "heading": headings[4], "text": build_prose(made, 1, 3)},
    ]
