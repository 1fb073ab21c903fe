"""Dates and lists as each language writes them."""

from __future__ import annotations

import datetime

import pytest

from reporting.documents.blocks import Text
from reporting.documents.wording import join, spaced, write_date
from reporting.model.dates import PartialDate
from reporting.places import Place

DATES = [
    (
        "2022-12-05",
        {"nl": "5 december 2022", "fr": "5 décembre 2022", "de": "5. Dezember 2022", "en": "5 December 2022"},
    ),
    ("2023-01-01", {"nl": "1 januari 2023", "fr": "1er janvier 2023", "de": "1. Januar 2023", "en": "1 January 2023"}),
    (
        "2023-11-11",
        {"nl": "11 november 2023", "fr": "11 novembre 2023", "de": "11. November 2023", "en": "11 November 2023"},
    ),
    ("2023-03", {"nl": "maart 2023", "fr": "mars 2023", "de": "März 2023", "en": "March 2023"}),
    ("2018", {"nl": "2018", "fr": "2018", "de": "2018", "en": "2018"}),
]
LISTS = {
    "nl": ["", "a", "a en b", "a, b en c", "a, b, c en d"],
    "fr": ["", "a", "a et b", "a, b et c", "a, b, c et d"],
    "de": ["", "a", "a und b", "a, b und c", "a, b, c und d"],
    "en": ["", "a", "a and b", "a, b and c", "a, b, c and d"],
}


@pytest.mark.parametrize(("date", "written"), DATES)
def test_a_date_is_written_as_the_language_does(date: str, written: dict[str, str]):
    for language, expected in written.items():
        assert write_date(PartialDate.parse(date), language) == expected.replace(" ", "\u00a0")
    if len(date) == 10:
        day = datetime.date.fromisoformat(date)
        assert write_date(day, "nl") == write_date(PartialDate.parse(date), "nl")


@pytest.mark.parametrize("language", LISTS)
def test_a_list_is_joined_as_the_language_does(language: str):
    for count, expected in enumerate(LISTS[language]):
        texts = [Text.plain("abcd"[index], Place("x", (index,))) for index in range(count)]
        joined = join(texts, language)
        assert str(joined) == expected
        assert all(span.origins for span in joined.inlines)


def test_a_brace_in_a_part_is_no_slot():
    assert str(join([Text.plain("{x1}"), Text.plain("{x0}")], "nl")) == "{x1} en {x0}"


def test_french_sets_a_blank_before_its_signs():
    assert [spaced(sign, language) for language in ("fr", "nl") for sign in (":", ";", ",")] == [
        "\u00a0: ", "\u00a0; ", ", ", ": ", "; ", ", ",
    ]  # fmt: skip
