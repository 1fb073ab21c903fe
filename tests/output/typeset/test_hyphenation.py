"""Words are hyphenated by the rules of their own language, cell by cell; abbreviations and addresses are not."""

import pypdfium2
import pytest
from word_templates import build_docx, grid

HYPHENATED = "<w:autoHyphenation/>"
# The hyphen that is drawn at the end of a line, as pdfium tells it, and line ends.
SIGNS = str.maketrans({"\ufffe": "-", "\r": None, "\n": "|"})


def said(word: str, language: str, indent: int) -> str:
    look = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>'
    return f'<w:p><w:pPr><w:ind w:right="{indent}"/></w:pPr><w:r>{look}<w:t>x {word}</w:t></w:r></w:p>'


def read(data: bytes) -> list[str]:
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    return [line for line in text.translate(SIGNS).replace("-|", "-").split("|") if line]


# Groene Boekje: ad-mi-nis-tra-tie, in-ter-na-ti-o-naal; Robert: ad-mi-nis-tra-tion; Oxford: inter-na-tional.
@pytest.mark.parametrize(
    ("word", "indent", "wanted"),
    [
        ("administration", 7700, ["administrati-on", "administra-tion", "administrati-on", "administra-tion"]),
        ("verantwoordelijkheidsverdeling", 7300, ["verantwoordelijk-heidsverdeling", None, None, None]),
    ],
)
def test_a_word_is_hyphenated_by_its_language(pdf_of, word, indent, wanted):
    body = [said(word, language, indent) for language in ("nl-NL", "fr-FR", "de-DE", "en-GB")]
    found = read(pdf_of(build_docx(body, settings=HYPHENATED)))
    assert all(want is None or line == f"x {want}" for line, want in zip(found, wanted, strict=True)), found
    assert len(set(found)) > 1


def test_cells_of_one_row_each_have_their_language(pdf_of):
    row = grid(["@nl", "@fr"])
    for language in ("nl", "fr"):
        marked = f'<w:r><w:t xml:space="preserve">@{language}</w:t></w:r>'
        assert marked in row
        look = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>'
        row = row.replace(marked, f"<w:r>{look}<w:t>{'administration ' * 12}</w:t></w:r>")
    text = " ".join(read(pdf_of(build_docx([row], settings=HYPHENATED))))
    assert "admini-stration" in text and "administra-tion" in text


@pytest.mark.parametrize("word", ["GEMEENTEBESTUUR", "BuZaAdministratie", "https://example.org/administratie"])
def test_abbreviations_and_addresses_are_not_hyphenated(pdf_of, word):
    for indent in range(6000, 7600, 200):
        lines = read(pdf_of(build_docx([said(f"en {word}", "nl-NL", indent)], settings=HYPHENATED)))
        assert not any(line.endswith("-") or "-" in line for line in lines), lines


@pytest.mark.parametrize("words", ["am 15.\u00a0Dezember", "über 12\u00a0Kilometer"])
def test_a_word_tied_to_its_number_is_not_hyphenated(pdf_of, words):
    def lines(text: str) -> list[str]:
        body = [said(f"so weit {text}", "de-DE", indent) for indent in range(5400, 7200, 60)]
        return read(pdf_of(build_docx(body, settings=HYPHENATED)))

    assert not any("-" in line for line in lines(words))
    assert any("-" in line for line in lines(words.replace("\u00a0", " ")))


def test_no_word_is_hyphenated_where_word_does_not(pdf_of):
    assert "-" not in "".join(read(pdf_of(build_docx([said("administration", "nl-NL", 7700)]))))
