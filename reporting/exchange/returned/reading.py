"""A Word file read as it was sent and as it would become: every paragraph, with all revisions kept apart.

Revisions are those of ECMA-376 part 1, 17.13.5, as Word, LibreOffice and pandoc write them: inserted, deleted and moved
runs (one inside another by two authors too), paragraph marks, rows and cells, and tracked changes of layout. Nothing is
decided here; `comparing` says what they come to.
"""

from __future__ import annotations

import hashlib

from lxml import etree

from ...output.word.ooxml import MC, R, W
from .fields import Fields, address
from .looks import Looks, cell_look
from .opening import Opened
from .parsing import Refused
from .pieces import Anchor, Atoms, Mark, Paragraph, Piece, Reference, plain
from .surveying import Survey

TEXTS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}  # fmt: skip
MOST_PARAGRAPHS = 100_000  # a table of 10,000 rows and 8 columns has 80,000
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
DELETED, INSERTED = {W + "del", W + "moveFrom"}, {W + "ins", W + "moveTo"}
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
DRAWN, CLICKED = f"{{{DRAWING}wordprocessingDrawing}}docPr", f"{{{DRAWING}main}}hlinkClick"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Changes of layout that the revisions of a paragraph, its row or its table carry.
LAYOUT = {
    "pPrChange": "paragraph", "tblPrChange": "table", "tblPrExChange": "table", "trPrChange": "row",
    "tcPrChange": "cell", "tblGridChange": "table", "numberingChange": "list", "cellMerge": "cell",
}  # fmt: skip
# In a run, and no text of it: marks and layout.
SILENT = {
    W + name for name in "rPr footnoteRef endnoteRef annotationRef lastRenderedPageBreak separator "
    "continuationSeparator commentReference fldChar instrText delInstrText t delText".split()
}  # fmt: skip


def mark_of(node: etree._Element | None, move: str = "") -> Mark | None:
    """Who made a revision, None where there is none."""
    if node is None:
        return None
    return Mark(plain(node.get(W + "author") or "")[:200], (node.get(W + "date") or "")[:40], move)


