"""A text in several languages as rows of a table, so that what belongs together starts at the same height.

A row holds one paragraph of each language, or one list: a list in pieces would be many lists of one item to who listens
to it. Translations that are not built alike (a paragraph made into two, a text still to come) stay in one row: which of
their paragraphs belong together nobody can tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from .blocks import Block

LISTED = frozenset(("number", "letter", "bullet", "continue"))


def build_rows(texts: Mapping[str, Sequence[Block]]) -> list[dict[str, Any]]:
    """The rows of a text: the blocks of each language, and `leads`: whether the row after it should be on its page,
    as that of a list below its first words is."""
    pieces = {language: _pieces(blocks) for language, blocks in texts.items()}
    built = {tuple(tuple((b.kind, b.level) for b in piece) for piece in made) for made in pieces.values()}
    if len(built) > 1:
        return [{**{language: list(blocks) for language, blocks in texts.items()}, "leads": False}]
    kinds = [piece[0][0] for piece in next(iter(built), ())]
    below = [*(kind in LISTED or kind == "table" for kind in kinds[1:]), False]
    return [
        {**{language: made[index] for language, made in pieces.items()}, "leads": kind == "paragraph" and below[index]}
        for index, kind in enumerate(kinds)
    ]


def _pieces(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks cut into paragraphs and tables, with those of a list together."""
    numbered = enumerate(blocks)
    return [
        [block for _, block in group]
        for _, group in groupby(numbered, lambda item: -1 if item[1].kind in LISTED else item[0])
    ]
