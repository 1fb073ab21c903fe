"""What a PDF needs after Typst: a bound pack's bookmarks in order, and stream ends that every checker reads."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import pikepdf

_RETURN, _OPENING, _LENGTH = re.compile(rb"\r\nendstream"), b">>\nstream\n", re.compile(rb"/Length (\d+)")


def nested_outline(data: bytes, depths: Sequence[int]) -> bytes:
    """The PDF with its bookmarks, in the order of the pages, at these depths (from 1).

    Typst nests bookmarks by the levels of headings alone, and a part's bookmark stands above level 1.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_outline() as outline:
            items = list(_flat(outline.root))
            outline.root.clear()
            above: list[pikepdf.OutlineItem] = []
            for item, depth in zip(items, depths, strict=True):
                item.children.clear()
                del above[depth - 1 :]
                (above[-1].children if above else outline.root).append(item)
                above.append(item)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


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
