"""What can be wrong, and how it is said.

A user's mistake is a `Problem`: a value, collected and returned with the result, never raised. Its severity and its
words stand in `messages/*.toml`, one table a code, in every language that a casebook may ask for; the code that finds
it gives the code, the place and the values that the words need. The line printed,
`path:line:column: error[code]: message`, never changes up to the colon after the code: editors and scripts read it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from .places import Place, Position

LANGUAGES = ("nl", "en")


class BrokenEnvironment(Exception):
    """Something outside the user's files is broken (a missing font, a read-only disk). `args[0]` says what to do."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `code` (a table of `messages/*.toml`), `place`, and the `values` its words name."""

    code: str
    place: Place
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> str:
        """`"error"` or `"warning"`, as the catalogue says."""
        return catalogue()[self.code].get("severity", "error")

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Every code with its `severity` and, for each language, `message` and `hint`. A code told twice is a bug."""
    found: dict[str, dict[str, Any]] = {}
    folder = files("reporting") / "messages"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml"):
            continue
        for code, words in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if code in found:
                raise ValueError(f"problem code {code} is told twice, the second time in {entry.name}")
            found[code] = words
    return found


def find_words(problem: Problem, language: str) -> tuple[str, str]:
    """The message of a problem and its hint; "" where it has none.

    A hint is left out when a value that it names is empty (None or ""): nothing is near enough to suggest.
    """
    words = catalogue()[problem.code][language]
    hint = words.get("hint", "")
    names = [name for _, name, _, _ in Formatter().parse(hint) if name]
    if any(problem.values[name] in (None, "") for name in names):
        hint = ""
    return words["message"].format_map(problem.values), hint.format_map(problem.values)


def find_phrase(code: str, language: str, /, **values: Any) -> str:
    """What the catalogue says under a code that is no problem; the words for `one` where the value `count` is 1."""
    words = catalogue()[code][language]
    return words["one" if values.get("count") == 1 and "one" in words else "message"].format_map(values)


def render(problem: Problem, language: str, position: Position) -> str:
    """The problem as printed: the line, and the `hint:` line under it where there is one."""
    message, hint = find_words(problem, language)
    line = f"{position}: {problem.severity}[{problem.code}]: {message}"
    return f"{line}\n  hint: {hint}" if hint else line


def render_all(problems: Iterable[Problem], language: str, locate: Callable[[Place], Position]) -> list[str]:
    """All problems as printed, each once, in the order of file, line and column; errors and warnings apart."""
    placed = {(locate(problem.place), problem.code, str(problem.values)): problem for problem in problems}
    ordered = sorted(placed.items(), key=lambda item: (not item[1].is_error, item[0]))
    return [render(problem, language, key[0]) for key, problem in ordered]
