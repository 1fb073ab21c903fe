"""The parties of an invented casebook: every kind, with offices, holders and addresses."""

from __future__ import annotations

from random import Random
from typing import Any

from .words import LANGUAGES, say

Record = dict[str, Any]
# who does what in the chain
HOUSE, MINISTRY, OTHER_MINISTRY = "voorbeeld-kamer", "ministerie-1", "ministerie-2"
GOVERNMENTS = {side: f"regering-{side}" for side in ("nl", "vl", "wal", "nrw", "nds")}
COUNCIL, GROUP, SECRETARIAT, OFFICE, INSTITUTE = "overleg-1", "werkgroep-1", "secretariaat-1", "loket-1", "instituut-1"
PROVINCE = "provincie-1"
MINISTER, OTHER_MINISTER, GOVERNOR = "minister-1", "minister-2", "gouverneur-1"

# whom the casebook names at one border; elsewhere it is the kind of party that says who does what
BODIES = {
    "vl-nl": {
        "front_office": [OFFICE, "euregio-1"], "secretariat": [SECRETARIAT], "officials": [GROUP],
        "institute": [INSTITUTE], "council": [COUNCIL], "link": [GOVERNOR],
    }
}  # fmt: skip
# side -> the office that is asked to decide
MINISTERS = {side: MINISTER if side == "nl" else f"hoofd-{key}" for side, key in GOVERNMENTS.items()}

NAMES: dict[str, tuple[str, str, str]] = {
    "government": ("Regering Voorbeeld {n}", "Gouvernement Exemple {n}", "Regierung Beispiel {n}"),
    "ministry": ("Ministerie van Voorbeelden {n}", "Ministère des Exemples {n}", "Ministerium für Beispiele {n}"),
    "parliament": ("Voorbeeldkamer", "Chambre d’exemple", "Beispielkammer"),
    "province": ("Provincie Voorbeeld {n}", "Province d’Exemple {n}", "Provinz Beispiel {n}"),
    "municipality": ("Gemeente Voorbeeld {n}", "Commune d’Exemple {n}", "Gemeinde Beispiel {n}"),
    "region": ("Euregio Voorbeeld {n}", "Eurorégion Exemple {n}", "Euregio Beispiel {n}"),
    "joint-body": ("BGTS Voorbeeld {n}", "GBCT Exemple {n}", "Benelux-Verbund Beispiel {n}"),
    "council": ("Grensoverleg Voorbeeld {n}", "Concertation frontalière Exemple {n}", "Grenzkonferenz Beispiel {n}"),
    "working-group": ("Werkgroep Voorbeeld {n}", "Groupe de travail Exemple {n}", "Arbeitsgruppe Beispiel {n}"),
    "secretariat": ("Secretariaat Voorbeeld {n}", "Secrétariat Exemple {n}", "Sekretariat Beispiel {n}"),
    "front-office": ("Grensloket Voorbeeld {n}", "Guichet frontalier Exemple {n}", "Anlaufstelle Beispiel {n}"),
    "institute": ("Instituut Voorbeeld {n}", "Institut Exemple {n}", "Institut Beispiel {n}"),
    "international": ("Unie Voorbeeld {n}", "Union Exemple {n}", "Union Beispiel {n}"),
    "company": ("Voorbeeld {n} Vervoer", "Transports Exemple {n}", "Beispiel {n} Verkehr"),
    "other": ("Stichting Voorbeeld {n}", "Fondation Exemple {n}", "Stiftung Beispiel {n}"),
}
_TITLES = {
    MINISTER: ("De Minister van Voorbeelden 1", "Ministre des Exemples 1", "Minister/-in für Beispiele 1"),
    OTHER_MINISTER: ("De Minister van Voorbeelden 2", "Ministre des Exemples 2", "Minister/-in für Beispiele 2"),
    GOVERNOR: ("De Gouverneur van Voorbeeld 1", "Gouverneur d’Exemple 1", "Gouverneur/-in von Beispiel 1"),
}


