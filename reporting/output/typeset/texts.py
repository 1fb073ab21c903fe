"""Runs, links, fields, notes and tabs as Typst."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .breaking import pieces_of, with_wholes
from .pictures import picture, text_box
from .source import NUMBERINGS, SCRIPTS, SMALL_CAPS, Sheet, array, call, flag, language_of, pt, rgb, string
from .word import Break, Field, Inline, Link, Look, Mark, Note, NoteMark, Picture, Run, Shape, Tab, TextBox


def edges(sheet: Sheet, look: Look, shape: Shape) -> tuple[float, float]:
    """How far a line reaches above and below the baseline: Word's line rules, in LibreOffice's proportions."""
    face = sheet.face(look)
    up, down = (face.ascent + face.gap) * look.size, face.descent * look.size
    natural = up + down
    if shape.rule == "exact":
        return 0.8 * shape.line, 0.2 * shape.line
    if shape.rule == "atLeast":
        return up + max(0.0, shape.line - natural), down
    extra = (shape.line - 1) * natural
    return (up, down + extra) if extra >= 0 else (up + extra, down)


def style(sheet: Sheet, look: Look, shape: Shape) -> str:
    """The name of the function that draws text with this look."""
    key = (look, shape.line, shape.rule, sheet.document.language)
    if key not in sheet.styles:
        sheet.styles[key] = _style(sheet, look, shape)
    return sheet.styles[key]


def _style(sheet: Sheet, look: Look, shape: Shape) -> str:
    top, bottom = edges(sheet, look, shape)
    size, shift = look.size, -look.lift
    if look.position in SCRIPTS:
        share, up = SCRIPTS[look.position]
        size, shift, top, bottom = look.size * share, shift + up * look.size, 0.0, 0.0
    base = call(
        "text.with",
        font=string(sheet.face(look).family),
        size=pt(size),
        weight='"bold"' if look.bold else '"regular"',
        style='"italic"' if look.italic else '"normal"',
        fill=rgb(look.colour) if look.colour else "black",
        top_edge=pt(top),
        bottom_edge=pt(-bottom),
        baseline=pt(shift) if shift else None,
        tracking=pt(look.tracking) if look.tracking else None,
        **language_of(look.language or sheet.document.language),
    )
    drawn = sheet.names.of("t", base)
    wraps = []
    if look.underline:
        dash = {"dotted": '"dotted"', "dashed": '"dashed"', "dash-dotted": '"dash-dotted"'}.get(
            look.underline, '"solid"'
        )
        width = pt(max(0.4, look.size / (12 if look.underline == "thick" else 18)))
        stroke = f"(thickness: {width}, dash: {dash})"
        wraps.append(f"underline.with(stroke: {stroke}, offset: {pt(look.size * 0.12)}, evade: false)")
        if look.underline == "double":
            wraps.append(f"underline.with(stroke: {stroke}, offset: {pt(look.size * 0.12 + 1.5)}, evade: false)")
    if look.strike:
        wraps.append(f"strike.with(stroke: {pt(look.size / 18)})")
    if look.highlight:
        face = sheet.face(look)
        reach = f"top-edge: {pt(face.ascent * size)}, bottom-edge: {pt(-face.descent * size)}, extent: 0pt"
        wraps.append(f"highlight.with(fill: {rgb(look.highlight)}, {reach})")
    if not wraps:
        return drawn
    inner = f"{drawn}(it)"
    for wrap in wraps:
        inner = f"({wrap})({inner})"
    return sheet.names.of("t", f"it => {inner}")


def run(sheet: Sheet, text: str, look: Look, shape: Shape) -> str:
    """Text in its look; capitals and small capitals are drawn from the letters that the font has."""
    if look.caps:
        text = text.upper()
    elif look.small_caps:
        small = replace(look, size=look.size * SMALL_CAPS, small_caps=False)
        pieces, low = [], None
        for character in text:
            if low is None or (character.upper() != character) != low:
                low = character.upper() != character
                pieces.append([low, ""])
            pieces[-1][1] += character.upper()
        return "; ".join(f"{style(sheet, small if low else look, shape)}({string(part)})" for low, part in pieces)
    draw = style(sheet, look, shape)
    if not (sheet.document.hyphenate and shape.hyphenate):
        return f"{draw}({string(text)})"
    drawn = ((f"{draw}({string(part)})", whole) for part, whole in with_wholes(text))
    return "; ".join(f"text(hyphenate: false, {code})" if whole else code for code, whole in drawn)


def number(sheet: Sheet, field: Field, shape: Shape) -> str:
    """A field that counts pages: a page of this part as the part numbers it, another by its place in the PDF."""
    draw, origin = style(sheet, field.look, shape), sheet.origin
    numbering = string(NUMBERINGS.get(field.style or (origin.style if origin else "decimal"), "1"))
    if field.kind == "PAGE":
        return f"{draw}(context page-number(here().page(), <{origin.label}>, {origin.first}, {numbering}))"
    if field.kind == "PAGEREF":
        label = sheet.target(field.target)
        if label is None:
            return ""
        own = sheet.origins.get((sheet.part, field.target))
        if own is None:
            return f"{draw}(context numbering({numbering}, locate(<{label}>).page()))"
        counted = f"<{own.label}>, {own.first}, {string(NUMBERINGS[own.style])}"
        return f"{draw}(context page-number(locate(<{label}>).page(), {counted}))"
    start, end = (
        (f"p{sheet.part}", f"p{sheet.part}e")
        if field.kind == "NUMPAGES"
        else (sheet.section_key, f"{sheet.section_key}e")
    )
    return f"{draw}(context numbering({numbering}, pages-between(<{start}>, <{end}>)))"


def inlines(sheet: Sheet, items: Iterable[Inline], shape: Shape, width: float) -> list[str]:
    """Inlines without tabs, as expressions that Typst joins. `width`: of the column that they stand in."""
    out = []
    room = width - shape.left - shape.right
    hyphenated = sheet.document.hyphenate and shape.hyphenate
    for item in items:
        match item:
            case Run():
                # A space too small to see is where Typst may end a line; unlike U+200B it leaves the text as it is.
                for index, (piece, plain) in enumerate(pieces_of(sheet, item.text, item.look, room, hyphenated)):
                    out += ["h(0.001pt)"] if index else []
                    drawn = run(sheet, piece, item.look, shape)
                    out.append(drawn if plain else f"text(hyphenate: false, {{{drawn}}})")
            case Break():
                out.append("linebreak()")
            case Tab():
                out.append(f"{style(sheet, item.look, shape)}({string(chr(0xA0))})")
            case Field():
                out.append(number(sheet, item, shape))
            case Mark() if not sheet.in_story and (label := sheet.bookmarks.get((sheet.part, item.name))):
                out.append(f"[#metadata(none)<{label}>]")
            case Link():
                out.append(link(sheet, item, shape, width))
            case Note():
                out.append(note(sheet, item, shape, width))
            case Picture() if item.frame is None:
                out.append(f"box({picture(sheet, item)})")
            case TextBox() if item.frame is None:
                out.append(f"box({text_box(sheet, item)})")
    return [piece for piece in out if piece]


def link(sheet: Sheet, item: Link, shape: Shape, width: float) -> str:
    body = joined(inlines(sheet, item.inlines, shape, width))
    if not item.inside:
        return f"link({string(item.target)}, {body})"
    label = sheet.target(item.target)
    return body if label is None or body == "{}" else f"link(<{label}>, {body})"


def joined(pieces: list[str]) -> str:
    return "{" + "; ".join(pieces) + "}"


def note(sheet: Sheet, item: Note, shape: Shape, width: float) -> str:
    """A footnote; Typst sets its number at the head of the text, where Word's own mark stood."""
    pieces: list[str] = []
    for index, paragraph in enumerate(item.paragraphs):
        if index:
            pieces.append("parbreak()")
        items = list(paragraph.inlines)
        if NoteMark() in items:
            at = items.index(NoteMark())
            lead = items[at + 1] if at + 1 < len(items) else None
            items = items[:at] + items[at + 1 :]
            if isinstance(lead, Tab):
                items.remove(lead)
                reach = pt(max(-paragraph.shape.first, 0.0) or sheet.document.tab_every)
                pieces.append(f"context h(calc.max(2pt, {reach} - measure(super(counter(footnote).display())).width))")
            elif isinstance(lead, Run) and lead.text[:1] == " ":
                first = Run(lead.text[1:], lead.look)
                items = [first if i is lead else i for i in items]
                pieces.append(f"h({pt(sheet.face(lead.look).width(' ') * lead.look.size)})")
        pieces += inlines(sheet, items, paragraph.shape, width)
    # As tall as the text beside it, for a mark may be alone on its line.
    draw = style(sheet, replace(item.look, position=None), shape)
    number, shown = sheet.notes.get((sheet.part, id(item)), (None, 0))
    if number is None:
        return f"{draw}(footnote({joined(pieces)}))"
    mark = f"{draw}({{h(0pt, weak: true); super({string(str(shown))})}})"
    if sheet.measuring:
        pieces = [f"super({string(str(shown))})", "h(0.05em, weak: true)", *pieces]
        height = f"note-height({number}, {pt(sheet.column)}, {sheet.entry}({joined(pieces)}))"
        if sheet.marks_only:
            return "; ".join((height, "counter(footnote).step()", mark))
        return f"{height}; {draw}([#footnote({joined(pieces[2:])})<n{number}>])"
    return mark if sheet.marks_only else f"{draw}([#footnote({joined(pieces)})<n{number}>])"


