"""Every note stands on the page of its mark, wherever the mark is, and a table in pieces is one table to a reader."""

import io
import re

import pikepdf
import pytest
from reading import pages, tags
from word_templates import A4, NOTE_REFERENCE, build_docx, grid, paragraph

from reporting.output.check import check_outputs
from reporting.output.check.pages import load_pages
from reporting.output.typeset import plan as plans
from reporting.output.typeset.paging import Facts, improve
from reporting.output.typeset.plan import Measures, Piece, Plan, Unit

LINE = "Grensbelemmeringen in de samenwerking tussen Nederland en Vlaanderen. "
HEADER = "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
LANDSCAPE = A4.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')


class Noted:
    """Gives marks that can be told from the text, `mark7.`, and notes that begin with `noot7:`."""

    def __init__(self) -> None:
        self.notes: dict[int, list[str]] = {}

    def mark(self, lines: int = 1) -> tuple[str, str]:
        number = len(self.notes) + 1
        text = f" noot{number}: " + LINE * lines
        self.notes[number] = [paragraph("footnote text", "<w:r><w:footnoteRef/></w:r>", text)]
        return f"mark{number}.", NOTE_REFERENCE.format(number)

    def cell(self, before: int, after: int = 0, style: str = "Table Text") -> str:
        return paragraph(style, LINE * before, *self.mark(), " " + LINE * after)


def check_notes(data: bytes, docx: bytes, count: int) -> None:
    """Each note is on the page of its mark, and the notes of a page stand in the order of their numbers."""
    marks, notes = {}, {}
    for number, text in enumerate(pages(data)):
        marks |= {int(found): number for found in re.findall(r"mark(\d+)\.", text)}
        here = [int(found) for found in re.findall(r"noot(\d+):", text)]
        assert here == sorted(here)
        notes |= dict.fromkeys(here, number)
    assert marks == notes and sorted(notes) == list(range(1, count + 1))
    assert check_outputs(docx, data, "a.docx", "a.pdf") == []


def long_table(noted: Noted, rows: int, header: bool = True) -> str:
    body = [[noted.cell(row * 5 % 7, row % 3), noted.cell(row * 3 % 4, row % 2)] for row in range(rows)]
    table = grid(["Kop", "Tekst"], *body)
    return table.replace("<w:tr>", HEADER, 1) if header else table


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("page", [A4, LANDSCAPE])
def test_notes_of_a_long_table_follow_its_rows(pdf_of, page, header):
    noted = Noted()
    docx = build_docx(
        [("Normal", "vooraf"), long_table(noted, 30, header), ("Normal", "na")], notes=noted.notes, page=page
    )
    data = pdf_of(docx)
    check_notes(data, docx, 60)
    assert len(pages(data)) > 5
    assert not header or all(text.startswith(("vooraf Kop Tekst", "Kop Tekst")) for text in pages(data))


def test_a_table_in_pieces_is_one_table_with_its_header_once(pdf_of):
    noted = Noted()
    found = tags(pdf_of(build_docx([long_table(noted, 30)], notes=noted.notes)))
    names = [tag.strip() for tag in found]
    assert [names.count(name) for name in ("Table", "THead", "TBody", "TR", "TH[Column]", "TD")] == [1, 1, 1, 31, 2, 60]


