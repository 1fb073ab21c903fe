"""Columns of tables that Word may resize: as wide as their texts need, told once and for all."""

from __future__ import annotations

import pytest
from lxml import etree
from word_files import W
from word_templates import grid, paragraph

from reporting.output.word.columns import fit_columns
from reporting.output.word.styles import Styles

AROUND = '<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:body>'
SENTENCE = "Een zin over de grens. "


def cell(text: str, span: int = 1) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/><w:gridSpan w:val="{span}"/></w:tcPr>{text}</w:tc>'


def table(rows: list[list[tuple[str, int]]], count: int, layout: str = "autofit", total: int = 9000) -> etree._Element:
    columns = f'<w:gridCol w:w="{total // count}"/>' * count
    body = "".join(
        "<w:tr>" + "".join(cell(paragraph("Table Text", text), span) for text, span in row) + "</w:tr>" for row in rows
    )
    look = f'<w:tblPr><w:tblLayout w:type="{layout}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    return etree.fromstring(AROUND.format(f"<w:tbl>{look}{body}</w:tbl>"))


@pytest.fixture
def styles() -> Styles:
    size = '<w:name w:val="Table Text"/><w:rPr><w:sz w:val="16"/></w:rPr>'
    style = f'<w:style w:type="paragraph" w:styleId="TableText">{size}</w:style>'
    return Styles(etree.fromstring(AROUND.format(style).replace("w:body", "w:styles")))


def widths(root: etree._Element, styles: Styles) -> list[int]:
    fit_columns(root, styles)
    assert root.find(f".//{W}tblLayout").get(W + "type") == "fixed"
    found = [int(column.get(W + "w")) for column in root.iter(W + "gridCol")]
    for row in root.iter(W + "tr"):
        at = 0
        for node in row.iterfind(W + "tc"):
            span = int(node.find(f"{W}tcPr/{W}gridSpan").get(W + "val"))
            assert int(node.find(f"{W}tcPr/{W}tcW").get(W + "w")) == sum(found[at : at + span])
            at += span
    return found


def test_a_column_with_more_text_is_wider_and_all_of_the_width_is_used(styles):
    found = widths(table([[("kort", 1), (SENTENCE, 1), (SENTENCE * 9, 1)]] * 3, 3), styles)
    assert sum(found) == 9000
    assert found[0] < found[1] < found[2]


def test_no_column_is_narrower_than_its_longest_word(styles):
    long = "Donaudampfschifffahrtsgesellschaft"
    found = widths(table([[(long, 1), (SENTENCE * 40, 1)]], 2), styles)
    assert found[0] > len(long) * 8 * 20 * 0.6 > widths(table([[("kort", 1), (SENTENCE * 40, 1)]], 2), styles)[0]


def test_words_wider_than_the_table_share_it(styles):
    found = widths(table([[("x" * 200, 1), ("x" * 100, 1)]], 2), styles)
    assert sum(found) == 9000 and found[0] > found[1] > 2000


def test_languages_side_by_side_have_the_same_columns_and_share_within_bounds(styles):
    rows = [[("Thema", 3), ("Thème", 3)], [("Titel", 1), ("Stand", 1), (SENTENCE * 3, 1)] * 2,
            [(SENTENCE * 4, 3), (SENTENCE * 30, 3)]]  # fmt: skip
    found = widths(table(rows, 6), styles)
    left, right = sum(found[:3]), sum(found[3:])
    assert left + right == 9000 and left < right
    assert left >= 4500 * 0.9 - 2
    assert all(abs(one / left - other / right) < 0.02 for one, other in zip(found[:3], found[3:], strict=True))
    assert found[2] > found[0] > 0


def test_a_table_inside_keeps_its_share_of_the_cell(styles):
    root = table([[("kort", 1), (SENTENCE * 9, 1)]], 2)
    inner = etree.fromstring(
        AROUND.format(grid(["a", "b"]).replace("<w:tblPr>", '<w:tblPr><w:tblW w:w="4000" w:type="dxa"/>', 1))
    )
    node = inner.find(W + "tbl")
    root.findall(f".//{W}tc")[1].insert(1, node)
    before = int(node.find(f"{W}tblPr/{W}tblW").get(W + "w"))
    fit_columns(root, styles)
    wide = int(root.findall(f"{W}tbl/{W}tblGrid/{W}gridCol")[1].get(W + "w"))
    assert int(node.find(f"{W}tblPr/{W}tblW").get(W + "w")) == round(before * wide / 4500) > before


def test_a_table_that_is_fixed_stays_as_it_was_drawn(styles):
    root = table([[("kort", 1), (SENTENCE * 9, 1)]], 2, "fixed")
    before = etree.tostring(root)
    fit_columns(root, styles)
    assert etree.tostring(root) == before
