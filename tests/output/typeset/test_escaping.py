"""Any text of a letter reaches the PDF as typed: nothing in it can be a command of Typst."""

import unicodedata

import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from word_templates import build_docx, paragraph, run

from reporting.output.typeset import Part, typeset_pdf

COMMANDS = [
    '#import "x"',
    "*a*",
    "//",
    "/* x",
    "zie <label>",
    "@ref",
    "\\",
    "`r`",
    "$x$",
    '"; panic("x") //',
    "= kop",
    "- punt",
    "\\u{41}",
    "#[x]",
]


def shown(data: bytes) -> str:
    """The characters of the PDF without spaces and hyphens (pdfium takes one at a line's end for a soft one)."""
    document = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return squeezed(text)


def squeezed(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if not c.isspace() and c not in "-\ufffe\u00ad\u200b\u2060")


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_prints_as_typed_in_body_and_header(pdf_of, text):
    data = pdf_of(
        build_docx([("heading 1", text), ("Body Text", text), ("List Number", text)], header=[("header", text)])
    )
    assert shown(data).count(squeezed(text)) >= 4


LETTERS = st.sampled_from("abc XYZ 019 éñßŁœ «»“”„‘’–—… \\\"'`#$*_~<>@=/[]{}()-+|&%;:,.!?^ Ωжщ \u00a0\u2011\u202f²½€•→")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(LETTERS, min_size=1, max_size=60), min_size=1, max_size=4))
@example([" #{ ", "}"])
@example(["\\\\", '"'])
def test_any_text_comes_out_as_typed(fonts, properties, texts):
    data, problems = typeset_pdf(
        [Part(build_docx([paragraph("Body Text", run(text)) for text in texts]), "a.docx", "A")], fonts, properties
    )
    assert problems == []
    expected = squeezed("".join(texts))
    assert shown(data) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=25))
@example("\ufeff")
@example("a\u200db")
@example("e\u0301\u0323")
@example("\u2028\u2029")
@example("\U0001f600")
@example("\u202eabc")
def test_any_unicode_is_printed_or_named(fonts, properties, text):
    data, problems = typeset_pdf(
        [Part(build_docx([paragraph("Body Text", run(text))]), "a.docx", "A")], fonts, properties
    )
    assert {problem.code for problem in problems} <= {"word-glyph-missing"}
    assert (data is None) == bool(problems)
    assert all(problem.place.field == ("body", "¶1") for problem in problems)
