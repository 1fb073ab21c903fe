"""What a PDF needs after Typst.

A bound pack's bookmarks in order, tables that are one again in the tags, stream ends that every checker reads.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import pikepdf

Join = tuple[int, tuple[int, ...]]
_RETURN, _OPENING, _LENGTH = re.compile(rb"\r\nendstream"), b">>\nstream\n", re.compile(rb"/Length (\d+)")


def finished(data: bytes, depths: Sequence[int], joins: Sequence[Join]) -> bytes:
    """The PDF with its bookmarks at these depths (none: as they are), and its tables in one piece each.

    `joins`: how many outer tables stand before one that was set in pieces, and of each piece how many rows of header it
    begins with.
    """
    if depths or joins:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if depths:
                _nest_outline(pdf, depths)
            if joins:
                _join_tables(pdf, joins)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
        data = out.getvalue()
    return whole_streams(data)


def _nest_outline(pdf: pikepdf.Pdf, depths: Sequence[int]) -> None:
    """Bookmarks, in the order of the pages, at these depths (from 1).

    Typst nests bookmarks by the levels of headings alone, and a part's bookmark stands above level 1.
    """
    with pdf.open_outline() as outline:
        items = list(_flat(outline.root))
        outline.root.clear()
        above: list[pikepdf.OutlineItem] = []
        for item, depth in zip(items, depths, strict=True):
            item.children.clear()
            del above[depth - 1 :]
            (above[-1].children if above else outline.root).append(item)
            above.append(item)


def _flat(items: Sequence[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _flat(list(item.children))


def whole_streams(data: bytes) -> bytes:
    """The PDF with a full line end after each stream whose last byte is itself a carriage return.

    Read together with the line feed before `endstream`, such a byte looks like the line end, and checkers then find the
    stream a byte short of its length (ISO 19005-2, 6.1.7.1). The byte for it comes from the line end between the
    dictionary and `stream`, so that no object moves.
    """
    for end in [match.start() for match in _RETURN.finditer(data)]:
        start = data.rfind(_OPENING, 0, end)
        body = start + len(_OPENING)
        if start >= 0 and _says(data, start, end + 1 - body):
            data = data[:start] + b">>stream\n" + data[body : end + 1] + b"\r\nendstream" + data[end + 11 :]
    return data


def _says(data: bytes, start: int, length: int) -> bool:
    """Whether the object that opens before `start` tells this length: an `endstream` inside a stream is none."""
    head = data[data.rfind(b" obj", 0, start) : start]
    return (match := _LENGTH.search(head)) is not None and int(match[1]) == length


def _join_tables(pdf: pikepdf.Pdf, joins: Sequence[Join]) -> None:
    """Pieces of a table become one: its rows in order, its header once (ISO 32000-1, 14.8.4.3.4).

    A later piece's header is drawn as an artifact, so that its tags are empty; the cells below name the first header.
    """
    root = pdf.Root.StructTreeRoot
    tables = list(_outer_tables(root))
    gone: set[bytes] = set()
    for before, heads in joins:
        first, *rest = tables[before : before + len(heads)]
        kids = _elements(first)
        for table, again in zip(rest, heads[1:], strict=True):
            empty = _elements(_elements(table)[0])[:again] if again else []
            names = {bytes(cell.ID) for row in empty for cell in _elements(row)}
            gone |= names
            _append(kids, first, _elements(table), again)
            _name_headers(_elements(table), names, kids[0])
        first.K = pikepdf.Array(kids)
        away = {table.objgen for table in rest}
        holder = first.P
        holder.K = pikepdf.Array([kid for kid in holder.K if getattr(kid, "objgen", None) not in away])
    if gone:
        names = list(root.IDTree.Names)
        pairs = [pair for pair in zip(names[::2], names[1::2], strict=True) if bytes(pair[0]) not in gone]
        root.IDTree.Names = pikepdf.Array([item for pair in pairs for item in pair])


def _append(kids: list[pikepdf.Object], table: pikepdf.Object, more: list[pikepdf.Object], again: int) -> None:
    """A piece's rows and bodies after the table's others, without the first `again` rows, which are drawn again only.

    Typst has the heading of a piece's first group in its head; without one, the group goes on that the piece before
    ended with.
    """
    head = more[0] if more[0].S == "/THead" else None
    if head is not None:
        rows, more = _elements(head)[again:], more[1:]
        if rows:
            head.S, head.K = pikepdf.Name.TBody, pikepdf.Array(rows)
            more = [head, *more]
    if more[0].S == "/TBody" and kids[-1].S == "/TBody" and more[0] is not head and not _is_heading(more[0]):
        for row in _elements(more[0]):
            row.P = kids[-1]
        kids[-1].K = pikepdf.Array([*_elements(kids[-1]), *_elements(more[0])])
        more = more[1:]
    for kid in more:
        kid.P = table
        kids.append(kid)


def _is_heading(body: pikepdf.Object) -> bool:
    return any(cell.S == "/TH" for cell in _elements(_elements(body)[0]))


def _elements(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The structure elements below one: neither marked content nor references to objects."""
    kids = element.get("/K", ())
    kids = kids if isinstance(kids, pikepdf.Array) else (kids,)
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _outer_tables(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in _elements(element):
        if kid.S == "/Table":
            yield kid
        else:
            yield from _outer_tables(kid)


def _with_id(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if "/ID" in element:
        yield element
    for kid in _elements(element):
        yield from _with_id(kid)


def _name_headers(elements: list[pikepdf.Object], heads: set[bytes], first: pikepdf.Object) -> None:
    """Cells that name one of `heads` name the header in its place in the first piece: `U2x0y0` is column 0, row 0."""
    if not heads:
        return
    same = {_place(bytes(cell.ID)): cell.ID for cell in _with_id(first)}
    rows = [row for element in elements for row in ([element] if element.S == "/TR" else _elements(element))]
    for cell in (cell for row in rows for cell in _elements(row)):
        for attribute in cell.get("/A", ()):
            if "/Headers" in attribute:
                attribute.Headers = pikepdf.Array(
                    [same[_place(bytes(name))] if bytes(name) in heads else name for name in attribute.Headers]
                )


def _place(name: bytes) -> bytes:
    return name.partition(b"x")[2]
