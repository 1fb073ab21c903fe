"""Spaces that may not break, in what is printed: of texts, notes and the template's own words, each in its language."""

from __future__ import annotations

from word_files import text

from reporting.documents.blocks import Note, Span, Text


def test_texts_words_of_the_template_and_notes_have_them(fill):
    note = Note(((Span("Kamerstuk 32 851, nr. 74"),),))
    value = Text([*text("Het kost € 5 en 12 km").inlines, note])
    made = fill([("Normal", "Zie artikel {{ number }} en p. 3"), ("Normal", "{{ value }}")],
                {"number": text("4"), "value": value}, header=[("header", "stand op 1 januari 2024")])  # fmt: skip
    assert made.words() == ["Zie artikel\u00a04 en p.\u00a03", "Het kost €\u00a05 en 12\u00a0km"]
    assert made.words("word/header1.xml") == ["stand op 1\u00a0januari 2024"]
    assert made.words("word/footnotes.xml")[-1] == " Kamerstuk\u00a032\u00a0851, nr.\u00a074"


def test_each_run_follows_the_rules_of_its_language(fill):
    value = Text([*text("Ja : nee ", language="nl").inlines, *text("mot : oui", language="fr").inlines])
    made = fill([("Normal", "{{ value }}")], {"value": value})
    assert made.words() == ["Ja : nee mot\u00a0: oui"]


def test_words_are_found_whatever_their_spaces(fill):
    made = fill([("Normal", "{{ value }}")], {"value": text("volgens artikel 4, lid 2", "description")})
    for words in ("artikel 4, lid 2", "artikel\u00a04, lid\u00a02"):
        [found] = made.origins.find(words)
        assert [place.field for place in found.origins] == [("description",)]