def test_cells_of_a_table_in_pieces_name_headers_that_are_there(pdf_of):
    noted = Noted()
    with pikepdf.open(io.BytesIO(pdf_of(build_docx([long_table(noted, 30)], notes=noted.notes)))) as pdf:
        cells = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"]
        named = {bytes(name) for cell in cells for about in cell.A for name in about.get("/Headers", ())}
        ids = [bytes(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
        assert named == {b"U1x0y0", b"U1x1y0"} == {name for name in ids if name.startswith(b"U")}
        for parent in (
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Table"
        ):
            assert all(kid.P.objgen == parent.objgen for kid in parent.K)


def test_a_header_drawn_again_is_no_content(pdf_of):
    noted = Noted()
    first, *later = load_pages(pdf_of(build_docx([long_table(noted, 30)], notes=noted.notes)))
    content = [[item.tag >= 0 for item in page.prints if item.text.strip() == "Kop"] for page in (first, *later)]
    assert content == [[True], *[[False]] * len(later)]


def test_the_heading_of_a_group_stays_with_its_first_row_and_its_notes(pdf_of):
    noted, rows = Noted(), []
    for group in range(9):
        rows.append([paragraph("Table Heading", f"Groep {group}"), paragraph("Table Heading", "")])
        rows += [[noted.cell(4), noted.cell(2)] for _ in range(1 + group % 3)]
    docx = build_docx([grid(["Kop", "Tekst"], *rows).replace("<w:tr>", HEADER, 1)], notes=noted.notes)
    data = pdf_of(docx)
    check_notes(data, docx, len(noted.notes))
    for text in pages(data):
        assert not re.search(r"Groep \d (\d+ )?noot", text)
    assert [tag.strip() for tag in tags(data)].count("TH[Column]") == 2 + 9 * 2


@pytest.mark.parametrize("start", [0, 13, 30, 45])
def test_notes_of_a_row_taller_than_a_page_follow_its_paragraphs(pdf_of, start):
    noted = Noted()
    tall = ["".join(noted.cell(3, 2) for _ in range(12)) for _ in range(2)]
    table = grid(["@0", "@1"], [noted.cell(1), noted.cell(1)])
    for at, cell in enumerate(tall):
        table = table.replace(paragraph("Table Text", f"@{at}"), cell)
    docx = build_docx([("Normal", "vul")] * start + [table, ("Normal", "slot")], notes=noted.notes)
    data = pdf_of(docx)
    marks = {int(found): at for at, text in enumerate(pages(data)) for found in re.findall(r"mark(\d+)\.", text)}
    notes = {int(found): at for at, text in enumerate(pages(data)) for found in re.findall(r"noot(\d+):", text)}
    assert marks == notes and len(marks) == 26
    assert check_outputs(docx, data, "a.docx", "a.pdf") == []


def test_merged_rows_stay_together_with_their_notes(pdf_of):
    noted, rows = Noted(), ""
    cell = '<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/>{}</w:tcPr>{}</w:tc>'
    for row in range(24):
        merge = '<w:vMerge w:val="restart"/>' if row % 3 == 0 else "<w:vMerge/>"
        name = paragraph("Table Text", f"groep {row // 3}" if row % 3 == 0 else "")
        rows += f"<w:tr>{cell.format(merge, name)}{cell.format('', noted.cell(3))}</w:tr>"
    columns = '<w:gridCol w:w="4500"/>' * 2
    look = '<w:tblPr><w:tblStyle w:val="HouseTable"/></w:tblPr>'
    table = f"<w:tbl>{look}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    docx = build_docx([table], notes=noted.notes)
    data = pdf_of(docx)
    check_notes(data, docx, 24)
    assert all(len(re.findall(r"mark\d", text)) % 3 == 0 for text in pages(data))


@pytest.mark.parametrize("style", ["Body Text", "List Number", "List Bullet"])
@pytest.mark.parametrize("start", [30, 39, 45])
def test_notes_of_paragraphs_and_items_follow_them(pdf_of, style, start):
    noted = Noted()
    body = [paragraph(style, LINE, *noted.mark(2), LINE * 2, *noted.mark(2), " en verder") for _ in range(14)]
    docx = build_docx([("Normal", "vul")] * start + body, notes=noted.notes)
    check_notes(pdf_of(docx), docx, 28)


def test_tables_below_one_another_keep_their_headings(pdf_of):
    noted, body = Noted(), []
    for number in range(5):
        body += [("heading 1", f"Hoofdstuk {number}"), long_table(noted, 5), ("Normal", "tussen")]
    docx = build_docx(body, notes=noted.notes)
    data = pdf_of(docx)
    check_notes(data, docx, 50)
    for text in pages(data):
        assert not re.search(r"Hoofdstuk \d (\d+ )?noot", text)
    assert [tag.strip() for tag in tags(data)].count("Table") == 5


def test_two_documents_in_one_pdf_each_have_their_tables(pdf_of):
    files = []
    for _ in range(2):
        noted = Noted()
        files.append(build_docx([long_table(noted, 12)], notes=noted.notes))
    names = [tag.strip() for tag in tags(pdf_of(*files))]
    assert names.count("Table") == 2 and names.count("THead") == 2 and names.count("TR") == 26


def test_a_mark_alone_on_its_line_is_below_the_text(pdf_of):
    noted = Noted()
    docx = build_docx([paragraph("Normal", "woord " * 200, noted.mark()[1])], notes=noted.notes)
    assert check_outputs(docx, pdf_of(docx), "a.docx", "a.pdf") == []


def cut(heights: list[float], notes: list[float], start: float, known: Plan | None = None) -> Plan:
    """How a table is cut on pages of 100 points from 0: each row with a note of its own."""
    units = [Unit(row, row + 1, ((row,),)) for row in range(len(heights))]
    plan = known or Plan({0: Measures(10, tuple(heights))}, dict(enumerate(notes)))
    return improve(plan, Facts([(1, 0.0, 100.0, 100.0)], {(0, 0): (1, start)}, {}, {}, {}, {}), [units])


def test_a_row_goes_to_the_next_page_when_its_note_does_not_fit():
    # 10 of header, twice 30 and 5 + 6 above the notes: a third row of 12 fits, its note of 10 does not.
    assert cut([30, 30, 12], [5, 5, 1], 0).pieces[0] == (Piece(0, False),)
    assert cut([30, 30, 12], [5, 5, 10], 0).pieces[0] == (Piece(0, False), Piece(2, True))


def test_a_table_whose_first_row_does_not_fit_begins_a_page_and_stays_there():
    plan = cut([30, 30], [5, 5], 70)
    assert plan.pieces[0][0] == Piece(0, True) and plan.opened == {(0, 0)}
    assert cut([30, 30], [5, 5], 0, plan) == plan


def test_a_row_that_fits_no_page_is_tall():
    assert cut([30, 120, 30], [5, 5, 5], 0).tall == {(0, 1)}
    assert cut([30, 80, 30], [5, 5, 5], 0).tall == {(0, 1)}  # its note makes it so
    assert cut([30, 78, 30], [5, 5, 5], 0).tall == set()


def test_notes_are_found_in_cells_and_links():
    from reporting.output.typeset.read import read_word

    noted = Noted()
    document, _ = read_word(build_docx([long_table(noted, 3)], notes=noted.notes), "a.docx")
    assert len(list(plans.notes_in(document.sections[0].blocks))) == 6
