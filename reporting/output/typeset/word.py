"""A Word file as the typesetter sees it: every property resolved, every label computed, every part in reading order.

Lengths are points. Nothing here knows XML or Typst; the tree is what the reader hands to the writer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...places import Place


@dataclass(frozen=True)
class Look:
    """How characters look. `font` is Word's name; `line` of a paragraph is not here but in its `Shape`."""

    font: str = "Times New Roman"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str | None = None
    strike: bool = False
    colour: str | None = None
    highlight: str | None = None
    position: str | None = None
    """`superscript`, `subscript` or none."""
    caps: bool = False
    small_caps: bool = False
    language: str | None = None
    tracking: float = 0.0
    lift: float = 0.0
    hidden: bool = False


@dataclass(frozen=True)
class Line:
    """One edge of a border: width in points, colour, and the distance to the text."""

    width: float
    colour: str | None
    space: float
    kind: str


@dataclass(frozen=True)
class Stop:
    """A tab stop: from the text edge, `left`, `right`, `center` or `decimal`, with the character of its leader."""

    at: float
    kind: str
    leader: str | None


@dataclass(frozen=True)
class Frame:
    """A place out of the running text. `x`, `y`: points or a word (`left`, `center`, `right`, `top`, `bottom`)."""

    x: float | str
    y: float | str
    from_x: str
    """`page`, `margin` or `text`."""
    from_y: str
    width: float | None
    height: float | None
    exact: bool
    gap_x: float = 0.0
    gap_y: float = 0.0
    beside: bool = True
    """False when text may run over it (a picture before or behind the text)."""


@dataclass(frozen=True)
class Shape:
    """How a paragraph stands, in points; `rule`: `line` is a factor (`auto`), or points (`exact`, `atLeast`)."""

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: str = "auto"
    contextual: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    break_before: bool = False
    widows: bool = True
    hyphenate: bool = True
    level: int | None = None
    """Outline level from 1, none for running text."""
    fill: str | None = None
    borders: tuple[tuple[str, Line], ...] = ()
    stops: tuple[Stop, ...] = ()
    frame: Frame | None = None


@dataclass(frozen=True)
class Run:
    text: str
    look: Look


@dataclass(frozen=True)
class Tab:
    look: Look


@dataclass(frozen=True)
class Break:
    """`line`, or `page` (a column break is one, as there is one column)."""

    kind: str


@dataclass(frozen=True)
class Field:
    """A number that the typesetter knows: `PAGE`, `NUMPAGES`, `SECTIONPAGES`, or `PAGEREF` of bookmark `target`."""

    kind: str
    look: Look
    target: str = ""
    style: str = "decimal"


@dataclass(frozen=True)
class Mark:
    """The start of a bookmark."""

    name: str


@dataclass(frozen=True)
class Link:
    """Text that leads to an address or, when `inside`, to a bookmark."""

    target: str
    inside: bool
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Note:
    """A footnote with its paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    look: Look


@dataclass(frozen=True)
class NoteMark:
    """The note's own number, at the head of its text."""


@dataclass(frozen=True)
class Picture:
    """A picture; `alt` none marks it as decoration. `crop`: shares cut off left, top, right, bottom. `words`: those in
    an SVG, which the document's fonts draw."""

    data: bytes
    kind: str
    width: float
    height: float
    alt: str | None
    frame: Frame | None = None
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    border: Line | None = None
    words: str = ""


@dataclass(frozen=True)
class TextBox:
    """Paragraphs and tables in a box of their own."""

    blocks: tuple[Block, ...]
    width: float
    height: float
    grows: bool
    inset: tuple[float, float, float, float]
    fill: str | None
    border: Line | None
    frame: Frame | None


Inline = Run | Tab | Break | Field | Mark | Link | Note | NoteMark | Picture | TextBox


@dataclass(frozen=True)
class Label:
    """What numbering prints before a paragraph. `after`: `tab`, `space` or `nothing`; `list_key` tells lists apart."""

    text: str
    look: Look
    after: str
    align: str
    depth: int
    list_key: str


@dataclass(frozen=True)
class Paragraph:
    shape: Shape
    inlines: tuple[Inline, ...]
    style: str
    mark: Look
    """The look of the paragraph mark: what an empty paragraph is as tall as."""
    place: Place
    label: Label | None = None


@dataclass(frozen=True)
class Cell:
    blocks: tuple[Block, ...]
    columns: int
    rows: int
    fill: str | None
    borders: tuple[tuple[str, Line], ...]
    margins: tuple[float, float, float, float]
    """Left, top, right, bottom."""
    vertical: str


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    header: bool
    whole: bool
    """May not break over pages."""
    height: float | None
    exact: bool
    place: Place
    skip: int = 0
    """Columns left empty before the first cell."""


@dataclass(frozen=True)
class Table:
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    align: str
    indent: float
    place: Place
    frame: Frame | None = None


Block = Paragraph | Table


@dataclass(frozen=True)
class Section:
    """Pages with one geometry. `heads`, `feet`: blocks by `first`, `default`, `even`; a missing one is empty."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float
    fixed_top: bool
    fixed_bottom: bool
    start: str
    """`nextPage`, `continuous`, `oddPage` or `evenPage`."""
    title_page: bool
    number_from: int | None
    number_style: str
    heads: dict[str, tuple[Block, ...]]
    feet: dict[str, tuple[Block, ...]]
    blocks: tuple[Block, ...]
    notes_anew: bool = False
    """Footnote numbers begin again."""


@dataclass(frozen=True)
class WordDocument:
    """The whole file. `sum_spacing`: the space after a paragraph and before the next add up, else the larger counts."""

    shown: str
    sections: tuple[Section, ...]
    language: str | None
    hyphenate: bool
    even_pages: bool
    sum_spacing: bool
    tab_every: float
    characters: dict[Place, tuple[tuple[str, Look], ...]] = field(default_factory=dict)
    """Every run's text by the place of its paragraph, for the check on glyphs."""
