"""Pages, their numbers, and documents bound together."""

from itertools import pairwise

import pytest
from reading import lines, outline, pages
from word_templates import A4, HEAD, ROOT, WML, R, build_docx, paragraph, run

from reporting.output.typeset import Part, typeset_pdf

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def field(instruction: str) -> str:
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>?</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


FOOTER = [paragraph("footer", "Pagina ", field("PAGE"), " van ", field("NUMPAGES"))]


def letter(words: str, count: int) -> bytes:
    body = [("heading 1", words)]
    for number in range(2, count + 1):
        body += [BREAK, ("Body Text", f"{words} {number}")]
    return build_docx(body, footer=FOOTER)


def test_a_page_shows_its_number_and_how_many_there_are(pdf_of):
    assert [text.split("Pagina")[1] for text in pages(pdf_of(letter("Brief", 3)))] == [
        " 1 van 3",
        " 2 van 3",
        " 3 van 3",
    ]


def test_documents_bound_together_count_their_own_pages(pdf_of):
    data = pdf_of(letter("Omslag", 1), letter("Brief", 3), letter("Bijlage", 2))
    numbers = [text.split("Pagina ")[1] for text in pages(data)]
    assert numbers == ["1 van 1", "1 van 3", "2 van 3", "3 van 3", "1 van 2", "2 van 2"]


def test_bound_documents_have_a_bookmark_each_with_their_headings_below(pdf_of):
    nested = build_docx([("heading 1", "Een"), ("heading 3", "Diep"), ("heading 1", "Twee")])
    assert outline(pdf_of(letter("Brief", 2), nested)) == ["Deel 1", " Brief", "Deel 2", " Een", "  Diep", " Twee"]


def test_one_document_has_the_bookmarks_of_its_headings(pdf_of):
    assert outline(pdf_of(letter("Brief", 1))) == ["Brief"]


def test_contents_point_to_the_page_in_the_whole_pdf(pdf_of):
    contents = [paragraph("Normal", f"Stuk {n} op ", field(f"PAGEREF doc_{n} \\h")) for n in (1, 2, 3)]
    data = pdf_of(build_docx(contents), letter("Brief", 3), letter("Bijlage", 2))
    assert pages(data)[0] == "Stuk 1 op 1 Stuk 2 op 2 Stuk 3 op 5"


def test_a_page_reference_inside_a_document_gives_the_number_that_page_shows(pdf_of):
    target = '<w:p><w:bookmarkStart w:id="1" w:name="doel"/><w:r><w:t>Doel</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    body = [paragraph("Normal", "Zie bladzijde ", field("PAGEREF doel")), BREAK, BREAK, target]
    assert pages(pdf_of(letter("Brief", 2), build_docx(body)))[2] == "Zie bladzijde 3"


def test_a_reference_to_nothing_is_a_problem(fonts, properties):
    data = build_docx([paragraph("Normal", field("PAGEREF nergens"))])
    made, problems = typeset_pdf([Part(data, "brief.docx", "Brief")], fonts, properties)
    assert made is None
    assert [(p.code, p.place.field, p.values) for p in problems] == [
        ("word-bookmark-unknown", ("body", "¶1"), {"bookmark": "nergens"})
    ]


FIRST = "".join(paragraph("header", f"briefhoofd {n}") for n in range(12))
PARTS = {"word/headerF.xml": (f"{WML}.header+xml", f"{R}/header", f"{HEAD}<w:hdr {ROOT}>{FIRST}</w:hdr>")}
REFERENCE = '<w:headerReference w:type="first" r:id="extra0"/>'


def test_a_tall_first_header_pushes_the_text_down_on_its_own_page_only(pdf_of):
    body = [("Body Text", "eerste"), BREAK, ("Body Text", "tweede")]
    data = pdf_of(build_docx(body, header=[("header", "vervolg")], parts=PARTS, page=f"{REFERENCE}{A4}<w:titlePg/>"))
    first, second = lines(data, 0), lines(data, 1)
    assert [text for text, *_ in first] == [*(f"briefhoofd {n}" for n in range(12)), "eerste"]
    assert [text for text, *_ in second] == ["vervolg", "tweede"]
    heights = [bottom for _, _, bottom, _ in first]
    assert heights == sorted(heights) and min(b - a for a, b in pairwise(heights)) > 9
    assert second[1][2] < 90  # the margin of 70.9 points, and a line


def section(extra: str = "", page: str = A4) -> str:
    return f"<w:p><w:pPr><w:sectPr>{page}{extra}</w:sectPr></w:pPr></w:p>"


LANDSCAPE = A4.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')


def test_a_landscape_annex_has_its_own_paper(pdf_of):
    import pypdfium2

    data = pdf_of(build_docx([("Normal", "staand"), section(), ("Normal", "liggend")], page=LANDSCAPE))
    assert [tuple(round(side) for side in page.get_size()) for page in pypdfium2.PdfDocument(data)] == [
        (595, 842),
        (842, 595),
    ]


def test_a_continuous_section_stays_on_the_page(pdf_of):
    body = [("Normal", "een"), section(), ("Normal", "twee")]
    assert pages(pdf_of(build_docx(body, page=f'<w:type w:val="continuous"/>{A4}'))) == ["een twee"]


@pytest.mark.parametrize(
    ("kind", "shown"), [("lowerRoman", ["iv", "v"]), ("upperLetter", ["D", "E"]), ("decimal", ["4", "5"])]
)
def test_a_section_may_start_its_numbers_elsewhere_and_write_them_otherwise(pdf_of, kind, shown):
    page = A4 + f'<w:pgNumType w:fmt="{kind}" w:start="4"/>'
    data = pdf_of(
        build_docx([("Normal", "a"), BREAK, ("Normal", "b")], footer=[paragraph("footer", field("PAGE"))], page=page)
    )
    assert [lines(data, number)[-1][0] for number in (0, 1)] == shown


def test_notes_of_bound_documents_count_from_one(pdf_of):
    note = run("x") + '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    text = paragraph(
        "footnote text", '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>', " noot"
    )
    one = build_docx([paragraph("Normal", note)], notes={1: [text]})
    assert pages(pdf_of(one, one)) == ["x 1 1 noot"] * 2
