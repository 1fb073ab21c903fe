"""What several desks did to the same sentence, side by side: the same change is agreed, other ones conflict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .changes import PARAGRAPH_END, Change
from .homes import Home

# Where a sentence ends: a full stop or the like with a blank behind it and no small letter after that.
SENTENCE_END = re.compile(r"(?<=[.!?:;])[»”’\")]*\s+(?=[^a-z\s])|\n|\u2029")


@dataclass(frozen=True)
class Told:
    """A change with its homes, the `sentence` it is in as that was sent, and how that would read by this change alone.

    `file`: the returned file it is from, by number. `group`: the changes of several desks to one sentence have the same
    number, 0 is none; `standing`: `alone`, `agreed` (all do the same) or `conflict`.
    """

    change: Change
    homes: tuple[Home, ...]
    file: int
    document: str
    version: str
    sentence: str = ""
    becomes: str = ""
    group: int = 0
    standing: str = "alone"


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds those characters begins and ends; of several, from the first to the last."""
    edges = [0]
    for found in SENTENCE_END.finditer(text):
        edges.append(found.end())
    edges.append(len(text))
    low = max(edge for edge in edges if edge <= start)
    if start == end == len(text) and len(edges) > 2 and low == len(text):
        low = edges[-2]
    high = min((edge for edge in edges if edge >= end and edge > low), default=len(text))
    return low, high


def _keys(told: Told, texts: dict[tuple[str, str, str, int], str]) -> Iterator[Hashable]:
    """What two changes of one sentence have in common: its place in a version, or its words and their field."""
    if told.change.kind in ("layout", "comment", "spacing"):
        return
    for span in told.change.spans:
        text = texts.get((told.document, told.version, span.part, span.number), "")
        low, high = sentence_bounds(text, span.start, span.end)
        for begin, stop in _each(text, low, high):
            yield "place", told.document, told.version, span.part, span.number, begin
            words = " ".join(text[begin:stop].split())
            for home in told.homes:
                if words and home.field:
                    yield "words", home.file, home.field, words


def _each(text: str, low: int, high: int) -> list[tuple[int, int]]:
    edges = [low, *(m.end() for m in SENTENCE_END.finditer(text) if low < m.end() < high), high]
    return list(pairwise(edges))


def find_groups(changes: Sequence[Told], texts: dict[tuple[str, str, str, int], str]) -> list[tuple[int, str]]:
    """For each change its group and standing. `texts`: paragraphs as sent, by document, version, part and number."""
    parent = list(range(len(changes)))

    def top(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[Hashable, int] = {}
    for number, told in enumerate(changes):
        for key in _keys(told, texts):
            parent[top(number)] = top(first.setdefault(key, number))
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(changes)):
        members[top(number)].append(number)
    found = [(0, "alone")] * len(changes)
    count = 0
    for group in members.values():
        files = {changes[number].file for number in group}
        if len(files) < 2 and not any(changes[number].change.over for number in group):
            continue
        if len(group) < 2:
            continue
        count += 1
        done = {file: {_act(changes[n].change) for n in group if changes[n].file == file} for file in files}
        agreed = len(files) > 1 and all(acts == next(iter(done.values())) for acts in done.values())
        for number in group:
            found[number] = (count, "agreed" if agreed else "conflict")
    return found


def _act(change: Change) -> tuple[Hashable, ...]:
    return change.spans, change.old.strip(PARAGRAPH_END), change.new.strip(PARAGRAPH_END), change.kind == "moved"
