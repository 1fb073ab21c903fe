"""The forms of a word in Dutch, French, German and English, by its ending: more than there are, few left out.

Not a grammar: a table of endings. A form that does not exist (“Beschlusse”) does no harm, as nobody writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# By language: the end of a word -> what may stand in its place. Every rule that fits counts; "" fits every word.
ENDINGS: dict[str, dict[str, str]] = {
    "nl": {
        "": "s/es/e/en/'s/’s/je/jes/tje/tjes/etje/etjes/pje/pjes", "e": "-/n", "ie": "ieën", "ee": "eeën",
        "heid": "heden", "lid": "leden", "stad": "steden", "um": "a", "icus": "ici", "is": "issen",
        "man": "lieden/lui",
    },
    "fr": {
        "": "s/x/e/es", "n": "nne/nnes", "l": "lle/lles", "t": "tte/ttes", "al": "aux", "ail": "aux",
        "eau": "elle/elles", "er": "ère/ères", "et": "ète/ètes", "f": "ve/ves", "x": "se/ses",
        "eur": "euse/euses", "teur": "trice/trices", "c": "que/ques",
    },
    "de": {
        "": "s/es/e/en/n/er/ern", "e": "-/em/er/es/ns", "er": "e/en/em/es", "es": "-/e/en/em/er", "in": "innen",
        "nis": "nisse/nisses/nissen", "um": "en/a", "us": "en/usse/ussen", "a": "en", "o": "en",
    },
    "en": {"": "s/es/'s/’s", "y": "ies", "f": "ves", "fe": "ves", "is": "es", "um": "a", "man": "men", "s": "'/’"},
}  # fmt: skip
# Dutch: organen of orgaan, toppen of top, brieven of brief. German: Beschlüsse of Beschluss, Räte of Rat.
_LONG = re.compile(r"(?<![aeiou])([aeou])\1([bcdfghjklmnpqrstvwxz])$")
_SHORT = re.compile(r"(?<![aeiou])[aeiou]([bcdfgklmnprst])$")
_VOICED = {"f": "v", "s": "z"}
_VOICING = re.compile(r"[^s][fs]$")
_UMLAUT = re.compile(r"(a|o|u)(u?[^aeiouäöü]*(?:e[lnr])?)$")
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}
# What comes after a stem that is changed so.
_AFTER = {"nl": ("e", "en"), "de": ("", "e", "en", "er", "ern", "n")}


@cache
def forms_of(word: str, language: str) -> frozenset[str]:
    """The word and its other forms. What has only capitals, or a digit, is a sign and takes no more than an s."""
    if not word.isalpha() or (word.isupper() and len(word) > 1):
        return frozenset({word, f"{word}s", f"{word}’s", f"{word}'s"})
    if len(word) < 3:  # articles and prepositions
        return frozenset({word})
    found = {word}
    for end, endings in ENDINGS[language].items():
        if word.lower().endswith(end):
            begin = word.removesuffix(end) if end else word
            found.update(begin + ending.replace("-", "") for ending in endings.split("/"))
    found.update(stem + ending for stem in _changed(word, language) for ending in _AFTER[language])
    return frozenset(found)


def _changed(word: str, language: str) -> Iterator[str]:
    """What the stem of a word becomes before an ending, where it does not stay as it is."""
    if language == "nl":
        if long := _LONG.search(word):
            yield word[: long.start()] + long[1] + _VOICED.get(long[2], long[2])
        elif short := _SHORT.search(word):
            yield word + short[1]
        elif _VOICING.search(word):
            yield word[:-1] + _VOICED[word[-1]]
    elif language == "de" and (vowel := _UMLAUT.search(word)):
        yield word[: vowel.start()] + _UMLAUTS[vowel[1]] + vowel[2]
