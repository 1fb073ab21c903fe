# ruff: noqa: E501 (tables, a convention a line)
"""What each language does its own way: dates and their ranges, amounts, citations, quotation marks, greetings."""

from __future__ import annotations

import re

import desk
import pytest

from reporting.documents.blocks import Text
from reporting.documents.late import article_text
from reporting.documents.wording import amount_text, write_amount, write_date, write_number
from reporting.documents.words import LANGUAGES
from reporting.model.dates import PartialDate
from reporting.places import Place

# What is written in each language; `~` does not break.
TABLES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "date": {  # nl, fr, de, en
        "2024-01-01": ("1~januari~2024", "1er~janvier~2024", "1.~Januar~2024", "1~January~2024"),
        "2024-08-31": ("31~augustus~2024", "31~août~2024", "31.~August~2024", "31~August~2024"),
        "2024-03": ("maart~2024", "mars~2024", "März~2024", "March~2024"),
        "2024": ("2024", "2024", "2024", "2024"),
    },
    "number": {
        "1250": ("1.250", "1\u202f250", "1.250", "1,250"),
        "1234567": ("1.234.567", "1\u202f234\u202f567", "1.234.567", "1,234,567"),
        "-3": ("-3", "-3", "-3", "-3"),
    },
    # As a Dutch casebook has it; None: it stays as typed, and is Dutch.
    "amount": {
        "23,5%": (None, "23,5~%", "23,5~%", "23.5%"),
        "12": (None, "12", "12", "12"),
        "1.250": (None, "1\u202f250", "1.250", "1,250"),
        "799 000 euro": (None, "799\u202f000~euros", "799.000~Euro", "799,000~euros"),
        "€ 12": (None, None, None, None),
        "12,50 euro": (None, "12,50~euros", "12,50~Euro", "12.50~euros"),
        "1 euro": (None, "1~euro", "1~Euro", "1~euro"),
        "ongeveer 1.250 per jaar": (None, None, None, None),
        "1.2.3": (None, None, None, None),
    },
    "citation": {
        "[@kst-70]": ("Kamerstuk~32~851, nr.~70", "Kamerstuk~32~851, n°~70", "Kamerstuk~32~851, Nr.~70", "Kamerstuk~32~851, no.~70"),
        "[@kst-70; @kst-72]": ("Kamerstuk~32~851, nrs.~70 en 72", "Kamerstuk~32~851, n°s~70 et 72", "Kamerstuk~32~851, Nrn.~70 und 72", "Kamerstuk~32~851, nos.~70 and 72"),
        "[@kst-two]": ("Kamerstukken~22~112 en 21~501-31, nr.~3437", "Kamerstukken~22~112 et 21~501-31, n°~3437", "Kamerstukken~22~112 und 21~501-31, Nr.~3437", "Kamerstukken~22~112 and 21~501-31, no.~3437"),
        "[@trb; @com-bare]": ("Trb.~2008, nr.~135; COM~(2017)~534~final", "Trb.~2008, n°~135~; COM~(2017)~534~final", "Trb.~2008, Nr.~135; COM~(2017)~534~final", "Trb.~2008, no.~135; COM~(2017)~534~final"),
    },
    "article": {"art. 9(2)": ("art.~9(2)", "art.~9(2)", "Art.~9(2)", "Art.~9(2)")},
}  # fmt: skip
ROWS = [(what, given, row) for what, rows in TABLES.items() for given, row in rows.items()]


def cited(given: str, language: str) -> str:
    (note,) = [inline for inline in desk.line(f"Zin {given}", language).inlines if hasattr(inline, "paragraphs")]
    return "".join(span.text for span in note.paragraphs[0])


WRITE = {
    "date": lambda given, language: write_date(PartialDate.parse(given), language),
    "number": lambda given, language: write_number(int(given), language),
    "amount": lambda given, language: write_amount(given, "nl", language),
    "citation": cited,
    "article": lambda given, language: str(article_text(given, Place("x"), desk.scope_for([], language))),
}


