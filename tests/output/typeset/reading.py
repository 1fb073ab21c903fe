"""Reading a PDF back: its tags as a tree of names, its text by page, its bookmarks."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2


def tags(data: bytes) -> list[str]:
    """The structure tree as indented names, `TH[Column]` with its scope, `Span(nl)` with its language."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out: list[str] = []
        _walk(pdf.Root.StructTreeRoot.K, 0, out)
        return out


def _walk(node: pikepdf.Object, depth: int, out: list[str]) -> None:
    if isinstance(node, pikepdf.Array):
        for child in node:
            _walk(child, depth, out)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        name = str(node.S)[1:]
        attributes = node.get("/A", [])
        for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if "/Scope" in attribute:
                name += f"[{str(attribute.Scope)[1:]}]"
        if "/Lang" in node:
            name += f"({node.Lang})"
        if "/Alt" in node:
            name += f"={node.Alt}"
        out.append(" " * depth + name)
        if "/K" in node:
            _walk(node.K, depth + 1, out)


def pages(data: bytes) -> list[str]:
    """The text of each page, lines in reading order, joined by single spaces."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def lines(data: bytes, page: int = 0) -> list[tuple[str, float, float, float]]:
    """Each piece of text on a page: its words, its left edge, its bottom from the top of the page, its right edge."""
    sheet = pypdfium2.PdfDocument(data)[page]
    text = sheet.get_textpage()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    return [(text.get_text_bounded(*box).strip(), box[0], sheet.get_height() - box[1], box[2]) for box in boxes]


def outline(data: bytes) -> list[str]:
    """The bookmarks, indented."""
    out: list[str] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            out.append(" " * depth + item.title)
            walk(item.children, depth + 1)

    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as found:
        walk(found.root, 0)
    return out
