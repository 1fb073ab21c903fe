"""Where the entries of a list or mapping begin and end in the text of a file, blank lines and comments told apart.

An entry is an item with its dash or a field with its key. What stands between two entries is divided so:

- a comment deeper than the entries belongs to the entry before it;
- comments right above an entry, at its column or less deep, belong to that entry;
- all else stays where it is: blank lines, and comments with a blank line under them or after the last entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lines import BREAK, line_span
from .nodes import Node
from .rendering import Habit
from .trace import trace

BLANKS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))*[ \t]*")  # up to the next thing that is no comment
HEADER = re.compile(r"[|>][0-9+-]*")
_COLON = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')?.*?:(?=[ \t\r\n]|\Z)""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item or field. `begin`: the offset of its dash or key (in brackets: of the value); `end`: past its last
    character; `node`: its value.
    """

    begin: int
    end: int
    node: Node


def children(node: Node) -> list[Node]:
    if isinstance(node.value, str):
        return []
    return list(node.value.values() if isinstance(node.value, dict) else node.value)


def value_end(source: str, node: Node, blanks: bool = True) -> int:
    """The offset past the last character of the value.

    The blank lines that end a block text count with it where its text keeps them (`|+`) and `blanks` is true.
    """
    inner = children(node)
    if inner and not node.style:
        return value_end(source, inner[-1], blanks)
    if node.style not in ("|", ">"):
        return node.end
    header = HEADER.match(source, node.start)
    if blanks and header and "+" in header[0]:
        return node.end
    words = node.value.rstrip("\n")
    offsets = trace(source, node) if words else None
    return offsets[len(words) - 1] + 1 if offsets else header.end() if header else node.end


def entries(source: str, node: Node) -> list[Entry]:
    """The entries of a list or mapping, in the order of the file."""
    found: list[Entry] = []
    if isinstance(node.value, dict):
        starts = [0, *(line.end() for line in BREAK.finditer(source))]
        for key, child in node.value.items():
            line, column = node.keys[key]
            begin, end = starts[line - 1] + column - 1, value_end(source, child)
            if node.style and child.start == child.end:  # nothing: the parser gives the place of the next thing
                end = len(source[: child.start].rstrip())
                end = min(colon_end(source, begin), end)
            found.append(Entry(begin, end, child))
        return found
    at = node.start
    for child in children(node):
        found.append(Entry(child.start if node.style else at, value_end(source, child), child))
        at = BLANKS.match(source, found[-1].end).end()
    return found


def colon_end(source: str, key: int) -> int:
    """The offset past the colon of the key at `key`; the end of the file if it has none."""
    found = _COLON.match(source, key)
    return found.end() if found else len(source)


def line_start(source: str, offset: int) -> int:
    return line_span(source, offset)[0]


def line_end(source: str, offset: int) -> int:
    """The offset of the line break that ends the line of `offset`, or of the end of the file."""
    return line_span(source, offset)[1]


def next_line(source: str, offset: int) -> int:
    """Where the line after that of the character before `offset` begins; the end of the file if there is none."""
    if offset and source[offset - 1] in "\r\n":
        return offset
    found = BREAK.search(source, offset)
    return found.end() if found else len(source)


def is_first(source: str, offset: int) -> bool:
    """Whether only blanks stand before `offset` on its line."""
    return not source[line_start(source, offset) : offset].strip(" \t")


def column(source: str, offset: int) -> int:
    """The 0-based column of `offset`."""
    return offset - line_start(source, offset)


def lead(source: str, floor: int, begin: int, deepest: int) -> int:
    """Where the comments right above the line of `begin` start, or that line; not before `floor`."""
    at = line_start(source, begin)
    for start, line in _lines_above(source, at):
        if start < floor or not line.lstrip(" \t").startswith("#") or _depth(line) > deepest:
            break
        at = start
    return at


def blank_lines(source: str, floor: int, at: int) -> int:
    """How many blank lines stand right above the line that begins at `at`, none before `floor`."""
    count = 0
    for start, line in _lines_above(source, at):
        if start < floor or line.strip(" \t"):
            break
        count += 1
    return count


def tail(source: str, at: int, shallowest: int) -> int:
    """Where the line after the comments that belong to the entry ending above `at` begins: those from `shallowest` on,
    blank lines between them included.
    """
    end = at
    while at < len(source):
        stop = line_end(source, at)
        line = source[at:stop]
        if line.strip(" \t") and (not line.lstrip(" \t").startswith("#") or _depth(line) < shallowest):
            break
        at = BREAK.match(source, stop).end() if stop < len(source) else stop
        if line.strip(" \t"):
            end = at
    return end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _lines_above(source: str, at: int) -> Iterator[tuple[int, str]]:
    """The lines above the one that begins at `at`, the nearest first, each with its offset."""
    while at > 0:
        stop = at - (2 if source[at - 2 : at] == "\r\n" else 1)
        at = line_start(source, stop)
        yield at, source[at:stop]


def line_break(source: str, offset: int) -> str:
    """The line break used near `offset`: that of the line above, else the first of the file, else LF."""
    start = line_start(source, offset)
    if start:
        return "\r\n" if source[start - 2 : start] == "\r\n" else source[start - 1]
    found = BREAK.search(source)
    return found[0] if found else "\n"


def find_habit(*nodes: Node) -> Habit:
    """How the file is indented: what is seen first counts, in the order of `nodes`."""
    seen: dict[str, int] = {}
    for name, width in (found for node in nodes for found in _indentations(node)):
        seen.setdefault(name, width)
        if len(seen) == 3:
            break
    return Habit(**seen)


def _indentations(node: Node) -> Iterator[tuple[str, int]]:
    if node.style:
        return
    for child in children(node):
        nested = child.kind != "scalar" and not child.style
        if node.kind == "sequence" and child.line == node.line and child.column > node.column + 1:
            yield "gap", child.column - node.column - 1
        elif node.kind == "mapping" and nested:
            yield ("step" if child.kind == "mapping" else "dash"), child.column - node.column
        if nested:
            yield from _indentations(child)
