"""Two sequences of paragraphs, and two texts, laid side by side; bounded in time whatever a file holds.

Paragraphs that stand once in both and are the same are fixed points. Between two of these, the pairing is the one in
which least is written anew: to change a paragraph costs as much as its words differ, to drop or add one a little more
than half of changing all of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

DROP = 0.6
MOST_CELLS = 400_000  # of the table of costs between two fixed points
MOST_TOKENS = 4_000_000  # of one text times another
TOKENS = re.compile(r"[^\W_]+|.", re.DOTALL)

Pair = tuple[int | None, int | None]
Op = tuple[str, int, int, int, int]  # as of difflib: what, and from where to where in both


def align(ours: Sequence[str], theirs: Sequence[str]) -> list[Pair]:
    """Which text of `ours` became which of `theirs`, in the order of both; None where one has no counterpart."""
    pairs: list[Pair] = []
    at, other = 0, 0
    for left, right in [*_fixed(ours, theirs), (len(ours), len(theirs))]:
        pairs += _between(ours, theirs, (at, left), (other, right))
        if left < len(ours):
            pairs.append((left, right))
        at, other = left + 1, right + 1
    return pairs


def _fixed(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of texts that stand once in both, in the order of both (patience sorting)."""
    once = {text for text, count in Counter(ours).items() if count == 1 and text.strip()}
    once &= {text for text, count in Counter(theirs).items() if count == 1}
    places = {text: index for index, text in enumerate(theirs) if text in once}
    both = [(index, places[text]) for index, text in enumerate(ours) if text in once]
    piles: list[int] = []  # positions in `both` of the tops
    before: list[int] = [-1] * len(both)
    tops: list[int] = []
    for position, (_, value) in enumerate(both):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tops[middle] < value else (low, middle)
        before[position] = piles[low - 1] if low else -1
        tops[low : low + 1] = [value]
        piles[low : low + 1] = [position]
    row: list[tuple[int, int]] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        row.append(both[at])
        at = before[at]
    return row[::-1]


def _between(ours: Sequence[str], theirs: Sequence[str], left: tuple[int, int], right: tuple[int, int]) -> list[Pair]:
    (i, end), (j, stop) = left, right
    head: list[Pair] = []
    while i < end and j < stop and ours[i] == theirs[j]:
        head.append((i, j))
        i, j = i + 1, j + 1
    tail: list[Pair] = []
    while i < end and j < stop and ours[end - 1] == theirs[stop - 1]:
        end, stop = end - 1, stop - 1
        tail.append((end, stop))
    if i == end or j == stop:
        middle: list[Pair] = [*((k, None) for k in range(i, end)), *((None, k) for k in range(j, stop))]
    elif (end - i) * (stop - j) > MOST_CELLS:
        middle = _coarse(ours[i:end], theirs[j:stop], i, j)
    else:
        middle = _cheapest(ours[i:end], theirs[j:stop], i, j)
    return [*head, *middle, *tail[::-1]]


def _coarse(ours: Sequence[str], theirs: Sequence[str], i: int, j: int) -> list[Pair]:
    """Where there is too much to weigh: equal texts in order, by difflib with its own shortcuts."""
    pairs: list[Pair] = []
    for tag, a, b, c, d in SequenceMatcher(None, list(ours), list(theirs)).get_opcodes():
        both = min(b - a, d - c) if tag in ("equal", "replace") else 0
        pairs += [(i + a + k, j + c + k) for k in range(both)]
        pairs += [(i + k, None) for k in range(a + both, b)]
        pairs += [(None, j + k) for k in range(c + both, d)]
    return pairs


