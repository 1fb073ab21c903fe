"""Prose to blocks: the subset of Markdown that case files may use, with citations and notes.

Paragraphs, emphasis, lists (`1.`, `a)`, `-`, nested), tables, links, notes (`^[text]` or `[^1]` with its text below),
citations (`[@key]`, `[zie @key, p. 3; @other]`) and language spans (`[mot]{lang=fr}`). Anything else is a problem
with its line: nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..places import Place
from .blocks import Block, Table, Text
from .notes import Reading

if TYPE_CHECKING:
    from .scope import Scope

_LISTS = {"Bullet": "bullet", "Decimal": "number", "LowerAlpha": "letter"}
_FIRST = {"1", "a"}
_MARKER = re.compile(r"([0-9]+|[a-z])[.)]\s*$")
_EMPTY = re.compile(r"\s*(?:[-+*]|\(?\w{1,9}[.)])\s*$")
_DEEPEST = 3


def build_blocks(text: str, place: Place, scope: Scope) -> list[Block]:
    """The blocks of a text in the scope's language. Faults go to the scope's problems."""
    return list(_Blocks(text, place, scope).blocks(scope.trees[text], 0))


def build_line(text: str, place: Place, scope: Scope) -> Text:
    """The text of a line: one paragraph. More than that is the problem `line-only`."""
    blocks = build_blocks(text, place, scope)
    if len(blocks) != 1 or blocks[0].kind != "paragraph":
        second = scope.trees[text][1:2] if blocks and blocks[0].kind == "paragraph" else scope.trees[text][:1]
        scope.warn("line-only", place.at(*second[0]["at"]) if second else place)
    return blocks[0].text if blocks else Text()


class _Blocks(Reading):
    """The blocks of a text being read."""

    def blocks(self, tree: list[dict[str, Any]], level: int) -> Iterator[Block]:
        for node in tree:
            if node["k"] == "para":
                yield Block("paragraph", Text(self.paragraph(node["in"])))
            elif node["k"] == "list":
                yield from self.items(node, level + 1)
            elif node["k"] == "table":
                yield Block("table", table=self.table(node))
            else:
                self.outside(node)

    def items(self, node: dict[str, Any], level: int) -> Iterator[Block]:
        kind = _LISTS.get(node["style"])
        if kind is None:
            self.warn("markdown-list-kind", node["at"])
            return
        if level > _DEEPEST:
            self.warn("markdown-list-deep", node["at"])
        self.check_numbers(node)
        list_id = next(self.scope.lists)
        begun = tuple(node["at"])
        for item in node["items"]:
            first = True
            for block in self.blocks(item, level):
                if block.kind == "paragraph":
                    block = replace(block, kind=kind if first else "continue", level=level)
                    if first:
                        block = replace(block, list_id=list_id, start=node["start"])
                elif first:
                    yield Block(kind, level=level, list_id=list_id, start=node["start"])
                first = False
                yield block
            if item:
                begun = (item[0]["at"][0] + 1, 1)
            else:
                self.warn("markdown-item-empty", begun := self.empty_item(begun))
                begun = (begun[0] + 1, 1)

    def empty_item(self, after: tuple[int, int]) -> tuple[int, int]:
        """Where the first list marker with nothing behind it stands, from a line on: pandoc does not tell."""
        lines = self.source.split("\n")
        for index in range(after[0] - 1, len(lines)):
            if _EMPTY.match(lines[index]):
                return index + 1, len(lines[index]) - len(lines[index].lstrip()) + 1
        return after

    def check_numbers(self, node: dict[str, Any]) -> None:
        """Lists are numbered on, whatever was typed: numbers typed otherwise would print as others."""
        if node["style"] == "Bullet":
            return
        lines = self.source.split("\n")
        typed = []
        for item in node["items"]:
            line, column = item[0]["at"] if item else (1, 1)
            marker = _MARKER.search(lines[line - 1][: column - 1]) if line <= len(lines) else None
            typed.append((marker[1], (line, marker.start(1) + 1)) if marker else (None, (line, column)))
        if len(typed) == 1 and typed[0][0]:
            self.warn("markdown-list-alone", typed[0][1], marker=typed[0][0])
        if {number for number, _ in typed} <= _FIRST:
            return
        for index, (number, at) in enumerate(typed):
            value = node["start"] + index
            printed = chr(ord("a") + value - 1) if node["style"] == "LowerAlpha" else str(value)
            if number is not None and number != printed:
                self.warn("markdown-list-number", at, typed=number, printed=printed)
                return

    def table(self, node: dict[str, Any]) -> Table:
        def cells(row: list[list[dict[str, Any]]]) -> tuple[tuple[Block, ...], ...]:
            return tuple(tuple(self.blocks(cell, 0)) for cell in row)

        header, rows = cells(node["header"]), tuple(cells(row) for row in node["rows"])
        return Table(header, rows, tuple(node["align"]), widths_of([header, *rows]))


def widths_of(rows: Iterable[tuple[tuple[Block, ...], ...]]) -> tuple[float, ...]:
    """Shares of the text width for a table's columns: by their longest cell, dampened, half an even share at least."""
    rows = [row for row in rows if row]
    longest = [max(sum(len(block.text) for block in cell) for cell in column) for column in zip(*rows, strict=False)]
    weights = [max(length, 8) ** 0.5 for length in longest]
    least = 1 / len(weights) / 2
    shares = [weight / sum(weights) for weight in weights]
    while any(share < least for share in shares):
        wide = [share for share in shares if share > least]
        scale = (1 - least * (len(shares) - len(wide))) / sum(wide)
        shares = [share * scale if share > least else least for share in shares]
    return tuple(shares)
