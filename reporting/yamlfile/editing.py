"""One item more in a list of a file, or another value for a field, every other byte of the file staying as it is.

Nothing is trusted: what was made is read again, and must hold the old data with exactly this change and no new problem.
How values are written: `rendering`. Which comments and blank lines go with which entry: `layout`.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from ..places import Field, Place
from ..problems import Problem
from . import changes, layout
from .changes import Change
from .characters import UNWANTED, describe_unwanted
from .nodes import Node, to_data
from .reader import read_yaml
from .rendering import Habit, to_plain

Edited = tuple[bytes | None, list[Problem]]
Draft = Callable[[str, list[Node], Habit, bool], list[Change]]  # the file's text, the way to the node, habit, airy
Amend = Callable[[Any], None]  # makes the change in the data


def insert_item(data: bytes, shown: str, path: Field, index: int, value: Any) -> Edited:
    """The bytes of the file with `value` added to the list at `path`, as its item `index` (0-based).

    `value`: text, bool, None, a list or a mapping of those; an int or date is written as its text, `Quoted` (see
    `rendering`) in quotes. A field that is missing, or has nothing in it, becomes a list of one item. The new item is
    written as its neighbours are: between dashes or brackets, as deep, with the blank lines that they have between
    them.

    Returns None and what is wrong when the file has errors (`edit-unreadable` after them), when `path` leads to no list
    or the list is shorter than `index` (`edit-no-such-field`), when a text in `value` holds a character that no
    document can, when the file must end in a line break first (`edit-needs-line-end`), or when what was made did not
    read back as it should (`edit-refused`). Raises TypeError for a `value` that no file can hold.
    """
    root, problems = _read(data, shown, path, value)
    if root is None:
        return None, problems
    way = changes.descend(root, path)
    if path and (way is None or to_data(way[-1]) is None):
        return set_value(data, shown, path, [value]) if index == 0 else _no_such_field(shown, path)
    if way is None or way[-1].kind != "sequence" or not 0 <= index <= len(way[-1].value):
        return _no_such_field(shown, path)

    def draft(source: str, way: list[Node], habit: Habit, airy: bool) -> list[Change]:
        return changes.add_item(source, way, index, value, habit, airy)

    return _edit(data, shown, path, draft, lambda held: _at(held, path).insert(index, to_plain(value)))


def set_value(data: bytes, shown: str, path: Field, value: Any) -> Edited:
    """The bytes of the file with `value` at `path`, in place of what was there.

    A key that is missing is added at the end of its mapping, mappings above it that are missing or empty with it.
    Comments on the line of the key stay; comments inside the old value go with it. A text that stood in quotes keeps
    them. Otherwise as `insert_item`.
    """
    root, problems = _read(data, shown, path, value)
    if root is None:
        return None, problems
    way = changes.descend(root, path)
    if path and way is None:
        above = changes.descend(root, path[:-1])
        if above is None or (to_data(above[-1]) is None and len(path) > 1):
            known = isinstance(path[-1], str)
            return set_value(data, shown, path[:-1], {path[-1]: value}) if known else _no_such_field(shown, path)
        if above[-1].kind != "mapping" or not isinstance(path[-1], str):
            return _no_such_field(shown, path)
    elif not path:
        return _no_such_field(shown, path)

    def draft(source: str, way: list[Node], habit: Habit, airy: bool) -> list[Change]:
        if len(way) > len(path):
            return changes.replace(source, way, value, habit)
        return changes.add_field(source, way, path[-1], value, habit, airy)

    amend = lambda held: _at(held, path[:-1]).__setitem__(path[-1], to_plain(value))  # noqa: E731
    return _edit(data, shown, path if way else path[:-1], draft, amend)


def set_values(data: bytes, shown: str, values: Mapping[Field, Any]) -> Edited:
    """As `set_value` for each field in turn: all of them, or None.

    Those that the file has already change in one go, so that hundreds cost no more than one.
    """
    made = _replace_all(data, shown, values)
    left = values if made is None else {path: value for path, value in values.items() if path not in made[1]}
    data = data if made is None else made[0]
    for path, value in left.items():
        changed, problems = set_value(data, shown, path, value)
        if changed is None:
            return None, problems
        data = changed
    return data, []


def _replace_all(data: bytes, shown: str, values: Mapping[Field, Any]) -> tuple[bytes, set[Field]] | None:
    """The bytes with the values that the file has replaced, and which those are; None where each needs a look alone."""
    root, problems = read_yaml(data, shown)
    if root is None or any(problem.is_error for problem in problems):
        return None
    ways = {path: way for path in values if path and (way := changes.descend(root, path)) is not None}
    if not ways or UNWANTED.search("\n".join(text for path in ways for text in _texts(to_plain(values[path])))):
        return None
    if any(path[:length] in ways for path in ways for length in range(len(path))):
        return None

    def draft(source: str, root: Node, blocks: bool) -> list[Change]:
        found: list[Change] = []
        for path, value in values.items():
            if path in ways:
                habit = replace(layout.find_habit(ways[path][-1], root), blocks=blocks)
                found += changes.replace(source, ways[path], value, habit)
        return found

    expected = to_data(root)
    for path in ways:
        _at(expected, path[:-1])[path[-1]] = to_plain(values[path])
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    for blocks in (True, False):
        made = mark + changes.apply(root.source, draft(root.source, root, blocks)).encode("utf-8")
        after, found = read_yaml(made, shown)
        if repr(to_data(after)) == repr(expected) and not _count(found) - _count(problems):
            return made, set(ways)
    return None


def _read(data: bytes, shown: str, path: Field, value: Any) -> tuple[Node | None, list[Problem]]:
    """The tree of a file that may be edited, or why it may not."""
    root, problems = read_yaml(data, shown)
    if root is None or any(problem.is_error for problem in problems):
        return None, [*problems, Problem("edit-unreadable", Place(shown, position=(1, 1)))]
    place = Place(shown, path, position=_position(root, path))
    unwanted = dict.fromkeys(UNWANTED.findall("\n".join(_texts(to_plain(value)))))
    found = [Problem(code, place, values) for code, values in map(describe_unwanted, unwanted)]
    return (None if found else root), found


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for child in pair for text in _texts(child)]
    if isinstance(value, list):
        return [text for child in value for text in _texts(child)]
    return [value] if isinstance(value, str) else []


def _position(root: Node, path: Field) -> tuple[int, int]:
    """Where the field begins, or the nearest above it that the file has."""
    for length in range(len(path), -1, -1):
        if way := changes.descend(root, path[:length]):
            return way[-1].line, way[-1].column
    return 1, 1


def _no_such_field(shown: str, path: Field) -> Edited:
    return None, [Problem("edit-no-such-field", Place(shown, path, position=(1, 1)), _named(shown, path))]


def _named(shown: str, path: Field) -> dict[str, str]:
    return {"field": ".".join(map(str, path)) or shown}


def _at(data: Any, path: Field) -> Any:
    for step in path:
        data = data[step]
    return data


def _edit(data: bytes, shown: str, path: Field, draft: Draft, amend: Amend) -> Edited:
    """The first of the ways to write it that reads back as it should."""
    if (made := _attempt(data, shown, path, draft, amend)) is not None:
        return made, []
    root, _ = read_yaml(data, shown)
    ended = data + layout.line_break(root.source, len(root.source)).encode()
    unended = not root.source.endswith(("\r", "\n")) and _attempt(ended, shown, path, draft, amend) is not None
    code = "edit-needs-line-end" if unended else "edit-refused"
    return None, [Problem(code, Place(shown, path, position=_position(root, path)), _named(shown, path))]


def _attempt(data: bytes, shown: str, path: Field, draft: Draft, amend: Amend) -> bytes | None:
    root, problems = read_yaml(data, shown)
    way = changes.descend(root, path)
    habit = layout.find_habit(way[-1], root)
    expected = to_data(root)
    amend(expected)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    for blocks, airy in product((True, False), repeat=2):
        drafted = draft(root.source, way, replace(habit, blocks=blocks), airy)
        made = mark + changes.apply(root.source, drafted).encode("utf-8")
        after, found = read_yaml(made, shown)
        # Compared as they print: in the same order, and `true` apart from "true".
        if repr(to_data(after)) == repr(expected) and not _count(found) - _count(problems):
            return made
    return None


def _count(problems: list[Problem]) -> Counter[tuple[str, str]]:
    return Counter((problem.code, str(problem.values)) for problem in problems)
