"""Where in a combined PDF each document begins, by what the documents say and not by what the PDF says of itself."""

from __future__ import annotations

from .reading import Block, Table, build_paragraphs
from .word import WordFile

_WINDOW = 30  # blocks of a document that its beginning is known by
_SHIFT = 3  # blocks that may be lost or added among them
_Score = tuple[int, int, int]


def find_begins(words: list[WordFile], blocks: list[Block]) -> list[int]:
    """The index of each document's first block, in the order of `words`.

    A document begins with the first block of a page. Of all ways to place the documents one after the other, the one
    is taken in which the most of their first blocks follow, so that a lost first paragraph hides no beginning. A
    document of which nothing is found is empty: it begins where the next one does.
    """
    starts = [i for i, block in enumerate(blocks) if i == 0 or block.page != blocks[i - 1].page]
    keys = [_build_key(block) for block in blocks]
    best: list[tuple[_Score, list[int | None]]] = [((0, 0, 0), [])] * (len(starts) + 1)
    for word in words:
        wanted = [_build_key(block) for block in word.blocks[:_WINDOW]]
        beside = {_build_key(frame) for frame in word.frames}
        placed = [(best[0][0], [*best[0][1], None])]
        for number, start in enumerate(starts):
            before, found = best[number][0], _score(wanted, beside, keys, start)
            score = before[0] + found[0], before[1] + found[1], before[2] + found[2]
            unplaced = best[number + 1][0], [*best[number + 1][1], None]
            choices = placed[number], unplaced, (score, [*best[number][1], start])
            placed.append(max(choices, key=lambda choice: choice[0]))
        best = placed
    begins, begin = [], len(blocks)
    for start in reversed(best[-1][1]):
        begin = begin if start is None else start
        begins.insert(0, begin)
    return begins


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
