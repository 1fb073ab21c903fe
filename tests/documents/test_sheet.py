"""What a case sheet prints: the present status, who must act, what an instrument does, the last events."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from desk import looks
from series_desk import END, LANGUAGES, book_of, event, every, life, scope_of

from reporting.documents.scope import Scope
from reporting.documents.sheet import PUBLIC, SHOWN, describe_sheet
from reporting.model.instruments import EFFECTS
from reporting.model.lifecycle import STEPS

KIND = "case-sheet"


def sheet(
    *events: dict[str, Any], language: str = "nl", day: datetime.date = END, **more: Any
) -> tuple[dict[str, Any], Scope]:
    book = book_of(*events, **more)
    scope = scope_of(book, KIND, language, day)
    return {name: make() for name, make in describe_sheet(book.obstacles["ferry"], scope).items()}, scope


@pytest.mark.parametrize("kind", STEPS)
def test_one_status_of_the_register_is_marked_in_words(kind: str):
    steps = sheet(event(kind))[0]["steps"]
    assert [str(step["name"]) for step in steps] == [
        "Ingediend", "Identificatie", "In analyse", "Advies/Terugkoppeling", "Besluit", "Afgerond",
    ]  # fmt: skip
    assert [step["now"] for step in steps].index(True) == PUBLIC.index(STEPS[kind].public)
    marks = [str(step["mark"]) for step in steps]
    assert marks.count("○") == 5
    assert next(mark for mark in marks if mark != "○").startswith("● nu: ")


def test_before_anything_happened_no_status_is_marked():
    found = sheet(event("submitted"), day=datetime.date(2019, 1, 1))[0]
    assert not any(step["now"] for step in found["steps"]) and found["timeline"] == []


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (SHOWN, ""),
        (SHOWN + 1, "1 eerdere gebeurtenis staat niet op deze fiche."),
        (SHOWN + 7, "7 eerdere gebeurtenissen staan niet op deze fiche."),
    ],
)
def test_the_last_events_are_shown_and_how_many_came_before(count: int, words: str):
    events = [event("progress", f"20{10 + number}", text=every(f"Nieuws {number}")) for number in range(count)]
    found = sheet(event("progress", "2021-06-01"), *events, day=datetime.date(2040, 1, 1))[0]
    assert len(found["timeline"]) == SHOWN
    later = sheet(*events, event("progress", "2041-06-01"), day=datetime.date(2040, 1, 1))[0]
    assert str(later["earlier"]) == words
    assert [str(row["what"]) for row in later["timeline"]][-1] == f"Voortgang: Nieuws {count - 1} nl."
    assert "Nieuws 0" in str(later["timeline"][0]["what"]) or words


def test_who_must_act_is_open_before_a_decision_and_a_blank_after_it():
    def owners(*events: dict[str, Any]) -> list[str]:
        return [looks(row["owner"]) for row in sheet(*events)[0]["sides"]]

    assert owners(*life("submitted")) == ["nog niet besloten", "nog niet besloten"]
    decided = event("decided", instrument="unknown", owners={"nl": "ministry", "vl": "unknown"})
    assert owners(decided) == ["Ministerie", "⟦[nog te bepalen]⟧"]


def test_provisions_stand_by_their_side():
    provisions = [{"side": "vl", "citation": "Decreet"}, {"side": "eu", "citation": "unknown"}]
    found, scope = sheet(*life("submitted"), provisions=provisions)
    rows = {str(row["name"]): [looks(text) for text in row["provisions"]] for row in found["sides"]}
    assert rows == {
        "Nederland": ["⟦[bepaling onbekend]⟧"], "Vlaanderen": ["Decreet"], "Europese Unie": ["⟦[bepaling onbekend]⟧"],
    }  # fmt: skip
    blanks = sorted(place.field for place in scope.blanks if place.field[0] == "provisions")
    assert blanks == [("provisions",), ("provisions", 1, "citation")]


@pytest.mark.parametrize("kind", EFFECTS)
def test_what_was_recalled_of_an_instrument_is_marked(kind: str):
    told = [str(text) for text in sheet(event("decided", instrument={"kind": kind, "in_force": "2020"}))[0]["effects"]]
    assert told[0].startswith("Bindt ") and ("nog na te gaan" in told[0]) == EFFECTS[kind].verify
    own = {"kind": kind, "in_force": "2020", "binds": ["members", "nobody"]}
    said = [str(text) for text in sheet(event("decided", instrument=own))[0]["effects"]]
    assert said[0] == "Bindt de leden en niemand."


def test_an_instrument_line_by_line():
    instrument = {
        "kind": "benelux-decision", "title": every("Beschikking"), "in_force": "2020-03-01", "expires": "2030-03-01",
        "transposition": {"nl": "2020-02-01"}, "parliament": "none",
    }  # fmt: skip
    found, scope = sheet(event("decided", instrument=instrument, due="2021-06"))
    assert str(found["instrument_title"]) == "Beschikking nl."
    assert [str(text) for text in found["effects"]] == [
        "Bindt de staten.",
        "Geldt vanaf 1\u00a0maart\u00a02020, tot en met 1\u00a0maart\u00a02030.",
        "Nog om te zetten in nationaal recht: Vlaanderen.",
    ]
    assert str(found["decided_due"]) == "juni\u00a02021"
    assert not [place for place in scope.blanks if "instrument" in place.field]
    endless = sheet(event("decided", instrument=instrument | {"expires": "none"}))[0]["effects"]
    assert str(endless[1]).endswith("zonder einddatum.")
    refused = sheet(event("decided", instrument="none", reason=every("Daarom")))[0]
    assert refused["effects"] == [] and not refused["instrument_title"] and not refused["decided_due"]


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        ({"by": "council", "due": "2021-03"}, "wacht op goedkeuring door Overleg, maart\u00a02021"),
        ({"by": "council"}, "wacht op goedkeuring door Overleg, datum nog te bepalen"),
        ({"by": "council", "granted": "2020-03"}, "goedgekeurd door Overleg, maart\u00a02020"),
        ({"by": "council", "refused": "2020-03"}, "afgewezen door Overleg, maart\u00a02020"),
        ({"by": "council", "granted": "2022-03"}, "wacht op goedkeuring door Overleg, datum nog te bepalen"),
        ("none", "goedkeuring niet nodig"),
        ("unknown", "goedkeuring nog onbekend"),
    ],
)
def test_a_measure_with_its_approval_as_of_the_day(approval: Any, words: str):
    measure = {"kind": "interreg", "title": every("Project"), "amount": "3 miljoen euro", "approval": approval}
    (text,) = sheet(*life("submitted"), measures=[measure])[0]["measures"]
    assert str(text) == f"Interreg: Project nl. · 3 miljoen euro · {words}"


def test_who_is_hindered_with_the_number_and_its_source():
    affected = {"text": every("Reizigers"), "number": "400 mensen", "source": "krant"}
    assert looks(sheet(*life("submitted"), affected=affected)[0]["affected"]).startswith(
        "Reizigers nl. Aantal: 400 mensen.(("
    )
    assert not sheet(*life("submitted"))[0]["affected"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_whole_in_every_language(language: str):
    instrument = {"kind": "egtc", "in_force": "2020", "expires": "none", "transposition": "none"}
    owners = {"nl": "ministry", "vl": "flanders"}
    decided = event("decided", "2020-06-01", instrument=instrument, owners=owners, due="2021")
    events = [*life("submitted feedback identification"), decided]
    found, scope = sheet(*events, language=language, area=["Baarle", "Ravels"], coordinator="ministry")
    assert scope.problems == []
    assert {place.field[-1] for place in scope.blanks} == {"by"}, "nobody is said to have taken the steps"
    assert all(str(found[name]) for name in ("theme", "cause", "area", "coordinator", "decided_due"))
