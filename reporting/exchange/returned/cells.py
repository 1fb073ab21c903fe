"""Paragraphs that stand word for word where they did in reading order, and yet in another cell, or out of the table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from .units import Unit

Key = TypeVar("Key")
Row = tuple[int, int] | None  # table and row; None outside tables


def mark_shifted(pairs: Sequence[tuple[Unit, Unit]], ours: Iterable[Unit], theirs: Iterable[Unit]) -> None:
    """Marks as `moved` each unit of `theirs` that is no longer in the cell that its counterpart is in.

    Which row became which, and in rows that have not as many cells as they had which cell, is what most of the words
    say. A unit whose words changed is told at its place anyway.
    """
    if not any(unit.first.row for pair in pairs for unit in pair):
        return
    rows = _matched(((_row(a), _row(b)), len(a.text)) for a, b in pairs if a.text == b.text)
    before, after = _columns(ours), _columns(theirs)
    boxes = _matched(((a.first.box, b.first.box), len(a.text)) for a, b in pairs if a.text == b.text)
    for a, b in pairs:
        if a.text != b.text or not a.text.strip() or not (a.first.row or b.first.row):
            continue
        row, other = _row(a), _row(b)
        if rows.get(row) != other:
            b.moved = True
        elif a.first.row and b.first.row and len(before[row]) == len(after[other]):
            b.moved = b.moved or before[row].index(a.first.row[2]) != after[other].index(b.first.row[2])
        else:
            b.moved = b.moved or boxes.get(a.first.box) != b.first.box


def _row(unit: Unit) -> Row:
    return unit.first.row[:2] if unit.first.row is not None else None


def _columns(units: Iterable[Unit]) -> dict[Row, list[int]]:
    """The cells of each row, those left out that were added with tracking."""
    found: dict[Row, set[int]] = defaultdict(set)
    for unit in units:
        if unit.first.row is not None:
            found[_row(unit)].add(unit.first.row[2])
    return {row: sorted(columns) for row, columns in found.items()}


def _matched(weighed: Iterable[tuple[tuple[Key, Key], int]]) -> dict[Key, Key]:
    """Of each its counterpart, each once: where the most words went, first."""
    weights: Counter[tuple[Key, Key]] = Counter()
    for pair, weight in weighed:
        weights[pair] += weight + 1
    found: dict[Key, Key] = {}
    taken: set[Key] = set()
    for (one, other), _ in weights.most_common():
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found
