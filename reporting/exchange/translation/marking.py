"""A paragraph of Markdown as content: its words, and its markup as codes.

What is markup is told by pandoc's tree, and by the same reading of notes and citations as documents have
(`documents/notes.py`): nothing is guessed from signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...documents.pieces import FILL, closing
from .content import Code, Content, Mark

_OPEN = re.compile(r"\^\[|\[(?=[^\[\]]*(?<!\w)@\w)")
_STARS = {"emph": 1, "strong": 2}
_KEY = re.compile(r"(?<!\w)@(?:[A-Za-z0-9_][\w.-]*\w|\w)")


class Unmarkable(Exception):
    """The text holds an element that no document prints."""


@dataclass(frozen=True)
class _Item:
    """A character or a mark: what is read there, the character if it may be markup, and where it is in the source."""

    start: int
    end: int
    shown: str = ""
    markup: str = FILL
    side: str = ""
    code: Code | None = None


class Lines:
    """The source of a text, by line and column as pandoc counts them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = [0, *(found.end() for found in re.finditer("\n", source))]

    def offset(self, at: Sequence[int]) -> int:
        line, column = at
        if line > len(self.starts):
            return len(self.source)
        return min(self.starts[line - 1] + column - 1, len(self.source))

    def between(self, start: int, end: int) -> str:
        return self.source[start:end]

    def column(self, offset: int) -> int:
        """How many characters stand before it on its line."""
        return offset - (self.source.rfind("\n", 0, offset) + 1)


def read_paragraph(inlines: list[dict[str, Any]], lines: Lines) -> tuple[list[tuple[str | None, Any]], int, int]:
    """The parts of a paragraph, and where it begins and ends in the source.

    A part is `(None, words)` or `(side, code)`; ids are given later. Raises `Unmarkable`.
    """
    items = list(_items(inlines, lines))
    if not items:
        return [], 0, 0
    start, end = items[0].start, max(item.end for item in items)
    items = _bracketed(items, lines)
    return [(item.side, item.code) if item.code else (None, item.shown) for item in items], start, end


def _items(nodes: list[dict[str, Any]], lines: Lines, linked: bool = False) -> Iterator[_Item]:
    for node in nodes:
        kind = node.get("k", "text")
        start = lines.offset(node["at"])
        if kind == "text":
            yield from _characters(node, start, linked)
        elif kind == "break":
            end = lines.source.find("\n", start) + 1
            yield _Item(start, end, side="alone", code=Code("break", "\\\n"))
        elif kind == "note":
            end = lines.offset(node["to"])
            yield _Item(start, end, side="alone", code=Code("reference", lines.between(start, end)))
        elif kind in ("emph", "strong", "link", "span"):
            yield from _paired(node, kind, start, lines, linked)
        else:
            raise Unmarkable(node.get("what", kind))


def _characters(node: dict[str, Any], start: int, linked: bool) -> Iterator[_Item]:
    text = node["t"]
    raw = linked or "raw" in node
    if "w" in node:
        for index, character in enumerate(text):
            last = index == len(text) - 1
            at = start if index == 0 else start + node["w"]
            yield _Item(at, start + node["w"] if last or index == 0 else at, character, FILL if raw else character)
        return
    for index, character in enumerate(text):
        shown = " " if character == "\n" else character
        yield _Item(start + index, start + index + 1, shown, FILL if raw else character)


def _paired(node: dict[str, Any], kind: Any, start: int, lines: Lines, linked: bool) -> Iterator[_Item]:
    end = lines.offset(node["to"])
    inside = list(_items(node["in"], lines, linked or kind == "link"))
    typed = lines.between(start, end)
    if not inside:
        raise Unmarkable(kind)
    if kind == "link" and not (typed.startswith("[") and typed.endswith(")")):
        yield _Item(start, end, side="alone", code=Code("address", typed))
        return
    first, last = inside[0].start, max(item.end for item in inside)
    if width := _STARS.get(kind):  # where marks meet (`***so***`), pandoc tells the end of the inner ones wrongly
        start, end = first - width, last + width
    code = Code(kind, lines.between(start, first), lines.between(last, end))
    if not code.start or not code.end or (width and set(code.start + code.end) - {"*", "_"}):
        raise Unmarkable(kind)
    yield _Item(start, first, side="open", code=code)
    yield from inside
    yield _Item(last, end, side="close", code=code)


def _bracketed(items: list[_Item], lines: Lines) -> list[_Item]:
    """With the notes and citations in it as codes."""
    markup = "".join(item.markup for item in items)
    found: list[_Item] = []
    done = 0
    while opening := _OPEN.search(markup, done):
        end = closing(markup, opening.end())
        if end is None:
            break
        inside = items[opening.end() : end]
        begin, finish = items[opening.start()], items[end]
        found += items[done : opening.start()]
        if not _is_whole(inside):  # emphasis that begins inside and ends outside
            found += [replace(item, markup=FILL) for item in items[opening.start() : end + 1]]
        elif opening.group() == "[":
            found += _citation(begin, inside, finish, lines)
        else:
            code = Code("note", "^[", "]")
            found.append(_Item(begin.start, items[opening.end() - 1].end, side="open", code=code))
            found += _bracketed(inside, lines)
            found.append(_Item(finish.start, finish.end, side="close", code=code))
        done = end + 1
    return found + items[done:]


def _is_whole(items: list[_Item]) -> bool:
    depth = 0
    for item in items:
        depth += {"open": 1, "close": -1}.get(item.side, 0)
        if depth < 0:
            return False
    return depth == 0


def _citation(begin: _Item, inside: list[_Item], finish: _Item, lines: Lines) -> list[_Item]:
    """One code where only keys stand in it; else the words in it (`zie`, `p. 3`) are words, and each key is a code."""
    markup = "".join(item.markup for item in inside)
    keys = list(_KEY.finditer(markup))
    words = _KEY.sub("", markup)
    if not any(item.code for item in inside) and not re.search(rf"\w|{FILL}", words):
        return [_Item(begin.start, finish.end, side="alone", code=Code("key", _one_line(begin, finish, lines)))]
    code = Code("citation", "[", "]")
    found = [_Item(begin.start, begin.end, side="open", code=code)]
    done = 0
    for key in keys:
        found += inside[done : key.start()]
        first, last = inside[key.start()], inside[key.end() - 1]
        found.append(_Item(first.start, last.end, side="alone", code=Code("key", key.group())))
        done = key.end()
    return [*found, *inside[done:], _Item(finish.start, finish.end, side="close", code=code)]


def _one_line(begin: _Item, finish: _Item, lines: Lines) -> str:
    return " ".join(lines.between(begin.start, finish.end).split())


def number_parts(parts: list[tuple[str | None, Any]], codes: dict[str, Code]) -> Content:
    """The parts as content; every code gets the next number as its id, and goes into `codes`."""
    found: list[str | Mark] = []
    begun: list[str] = []
    for side, part in parts:
        if side is None:
            found.append(part)
        elif side == "close":
            found.append(Mark("close", begun.pop()))
        else:
            identifier = str(len(codes) + 1)
            codes[identifier] = part
            found.append(Mark("open" if side == "open" else "alone", identifier))
            if side == "open":
                begun.append(identifier)
    return tuple(found)