class PartReading:
    """One part of a file: its paragraphs in flows."""

    def __init__(self, opened: Opened, name: str, part: str, looks: Looks, atoms: Atoms) -> None:
        self.opened, self.name, self.part, self.looks, self.atoms = opened, name, part, looks, atoms
        self.notes: list[Reference] = []
        self.boxes: dict[etree._Element, int] = {}  # what paragraphs stand in, each with its number
        self._numbers: dict[etree._Element, int] = {}
        self._tables: dict[etree._Element, int] = {}

    def read(self, root: etree._Element) -> list[Paragraph]:
        """Every paragraph in document order; those of boxes and frames in a flow of their own."""
        self._numbers = {node: number for number, node in enumerate(root.iter(W + "p"), 1)}
        if len(self._numbers) > MOST_PARAGRAPHS:
            raise Refused("returned-bomb", part=self.name)
        self._fields = Fields(self.atoms)
        self._survey = Survey(root)
        return [self._paragraph(node) for node in self._numbers if not _is_fallback(node)]

    def _mark(self, node: etree._Element | None) -> Mark | None:
        return mark_of(node, self._survey.moves.get(node, "") if node is not None else "")

    def _paragraph(self, node: etree._Element) -> Paragraph:
        properties = node.find(W + "pPr")
        style = _style(properties)
        container = node.getparent()
        while container.tag not in CONTAINERS and container.getparent() is not None:
            container = container.getparent()
        boxed = any(above.tag == W + "txbxContent" for above in node.iterancestors())
        framed = boxed or self.looks.is_framed(properties, style)
        made = Paragraph(self.part, self._numbers[node], f"{self.part}/box" if framed else self.part, 0)
        made.box = self.boxes.setdefault(container, len(self.boxes))
        holder = next(node.iterancestors(W + "p"), None)
        made.holder = self._numbers[holder] if holder is not None else 0
        made.look = self.looks.paragraph(properties, style)
        self._read_marks(properties, made)
        if container.tag == W + "tc":
            self._read_cell(container, made)
        change = properties.find(W + "pPrChange") if properties is not None else None
        before = change.find(W + "pPr") if change is not None else None
        if change is not None:
            made.look = self.looks.paragraph(before, _style(before))
        if framed:
            made.look = {**made.look, "frame": "1"}
        self._style, self._former = style, _style(before) if change is not None else style
        self._made = made
        loose = self._survey.loose.get(node, [])
        made.anchors += [Anchor(key, kind, 0) for key, kind in loose if kind == "start"]
        for child in node:
            self._inline(child, None, None, "")
        self._fields.end_paragraph(made)
        made.anchors += [Anchor(key, kind, len(made.pieces)) for key, kind in loose if kind == "end"]
        return made

    def _read_marks(self, properties: etree._Element | None, made: Paragraph) -> None:
        if properties is None:
            return
        look = properties.find(W + "rPr")
        for node in look if look is not None else ():
            if node.tag in INSERTED:
                made.inserted = self._mark(node)
            elif node.tag in DELETED:
                made.deleted = self._mark(node)
            elif node.tag == W + "rPrChange":
                made.changed.append(("text", mark_of(node) or Mark()))
        for node in properties.iter(*(W + name for name in LAYOUT)):
            made.changed.append((LAYOUT[etree.QName(node).localname], mark_of(node) or Mark()))

    def _read_cell(self, cell: etree._Element, made: Paragraph) -> None:
        row = next(cell.iterancestors(W + "tr"), None)
        table = next(row.iterancestors(W + "tbl"), None) if row is not None else None
        if row is None or table is None:
            raise Refused("returned-damaged", part=self.name)
        made.row = self._place(table, row, cell)
        for above in (row, *row.iterancestors(W + "tr")):
            properties = above.find(W + "trPr")
            if properties is not None:
                made.row_inserted = made.row_inserted or mark_of(properties.find(W + "ins"))
                made.row_deleted = made.row_deleted or mark_of(properties.find(W + "del"))
        own = cell.find(W + "tcPr")
        if own is not None:
            made.row_inserted = made.row_inserted or mark_of(own.find(W + "cellIns"))
            made.row_deleted = made.row_deleted or mark_of(own.find(W + "cellDel"))
        made.look = {**made.look, **cell_look(cell)}
        for holder, names in ((cell, ("tcPr",)), (row, ("trPr", "tblPrEx")), (table, ("tblPr", "tblGrid"))):
            if self._numbers[next(holder.iter(W + "p"))] == made.number:  # told once, at the first paragraph in it
                for node in holder.iterfind("*/*"):
                    name = etree.QName(node).localname
                    if name in LAYOUT and etree.QName(node.getparent()).localname in names:
                        made.changed.append((LAYOUT[name], self._mark(node) or Mark()))

    def _place(self, table: etree._Element, row: etree._Element, cell: etree._Element) -> tuple[int, int, int]:
        if table not in self._tables:
            self._tables[table] = len(self._tables) + 1
            for number, one in enumerate(table.iter(W + "tr")):
                self._tables[one] = number
                for column, other in enumerate(one.iter(W + "tc")):
                    self._tables[other] = column
        return self._tables[table], self._tables[row], self._tables.get(cell, 0)

    def _inline(self, node: etree._Element, ins: Mark | None, gone: Mark | None, link: str) -> None:
        """One child of a paragraph: what it holds as pieces, with the marks of what is around it."""
        tag = node.tag
        if tag == W + "r":
            self._run(node, ins, gone, link)
        elif tag in INSERTED | DELETED:
            mark = self._mark(node)
            for child in node:
                self._inline(child, mark if tag in INSERTED else ins, mark if tag in DELETED else gone, link)
        elif tag in (W + "commentRangeStart", W + "commentRangeEnd"):
            kind = "start" if tag.endswith("Start") else "end"
            self._made.anchors.append(Anchor(node.get(W + "id", ""), kind, len(self._made.pieces)))
        elif tag == W + "fldSimple":
            with self._fields.simple(node.get(W + "instr", ""), self._made, ins, gone):
                for child in node:
                    self._inline(child, ins, gone, link)
        elif tag == W + "hyperlink":
            link = address(self._target(node.get(R + "id", "")), node.get(W + "anchor", ""))
            for child in node:
                self._inline(child, ins, gone, link)
        elif tag == W + "pPr" or not isinstance(tag, str):
            return
        elif tag == MATH_TEXT:
            self._add(plain(node.text or ""), ins, gone, {})
        elif tag == MC + "AlternateContent":
            for child in chosen(node):
                self._inline(child, ins, gone, link)
        elif tag != W + "p":
            for child in node:
                self._inline(child, ins, gone, link)

    def _run(self, run: etree._Element, ins: Mark | None, gone: Mark | None, link: str) -> None:
        properties = run.find(W + "rPr")
        change = properties.find(W + "rPrChange") if properties is not None else None
        look = before = {**self.looks.run(properties, self._style), **({"link": link} if link else {})}
        if change is not None or self._style != self._former:
            former = change.find(W + "rPr") if change is not None else properties
            before = {**self.looks.run(former, self._former), **({"link": link} if link else {})}
        for name in ("ins", "del"):  # a mark inside the properties, as the earliest versions of Word 2007 wrote it
            inner = properties.find(W + name) if properties is not None else None
            ins, gone = (mark_of(inner) or ins, gone) if name == "ins" else (ins, mark_of(inner) or gone)
        kept = {"look": look, "before": before, "looked": mark_of(change)}
        self._run_children(run, ins, gone, kept)

    def _run_children(self, run: etree._Element, ins: Mark | None, gone: Mark | None, kept: dict) -> None:
        for child in run:
            tag = child.tag
            if tag in (W + "t", W + "delText"):
                self._add(plain(child.text or ""), ins, gone, kept)
            elif tag in TEXTS:
                self._add(TEXTS[tag], ins, gone, kept)
            elif tag == W + "fldChar":
                self._fields.mark(child.get(W + "fldCharType", ""), self._made, ins, gone)
            elif tag in (W + "instrText", W + "delInstrText"):
                self._fields.instruct(child.text or "")
            elif tag in NOTES:
                self.notes.append(
                    Reference(NOTES[tag], child.get(W + "id", ""), ins, gone, self._made, len(self._made.pieces))
                )
                self._add(self.atoms.get("note"), ins, gone, {"looked": kept.get("looked")}, raw="")
            elif tag in (W + "footnoteRef", W + "endnoteRef"):
                self._after_reference = True
            elif tag == W + "commentReference":
                self._made.anchors.append(Anchor(child.get(W + "id", ""), "reference", len(self._made.pieces)))
            elif tag == W + "sym":
                self._add(
                    self.atoms.get("symbol", f"{child.get(W + 'font')} {child.get(W + 'char')}"), ins, gone, kept, ""
                )
            elif tag == MC + "AlternateContent":
                self._run_children(chosen(child), ins, gone, kept)
            elif tag not in SILENT and isinstance(tag, str):
                self._object(child, ins, gone, kept)

    _after_reference = False

    def _add(self, text: str, ins: Mark | None, gone: Mark | None, kept: dict, raw: str | None = None) -> None:
        raw = text if raw is None else raw
        if self._after_reference and text:
            self._after_reference = False
            stripped = text.lstrip(" \t\u00a0")  # between a note's mark and its text each program has its own blank
            if text != stripped:
                self._fields.add(Piece("", text[: len(text) - len(stripped)], ins, gone), self._made)
                text = raw = stripped
        if text or raw:
            self._fields.add(Piece(text, raw, ins, gone, **kept), self._made)

    def _object(self, node: etree._Element, ins: Mark | None, gone: Mark | None, kept: dict) -> None:
        """A picture, or whatever else stands in a line and is no text. A box of text is told by its text alone."""
        if next(node.iter(W + "txbxContent"), None) is not None:
            return
        pictures = [
            self._digest(value)
            for inner in node.iter()
            for name, value in inner.attrib.items()
            if name in (R + "embed", R + "id", R + "link")
        ]
        pictures = [one for one in pictures if one]
        local = etree.QName(node).localname
        kind = "picture" if pictures or local in ("drawing", "pict") else "object"
        atom = self.atoms.get(kind, pictures[0] if pictures else local)
        said = [inner.get("descr") or "" for inner in node.iter(DRAWN)] + [
            inner.get("alt") or "" for inner in node.iter()
        ]
        links = [self._target(inner.get(R + "id", "")) for inner in node.iter(CLICKED)]
        look = {
            "alt": " ".join(plain(" ".join(said)).split())[:2000],
            "link": address(" ".join(links).strip(), ""),
            "pictures": " ".join(pictures[1:]),  # the same in other forms: LibreOffice keeps the first alone
        }
        self._add(atom, ins, gone, {"looked": kept.get("looked"), "look": look, "before": look}, raw="")

    def _target(self, key: str) -> str:
        """The address that a relationship of this part leads to."""
        rel = self.opened.rels.get(self.name, {}).get(key)
        return rel.target if rel is not None else ""

    def _digest(self, key: str) -> str:
        rel = self.opened.rels.get(self.name, {}).get(key)
        data = self.opened.parts.get(rel.target) if rel is not None else None
        return hashlib.sha256(data).hexdigest() if data is not None else ""


CONTAINERS = {W + name for name in "body tc txbxContent footnote endnote comment hdr ftr".split()}


def chosen(node: etree._Element) -> etree._Element:
    """Of content in several forms, the one that is read: the first choice, else what stands there for old programs."""
    choice = node.find(MC + "Choice")
    return choice if choice is not None else next(iter(node), node)


def _is_fallback(node: etree._Element) -> bool:
    return any(
        above.tag == MC + "Fallback" and above is not chosen(above.getparent()) for above in node.iterancestors()
    )


def _style(properties: etree._Element | None) -> str:
    node = properties.find(W + "pStyle") if properties is not None else None
    return node.get(W + "val", "") if node is not None else ""
