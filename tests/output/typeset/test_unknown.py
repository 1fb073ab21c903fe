"""What the reader does not know is named with its place, all at once; what changes nothing is let be."""

import pytest
from test_pages import field
from word_templates import HEAD, NOTE_REFERENCE, ROOT, build_docx, grid, paragraph, run

from reporting.output.typeset import Part, read_word, typeset_pdf
from reporting.places import Position
from reporting.problems import LANGUAGES, render


def found(data: bytes) -> list[tuple[str, tuple, str]]:
    _, problems = read_word(data, "brief.docx")
    for problem in problems:
        for language in LANGUAGES:
            assert render(problem, language, Position(problem.place.file))
    return [(p.code, p.place.field, str(next(iter(p.values.values()), ""))) for p in problems]


def look(inside: str) -> str:
    return paragraph("Normal", run("tekst", inside))


def whole(inside: str) -> str:
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r><w:t>tekst</w:t></w:r></w:p>"


UNKNOWN = {
    '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>nieuw</w:t></w:r></w:ins></w:p>': ("word-element-unknown", "w:ins"),
    '<w:p><w:del w:id="1" w:author="x"><w:r/></w:del></w:p>': ("word-element-unknown", "w:del"),
    "<w:p><w:r><w:object/></w:r></w:p>": ("word-element-unknown", "w:object"),
    "<w:p><w:r><w:pict/></w:r></w:p>": ("word-element-unknown", "w:pict"),
    '<w:p><w:r><w:endnoteReference w:id="2"/></w:r></w:p>': ("word-element-unknown", "w:endnoteReference"),
    '<w:p><w:r><w:commentReference w:id="2"/></w:r></w:p>': ("word-element-unknown", "w:commentReference"),
    '<w:altChunk r:id="x"/>': ("word-element-unknown", "w:altChunk"),
    look("<w:rtl/>"): ("word-element-unknown", "w:rtl"),
    look("<w:shadow/>"): ("word-element-unknown", "w:shadow"),
    look('<w:w w:val="80"/>'): ("word-value-unknown", "w:w"),
    look('<w:bdr w:val="single" w:sz="4"/>'): ("word-element-unknown", "w:bdr"),
    look('<w:em w:val="dot"/>'): ("word-element-unknown", "w:em"),
    look("<w:vanish/>"): ("word-hidden-text", "tekst"),
    whole("<w:bidi/>"): ("word-element-unknown", "w:bidi"),
    whole('<w:framePr w:dropCap="drop" w:lines="2"/>'): ("word-value-unknown", "w:framePr"),
    whole('<w:jc w:val="thaiDistribute"/>'): ("word-value-unknown", "w:jc"),
    whole('<w:pBdr><w:top w:val="wave" w:sz="4"/></w:pBdr>'): ("word-value-unknown", "w:top"),
    whole('<w:tabs><w:tab w:val="bar" w:pos="900"/></w:tabs>'): ("word-value-unknown", "w:tab"),
    whole('<w:pPrChange w:id="1" w:author="x"/>'): ("word-element-unknown", "w:pPrChange"),
    paragraph("Normal", field("TOC \\o")): ("word-field-unknown", "TOC \\o"),
    paragraph("Normal", field("DATE")): ("word-field-unknown", "DATE"),
    paragraph("Normal", field("PAGE \\# 000")): ("word-field-unknown", "PAGE \\# 000"),
    '<w:p><w:fldSimple w:instr=" USER "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>': ("word-field-unknown", "USER"),
    '<w:p><w:r><w:sym w:font="Webdings" w:char="F0FF"/></w:r></w:p>': ("word-glyph-missing", "F0FF"),
    paragraph("Normal", NOTE_REFERENCE.format(9)): ("word-note-missing", "9"),
}  # fmt: skip


@pytest.mark.parametrize("xml", UNKNOWN, ids=lambda xml: UNKNOWN[xml][1])
def test_an_element_that_we_do_not_know_is_named_with_its_place(xml):
    data = build_docx([("Normal", "eerste"), xml], notes={})
    where = ("body", "¶1" if "altChunk" in xml else "¶2")  # between paragraphs: the one before
    code, name = UNKNOWN[xml]
    assert found(data) == [(code, where, name)]


CELLS = {
    '<w:tcPr><w:textDirection w:val="btLr"/></w:tcPr>': "w:textDirection",
    '<w:tcPr><w:hMerge w:val="restart"/></w:tcPr>': "w:hMerge",
}


