"""One paragraph as Typst: its box, its lines, its label, its tag."""

from __future__ import annotations

from .source import Sheet, call, pt, sides
from .texts import edges, joined, run, with_tabs
from .word import Break, Field, Inline, Label, Link, Note, Paragraph, Picture, Run, Shape, Stop, Tab, TextBox

# Taller than this share of the page, a block that Word keeps together is let go, as Word does.
UNBREAKABLE = 0.6


def plain(items: tuple[Inline, ...]) -> str:
    """The words of inlines, for bookmarks."""
    out = ""
    for item in items:
        match item:
            case Run():
                out += item.text
            case Tab() | Break():
                out += " "
            case Link():
                out += plain(item.inlines)
    return out


def shows(items: tuple[Inline, ...]) -> bool:
    """Whether the inlines print anything in the running text."""
    return any(
        isinstance(i, Field | Note) or (isinstance(i, Run) and i.text) or (isinstance(i, Link) and shows(i.inlines))
        or isinstance(i, Break | Tab) or (isinstance(i, Picture | TextBox) and i.frame is None)
        for i in items
    )  # fmt: skip


def estimate(paragraph: Paragraph, width: float) -> float:
    """About how tall the paragraph is: enough to tell what surely fits a page."""
    size = max([i.look.size for i in paragraph.inlines if isinstance(i, Run)], default=paragraph.mark.size)
    length = len(plain(paragraph.inlines)) * size * 0.62
    room = max(width - paragraph.shape.left - paragraph.shape.right, size)
    line = paragraph.shape.line if paragraph.shape.rule != "auto" else paragraph.shape.line * size * 1.2
    pictures = sum(i.height for i in paragraph.inlines if isinstance(i, Picture | TextBox))
    return (1 + length // room) * line + pictures + paragraph.shape.before + paragraph.shape.after


def label_width(sheet: Sheet, label: Label) -> float:
    return sheet.face(label.look).width(label.text) * label.look.size


def text_start(sheet: Sheet, label: Label, shape: Shape) -> float:
    """Where the text begins after its label (17.9.28): the next tab stop, a space, or at once."""
    start, wide = shape.left + shape.first, label_width(sheet, label)
    end = start + (wide if label.align == "left" else wide / 2 if label.align == "center" else 0.0)
    if label.after == "space":
        return end + sheet.face(label.look).width(" ") * label.look.size
    if label.after == "nothing":
        return end
    stops = sorted([stop.at for stop in shape.stops] + ([shape.left] if shape.left > start else []))
    every = sheet.document.tab_every
    return next((stop for stop in stops if stop > end + 0.05), (end // every + 1) * every)


def set_paragraph(shape: Shape, first: float) -> str:
    """The `set par` of a paragraph whose first line starts `first` right of the others (left when negative)."""
    return call(
        "set par",
        leading="0pt",
        spacing="0pt",
        justify="true" if shape.align == "justify" else "false",
        first_line_indent=f"(amount: {pt(first)}, all: true)" if first > 0 else "0pt",
        hanging_indent=pt(-first) if first < 0 else "0pt",
    )


def lines(sheet: Sheet, paragraph: Paragraph, width: float, left: float, first: float, tag: str) -> str:
    """The paragraph's text as code that sets its own `par`; `left`: where other lines than the first begin."""
    shape = paragraph.shape
    body = with_tabs(sheet, paragraph.inlines, shape, width, left + first, left)
    setting = [set_paragraph(shape, first)]
    if not shape.hyphenate:
        setting.append("set text(hyphenate: false)")
    if not shape.widows or not sheet.plan.loose.isdisjoint(sheet.numbers_in(paragraph)):
        setting.append("set text(costs: (widow: 0%, orphan: 0%))")
    if shape.align in ("center", "right"):
        setting.append(f"set align({shape.align})")
    if tag == "heading":
        body = f"heading(level: {sheet.depth(shape.level)}, {body})"
    elif tag == "p":
        body = f"par({body})"
    return joined([*setting, body])


def paragraph_block(sheet: Sheet, paragraph: Paragraph, width: float, above: float) -> str:
    """A paragraph in the running text, `above` points below what went before."""
    sheet.place, shape = paragraph.place, paragraph.shape
    sticky = "true" if shape.keep_next else None
    if not shows(paragraph.inlines) and paragraph.label is None:
        up, down = edges(sheet, paragraph.mark, shape)
        marks = with_tabs(sheet, paragraph.inlines, shape, width, 0, 0)
        return call("block", marks, above=pt(above), below="0pt", height=pt(up + down), width="100%", sticky=sticky)
    first, left = shape.first, shape.left
    if paragraph.label is not None:
        paragraph, first = _with_label(sheet, paragraph)
    tag = "heading" if shape.level and not sheet.in_story and plain(paragraph.inlines).strip() else "p"
    body = lines(sheet, paragraph, width, left, first, tag)
    edge = min(left, left + first)
    if edge < 0 or shape.right < 0:
        body = f"pad({sides(left=edge, right=shape.right)[1:-1]}, {body})"
        edge = right = 0.0
    else:
        right = shape.right
    whole = shape.keep_lines and estimate(paragraph, width) < sheet.height * UNBREAKABLE
    return call(
        "block",
        body,
        above=pt(above),
        below="0pt",
        width="100%",
        inset=sides(left=edge, right=right) if edge or right else None,
        sticky=sticky,
        breakable="false" if whole else None,
    )


def _with_label(sheet: Sheet, paragraph: Paragraph) -> tuple[Paragraph, float]:
    """The paragraph with its label as text before a tab: how numbered headings are set."""
    label, shape = paragraph.label, paragraph.shape
    at = text_start(sheet, label, shape)
    inlines: list[Inline] = [Run(label.text, label.look)]
    stops = shape.stops
    if label.after == "tab":
        inlines.append(Tab(label.look))
        if all(abs(stop.at - at) > 0.1 for stop in stops):
            stops = tuple(sorted([*stops, Stop(at, "left", None)], key=lambda stop: stop.at))
    elif label.after == "space":
        inlines.append(Run(" ", label.look))
    from dataclasses import replace

    return replace(paragraph, inlines=(*inlines, *paragraph.inlines), shape=replace(shape, stops=stops)), shape.first


def label_box(sheet: Sheet, label: Label, shape: Shape, width: float) -> str:
    """The label in a box of that width; it may reach out of it, as in Word."""
    text = run(sheet, label.text, label.look, shape) if label.text else ""
    back = {"left": 0.0, "center": 0.5, "right": 1.0}.get(label.align, 0.0) * label_width(sheet, label)
    pull = [f"h({pt(-back)})"] if back else []
    return call("box", joined([*pull, text] if text else pull), width=pt(width))
