"""What begins and ends anywhere in a part, also between its paragraphs: moves, and the ranges of comments."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from ...output.word.ooxml import W
from .pieces import plain

SURVEYED = [
    W + name
    for name in (
        "p moveFrom moveTo moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd commentRangeStart "
        "commentRangeEnd"
    ).split()
]


class Survey:
    """`moves`: the name of the move that a revision is of; `loose`: the comments that begin before a paragraph or end
    after it, each with `start` or `end`."""

    def __init__(self, root: etree._Element) -> None:
        self.moves: dict[etree._Element, str] = {}
        self.loose: dict[etree._Element, list[tuple[str, str]]] = defaultdict(list)
        moving: dict[str, str] = {}
        waiting: list[tuple[str, str]] = []
        paragraph = None
        ends: list[etree._Element] = []  # marks of the paragraph, which stand before the move that they are of begins
        for node in root.iter(*SURVEYED):
            local, key = etree.QName(node).localname, node.get(W + "id", "")
            if local == "p":
                paragraph = node
                self.loose[node] += waiting
                waiting, ends = [], []
            elif local in ("moveFromRangeStart", "moveToRangeStart"):
                moving[key] = plain(node.get(W + "name") or "")[:80]
            elif local in ("moveFromRangeEnd", "moveToRangeEnd"):
                moving.pop(key, None)
            elif local in ("moveFrom", "moveTo"):
                self.moves[node] = name = next(reversed(moving.values()), "") or local
                if node.getparent().tag == W + "rPr":
                    ends.append(node)
                else:
                    self.moves |= dict.fromkeys(ends, name)
            elif next(node.iterancestors(W + "p"), None) is None:
                if local == "commentRangeStart" or paragraph is None:
                    waiting.append((key, "start" if local == "commentRangeStart" else "end"))
                else:
                    self.loose[paragraph].append((key, "end"))
