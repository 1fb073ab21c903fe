"""Where a line of running text may end, beside its spaces: in words too wide, in addresses, not in abbreviations."""

from __future__ import annotations

import re

from .source import Sheet
from .word import Look

# What a line never ends in: characters but the spaces at which one may (a no-break space belongs to its word).
_SPACES = " \u1680\u2000-\u2006\u2008-\u200b\u3000"
_WORDS = re.compile(f"[{_SPACES}]*[^{_SPACES}]+[{_SPACES}]*|[{_SPACES}]+")
_PARTS = re.compile(r"[^/.?&=_@\u00a0\u202f-]*[/.?&=_@\u00a0\u202f-]+|[^/.?&=_@\u00a0\u202f-]+")
_ADDRESS = re.compile(r"((?:https?://|www\.)[^\s<>]+|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)")
# Words that are never hyphenated: capitals are an abbreviation or a name (BENEGO, GmbH-Gesetz), but for the Dutch IJ.
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_ABBREVIATION = re.compile(rf"((?<!\w)(?=\w{{5}})(?!IJ[^\W\dA-Z_])[^\W_]*{_CAPITAL}[^\W_]*{_CAPITAL}[^\W_]*)")
# Nor what a no-break space ties to its number: not 1. Ju-li, 12 kilo-meter.
_WHOLE = re.compile(rf"{_ABBREVIATION.pattern[:-1]}|(?:(?<=\d\u00a0)|(?<=\d\.\u00a0))[^\W\d_]+)")
# Letters that hyphenation never leaves together, in any of the languages.
SYLLABLES = 12
_LETTERS = re.compile(r"[(«„“‘]?[^\W\d_]+(?:[-’'][^\W\d_]+)*[.,:;!?)»”’]*")


def with_wholes(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that is never hyphenated."""
    return [(part, at % 2 == 1) for at, part in enumerate(_WHOLE.split(text)) if part] or [("", False)]


def broken(sheet: Sheet, text: str, look: Look, room: float, hyphenated: bool) -> list[str]:
    """The text in pieces that a line may end after, where a word is wider than a line: Word breaks it anywhere too.

    A word that is `hyphenated` into parts that fit is left whole.
    """
    face, size = sheet.face(look), look.size
    if len(text) * size * 1.1 <= room or face.width(max(text.split(" "), key=len)) * size <= room * 0.7:
        return [text]
    pieces, whole = [], ""
    for word in _WORDS.findall(text):
        fits = hyphenated and all(face.width(part) * size <= room for part in _longest_parts(word))
        if fits or face.width(word.strip()) * size <= room:
            whole += word
            continue
        parts = _PARTS.findall(word)
        if any(face.width(part) * size > room for part in parts):
            parts = list(word)
        pieces += [*([whole] if whole else []), *parts]
        whole = ""
    return [*pieces, whole] if whole else pieces


def _longest_parts(word: str) -> list[str]:
    """What hyphenation may leave of a word at most; all of it, where it is not of letters alone."""
    if not _LETTERS.fullmatch(word.strip()) or _ABBREVIATION.search(word):
        return [word.strip()]
    return [word[at : at + SYLLABLES] for at in range(max(len(word) - SYLLABLES, 0) + 1)]


def pieces_of(sheet: Sheet, text: str, look: Look, room: float, hyphenated: bool) -> list[tuple[str, bool]]:
    """The text in pieces that a line may end after, each with whether it is ordinary text.

    An address (of a page, a mailbox) is not: a hyphen at the end of its line would be read as part of it.
    """
    found: list[tuple[str, bool]] = []
    for index, part in enumerate(_ADDRESS.split(text)):
        if not part:
            continue
        if index % 2 == 0:
            found += [(piece, True) for piece in broken(sheet, part, look, room, hyphenated)]
            continue
        face = sheet.face(look)
        for piece in _PARTS.findall(part):
            whole = face.width(piece) * look.size <= room
            found += [(piece, False)] if whole else [(character, False) for character in piece]
    return found or [("", True)]
