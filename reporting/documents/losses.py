"""What a text says and its tree does not: Markdown leaves out, without a word, more than one would think.

Definitions that nothing points to, surplus cells of a table's row, the address of a link without words: whatever it
is, every letter and digit of the source must be in the tree, or be markup of the subset; the rest is found here.
Characters that no document should hold are found here too, also where an entity (`&#xE000;`) hides one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from unicodedata import normalize

from ..yamlfile.characters import UNWANTED
from .pandoc import UNREAD, Tree
from .pieces import FILL

_LINK_END = re.compile(r"[*_]*\]\(.*\)", re.DOTALL)
_SPAN_END = re.compile(r"[*_]*\]\{.*\}", re.DOTALL)
_MARKER = re.compile(r"(?:\(?(?:[0-9]+|[A-Za-z]+)[.)]|[-+*])[ ]*$")
_DEFINITION = re.compile(r"(?:[ ]|[-+*]|\(?\w{1,9}[.)])*(\[(\^?)([^\]]+)\]:)")
_SHOWN = 40
# Beside what no case file may hold: tabs and carriage returns, whose width nobody sees; what stands for a character
# that could not be read, or for an object; signs that turn the direction of reading, so that words change places.
_ODD = re.compile(f"{UNWANTED.pattern}|[\t\r\ufffd{FILL}]")


class Loss(NamedTuple):
    """What is wrong (a code of a problem), where in the text, and the words concerned."""

    code: str
    line: int
    column: int
    words: str


def find_losses(text: str, tree: Tree) -> Iterator[Loss]:
    """Every line's first letters or digits that are neither in the tree nor markup, and every odd character."""
    if tree and tree[0].get("what") in UNREAD:
        return
    cover = _Cover(normalize("NFC", text))  # pandoc reads it so
    cover.blocks(tree)
    yield from cover.odd
    if "\t" in text or "\r" in text:
        return  # columns cannot be told
    seen: set[str] = set()
    defining = False
    for index, line in enumerate(cover.lines):
        definition = _DEFINITION.match(line)
        label = definition and definition.group(2) + definition.group(3)
        if definition and label in cover.labels and label not in seen:
            cover.cover([index + 1, definition.start(1) + 1], len(definition.group(1)))
            seen.add(label)
        column = cover.first(index)
        if column is None:
            defining = defining and not line.strip()
        elif definition:
            defining = True
            code = _DEFINING[label in seen if definition.group(2) else None]
            yield Loss(code, index + 1, definition.start(1) + 1, definition.group(3))
        elif not defining:
            end = next((at for at in range(column, len(line)) if cover.seen[index][at]), len(line))
            yield Loss("markdown-lost", index + 1, column + 1, line[column:end].strip(" |")[:_SHOWN])


_DEFINING = {None: "markdown-definition", False: "note-unused", True: "note-twice"}


class _Cover:
    """Which characters of the source are accounted for."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.seen = [bytearray(len(line)) for line in self.lines]
        self.labels: set[str] = set()
        self.end = [1, 1]
        self.odd = [
            Loss("markdown-character", row, found.start() + 1, f"U+{ord(found.group()):04X}")
            for row, line in enumerate(self.lines, 1)
            for found in _ODD.finditer(line)
        ]

    def cover(self, at: list[int], width: int) -> None:
        self.end = [at[0], at[1] + width]
        if at[0] <= len(self.lines):
            row = self.seen[at[0] - 1]
            first, last = min(at[1] - 1, len(row)), min(at[1] - 1 + width, len(row))
            row[first:last] = b"\1" * (last - first)

    def reach(self, to: list[int]) -> None:
        """Covers everything up to a spot."""
        line, column = self.end
        while line < to[0] and line <= len(self.lines):
            self.cover([line, column], len(self.lines[line - 1]))
            line, column = line + 1, 1
        self.cover([line, column], to[1] - column)

    def between(self, at: list[int], to: list[int]) -> str:
        lines = self.lines[at[0] - 1 : to[0]]
        if not lines:
            return ""
        if at[0] == to[0]:
            return lines[0][at[1] - 1 : to[1] - 1]
        return "\n".join([lines[0][at[1] - 1 :], *lines[1:-1], lines[-1][: to[1] - 1]])

    def first(self, index: int) -> int | None:
        """The 0-based column of a line's first letter, digit or sign outside ASCII that is not accounted for."""
        row, line = self.seen[index], self.lines[index]
        for column, character in enumerate(line):
            if not row[column] and (character.isalnum() or (character > "~" and not character.isspace())):
                return column
        return None

    def blocks(self, tree: Tree) -> None:
        for node in tree:
            kind = node["k"]
            if kind == "para":
                self.inlines(node["in"])
            elif kind == "list":
                for item in node["items"]:
                    self.item(item)
            elif kind == "table":
                for cell in (*node["header"], *(cell for row in node["rows"] for cell in row)):
                    self.blocks(cell)
            else:
                self.outside(node)

    def item(self, item: Tree) -> None:
        if item:
            line, column = item[0]["at"]
            if line <= len(self.lines) and (marker := _MARKER.search(self.lines[line - 1][: column - 1])):
                self.cover([line, marker.start() + 1], marker.end() - marker.start())
        self.blocks(item)

    def inlines(self, nodes: list[dict[str, Any]]) -> None:
        for node in nodes:
            kind = node.get("k", "text")
            if kind == "text":
                self.text(node)
            elif kind in ("emph", "strong"):
                self.emphasis(node)
                self.inlines(node["in"])
            elif kind in ("link", "span"):
                self.end = node["at"]
                self.inlines(node["in"])
                ending = self.between(self.end, node["to"])
                if (_LINK_END if kind == "link" else _SPAN_END).fullmatch(ending) and (kind == "span" or node["in"]):
                    self.reach(node["to"])
            elif kind == "note":
                self.labels.add(self.between(node["at"], node["to"])[1:-1])
                self.outside(node)
                self.blocks(node["blocks"])
                self.end = node["to"]
            elif kind == "outside":
                self.outside(node)

    def emphasis(self, node: dict[str, Any]) -> None:
        """Tells of marks inside a word: `2*3 en 4*5` would print as `23 en 45`."""
        (line, column), (last, end) = node["at"], node["to"]
        before = self.between([line, max(column - 1, 1)], [line, column])
        after = self.between([last, end], [last, end + 1])
        if before.isalnum() or after.isalnum():
            words = " ".join(self.between(node["at"], node["to"]).split())
            self.odd.append(Loss("markdown-emphasis", line, column, words[:_SHOWN]))

    def text(self, node: dict[str, Any]) -> None:
        at, words = node["at"], node["t"].rstrip("\n")
        if "w" not in node and self.between(at, [at[0], at[1] + len(words)]) != words:
            return
        self.cover(at, node.get("w", len(words)))
        if "raw" in node and (hidden := _ODD.search(words)) and not _ODD.search(self.between(at, self.end)):
            self.odd.append(Loss("markdown-character", *at, f"U+{ord(hidden.group()):04X}"))

    def outside(self, node: dict[str, Any]) -> None:
        """An element that is told of elsewhere, or is a mark as a whole."""
        self.end = node["at"]
        self.reach(node["to"])
