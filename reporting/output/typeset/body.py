"""Paragraphs, runs and what stands in them (ECMA-376 part 1, 17.3), read into `word` values.

The tables below say what each element is; an element in none of them is a problem at its place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ...places import Place
from .drawing import drawing_inlines
from .fields import Open, field_inlines
from .numbering import Numbering, check_level, symbol
from .package import MC, Element, R, Spot, W, local, val
from .properties import Props, frame_of, paragraph_properties, run_properties
from .styles import Style, Styles
from .tables import read_table
from .word import Block, Break, Inline, Label, Link, Look, Mark, Note, NoteMark, Paragraph, Picture, Run, Tab

HARMLESS = frozenset(
    "proofErr bookmarkEnd lastRenderedPageBreak permStart permEnd pPr rPr sectPr tblPr tblGrid sdtPr sdtEndPr "
    "separator continuationSeparator customXmlPr smartTagPr".split()
)
WRAPPERS = ("smartTag", "customXml", "sdtContent", "sdt")
TEXT = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Extensions of which we read the newer form; another makes us take `mc:Fallback`.
UNDERSTOOD = frozenset(
    (
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    )
)


def chosen(node: Element) -> Element | None:
    """The branch of `mc:AlternateContent` that we read (ECMA-376 part 3, 7.6)."""
    for branch in node:
        if branch.tag == MC + "Fallback":
            return branch
        if all(branch.nsmap.get(prefix) in UNDERSTOOD for prefix in branch.get("Requires", "").split()):
            return branch
    return None


@dataclass
class Context:
    """What surrounds a paragraph: its table's style, and whether it stands in a note."""

    run: Props
    paragraph: Props


OUTSIDE = Context({}, {})


