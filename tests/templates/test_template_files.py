"""The Word templates that come with the software: valid, complete, and free of words in one language."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FOLDER = Path(__file__).parents[2] / "templates"
FILES = sorted(FOLDER.glob("*/*.docx"))
SIGNED = {"kamerbrief", "summit-agreement", "governors-report"}
LANDSCAPE = {"agreement-table", "bilingual-annex", "commitments-list", "dossier-inventory", "replies-owed"}

PARAGRAPH_STYLES = {
    "Normal", "Body Text", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "List Number", "List Letter",
    "List Bullet", "List Continue", "List Continue 2", "List Continue 3", "Advice", "Label", "Salutation",
    "Closing", "Signature", "header", "footer", "footnote text", "Table Text", "Table Heading",
}  # fmt: skip
CHARACTER_STYLES = {"Hyperlink", "footnote reference", "Placeholder Text"}
LIST_STYLES = ("List Number", "List Letter", "List Bullet")
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# Letters that may stand in a template outside its tags: none. Signs, spaces and the cached numbers of fields may.
ALLOWED_LETTERS: frozenset[str] = frozenset()

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")


def parts_of(path: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(path) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def text_of(node: etree._Element) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in node.iter(W + "p"))


def stories(path: Path) -> Iterator[tuple[str, etree._Element]]:
    """The parts of a template that hold text."""
    for name, root in parts_of(path).items():
        if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", name):
            yield name, root


def styles_of(path: Path, kind: str) -> dict[str, etree._Element]:
    root = parts_of(path)["word/styles.xml"]
    return {s.find(W + "name").get(W + "val"): s for s in root.iterfind(W + "style") if s.get(W + "type") == kind}


def test_every_kind_has_its_two_files() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert {path.parent.name for path in FILES} == folders
    assert {path.parent.name for path in FOLDER.glob("*/kind.yaml")} == folders - {"house"}
    assert folders >= LANDSCAPE | SIGNED


@every_file
def test_a_template_is_valid_word(path: Path, validate_docx: Callable[[bytes], list[str]]) -> None:
    assert validate_docx(path.read_bytes()) == []


@every_file
def test_a_template_has_every_named_style(path: Path) -> None:
    assert styles_of(path, "paragraph").keys() >= PARAGRAPH_STYLES
    assert styles_of(path, "character").keys() >= CHARACTER_STYLES
    assert "House Table" in styles_of(path, "table")


@every_file
def test_every_style_used_is_there(path: Path) -> None:
    known = {
        s.get(W + "styleId") for kind in ("paragraph", "character", "table") for s in styles_of(path, kind).values()
    }
    used = {
        node.get(W + "val")
        for _, root in stories(path)
        for tag in ("pStyle", "rStyle", "tblStyle")
        for node in root.iter(W + tag)
    }
    assert used <= known


@every_file
def test_list_styles_are_bound_to_lists_of_three_levels(path: Path) -> None:
    numbering = parts_of(path)["word/numbering.xml"]
    abstract = {a.get(W + "abstractNumId"): a for a in numbering.iterfind(W + "abstractNum")}
    lists = {n.get(W + "numId"): n.find(W + "abstractNumId").get(W + "val") for n in numbering.iterfind(W + "num")}
    bound = set()
    for name in LIST_STYLES:
        style = styles_of(path, "paragraph")[name]
        found = lists[style.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val")]
        levels = abstract[found].findall(W + "lvl")
        assert len(levels) >= 3
        assert levels[0].find(W + "pStyle").get(W + "val") == style.get(W + "styleId")
        assert style.find(f"{W}pPr/{W}ind") is None, "an indent in the style would hide those of the levels"
        bound.add(found)
    assert len(bound) == len(LIST_STYLES)


@every_file
def test_a_lettered_item_is_lettered_at_every_level(path: Path) -> None:
    """A block's kind says what was typed: `a)` under `1.` stays a letter."""
    numbering = parts_of(path)["word/numbering.xml"]
    formats = {
        level.find(W + "pStyle").get(W + "val"): {
            other.find(W + "numFmt").get(W + "val") for other in level.getparent().iterfind(W + "lvl")
        }
        for level in numbering.iter(W + "lvl")
        if level.find(W + "pStyle") is not None
    }
    assert formats["ListNumber"] == {"decimal"}
    assert formats["ListLetter"] == {"lowerLetter"}
    assert formats["ListBullet"] == {"bullet"}


@every_file
def test_the_mark_stands_on_every_page(path: Path) -> None:
    parts = parts_of(path)
    targets = {r.get("Id"): "word/" + r.get("Target") for r in parts["word/_rels/document.xml.rels"]}
    sections = list(parts["word/document.xml"].iter(W + "sectPr"))
    assert len(sections) == 1  # with more, headers are inherited and this test must learn it
    shown = {"default"} | ({"first"} if sections[0].find(W + "titlePg") is not None else set())
    if parts["word/settings.xml"].find(W + "evenAndOddHeaders") is not None:
        shown.add("even")
    marked = set()
    for node in sections[0]:
        if node.tag in (W + "headerReference", W + "footerReference"):
            text = text_of(parts[targets[node.get(R + "id")]])
            if "{%p if document.mark %}\n{{ document.mark }}\n{%p endif %}" in text:
                marked.add(node.get(W + "type"))
    assert marked >= shown


