"""Which character of the file each character of a scalar came from.

The rules are those of YAML 1.1 on line folding, escapes and block scalars
(https://yaml.org/spec/1.1/#id903915, chapter 9), read backwards: the value is known, only the spots are looked for.
"""

from __future__ import annotations

import re

from .lines import BREAK
from .nodes import Node

_BREAK = r"(?:\r\n?|\n)"
# In a plain or quoted text: an escaped line break, an escape, a folded line break with the blanks around it, a doubled
# quote, blanks, one character. Blanks are taken as a run, or a long one would be read over again from each of them.
_DOUBLE = re.compile(
    rf"(?P<joined>\\{_BREAK}[ \t\r\n]*)|(?P<one>\\(?:x.{{2}}|u.{{4}}|U.{{8}}|.))"
    rf"|(?P<fold>[ \t]*{_BREAK}[ \t\r\n]*)|(?P<many>[ \t]+)|(?P<char>.)"
)
_SINGLE = re.compile(rf"(?P<one>'')|(?P<fold>[ \t]*{_BREAK}[ \t\r\n]*)|(?P<many>[ \t]+)|(?P<char>.)")
_PLAIN = re.compile(rf"(?P<fold>[ \t]*{_BREAK}[ \t\r\n]*)|(?P<many>[ \t]+)|(?P<char>.)")


def trace(source: str, node: Node) -> list[int] | None:
    """For each character of the scalar's text, and for its end, the 0-based offset in `source`.

    None when the text cannot be followed; the tests hold that this does not happen for a tree from `reader`.
    """
    if node.style in ("|", ">"):
        return _trace_block(source, node)
    inside = 1 if node.style else 0
    pattern = {'"': _DOUBLE, "'": _SINGLE}.get(node.style, _PLAIN)
    offsets: list[int] = []
    end = node.end - inside
    for token in pattern.finditer(source, node.start + inside, end):
        start, kind = token.start(), token.lastgroup
        if kind == "many":
            offsets.extend(range(start, token.end()))
        elif kind == "fold":
            # One break is a space; of more, the first is lost and each other one is kept.
            offsets.extend([start] * max(1, len(BREAK.findall(token[0])) - 1))
        elif kind == "joined":
            offsets.extend([start] * (len(BREAK.findall(token[0])) - 1))
        else:
            offsets.append(start)
    offsets.append(end)
    return offsets if len(offsets) == len(node.value) + 1 else None


def _trace_block(source: str, node: Node) -> list[int] | None:
    value, literal = node.value, node.style == "|"
    header = BREAK.search(source, node.start)
    if header is None:
        return None if value else [node.end]
    lines = _lines(source, header.end(), max(node.end, header.end()))
    indent = _indent(source, lines, value)
    words_end = len(value.rstrip("\n"))
    offsets: list[int] = []
    mark = header.end()  # where the line breaks come from that are not yet placed
    for start, end in lines:
        content = source[min(start + indent, end) : end]
        if len(offsets) >= words_end:
            break
        if not literal and not content:
            continue
        while len(offsets) < len(value) and value[len(offsets)] == "\n" and (content or not literal):
            offsets.append(mark)
        if not literal and offsets and value[len(offsets)] == " " and value[len(offsets) - 1] != "\n":
            offsets.append(mark)
        if not value.startswith(content, len(offsets)):
            return None
        offsets.extend(range(end - len(content), end))
        if literal and len(offsets) < len(value):
            offsets.append(end)
        mark = end
    offsets.extend([mark] * (len(value) - len(offsets) + 1))
    return offsets


def _lines(source: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for found in BREAK.finditer(source, start, end):
        spans.append((start, found.start()))
        start = found.end()
    spans.append((start, end))
    return spans


def _indent(source: str, lines: list[tuple[int, int]], value: str) -> int:
    """How deep the block stands: the blanks before its first word in the file, less those that its text keeps."""
    kept = next((len(line) - len(line.lstrip(" ")) for line in value.split("\n") if line.strip(" ")), 0)
    for start, end in lines:
        line = source[start:end]
        if line.strip(" "):
            return len(line) - len(line.lstrip(" ")) - kept
    return 0