@pytest.mark.parametrize(("what", "given", "row"), ROWS, ids=[f"{what} {given}" for what, given, _ in ROWS])
def test_each_language_its_own_way(what: str, given: str, row: tuple[str | None, ...]):
    written = [WRITE[what](given, language) for language in LANGUAGES]
    assert [text and text.replace("\u00a0", "~") for text in written] == list(row)


def test_what_is_no_amount_says_in_which_language_it_is():
    text = amount_text("ongeveer 1.250 per jaar", Place("x"), "nl", "de")
    assert str(text) == "ongeveer 1.250 per jaar" and text.inlines[0].language == "nl"
    assert amount_text("23,5%", Place("x"), "nl", "de").inlines[0].language == "de"


def test_the_name_of_a_series_is_dutch_in_every_language():
    for language in LANGUAGES:
        spans = desk.line("Zin [@kst-70; @trb]", language).inlines[1].paragraphs[0]
        assert {span.text for span in spans if span.language == "nl"} >= (
            {"Kamerstuk", "Trb."} if language != "nl" else set()
        )


def test_inside_a_sentence_a_german_noun_keeps_its_capital():
    words = {language: desk.words().find("mode", "agrees", language=language).lowered() for language in LANGUAGES}
    assert words == {"nl": "afspraak", "fr": "accord", "de": "Vereinbarung", "en": "agrees"}
    assert Text().lowered() == ""


def every_word() -> list[tuple[str, str]]:
    found = []
    for kind in desk.templates().kinds.values():
        for language in LANGUAGES:
            found += [(language, text) for text in texts_of(kind.words.tree(language))]
    return found


def texts_of(tree: object) -> list[str]:
    return [text for value in tree.values() for text in texts_of(value)] if isinstance(tree, dict) else [str(tree)]


def test_quotation_marks_are_those_of_the_language():
    marks = {"nl": "“”", "fr": "«»", "de": "„“", "en": "“”"}
    used = dict.fromkeys(LANGUAGES, "")
    for language, text in every_word():
        used[language] += "".join(re.findall(r"[«»„“”\"]", text))
    for language, found in used.items():
        assert found and set(found) == set(marks[language]), language
        assert re.fullmatch(f"({marks[language]})+", found), language


def test_french_has_a_blank_that_does_not_break_before_its_signs():
    for language, text in every_word():
        wrong = re.findall(r"[^\u00a0\s](?=[:;?!»](?:\s|$))|«(?!\u00a0)", text) if language == "fr" else []
        assert not wrong, text
        if language != "fr":
            assert not re.search(r"\s[:;?!]", text), text


GREETINGS = {
    "kamerbrief": {
        "nl": ("Geachte voorzitter,", "Hoogachtend,"),
        "fr": ("Madame la Présidente, Monsieur le Président,", "Veuillez agréer, Madame la Présidente, Monsieur le Président, l’expression de ma haute considération."),
        "de": ("Sehr geehrte Frau Präsidentin, sehr geehrter Herr Präsident,", "Mit vorzüglicher Hochachtung"),
        "en": ("Dear Speaker,", "Yours sincerely,"),
    },
    "reply-to-reporter": {
        "nl": ("Geachte heer of mevrouw,", "Met vriendelijke groet,"),
        "fr": ("Madame, Monsieur,", "Veuillez agréer, Madame, Monsieur, nos salutations distinguées."),
        "de": ("Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"),
        "en": ("Dear Sir or Madam,", "Yours faithfully,"),
    },
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", GREETINGS)
def test_a_letter_begins_and_ends_as_the_language_does(kind: str, language: str):
    words = desk.templates().kinds[kind].words
    said = tuple(str(words.find(key, language=language)) for key in ("salutation", "closing"))
    assert said == GREETINGS[kind][language]
