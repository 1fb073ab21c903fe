"""Small documents that are written twice, as a Word file and as Typst source, by two writers that share only the model.

Either side can be given a document from which something was taken away: the check must say what.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import typst

FONTS = Path(__file__).parents[3] / "templates/house/fonts"


@dataclass(frozen=True)
class Foot:
    """A footnote of one or more paragraphs."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Para:
    """`parts`: words and notes; `kind`: body, heading, number, letter, bullet or frame; `level` from 0."""

    parts: tuple[str | Foot, ...]
    kind: str = "body"
    level: int = 0


@dataclass(frozen=True)
class Grid:
    """A table; the first row is its header row."""

    rows: tuple[tuple[tuple[Para, ...], ...], ...]


@dataclass(frozen=True)
class Doc:
    blocks: tuple[Para | Grid, ...]
    header: str = "CONCEPT 1a2b3c"
    footer: str = "Kenmerk 2023-0001"
    number: tuple[int, ...] = field(default=(), compare=False)


def para(text: str, kind: str = "body", level: int = 0, *notes: str) -> Para:
    """A paragraph of words; each note stands at its end."""
    return Para((*text.split(" "), *(Foot((note,)) for note in notes)), kind, level)


# --- Word ---------------------------------------------------------------------------------------------------------

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
_NUM = {"number": 1, "letter": 2, "bullet": 3}
_FORMS = {1: ("decimal", "%{}."), 2: ("lowerLetter", "%{})"), 3: ("bullet", "–")}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def number_field(name: str) -> str:
    """A field whose stored result is stale, as an office program leaves it."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {name} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("99")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_package(
    body: str, *, notes: str = "", headers: dict[str, str] | None = None, settings: str = "", styles: str = ""
) -> bytes:
    """A Word file. `headers`: part name without `.xml` (`header1`) to content; refer to it as `r:id="header1"`."""
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{num}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text.format(level + 1)}"/></w:lvl>'
            for level in range(3)
        )
        + "</w:abstractNum>"
        for num, (form, text) in _FORMS.items()
    )
    nums = "".join(f'<w:num w:numId="{num}"><w:abstractNumId w:val="{num}"/></w:num>' for num in _FORMS)
    parts = {
        "word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NS}>{levels}{nums}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_NS}>{_SEPARATOR}{notes}</w:footnotes>",
        "word/settings.xml": f"<w:settings {_NS}>{settings}</w:settings>",
        "word/styles.xml": f"<w:styles {_NS}>{styles}</w:styles>",
    }
    for name, content in (headers or {}).items():
        kind = "hdr" if name.startswith("header") else "ftr"
        parts[f"word/{name}.xml"] = f"<w:{kind} {_NS}>{content}</w:{kind}>"
    kinds = ("numbering", "footnotes", "settings", "styles", *(headers or {}))
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{_DOC}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>' for kind in kinds
    )
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts["word/_rels/document.xml.rels"] = f"<Relationships {package}>{relations}</Relationships>"
    main = f'<Relationship Id="rId1" Type="{_DOC}/officeDocument" Target="word/document.xml"/>'
    parts["_rels/.rels"] = f"<Relationships {package}>{main}</Relationships>"
    parts["[Content_Types].xml"] = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def sect(headers: Sequence[tuple[str, str, str]] = (), more: str = "") -> str:
    """Section properties; `headers`: (`header` or `footer`, type, part name)."""
    references = "".join(f'<w:{kind}Reference w:type="{which}" r:id="{name}"/>' for kind, which, name in headers)
    return f"<w:sectPr>{references}{more}</w:sectPr>"


def to_word(doc: Doc) -> bytes:
    notes: list[str] = []

    def paragraph(item: Para) -> str:
        inner, text = "", ""
        for number, part in enumerate(item.parts):
            if isinstance(part, Foot):
                content = "".join(f"<w:p>{run(text)}</w:p>" for text in part.paragraphs)
                notes.append(f'<w:footnote w:id="{len(notes) + 1}">{content}</w:footnote>')
                inner += f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r>'
            else:
                inner += run((" " if number else "") + part)
        if item.kind in _NUM:
            text = f'<w:numPr><w:ilvl w:val="{item.level}"/><w:numId w:val="{_NUM[item.kind]}"/></w:numPr>'
        elif item.kind == "frame":
            text = '<w:framePr w:w="2000" w:hAnchor="page" w:x="9000"/>'
        return f"<w:p><w:pPr>{text}</w:pPr>{inner}</w:p>"

    def block(item: Para | Grid) -> str:
        if isinstance(item, Para):
            return paragraph(item)
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc>{''.join(map(paragraph, cell)) or '<w:p/>'}</w:tc>" for cell in row) + "</w:tr>"
            for row in item.rows
        )
        return f"<w:tbl>{rows}</w:tbl><w:p/>"

    body = "".join(map(block, doc.blocks))
    body += sect((("header", "default", "header1"), ("footer", "default", "footer1")))
    headers = {
        "header1": f"<w:p>{run(doc.header)}</w:p>",
        "footer1": f"<w:p>{run(doc.footer)}</w:p>"
        f"<w:p>{run('Pagina ')}{number_field('PAGE')}{run(' van ')}{number_field('NUMPAGES')}</w:p>",
    }
    return word_package(body, notes="".join(notes), headers=headers)


# --- Typst --------------------------------------------------------------------------------------------------------


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_typst(doc: Doc) -> str:
    def inline(item: Para) -> str:
        out = ""
        for number, part in enumerate(item.parts):
            if isinstance(part, Foot):
                out += "#footnote[" + "#parbreak();".join(f"#text({quote(text)});" for text in part.paragraphs) + "];"
            else:
                out += f"#text({quote((' ' if number else '') + part)});"
        return out

    counts: dict[str, list[int]] = {}

    def label(item: Para) -> str:
        if item.kind == "bullet":
            return "–"
        seen = counts.setdefault(item.kind, [0, 0, 0])
        for upper in range(item.level):
            seen[upper] = seen[upper] or 1
        seen[item.level] += 1
        seen[item.level + 1 :] = [0] * (2 - item.level)
        number = seen[item.level]
        return (
            f"{number}." if item.kind == "number" else chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1) + ")"
        )

    def block(item: Para | Grid, alone: bool = True) -> str:
        if isinstance(item, Grid):
            head, *rows = ["".join(f"[{cell_text(cell)}]," for cell in row) for row in item.rows]
            return f"#table(columns: {len(item.rows[0])}, table.header({head}), {''.join(rows)})\n\n"
        if item.kind == "heading":
            return f"#heading(level: {item.level + 1})[{inline(item)}]\n\n"
        if item.kind == "frame":
            return f"#place(top + right, dx: 70pt, dy: {frame_at()}pt, block(width: 65pt, par[{inline(item)}]))\n\n"
        if item.kind in _NUM:
            return f"#enum(numbering: _ => {quote(label(item))}, indent: {item.level}em, [{inline(item)}])\n\n"
        return f"#par[{inline(item)}]\n\n" if alone else inline(item)

    heights = iter(range(0, 700, 45))

    def frame_at() -> int:
        return next(heights)

    def cell_text(cell: tuple[Para, ...]) -> str:
        return "".join(block(item, alone=len(cell) > 1) for item in cell)

    body = "".join(map(block, doc.blocks))
    return (
        '#set document(title: "Proef", date: datetime(year: 2022, month: 12, day: 15))\n'
        '#set text(font: "DejaVu Sans", size: 9pt, lang: "nl", hyphenate: true)\n'
        f"#set page(margin: (x: 80pt, y: 85pt), header: text({quote(doc.header)}), "
        f"footer: [#text({quote(doc.footer)})\n\n"
        "  Pagina #context counter(page).display() van #context counter(page).final().first()])\n" + body
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def to_pdf(source: str) -> bytes:
    return typst.compile(source.encode(), font_paths=_fonts(), pdf_standards=["ua-1", "a-2a"], format="pdf")
