"""Where in a combined PDF each document begins, by what the documents say and not by what the PDF says of itself."""

from __future__ import annotations

from .reading import Block, Table, build_paragraphs
from .word import WordFile

_WINDOW = 30  # blocks of a document that its beginning is known by


def find_begins(words: list[WordFile], blocks: list[Block]) -> list[int]:
    """The index of each document's first block, in the order of `words`.

    A document begins with the first block of a page. Of all ways to place the documents one after the other, the one
    is taken in which the most of their first paragraphs follow, so that a lost first paragraph hides no beginning. A
    document of which nothing is found is empty: it begins where the next one does.
    """
    starts = [i for i, block in enumerate(blocks) if i == 0 or block.page != blocks[i - 1].page]
    keys = [_build_keys([block]) for block in blocks]
    best: list[tuple[int, list[int | None]]] = [(0, [])] * (len(starts) + 1)
    for word in words:
        wanted = _build_keys(word.blocks[:_WINDOW] + word.frames)
        size = min(_WINDOW, len(word.blocks) + len(word.frames))
        placed = [(best[0][0], [*best[0][1], None])]
        for number, start in enumerate(starts):
            follows = len(wanted.intersection(frozenset().union(*keys[start : start + size])))
            score = best[number][0] + 2 * follows + (not wanted.isdisjoint(keys[start]))
            unplaced = best[number + 1][0], [*best[number + 1][1], None]
            choices = placed[number], unplaced, (score, [*best[number][1], start])
            placed.append(max(choices, key=lambda choice: choice[0]))
        best = placed
    begins, begin = [], len(blocks)
    for start in reversed(best[-1][1]):
        begin = begin if start is None else start
        begins.insert(0, begin)
    return begins


def _build_keys(blocks: list[Block]) -> frozenset[str]:
    """What the blocks say; of a table its first rows."""
    heads = [Table(block.rows[:2], block.spot) if isinstance(block, Table) else block for block in blocks]
    return frozenset(paragraph.key for paragraph in build_paragraphs(heads))
