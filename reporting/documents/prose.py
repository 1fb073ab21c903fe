"""Prose to blocks: the subset of Markdown that case files may use, with citations and notes.

Paragraphs, emphasis, lists (`1.`, `a)`, `-`, nested), tables, links, notes (`^[text]` or `[^1]` with its text below),
citations (`[@key]`, `[zie @key, p. 3; @other]`) and language spans (`[mot]{lang=fr}`). Anything else is a problem
with its line: nothing is dropped.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..places import Place
from .blocks import Block, Break, Inline, Note, Span, Table, Text
from .citations import Entry, cite
from .words import LANGUAGES

if TYPE_CHECKING:
    from .scope import Scope

_LISTS = {"Bullet": "bullet", "Decimal": "number", "LowerAlpha": "letter"}
# What pandoc calls an element outside the subset -> the problem that says it in the user's words.
_OUTSIDE = {
    "Header": "markdown-heading",
    "CodeBlock": "markdown-code",
    "Code": "markdown-code",
    "BlockQuote": "markdown-quote",
    "HorizontalRule": "markdown-rule",
    "RawBlock": "markdown-html",
    "RawInline": "markdown-html",
    "Image": "markdown-image",
    "Strikeout": "markdown-strikeout",
    "LinkTitle": "markdown-link-title",
    "Span": "markdown-span",
}
# Stands in for a character that is not markup (escaped, in a link, a note's place), so that offsets stay true.
_FILL = "\ufffc"
_OPEN = re.compile(r"\^\[|\[(?=[^\[\]]*(?<!\w)@\w)")
_BARE = re.compile(r"(?<![\w.@/-])@([a-z0-9]+(?:-[a-z0-9]+)+)")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)
# A list that does not begin with its first item cannot begin right under a line of text: it runs on in that line.
_SWALLOWED = re.compile(r"\n((?:[a-z]\)|[0-9]{1,2}[.)])[ ]\S+)")
_MARKER = re.compile(r"([0-9]+|[a-z])[.)]\s*$")
_LEFTOVER = re.compile(r"\[\^[^\]\s]+\]")


@dataclass(frozen=True)
class _Piece:
    """Characters with one look, on the way from a tree to spans; `note` for a note's blocks, `broken` for a line break."""

    text: str = _FILL
    bold: bool = False
    italic: bool = False
    link: str | None = None
    language: str | None = None
    raw: bool = False
    note: Any = None
    broken: bool = False

    @property
    def markup(self) -> str:
        """The characters that may be markup; everything else filled."""
        return _FILL * len(self.text) if self.raw or self.link or self.note or self.broken else self.text


def build_blocks(text: str, place: Place, scope: Scope) -> list[Block]:
    """The blocks of a text in the scope's language. Faults go to the scope's problems."""
    _check_definitions(text, place, scope)
    return list(_Reader(text, place, scope).blocks(scope.trees[text], 0))


def build_line(text: str, place: Place, scope: Scope) -> Text:
    """The text of a line: one paragraph. More than that is the problem `line-only`."""
    blocks = build_blocks(text, place, scope)
    if any(block.kind != "paragraph" for block in blocks) or len(blocks) > 1:
        scope.warn("line-only", place)
    return Text().then(*(block.text for block in blocks[:1]))


def _check_definitions(text: str, place: Place, scope: Scope) -> None:
    """Markdown drops definitions that nothing points to, and link definitions always: both would lose text."""
    seen: set[str] = set()
    for found in _DEFINITION.finditer(text):
        label = found.group(1)
        spot = _spot(text, found.start())
        if not label.startswith("^"):
            scope.warn("markdown-definition", place.at(*spot), label=label)
        elif label in seen:
            scope.warn("note-twice", place.at(*spot), label=label[1:])
        elif f"[{label}]" not in text[: found.start()] + text[found.end() :]:
            scope.warn("note-unused", place.at(*spot), label=label[1:])
        seen.add(label)