def _cheapest(ours: Sequence[str], theirs: Sequence[str], i: int, j: int) -> list[Pair]:
    bags, others = [_bag(text) for text in ours], [_bag(text) for text in theirs]
    width = len(others) + 1
    costs = [[DROP * column for column in range(width)]]
    for row, bag in enumerate(bags, 1):
        line = [DROP * row]
        above = costs[-1]
        for column, other in enumerate(others, 1):
            change = above[column - 1] + _distance(bag, other, ours[row - 1] == theirs[column - 1])
            line.append(min(change, above[column] + DROP, line[-1] + DROP))
        costs.append(line)
    pairs: list[Pair] = []
    row, column = len(bags), len(others)
    while row or column:
        here = costs[row][column]
        if row and column:
            same = ours[row - 1] == theirs[column - 1]
            if abs(here - costs[row - 1][column - 1] - _distance(bags[row - 1], others[column - 1], same)) < 1e-9:
                row, column = row - 1, column - 1
                pairs.append((i + row, j + column))
                continue
        if row and abs(here - costs[row - 1][column] - DROP) < 1e-9:
            row -= 1
            pairs.append((i + row, None))
        else:
            column -= 1
            pairs.append((None, j + column))
    return pairs[::-1]


Bag = tuple[Counter[str], int]


def _bag(text: str) -> Bag:
    words = Counter(re.findall(r"[^\W_]+", text.casefold())) or Counter(text.split())
    return words, sum(words.values())


def _distance(ours: Bag, theirs: Bag, same: bool) -> float:
    if same:
        return 0.0
    if not ours[1] or not theirs[1]:  # a paragraph emptied, or an empty one filled: only where nothing else is it
        return 2 * DROP - 0.05 if ours[1] != theirs[1] else 0.2
    few, many = sorted((ours[0], theirs[0]), key=len)
    shared = sum(min(count, many[word]) for word, count in few.items() if word in many)
    return 1.0 - 0.9 * (2 * shared / (ours[1] + theirs[1]))


def likeness(ours: str, theirs: str) -> float:
    """From 0 to 1, how much of two texts is the same words."""
    a, b = _bag(ours), _bag(theirs)
    if not a[1] or not b[1]:
        return float(a[1] == b[1])
    return 2 * (a[0] & b[0]).total() / (a[1] + b[1])


def differ(old: str, new: str) -> list[Op]:
    """What of a text is the same in another and what is not, word by word, as offsets of characters."""
    if old == new:
        return [("equal", 0, len(old), 0, len(new))] if old else []
    ours, theirs = TOKENS.findall(old), TOKENS.findall(new)
    head = 0
    while head < min(len(ours), len(theirs)) and ours[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(ours), len(theirs)) - head and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    inner, other = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if len(inner) * len(other) > MOST_TOKENS or not inner or not other:
        tag = "replace" if inner and other else "delete" if inner else "insert"
        ops: list[Op] = [(tag, 0, len(inner), 0, len(other))]
    else:
        ops = SequenceMatcher(None, inner, other, autojunk=False).get_opcodes()  # type: ignore[assignment]
    ops = [
        *([("equal", 0, head, 0, head)] if head else []),
        *((tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in ops),
        *([("equal", len(ours) - tail, len(ours), len(theirs) - tail, len(theirs))] if tail else []),
    ]
    return _in_characters(_joined(ops, ours), ours, theirs)


def _joined(ops: list[Op], ours: list[str]) -> list[Op]:
    """Two words changed with a blank between them are one change."""
    found: list[Op] = []
    for op in ops:
        tag, _, b, _, d = op
        if tag == "replace" and len(found) > 1 and found[-2][0] == "replace":
            between, before = found[-1], found[-2]
            if between[2] - between[1] == 1 and ours[between[1]].isspace():
                found[-2:] = [("replace", before[1], b, before[3], d)]
                continue
        found.append(op)
    return found


def _in_characters(ops: list[Op], ours: list[str], theirs: list[str]) -> list[Op]:
    left, right = _offsets(ours), _offsets(theirs)
    return [(tag, left[a], left[b], right[c], right[d]) for tag, a, b, c, d in ops]


def _offsets(tokens: list[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found
