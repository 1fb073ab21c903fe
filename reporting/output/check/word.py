"""An independent reading of a Word file: every character that Word shows, in order, and what it hides.

Only the standard library, and none of the code that writes the file or turns it into a PDF. Elements that are not
known here are walked through, so that text inside them is never passed over.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from .fields import Fields
from .looks import CAPITALS, Style, W, build_styles, is_on, is_switched_on, value_of
from .numbers import Numbers
from .package import ANCHORED, PLACED, Package, alternative
from .reading import ANY, NOTE, NUMBER, PICTURE, Block, Note, Paragraph, Spot, Table, build_paragraphs

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# What an element of a run shows. A soft hyphen and a page or line break are white space to the comparison.
_SHOWN = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n"}
_SHOWN |= {W + "noBreakHyphen": "-", W + "pgNum": NUMBER}
_TEXT = {W + "t", _MATH + "t"}
_UNSEEN = {
    W + name for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sdtPr", "sdtEndPr", "instrText", "delText")
}
_GONE = {W + "del", W + "moveFrom"}
_CHANGES = _GONE | {W + "ins", W + "moveTo", W + "commentReference"}


class UnreadableFile(Exception):
    """The file is not a Word file, or not a PDF, that can be read."""


@dataclass(frozen=True)
class Section:
    """The headers and footers of a section: `{("header", "first"): "word/header1.xml"}`, inherited or its own."""

    parts: dict[tuple[str, str], str]
    title_page: bool


@dataclass
class WordFile:
    """`blocks`: the running text. `frames`: what stands beside it: paragraphs in frames and text boxes, and tables
    that text flows around. `hidden`: what Word does not show. `changes`: where tracked changes or comments stand."""

    blocks: list[Block] = field(default_factory=list)
    frames: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    stories: dict[str, list[Paragraph]] = field(default_factory=dict)
    even_and_odd: bool = False
    hidden: list[tuple[Spot, str]] = field(default_factory=list)
    changes: list[tuple[Spot, str]] = field(default_factory=list)


def load_word(data: bytes) -> WordFile:
    """Read a Word file. Raises `UnreadableFile`."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return _Reader(Package(archive)).read()
    except (BadZipFile, KeyError, ParseError, ValueError) as error:
        raise UnreadableFile(str(error)) from error


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = build_styles(package.first("styles"))
        self.numbers = Numbers(package.first("numbering"))
        self.settings = package.first("settings")
        self.note_parts = {
            W + f"{kind}Reference": {note.get(W + "id"): note for note in package.first(f"{kind}s") or ()}
            for kind in ("footnote", "endnote")
        }
        self.out = WordFile()
        self.capital_table = False  # in a table whose style has capitals, for all rows or for some
        self.section = self.tables = self.paragraphs = self.framed = self.note_count = 0

    def read(self) -> WordFile:
        body = self.package.part(self.package.main).find(W + "body")
        numerals = any(item.get(W + "fmt", "decimal") != "decimal" for item in body.iter(W + "pgNumType"))
        self.fields = Fields(numerals)
        self.out.blocks = self._blocks(body, None)
        for properties in body.iter(W + "sectPr"):
            self._section(properties)
        even = self.settings.find(W + "evenAndOddHeaders") if self.settings is not None else None
        self.out.even_and_odd = even is not None and is_on(even)
        for name in sorted({part for section in self.out.sections for part in section.parts.values()}):
            self.fields, frames = Fields(numerals), len(self.out.frames)
            blocks = self._blocks(self.package.part(name), Spot((("margin", 0),)))
            self.out.stories[name] = build_paragraphs(blocks + self.out.frames[frames:])
            del self.out.frames[frames:]
        return self.out

    def _section(self, properties: Element) -> None:
        parts = dict(self.out.sections[-1].parts) if self.out.sections else {}
        for kind in ("header", "footer"):
            for reference in properties.findall(W + kind + "Reference"):
                parts[kind, reference.get(W + "type", "default")] = self.package.related[reference.get(_R + "id")][1]
        title = properties.find(W + "titlePg")
        self.out.sections.append(Section(parts, title is not None and is_on(title)))

    def _blocks(self, container: Element, spot: Spot | None) -> list[Block]:
        """The blocks of a container. `spot` is where it stands; None is the body, whose paragraphs are counted."""
        found: list[Block] = []
        for element in container:
            if element.tag == W + "p":
                if spot is None:
                    self.paragraphs += 1
                here = spot or Spot((("body", self.paragraphs),))
                paragraph, framed = self._paragraph(element, here)
                if framed:
                    self._add_frame(paragraph)
                elif paragraph.key or paragraph.label:
                    found.append(paragraph)
                if spot is None and element.find(f"{W}pPr/{W}sectPr") is not None:
                    self.section += 1
            elif element.tag == W + "tbl":
                beside = element.find(f"{W}tblPr/{W}tblpPr") is not None
                (self.out.frames if beside else found).append(self._table(element))
            elif element.tag not in _UNSEEN and element.tag != W + "sectPr" and len(element):
                if element.tag in _CHANGES:
                    self.out.changes.append((spot or Spot((("body", self.paragraphs),)), ""))
                if element.tag not in _GONE:
                    found.extend(self._blocks(alternative(element), spot))
        return found

    def _add_frame(self, paragraph: Paragraph) -> None:
        self.framed += 1
        if paragraph.key or paragraph.label:
            paragraph.spot = Spot((("frame", self.framed),))
            self.out.frames.append(paragraph)

    def _table(self, table: Element) -> Table:
        self.tables += 1
        spot = Spot((("table", self.tables),))
        outer, style = self.capital_table, value_of(table.find(W + "tblPr"), "tblStyle") or "-"
        self.capital_table = outer or self.styles.get(style, Style()).capitals
        rows = []
        for number, row in enumerate(_inside(table, W + "tr"), 1):
            cells = []
            for place, cell in enumerate(_inside(row, W + "tc"), 1):
                here = spot / ("row", number) / ("cell", place)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                blocks = self._blocks(cell, here)
                shown = merged is None or merged.get(W + "val") == "restart"
                if shown:
                    cells.append(blocks)
                for unseen in () if shown else build_paragraphs(blocks):
                    self.out.hidden.append((here, unseen.text))
            if cells:
                rows.append(cells)
        self.capital_table = outer
        return Table(rows, spot, section=self.section)

    def _paragraph(self, element: Element, spot: Spot) -> tuple[Paragraph, bool]:
        properties = element.find(W + "pPr")
        style_id = value_of(properties, "pStyle") or ""
        style = self.styles.get(style_id) or self.styles.get("", Style())
        framed = style.framed or (properties is not None and properties.find(W + "framePr") is not None)
        self.text, self.notes, self.any_case = [], [], False
        for child in element:
            self._inline(child, spot, style)
        text, notes, any_case = "".join(self.text), self.notes, self.any_case
        for note in notes:
            note.blocks = self._note(note)
        label = self._label(properties, style, style_id)
        mark = element.find(f"{W}pPr/{W}rPr")
        any_label = is_switched_on(mark, CAPITALS, style.capitals) or self.numbers.capital
        return Paragraph(text, spot, label, notes, -1, self.section, any_case, any_label), framed

    def _note(self, note: Note) -> list[Block]:
        fields, self.fields = self.fields, self.fields.anew()
        blocks = self._blocks(note.blocks, Spot((("note", note.number),))) if isinstance(note.blocks, Element) else []
        self.fields = fields
        return blocks

    def _label(self, properties: Element | None, style: Style, style_id: str) -> str | None:
        own = properties.find(W + "numPr") if properties is not None else None
        num = value_of(own, "numId") or style.num
        if num in (None, "0"):
            return None
        level = value_of(own, "ilvl")
        if level is None:
            level = style.level if style.level is not None else self.numbers.level_of_style(num, style_id)
        return self.numbers.next_label(num, int(level))

    def _inline(self, element: Element, spot: Spot, style: Style) -> None:
        tag = element.tag
        if tag == W + "r":
            self._run(element, spot, style)
        elif tag in _UNSEEN:
            return
        elif tag == W + "fldSimple":
            self.fields.begin(element.get(W + "instr", ""))
            self.text.append(self.fields.separate())
            for child in element:
                self._inline(child, spot, style)
            self.fields.end()
        else:
            if tag in _CHANGES:
                self.out.changes.append((spot, "".join(element.itertext()).strip()))
            if tag not in _GONE:
                if tag in _TEXT and self.fields.shows:
                    self.text.append(element.text or "")
                for child in alternative(element):
                    self._inline(child, spot, style)

    def _run(self, run: Element, spot: Spot, style: Style) -> None:
        properties = run.find(W + "rPr")
        character = self.styles.get(value_of(properties, "rStyle") or "-", Style())
        hidden = is_switched_on(properties, ("vanish",), style.hidden != character.hidden)
        begin = len(self.text)
        for child in run:
            self._shown(child, spot, style)
        if hidden:
            unseen = "".join(self.text[begin:])
            del self.text[begin:]
            if unseen.strip():
                self.out.hidden.append((spot, unseen))
        elif is_switched_on(properties, CAPITALS, style.capitals or character.capitals or self.capital_table):
            self.any_case = True

    def _shown(self, element: Element, spot: Spot, style: Style) -> None:
        tag = element.tag
        if tag == W + "fldChar":
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                self.fields.begin()
            else:
                self.text.append(self.fields.separate())
                if kind == "end":
                    self.fields.end()
        elif tag == W + "instrText":
            self.fields.add(element.text or "")
        elif tag in self.note_parts:
            if self.fields.shows:
                self.note_count += 1
                self.text.append(NOTE)
                self.notes.append(Note(self.note_count, self.note_parts[tag].get(element.get(W + "id"))))
        elif tag == W + "txbxContent":
            self._text_box(element, spot)
        elif tag in _CHANGES:
            self.out.changes.append((spot, ""))
        elif tag in _UNSEEN:
            return
        elif tag == W + "sym":
            code = int(element.get(W + "char", "0"), 16)
            self._add(ANY if 0xF000 <= code < 0xF100 else chr(code))
        elif tag in PLACED and (shown := self.package.picture(element)) is not None:
            self._picture(shown, element.tag, spot)
        elif tag in _TEXT:
            self._add(element.text or "")
        elif tag in _SHOWN:
            self._add(_SHOWN[tag])
        else:
            for child in alternative(element):
                self._shown(child, spot, style)

    def _picture(self, shown: str, placed: str, spot: Spot) -> None:
        if spot.parts[0][0] == "margin":
            return  # in a header or footer it is decoration to the PDF
        if placed == ANCHORED:
            self._add_frame(Paragraph(PICTURE + shown, spot, section=self.section))
        else:
            self._add(PICTURE + shown)

    def _text_box(self, element: Element, spot: Spot) -> None:
        held = self.text, self.notes, self.any_case
        for paragraph in build_paragraphs(self._blocks(element, spot)):
            self._add_frame(paragraph)
        self.text, self.notes, self.any_case = held

    def _add(self, text: str) -> None:
        if self.fields.shows:
            self.text.append(text)


def _inside(element: Element, tag: str) -> list[Element]:
    """The rows of a table or cells of a row, also those inside content controls."""
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag not in _UNSEEN and child.tag != W + "tbl":
            found.extend(_inside(child, tag))
    return found
