"""Where a line may not end: the spaces of each language that become no-break spaces in print.

`TIES` is a table of what stands before and after such a space. A rule only ever replaces a plain space by U+00A0, so a
text that has such spaces already stays as it is, and nothing is added: a French text without a space before its colon
gets none. U+00A0 also where a typesetter would take a narrow space (U+202F), which Verdana does not have.

Sources, named in the table:

- `eu`: Interinstitutional style guide of the EU, 6.4 (marks and spacing) and the parts on numbers, dates, references:
  https://style-guide.europa.eu
- `lexique`: Lexique des règles typographiques en usage à l'Imprimerie nationale (espaces; nombres; abréviations)
- `din`: DIN 5008 and Duden, Textverarbeitung (geschützter Leerschritt: Zahl und Einheit, Tag und Monat, Abkürzungen,
  Zahlengliederung, Paragraf)
- `taal`: Taaladvies, spaties bij leestekens en symbolen:
  https://taaladvies.net/wel-of-geen-spaties-voor-en-na-leestekens-en-symbolen-algemeen/, and Renkema, Schrijfwijzer
- `leidraad`: Leidraad voor juridische auteurs (Kamerstukken, Handelingen, Stb., Trb., artikelen)
- `iso`: ISO 80000-1, 7.2 and 7.3 (quantities; digits in groups of three)
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

LANGUAGES = ("nl", "fr", "de", "en")
NO_BREAK = "\u00a0"
SPACES = str.maketrans("\u00a0\u202f", "  ")


class Tie(NamedTuple):
    """A rule: regular expressions for what stands before and after the space; of `languages`, or of all."""

    about: str
    sources: str
    before: str
    after: str
    languages: tuple[str, ...] = LANGUAGES


def _any(words: str) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words.split()) + ")"


_NUMBER = r"(?:\d|[IVXLC]+\b)"  # where one begins, also in Roman figures
_UNITS = _any(
    "% ‰ € $ £ km² km³ km/h km m² m³ m cm² cm mm ha kg g ton µg mg l °C °F ° kWh MWh GWh TWh kW MW GW kV V MB GB h min "
    "EUR USD GBP mln mln. mld mld. Mio. Mrd."
)
_AMOUNTS = {  # 3,5 miljoen
    "nl": "procent euro miljoen miljard duizend kilometer meter uur",
    "fr": "euros euro million millions milliard milliards kilomètres mètres heures",
    "de": "Prozent Euro Million Millionen Milliarde Milliarden Kilometer Meter Uhr",
    "en": "euro euros million billion kilometres metres",
}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jänner",
    "en": "January February March April May June July August September October November December",
}
_DAY = {"nl": r"\d{1,2}", "fr": r"(?:\d{1,2}|1er)", "de": r"\d{1,2}\.", "en": r"\d{1,2}(?:st|nd|rd|th)?"}
_NUMBERED = {  # artikel 4
    "nl": "artikel artikelen art. lid leden hoofdstuk paragraaf bijlage nummer nummers nr. nrs. no. nos. p. pp. blz. "
    "pag. punt deel titel tabel figuur onderdeel overweging",
    "fr": "article articles art. alinéa al. paragraphe par. chapitre annexe numéro n° n°s nº nos nᵒ p. pp. page pages "
    "point tableau figure partie titre considérant",
    "de": "Artikel Artikels Artikeln Art. Absatz Absatzes Abs. Nummer Nummern Nr. Nrn. Satz Seite Seiten S. Kapitel "
    "Anhang Anlage Tabelle Abbildung Abb. Ziffer Ziff. Teil Titel Rn. Erwägungsgrund",
    "en": "article articles art. paragraph paragraphs para. chapter annex number no no. nos nos. p. pp. page pages "
    "point table figure section part title recital",
}
_TITLES = {
    "nl": "dhr. mw. mevr. mr. dr. drs. ir. ing. prof.",
    "fr": "M. MM. Mme Mmes Mlle Dr Me",
    "de": "Hr. Fr. Dr. Prof.",
    "en": "Mr Mrs Ms Dr Mr. Mrs. Ms. Dr. Prof.",
}
# After these a letter is no initial: optie A. Daarna …
_LETTERED = {
    "nl": "optie variant scenario bijlage categorie groep klasse type zone plan lijst vitamine hepatitis",
    "fr": "option variante scénario annexe catégorie groupe classe type zone plan liste vitamine hépatite",
    "de": "Option Variante Szenario Anlage Anhang Kategorie Gruppe Klasse Typ Zone Plan Liste Vitamin Hepatitis",
    "en": "option variant scenario annex category group class type zone plan list vitamin hepatitis",
}
_PARTICLES = r"(?:van|de|der|den|het|ter|ten|te|in|op|von|zu|zur|vom|du|des|le|la)"
_GAZETTES = {  # Trb. 2008
    "nl": "Stb. Stcrt. Trb. PbEU PbEG PB Pb",
    "fr": "JO",
    "de": "BGBl. ABl.",
    "en": "OJ",
}


def _each(about: str, sources: str, words: dict[str, str], before: str, after: str) -> tuple[Tie, ...]:
    """A rule for each language; in `before` or `after`, WORDS stands for the words of the language."""
    return tuple(
        Tie(about, sources, *(part.replace("WORDS", _any(said)) for part in (before, after)), (language,))
        for language, said in words.items()
    )


def _free(words: str) -> str:
    """That no letter stands before an initial, no z. of z. B., and none of `words`, which a letter numbers."""
    numbered = "".join(f"(?<!\\b(?i:{re.escape(word)}) )" for word in words.split())
    return rf"(?<![\w’'°])(?<!\b[zduosi]\. ){numbered}"


TIES: tuple[Tie, ...] = (
    Tie("12 km, 5 %", "iso eu din taal lexique", r"\d", rf"{_UNITS}(?![\w’']|\.\w)"),  # not: en 2023 l’accord
    Tie("3,5 Mio. €", "eu din taal", r"\d (?i:mi[ol]|mld|mln|mrd)[^\W\d]*\.?", r"[€$£]"),
    *_each("3,5 miljoen", "eu lexique din taal", _AMOUNTS, r"\d", r"WORDS\b"),
    Tie("€ 3,5", "eu taal", r"(?:[€$£]|\b(?:EUR|USD|GBP))", r"[\d–-]"),
    Tie("36 200", "iso eu din lexique leidraad", r"(?<![\d.,:/-])\d{1,3}", r"\d{3}(?!\d)"),
    Tie("§ 3", "eu din lexique leidraad", r"§", rf"{_NUMBER}"),
    *_each("artikel 4, nr. 33, p. 12", "eu din lexique leidraad", _NUMBERED, r"(?i:(?<!\w)WORDS)", _NUMBER),
    *(
        Tie("1 januari", "eu din lexique taal", rf"(?<![\d.]){_DAY[key]}", rf"{_any(months)}\b", (key,))
        for key, months in _MONTHS.items()
    ),
    Tie("January 1", "eu", rf"\b{_any(_MONTHS['en'])}", r"\d{1,2}\b", ("en",)),
    *(
        Tie("A. Dijk", "taal lexique", rf"{_free(words)}(?:[A-Z]\.-?)+", rf"(?:{_PARTICLES} ?)*[^\W\d_a-z]", (key,))
        for key, words in _LETTERED.items()
    ),
    *_each("mr. Dijk, Mme Dupont", "taal lexique din eu", _TITLES, r"(?<!\w)WORDS", r"[^\W\d_a-z]"),
    *_each("Trb. 2008, JO L 123", "leidraad eu", _GAZETTES, r"(?<!\w)WORDS", r"(?:\d|[CLI]+\b)"),
    Tie("JO L 123", "eu", r"\b(?:JO|OJ|PB|ABl\.|PbEU|BGBl\.) (?:C|L|I{1,2})", r"\d"),
    Tie("Kamerstuk 32 851", "leidraad", r"\b(?:[Kk]amerstuk(?:ken)?|Handelingen)", r"(?:I{1,2}\b|\d)", ("nl",)),
    Tie("II 2022/23", "leidraad", r"\b(?:Kamerstukken|Handelingen) I{1,2}", r"\d{4}", ("nl",)),
    Tie("36 200 VII", "leidraad", r"\b\d{2} \d{3}", r"[IVXLC]+\b"),
    Tie("(EU) 2019/1", "eu", r"\((?:EU|EG|EEG|UE|CE|CEE|EC|EEC|EWG)\)", r"(?i:\d|nr\.|no |n°)"),
    Tie("z. B.", "din", r"(?<!\w)(?:z|d|u|o|s|i)\.", r"[A-Za-zÄÖÜäöü]\.", ("de",)),
    Tie("« mot", "lexique", r"«", r"\S", ("fr",)),
    Tie("mot », mot : mot ; mot ? mot !", "lexique", r"\S", r"[»:;?!](?!\w)", ("fr",)),
)  # fmt: skip


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Each rule of a language as a pattern that ends with the space."""
    return tuple(re.compile(f"{tie.before} (?={tie.after})") for tie in TIES if language in tie.languages)


@lru_cache(4096)
def tie(text: str, language: str) -> str:
    """The text with a no-break space wherever a line may not end; of a language without rules, as it is."""
    seen = text.translate(SPACES)
    ends = {found.end() - 1 for pattern in _patterns(language[:2]) for found in pattern.finditer(seen)}
    return "".join(NO_BREAK if at in ends and sign == " " else sign for at, sign in enumerate(text)) if ends else text
