"""The PDF as assistive software reads it: its tag tree (ISO 32000-1, 14.7-14.8), filled with what the pages print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf

from .pages import Page
from .reading import NOTE, PICTURE, Block, Note, Paragraph, Spot, Table, build_paragraphs
from .word import UnreadableFile

# Tags within a line (14.8.4.4); any other tag begins and ends a paragraph.
_INLINE = {
    "/Span",
    "/Strong",
    "/Em",
    "/Link",
    "/Reference",
    "/Quote",
    "/Code",
    "/Annot",
    "/BibEntry",
    "/Sub",
    "/Formula",
}
_NOTE = {"/Note", "/FENote"}
_NO_SPOT = Spot(())


@dataclass
class PdfFile:
    """`blocks`: the running text with frames where the tags have them. `artifacts`: a page's other texts, in the order
    of drawing. `heads`: the texts of tables' header rows, which are drawn again as artifacts after a page break."""

    blocks: list[Block]
    artifacts: list[list[str]]
    heads: list[str]
    pages: list[Page]


def build_pdf(data: bytes, pages: list[Page]) -> PdfFile | None:
    """Read the tags of a PDF whose pages are read. None when it has no tags. Raises `UnreadableFile`."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            root = document.Root.get("/StructTreeRoot")
            if root is None:
                return None
            reader = _Reader(document, root, pages)
            flow = _Flow()
            reader.walk(root, flow, -1)
            flow.close()
    except pikepdf.PdfError as error:
        raise UnreadableFile(str(error)) from error
    artifacts = [[item.text for item in page.prints if item.tag < 0 and item.drawn] for page in pages]
    return PdfFile(flow.out, artifacts, reader.heads, pages)


@dataclass
class _Flow:
    """Where walked text goes: the paragraph being filled and those that are done."""

    out: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    label: str | None = None
    page: int = -1

    def add(self, text: str, page: int) -> None:
        if not self.parts:
            self.page = page
        self.parts.append(text)

    def flush(self) -> None:
        """End the paragraph; a label waits for the paragraph that it stands before."""
        if self.parts:
            paragraph = Paragraph("".join(self.parts), _NO_SPOT, self.label, self.notes, self.page)
            self.parts, self.notes = [], []
            if paragraph.key:
                self.out.append(paragraph)
                self.label = None

    def close(self) -> None:
        """End the paragraph and, where nothing followed it, the label."""
        self.flush()
        if self.label is not None:
            self.out.append(Paragraph("", _NO_SPOT, self.label, page=self.page))
            self.label = None


class _Reader:
    def __init__(self, document: pikepdf.Pdf, root: pikepdf.Object, pages: list[Page]) -> None:
        self.roles = {name: str(role) for name, role in root.get("/RoleMap", pikepdf.Dictionary()).items()}
        self.numbers = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        self.texts: dict[tuple[int, int], str] = {}
        for number, page in enumerate(pages):
            for item in page.prints:
                if item.tag >= 0 and item.drawn:
                    self.texts[number, item.tag] = self.texts.get((number, item.tag), "") + item.text
        self.heads: list[str] = []
        self.note_count = 0
        self.referred = -1

    def walk(self, element: pikepdf.Object, flow: _Flow, page: int) -> None:
        if (own := element.get("/Pg")) is not None:
            page = self.numbers.get(own.objgen, page)
        kids = self._kids(element)
        for place, (role, kid) in enumerate(kids):
            if role is None:
                where, tag = (page, kid) if isinstance(kid, int) else self._content(kid, page)
                flow.add(self.texts.get((where, tag), ""), where)
            elif role in _INLINE:
                self.walk(kid, flow, page)
            elif role == "/Lbl":
                self._label(kid, flow, page, before_note=place + 1 < len(kids) and kids[place + 1][0] in _NOTE)
            elif role == "/Figure":
                flow.add(f"{PICTURE}{kid.get('/Alt', '')}\n", page)
                self.walk(kid, flow, page)
            elif role in _NOTE:
                flow.add(NOTE, page)
                flow.notes.append(self._note(kid, page))
            elif role == "/Table":
                flow.flush()
                flow.out.append(self._table(kid, page, flow))
            else:
                flow.flush()
                self.walk(kid, flow, page)
                flow.flush() if role == "/LBody" else flow.close()

    def _kids(self, element: pikepdf.Object) -> Sequence[tuple[str | None, pikepdf.Object | int]]:
        """The children with their roles; None for marked content, by id or by reference."""
        kids = element.get("/K")
        if kids is None:
            return ()
        found = []
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, int):
                found.append((None, kid))
            elif (name := kid.get("/S")) is not None:
                name = str(name)
                found.append((self.roles.get(name, name), kid))
            elif "/MCID" in kid:
                found.append((None, kid))
        return found

    def _content(self, reference: pikepdf.Object, page: int) -> tuple[int, int]:
        own = reference.get("/Pg")
        return self.numbers.get(own.objgen, page) if own is not None else page, int(reference.MCID)

    def _label(self, element: pikepdf.Object, flow: _Flow, page: int, before_note: bool) -> None:
        """The number or bullet of an item, or the mark that refers to a note (which is counted with the note)."""
        if before_note:
            self.referred = self._first_page(element, page)
            return
        inside = _Flow()
        self.walk(element, inside, page)
        inside.close()
        text = "".join(paragraph.text for paragraph in build_paragraphs(inside.out))
        if flow.parts:
            flow.add(text, page)
        else:
            flow.label, flow.page = text, page

    def _first_page(self, element: pikepdf.Object, page: int) -> int:
        """The page of the first thing that is printed below an element; -1 where nothing is."""
        if (own := element.get("/Pg")) is not None:
            page = self.numbers.get(own.objgen, page)
        for role, kid in self._kids(element):
            if role is not None:
                found = self._first_page(kid, page)
            else:
                found = page if isinstance(kid, int) else self._content(kid, page)[0]
            if found >= 0:
                return found
        return -1

    def _note(self, element: pikepdf.Object, page: int) -> Note:
        self.note_count += 1
        note = Note(self.note_count, [], page=self._first_page(element, page), referred=self.referred)
        self.referred = -1
        flow = _Flow(note.blocks)
        self.walk(element, flow, page)
        flow.close()
        if note.blocks and isinstance(first := note.blocks[0], Paragraph):
            note.mark, first.label = first.label, None
        return note

    def _table(self, element: pikepdf.Object, page: int, flow: _Flow) -> Table:
        table = Table([], _NO_SPOT)
        self._rows(element, page, table, flow)
        first = next(iter(build_paragraphs([table])), None)
        table.page = first.page if first else page
        return table

    def _rows(self, element: pikepdf.Object, page: int, table: Table, flow: _Flow) -> None:
        for role, kid in self._kids(element):
            if role == "/TR":
                cells = [self._cell(cell, page) for kind, cell in self._kids(kid) if kind in ("/TD", "/TH")]
                if cells:
                    table.rows.append(cells)
            elif role in ("/THead", "/TBody", "/TFoot"):
                begin = len(table.rows)
                self._rows(kid, page, table, flow)
                if role == "/THead":
                    # The first group's heading is in the head as well, but is not drawn again: any beginning may be.
                    for end in range(begin + 1, len(table.rows) + 1):
                        head = Table(table.rows[begin:end], _NO_SPOT)
                        self.heads.append(
                            "".join(paragraph.key for paragraph in build_paragraphs([head])).replace(NOTE, "")
                        )
            elif role is not None:
                self.walk(kid, flow, page)
                flow.close()

    def _cell(self, element: pikepdf.Object, page: int) -> list[Block]:
        flow = _Flow()
        self.walk(element, flow, page)
        flow.close()
        return flow.out
