"""Where things stand on the page. LibreOffice is the referee: the same Word file, the same places."""

import shutil
import subprocess

import pytest
from reading import lines, pages
from word_templates import A4, STYLES, build_docx, grid, paragraph, run

LEADER = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="7000"/></w:tabs>'
TAB = "<w:r><w:tab/></w:r>"
LINE = "De samenwerking over de grens vraagt om afspraken. "
FRAME = '<w:framePr w:w="1900" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="9900" w:y="2900"/>'


def shaped(style: str, inside: str, *runs: str) -> str:
    return paragraph(style, *runs).replace("</w:pPr>", inside + "</w:pPr>")


LETTER = [
    shaped("Normal", FRAME, "Directie Grenzen"),
    shaped("Normal", FRAME + '<w:spacing w:before="120"/>', "postbus"),
    ("Title", "Brief aan de Kamer"),
    shaped("Normal", '<w:tabs><w:tab w:val="left" w:pos="1400"/></w:tabs>', run("Datum"), TAB, run("1 mei")),
    shaped("Normal", LEADER, run("Inhoud"), TAB, run("12")),
    shaped("Normal", '<w:tabs><w:tab w:val="center" w:pos="4000"/></w:tabs>', TAB, run("midden")),
    shaped("Normal", '<w:ind w:left="1000" w:hanging="400"/>', LINE * 4),
    shaped("Normal", '<w:ind w:left="600" w:right="900" w:firstLine="300"/>', LINE * 4),
    ("heading 1", "Inleiding"),
    ("Body Text", LINE * 3),
    shaped("Normal", '<w:spacing w:before="400" w:after="200"/>', "ruim"),
    shaped("Normal", '<w:spacing w:before="300" w:line="480" w:lineRule="auto"/>', "dubbel"),
    shaped("Normal", '<w:spacing w:line="400" w:lineRule="exact"/>', "precies"),
    shaped("Normal", '<w:jc w:val="right"/>', "rechts"),
    shaped("Normal", '<w:jc w:val="center"/>', "gecentreerd"),
    ("List Number", LINE * 3),
    ("List Number", "twee"),
    shaped("List Number", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "sub"),
    ("List Bullet", "punt"),
    grid(["A", LINE * 2], ["1", "2"]),
    shaped("Normal", '<w:pBdr><w:top w:val="single" w:sz="8" w:space="6" w:color="auto"/></w:pBdr>', "na de tabel"),
]  # fmt: skip
WIDE = A4.replace('w:right="1418"', 'w:right="2948"')
PLAIN = {**STYLES, "Normal": ("paragraph", None, "", '<w:rFonts w:ascii="DejaVu Sans" w:hAnsi="DejaVu Sans"/>')}


