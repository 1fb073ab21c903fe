"""What a document is made of before Word sees it: texts that know where they came from, in blocks.

A `Text` is a string that a template can print, compare and test; beside its characters it carries its `inlines`: runs
with their look, language, link and origin, and the notes between them. A `Block` is one paragraph-like thing with the
kind that a template branches on. Both are plain values: no I/O, no Word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ..places import Place

Mark = Literal["blank", "missing"]


@dataclass(frozen=True)
class Span:
    """Characters with one look and one origin.

    `origins`: every place that the characters came from (several for a derived value, e.g. a status).
    `language`: BCP 47 code where it differs from, or is not told by, what stands around it.
    `mark`: `"blank"` (the casebook says unknown) or `"missing"` (no text in this language): shown marked.
    """

    text: str
    origins: tuple[Place, ...] = ()
    bold: bool = False
    italic: bool = False
    language: str | None = None
    link: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True)
class Note:
    """A footnote at this spot: one or more paragraphs of spans and breaks (notes do not nest)."""

    paragraphs: tuple[tuple[Span | Break, ...], ...]


Inline = Span | Break | Note


class Text(str):
    """A string with its `inlines`; as a string it is what a reader sees of the running text (notes left out)."""

    inlines: tuple[Inline, ...]

    def __new__(cls, inlines: Iterable[Inline] = ()) -> Text:
        inlines = tuple(inlines)
        seen = "".join(i.text if isinstance(i, Span) else "\n" for i in inlines if not isinstance(i, Note))
        self = super().__new__(cls, seen)
        self.inlines = inlines
        return self

    def __getnewargs__(self):  # copy and pickle must give the inlines, not the characters
        return (self.inlines,)

    @classmethod
    def plain(cls, text: str, *origins: Place, language: str | None = None, mark: Mark | None = None) -> Text:
        """One span of plain characters."""
        return cls((Span(text, tuple(origins), language=language, mark=mark),))

    def joined(self, others: Iterable[Text]) -> Text:
        """`self` between the `others`, as `str.join` does, keeping every origin and note.

        A separator without an origin of its own belongs to what stands before it.
        """
        inlines: list[Inline] = []
        for index, other in enumerate(others):
            if index:
                before = next((i.origins for i in reversed(inlines) if isinstance(i, Span) and i.origins), ())
                inlines.extend((self if self.origins else self.look(origins=before)).inlines)
            inlines.extend(other.inlines)
        return Text(inlines)

    def then(self, *others: Text) -> Text:
        """The texts one after the other."""
        return Text([*self.inlines, *(inline for other in others for inline in other.inlines)])

    def look(self, **changes: object) -> Text:
        """The same text with other span fields (`bold=True`, `language="fr"`); notes and breaks as they are."""
        return Text(replace(i, **changes) if isinstance(i, Span) else i for i in self.inlines)

    def lowered(self) -> Text:
        """The same text with a small first letter, to stand inside a sentence; in German a noun keeps its capital."""
        for index, inline in enumerate(self.inlines):
            if isinstance(inline, Span) and inline.text:
                if inline.language == "de":
                    return self
                small = replace(inline, text=inline.text[0].lower() + inline.text[1:])
                return Text([*self.inlines[:index], small, *self.inlines[index + 1 :]])
        return self

    @property
    def origins(self) -> tuple[Place, ...]:
        """All places that the running text came from, each once, in order."""
        return tuple(dict.fromkeys(p for i in self.inlines if isinstance(i, Span) for p in i.origins))


@dataclass(frozen=True)
class Table:
    """A table: a header row (may be empty) and rows of cells, each cell a tuple of blocks.

    `align`: one of `left`, `center`, `right` a column. `widths`: the columns' shares of the text width, sum 1.
    `together`: whether it is kept on one page, where it fits on one.
    """

    header: tuple[tuple[Block, ...], ...]
    rows: tuple[tuple[tuple[Block, ...], ...], ...]
    align: tuple[str, ...]
    widths: tuple[float, ...]
    together: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart.

    `spec`: its data and marks as Vega-Lite in JSON (https://vega.github.io/vega-lite/docs/spec.html), without colours
    and fonts, which the style of the house adds. `alt`: what it shows in words, made from the data. Its size is in mm.
    """

    spec: str
    alt: Text
    width: float = 160.0
    height: float = 80.0


@dataclass(frozen=True)
class Block:
    """One paragraph-like thing. `kind` is what a template branches on, `level` counts from 1.

    Kinds: `heading` (level 1-3), `paragraph`, `advice` (numbered heading of an advice), `label` (a run-in word such as
    *Reactie:*), `number`, `letter`, `bullet` (list items), `continue` (a further paragraph of an item of that level),
    `table`, `chart` (`text`: its caption). Items of one list share `list_id`, unique in the document; `start` is the
    first item's number.
    """

    kind: str
    text: Text = Text()
    level: int = 1
    list_id: int | None = None
    start: int = 1
    table: Table | None = None
    chart: Chart | None = None
