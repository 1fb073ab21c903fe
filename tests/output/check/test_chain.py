"""The check on what the house's own writer and typesetter make, changed on either side of the typesetting."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import typst
from check_samples import FONTS
from word_templates import NOTE_REFERENCE, STYLES, block_loop, build_docx, grid, paragraph, run

from reporting.documents.blocks import Block, Note, Span, Table, Text
from reporting.output.check import check_combined, check_outputs
from reporting.output.check.pages import load_pages
from reporting.output.typeset import Part, Properties, Typeset, load_fonts, read_word, typeset_pdf
from reporting.output.typeset.pdf import settled
from reporting.output.typeset.plan import Plan
from reporting.output.typeset.streams import finished
from reporting.output.word import Properties as WordProperties
from reporting.output.word import load_template, render_word

CITED = "Kamerstuk\u00a032\u00a0851, nr.\u00a074"
ABOUT = Properties("Brief", "nl-NL", date(2022, 12, 15))
FRAME = (
    '<w:p><w:pPr><w:framePr w:w="1800" w:hSpace="100" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="9900"'
    f' w:y="3000"/></w:pPr>{run("Directie Bestuur")}</w:p>'
)


def text(words: str, *notes: str) -> Text:
    return Text((Span(words), *(Note(((Span(note),),)) for note in notes)))


def block(kind: str, words: str, level: int = 1, list_id: int | None = None, *notes: str) -> Block:
    return Block(kind, text(words, *notes), level, list_id)


TABLE = Table(
    ((block("paragraph", "Belemmering"),), (block("paragraph", "Stand"),)),
    tuple(
        (
            (block("paragraph", f"Geval {row}", 1, None, *["Noot in cel"][: row == 3]),),
            (block("bullet", f"stand {row}"),),
        )
        for row in range(60)
    ),
    ("left", "left"),
    (0.5, 0.5),
)  # fmt: skip
BLOCKS = [
    block("heading", "Organisatie"),
    block(
        "paragraph", "Deze efficiënte brief «is» geschreven.", 1, None, "Kamerstuk 32 851, nr. 74", "Trb. 2008, nr. 135"
    ),
    block("heading", "Onder", 2),
    block("advice", "Het eerste advies", 1, 9),
    block("label", "Reactie:"),
    block("number", "eerste punt", 1, 1),
    block("letter", "onder letter", 1, 7),
    block("number", "dieper punt", 2, 1),
    block("continue", "vervolg van een punt"),
    block("bullet", "een bol", 1, 3),
    Block("table", table=TABLE),
    block("heading", "Slot"),
    *(block("paragraph", f"Alinea {number} " + "met grensoverschrijdende woorden " * 40) for number in range(4)),
]


@pytest.fixture(scope="module")
def fonts():
    return load_fonts(FONTS)


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    template = build_docx(
        [("Title", "{{ title }}"), FRAME, *block_loop(), ("Closing", "Hoogachtend,")],
        header=[("header", "{{ mark }}")],
        footer=[("footer", "Kenmerk 2023-0001")],
    )
    path: Path = tmp_path_factory.mktemp("chain") / "document.docx"
    path.write_bytes(template)
    loaded, problems = load_template(path, "document.docx")
    assert problems == []
    context = {"title": text("De brief"), "blocks": BLOCKS, "mark": text("CONCEPT 1a2b3c")}
    made, problems = render_word(loaded, context, WordProperties("Brief"))
    assert problems == []
    return made.data


@pytest.fixture(scope="module")
def pdf(word: bytes, fonts) -> bytes:
    data, problems = typeset_pdf([Part(word, "brief.docx", "Brief")], fonts, ABOUT)
    assert problems == []
    return data


def changed(word: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The Word file with one part rewritten."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(word)) as archive, ZipFile(out, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == part:
                after = change(content.decode())
                assert after != content.decode()
                content = after.encode()
            copy.writestr(name, content)
    return out.getvalue()


def test_real_outputs_have_no_problem(word: bytes, pdf: bytes, fonts) -> None:
    assert check_outputs(word, pdf, "brief.docx", "brief.pdf", mark="CONCEPT 1a2b3c") == []
    parts = [Part(word, "brief.docx", "Brief", "doc_1"), Part(word, "tweede.docx", "Tweede", "doc_2")]
    combined, problems = typeset_pdf(parts, fonts, ABOUT)
    assert problems == []
    assert check_combined([("brief.docx", word), ("tweede.docx", word)], combined, "pack.pdf", "CONCEPT 1a2b3c") == []


BODY, NOTES = "word/document.xml", "word/footnotes.xml"


@pytest.mark.parametrize(
    ("part", "before", "after", "expected"),
    [
        (BODY, "Hoogachtend,", "Hoogachtend, zeer", ("text-lost", "zeer")),
        (BODY, "efficiënte brief", "brief", ("text-added", "efficiënte")),
        (BODY, "dieper punt", "dieper en dieper punt", ("text-lost", "en dieper")),
        (BODY, "Geval 41", "Geval 14", ("text-differs", "14")),
        (BODY, "Directie Bestuur", "Directie Bestuur en Regio", ("text-lost", "en Regio")),
        (NOTES, "nr.\u00a0135", "nr.\u00a0135 en 136", ("text-lost", "en 136")),
        ("word/header1.xml", "CONCEPT", "CONCEPT versie", ("header-lost", "CONCEPT versie 1a2b3c")),
        ("word/footer1.xml", "Kenmerk", "Ons kenmerk", ("footer-lost", "Ons kenmerk 2023-0001")),
    ],
)
def test_words_changed_in_word_after_typesetting_are_found(word, pdf, part, before, after, expected) -> None:
    problems = check_outputs(
        changed(word, part, lambda xml: xml.replace(before, after, 1)), pdf, "brief.docx", "brief.pdf"
    )
    assert [(p.code, p.values["words"]) for p in problems] == [expected]


@pytest.mark.parametrize(
    ("element", "inside", "expected"),
    [
        ("w:tr", "Geval 30", ("row-lost", "Geval 30 | stand 30")),
        ("w:p", "onder letter", ("item-lost", "onder letter")),
        ("w:p", "vervolg van een punt", ("text-lost", "vervolg van een punt")),
        ("w:tbl", "Geval 30", ("table-lost", "Belemmering | Stand | Geval 0")),
    ],
)
def test_what_word_has_once_more_than_the_pdf_is_found(word, pdf, element, inside, expected) -> None:
    begin, end = rf"<{element}(?: [^>]*)?>", f"</{element}>"
    whole = re.compile(rf"{begin}(?:(?!{end}).)*{inside}.*?{end}", re.DOTALL)
    doubled = changed(word, BODY, lambda xml: whole.sub(lambda found: found[0] * 2, xml, count=1))
    problems = check_outputs(doubled, pdf, "brief.docx", "brief.pdf")
    assert [p.code for p in problems] == [expected[0]]
    assert problems[0].values["words"].startswith(expected[1])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"Deze efficiënte brief', '"Deze brief', ("text-lost", "efficiënte")),
        (f'"{CITED}"', '"Kamerstuk"', ("text-lost", "32 851, nr. 74")),
        ('"eerste punt"', '""', ("text-lost", "eerste punt")),
        ('"Geval 20"', '""', ("text-lost", "Geval 20")),
        ('"Organisatie"', '"Organisaties"', ("text-added", "Organisaties")),
        ('"Directie Bestuur"', '"Directie"', ("text-lost", "Bestuur")),
        ('"CONCEPT 1a2b3c"', '"CONCEPT"', ("header-lost", "CONCEPT 1a2b3c")),
    ],
)
def test_words_changed_in_the_source_of_the_pdf_are_found(word, fonts, before, after, expected) -> None:
    document, problems = read_word(word, "brief.docx")
    assert problems == []
    source = settled([Typeset(document, "Brief")], fonts, ABOUT)
    assert source.text.count(before) == 1
    files = {"main": source.text.replace(before, after).encode(), **source.pictures}
    compiler = typst.Compiler(files, root=str(fonts.folder), font_paths=fonts.fonts, ignore_system_fonts=True)
    lacking = finished(compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"]), (), source.joins)
    problems = check_outputs(word, lacking, "brief.docx", "brief.pdf")
    assert [(p.code, p.values["words"]) for p in problems] == [expected]


def noted_items() -> bytes:
    """Items of a list with notes over several pages, whose notes Typst alone would not keep with their marks."""
    notes, body = {}, [("Normal", "vul")] * 45
    for number in range(1, 29, 2):
        for each in (number, number + 1):
            words = f" Noot {each}. " + "Grensbelemmeringen in de samenwerking tussen Nederland en Vlaanderen. " * 2
            notes[each] = [paragraph("footnote text", "<w:r><w:footnoteRef/></w:r>", words)]
        marks = NOTE_REFERENCE.format(number), NOTE_REFERENCE.format(number + 1)
        body.append(
            paragraph("List Number", "Een punt van de lijst. " * 4, marks[0], " en verder " * 8, marks[1], " slot")
        )
    return build_docx(body, notes=notes)


def test_a_note_that_is_not_on_the_page_of_its_mark_is_found(fonts, monkeypatch) -> None:
    data = noted_items()
    part = [Part(data, "brief.docx", "Brief")]
    made, _ = typeset_pdf(part, fonts, ABOUT)
    assert check_outputs(data, made, "brief.docx", "brief.pdf") == []
    monkeypatch.setattr("reporting.output.typeset.pdf.settle", lambda build, look: build(Plan()))
    astray, _ = typeset_pdf(part, fonts, ABOUT)
    [problem] = check_outputs(data, astray, "brief.docx", "brief.pdf")
    assert problem.code == "note-elsewhere" and not problem.is_error
    assert problem.values["words"].startswith("Noot 4.") and problem.values["found"] == "2"


@pytest.mark.parametrize("place", ["docDefaults", "House Table", "firstRow", "level", "List Letter", "heading 1"])
def test_text_that_is_set_in_capitals_is_the_same_text(fonts, place) -> None:
    caps = "<w:rPr><w:caps/></w:rPr>"
    table = grid(["kop", "straße"], ["a", "b"]).replace("<w:tblW", '<w:tblLook w:val="04A0" w:firstRow="1"/><w:tblW')
    styles = dict(STYLES)
    if place in STYLES:
        kind, based, ppr, rpr = STYLES[place]
        styles[place] = (kind, based, ppr, rpr + "<w:caps/>")
    word = build_docx([("heading 1", "een kop"), ("List Letter", "punt"), table, ("Normal", "slot")], styles=styles)
    if place == "docDefaults":
        word = changed(
            word, "word/styles.xml", lambda xml: xml.replace("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:caps/>")
        )
    if place == "firstRow":
        conditional = f'<w:tblStylePr w:type="firstRow">{caps}</w:tblStylePr></w:style>'
        house = re.compile('(w:styleId="HouseTable">.*?)</w:style>', re.DOTALL)
        word = changed(word, "word/styles.xml", lambda xml: house.sub(rf"\1{conditional}", xml))
    if place == "level":
        word = changed(
            word,
            "word/numbering.xml",
            lambda xml: xml.replace('<w:lvlText w:val="%1)"/>', f'<w:lvlText w:val="%1)"/>{caps}'),
        )
    made, problems = typeset_pdf([Part(word, "brief.docx", "Brief")], fonts, ABOUT)
    assert problems == []
    drawn = "".join(item.text for page in load_pages(made) for item in page.prints)
    assert any(shown in drawn for shown in ("KOP", "STRASSE", "A)", "PUNT"))
    assert check_outputs(word, made, "brief.docx", "brief.pdf") == []