@pytest.mark.parametrize("sizes", ["", '<w:sz w:val="22"/>'])
def test_every_line_stands_where_libreoffice_puts_it(pdf_of, tmp_path, sizes):
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice)")
    styles = {**PLAIN, "Normal": ("paragraph", None, "", PLAIN["Normal"][3] + sizes)}
    data = build_docx(LETTER, styles=styles, header=[("header", "kop")], footer=[("footer", "voet")], page=WIDE)
    (tmp_path / "brief.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "brief.docx"]
    subprocess.run(call, check=True, capture_output=True)
    ours, theirs = (placed(made) for made in (pdf_of(data), (tmp_path / "brief.pdf").read_bytes()))
    assert len(ours) > 25
    assert [text for text, _ in ours] == [text for text, _ in theirs]
    for (text, here), (_, there) in zip(ours, theirs, strict=True):
        assert here[:2] == pytest.approx(there[:2], abs=1.2), text  # left and bottom


def placed(made: bytes) -> list[tuple[str, list[float]]]:
    """The pieces of text with their places, from top to bottom; leaders are left out."""
    return sorted(
        ((text, place) for text, *place in lines(made) if text.strip(".")),
        key=lambda piece: (round(piece[1][1]), piece[1][0]),
    )


def test_numbers_are_aligned_on_the_decimal_sign(pdf_of):
    stops = '<w:tabs><w:tab w:val="decimal" w:pos="2000"/></w:tabs>'
    body = [shaped("Normal", stops, TAB, run(number)) for number in ("1,25", "1.100,5")]
    (_, first, _, first_end), (_, second, _, second_end) = lines(pdf_of(build_docx(body)))
    digit = 9 * 0.636  # DejaVu's figures, in points
    assert first - second == pytest.approx(3 * digit + 9 * 0.318, abs=1)
    assert first_end - second_end == pytest.approx(digit, abs=1)


def test_a_kept_paragraph_moves_to_the_page_of_the_next(pdf_of):
    signature = [("Closing", "Hoogachtend,"), ("Closing", "De minister,"), shaped("Signature", "", "H. Voorbeeld")]
    for count in range(50, 60):
        *_, last = pages(pdf_of(build_docx([("Normal", f"regel {n}") for n in range(count)] + signature)))
        assert "H. Voorbeeld" not in last or "Hoogachtend," in last


def test_no_single_line_of_a_paragraph_stands_alone(pdf_of):
    for count in range(50, 57):
        made = pdf_of(build_docx([("Normal", "vul")] * count + [("Normal", LINE * 6)]))
        if len(pages(made)) == 2 and "samenwerking" in pages(made)[0]:
            assert min(sum("grens" in text for text, *_ in lines(made, page)) for page in (0, 1)) >= 2


def test_a_long_table_breaks_over_pages_and_repeats_its_header(pdf_of):
    rows = [[f"rij {n}", LINE] for n in range(400)]
    table = grid(["Kop", "Tekst"], *rows).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    made = pages(pdf_of(build_docx([table])))
    assert len(made) > 5 and all(text.startswith("Kop Tekst") for text in made)
    assert [f"rij {n}" in " ".join(made) for n in range(400)] == [True] * 400


def tall_row(extra: str) -> str:
    cell = "".join(paragraph("Table Text", f"regel {n}") for n in range(150))
    return grid(["a", "b"]).replace("<w:tr>", f"<w:tr>{extra}").replace(paragraph("Table Text", "b"), cell)


def test_a_row_taller_than_a_page_breaks(pdf_of):
    made = pages(pdf_of(build_docx([tall_row("")])))
    assert len(made) == 3 and "regel 149" in made[2]


def test_a_row_that_may_not_break_and_fits_no_page_breaks_as_in_word(pdf_of):
    made = pages(pdf_of(build_docx([("Normal", "eerst"), tall_row("<w:trPr><w:cantSplit/></w:trPr>")])))
    assert len(made) == 3 and "regel 0" in made[0] and "regel 149" in made[2]


def test_a_row_that_may_not_break_and_fits_a_page_stands_on_one(pdf_of):
    cell = "".join(paragraph("Table Text", f"regel {n}") for n in range(50))
    row = grid(["a", "b"]).replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>")
    made = pages(pdf_of(build_docx([("Normal", "vul")] * 20 + [row.replace(paragraph("Table Text", "b"), cell)])))
    assert len(made) == 2 and "regel 0" in made[1] and "regel 49" in made[1]


def test_a_paragraph_kept_whole_but_taller_than_a_page_breaks(pdf_of):
    made = pages(pdf_of(build_docx([shaped("Normal", "<w:keepLines/>", LINE * 200 + "EINDE")])))
    assert len(made) > 1 and made[-1].endswith("EINDE")


def test_a_word_wider_than_its_column_is_broken(pdf_of):
    word = "Grensbelemmeringenregistratiesysteem" * 4
    made = pdf_of(build_docx([grid([word, "b", "c", "d"]), ("Normal", word)]))
    assert max(right for _, _, _, right in lines(made)) < 525
    assert "".join(text for text, *_ in lines(made)).replace("\ufffe", "").count("registratie") == 8


def test_merged_cells_keep_their_columns(pdf_of):
    cell = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}</w:tcPr>{}</w:tc>'
    rows = [
        [(6000, '<w:gridSpan w:val="2"/>', "breed"), (3000, '<w:vMerge w:val="restart"/>', "hoog")],
        [(3000, "", "links"), (3000, "", "midden"), (3000, "<w:vMerge/>", "")],
    ]
    inside = "".join(
        "<w:tr>" + "".join(cell.format(w, p, paragraph("Table Text", t)) for w, p, t in row) + "</w:tr>" for row in rows
    )
    columns = '<w:gridCol w:w="3000"/>' * 3
    table = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="HouseTable"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{inside}</w:tbl>'
    )
    lefts = {text: round(left) for text, left, _, _ in lines(pdf_of(build_docx([table])))}
    assert (
        lefts["breed"] == lefts["links"]
        and lefts["midden"] - lefts["links"] == 150
        and lefts["hoog"] - lefts["links"] == 300
    )


def test_narrow_margins_of_a_page_are_followed(pdf_of):
    page = A4.replace('w:left="1418"', 'w:left="2835"')
    assert round(lines(pdf_of(build_docx([("Normal", "tekst")], page=page)))[0][1]) == 142


HYPHEN = "\x02"  # what pdfium reads for a hyphen that the line end brought


@pytest.mark.parametrize("before", ["x" * n for n in range(1, 60, 7)])
def test_an_address_gets_no_hyphen_at_the_end_of_a_line(pdf_of, before):
    """Its parts end lines as they are: whoever types a hyphen over gets another page."""
    settings = "<w:autoHyphenation/>"
    address = "https://www.voorbeeldgemeenten.nl/grensoverschrijdendesamenwerking/binnenvaartschepen/havenbedrijven/"
    made = pdf_of(build_docx([paragraph("Body Text", f"Zie {before} op {address} en meer.")], settings=settings))
    shown = [text for text, *_ in lines(made, 0)]
    assert len(shown) > 1 and HYPHEN not in "".join(shown)
    assert address in "".join(shown).replace(" ", "").replace("\r", "").replace("\n", "")
    words = pdf_of(build_docx([paragraph("Body Text", "grensoverschrijdendesamenwerking " * 12)], settings=settings))
    assert HYPHEN in "".join(text for text, *_ in lines(words, 0))
