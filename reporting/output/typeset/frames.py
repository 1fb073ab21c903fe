"""Boxes out of the running text: frames, floating tables, anchored pictures and text boxes."""

from __future__ import annotations

from .pictures import picture, text_box
from .source import Sheet, call, pt, string
from .word import Block, Frame, Paragraph, Picture, Table, TextBox


def framed(sheet: Sheet, blocks: tuple[Block, ...], frame: Frame, width: float) -> str:
    """Consecutive paragraphs of one frame, or a floating table, at its place."""
    from dataclasses import replace

    from .flow import flow

    inner = tuple(
        replace(b, shape=replace(b.shape, frame=None)) if isinstance(b, Paragraph) else replace(b, frame=None)
        for b in blocks
    )
    wide = frame.width
    if wide is None and isinstance(blocks[0], Table):
        wide = sum(w if w >= 0 else -w * width for w in blocks[0].widths) or width
    body = flow(sheet, inner, wide or width)
    height = None if frame.height is None else pt(frame.height)
    box = call("block", body, width=pt(wide) if wide else "auto", height=height if frame.exact else None)
    return at_place(sheet, frame, box, wide, width)


def lifted(sheet: Sheet, run: tuple[Block, ...], width: float, gap: float) -> list[str]:
    """The anchored pictures and text boxes of paragraphs, to be placed where the first of these begins."""
    out = []
    for block in run:
        for item in block.inlines if isinstance(block, Paragraph) else ():
            if isinstance(item, Picture | TextBox) and item.frame is not None:
                body = picture(sheet, item) if isinstance(item, Picture) else text_box(sheet, item)
                out.append(at_place(sheet, item.frame, body, item.width, width, gap))
    return out


def at_place(sheet: Sheet, frame: Frame, box: str, wide: float | None, width: float, gap: float = 0.0) -> str:
    """The box where the frame says. One that stands beside the text leaves it alone; one in its way pushes it down."""
    section = sheet.section
    left, right = section.left, section.width - section.right
    spans = {
        "page": ("0pt", pt(section.width)),
        "margin": (pt(left), pt(right - left)),
        "text": (pt(left), pt(right - left)),
    }
    start, span = spans[frame.from_x]
    x = f"({start}, {span}, {_where(frame.x)})"
    over = _overlaps(frame, wide, section)
    if frame.from_y == "text":
        return _in_text(sheet, frame, box, x, over, gap)
    top = "oy" if frame.from_y == "margin" else "0pt"
    tall = f"{pt(section.height)} - oy - {pt(section.bottom)}" if frame.from_y == "margin" else pt(section.height)
    y = f"({top}, {tall}, {_where(frame.y)})"
    if over and frame.beside and not sheet.in_story:
        sheet.marks += 1
        label = f"<f{sheet.marks}>"
        return f"placed-above({x}, {y}, ox, oy, {pt(frame.gap_y)}, [#metadata(none){label}], {label}, {box})"
    return f"placed({x}, {y}, ox, oy, {box})"


def _in_text(sheet: Sheet, frame: Frame, box: str, x: str, over: bool, gap: float) -> str:
    """A box whose height on the page follows its paragraph."""
    across = f"axis-at({x}, measure({box}).width) - ox"
    down = (frame.y if isinstance(frame.y, float) else 0.0) + gap
    if over and frame.beside and not sheet.in_story:
        inside = f"context pad(left: {across}, {box})"
        return f"block(above: {pt(down)}, below: {pt(frame.gap_y)}, width: 100%, {inside})"
    return f"context place(dx: {across}, dy: {pt(down)}, {box})"


def _where(where: float | str) -> str:
    return pt(where) if isinstance(where, float) else string(where)


def _overlaps(frame: Frame, wide: float | None, section) -> bool:
    """Whether the box stands over the column of the running text."""
    left, right = section.left, section.width - section.right
    if not isinstance(frame.x, float) or wide is None:
        return (
            frame.from_x != "page"
            or frame.x not in ("left", "right")
            or wide is None
            or wide > min(left, section.right)
        )
    start = frame.x + (0.0 if frame.from_x == "page" else left)
    return start < right - 1 and start + wide > left + 1
