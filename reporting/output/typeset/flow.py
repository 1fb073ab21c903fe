"""Blocks one under the other: the space between them, what is kept together, boxes, lists, frames."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from .frames import framed, lifted
from .lists import belongs, list_code, nested
from .paragraphs import UNBREAKABLE, estimate, joined, paragraph_block
from .pictures import stroke
from .source import Sheet, call, pt, rgb, sides
from .tabular import table_code
from .word import Block, Break, Paragraph, Table


def gap_between(sheet: Sheet, above: Block | None, below: Block) -> float:
    """The space between two blocks: the larger of the two that they ask, or their sum where the file says so."""
    after = above.shape.after if isinstance(above, Paragraph) else 0.0
    before = below.shape.before if isinstance(below, Paragraph) else 0.0
    if isinstance(above, Paragraph) and isinstance(below, Paragraph) and above.style == below.style:
        after = 0.0 if above.shape.contextual else after
        before = 0.0 if below.shape.contextual else before
    return after + before if sheet.document.sum_spacing else max(after, before)


def cut_at_breaks(blocks: tuple[Block, ...], sheet: Sheet) -> list[Block | None]:
    """The blocks, with none where a page begins (a page break in a paragraph, or before it)."""
    out: list[Block | None] = []
    for block in blocks:
        if isinstance(block, Table):
            out.append(block)
            continue
        if block.shape.break_before and out:
            out.append(None)
        rest = block
        while Break("page") in rest.inlines:
            at = rest.inlines.index(Break("page"))
            head = replace(rest, inlines=rest.inlines[:at])
            if head.inlines or rest.label:
                out.append(replace(head, shape=replace(head.shape, after=0.0, keep_next=False)))
            out.append(None)
            rest = replace(
                rest, inlines=rest.inlines[at + 1 :], label=None, shape=replace(rest.shape, first=0.0, before=0.0)
            )
        if rest is block or rest.inlines:
            out.append(rest)
    return out


def flow(sheet: Sheet, blocks: tuple[Block, ...], width: float, pages: bool = False) -> str:
    """The blocks as one code block. `pages`: page breaks are allowed here, else each is a problem."""
    out: list[str] = []
    above: Block | None = None
    fresh = True
    items = cut_at_breaks(blocks, sheet)
    index = 0
    begin = _begin_pages(sheet, items)
    while index < len(items):
        block = items[index]
        if index in begin:
            out.append("colbreak(weak: true)")
        if block is None:
            if pages:
                out.append("pagebreak()")
            else:
                sheet.problem("word-break-misplaced")
            above, fresh, index = None, True, index + 1
            continue
        sheet.place = block.place
        if (frame := _frame(block)) is not None:
            end = _while(items, index, lambda b, frame=frame: _frame(b) == frame)
            out.append(framed(sheet, tuple(items[index:end]), frame, width))
            index = end
            continue
        gap = gap_between(sheet, above, block)
        if fresh and gap:
            out.append(f"v({pt(gap)})")
            gap = 0.0
        end = index + 1
        if isinstance(block, Table):
            out += _table(sheet, block, width, gap)
        else:
            end = _run_end(items, index)
            run = tuple(items[index:end])
            out += lifted(sheet, run, width, gap)
            out.append(_run(sheet, run, width, gap))
        above, fresh, index = items[end - 1], False, end
    if isinstance(above, Paragraph) and above.shape.after and not pages:
        out.append(f"v({pt(above.shape.after)})")
    return joined(out)


def _frame(block: Block | None):
    if isinstance(block, Paragraph):
        return block.shape.frame
    return block.frame if block is not None else None


def _while(items: list[Block | None], start: int, test) -> int:
    end = start + 1
    while end < len(items) and items[end] is not None and test(items[end]):
        end += 1
    return end


def _is_item(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.label is not None and not block.shape.level and not _boxed(block)


def _boxed(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and bool(block.shape.borders or block.shape.fill)


def _run_end(items: list[Block | None], index: int) -> int:
    """The end of what is set together: a list, a box around like paragraphs, or one paragraph."""
    first = items[index]
    if _boxed(first) and not any(name == "between" for name, _ in first.shape.borders):
        like = lambda b: _boxed(b) and _frame(b) is None and _box_of(b) == _box_of(first)  # noqa: E731 - a closure of one use
        return _while(items, index, like)
    if not _is_item(first) or _boxed(first):
        return index + 1
    end = index + 1
    while (
        end < len(items) and isinstance(items[end], Paragraph) and not _boxed(items[end]) and _frame(items[end]) is None
    ):
        if not _is_item(items[end]) and not belongs(items[end], items[index:end]):
            break
        if items[end].shape.break_before:
            break
        end += 1
    return end


def _box_of(paragraph: Paragraph):
    shape = paragraph.shape
    return shape.borders, shape.fill, shape.left + min(shape.first, 0.0), shape.right


def _run(sheet: Sheet, run: tuple[Paragraph, ...], width: float, gap: float) -> str:
    if _boxed(run[0]):
        return _box(sheet, run, width, gap)
    if _is_item(run[0]):
        return _list(sheet, run, width, gap)
    return paragraph_block(sheet, run[0], width, gap)


def _list(sheet: Sheet, run: tuple[Paragraph, ...], width: float, gap: float) -> str:
    gaps = {id(one): gap_between(sheet, one, two) for one, two in pairwise(run)}
    code = joined([list_code(sheet, made, width, 0.0, gaps) for made in nested(list(run))])
    whole = (
        all(p.shape.keep_next or p.shape.keep_lines for p in run)
        and sum(estimate(p, width) for p in run) < sheet.height * UNBREAKABLE
    )
    sticky = "true" if run[-1].shape.keep_next else None
    return call(
        "block", code, above=pt(gap), below="0pt", width="100%", sticky=sticky, breakable="false" if whole else None
    )


def _box(sheet: Sheet, run: tuple[Paragraph, ...], width: float, gap: float) -> str:
    """Like paragraphs in one box: borders and shading reach their `space` out of the text (17.3.1.7)."""
    shape = run[0].shape
    lines = {name: line for name, line in shape.borders if name != "between"}
    reach = {
        side: lines[side].space + lines[side].width if side in lines else 0.0
        for side in ("left", "top", "right", "bottom")
    }
    left = shape.left + min(shape.first, 0.0)
    bare = tuple(
        replace(p, shape=replace(p.shape, borders=(), fill=None, left=p.shape.left - left, right=0.0,
                                 stops=tuple(replace(s, at=s.at - left) for s in p.shape.stops)))
        for p in run
    )  # fmt: skip
    first = replace(bare[0], shape=replace(bare[0].shape, before=0.0))
    last = replace(bare[-1], shape=replace(bare[-1].shape, after=0.0)) if len(bare) > 1 else None
    inner = (first, *bare[1:-1], last) if last else (replace(first, shape=replace(first.shape, after=0.0)),)
    body = flow(sheet, inner, width - left - shape.right)
    box = call(
        "block",
        body,
        width="100%",
        fill=rgb(shape.fill) if shape.fill else None,
        stroke="(" + ", ".join(f"{side}: {stroke(line)}" for side, line in lines.items()) + ")" if lines else None,
        inset=sides(**reach),
    )
    pads = sides(left=left - reach["left"], right=shape.right - reach["right"])[1:-1]
    whole = shape.keep_lines and sum(estimate(p, width) for p in run) < sheet.height * UNBREAKABLE
    sticky = "true" if run[-1].shape.keep_next else None
    outer = f"pad({pads}, {box})"
    return call(
        "block", outer, above=pt(gap), below="0pt", width="100%", sticky=sticky, breakable="false" if whole else None
    )


def _table(sheet: Sheet, table: Table, width: float, gap: float) -> list[str]:
    """A table in the running text; rows that all ask to stay with the next are kept on one page, as Word does."""
    paragraphs = [[b for c in row.cells for b in c.blocks[:1] if isinstance(b, Paragraph)] for row in table.rows]
    keeps = [bool(row) and all(p.shape.keep_next for p in row) for row in paragraphs]
    tall = sum(max([estimate(p, width / max(len(row), 1)) for p in row], default=0.0) for row in paragraphs)
    whole = len(keeps) > 1 and all(keeps[:-1]) and tall < sheet.height * UNBREAKABLE
    codes = table_code(sheet, table, width, whole)
    number = sheet.ruled.get((sheet.part, id(table)))
    fresh = {at for at, piece in enumerate(sheet.plan.pieces.get(number, ())) if piece.fresh and at}
    out = []
    for at, code in enumerate(codes):
        out += ["colbreak(weak: true)"] if at in fresh else []
        out.append(
            call(
                "block",
                code,
                above=pt(0.0 if at else gap),
                below="0pt",
                width="100%",
                breakable="false" if whole and len(codes) == 1 else None,
                sticky="true" if keeps and keeps[-1] and at + 1 == len(codes) else None,
            )
        )
    return out


def _begin_pages(sheet: Sheet, items: list[Block | None]) -> set[int]:
    """Which blocks begin a page so that notes follow their marks, each with the headings that stay with it."""
    found = set()
    for index, block in enumerate(items):
        opened = isinstance(block, Table) and _is_opened(sheet, block)
        if opened or (isinstance(block, Paragraph) and sheet.breaks_before(block)):
            while index and isinstance(above := items[index - 1], Paragraph) and above.shape.keep_next:
                index -= 1
            found.add(index)
    return found


def _is_opened(sheet: Sheet, table: Table) -> bool:
    pieces = sheet.plan.pieces.get(sheet.ruled.get((sheet.part, id(table))), ())
    return bool(pieces) and pieces[0].fresh
