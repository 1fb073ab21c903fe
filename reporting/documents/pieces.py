"""A paragraph's tree as pieces of characters, each with its look and its spot in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

# Stands in for a character that is not markup (escaped, in a link, a note's place), so that offsets stay true.
FILL = "\ufffc"


class Piece(NamedTuple):
    """Characters with one look. `note`: a note's blocks stand here; `broken`: a line break does."""

    text: str = FILL
    at: tuple[int, int] = (1, 1)
    bold: bool = False
    italic: bool = False
    link: str | None = None
    language: str | None = None
    raw: bool = False
    note: Any = None
    broken: bool = False

    @property
    def markup(self) -> str:
        """The characters that may be markup; everything else filled."""
        plain = not (self.raw or self.link or self.broken) and self.note is None
        return self.text if plain else FILL * len(self.text)


def flatten(
    inlines: Iterable[dict[str, Any]], look: Piece, outside: Callable[[dict[str, Any]], None]
) -> Iterator[Piece]:
    """The pieces of a paragraph, in order. `outside` is told of every element that has no place in one."""
    for node in inlines:
        kind = node.get("k", "text")
        if kind == "text":
            yield look._replace(text=node["t"], at=tuple(node["at"]), raw=node.get("raw", False))
        elif kind == "break":
            yield look._replace(broken=True, at=tuple(node["at"]))
        elif kind == "note":
            yield look._replace(note=node["blocks"], at=tuple(node["at"]))
        elif kind == "emph":
            yield from flatten(node["in"], look._replace(italic=True), outside)
        elif kind == "strong":
            yield from flatten(node["in"], look._replace(bold=True), outside)
        elif kind == "link":
            yield from flatten(node["in"], look._replace(link=node["url"]), outside)
        elif kind == "span":
            outside(node)
            yield from flatten(node["in"], look._replace(language=node["language"]), outside)
        else:
            outside(node)


def markup_of(pieces: Iterable[Piece]) -> str:
    """The characters of all pieces, those that cannot be markup filled."""
    return "".join(piece.markup for piece in pieces)


def cut(pieces: Iterable[Piece], start: int, end: int) -> list[Piece]:
    """The pieces between two offsets in their characters, the outer ones shortened."""
    found, offset = [], 0
    for piece in pieces:
        size = len(piece.text)
        first, last = max(start - offset, 0), min(end - offset, size)
        if first < last:
            if last - first < size:
                piece = piece._replace(text=piece.text[first:last], at=(piece.at[0], piece.at[1] + first))
            found.append(piece)
        offset += size
    return found


def spot(pieces: Iterable[Piece], offset: int) -> tuple[int, int]:
    """The line and column in the source of the character at that offset."""
    at, rest = (1, 1), 0
    for piece in pieces:
        at, rest = piece.at, offset
        if offset < len(piece.text):
            break
        offset -= len(piece.text)
    return at[0], at[1] + rest


def closing(markup: str, start: int) -> int | None:
    """The offset of the bracket that closes the one just before `start`; `None` when there is none."""
    depth = 1
    for offset in range(start, len(markup)):
        depth += {"[": 1, "]": -1}.get(markup[offset], 0)
        if depth == 0:
            return offset
    return None
