"""Where something stands: a file, the field in it and, when known, the line.

One class serves problems ("this line is wrong") and origins ("this word came from that field"). Lines are looked up
only when somebody asks, so that a comment added above a field rebuilds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

Field = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Position:
    """A spot in a text file: 1-based `line` and 1-based `column`, counted in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Place:
    """A field of a file, or a spot inside the text of that field.

    `file`: path as the user should read it (posix, relative to the current folder where possible).
    `field`: keys and 0-based indexes from the top of the file: `("events", 2, "text", "nl")`. For a Word template:
    `("body", "¶4")` or `("header1", "¶1")`; for a label: `("words", "status", "nl")`.
    `on`: `"value"`, or `"key"` to point at the key itself (an unknown or duplicate key).
    `spot`: 1-based line and column inside the *text value* of the field (a word in a block scalar).
    `position`: set when the exact line and column in the file are already known (a syntax error).
    """

    file: str
    field: Field = ()
    on: str = "value"
    spot: tuple[int, int] | None = None
    position: tuple[int, int] | None = None

    def __truediv__(self, key: str | int) -> Place:
        """The place one key further down."""
        return Place(self.file, (*self.field, key))

    def at(self, line: int, column: int) -> Place:
        """The place of a spot inside this field's text (1-based)."""
        return Place(self.file, self.field, self.on, (line, column))