@pytest.mark.parametrize("properties", CELLS)
def test_a_cell_that_we_cannot_draw_is_named(properties):
    table = grid(["a", "b"]).replace('<w:tcPr><w:tcW w:w="4535" w:type="dxa"/></w:tcPr>', properties, 1)
    assert found(build_docx([table])) == [("word-element-unknown", ("body", "¶1"), CELLS[properties])]


def test_an_unknown_setting_of_a_style_is_named_once_and_only_when_used():
    from word_templates import STYLES

    styles = {**STYLES, "Body Text": ("paragraph", "Normal", "", "<w:emboss/>")}
    assert found(build_docx([("Normal", "x")], styles=styles)) == []
    assert found(build_docx([("Body Text", "x"), ("Body Text", "y")], styles=styles)) == [
        ("word-element-unknown", ("styles", "Body Text"), "w:emboss")
    ]


def test_all_problems_come_at_once_with_those_of_headers_and_notes():
    header = [look("<w:rtl/>")]
    data = build_docx(
        [look("<w:rtl/>"), paragraph("Normal", NOTE_REFERENCE.format(1))],
        header=header,
        notes={1: [look("<w:vanish/>")]},
    )
    places = [place for _, place, _ in found(data)]
    assert ("body", "¶1") in places and ("header1", "¶1") in places and ("footnotes", "¶3") in places


COLUMNS = '<w:pgSz w:w="11906" w:h="16838"/><w:cols w:num="2"/>'


def test_columns_are_named():
    assert found(build_docx([("Normal", "x")], page=COLUMNS)) == [("word-value-unknown", ("body",), "w:cols")]


HARMLESS = (
    '<w:p w:rsidR="00AB12CD"><w:pPr><w:rPr><w:noProof/></w:rPr></w:pPr><w:proofErr w:type="spellStart"/>'
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r w:rsidRPr="00AB12CD">'
    '<w:rPr><w:kern w:val="2"/><w:bCs/><w:szCs w:val="20"/></w:rPr><w:lastRenderedPageBreak/><w:t>tekst</w:t></w:r>'
    '<w:permStart w:id="1"/><w:permEnd w:id="1"/></w:p>',
    "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>in een veld</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "<w:p><w:sdt><w:sdtContent><w:r><w:t>veld</w:t></w:r></w:sdtContent></w:sdt><w:smartTag><w:r><w:t>slim</w:t></w:r></w:smartTag></w:p>",
)


@pytest.mark.parametrize("xml", HARMLESS)
def test_what_changes_nothing_is_no_problem(xml, pdf_of):
    assert pdf_of(build_docx([xml]))


ALTERNATE = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:new="urn:new" Requires="new"><w:t>nieuw</w:t></mc:Choice>{}</mc:AlternateContent></w:r></w:p>'
)


def test_of_alternatives_the_one_we_understand_is_taken():
    document, problems = read_word(
        build_docx([ALTERNATE.format("<mc:Fallback><w:t>oud</w:t></mc:Fallback>")]), "a.docx"
    )
    assert problems == [] and document.sections[0].blocks[0].inlines[0].text == "oud"
    assert found(build_docx([ALTERNATE.format("")]))[0][2] == "mc:AlternateContent"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"tekst"])
def test_a_file_that_is_no_word_file_is_a_problem(data):
    assert read_word(data, "a.docx")[0] is None
    assert [p.code for p in read_word(data, "a.docx")[1]] == ["word-file-unreadable"]


def test_a_part_that_is_no_xml_is_a_problem():
    broken = {"word/headerF.xml": ("application/xml", "http://x/styles", f"{HEAD}<w:styles {ROOT}>")}
    document, problems = read_word(
        build_docx([("Normal", "x")], parts=broken, page='<w:headerReference w:type="first" r:id="extra0"/>'), "a.docx"
    )
    assert document is None and [p.code for p in problems] == ["word-file-broken"]


def test_a_character_that_no_font_draws_is_named(fonts, properties):
    data, problems = typeset_pdf(
        [Part(build_docx([("Normal", "goed"), ("Normal", "漢字")]), "a.docx", "A")], fonts, properties
    )
    assert data is None
    assert [(p.code, p.place.field, p.values["hex"]) for p in problems] == [
        ("word-glyph-missing", ("body", "¶2"), "U+5B57"),
        ("word-glyph-missing", ("body", "¶2"), "U+6F22"),
    ]


def test_a_page_break_in_a_cell_is_named(fonts, properties):
    table = grid(['<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>'])
    _, problems = typeset_pdf([Part(build_docx([table]), "a.docx", "A")], fonts, properties)
    assert [(p.code, p.place.field) for p in problems] == [("word-break-misplaced", ("body", "¶1"))]
