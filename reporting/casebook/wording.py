"""What belongs somewhere and what was found there, in the words of a message, Dutch and English."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from .forms import Form
from .glossary import explain_words

Words = tuple[str, str]  # Dutch, English

VALUES: dict[str, Words] = {
    "text": ("een tekst", "a text"),
    "flag": ("true of false", "true or false"),
    "date": ("een datum (2022-12-05, 2023-09, 2018 of unknown)", "a date (2022-12-05, 2023-09, 2018 or unknown)"),
    "term": (
        "een datum (2022-12-05, 2023-09, 2018), none of unknown",
        "a date (2022-12-05, 2023-09, 2018), none or unknown",
    ),
    "day": ("een dag (2022-12-05)", "a day (2022-12-05)"),
}
REFERENCES: dict[str, Words] = {
    "party": ("het kenmerk van een partij", "the id of a party"),
    "initiator": ("het kenmerk van een partij, of citizen", "the id of a party, or citizen"),
    "office": ("het kenmerk van een ambt", "the id of an office"),
    "actor": ("het kenmerk van een partij of ambt", "the id of a party or office"),
    "source": ("het kenmerk van een bron", "the key of a source"),
    "obstacle": ("het kenmerk van een belemmering", "the id of an obstacle"),
    "meeting": ("het kenmerk van een overleg", "the id of a meeting"),
    "recommendations": ("het kenmerk van een advies", "the id of a set of recommendations"),
    "commitment": ("het kenmerk van een motie of toezegging", "the id of a motion or undertaking"),
    "document": ("het kenmerk van een stuk", "the id of a document"),
    "earlier-pack": ("het kenmerk van een pakket", "the id of a pack"),
    "directorate": ("het kenmerk van een directie", "the id of a directorate"),
}
KEYED_WORDS: dict[str, Words] = {  # kinds of which a file holds all, each under its key
    "source": (
        "een blok met per bron een kenmerk (kst-32851-74: …)",
        "a block with a key for each source (kst-32851-74: …)",
    ),
    "term": (
        "een blok met per term een kenmerk (grensbelemmering: …)",
        "a block with a key for each term (border-obstacle: …)",
    ),
}
SHOWN = 4  # keys named of a mapping
LONGEST = 40
NEAR = 0.65  # how alike two words must be for the one to be suggested for the other, as difflib counts
SAID = {
    "onbekend": "unknown", "unbekannt": "unknown", "inconnu": "unknown", "geen": "none", "ja": "true", "yes": "true",
    "nee": "false", "no": "false",
}  # fmt: skip


def describe_expected(form: Form) -> Words:
    """What belongs at a spot: «een tekst per taal (nl: …)», «een lijst», «een datum (…)»."""
    found: list[Words] = []
    if form.fields:
        names = sorted(form.fields, key=lambda name: name not in form.required)
        keys = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
        found.append((f"een blok met de sleutels {keys}", f"a block with the keys {keys}"))
    if form.values is not None:
        key = form.keys[0] if form.keys else "…"
        if form.in_languages:
            found.append((f"een tekst per taal ({key}: …)", f"a text per language ({key}: …)"))
        else:
            found.append((f"een blok sleutels ({key}: …)", f"a block of keys ({key}: …)"))
    if form.items is not None:
        nl, en = describe_expected(form.items)
        found.append((f"een lijst (streepjes), met telkens {nl}", f"a list (dashes), each time {en}"))
    if form.reference:
        found.append(REFERENCES[form.reference])
    if form.text:
        found.append(VALUES["text"])
    if form.value:
        found.append(VALUES[form.value])
    if form.words:
        found.append(describe_choices(form.words))
    return _either([nl for nl, _ in found], "of"), _either([en for _, en in found], "or")


def describe_choices(words: tuple[str, ...]) -> Words:
    """«unknown», or «een van: none, unknown»."""
    listed = ", ".join(words)
    return (listed, listed) if len(words) == 1 else (f"een van: {listed}", f"one of: {listed}")


def _either(parts: list[str], word: str) -> str:
    return f" {word} ".join(parts)


def describe_found(value: Any) -> Words:
    """What was typed: «een lijst», «niets», «de tekst “…”»."""
    if value is None:
        return "niets", "nothing"
    if isinstance(value, bool):
        return str(value).lower(), str(value).lower()
    if isinstance(value, list):
        return "een lijst", "a list"
    if isinstance(value, dict):
        return "een blok sleutels", "a block of keys"
    text = shorten(str(value))
    return f"de tekst «{text}»", f"the text “{text}”"


def shorten(text: str) -> str:
    """The first line, cut for a message."""
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= LONGEST and line == text.strip() else line[: LONGEST - 1].rstrip() + "…"


def find_nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; "" when nothing is near."""
    known, word = list(known), word[: 2 * LONGEST].lower()
    forms = {word, suggest_id(word), word.replace("-", "_").replace(" ", "_")}
    for key in known:
        if key.lower() in forms:
            return key
    if found := difflib.get_close_matches(word, known, n=1, cutoff=NEAR):
        return found[0]
    return next((key for key in known if key.startswith(f"{word}-") or word.startswith(f"{key}-")), "")


def find_choice(word: str, words: tuple[str, ...]) -> str:
    """The choice that was probably meant, also by its Dutch name: `vervoer` for `transport`."""
    if nearest := find_nearest(word, words):
        return nearest
    meanings = dict(zip(explain_words(list(words)) or words, words, strict=True)) | {
        said: meant for said, meant in SAID.items() if meant in words
    }
    found = difflib.get_close_matches(word.lower(), meanings, n=1, cutoff=NEAR)
    return meanings[found[0]] if found else ""


def suggest_id(text: str) -> str:
    """The text in the form of an id: `Minister BZK` as `minister-bzk`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
