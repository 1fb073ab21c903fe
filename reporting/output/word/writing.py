"""The values of one document put in the place of their tokens, part by part, with the origin of every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import quote

from lxml import etree

from ...documents.blocks import Block, Break, Chart, Inline, Note, Span, Table, Text
from ...places import Place
from ...problems import Problem
from .columns import fit_columns
from .lists import LISTED, style_key
from .ooxml import RELATIONSHIPS, R, W, element, properties, put
from .origins import Segment, joined
from .package import Relation
from .pictures import build_picture
from .printing import OPEN, TOKEN, BlockText
from .runs import (
    BETWEEN_NOTES,
    LINE_END,
    TEXTS,
    UNPRINTABLE,
    add_text,
    between_notes,
    is_reference,
    new_run,
    note_run,
    span_run,
)
from .shared import Writing
from .spaces import tie_spaces
from .tables import build_table, sections, text_width
from .template import NUMBER, Story

LINK = f"{RELATIONSHIPS}/hyperlink"
# Styles of paragraphs that the writer makes itself: in table cells and notes.
CELL_STYLES = {"number": "List Number", "letter": "List Letter", "bullet": "List Bullet", "continue": "List Continue"}
URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


class PartWriting:
    """One part: its tree with tokens becomes its tree with text; relationships are added to `rels`."""

    def __init__(self, shared: Writing, story: Story, root: etree._Element, rels: dict[str, Relation]) -> None:
        self.shared = shared
        self.story = story
        self.root = root
        self.rels = rels
        self.number: int | None = None  # the template's paragraph that is being written
        self._links: dict[str, str] = {}
        self.numbers: dict[etree._Element, int | None] = {}  # the template's, of the paragraphs written
        self._notes_allowed = False

    @cached_property
    def sections(self) -> dict[etree._Element, etree._Element]:
        return sections(self.root)

    def write(self) -> None:
        """Put every value in its place."""
        boxes = self.root.find(f".//{W}txbxContent") is not None
        for paragraph in list(self.root.iter(W + "p")):
            number = paragraph.attrib.pop(NUMBER, None)
            self.number = int(number) if number else self.number
            runs = list(paragraph.iter(W + "r"))
            in_box = False
            if boxes:  # a text box holds paragraphs of its own, inside a run of another
                runs = [run for run in runs if next(run.iterancestors(W + "p")) is paragraph]
                in_box = next(paragraph.iterancestors(W + "txbxContent"), None) is not None
            self._notes_allowed = self.story.name == "body" and not in_box
            self.numbers[paragraph] = self.number
            self._paragraph(paragraph, runs)
        for paragraph in self.root.iter(W + "p"):
            told = self.shared.segments.get(paragraph, ())
            self.shared.segments[paragraph] = tie_spaces(paragraph, told, self.shared.language)
        fit_columns(self.root, self.shared.styles)

    def problem(self, code: str, **values: Any) -> None:
        """Report something at the template's paragraph that is being written."""
        place = self.story.place(self.shared.shown, self.number)
        self.shared.problems.append(Problem(code, place, {"where": self.story.where(self.number), **values}))

    @property
    def own(self) -> tuple[Place, ...]:
        """The origin of words that the template holds itself."""
        return (self.story.place(self.shared.shown, self.number),)

    def _paragraph(self, paragraph: etree._Element, runs: list[etree._Element]) -> None:
        segments: list[Segment] = []
        values: list[Any] = []
        for run in runs:
            self._run(run, segments, values)
        if any(isinstance(value, Table) for value in values):
            if len(values) == 1 and not joined(segments) and paragraph.find(f"{W}pPr/{W}sectPr") is None:
                self._table(paragraph, values[0])
                return
            self.problem("table-misplaced")
        block = next((value.block for value in values if isinstance(value, BlockText)), None)
        if block is not None:
            self._block(paragraph, block)
        self.shared.segments[paragraph] = joined(segments)

    def _run(self, run: etree._Element, segments: list[Segment], values: list[Any]) -> None:
        """Note the text of a run; where it holds tokens, put runs with their values in its place."""
        look = run.find(W + "rPr")
        tokens = any(child.tag == W + "t" and OPEN in (child.text or "") for child in run)
        made: list[etree._Element] = []
        plain: etree._Element | None = None  # the run for what the template's run holds beside tokens
        for child in list(run):
            if child is look:
                continue
            if tokens and child.tag == W + "t":
                for index, piece in enumerate(TOKEN.split(child.text or "")):
                    if index % 2:
                        values.append(self.shared.tokens[int(piece)])
                        made += self._value(values[-1], look, segments, run)
                        plain = None
                    elif piece:
                        if plain is None:
                            made.append(plain := new_run(look))
                        add_text(plain, piece)
                        segments.append(Segment(piece, self.own))
                continue
            if child.tag == W + "t":
                segments.append(Segment(child.text or "", self.own))
            elif child.tag in TEXTS:
                segments.append(Segment(TEXTS[child.tag], self.own))
            elif child.tag == W + "footnoteReference" and self.shared.notes is not None:
                self.shared.notes.refer(child)
            if tokens:
                if plain is None:
                    made.append(plain := new_run(look))
                plain.append(child)
        if tokens:
            parent = run.getparent()
            index = parent.index(run)
            parent[index : index + 1] = made

    def _value(
        self, value: Any, look: etree._Element | None, segments: list[Segment], run: etree._Element
    ) -> list[etree._Element]:
        """The runs of one printed value."""
        if isinstance(value, Text):
            in_link = next(run.iterancestors(W + "hyperlink"), None) is not None
            return list(self.inlines(value.inlines, look, segments, in_link))
        if isinstance(value, Chart):
            return build_picture(value, run, self)
        if isinstance(value, str):
            self.problem("value-without-origin", text=short(value))
        elif not isinstance(value, Table):
            kind = str(value) if value is None or isinstance(value, bool) else type(value).__name__
            self.problem("value-not-text", kind=kind)
        return []

    def inlines(
        self, inlines: Iterable[Inline], look: etree._Element | None, segments: list[Segment], in_link: bool = False
    ) -> Iterator[etree._Element]:
        """Runs, and hyperlinks around runs, for inlines; their text and origins are added to `segments`."""
        for link, group in groupby(inlines, key=lambda inline: inline.link if isinstance(inline, Span) else None):
            runs: list[etree._Element] = []
            for inline in group:
                made = self._inline(inline, look, segments)
                if made is not None and isinstance(inline, Note) and runs and is_reference(runs[-1]):
                    runs.append(between_notes(look, self.shared.styles))
                    segments.append(Segment(BETWEEN_NOTES, self.own))
                runs += [made] if made is not None else []
            if link is None:
                yield from runs
            elif in_link:
                self.problem("link-in-link", text=short(link))
            elif runs:
                hyperlink = element("hyperlink")
                hyperlink.set(R + "id", self._link(link))
                hyperlink.extend(runs)
                yield hyperlink

    def _inline(self, inline: Inline, look: etree._Element | None, segments: list[Segment]) -> etree._Element | None:
        shared = self.shared
        if isinstance(inline, Span):
            origins = inline.origins or self.own
            text = self.printable(inline.text, origins)
            if not text:
                return None
            segments.append(Segment(text, origins))
            return span_run(inline, text, look, shared.styles, shared.language)
        if isinstance(inline, Break):
            segments.append(Segment("\n", segments[-1].origins if segments else self.own))
            run = new_run(look)
            element("br", run)
            return run
        if not self._notes_allowed or shared.notes is None:
            self.problem("note-misplaced", text=short("".join(s.text for s in segments)))
            return None
        return note_run(self._note(inline), look, shared.styles)

    def _note(self, note: Note) -> int:
        """A footnote for a note of a text: in Word's form, its mark and a space first. Gives its id."""
        shared = self.shared
        assert shared.notes is not None and shared.notes_part is not None
        part = shared.notes_part
        part.story, part.number = self.story, self.number  # what is wrong in a note is wrong where it is printed
        made = element("footnote")
        for index, inlines in enumerate(note.paragraphs or ((),)):
            paragraph = element("p", made)
            style = shared.styles.id("paragraph", "footnote text") or ""
            element("pStyle", element("pPr", paragraph), val=style)
            segments: list[Segment] = []
            if index == 0:
                mark = element("r", paragraph)
                reference = shared.styles.id("character", "footnote reference") or ""
                element("rStyle", element("rPr", mark), val=reference)
                element("footnoteRef", mark)
                gap = element("r", paragraph)
                add_text(gap, " ")
                segments.append(Segment(" ", ()))
            paragraph.extend(part.inlines(inlines, None, segments))
            shared.segments[paragraph] = tie_spaces(paragraph, joined(segments), shared.language)
        return shared.notes.add(made)

    def printable(self, text: str, origins: tuple[Place, ...]) -> str:
        """The text, its line ends alike, without what XML cannot carry: each such character is a problem."""
        for bad in UNPRINTABLE.findall(text):
            self.shared.problems.append(Problem("unprintable-character", origins[0], {"code": ord(bad)}))
        return LINE_END.sub("\n", UNPRINTABLE.sub("", text))

    def _link(self, address: str) -> str:
        """The id of the relationship to an address outside, one for each address of a part."""
        if address not in self._links:
            key = f"link{len(self._links) + 1}"
            while key in self.rels:
                key += "x"
            self._links[address] = key
            self.rels[key] = Relation("hyperlink", LINK, quote(address, safe=URL_SAFE), external=True)
        return self._links[address]

    def _block(self, paragraph: etree._Element, block: Block) -> None:
        """Level and list of a list item; the style of a further paragraph in it."""
        styles = self.shared.styles
        look = properties(paragraph)
        name = styles.name(style_key(look.find(W + "pStyle")))
        if block.kind == "continue" and block.level > 1 and name.lower() == "list continue":
            put(look, "pStyle", val=self._style("paragraph", f"{name} {block.level}"))
        elif block.kind in LISTED and not self.shared.lists.number(paragraph, block):
            self.problem("style-without-numbering", style=name, level=block.level)
        if len(look) == 0:
            paragraph.remove(look)

    def _style(self, kind: str, name: str) -> str:
        key = self.shared.styles.id(kind, name)
        if key is None:
            self.problem("style-missing", style=name)
        return key or ""

    def _table(self, paragraph: etree._Element, table: Table) -> None:
        """Put a table in the place of a paragraph; paragraphs stay where Word would join or refuse tables."""
        made = build_table(
            table, self._style("table", "House Table"), text_width(paragraph, self.sections), self._cell_paragraph
        )
        rows = made.findall(W + "tr")
        kept = rows[:-1] if table.together else []
        if paragraph.find(f"{W}pPr/{W}keepNext") is not None:
            kept.append(rows[-1])
        for row in kept:  # on a row it is each of its paragraphs that says so
            for inside in row.iter(W + "p"):
                put(properties(inside), "keepNext")
        parent = paragraph.getparent()
        parent.replace(paragraph, made)
        before, after = made.getprevious(), made.getnext()
        if before is not None and before.tag == W + "tbl":
            made.addprevious(element("p"))
        if after is None or after.tag in (W + "sectPr", W + "tbl"):
            made.addnext(element("p"))

    def _cell_paragraph(self, block: Block, in_header: bool) -> etree._Element:
        paragraph = element("p")
        name = CELL_STYLES.get(block.kind, "Table Text")
        if in_header or block.kind in ("heading", "advice"):
            name = "Table Heading"
        element("pStyle", element("pPr", paragraph), val=self._style("paragraph", name))
        segments: list[Segment] = []
        paragraph.extend(self.inlines(block.text.inlines, None, segments))
        if name in CELL_STYLES.values():
            self._block(paragraph, block)
        self.shared.segments[paragraph] = joined(segments)
        return paragraph


def short(text: str) -> str:
    """The beginning of a text, for a message."""
    text = " ".join(TOKEN.sub("…", text).split())
    return text if len(text) <= 40 else text[:39] + "…"
