"""A text in segments: each paragraph, item of a list, cell of a table and text of a note below is one.

What stands between them (blank lines, dashes, numbers) is no translator's business and stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from ...documents.pandoc import Tree
from .content import Code, Codes, Content, normal
from .markdown import write_paragraph
from .marking import Lines, Unmarkable, number_parts, read_paragraph
from .slots import FIXED, read_fixed


@dataclass(frozen=True)
class Segment:
    """Part of a text: where it stands in it, what it says, and its `spot` among lists and tables (`item 1 2`)."""

    start: int
    end: int
    content: Content
    spot: tuple[Any, ...]
    indent: int = 0
    in_cell: bool = False


@dataclass(frozen=True)
class Segmented:
    """A text taken apart: its source as pandoc reads it, its segments in order, and its codes by id."""

    source: str
    segments: tuple[Segment, ...]
    codes: Codes

    @property
    def shape(self) -> tuple[tuple[Any, ...], ...]:
        """How the text is built: two texts of one shape have segments that answer to each other."""
        return tuple(segment.spot for segment in self.segments)

    @property
    def is_wrapped(self) -> bool:
        """Whether its lines were broken by hand, as those of a block in a case file are."""
        return "\n" in self.source


def segment_text(text: str, tree: Tree | None, form: str = "prose") -> Segmented:
    """The segments of a Markdown text with its tree; without one, of a name or fixed words, which have no markup.

    Raises `Unmarkable` for a text that holds what no document prints.
    """
    source = normalize("NFC", text)
    if tree is None:
        words = source.strip(" \t\r\n")  # and no space that does not break
        start = source.index(words)
        codes = {}
        content = normal(number_parts(read_fixed(words), codes) if form == FIXED else (words,), codes)
        return Segmented(source, (Segment(start, start + len(words), content, ("name",)),), codes)
    lines = Lines(source)
    found: list[tuple[int, int, list[Any], tuple[Any, ...], bool]] = []
    for inlines, spot in _paragraphs(tree, ()):
        parts, start, end = read_paragraph(inlines, lines)
        if parts:
            found.append((start, end, parts, spot, "cell" in spot))
    found.sort(key=lambda part: part[0])
    codes: dict[str, Code] = {}
    segments = [
        Segment(start, end, normal(number_parts(parts, codes), codes), spot, lines.column(start), in_cell)
        for start, end, parts, spot, in_cell in found
    ]
    if any(one.end > other.start for one, other in pairwise(segments)):
        raise Unmarkable("overlap")
    return Segmented(source, tuple(segments), codes)


def _paragraphs(tree: Tree, spot: tuple[Any, ...]) -> Iterator[tuple[list[dict[str, Any]], tuple[Any, ...]]]:
    for node in tree:
        kind = node["k"]
        if kind == "para":
            yield node["in"], (*spot, "paragraph")
            yield from _notes(node["in"])
        elif kind == "list":
            for item in node["items"]:
                yield from _paragraphs(item, (*spot, node["style"], node["start"]))
        elif kind == "table":
            for row, cells in enumerate([node["header"], *node["rows"]]):
                for column, cell in enumerate(cells):
                    yield from _paragraphs(cell, (*spot, "cell", row, column))
        else:
            raise Unmarkable(node.get("what", kind))


def _notes(nodes: list[dict[str, Any]]) -> Iterator[tuple[list[dict[str, Any]], tuple[Any, ...]]]:
    """The texts of notes that are called here and stand below."""
    for node in nodes:
        if node.get("k") == "note":
            yield from _paragraphs(node["blocks"], ("note",))
        yield from _notes(node.get("in", ()))


def rewrite(text: Segmented, contents: Sequence[Content | None], codes: Codes) -> str:
    """The Markdown of a text with other content in its segments; None leaves a segment as it was typed."""
    made = text.source
    for segment, content in reversed(list(zip(text.segments, contents, strict=True))):
        if content is None:
            continue
        if segment.spot == ("name",):
            words = "".join(part if isinstance(part, str) else codes[part.id].start for part in content)
        else:
            wrapped = text.is_wrapped and not segment.in_cell
            words = write_paragraph(content, codes, segment.indent, wrapped, segment.in_cell)
        made = made[: segment.start] + words + made[segment.end :]
    return made
