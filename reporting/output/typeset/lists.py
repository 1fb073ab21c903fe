"""Runs of numbered paragraphs as real lists: Typst tags them L, LI, Lbl and LBody; the labels are Word's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .paragraphs import joined, label_box, lines, text_start
from .source import Sheet, array, call, pt
from .word import Paragraph

# Typst breaks only between things that have a height.
PAGE = "block(height: 0.01pt, above: 0pt, below: 0pt); colbreak(); block(height: 0.01pt, above: 0pt, below: 0pt)"


@dataclass
class Item:
    """A numbered paragraph with what stands under it: further paragraphs of the item, and deeper lists."""

    paragraph: Paragraph
    under: list[Paragraph | List] = field(default_factory=list)


@dataclass
class List:
    depth: int
    start: float
    """Where its labels begin, from the text edge."""
    items: list[Item] = field(default_factory=list)


def belongs(paragraph: Paragraph, run: list[Paragraph]) -> bool:
    """Whether an unnumbered paragraph goes on in the run's last item: it stands no further left than an item's text."""
    shape = paragraph.shape
    if shape.level or shape.frame or shape.break_before or shape.borders or shape.fill or not paragraph.inlines:
        return False
    edges = [item.shape.left for item in run if item.label is not None]
    return bool(edges) and shape.left > 0.5 and shape.left >= min(edges) - 0.5


def nested(run: list[Paragraph]) -> list[List]:
    """The lists that a run of paragraphs makes. A shallower or other list at the same depth starts anew."""
    tops: list[List] = []
    open_lists: list[List] = []
    for paragraph in run:
        if paragraph.label is None:
            while len(open_lists) > 1 and open_lists[-1].items[-1].paragraph.shape.left > paragraph.shape.left + 0.5:
                open_lists.pop()
            open_lists[-1].items[-1].under.append(paragraph)
            continue
        depth, start = paragraph.label.depth, paragraph.shape.left + paragraph.shape.first
        while open_lists and open_lists[-1].depth > depth:
            open_lists.pop()
        last = open_lists[-1] if open_lists else None
        if last is not None and last.depth == depth and not _same(last, paragraph, start):
            open_lists.pop()
            last = open_lists[-1] if open_lists else None
        if last is None or last.depth < depth:
            fresh = List(depth, start)
            (tops if last is None else last.items[-1].under).append(fresh)
            open_lists.append(fresh)
        open_lists[-1].items.append(Item(paragraph))
    return tops


def _same(made: List, paragraph: Paragraph, start: float) -> bool:
    last = made.items[-1].paragraph
    return (
        abs(made.start - start) < 0.5
        and last.label.list_key == paragraph.label.list_key
        and _column(last) == _column(paragraph)
    )


def _column(paragraph: Paragraph) -> float:
    return max(-paragraph.shape.first, 0.0)


def list_code(sheet: Sheet, made: List, width: float, edge: float, gaps: dict[int, float]) -> str:
    """The list as an `enum`, its left edge `edge` from the text edge; `gaps`: the space after each paragraph, by id."""
    column = _column(made.items[0].paragraph)
    labels, items, followers = [], [], iter(made.items[1:])
    for item in made.items:
        paragraph = item.paragraph
        sheet.place = paragraph.place
        labels.append(label_box(sheet, paragraph.label, paragraph.shape, column))
        # A page begins at the end of the item before, for a label does not follow its text to the next page.
        after = next(followers, None)
        end = PAGE if after is not None and sheet.breaks_before(after.paragraph) else ""
        items.append(f"enum.item({_body(sheet, item, width, made.start + column, gaps, end)})")
    numbers = f"n => {array(labels)}.at(n - 1)"
    indent = made.start - edge
    code = call(
        "enum",
        *items,
        indent=pt(max(indent, 0.0)),
        body_indent="0pt",
        spacing="0pt",
        number_align="start + top",
        numbering=numbers,
    )
    return f"pad(left: {pt(indent)}, {code})" if indent < -0.05 else code


def _body(sheet: Sheet, item: Item, width: float, edge: float, gaps: dict[int, float], end: str) -> str:
    """An item's paragraphs and deeper lists, from `edge`, and what comes at its end."""
    paragraph = item.paragraph
    shape = paragraph.shape
    begin = text_start(sheet, paragraph.label, shape)
    pieces = [_lines(sheet, paragraph, width, edge, shape.left, begin - shape.left)]
    pieces.append(_space(gaps.get(id(paragraph), 0.0)))
    for under in item.under:
        first = under.items[0].paragraph if isinstance(under, List) else under
        pieces.append("colbreak(weak: true)" if sheet.breaks_before(first) else "")
        if isinstance(under, List):
            pieces.append(list_code(sheet, under, width, edge, gaps))
        else:
            pieces.append(_lines(sheet, under, width, edge, under.shape.left, under.shape.first))
            pieces.append(_space(gaps.get(id(under), 0.0)))
    return joined([piece for piece in [*pieces, end] if piece])


def _lines(sheet: Sheet, paragraph: Paragraph, width: float, edge: float, left: float, first: float) -> str:
    sheet.place = paragraph.place
    body = lines(sheet, replace(paragraph, label=None), width, left, first, "p")
    start = min(left, left + first) - edge
    pads = {"left": start, "right": paragraph.shape.right}
    body = f"block(above: 0pt, below: 0pt, width: 100%, {body})"
    pads = {side: value for side, value in pads.items() if abs(value) > 0.05}
    return f"pad({', '.join(f'{side}: {pt(value)}' for side, value in pads.items())}, {body})" if pads else body


def _space(gap: float) -> str:
    return f"v({pt(gap)})" if gap else ""
