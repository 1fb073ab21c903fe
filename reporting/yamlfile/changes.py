"""Which characters of a file to add or replace for one more entry, or for another value; nothing is checked here.

`editing` reads the result back and refuses what does not hold, so these rules may trust the tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..places import Field
from . import layout
from .layout import HEADER, Entry
from .nodes import Node
from .rendering import WIDTH, Habit, Quoted, render_flow, render_item, render_key, render_pair, render_value


@dataclass(frozen=True, slots=True)
class Change:
    """The characters from `start` to `end` give way to `text`; an insertion where the two are the same."""

    start: int
    end: int
    text: str


def apply(source: str, changes: list[Change]) -> str:
    """The text with the changes made, which must not overlap; of two at one spot the first comes first."""
    parts, at = [], 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        parts += [source[at : change.start], change.text]
        at = change.end
    return "".join([*parts, source[at:]])


def descend(root: Node, field: Field) -> list[Node] | None:
    """The nodes on the way to `field`, the root first; None where the file has no such field."""
    way = [root]
    for step in field:
        value = way[-1].value
        if not (step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))):
            return None
        way.append(value[step])
    return way


def add_item(source: str, way: list[Node], index: int, value: Any, habit: Habit, airy: bool) -> list[Change]:
    """For one more item at `index` of the list that `way` leads to."""
    node = way[-1]
    found = layout.entries(source, node)
    if not found and len(way) > 1 and not source[node.start + 1 : node.end - 1].strip():
        return replace(source, way, [value], habit)
    if node.style:
        return _add_in_brackets(source, node, found, index, render_flow(value))
    dash = node.column - 1
    text = render_item(value, dash, habit)
    neighbour = found[max(index - 1, 0)].node
    if neighbour.style == "flow" and isinstance(value, dict | list | tuple):
        line = "-" + " " * habit.gap + render_flow(value)
        text = line if dash + len(line) <= WIDTH and "\\n" not in line else text
    return _add_lines(source, way, found, index, text, airy)


def add_field(source: str, way: list[Node], key: str, value: Any, habit: Habit, airy: bool) -> list[Change]:
    """For one more field at the end of the mapping that `way` leads to."""
    node = way[-1]
    found = layout.entries(source, node)
    if not found and len(way) > 1 and not source[node.start + 1 : node.end - 1].strip():
        return replace(source, way, {key: value}, habit)
    if node.style:
        text = f"{render_key(key)}: {render_flow(value)}"
        return _add_in_brackets(source, node, found, len(found), text)
    text = render_pair(key, value, node.column - 1, habit)
    return _add_lines(source, way, found, len(found), text, airy)


def _add_lines(source: str, way: list[Node], found: list[Entry], index: int, text: str, airy: bool) -> list[Change]:
    """`airy`: with a blank line between this entry and its neighbour where the others have one."""
    node = way[-1]
    column = node.column - 1
    indent = " " * column
    if index == len(found):
        at = layout.tail(source, layout.next_line(source, found[-1].end), column + 1)
        newline = layout.line_break(source, at)
        blanks = newline * (_blank_lines_between(source, way, found) if airy else 0)
        if source[at - 1] in "\r\n":
            return [Change(at, at, blanks + _lines(indent + text, newline) + newline)]
        return [Change(at, at, newline + blanks + _lines(indent + text, newline))]
    floor = layout.next_line(source, found[index - 1].end) if index else 0
    begin = found[index].begin
    newline = layout.line_break(source, begin)
    if not layout.is_first(source, begin):  # a list that begins on the line of the dash it belongs to
        return [Change(begin, begin, _lines(text, newline) + newline + indent)]
    at = layout.lead(source, floor, begin, column)
    count = layout.blank_lines(source, floor, at) if index else _blank_lines_between(source, way, found)
    return [Change(at, at, _lines(indent + text, newline) + newline * (1 + count * airy))]


def _lines(text: str, newline: str) -> str:
    return text.replace("\n", newline)


def _blank_lines_between(source: str, way: list[Node], found: list[Entry]) -> int:
    """How many blank lines the last two entries have between them.

    One entry alone shows no habit: if it takes several lines, and a blank line stands above the field that holds it,
    the file keeps its parts apart, and this list will too.
    """
    if len(found) > 1:
        floor = layout.next_line(source, found[-2].end)
        at = layout.lead(source, floor, found[-1].begin, way[-1].column - 1)
        return layout.blank_lines(source, floor, at)
    if len(way) < 2 or way[-2].kind != "mapping" or layout.line_end(source, found[0].begin) >= found[0].end:
        return 0
    begin = next(entry.begin for entry in layout.entries(source, way[-2]) if entry.node is way[-1])
    return min(layout.blank_lines(source, 0, layout.lead(source, 0, begin, way[-2].column - 1)), 1)


def _add_in_brackets(source: str, node: Node, found: list[Entry], index: int, text: str) -> list[Change]:
    """Between `[` and `]` or `{` and `}`: on a line of its own where the neighbours have theirs."""
    newline = layout.line_break(source, node.end)
    if not found and not source[node.start + 1 : node.end - 1].strip():
        return [Change(node.start + 1, node.end - 1, text)]
    if not found:  # a comment and nothing else
        at = layout.line_start(source, node.end - 1)
        indent = " " * (layout.column(source, node.end - 1) + 2)
        return [Change(at, at, indent + text + newline)]
    if index < len(found):
        begin = found[index].begin
        if not layout.is_first(source, begin):
            return [Change(begin, begin, f"{text}, ")]
        at = layout.lead(source, 0, begin, len(source))
        return [Change(at, at, " " * layout.column(source, begin) + text + "," + newline)]
    begin, end = found[-1].begin, found[-1].end
    following = layout.BLANKS.match(source, end).end()
    trailing = source.startswith(",", following)
    after = following + 1 if trailing else end
    comma = "" if trailing else " ," if source[end - 1] == ":" else ","  # `a:,` would be a text
    text += "," * trailing
    if not layout.is_first(source, begin):
        return [Change(after, after, f"{comma} {text}")]
    line = " " * layout.column(source, begin) + text
    if layout.line_end(source, after) >= node.end:  # the closing bracket is on the line of the last item
        return [Change(after, after, comma + newline + line)]
    at = layout.next_line(source, after)
    return [Change(end, end, comma), Change(at, at, line + newline)]


def replace(source: str, way: list[Node], value: Any, habit: Habit) -> list[Change]:
    """For another value in the place of the node that `way` ends in.

    Comments on the line of the key or dash stay; those inside the old value go with it.
    """
    node, parent = way[-1], way[-2]
    if node.style in ("'", '"') and isinstance(value, str) and not isinstance(value, Quoted):
        value = Quoted(value)
    newline = layout.line_break(source, node.start)
    if any(above.style for above in way[:-1]):
        return [_replace_in_brackets(source, node, parent, render_flow(value))]
    entry = next(entry for entry in layout.entries(source, parent) if entry.node is node)
    column = parent.column - 1
    anchor = layout.colon_end(source, entry.begin) if parent.kind == "mapping" else entry.begin + 1
    if parent.kind == "mapping":
        written = render_value(value, column, anchor - entry.begin, habit)
    else:
        written = render_item(value, column, habit)[1:]
    head, lines = _split(_lines(written, newline), newline)
    line_end = layout.line_end(source, anchor)
    if node.start > line_end:  # it begins on a line below its key or dash
        end = layout.line_end(source, layout.value_end(source, node, blanks=False))
        return [Change(anchor, anchor, head), Change(line_end, end, lines)]
    if parent.kind == "sequence" and node.kind != "scalar" and not node.style:  # it begins beside its dash
        return [Change(anchor, layout.value_end(source, node, blanks=False), head + lines)]
    end = layout.value_end(source, node, blanks=False)
    if node.style in ("|", ">"):
        return [Change(anchor, HEADER.match(source, node.start).end(), head), Change(line_end, end, lines)]
    below = lines and parent.kind == "sequence"  # its lines stand under the first, so that must be where they expect it
    start = node.start if head and source[node.start - 1] == " " and not below else anchor
    line_end = layout.line_end(source, end)
    return [Change(start, end, head.lstrip(" ") if start != anchor else head), Change(line_end, line_end, lines)]


def _split(written: str, newline: str) -> tuple[str, str]:
    head, broken, lines = written.partition(newline)
    return head, broken + lines


def _replace_in_brackets(source: str, node: Node, parent: Node, text: str) -> Change:
    if node.start < node.end:
        return Change(node.start, node.end, text)
    at = next(entry.end for entry in layout.entries(source, parent) if entry.node is node)
    return Change(at, at, f" {text}" if source[at - 1] == ":" else f": {text}")
