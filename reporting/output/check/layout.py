"""Text that is in the file but cannot be read from the paper: off the page, over other text, or not drawn."""

from __future__ import annotations

from collections.abc import Iterator

from .pages import Box, Page, Print

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
    reached: list[Print] = []  # those that begin lower and may reach up to the one at hand
    for item in ordered:
        left, bottom, right, _ = item.box
        reached = [other for other in reached if other.box[3] > bottom]
        for other in reached:
            beside = other.box[2] - left < _LEAST or right - other.box[0] < _LEAST
            if not beside and _is_over(item.box, other.box):
                yield other, item
        reached.append(item)


def _is_over(one: Box, other: Box) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    heights = one[3] - one[1], other[3] - other[1]
    return width > max(_LEAST, _WIDE * max(heights)) and height > _HIGH * min(heights)