def with_tabs(sheet: Sheet, items: tuple[Inline, ...], shape: Shape, width: float, first: float, rest: float) -> str:
    """A paragraph's inlines; where there are tabs, cut at them and at line breaks and set by `tabbed`."""
    if not any(isinstance(i, Tab) or (isinstance(i, Link) and Tab in map(type, i.inlines)) for i in items):
        return joined(inlines(sheet, items, shape, width))
    pieces: list[tuple[str, list[Inline]]] = [("start", [])]
    for item in _opened(items):
        if isinstance(item, Tab):
            pieces.append(("tab", []))
        elif isinstance(item, Break):
            pieces.append(("break", []))
        else:
            pieces[-1][1].append(item)
    stops = [(s.at, s.kind, s.leader) for s in shape.stops]
    if shape.first < 0 and all(abs(s[0] - shape.left) > 0.1 for s in stops):
        stops = sorted(
            [*stops, (shape.left, "left", None)], key=lambda s: s[0]
        )  # a hanging indent is a stop of its own
    said = array([f'({pt(at)}, "{kind}", {string(leader) if leader else "none"})' for at, kind, leader in stops])
    cut = array(
        [
            f'("{kind}", {joined(inlines(sheet, part, shape, width))}, {_to_decimal(sheet, part, shape, width)})'
            for kind, part in pieces
        ]
    )
    room, every = pt(width - shape.right), pt(sheet.document.tab_every)
    fixed = flag(shape.align == "justify")
    return f"tabbed({pt(first)}, {pt(rest)}, {said}, {every}, {room}, {fixed}, {cut})"


def _opened(items: Iterable[Inline]) -> Iterable[Inline]:
    """The inlines with links cut at their tabs."""
    for item in items:
        if not isinstance(item, Link):
            yield item
            continue
        part: list[Inline] = []
        for inner in (*item.inlines, None):
            if inner is None or isinstance(inner, Tab):
                if part:
                    yield replace(item, inlines=tuple(part))
                if inner is not None:
                    yield inner
                part = []
            else:
                part.append(inner)


def _to_decimal(sheet: Sheet, part: list[Inline], shape: Shape, width: float) -> str:
    if not any(stop.kind == "decimal" for stop in shape.stops):
        return "none"
    found: list[Inline] = []
    for item in part:
        if isinstance(item, Run) and ("," in item.text or "." in item.text):
            at = max(item.text.rfind(","), item.text.rfind("."))
            return joined(inlines(sheet, [*found, Run(item.text[:at], item.look)], shape, width))
        found.append(item)
    return "none"
