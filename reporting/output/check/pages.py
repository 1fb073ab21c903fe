"""The PDF as it is drawn: every text object of every page with its characters, its box and the tag that it belongs to.

Read through pdfium's own interface: its plain text extraction would mix notes and footers into the text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .word import UnreadableFile

Box = tuple[float, float, float, float]  # left, bottom, right, top in points
Matrix = tuple[float, float, float, float, float, float]
Matrices = tuple[Matrix, ...]

_INVISIBLE = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}


@dataclass(frozen=True, slots=True)
class Print:
    """One text object: its characters as stored, the id of the marked content it is in (-1: of none, so an artifact),
    its box, whether it stands level (or upright) and whether it is drawn at all."""

    text: str
    tag: int
    box: Box
    level: bool
    drawn: bool


@dataclass
class Page:
    """A page: its crop box and what is printed, in the order of drawing."""

    box: Box
    prints: list[Print] = field(default_factory=list)


def count_pages(data: bytes) -> int:
    """How many pages a PDF has; 0 when it cannot be read."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return 0
    with document:
        return len(document)


def load_pages(data: bytes) -> list[Page]:
    """All pages of a PDF. Raises `UnreadableFile`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableFile(str(error)) from error
    try:
        return [_load_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _load_page(page: pdfium.PdfPage) -> Page:
    out = Page(page.get_cropbox())
    text_page = page.get_textpage()
    size = 512  # bytes, as pdfium counts here
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    matrix = raw.FS_MATRIX()
    for item, tag, place in _texts(page):
        length = raw.FPDFTextObj_GetText(item, text_page, buffer, size)
        if length > size:
            size = length
            buffer = (ctypes.c_ushort * (size // 2 + 1))()
            length = raw.FPDFTextObj_GetText(item, text_page, buffer, size)
        text = ctypes.string_at(buffer, max(0, length - 2)).decode("utf-16-le", "replace")
        raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        raw.FPDFPageObj_GetMatrix(item, matrix)
        out.prints.append(
            Print(
                text,
                tag,
                _moved((left.value, bottom.value, right.value, top.value), place),
                matrix.b == 0 or matrix.a == 0,
                raw.FPDFTextObj_GetTextRenderMode(item) not in _INVISIBLE,
            )
        )
    text_page.close()
    page.close()
    return out


def _texts(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrices]]:
    """The text objects of a page in the order of drawing, each with its tag and the matrices of the forms around it,
    the innermost first. What a form draws (a picture with text in it) belongs to the tag of the form."""

    def walk(items: Iterable[Any], tag: int, around: Matrices) -> Iterator[tuple[Any, int, Matrices]]:
        for item in items:
            own = raw.FPDFPageObj_GetMarkedContentID(item)
            here = own if own >= 0 else tag
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                yield item, here, around
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                found = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(item, found)
                matrix = (found.a, found.b, found.c, found.d, found.e, found.f)
                count = raw.FPDFFormObj_CountObjects(item)
                yield from walk((raw.FPDFFormObj_GetObject(item, n) for n in range(count)), here, (matrix, *around))

    count = raw.FPDFPage_CountObjects(page)
    return walk((raw.FPDFPage_GetObject(page, number) for number in range(count)), -1, ())


def _moved(box: Box, matrices: Iterable[Matrix]) -> Box:
    """The box around a box where the matrices put it."""
    for a, b, c, d, e, f in matrices:
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
        across, down = zip(*corners, strict=True)
        box = min(across), min(down), max(across), max(down)
    return box
