"""What changed in the records: field by field, event by event, as they are typed.

Compared is what the files say, not what was made of it: a record with an error is compared all the same, what is
`internal` never. Where lines end within a paragraph means nothing and is no change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...places import Field
from .sentences import flow

What = Literal["changed", "added", "removed", "moved"]
Key = tuple[str, str]
# By which of its fields an item of a list is the same item still; the first that both have counts.
NAMED_BY = (
    ("id",),
    ("number",),
    ("kind", "date"),
    ("date",),
    ("side", "citation"),
    ("citation",),
    ("title",),
    ("name",),
)
# Two items that have no name in common are one when so many of their values are the same.
ALIKE = 0.5


@dataclass(frozen=True)
class Change:
    """A value that is not what it was.

    `path`: in the record as it is now, of what was removed as it was; () is the record itself. `old`, `new`: as typed;
    None on the side where it is not. `before`: the path on the old side, where the place in a list differs.
    """

    path: Field
    what: What
    old: Any = None
    new: Any = None
    before: Field = ()


def find_changes(old: Any, new: Any, path: Field = (), before: Field | None = None) -> Iterator[Change]:
    """Every value that changed below `path`, in the order of the new side; what was removed stands where it stood."""
    before = path if before is None else before
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in _together(list(old), list(new)):
            if key not in old:
                yield Change((*path, key), "added", None, new[key], (*before, key))
            elif key not in new:
                yield Change((*path, key), "removed", old[key], None, (*before, key))
            else:
                yield from find_changes(old[key], new[key], (*path, key), (*before, key))
    elif isinstance(old, list) and isinstance(new, list) and any(isinstance(item, Mapping) for item in (*old, *new)):
        yield from _items(old, new, path, before)
    elif not same(old, new):
        yield Change(path, "changed", old, new, before)


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same."""
    if isinstance(old, str) and isinstance(new, str):
        return old == new or ("\n" in old + new and flow(old) == flow(new))
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return old.keys() == new.keys() and all(same(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same, old, new))
    return type(old) is type(new) and old == new


def leaves(value: Any, path: Field = ()) -> Iterator[tuple[Field, Any]]:
    """Every value below, with its path; an empty mapping or list is a value too."""
    items: Any = ()
    if isinstance(value, Mapping):
        items = value.items()
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        items = enumerate(value)
    if not items:
        yield path, value
    for key, item in items:
        yield from leaves(item, (*path, key))


def _together(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The keys of both sides: in the new order, a removed one behind the one that it stood behind."""
    found = list(new)
    for index, key in enumerate(old):
        if key not in new:
            after = next((found.index(other) + 1 for other in reversed(old[:index]) if other in found), 0)
            found.insert(after, key)
    return found


def _items(old: list[Any], new: list[Any], path: Field, before: Field) -> Iterator[Change]:
    pairs = _pair(old, new)
    partner = dict(pairs)
    moved = {a for a, _ in pairs} - _in_order(pairs)
    told: set[int] = set()
    for index, item in enumerate(new):
        was = next((a for a, b in pairs if b == index), None)
        if was is None:
            yield Change((*path, index), "added", None, item, (*before, index))
            continue
        for gone in range(was):
            if gone not in partner and gone not in told and all(a in told or a not in partner for a in range(gone)):
                told.add(gone)
                yield Change((*path, gone), "removed", old[gone], None, (*before, gone))
        told.add(was)
        if was in moved:
            yield Change((*path, index), "moved", was + 1, index + 1, (*before, was))
        yield from find_changes(old[was], item, (*path, index), (*before, was))
    for gone in range(len(old)):
        if gone not in partner and gone not in told:
            yield Change((*path, gone), "removed", old[gone], None, (*before, gone))


def _pair(old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
    """Which item of the old list is which of the new: the same ones, those of one name, those that are most alike."""
    pairs: list[tuple[int, int]] = []

    def free() -> tuple[list[int], list[int]]:
        taken_old, taken_new = {a for a, _ in pairs}, {b for _, b in pairs}
        return [a for a in range(len(old)) if a not in taken_old], [b for b in range(len(new)) if b not in taken_new]

    for key_of in (_exact, *(lambda item, names=names: _name(item, names) for names in NAMED_BY)):
        left, right = free()
        for a in left:
            key = key_of(old[a])
            match = next((b for b in right if key is not None and key_of(new[b]) == key), None)
            if match is not None:
                right.remove(match)
                pairs.append((a, match))
    left, right = free()
    scores = sorted((-_likeness(old[a], new[b]), abs(a - b), a, b) for a in left for b in right)
    for score, _, a, b in scores:
        if -score >= ALIKE and a in left and b in right:
            left.remove(a)
            right.remove(b)
            pairs.append((a, b))
    return sorted(pairs, key=lambda pair: pair[1])


def _exact(item: Any) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False)


def _name(item: Any, names: tuple[str, ...]) -> str | None:
    if not isinstance(item, Mapping) or not all(name in item for name in names):
        return None
    return _exact([item[name] for name in names])


def _likeness(old: Any, new: Any) -> float:
    """The share of values that two items have in common, at the same path."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return 0.0
    before, after = ({(path, _exact(value)) for path, value in leaves(side)} for side in (old, new))
    return 2 * len(before & after) / max(1, len(before) + len(after))


def _in_order(pairs: list[tuple[int, int]]) -> set[int]:
    """The most items that stand in the order that they had, by their old index."""
    best: list[list[int]] = []
    for a, _ in pairs:
        longest = max((run for run in best if run[-1] < a), key=len, default=[])
        best.append([*longest, a])
    return set(max(best, key=len, default=[]))
