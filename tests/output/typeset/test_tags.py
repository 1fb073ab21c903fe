"""What a screen reader is told: the tags of the PDF."""

import io

import pikepdf
from reading import tags
from test_pages import field
from word_templates import NOTE_REFERENCE, build_docx, grid, paragraph, run

HEADER_ROW = "<w:trPr><w:tblHeader/></w:trPr>"


def names(data: bytes) -> list[str]:
    return [tag.split("=")[0] for tag in tags(data)]


def test_headings_never_skip_a_level_and_a_title_is_a_paragraph(pdf_of):
    body = [
        ("Title", "Titel"),
        ("heading 1", "a"),
        ("heading 3", "b"),
        ("heading 3", "c"),
        ("heading 2", "d"),
        ("heading 1", "e"),
    ]
    assert names(pdf_of(build_docx(body))) == ["Document", " P", " H1", " H2", " H2", " H2", " H1"]


def level(style: str, text: str, depth: int) -> str:
    inside = f'<w:numPr><w:ilvl w:val="{depth}"/></w:numPr>'
    return paragraph(style, text).replace("</w:pPr>", inside + "</w:pPr>")


def test_numbered_paragraphs_are_a_list_with_deeper_lists_and_further_paragraphs(pdf_of):
    body = [
        ("List Number", "een"),
        level("List Number", "a", 1),
        ("List Continue", "verder"),
        ("List Number", "twee"),
        ("Normal", "na"),
    ]
    assert names(pdf_of(build_docx(body))) == [
        "Document",
        " L",
        "  LI", "   Lbl", "   LBody", "    P", "    L", "     LI", "      Lbl", "      LBody", "       P", "    P",
        "  LI", "   Lbl", "   LBody", "    P",
        " P",
    ]  # fmt: skip


def test_another_list_is_another_list(pdf_of):
    found = names(
        pdf_of(
            build_docx([("List Number", "een"), ("List Bullet", "punt"), ("Normal", "tussen"), ("List Number", "twee")])
        )
    )
    assert found.count(" L") == 3


def test_a_header_row_has_headers_of_columns(pdf_of):
    table = grid(["A", "B"], ["1", "2"]).replace("<w:tr>", f"<w:tr>{HEADER_ROW}", 1)
    assert names(pdf_of(build_docx([table]))) == [
        "Document", " Table",
        "  THead", "   TR", "    TH[Column]", "     P", "    TH[Column]", "     P",
        "  TBody", "   TR", "    TD", "     P", "    TD", "     P",
    ]  # fmt: skip


def test_rows_without_lines_and_headers_are_layout_and_no_table(pdf_of):
    table = grid(["A", "B"]).replace('<w:tblStyle w:val="HouseTable"/>', "")
    assert not [tag for tag in tags(pdf_of(build_docx([table]))) if "T" in tag.split()[0][:2]]


def test_notes_and_links_are_tagged(pdf_of):
    note = paragraph("footnote text", "<w:r><w:footnoteRef/></w:r>", " Trb. 2008, nr. 135")
    link = f'<w:hyperlink r:id="l1">{run("tekst")}</w:hyperlink>'
    data = pdf_of(
        build_docx(
            [paragraph("Normal", "a", NOTE_REFERENCE.format(1), link)], notes={1: [note]}, links={"l1": "https://x.nl/"}
        )
    )
    found = [tag.strip() for tag in names(data)]
    assert found.count("Note") == 1 and found.count("Link") == 3 and "Lbl" in found


def test_a_language_is_told_where_it_differs(pdf_of):
    french = run("Le service public", '<w:lang w:val="fr-BE"/>')
    data = pdf_of(build_docx([paragraph("Normal", "Nederlands ", french), paragraph("Normal", french)]))
    assert tags(data) == ["Document", " P", " P(fr-BE)"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.pages[0].Contents.read_bytes().count(b"/Lang(fr-BE)") == 1  # inside the first paragraph


def test_headers_and_page_numbers_are_no_content(pdf_of):
    data = pdf_of(
        build_docx([("Normal", "tekst")], header=[("header", "kop")], footer=[paragraph("footer", field("PAGE"))])
    )
    assert names(data) == ["Document", " P"]
