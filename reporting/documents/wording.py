"""Dates, numbers and lists in a language, by the rules of CLDR (through Babel)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberFormatError, format_currency, format_decimal, format_percent, parse_decimal

from ..model.dates import PartialDate
from ..places import Place
from .blocks import Text
from .words import fill


@cache
def _locale(language: str) -> Locale:
    return Locale.parse({"en": "en_GB"}.get(language, language))


def write_date(date: PartialDate | datetime.date, language: str) -> str:
    """`5 december 2022`, `september 2023` or `2018`; the date must be known. Spaces do not break."""
    locale = _locale(language)
    if isinstance(date, datetime.date):
        date = PartialDate(date.year, date.month, date.day)
    pattern = "d MMMM y" if date.day else "MMMM y" if date.month else "y"
    if date.day:
        # German writes a full stop after the day, French 1er for the first: CLDR's long form knows.
        written = format_date(date.first, format="long", locale=locale)
        if language == "fr" and date.day == 1:
            written = written.replace("1 ", "1er ", 1)
    else:
        written = format_date(date.first, format=pattern, locale=locale)
    return written.replace(" ", "\u00a0")


def write_number(number: int | Fraction, language: str) -> str:
    """A number with at most two decimals, rounded half up (a half is not lost on an even digit): `1 250`, `3,67`."""
    hundredths = (abs(number) * 200 + 1) // 2
    rounded = Decimal(int(hundredths if number >= 0 else -hundredths)) / 100
    return format_decimal(rounded, format="#,##0.##", locale=_locale(language))


_AMOUNT = re.compile(r"(\d[\d., \u00a0\u202f]*?)[ \u00a0]?(%|€|EUR|euro|euros)?")


def write_amount(typed: str, written_in: str, language: str) -> str | None:
    """A number as typed in one language, alone or with `%` or euro behind it, as another writes it: `23,5%` is `23.5%`.

    None for anything else: it stays as typed, and is in the language that it was typed in.
    """
    found = _AMOUNT.fullmatch(typed.strip())
    if language == written_in or found is None:
        return None
    try:
        number = parse_decimal(re.sub("[ \u00a0\u202f]", "", found[1]), locale=_locale(written_in), strict=True)
    except NumberFormatError:
        return None
    locale = _locale(language)
    if found[2] is None:
        written = format_decimal(number, locale=locale, decimal_quantization=False)
    elif found[2] == "%":
        written = format_percent(number / 100, locale=locale, decimal_quantization=False)
    else:
        form = "#,##0.00" if number % 1 else "#,##0"
        written = format_currency(number, "EUR", form, locale, currency_digits=False, format_type="name")
    return written.replace(" ", "\u00a0")


def amount_text(typed: str, place: Place, written_in: str, language: str) -> Text:
    """The same as a text; what is no plain number says which language it is in."""
    written = write_amount(typed, written_in, language)
    return Text.plain(written or typed, place, language=language if written else written_in)


def spaced(sign: str, language: str) -> str:
    """A sign between two parts, with its blanks: French has one before a colon or semicolon too, which never breaks."""
    return f"\u00a0{sign} " if language == "fr" and sign in ":;" else f"{sign} "


def date_text(date: PartialDate | datetime.date, language: str, *origins: Place) -> Text:
    """A known date as a text with its origin."""
    return Text.plain(write_date(date, language), *origins, language=language)


def join(texts: Sequence[Text], language: str, *origins: Place) -> Text:
    """`a, b en c`, each part with its own origins; the words between have `origins`, or else those of all parts."""
    if not texts:
        return Text()
    names = [f"x{index}" for index in range(len(texts))]
    origins = origins or tuple(dict.fromkeys(origin for text in texts for origin in text.origins))
    pattern = Text.plain(_listed(len(texts), language), *origins, language=language)
    return fill(pattern, dict(zip(names, texts, strict=True)))


@cache
def _listed(count: int, language: str) -> str:
    """The pattern of a list: `{x0}, {x1} en {x2}`. No comma before the last in English, as in the other languages."""
    pattern = format_list([f"{{x{index}}}" for index in range(count)], style="standard", locale=_locale(language))
    return pattern.replace(", and ", " and ") if language == "en" else pattern