def build_parties(chance: Random, languages: tuple[str, ...], municipalities: int) -> list[Record]:
    """One of most kinds, a government of each side, and so many municipalities."""
    made = [
        _party(key, "government", side, number, languages) for number, (side, key) in enumerate(GOVERNMENTS.items(), 1)
    ]
    for party in made:
        party["offices"] = [_head_of_government(party, languages)]
    made += [
        _ministry(MINISTRY, 1, MINISTER, chance, languages),
        _ministry(OTHER_MINISTRY, 2, OTHER_MINISTER, chance, languages),
        _party(HOUSE, "parliament", "nl", 1, languages) | {"addressed_as": _names(_ADDRESSED, languages)},
        _party(PROVINCE, "province", "nl", 1, languages)
        | {"offices": [_office(GOVERNOR, "2017-03", chance, languages)]},
        _party("euregio-1", "region", None, 1, languages),
        _party("bgts-1", "joint-body", "benelux", 1, languages),
        _party(COUNCIL, "council", None, 1, languages),
        _party(GROUP, "working-group", None, 1, languages),
        _party(SECRETARIAT, "secretariat", None, 1, languages),
        _party(OFFICE, "front-office", "nl", 1, languages),
        _party(INSTITUTE, "institute", "nl", 1, languages),
        _party("unie-1", "international", "benelux", 1, languages),
        _party("bedrijf-1", "company", "vl", 1, languages),
        _party("stichting-1", "other", None, 1, languages),
    ]
    sides = list(GOVERNMENTS)
    return made + [
        _party(f"gemeente-{number}", "municipality", sides[number % len(sides)], number, languages)
        for number in range(1, municipalities + 1)
    ]


_DIRECTORATE = ("Directie Bestuur", "Direction Administration", "Direktion Verwaltung")
_ADDRESSED = ("De Voorzitter van de Voorbeeldkamer", "Président de la Chambre d’exemple", "An die Beispielkammer")


def _names(words: tuple[str, str, str], languages: tuple[str, ...], **values: object) -> Record:
    return say(dict(zip(LANGUAGES, words, strict=True)), languages, **values)


def _party(key: str, kind: str, side: str | None, number: int, languages: tuple[str, ...]) -> Record:
    side_given = {"side": side} if side else {}
    return {"id": key, "kind": kind, **side_given, "name": _names(NAMES[kind], languages, n=number)}


def _ministry(key: str, number: int, office: str, chance: Random, languages: tuple[str, ...]) -> Record:
    return _party(key, "ministry", "nl", number, languages) | {
        "short": dict.fromkeys(languages, f"VB{number}"),
        "address": {
            "visiting": [f"Voorbeeldplein {chance.randrange(1, 99)}", "9999 ZZ  Voorbeeldstad"],
            "postal": [f"Postbus {chance.randrange(10000, 99999)}", "9999 ZZ  Voorbeeldstad"],
            "website": "www.voorbeeld.example",
            "mailbox": "grensloket@voorbeeld.example",
        },
        "directorates": {"bestuur": _names(_DIRECTORATE, languages)},
        "offices": [_office(office, "2017-10-26", chance, languages)],
    }


def _office(key: str, since: str, chance: Random, languages: tuple[str, ...]) -> Record:
    """An office with two holders, one after the other, the last still there."""
    first, second = chance.sample("ABCDEFGHJKLM", 2)
    return {
        "id": key,
        "title": _names(_TITLES[key], languages),
        "holders": [
            {"name": f"{first}. Voorbeeld", "from": since, "until": "2022-01-09"},
            {"name": f"{second}. van Voorbeeld", "from": "2022-01-10"},
        ],
    }


def _head_of_government(party: Record, languages: tuple[str, ...]) -> Record:
    words = ("Het hoofd van de regering", "Le chef du gouvernement", "Das Oberhaupt der Regierung")
    holders = [{"name": "V. Hoofd", "from": "2019-10"}]
    return {"id": f"hoofd-{party['id']}", "title": _names(words, languages), "holders": holders}
