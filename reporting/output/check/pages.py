"""The PDF as it is drawn: every text object of every page with its characters, its box and the tag that it belongs to.

Read through pdfium's own interface: its plain text extraction would mix notes and footers into the text.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .word import UnreadableFile

Box = tuple[float, float, float, float]  # left, bottom, right, top in points

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
    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
            continue
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
                raw.FPDFPageObj_GetMarkedContentID(item),
                (left.value, bottom.value, right.value, top.value),
                matrix.b == 0 or matrix.a == 0,
                raw.FPDFTextObj_GetTextRenderMode(item) not in _INVISIBLE,
            )
        )
    text_page.close()
    page.close()
    return out
