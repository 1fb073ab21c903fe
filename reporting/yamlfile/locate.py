"""From a place in a file's data back to the line and column where it stands."""

from __future__ import annotations

import re

from ..places import Place, Position
from .lines import line_column
from .nodes import Node
from .trace import trace


def locate(root: Node, place: Place) -> Position:
    """Where `place` stands in the file that `root` was read from.

    The value of the field, or with `on="key"` its key; with `spot` the character at that line and column of the
    scalar's text. A field that does not exist gives the nearest that does: for a missing key, the key of the mapping
    that lacks it (the mapping itself in a list or at the top). `position` wins where it is set.
    """
    if place.position is not None:
        return Position(place.file, *place.position)
    node, key, found = _descend(root, place)
    if found and place.spot is not None and node.kind == "scalar":
        if (offsets := trace(root.source, node)) is not None:
            return Position(place.file, *line_column(root.source, offsets[_offset(node.value, place.spot)]))
    if key is not None and (place.on == "key" or not found):
        return Position(place.file, *key)
    return Position(place.file, node.line, node.column)


def find_text(root: Node, place: Place, words: str) -> Position:
    """Where `words` begin in the text of `place`, at or after its `spot` if that has one; else as `locate`.

    What a reader sees has lost line ends, no-break spaces and Markdown's marks: if the very words are not there, they
    are looked for with any blanks, and then with any signs between them.
    """
    node, _, found = _descend(root, place)
    if place.position is None and found and node.kind == "scalar" and words.strip():
        start = _offset(node.value, place.spot) if place.spot else 0
        offset = _search(node.value, words, start)
        if offset is not None and (offsets := trace(root.source, node)) is not None:
            return Position(place.file, *line_column(root.source, offsets[offset]))
    return locate(root, place)


def _descend(root: Node, place: Place) -> tuple[Node, tuple[int, int] | None, bool]:
    """The node of the field or its nearest ancestor, the spot of that node's key, and whether it is the field."""
    node, key = root, None
    for step in place.field:
        if isinstance(node.value, dict) and step in node.value:
            node, key = node.value[step], node.keys[step]
        elif isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
            node, key = node.value[step], None
        else:
            return node, key, False
    return node, key, True


def _offset(value: str, spot: tuple[int, int]) -> int:
    """The offset in `value` of a 1-based line and column; past the end of a line or text, that end."""
    start = 0
    for _ in range(spot[0] - 1):
        following = value.find("\n", start) + 1
        if not following:
            return len(value)
        start = following
    end = value.find("\n", start)
    return min(start + max(spot[1], 1) - 1, len(value) if end < 0 else end)


def _search(value: str, words: str, start: int) -> int | None:
    plain = r"\s+".join(map(re.escape, words.split()))
    marked = r"[\W_]+".join(re.findall(r"[^\W_]+", words))
    for pattern in (re.escape(words), plain, marked):
        for begin in (start, 0):
            if pattern and (found := re.compile(pattern).search(value, begin)):
                return found.start()
    return None
