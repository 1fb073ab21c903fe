"""Notes whose text calls a note: found before pandoc reads them, for it would follow a note into itself without end."""

from __future__ import annotations

import re

_BEFORE = r"(?:[ >]|[-+*]|\(?\w{1,9}[.)])*"
_DEFINITION = re.compile(rf"{_BEFORE}(\[\^[^\]\s]+\]:)")
_CALL = re.compile(r"\[\^[^\]\s]+\]")


def find_nested_note(text: str) -> tuple[int, int] | None:
    """The line and column of the first call of a note inside a note's text below (`[^1]: zie [^2]`).

    A note's text goes on over lines without a blank one before them, and over lines as far in as its beginning and
    four columns more (https://pandoc.org/MANUAL.html#footnotes).
    """
    inside: int | None = None
    blank = False
    for number, typed in enumerate(text.split("\n"), 1):
        line = typed.replace("\t", "    ")
        words = line.strip(" >")
        indent = len(line) - len(line.lstrip(" >"))
        start = 0
        if blank and words and inside is not None and indent < inside:
            inside = None
        if definition := _DEFINITION.match(line):
            inside, start = definition.start(1) + 4, definition.end()
        if inside is not None and (call := _CALL.search(line, start)):
            return number, call.start() + 1
        blank = not words
    return None