class Body:
    """Reads the blocks of one part. `notes` gives the paragraphs of a footnote by its id."""

    def __init__(self, spot: Spot, styles: Styles, numbering: Numbering, notes: Any, characters: dict[Place, list]):
        self.spot, self.styles, self.numbering, self.notes, self.characters = spot, styles, numbering, notes, characters
        self._open: list[Open] = []
        self._numbers = {p: i for i, p in enumerate(spot.part.root.iter(W + "p"), 1)}

    def blocks(self, parent: Element, around: Context = OUTSIDE) -> tuple[Block, ...]:
        """The paragraphs and tables of a body, cell, header or note, in order."""
        return tuple(block for block, _ in self.blocks_and_sections(parent, around) if block is not None)

    def blocks_and_sections(
        self, parent: Element, around: Context = OUTSIDE
    ) -> list[tuple[Block | None, Element | None]]:
        """The blocks, each with the `w:sectPr` that its paragraph ends a section with."""
        found: list[tuple[Block | None, Element | None]] = []
        for node in parent:
            name = local(node)
            if node.tag == W + "p":
                found.append((self.paragraph(node, around), node.find(f"{W}pPr/{W}sectPr")))
            elif node.tag == W + "tbl":
                found.append((read_table(node, self, around), None))
            elif name in WRAPPERS:
                found += self.blocks_and_sections(node, around)
            elif node.tag == MC + "AlternateContent":
                branch = chosen(node)
                if branch is None:
                    self.spot.unknown(node)
                else:
                    found += self.blocks_and_sections(branch, around)
            elif node.tag == W + "bookmarkStart":
                continue  # between blocks: `pending_marks` hands it to the next paragraph
            elif name not in HARMLESS and name != "tcPr":
                self.spot.unknown(node)
        return found

    def paragraph(self, node: Element, around: Context) -> Paragraph:
        outer = self.spot.paragraph
        self.spot.paragraph = self.number(node)
        properties = node.find(W + "pPr")
        parts = {} if properties is None else {local(child): child for child in properties}
        style = self.styles.get(val(parts.get("pStyle")), "paragraph")
        numbering, numbered = self._numbering(parts.get("numPr"), style)
        shape = self.styles.shape(around.paragraph, style, numbered, paragraph_properties(properties, self.spot))
        frame = parts.get("framePr", style.frame)
        if frame is not None:
            shape = replace(shape, frame=frame_of(frame, self.spot))
        marks = run_properties(parts.get("rPr"), self.spot) if "rPr" in parts else {}
        mark_style = self._character(parts.get("rPr"))
        mark = self.styles.look(around.run, style, mark_style, marks)
        inlines: list[Inline] = [Mark(n) for n in self._marks_before(node)]
        self._inlines(node, inlines, style, around)
        if self._open:
            self.spot.problem("word-field-unknown", field=self._open[0].instruction.strip() or "?")
            self._open.clear()
        place = self.spot.place
        texts = self.characters.setdefault(place, [])
        label = self._label(numbering, mark, place) if numbering else None
        if label is not None:
            texts.append((label.text, label.look))
        self._gather(inlines, texts, mark)
        self.spot.paragraph = outer or self.spot.paragraph
        return Paragraph(shape, tuple(inlines), style.name, mark, place, label)

    def _gather(self, inlines: Any, texts: list, mark: Look) -> None:
        for inline in inlines:
            if isinstance(inline, Run):
                texts.append((inline.text, inline.look))
            elif isinstance(inline, Link):
                self._gather(inline.inlines, texts, mark)
            elif isinstance(inline, Picture):
                texts.append((inline.words, mark))

    def number(self, node: Element) -> int:
        """The paragraph's number in its part, counting every `w:p` in document order."""
        return self._numbers.get(node, 0)

    @staticmethod
    def _marks_before(node: Element) -> list[str]:
        """Bookmarks that start between the block before and this paragraph."""
        found = []
        before = node.getprevious()
        while before is not None and before.tag in (W + "bookmarkStart", W + "bookmarkEnd"):
            if before.tag == W + "bookmarkStart":
                found.append(before.get(W + "name", ""))
            before = before.getprevious()
        return found[::-1]

    def _numbering(self, node: Element | None, style: Style) -> tuple[tuple[str, int] | None, Props]:
        """The list and level of the paragraph, and the indents that a list named on the paragraph itself brings."""
        named = style.numbering
        if node is not None:
            level = val(node.find(W + "ilvl"))
            number = val(node.find(W + "numId")) or (named[0] if named else None)
            if number is None:
                return None, {}
            named = (number, int(level) if level else (named[1] if named and node.find(W + "numId") is None else None))
        if named is None or named[0] == "0" or named[0] not in self.numbering.lists:
            return None, ({"left": 0.0, "first": 0.0} if node is not None and style.numbering else {})
        level = self.numbering.level(named, style.id)
        return (named[0], level), self.numbering.indents(named[0], level) if node is not None else {}

    def _label(self, numbering: tuple[str, int], mark: Look, place: Place) -> Label | None:
        number, at = numbering
        level = self.numbering.get(number, at)
        if level is None or not check_level(level, self.spot):
            return None
        text = self.numbering.label_text(number, at)
        look = self._with(mark, self.numbering.run(number, at))
        if level.format == "bullet":
            drawn = [symbol(character, look.font) for character in text]
            if None in drawn:
                self.spot.problem("word-glyph-missing", character=text, font=look.font, hex=f"U+{ord(text[0]):04X}")
            text = "".join(character or "" for character in drawn)
        return Label(text, look, level.after, level.align, at, number)

    def _with(self, look: Look, props: Props) -> Look:
        """The look of a label: the paragraph mark's, with what the level says on it (17.9.24)."""
        if "font" in props:
            props = {**props, "font": self.styles.font(props["font"])}
        known = {k: v for k, v in props.items() if k in Look.__dataclass_fields__ and v is not None}
        return replace(look, **known, underline=props.get("underline"))

    def _character(self, properties: Element | None) -> Style | None:
        id = None if properties is None else val(properties.find(W + "rStyle"))
        return self.styles.get(id, "character") if id else None

    def _inlines(self, parent: Element, into: list[Inline], style: Style, around: Context) -> None:
        for node in parent:
            name = local(node)
            if node.tag == W + "r":
                self._run(node, into, style, around)
            elif node.tag == W + "hyperlink":
                self._hyperlink(node, into, style, around)
            elif node.tag == W + "bookmarkStart":
                self._target(into).append(Mark(node.get(W + "name", "")))
            elif node.tag == W + "fldSimple":
                result: list[Inline] = []
                self._inlines(node, result, style, around)
                look = next(
                    (r.look for r in result if isinstance(r, Run)), self.styles.look(around.run, style, None, {})
                )
                self._target(into).extend(field_inlines(node.get(W + "instr", ""), result, look, self.spot))
            elif node.tag == MC + "AlternateContent":
                branch = chosen(node)
                self.spot.unknown(node) if branch is None else self._inlines(branch, into, style, around)
            elif name in WRAPPERS and node.tag.startswith(W):
                self._inlines(node, into, style, around)
            elif name not in HARMLESS:
                self.spot.unknown(node)

    def _target(self, into: list[Inline]) -> list[Inline]:
        """Where inlines go: the result of the innermost open field, or the paragraph."""
        return self._open[-1].result if self._open else into

    def _hyperlink(self, node: Element, into: list[Inline], style: Style, around: Context) -> None:
        inside: list[Inline] = []
        self._inlines(node, inside, style, around)
        relation = self.spot.part.relations.get(node.get(R + "id", ""))
        anchor = node.get(W + "anchor")
        if relation is not None:
            link = Link(relation.target + (f"#{anchor}" if anchor else ""), False, tuple(inside))
        elif anchor:
            link = Link(anchor, True, tuple(inside))
        else:
            self.spot.unknown(node)
            link = Link("", True, tuple(inside))
        self._target(into).append(link)

    def _run(self, node: Element, into: list[Inline], style: Style, around: Context) -> None:
        properties = node.find(W + "rPr")
        look = self.styles.look(around.run, style, self._character(properties), run_properties(properties, self.spot))
        self._contents(node, look, into, style)

    def _contents(self, node: Element, look: Look, into: list[Inline], style: Style) -> None:
        for child in node:
            target, name = self._target(into), local(child)
            if child.tag == MC + "AlternateContent":
                branch = chosen(child)
                self.spot.unknown(child) if branch is None else self._contents(branch, look, into, style)
            elif not child.tag.startswith(W):
                self.spot.unknown(child)
            elif name == "fldChar":
                self._field_mark(child, look, into)
            elif name == "instrText":
                if self._open:
                    self._open[-1].instruction += child.text or ""
            elif self._open and not self._open[-1].in_result:
                continue
            elif name == "t" or name in TEXT:
                self._text(TEXT.get(name) or child.text or "", look, target)
            elif name == "tab":
                target.append(Tab(look))
            elif name in ("br", "cr"):
                target.append(Break("page" if val(child, "type") in ("page", "column") else "line"))
            elif name == "sym":
                code, font = val(child, "char") or "0", val(child, "font") or ""
                drawn = symbol(chr(int(code, 16)), font)
                if drawn is None:
                    self.spot.problem("word-glyph-missing", character=code, font=font, hex=f"U+{code}")
                self._text(drawn or "", look, target)
            elif name == "footnoteReference":
                target.append(self._note(child, look))
            elif name == "footnoteRef":
                target.append(NoteMark())
            elif name == "drawing":
                target.extend(drawing_inlines(child, self.spot, self))
            elif name not in HARMLESS:
                self.spot.unknown(child)

    def _text(self, text: str, look: Look, target: list[Inline]) -> None:
        if not text:
            return
        if look.hidden:
            self.spot.problem("word-hidden-text", words=text[:40])
        elif target and isinstance(target[-1], Run) and target[-1].look is look:
            target[-1] = Run(target[-1].text + text, look)
        else:
            target.append(Run(text, look))

    def _note(self, node: Element, look: Look) -> Note:
        if node.get(W + "customMarkFollows", "0") not in ("0", "false"):
            self.spot.odd_value(node, "customMarkFollows")
        return Note(self.notes(node.get(W + "id", ""), self.spot), look)

    def _field_mark(self, node: Element, look: Look, into: list[Inline]) -> None:
        kind = val(node, "fldCharType")
        if kind == "begin":
            self._open.append(Open(look=look))
        elif not self._open:
            return
        elif kind == "separate":
            self._open[-1].in_result = True
        else:
            done = self._open.pop()
            self._target(into).extend(field_inlines(done.instruction, done.result, done.look, self.spot))
