"""One Typst document from one Word file or several: parts, their sections, bookmarks and page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ...problems import Problem
from .flow import flow
from .fonts import FontBook
from .plan import Plan, Unit, notes_in
from .source import Origin, Sheet, array, call, flag, language_of, pt, string
from .tabular import is_ruled
from .word import Block, Inline, Link, Mark, Note, Paragraph, Section, Table, WordDocument


@dataclass(frozen=True)
class Properties:
    """What the PDF says of itself. `date`: the pack's, for nothing comes from the clock (PDF/A asks for one)."""

    title: str
    language: str
    date: date
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typeset:
    """A document in its place in the PDF: its bookmark's title, and the bookmark name that others refer to it by."""

    document: WordDocument
    title: str
    label: str = ""


@dataclass(frozen=True)
class Source:
    """Typst source with the picture files that it names, and the depths of its bookmarks, in order.

    `noted`: it has notes or ruled tables, and tells `<facts>`. `ruled`: the units of each ruled table. `joins`: how
    many tables stand before one that is in pieces, and how many rows of header each piece begins with.
    """

    text: str
    pictures: dict[str, bytes]
    bookmarks: tuple[int, ...]
    noted: bool = False
    ruled: tuple[tuple[Unit, ...], ...] = ()
    joins: tuple[tuple[int, tuple[int, ...]], ...] = ()


@cache
def _prelude() -> str:
    return files(__package__).joinpath("prelude.typ").read_text(encoding="utf-8")


def build_typst(
    parts: Sequence[Typeset], fonts: FontBook, properties: Properties, plan: Plan | None = None
) -> tuple[Source, list[Problem]]:
    """The source of one PDF. Several parts: each its own page numbers and a top bookmark with its headings below."""
    sheet = Sheet(fonts, in_pack=len(parts) > 1, plan=plan or Plan())
    for index, part in enumerate(parts):
        _register(sheet, index, part)
    sheet.measuring = bool(sheet.ruled) and not sheet.plan.measured
    sheet.units = [()] * len(sheet.ruled)
    noted = bool(sheet.notes or sheet.ruled)
    bodies = [_part(sheet, index, part, noted and index == len(parts) - 1) for index, part in enumerate(parts)]
    day = properties.date
    about = call(
        "set document",
        title=string(properties.title),
        author=array([string(author) for author in properties.authors]) if properties.authors else None,
        description=string(properties.subject) if properties.subject else None,
        keywords=array([string(word) for word in properties.keywords]) if properties.keywords else None,
        date=f"datetime(year: {day.year}, month: {day.month}, day: {day.day}, hour: 0, minute: 0, second: 0)",
    )
    families = array([string(family) for family in dict.fromkeys(face.family for face in fonts.faces)])
    lines = [
        f"#{about}",
        f"#{call('set text', font=families, size='10pt', fallback='true', **language_of(properties.language))}",
        "#set par(leading: 0pt, spacing: 0pt)",
        "#set super(typographic: false, size: 0.65em, baseline: -0.33em)",
        "#set footnote.entry(separator: line(length: 144pt, stroke: 0.5pt), clearance: 6pt, gap: 0pt, indent: 0pt)",
        "#show heading: it => it.body",
        _prelude(),
        *sheet.names.lines(),
        *bodies,
    ]
    source = Source(
        "\n".join(lines), sheet.pictures, tuple(sheet.outline), noted, tuple(sheet.units), tuple(sheet.joins)
    )
    return source, sheet.problems


def _runs(sections: Sequence[Section]) -> list[list[int]]:
    """The sections by runs of pages: a continuous one stays on the page of the one before, if the paper is the same."""
    runs: list[list[int]] = []
    for index, section in enumerate(sections):
        last = sections[runs[-1][-1]] if runs else None
        same = last is not None and (section.width, section.height) == (last.width, last.height)
        if section.start == "continuous" and same:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _register(sheet: Sheet, index: int, part: Typeset) -> None:
    """Labels for every bookmark, which section's count each one's page number is in; numbers for notes and tables."""
    if part.label:
        sheet.starts[part.label] = f"p{index}"
    origin, shown = Origin(f"p{index}", 1, "decimal"), 0
    for at, section in enumerate(part.document.sections):
        origin = _origin(origin, f"p{index}s{at}", section)
        shown = 0 if section.notes_anew else shown
        for note in notes_in(section.blocks):
            shown += 1
            sheet.notes[index, id(note)] = (len(sheet.notes), shown)
        for block in section.blocks:
            if isinstance(block, Table) and is_ruled(block, section.height):
                sheet.ruled[index, id(block)] = len(sheet.ruled)
        for name in _marks(section.blocks):
            key = (index, name)
            if key not in sheet.bookmarks:
                sheet.bookmarks[key] = f"b{len(sheet.bookmarks)}"
                sheet.origins[key] = origin


