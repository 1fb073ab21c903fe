"""What is understood of an answer: numbers, beginnings, Dutch words and dates; what is not certain stays as typed."""

from __future__ import annotations

import pytest

from reporting.desk.events import build_event
from reporting.desk.questions import SHORT, Choice, Question

BORDERS = (Choice("vl-nl", "Vlaanderen – Nederland"), Choice("nl-wal", "Nederland – Wallonië"),
           Choice("nl-nrw", "Nederland – Noordrijn-Westfalen"))  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("vl-nl", "vl-nl"), ("2", "nl-wal"), ("nl-vl", "vl-nl"), ("VL", "vl-nl"), ("vlaanderen", "vl-nl"),
     ("nl-n", "nl-nrw"), ("nederland – wallonië", "nl-wal"), ("nl", "nl"), ("0", "0"), ("4", "4"), ("", ""),
     ("nergens", "nergens"), ("unknown", "unknown"), ("Onbekend", "unknown")],
)  # fmt: skip
def test_a_choice(typed: str, meant: str):
    assert Question("border", "Grens", choices=BORDERS).understand(f" {typed} ") == meant


def test_several_choices():
    several = Question("border", "Grens", choices=BORDERS, several=True)
    assert several.understand("1, nl-nrw ,x,") == "vl-nl, nl-nrw, x"
    assert several.judge("vl-nl, nl-nrw", "nl") == []
    assert len(several.judge("vl-nl, x, y", "nl")) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2024-03-18", "2024-03-18"), ("18-3-2024", "2024-03-18"), ("18 maart 2024", "2024-03-18"),
     ("maart 2024", "2024-03"), ("onbekend", "unknown"), ("2024", "2024"), ("gisteren", "gisteren")],
)  # fmt: skip
def test_a_date(typed: str, meant: str):
    assert Question("on", "Wanneer", form="date").understand(typed) == meant


def test_a_text_is_taken_as_typed():
    assert Question("text", "Wat", form="text").understand(" onbekend, 1 ") == "onbekend, 1"


def test_a_word_outside_the_list_is_told_unless_it_is_open():
    assert "bedoelt u «nl-wal»" in Question("border", "Grens", choices=BORDERS).judge("nl-wall", "nl")[0]
    assert "not in the list" in Question("border", "Grens", choices=BORDERS).judge("zzz", "en")[0]
    assert Question("by", "Wie", choices=BORDERS, open=True).judge("zzz", "nl") == []
    assert Question("scores", "Scores", choices=BORDERS, may_be_empty=True).judge("", "nl") == []


def test_a_long_open_list_is_shown_when_asked_for_and_can_be_searched():
    many = tuple(Choice(f"minister-{number}", f"Ministerie {number}") for number in range(SHORT + 1))
    question = Question("by", "Wie", choices=many, open=True)
    assert not question.is_listed and Question("by", "Wie", choices=many[1:], open=True).is_listed
    assert [number for number, _ in question.find("?")] == list(range(1, len(many) + 1))
    assert [choice.word for _, choice in question.find("? ERIE 3")] == ["minister-3"]


@pytest.mark.parametrize(
    ("typed", "score", "reason"),
    [("4: Veel.", 4, "Veel."), ("4 Veel: hier.", 4, "Veel: hier."), ("4, veel", 4, "veel"), ("4 - veel", 4, "veel"),
     ("unknown: niets", "unknown", "niets"), ("hoog: veel", "hoog", "veel")],
)  # fmt: skip
def test_a_score(typed: str, score: int | str, reason: str):
    event, _, wrong = build_event("analysis", {"relevance": [typed]}, "nl")
    assert not wrong and event["scores"]["relevance"] == {"score": score, "reason": {"nl": reason}}


@pytest.mark.parametrize("typed", ["4", "4:", ":", "", "veel"])
def test_a_score_without_its_reason_cannot_be_read(typed: str):
    _, _, [(answer, code, _)] = build_event("analysis", {"relevance": [typed]}, "nl")
    assert (answer.name, code) == ("relevance", "answer-form")
