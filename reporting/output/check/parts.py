"""Where in a combined PDF each document begins, by what the documents say and not by what the PDF says of itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Mapping

from .reading import Block, Table, build_paragraphs
from .word import WordFile

_WINDOW = 30  # blocks of a document that its beginning is known by
_SHIFT = 3  # blocks that may be lost or added among them
# A block that stands in the PDF so often or less tells where to look for the document that it is of.
_RARE = 4
_Score = tuple[int, int, int]
# What a way of placing is worth, and its starts, the last one first: (start or None, those before).
_Way = tuple[_Score, tuple | None]


def find_begins(words: list[WordFile], blocks: list[Block]) -> list[int]:
    """The index of each document's first block, in the order of `words`.

    A document begins with the first block of a page. Of all ways to place the documents one after the other, the one
    is taken in which the most of their first blocks follow, so that a lost first paragraph hides no beginning. A
    document of which nothing is found is empty: it begins where the next one does.

    In a thousand letters most paragraphs stand everywhere: a document is looked for near its rare ones, where it has
    any in the PDF.
    """
    starts = [i for i, block in enumerate(blocks) if i == 0 or block.page != blocks[i - 1].page]
    keys = [_build_key(block) for block in blocks]
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    best: list[_Way] = [((0, 0, 0), None)] * (len(starts) + 1)
    for word in words:
        wanted = [_build_key(block) for block in word.blocks[:_WINDOW]]
        beside = {_build_key(frame) for frame in word.frames}
        possible = _possible(wanted, beside, places, starts)
        placed: list[_Way] = [(best[0][0], (None, best[0][1]))]
        for number, start in enumerate(starts):
            choices: list[_Way] = [placed[number], (best[number + 1][0], (None, best[number + 1][1]))]
            if number in possible:
                before, found = best[number][0], _score(wanted, beside, keys, start)
                score = before[0] + found[0], before[1] + found[1], before[2] + found[2]
                choices.append((score, (start, best[number][1])))
            placed.append(max(choices, key=lambda choice: choice[0]))
        best = placed
    begins, begin, way = [], len(blocks), best[-1][1]
    while way is not None:
        start, way = way
        begin = begin if start is None else start
        begins.append(begin)
    return begins[::-1]


def _possible(
    wanted: list[str], beside: set[str], places: Mapping[str, list[int]], starts: list[int]
) -> Container[int]:
    """The numbers of the starts that the document may begin at."""
    reach = _SHIFT + len(beside)
    found: set[int] = set()
    for offset, key in enumerate(wanted):
        if 0 < len(places.get(key, ())) <= _RARE:
            for place in places[key]:
                first = bisect_left(starts, place - offset - reach)
                found.update(range(first, bisect_right(starts, place - offset + reach)))
    return found or range(len(starts))


def _score(wanted: list[str], beside: set[str], keys: list[str], start: int) -> _Score:
    """How many blocks follow about where they should, whether the first is one of the first, how little they moved."""
    reach = _SHIFT + len(beside)
    followed = moved = 0
    for place, key in enumerate(wanted, start):
        within = range(max(start, place - reach), min(len(keys), place + reach + 1))
        near = [abs(at - place) for at in within if keys[at] == key]
        followed += bool(near)
        moved += min(near, default=reach)
    opens = keys[start] in wanted[: _SHIFT + 1] or keys[start] in beside
    return followed, bool(followed) and opens, -moved if followed else 0


def _build_key(block: Block) -> str:
    """What a block says; of a table its first rows."""
    head = Table(block.rows[:2], block.spot) if isinstance(block, Table) else block
    return "".join(paragraph.key for paragraph in build_paragraphs([head]))
