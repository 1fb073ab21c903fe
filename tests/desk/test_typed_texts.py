"""Typed texts without their marks; and what is not shown to pandoc reads as pandoc would have read it."""

from __future__ import annotations

import pytest
from desk_files import DAY, TEMPLATES, load
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.desk.desk import load_words
from reporting.desk.texts import PLAIN, read_texts
from reporting.desk.words import Wording
from reporting.documents.pandoc import build_trees
from reporting.model.chain import letter_of

SHOWN = {
    "Een *kort* en **vet** woord.": ["Een kort en vet woord."],
    "Zie [de site](https://example.org/a) of https://example.org/b": [
        "Zie de site (https://example.org/a) of https://example.org/b"
    ],
    "Het [télétravail]{lang=fr} dus.": ["Het télétravail dus."],
    "Bron [zie @kst-1, p. 3; @krant].": [
        "Bron (zie Kamerstuk 32 851, nr. 74, p. 3; Veer vaart niet, Krant, 5 januari 2024)."
    ],
    "Met noot.^[Eigen *tekst*.]": ["Met noot. (Eigen tekst.)"],
    "- een\n- twee\n  1. drie\n  2. vier\n": ["- een", "- twee", "   1. drie", "   2. vier"],
    "c) een\nd) twee\n": ["c) een", "d) twee"],
    "| a | b |\n|---|---|\n| c | *d* |\n": ["a | b", "c | d"],
    "Eén.\n\nTwee\nregels.": ["Eén.", "Twee regels."],
    "Vijf \\* zes": ["Vijf * zes"],
    "5 < 6 & 7": ["5 < 6 & 7"],
}


@pytest.fixture(scope="module")
def wording(tmp_path_factory: pytest.TempPathFactory) -> Wording:
    book = load(tmp_path_factory.mktemp("texts"))
    made = Wording(book, load_words(TEMPLATES), "nl", DAY)
    made.read(SHOWN)
    return made


@pytest.mark.parametrize("text", SHOWN)
def test_a_text_is_shown_without_its_marks(text: str, wording: Wording):
    assert [line.replace("\u00a0", " ") for line in wording.prose({"nl": text})] == SHOWN[text]


def test_notes_are_numbered_once_each(wording: Wording):
    numbered = Wording(wording.book, wording.house, "nl", DAY, sources=[])
    text = {"nl": "Eén [@kst-1], twee [@krant] en weer [@kst-1]."}
    numbered.read(text.values())
    assert numbered.line(text) == "Eén [1], twee [2] en weer [1]."
    assert numbered.numbered_source("krant") == " [2]" and numbered.numbered_source(None) == ""
    assert numbered.sources is not None and numbered.sources[1].endswith("https://example.org/a")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("aé Zx1.,:;-–()/'\"*_[]^@<&#=+|!?»\n~", min_size=1, max_size=14), min_size=30, max_size=60))
def test_what_pandoc_is_not_asked_reads_as_it_would_have(texts: list[str]):
    texts = [text for text in texts if PLAIN.fullmatch(text)]
    mine: dict = {}
    read_texts(texts, mine)
    assert mine == build_trees(texts, {})


@pytest.mark.parametrize(
    "text",
    ["Overleg plannen met de provincie: wie, wat en wanneer?", "Volgens art. 9, tweede lid", "Zij zei (nee) – en toch"],
)
def test_a_plain_sentence_costs_no_pandoc(text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reporting.desk.texts.build_trees", None)
    found: dict = {}
    read_texts([text], found)
    assert found[text][0]["in"][0]["t"] == text


@pytest.mark.parametrize("text", ["a. punt", "iv) vier", "https://x.nl", "a  b", "x ", "a@b", "a*b*", "1 een", "a\nb"])
def test_what_could_be_markup_goes_to_pandoc(text: str):
    assert not PLAIN.fullmatch(text)


@pytest.mark.parametrize(("index", "letter"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba")])
def test_letters_go_on_after_z(index: int, letter: str):
    assert letter_of(index) == letter
