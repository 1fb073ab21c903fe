"""Small Word templates for tests, made from lists: no file made by an office program is needed to test one.

    build_docx([("heading 1", "{{ document.title }}"), ("Body Text", "Hello")], header=[("header", "Page")])

A body is a list of `(style name, text)` pairs, of `grid(…)` tables and of WordprocessingML as it is (a string that
begins with "<"). The styles and numberings are those that the house's templates use. Package layout: ECMA-376 part 1,
sections 11.3 and 15.2; every package made here has no errors in the Open XML SDK validator.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROOT = f'xmlns:w="{W}" xmlns:r="{R}"'

# name: (type, basedOn, pPr, rPr); the names are Word's own, as styles.xml spells them.
STYLES = {
    "Normal": ("paragraph", None, "", ""),
    "Default Paragraph Font": ("character", None, "", ""),
    "Normal Table": ("table", None, "", ""),
    "No List": ("numbering", None, "", ""),
    "Body Text": ("paragraph", "Normal", '<w:spacing w:after="120"/>', ""),
    "Title": ("paragraph", "Normal", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="32"/>'),
    "Subtitle": ("paragraph", "Normal", "", '<w:i/><w:sz w:val="22"/>'),
    "heading 1": ("paragraph", "Normal", '<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/>', "<w:b/>"),
    "heading 2": ("paragraph", "Normal", '<w:keepNext/><w:spacing w:before="120"/><w:outlineLvl w:val="1"/>', "<w:b/>"),
    "heading 3": ("paragraph", "Normal", '<w:keepNext/><w:outlineLvl w:val="2"/>', "<w:i/>"),
    "List Number": ("paragraph", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr>', ""),
    "List Letter": ("paragraph", "Normal", '<w:numPr><w:numId w:val="2"/></w:numPr>', ""),
    "List Bullet": ("paragraph", "Normal", '<w:numPr><w:numId w:val="3"/></w:numPr>', ""),
    "List Continue": ("paragraph", "Normal", '<w:ind w:left="357"/>', ""),
    "List Continue 2": ("paragraph", "Normal", '<w:ind w:left="714"/>', ""),
    "List Continue 3": ("paragraph", "Normal", '<w:ind w:left="1071"/>', ""),
    "Advice": ("paragraph", "Normal", '<w:keepNext/><w:numPr><w:numId w:val="4"/></w:numPr>', "<w:b/>"),
    "Label": ("paragraph", "Normal", "<w:keepNext/>", "<w:i/>"),
    "Salutation": ("paragraph", "Normal", '<w:spacing w:after="240"/>', ""),
    "Closing": ("paragraph", "Normal", "<w:keepNext/>", ""),
    "Signature": ("paragraph", "Normal", "<w:keepLines/>", ""),
    "header": ("paragraph", "Normal", "", '<w:sz w:val="14"/>'),
    "footer": ("paragraph", "Normal", "", '<w:sz w:val="14"/>'),
    "footnote text": ("paragraph", "Normal", "", '<w:sz w:val="14"/>'),
    "Table Text": ("paragraph", "Normal", '<w:spacing w:before="20" w:after="20"/>', '<w:sz w:val="16"/>'),
    "Table Heading": ("paragraph", "Table Text", "<w:keepNext/>", "<w:b/>"),
    "House Table": ("table", "Normal Table", "", ""),
    "Hyperlink": ("character", "Default Paragraph Font", "", '<w:color w:val="154273"/><w:u w:val="single"/>'),
    "footnote reference": ("character", "Default Paragraph Font", "", '<w:vertAlign w:val="superscript"/>'),
    "Placeholder Text": (
        "character",
        "Default Paragraph Font",
        "",
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFF99"/>',
    ),
}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
MARGINS = '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
# the levels of each numbering, by abstractNumId: (format, label)
NUMBERINGS = {
    1: [("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3.")],
    2: [("lowerLetter", "%1)"), ("decimal", "%2."), ("lowerRoman", "%3.")],
    3: [("bullet", "–"), ("bullet", "•"), ("bullet", "–")],
    4: [("decimal", "%1.")],
}
A4 = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418"'
    ' w:header="709" w:footer="709" w:gutter="0"/>'
)
Body = Iterable["str | tuple[str, str]"]


def style_id(name: str) -> str:
    """The id of a style here: its name in capitals-inside, as English Word makes it (`heading 1` -> `Heading1`)."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def run(text: str, look: str = "") -> str:
    """A run with this text; `look` is the inside of its w:rPr."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str) -> str:
    """A paragraph of runs: each text, or `run(…)`, or any other XML that begins with "<"."""
    inside = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{inside}</w:p>'


def grid(*rows: Iterable[str]) -> str:
    """A table of texts (or XML), one paragraph a cell, columns of one width."""
    rows = [list(row) for row in rows]
    width = 9070 // max(len(row) for row in rows)
    cell = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc>'
    inside = "".join(
        "<w:tr>"
        + "".join(cell.format(width, c if c.startswith("<w:p>") else paragraph("Table Text", c)) for c in row)
        + "</w:tr>"
        for row in rows
    )
    columns = f'<w:gridCol w:w="{width}"/>' * max(len(row) for row in rows)
    look = f'<w:tblStyle w:val="{style_id("House Table")}"/><w:tblW w:w="0" w:type="auto"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{inside}</w:tbl>"


def blocks(body: Body) -> str:
    return "".join(item if isinstance(item, str) else paragraph(*item) for item in body)


def block_loop(name: str = "blocks") -> list[tuple[str, str]]:
    """The loop over blocks that a house template holds: one branch for each kind of block."""
    kinds = [
        ("block.kind == 'heading' and block.level == 1", "heading 1", "text"),
        ("block.kind == 'heading' and block.level == 2", "heading 2", "text"),
        ("block.kind == 'heading'", "heading 3", "text"),
        ("block.kind == 'advice'", "Advice", "text"),
        ("block.kind == 'label'", "Label", "text"),
        ("block.kind == 'number'", "List Number", "text"),
        ("block.kind == 'letter'", "List Letter", "text"),
        ("block.kind == 'bullet'", "List Bullet", "text"),
        ("block.kind == 'continue'", "List Continue", "text"),
        ("block.kind == 'table'", "Table Text", "table"),
        ("block.kind == 'paragraph'", "Body Text", "text"),
    ]
    loop = [("Normal", f"{{%p for block in {name} %}}")]
    for index, (test, style, field) in enumerate(kinds):
        loop.append(("Normal", f"{{%p {'elif' if index else 'if'} {test} %}}"))
        loop.append((style, f"{{{{ block.{field} }}}}"))
    return [*loop, ("Normal", "{%p endif %}"), ("Normal", "{%p endfor %}")]


def styles_xml(styles: Mapping[str, tuple] = STYLES, font: str = "Verdana") -> str:
    found = []
    for name, (kind, based, ppr, rpr) in styles.items():
        default = ' w:default="1"' if based is None else ""
        custom = ' w:customStyle="1"' if name in ("List Letter", "Advice", "Label", "House Table") else ""
        table = f"<w:tblPr>{f'<w:tblBorders>{BORDERS}</w:tblBorders>' if based else ''}{MARGINS}</w:tblPr>"
        found.append(
            f'<w:style w:type="{kind}"{default}{custom} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            + (f'<w:basedOn w:val="{style_id(based)}"/>' if based else "")
            + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
            + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
            + (table if kind == "table" else "")
            + "</w:style>"
        )
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    defaults = f'<w:rPrDefault><w:rPr>{fonts}<w:sz w:val="18"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault>'
    spacing = '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="250" w:lineRule="atLeast"/></w:pPr></w:pPrDefault>'
    return f"<w:styles {ROOT}><w:docDefaults>{defaults}{spacing}</w:docDefaults>{''.join(found)}</w:styles>"


def numbering_xml(numberings: Mapping[int, list[tuple[str, str]]] = NUMBERINGS) -> str:
    level = (
        '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="{3}" w:hanging="357"/></w:pPr></w:lvl>'
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(level.format(i, form, label, 357 * (i + 1)) for i, (form, label) in enumerate(levels))
        + "</w:abstractNum>"
        for key, levels in numberings.items()
    )
    nums = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in numberings)
    return f"<w:numbering {ROOT}>{abstract}{nums}</w:numbering>"


def footnotes_xml(notes: Mapping[int, Body]) -> str:
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{key}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for key, kind, mark in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    own = "".join(f'<w:footnote w:id="{key}">{blocks(body)}</w:footnote>' for key, body in notes.items())
    return f"<w:footnotes {ROOT}>{marks}{own}</w:footnotes>"


NOTE_REFERENCE = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'


def build_docx(
    body: Body,
    header: Body | None = None,
    footer: Body | None = None,
    notes: Mapping[int, Body] | None = None,
    page: str = A4,
    parts: Mapping[str, tuple[str, str, str | bytes]] | None = None,
    links: Mapping[str, str] | None = None,
    styles: Mapping[str, tuple] = STYLES,
    core: str = "",
    root: str = "",
    settings: str = "",
) -> bytes:
    """The bytes of a template.

    `notes`: the template's own footnotes by id (refer to one with `NOTE_REFERENCE.format(id)`). `page`: the inside of
    the section properties after the header and footer references. `parts`: further parts, as
    `{"word/comments.xml": (content type, relationship type, content)}`, tied to the document (to the package when the
    name is not under word/). `links`: targets of hyperlinks of the body by relationship id. `core`: the inside of
    docProps/core.xml. `root`: further namespaces of the document's root. `settings`: the inside of settings.xml.
    """
    kept = {
        "styles": (f"{WML}.styles+xml", styles_xml(styles)),
        "numbering": (f"{WML}.numbering+xml", numbering_xml()),
        "settings": (f"{WML}.settings+xml", f"<w:settings {ROOT}>{settings}</w:settings>"),
    }
    if notes is not None:
        kept["footnotes"] = (f"{WML}.footnotes+xml", footnotes_xml(notes))
    references = ""
    for kind, tag, content in (("header", "hdr", header), ("footer", "ftr", footer)):
        if content is not None:
            kept[f"{kind}1"] = (f"{WML}.{kind}+xml", f"<w:{tag} {ROOT}>{blocks(content)}</w:{tag}>")
            references += f'<w:{kind}Reference w:type="default" r:id="{kind}1"/>'
    document = f"<w:body>{blocks(body)}<w:sectPr>{references}{page}</w:sectPr></w:body>"
    files: dict[str, tuple[str, str | bytes]] = {
        "word/document.xml": (
            f"{WML}.document.main+xml",
            f"{HEAD}<w:document {ROOT} {root}>{document}</w:document>",
        )
    }
    package_rels = [("document", f"{R}/officeDocument", "word/document.xml", "")]
    document_rels = [(key, f"{R}/{re.sub('[0-9]', '', key)}", f"{key}.xml", "") for key in kept]
    outside = ' TargetMode="External"'
    document_rels += [(key, f"{R}/hyperlink", target, outside) for key, target in (links or {}).items()]
    files |= {f"word/{key}.xml": (kind, HEAD + content) for key, (kind, content) in kept.items()}
    parts = dict(parts or {})
    if core:
        package = "http://schemas.openxmlformats.org/package/2006"
        names = (
            f'xmlns:cp="{package}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        )
        parts["docProps/core.xml"] = (
            "application/vnd.openxmlformats-package.core-properties+xml",
            f"{package}/relationships/metadata/core-properties",
            f"<cp:coreProperties {names}>{core}</cp:coreProperties>",
        )
    for number, (name, (kind, relation, content)) in enumerate(parts.items()):
        files[name] = (kind, content)
        inside = name.startswith("word/")
        rels = document_rels if inside else package_rels
        rels.append((f"extra{number}", relation, name.removeprefix("word/"), ""))
    overrides = "".join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, (t, _) in files.items())
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    defaults += '<Default Extension="xml" ContentType="application/xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package_file:
        package_file.writestr("[Content_Types].xml", f'{HEAD}<Types xmlns="{TYPES}">{defaults}{overrides}</Types>')
        package_file.writestr("_rels/.rels", _rels(package_rels))
        package_file.writestr("word/_rels/document.xml.rels", _rels(document_rels))
        for name, (_, content) in files.items():
            package_file.writestr(name, content)
    return out.getvalue()


def _rels(rels: list[tuple[str, str, str, str]]) -> str:
    one = "<Relationship Id={} Type={} Target={}{}/>"
    inside = "".join(one.format(quoteattr(i), quoteattr(t), quoteattr(to), mode) for i, t, to, mode in rels)
    return f'{HEAD}<Relationships xmlns="{RELS}">{inside}</Relationships>'