@every_file
def test_no_words_are_typed_in_a_template(path: Path) -> None:
    for name, root in stories(path):
        left = TAG.sub("", text_of(root))
        letters = {c for c in left if c.isalpha()} - ALLOWED_LETTERS
        assert not letters, f"{name}: {left.split()}"


@every_file
def test_fields_say_nothing_in_one_language(path: Path) -> None:
    codes = {code.text.split()[0] for _, root in stories(path) for code in root.iter(W + "instrText")}
    assert codes <= {"PAGE", "NUMPAGES", "PAGEREF"}


@every_file
def test_the_page_is_a4_and_hyphenated(path: Path) -> None:
    parts = parts_of(path)
    size = parts["word/document.xml"].find(f".//{W}pgSz")
    assert sorted((int(size.get(W + "w")), int(size.get(W + "h")))) == [11906, 16838]
    assert (int(size.get(W + "w")) > int(size.get(W + "h"))) == (path.parent.name in LANDSCAPE)
    assert parts["word/settings.xml"].find(W + "autoHyphenation") is not None


@every_file
def test_a_template_tells_nothing_of_its_maker(path: Path) -> None:
    core = parts_of(path)["docProps/core.xml"]
    told = {etree.QName(node).localname: node.text for node in core}
    assert not told.get("creator") and not told.get("lastModifiedBy")
    assert "docProps/app.xml" not in parts_of(path)


@every_file
def test_verdana_comes_first(path: Path) -> None:
    fonts = parts_of(path)["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts.get(W + "ascii") == fonts.get(W + "hAnsi") == "Verdana"


def test_no_picture_comes_with_the_templates() -> None:
    """Coats of arms and logos are protected; the letterhead has a slot for them instead."""
    for path in FILES:
        assert not [name for name in parts_of(path) if "media" in name]
    header = next(root for _, root in stories(FOLDER / "kamerbrief/document.docx") if "{# LOGO" in text_of(root))
    assert header.tag == W + "hdr"


def test_table_heads_are_repeated_and_group_rows_stay_with_what_follows() -> None:
    for kind in ("agreement-table", "bilingual-annex"):
        parts = parts_of(FOLDER / kind / "document.docx")
        keep = {
            name
            for name, s in styles_of(FOLDER / kind / "document.docx", "paragraph").items()
            if s.find(f"{W}pPr/{W}keepNext") is not None
        }
        assert "Table Group" in keep
        for table in parts["word/document.xml"].iter(W + "tbl"):
            assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
            groups = [
                row
                for row in table.iterfind(W + "tr")
                if "TableGroup" in {s.get(W + "val") for s in row.iter(W + "pStyle")}
            ]
            assert len(groups) == 1


def test_a_long_obstacle_may_go_on_over_the_page() -> None:
    """A row that must stay whole leaves half a page empty, and one taller than a page cannot be set."""
    body = parts_of(FOLDER / "bilingual-annex/document.docx")["word/document.xml"]
    rows = [row for row in body.iter(W + "tr") if "for block in" in text_of(row)]
    assert len(rows) == 2
    assert all(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows)


def test_the_head_of_an_obstacle_beside_its_translation_stays_with_its_first_paragraphs() -> None:
    body = parts_of(FOLDER / "bilingual-annex/document.docx")["word/document.xml"]
    row = next(row for row in body.iter(W + "tr") if "obstacle.title[right]" in text_of(row))
    printed = [p for p in row.iter(W + "p") if p.find(f"{W}pPr/{W}pStyle").get(W + "val") != "TemplateTag"]
    assert len(printed) > 10
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in printed)


def test_signature_paragraphs_stay_together() -> None:
    for kind in SIGNED:
        styles = styles_of(FOLDER / kind / "document.docx", "paragraph")
        for name in ("Closing", "Signature"):
            assert styles[name].find(f"{W}pPr/{W}keepNext") is not None
            assert styles[name].find(f"{W}pPr/{W}keepLines") is not None


BODIES = [path for path in FILES if "for block in blocks" in text_of(parts_of(path)["word/document.xml"])]


@pytest.mark.parametrize("path", BODIES, ids=[path.parent.name for path in BODIES])
def test_a_body_has_a_branch_for_every_kind_of_block(path: Path) -> None:
    """Charts only where the kind shows any."""
    text = text_of(parts_of(path)["word/document.xml"])
    branches = set(re.findall(r"block\.kind == '(\w+)'", text))
    known = {"heading", "paragraph", "advice", "label", "number", "letter", "bullet", "continue", "table"}
    assert branches - {"chart"} == known


def test_bodies_are_found() -> None:
    assert {path.parent.name for path in BODIES} >= {"kamerbrief", "governors-report", "commitments-list"}


@pytest.mark.parametrize("path", BODIES, ids=[path.parent.name for path in BODIES])
def test_a_body_may_end_in_any_block(path: Path) -> None:
    """What is asked of the block after this one is asked only where there is one."""
    for tag in TAG.findall(text_of(parts_of(path)["word/document.xml"])):
        if "loop.nextitem" in tag:
            assert re.search(r"loop\.last or|not loop\.last and", tag), tag
