"""The tree of a YAML file: plain values with the spot where each of them stands.

A tree is at most `reader.DEEPEST` levels deep, so walking it by recursion is safe.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["mapping", "sequence", "scalar"]

# The plain scalars that are not text. Everything else keeps the characters that were typed: a dossier number `010`,
# a month `2023-09`, a time `12:30` and the word `no` never change.
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Node:
    """One value of the file.

    `value`: the text of a scalar, the nodes of a sequence, or the nodes of a mapping by key.
    `line`, `column`: where the value begins, 1-based, in characters; for a quoted text its quote, for a block its `|`.
    `start`, `end`: the same as 0-based offsets in the file's text.
    `style`: of a scalar: `""` plain, `'`, `"`, `|` or `>`; of a mapping or sequence: `"flow"` in brackets, else `""`.
    `keys`: of a mapping: line and column of each key.
    `source`: the whole text of the file, a byte-order mark left out; on the root only.
    """

    kind: Kind
    value: str | list[Node] | dict[str, Node]
    line: int
    column: int
    start: int
    end: int
    style: str = ""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    source: str = field(default="", repr=False)


def to_data(node: Node | None) -> Any:
    """The values alone: dict, list, str, bool, None.

    A scalar is the text as typed (numbers and dates too: a model that wants an `int` reads it from the text), save
    that plain `true` and `false` give a bool and plain `null`, `~` and nothing at all give None. No node gives None.
    """
    if node is None:
        return None
    if isinstance(node.value, dict):
        return {key: to_data(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [to_data(child) for child in node.value]
    return node.value if node.style else WORDS.get(node.value, node.value)
