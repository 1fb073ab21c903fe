"""A text of the casebook in another language: printed, counted as a draft, or a marked place."""

from __future__ import annotations

import datetime

import pytest

from reporting.documents.scope import Scope
from reporting.documents.words import Words
from reporting.model.book import Casebook
from reporting.model.packs import Settings
from reporting.model.translation import Translations, pair_of
from reporting.places import Place

FILE, WORDS_FILE = Place("cases/obstacles/veer.yaml", ("title",)), Place("templates/house/words.yaml")
WORDS = {"blank": {"translation": {"nl": "vertaling volgt", "fr": "traduction suit", "de": "Übersetzung folgt"}}}
NAMES = {"nl": "Het veer", "fr": "Le bac", "de": "Die Fähre"}


def scope(language: str, *pairs: tuple[str, str]) -> Scope:
    kept = Translations(id="fr", confirmed={"obstacle/veer": [pair_of(source, target) for source, target in pairs]})
    book = Casebook(Settings(title={"nl": "x"}, language="nl"), translations={"fr": kept})
    return Scope(book, Words(((WORDS_FILE, WORDS),)), {}, language, datetime.date(2024, 1, 1))


def codes(found: Scope) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_confirmed_translation_is_printed_and_no_draft():
    found = scope("fr", ("Het veer", "Le bac"))
    assert str(found.name(NAMES, FILE)) == "Le bac"
    assert (codes(found), found.drafts, found.blanks) == ([], [], [])


def test_a_draft_is_printed_and_counted_at_its_place():
    found = scope("fr", ("De brug", "Le pont"))
    assert str(found.name(NAMES, FILE)) == "Le bac"
    assert (codes(found), found.drafts, found.blanks) == ([], [FILE / "fr"], [])


@pytest.mark.parametrize("how", ["name", "line", "blocks"])
def test_a_stale_translation_is_a_marked_place_with_a_warning(how: str):
    """What is printed would say something else than the source does now."""
    found = scope("fr", ("De pont", "Le bac"))
    made = getattr(found, how)(NAMES, FILE)
    text = made[0].text if how == "blocks" else made
    assert str(text) == "traduction suit" and {inline.mark for inline in text.inlines} == {"missing"}
    assert codes(found) == ["translation-stale"] and found.problems[0].place == FILE / "fr"
    assert not found.problems[0].is_error
    assert (found.drafts, found.blanks) == ([], [FILE / "fr"])


def test_a_missing_translation_is_a_marked_place_in_its_own_language():
    found = scope("de")
    assert str(found.name({"nl": "Het veer"}, FILE)) == "Übersetzung folgt"
    assert codes(found) == ["translation-missing"] and found.blanks


def test_the_language_of_the_casebook_is_no_translation():
    found = scope("nl")
    assert str(found.name(NAMES, FILE)) == "Het veer"
    assert (codes(found), found.drafts) == ([], [])


def test_confirmations_count_for_their_language_only():
    found = scope("de", ("Het veer", "Die Fähre"))
    assert str(found.name(NAMES, FILE)) == "Die Fähre"
    assert found.drafts == [FILE / "de"]


def test_fixed_words_are_nobodys_draft():
    found = scope("fr")
    assert str(found.name(NAMES, Place(WORDS_FILE.file, ("status", "x")))) == "Le bac"
    assert found.drafts == []


def test_drafts_are_those_of_one_document():
    found = scope("fr")
    other = found.anew()
    found.name(NAMES, FILE)
    assert found.into("nl").drafts == [FILE / "fr"] and other.drafts == []