def _origin(before: Origin, label: str, section: Section) -> Origin:
    if section.number_from is not None:
        return Origin(label, section.number_from, section.number_style)
    return Origin(before.label, before.first, section.number_style)


def _marks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from _marks_of(block.inlines)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _marks(cell.blocks)


def _marks_of(inlines: Sequence[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Mark):
            yield inline.name
        elif isinstance(inline, Link):
            yield from _marks_of(inline.inlines)


def _part(sheet: Sheet, index: int, part: Typeset, tells: bool) -> str:
    document = part.document
    sheet.document, sheet.part, sheet.levels = document, index, []
    out = [f"set text(hyphenate: {flag(document.hyphenate)})", "counter(footnote).update(0)"]
    first = next((note for section in document.sections for note in notes_in(section.blocks) if note.paragraphs), None)
    if first is not None:
        out.append(_note_style(sheet, first))
    origin = Origin(f"p{index}", 1, "decimal")
    for run in _runs(document.sections):
        sections = [document.sections[at] for at in run]
        sheet.column = sections[0].width - sections[0].left - sections[0].right
        heads, bodies = [], []
        if sections[0].start in ("oddPage", "evenPage"):
            out.append(f'pagebreak(weak: true, to: "{sections[0].start[:-4]}")')
        for at, section in zip(run, sections, strict=True):
            label = f"p{index}s{at}"
            origin = _origin(origin, label, section)
            sheet.origin, sheet.section, sheet.height, sheet.section_key = origin, section, section.height, label
            opening = [f"[#metadata(none)<p{index}>]"] if at == 0 else []
            if at == 0 and sheet.in_pack:
                opening.append(f"bookmark({string(part.title)})")
                sheet.outline.append(1)
            if section.notes_anew:
                opening.append("counter(footnote).update(0)")
            heads.append(_stories(sheet, section, sections[0], label, origin))
            body = flow(sheet, section.blocks, section.width - section.left - section.right, pages=True)
            shift = (section.left - sections[0].left, section.right - sections[0].right)
            if any(shift):
                body = f"pad(left: {pt(shift[0])}, right: {pt(shift[1])}, {body})"
            ends = [f"[#metadata(none)<{label}e>]"] + (
                [f"[#metadata(none)<p{index}e>]"] if at == len(document.sections) - 1 else []
            )
            if tells and at == len(document.sections) - 1:
                ends.append("facts")
            bodies += [*opening, f"[#metadata(none)<{label}>]", body, *ends]
        out.append(f"pages({_geometry(sections[0])}, {array(heads)}, (ox, oy) => {{{'; '.join(bodies)}}})")
    return "#{\n  " + "\n  ".join(out) + "\n}"


def _geometry(section: Section) -> str:
    names = ("width", "height", "left", "right", "top", "bottom", "header", "footer")
    lengths = [f"{name}: {pt(getattr(section, name))}" for name in names]
    inner = section.width - section.left - section.right
    flags = [f"fixed-{side}: {flag(getattr(section, f'fixed_{side}'))}" for side in ("top", "bottom")]
    return "(" + ", ".join([*lengths, f"inner: {pt(inner)}", *flags]) + ")"


def _stories(sheet: Sheet, section: Section, page: Section, label: str, origin: Origin) -> str:
    """A section's entry for `pages`: where it starts, how it counts, its headers and footers."""
    width = page.width - page.left - page.right
    sheet.in_story = True

    def side(stories: dict[str, tuple[Block, ...]]) -> str:
        kinds = ("first", "default", "even")
        made = [
            f"{kind}: {f'(ox, oy) => {flow(sheet, stories[kind], width)}' if stories.get(kind) else 'none'}"
            for kind in kinds
        ]
        return "(" + ", ".join(made) + ")"

    code = (
        f"(from: <{label}>, origin: <{origin.label}>, number: {origin.first}, title: {flag(section.title_page)}, "
        f"even: {flag(sheet.document.even_pages)}, heads: {side(section.heads)}, feet: {side(section.feet)})"
    )
    sheet.in_story = False
    return code


def _note_style(sheet: Sheet, note: Note) -> str:
    """How notes are set: as the first one's paragraph is."""
    from .paragraphs import set_paragraph
    from .texts import style
    from .word import Run

    paragraph = note.paragraphs[0]
    look = next((i.look for i in paragraph.inlines if isinstance(i, Run)), paragraph.mark)
    setting = set_paragraph(paragraph.shape, min(paragraph.shape.first, 0.0)).replace(
        "spacing: 0pt", f"spacing: {pt(paragraph.shape.after)}"
    )
    gap = pt(paragraph.shape.after)
    drawn = style(sheet, look, paragraph.shape)
    sheet.entry = sheet.names.of("e", f"it => {{ {setting}; {drawn}(it); v({gap}) }}")
    place = 'if it.note.has("label") [#metadata(it.note.label)<entry>]'
    return f"set footnote.entry(gap: {gap}); show footnote.entry: it => {{ {place}; {setting}; {drawn}(it) }}"
