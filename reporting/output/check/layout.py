"""Text that is in the file but cannot be read from the paper: off the page, over other text, or not drawn."""

from __future__ import annotations

from collections.abc import Iterator

from .pages import Page, Print

_SLACK = 1.0  # points that a glyph may reach over the edge of the page
_WIDE, _HIGH = 0.25, 0.35  # an overprint is this share of the larger height wide, and of the smaller height high
_LEAST = 2.0  # points: narrower overlaps are an italic's overhang or a raised figure


def find_off_page(page: Page) -> Iterator[Print]:
    """Texts that stand, wholly or in part, outside the page."""
    left, bottom, right, top = page.box
    for item in page.prints:
        x0, y0, x1, y1 = item.box
        if item.text.strip() and (
            x0 < left - _SLACK or y0 < bottom - _SLACK or x1 > right + _SLACK or y1 > top + _SLACK
        ):
            yield item


def find_undrawn(page: Page) -> Iterator[Print]:
    """Texts that are drawn invisibly."""
    return (item for item in page.prints if not item.drawn and item.text.strip())


def find_overprinted(page: Page) -> Iterator[tuple[Print, Print]]:
    """Pairs of texts whose boxes overlap so much that they cannot be read. Slanted text (a mark across the page) has a
    box that is larger than its letters, and is left out."""
    ordered = sorted((item for item in page.prints if item.level and item.text.strip()), key=lambda item: item.box[1])
    open_items: list[Print] = []
    for item in ordered:
        open_items = [other for other in open_items if other.box[3] > item.box[1]]
        for other in open_items:
            if _is_over(item, other):
                yield other, item
        open_items.append(item)


def _is_over(one: Print, other: Print) -> bool:
    (a0, b0, a1, b1), (c0, d0, c1, d1) = one.box, other.box
    width = min(a1, c1) - max(a0, c0)
    height = min(b1, d1) - max(b0, d0)
    heights = b1 - b0, d1 - d0
    return width > max(_LEAST, _WIDE * max(heights)) and height > _HIGH * min(heights)
