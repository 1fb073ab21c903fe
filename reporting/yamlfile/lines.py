"""Lines as editors count them: ended by LF, CR LF or CR. Other line separators are refused on reading."""

from __future__ import annotations

import re

BREAK = re.compile(r"\r\n?|\n")


def line_column(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of the character at `offset` (0-based)."""
    if "\r" not in text:
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    line, start = 1, 0
    for found in BREAK.finditer(text):
        if found.end() > offset:
            break
        line, start = line + 1, found.end()
    return line, offset - start + 1


def line_span(text: str, offset: int) -> tuple[int, int]:
    """The offsets where the line of the character at `offset` begins and ends, its line break left out."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    found = BREAK.search(text, offset)
    return start, found.start() if found else len(text)
