"""What a problem means: for each code why it matters, an example that has it, and the same put right.

The texts stand in `explanations/*.toml`, a file beside each of `messages/` that holds problems and a table a code:
`why` in every language, and the examples `wrong` and `right`. With `in` (a path of the project) they are lines of
that file, or, where the path ends in a slash, names of files in that folder, the same for every language; without it
they are words, told in every language.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from .problems import catalogue

QUOTES = {"nl": "«»", "en": "“”"}
NEAR = 0.6  # how alike two codes must be for the one to be suggested for the other, as difflib counts


@dataclass(frozen=True)
class Explanation:
    """A code in one language: its message and hint as patterns, why it matters, and the examples.

    `where`: the file or folder of which the examples are lines or names; None: they are words.
    """

    code: str
    severity: str
    message: str
    hint: str | None
    why: str
    where: str | None
    wrong: str
    right: str


@cache
def explanations() -> dict[str, dict[str, Any]]:
    """By room (the name of the file) and code, in the order of the files: what the table of a code holds."""
    folder = files("reporting") / "explanations"
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda item: item.name)
    return {entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8")) for entry in entries}


def build_explanation(code: str, language: str) -> Explanation:
    """The explanation of a code. Raises `KeyError` for a code that no room has."""
    told = next((room[code] for room in explanations().values() if code in room), None)
    if told is None:
        raise KeyError(code)
    said = catalogue()[code]
    hint = said[language].get("hint")
    examples = told if "in" in told else told[language]
    return Explanation(
        code=code,
        severity=said.get("severity", "error"),
        message=show_pattern(said[language]["message"], language),
        hint=hint and show_pattern(hint, language),
        why=told[language]["why"],
        where=told.get("in"),
        wrong=examples["wrong"],
        right=examples["right"],
    )


def build_overview(language: str) -> dict[str, dict[str, str]]:
    """By room: every code with its message."""
    said = catalogue()
    return {
        room: {code: show_pattern(said[code][language]["message"], language) for code in codes}
        for room, codes in explanations().items()
    }


def nearest_code(word: str) -> str | None:
    """The code that is most like the word; None where none is near."""
    codes = [code for room in explanations().values() for code in room]
    return next(iter(difflib.get_close_matches(word, codes, 1, NEAR)), None)


def show_pattern(pattern: str, language: str) -> str:
    """The words of a message with `…` in quotes for each value that a problem fills in."""
    first, last = QUOTES[language]
    parts = []
    for text, name, _, _ in Formatter().parse(pattern):
        parts.append(text if name is None else f"{text}\0")
    inside = re.sub(f"{first}[^{last}]*{last}", lambda quoted: quoted[0].replace("\0", "…"), "".join(parts))
    return inside.replace("\0", f"{first}…{last}")
