"""How far a translation is: by what its source and it said when it was confirmed, wherever they stand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from reporting.model.obstacles import Obstacle
from reporting.model.translation import Memory, Translations, digest_of, pair_of, texts_of
from tests.lives import event, obstacle

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).filter(
    str.strip
)


def memory(*pairs: tuple[str, str]) -> Memory:
    confirmed = {"obstacle/veer": [pair_of(source, target) for source, target in pairs]}
    return Memory.of(Translations(id="fr", confirmed=confirmed))


@pytest.mark.parametrize(
    ("source", "target", "state"),
    [
        ("De brug", None, "missing"),
        ("De brug", "Le pont", "confirmed"),
        ("De brug", "Le bac", "draft"),
        ("Het veer", "Le pont", "stale"),
        ("Het veer", "Le bac", "draft"),
        ("De  brug\n", "Le\npont", "confirmed"),  # wrapped otherwise
        ("De brug.", "Le pont", "stale"),
        ("de brug", "Le pont", "stale"),
    ],
)
def test_a_state_follows_from_what_was_confirmed(source: str, target: str | None, state: str):
    assert memory(("De brug", "Le pont")).state_of(source, target) == state


def test_nothing_is_confirmed_where_there_is_no_file():
    assert Memory.of(None).state_of("De brug", "Le pont") == "draft"
    assert Memory.of(None).state_of("De brug", None) == "missing"


def test_one_translation_of_two_sources_is_confirmed_for_each():
    both = memory(("De brug", "Pont"), ("Brug", "Pont"))
    assert both.state_of("Brug", "Pont") == both.state_of("De brug", "Pont") == "confirmed"
    assert both.state_of("Bruggen", "Pont") == "stale"


@given(TEXTS, TEXTS)
def test_texts_differ_by_more_than_their_blanks(one: str, other: str):
    def bare(text: str) -> list[str]:
        return unicodedata.normalize("NFC", text).split()

    assert (digest_of(one) == digest_of(other)) == (bare(one) == bare(other))
    assert digest_of(f"  {one}\n\n") == digest_of(one)
    assert memory((one, other)).state_of(one, other) == "confirmed"
    assert memory((one, other)).state_of(one + "x", other) == "stale"
    assert memory((one, other)).state_of(one, other + "x") == "draft"


def test_composed_and_decomposed_letters_are_one():
    assert digest_of("caf\u00e9") == digest_of("cafe\u0301")


@pytest.mark.parametrize("record", ["obstacle/veer", "letter/top-2023/letter.yaml", "settings/"])
def test_a_file_of_confirmations_is_a_good_record(record: str):
    pair = pair_of("a", "b")
    assert Translations(id="fr", confirmed={record: [pair]}).confirmed == {record: [pair]}


@pytest.mark.parametrize(
    "confirmed",
    [{"veer": []}, {"obstacle/veer": ["x"]}, {"obstacle/veer": [pair_of("a", "b").upper() + "g"]}, {"../x": []}],
)
def test_what_is_no_confirmation_is_told(confirmed: dict[str, list[str]]):
    with pytest.raises(ValidationError):
        Translations(id="fr", confirmed=confirmed)


def test_the_texts_of_a_record_are_those_in_the_main_language():
    made: Obstacle = obstacle(event("submitted"))
    found = {text.path: text for text in texts_of("obstacle", "veer", made, "nl")}
    assert found[("title",)].form == "name" and found[("title",)].record == "obstacle/veer"
    assert found[("title",)].source == made.title["nl"]
    assert found[("description",)].form == "prose"
    assert ("events", 0, "text") in found
    assert list(texts_of("obstacle", "veer", made, "de")) == []