def _spot(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


@dataclass
class _Reader:
    source: str
    place: Place
    scope: Scope

    def warn(self, code: str, at: Iterable[int] | None = None, **values: object) -> None:
        self.scope.warn(code, self.place.at(*at) if at else self.place, **values)

    def blocks(self, tree: list[dict[str, Any]], level: int) -> Iterator[Block]:
        for node in tree:
            if node["k"] == "para":
                yield Block("paragraph", self.text(node["in"]))
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
        if level > 3:
            self.warn("markdown-list-deep", node["at"])
        self.check_numbers(node)
        list_id = next(self.scope.lists)
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
            if first:
                self.warn("markdown-item-empty", node["at"])

    def check_numbers(self, node: dict[str, Any]) -> None:
        """Lists are numbered on, whatever was typed: numbers typed otherwise would print as others."""
        lines = self.source.split("\n")
        typed = []
        for item in node["items"]:
            line, column = item[0]["at"] if item else (1, 1)
            marker = _MARKER.search(lines[line - 1][: column - 1]) if line <= len(lines) else None
            typed.append((marker.group(1) if marker else None, (line, column)))
        if len({number for number, _ in typed}) == 1:
            return
        for index, (number, at) in enumerate(typed):
            value = node["start"] + index
            printed = chr(ord("a") + value - 1) if node["style"] == "LowerAlpha" else str(value)
            if number is not None and number.lstrip("0") != printed:
                self.warn("markdown-list-number", at, typed=number, printed=printed)
                return

    def table(self, node: dict[str, Any]) -> Table:
        def cells(row: list[list[dict[str, Any]]]) -> tuple[tuple[Block, ...], ...]:
            return tuple(tuple(self.blocks(cell, 0)) for cell in row)

        header, rows = cells(node["header"]), tuple(cells(row) for row in node["rows"])
        return Table(header, rows, tuple(node["align"]), widths_of([header, *rows]))

    def outside(self, node: dict[str, Any]) -> None:
        self.warn(_OUTSIDE.get(node["what"], "markdown-outside"), node["at"], what=node["what"])

    def text(self, inlines: list[dict[str, Any]]) -> Text:
        return Text(self.compose(list(self.pieces(inlines, _Piece())), in_note=False))

    def pieces(self, inlines: list[dict[str, Any]], look: _Piece) -> Iterator[_Piece]:
        for node in inlines:
            kind = node.get("k", "text")
            if kind == "text":
                yield replace(look, text=node["t"], raw=node.get("raw", False))
            elif kind == "break":
                yield replace(look, broken=True)
            elif kind == "note":
                yield replace(look, note=node["blocks"])
            elif kind == "emph":
                yield from self.pieces(node["in"], replace(look, italic=True))
            elif kind == "strong":
                yield from self.pieces(node["in"], replace(look, bold=True))
            elif kind == "link":
                yield from self.pieces(node["in"], replace(look, link=node["url"]))
            elif kind == "span":
                if node["language"] not in LANGUAGES:
                    self.warn("language-unknown", node["at"], language=node["language"])
                yield from self.pieces(node["in"], replace(look, language=node["language"]))
            else:
                self.outside(node)

    def compose(self, pieces: list[_Piece], in_note: bool) -> list[Inline]:
        """Pieces to inlines: notes and citations found and made, everything else as it is."""
        found: list[Inline] = []
        markup = "".join(piece.markup for piece in pieces)
        done = 0
        while opening := _OPEN.search(markup, done):
            closing = _closing(markup, opening.end())
            if closing is None:
                self.warn("note-open", self.seek(markup, opening.start()))
                break
            found.extend(self.plain(_cut(pieces, done, opening.start()), in_note))
            inside = _cut(pieces, opening.end(), closing)
            if opening.group() == "[":
                content = cite(self.entries(inside), self.scope)
            else:
                content = self.compose(inside, in_note=True)
                if not "".join(i.text for i in content if isinstance(i, Span)).strip():
                    self.warn("note-empty", self.seek(markup, opening.start()))
            if in_note:
                if opening.group() != "[":
                    self.warn("note-in-note", self.seek(markup, opening.start()))
                found.extend(content)
            else:
                _trim(found)
                found.append(Note((tuple(i for i in content if not isinstance(i, Note)),)))
            done = closing + 1
        found.extend(self.plain(_cut(pieces, done, len(markup)), in_note))
        return found

    def plain(self, pieces: list[_Piece], in_note: bool) -> Iterator[Inline]:
        for piece in pieces:
            if piece.broken:
                yield Break()
            elif piece.note is not None:
                if in_note:
                    self.warn("note-in-note")
                    continue
                paragraphs = []
                for node in piece.note:
                    if node["k"] != "para":
                        self.warn("note-blocks", node["at"])
                        continue
                    paragraphs.append(tuple(self.compose(list(self.pieces(node["in"], _Piece())), in_note=True)))
                yield Note(tuple(paragraphs))
            else:
                if not piece.raw and not piece.link:
                    self.leftovers(piece.text)
                yield self.span(piece)

    def leftovers(self, text: str) -> None:
        for bare in _BARE.finditer(text):
            if bare.group(1) in self.scope.book.sources:
                self.warn("citation-bare", self.seek_text(bare.group()), key=bare.group(1))
        for item in _SWALLOWED.finditer(text):
            self.warn("markdown-list-swallowed", self.seek_text(item.group(1)), marker=item.group(1).split()[0])
        for left in _LEFTOVER.finditer(text):
            self.warn("note-without-text", self.seek_text(left.group()), label=left.group()[2:-1])

    def span(self, piece: _Piece) -> Span:
        language = piece.language or self.scope.language
        return Span(piece.text.replace("\n", " "), (self.place,), piece.bold, piece.italic, language, piece.link)

    def entries(self, pieces: list[_Piece]) -> list[Entry]:
        """A citation's parts between `;`: what stands before the key, the key, what stands after it."""
        markup = "".join(piece.markup for piece in pieces)
        found: list[Entry] = []
        start = 0
        for part in markup.split(";"):
            keys = list(re.finditer(r"(?<!\w)@([A-Za-z0-9_][\w.-]*\w|\w)", part))
            if len(keys) != 1:
                self.warn("citation-form", self.seek_text(part.strip() or "[@"), text=part.strip())
            else:
                key = keys[0]
                before = self.trimmed(_cut(pieces, start, start + key.start()))
                after = self.trimmed(_cut(pieces, start + key.end(), start + len(part)))
                if key.group(1) in self.scope.book.sources:
                    found.append(Entry(before, key.group(1), after, self.place))
                else:
                    self.unknown(key.group(1))
            start += len(part) + 1
        return found

    def unknown(self, key: str) -> None:
        near = difflib.get_close_matches(key, self.scope.book.sources, 1)
        self.warn("unknown-citation", self.seek_text(f"@{key}"), key=key, nearest=near[0] if near else "")

    def trimmed(self, pieces: list[_Piece]) -> tuple[Span, ...]:
        spans = [self.span(piece) for piece in pieces if not piece.broken and piece.note is None]
        if spans:
            spans[0] = replace(spans[0], text=spans[0].text.lstrip())
            spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
        return tuple(span for span in spans if span.text)

    def seek(self, markup: str, offset: int) -> tuple[int, int]:
        """Where in the source the composed text at `offset` stands: found by the characters around it."""
        return self.seek_text(markup[offset : offset + 12].split(_FILL)[0].split("\n")[0])

    def seek_text(self, words: str) -> tuple[int, int]:
        offset = self.source.find(words)
        if offset < 0:
            offset = max(self.source.find(words.split(" ")[0]), 0)
        return _spot(self.source, offset)


def _closing(markup: str, start: int) -> int | None:
    depth = 1
    for offset in range(start, len(markup)):
        depth += {"[": 1, "]": -1}.get(markup[offset], 0)
        if depth == 0:
            return offset
    return None


def _cut(pieces: list[_Piece], start: int, end: int) -> list[_Piece]:
    found, offset = [], 0
    for piece in pieces:
        first, last = max(start - offset, 0), min(end - offset, len(piece.text))
        if first < last:
            found.append(piece if last - first == len(piece.text) else replace(piece, text=piece.text[first:last]))
        offset += len(piece.text)
    return found


def _trim(found: list[Inline]) -> None:
    """A note's number follows the word or stop before it without a space."""
    if found and isinstance(found[-1], Span):
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
        if not found[-1].text:
            found.pop()


def widths_of(rows: Iterable[tuple[tuple[Block, ...], ...]]) -> tuple[float, ...]:
    """Shares of the text width for a table's columns: by their longest cell, dampened, none under half an even share."""
    rows = [row for row in rows if row]
    longest = [max(sum(len(block.text) for block in cell) for cell in column) for column in zip(*rows, strict=False)]
    weights = [max(length, 8) ** 0.5 for length in longest]
    even = 1 / len(weights)
    shares = [max(weight / sum(weights), even / 2) for weight in weights]
    return tuple(share / sum(shares) for share in shares)
