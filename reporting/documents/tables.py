"""Tables of what follows from the records."""

from __future__ import annotations

from collections.abc import Sequence

from .blocks import Block, Table, Text
from .prose import widths_of

Cell = tuple[Block, ...]


def cell(*texts: Text) -> Cell:
    """A cell with a paragraph for each text that is not empty; of none, an empty one."""
    return tuple(Block("paragraph", text) for text in texts if text) or (Block("paragraph"),)


def build_table(
    header: Sequence[Text],
    rows: Sequence[Sequence[Cell]],
    *numbers: int,
    widths: tuple[float, ...] = (),
    together: bool = False,
) -> Block:
    """A table; the columns that `numbers` names stand to the right. `widths`: their shares, else as cells ask.

    `together`: whether it is kept on one page, where it fits on one.
    """
    head = tuple(cell(text) for text in header)
    body = tuple(tuple(row) for row in rows)
    align = tuple("right" if index in numbers else "left" for index in range(len(head)))
    return Block("table", table=Table(head, body, align, widths or widths_of([head, *body]), together))
