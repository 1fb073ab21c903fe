"""The sources of an invented casebook: every kind, in all their forms."""

from __future__ import annotations

from random import Random
from typing import Any

Record = dict[str, Any]


def build_sources(chance: Random, languages: tuple[str, ...], count: int, unknowns: bool) -> dict[str, Record]:
    """So many sources, all kinds in turn; the House has no such dossiers yet. `unknowns`: one has no number."""
    made: dict[str, Record] = {}
    for number in range(1, count + 1):
        kind = _KINDS[number % len(_KINDS)]
        made[f"bron-{number}"] = kind(number, chance, languages)
    if unknowns:
        made["bron-onbekend"] = {"kind": "kamerstuk", "dossiers": ["99 001"], "number": "unknown"}
    return made


def _titled(number: int, languages: tuple[str, ...]) -> Record:
    words = {"nl": "Verzonnen stuk {n}", "fr": "Document inventé {n}", "de": "Erfundenes Papier {n}"}
    return {language: words[language].format(n=number) for language in languages}


def _paper(number: int, chance: Random, languages: tuple[str, ...]) -> Record:
    return {"kind": "kamerstuk", "dossiers": [f"99 {chance.randrange(1, 9):03}"], "number": str(number)}


def _paper_of_two(number: int, chance: Random, languages: tuple[str, ...]) -> Record:
    return {"kind": "kamerstuk", "dossiers": ["99 112", "99 501-31"], "number": str(3000 + number)}


def _paper_titled(number: int, chance: Random, languages: tuple[str, ...]) -> Record:
    date = f"{chance.randrange(2016, 2023)}-{chance.randrange(1, 13):02}"
    return {
        "kind": "kamerstuk", "dossiers": ["99 200 VII"], "number": chance.choice("ABCDEFGHIJK"),
        "title": _titled(number, languages), "date": date, "show_title": True,
    }  # fmt: skip


def _treaty(number: int, chance: Random, languages: tuple[str, ...]) -> Record:
    return {"kind": "trb", "year": str(chance.randrange(1990, 2023)), "number": str(900 + number)}


def _commission(number: int, chance: Random, languages: tuple[str, ...]) -> Record:
    given = {"version": "final/2"} if chance.random() < 0.5 else {}
    return {"kind": "com", "year": str(chance.randrange(2015, 2023)), "number": str(9000 + number), **given} | {
        "title": _titled(number, languages)
    }


def _page(number: int, chance: Random, languages: tuple[str, ...]) -> Record:
    made: Record = {"kind": "page", "title": _titled(number, languages), "publisher": f"Voorbeeld {number}"}
    if chance.random() < 0.7:
        made["url"] = f"https://voorbeeld.example/stuk/{number}?a=b&c=d_e"
    if chance.random() < 0.5:
        made["date"] = f"{chance.randrange(2016, 2023)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return made


_KINDS = (_paper, _page, _paper_of_two, _treaty, _paper, _page, _commission, _paper_titled)
