"""The way from a Word file to a PDF, whole."""

from word_templates import build_docx, grid


def test_a_letter_becomes_a_pdf_that_passes_both_standards(pdf_of):
    body = [
        ("Title", "Brief"),
        ("heading 1", "Hoofd"),
        ("Body Text", "Tekst"),
        ("List Number", "een"),
        ("List Number", "twee"),
    ]
    assert pdf_of(build_docx([*body, grid(["A", "B"], ["1", "2"])], header=[("header", "kop")]))[:5] == b"%PDF-"
