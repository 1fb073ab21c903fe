"""What the check finds when one of the two files was changed, and that it finds nothing when neither was."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from check_samples import Doc, Foot, Grid, Para, number_field, para, run, sect, to_pdf, to_typst, to_word, word_package

from reporting.output.check import check_combined, check_marks, check_outputs
from reporting.places import Position
from reporting.problems import LANGUAGES, Problem, render


def cell(text: str, *more: str) -> tuple[Para, ...]:
    return tuple(para(each) for each in (text, *more))


NOTED = Para(
    ("Wij", "schreven", "eerder", Foot(("Kamerstuk 32 851, nr. 74",)), "hierover", Foot(("Eerste.", "Tweede.")))
)
TABLE = Grid(
    (
        (cell("Belemmering"), cell("Stand")),
        (cell("Afvalinzameling", "in Baarle"), cell("opgelost")),
        ((para("Geluid bij Lanaken", "body", 0, "In een cel."),), cell("opgelost")),
        (cell("Telewerken"), ()),
        *((cell(f"Geval {number}"), cell(f"stand {number}", "per 2022")) for number in range(4, 70)),
    )
)
LONG = "De efficiënte office-coördinatie van grensoverschrijdende samenwerkingsovereenkomsten « is » geregeld."
LETTER = Doc(
    (
        para("Organisatie", "heading"),
        para("Directie Bestuur", "frame"),
        para("Postbus 20011 Den Haag", "frame"),
        NOTED,
        para(LONG),
        para("eerste punt", "number"),
        para("onder één", "number", 1),
        para("tweede punt", "number"),
        para("letter", "letter"),
        para("bol", "bullet"),
        TABLE,
        para("Hoogachtend, e\u0301e\u0301n ﬁjne groet"),
    )
)


def check(word: Doc, pdf: Doc) -> list[Problem]:
    return check_outputs(to_word(word), to_pdf(to_typst(pdf)), "brief.docx", "brief.pdf")


def check_source(source: str, doc: Doc = LETTER) -> list[Problem]:
    return check_outputs(to_word(doc), to_pdf(source), "brief.docx", "brief.pdf")


def said(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(p.code, str(p.values.get("where", "")), p.values.get("words", "")) for p in problems]


def with_block(number: int, block: Para | Grid | None) -> Doc:
    return replace(LETTER, blocks=(*LETTER.blocks[:number], *([block] if block else []), *LETTER.blocks[number + 1 :]))


def with_row(number: int, *row: tuple[Para, ...]) -> Doc:
    return with_block(10, Grid((*TABLE.rows[:number], *([row] if row else []), *TABLE.rows[number + 1 :])))


def test_the_same_document_gives_nothing() -> None:
    assert check(LETTER, LETTER) == []


@pytest.mark.parametrize(
    ("pdf", "expected"),
    [
        (with_block(0, None), ("text-lost", "body ¶1", "Organisatie")),
        (with_block(4, None), ("text-lost", "body ¶5", "De efficiënte office-coördinatie van grensoverschrijdende")),
        (with_block(4, para(LONG.replace("grensoverschrijdende ", ""))),
         ("text-lost", "body ¶5", "grensoverschrijdende")),
        (with_block(4, para(LONG.replace("efficiënte", "efficiente"))),
         ("text-differs", "body ¶5", "efficiënte")),
        (with_block(3, replace(NOTED, parts=NOTED.parts[:3] + NOTED.parts[4:])),
         ("note-lost", "note 1", "Kamerstuk 32 851, nr. 74")),
        (with_block(3, replace(NOTED, parts=NOTED.parts[:5])), ("note-lost", "note 2", "Eerste. | Tweede.")),
        (with_block(3, replace(NOTED, parts=(*NOTED.parts[:5], Foot(("Eerste.",))))),
         ("text-lost", "note 2", "Tweede.")),
        (with_block(3, replace(NOTED, parts=(*NOTED.parts[:3], Foot(("Kamerstuk 32 851, nr. 47",)), *NOTED.parts[4:]))),
         ("text-differs", "note 1", "74")),
        (with_block(6, None), ("item-lost", "body ¶7", "onder één")),
        (with_block(8, None), ("item-lost", "body ¶9", "letter")),
        (with_block(7, replace(LETTER.blocks[7], kind="letter")), ("number-differs", "body ¶8", "2. tweede punt")),
        (with_block(9, para("bol")), ("number-differs", "body ¶10", "bol")),
        (with_block(10, None), ("table-lost", "table 1", "Belemmering | Stand | Afvalinzameling | in Baarle")),
        (with_row(1), ("row-lost", "table 1 row 2", "Afvalinzameling | in Baarle | opgelost")),
        (with_row(69), ("row-lost", "table 1 row 70", "Geval 69 | stand 69 | per 2022")),
        (with_row(40), ("row-lost", "table 1 row 41", "Geval 40 | stand 40 | per 2022")),
        (with_row(1, cell("Afvalinzameling", "in Baarle"), ()), ("text-lost", "table 1 row 2 cell 2", "opgelost")),
        (with_row(1, cell("Afvalinzameling"), cell("opgelost")), ("text-lost", "table 1 row 2 cell 1", "in Baarle")),
        (with_row(2, cell("Geluid bij Lanaken"), cell("opgelost")), ("note-lost", "note 3", "In een cel.")),
        (with_row(5, cell("Geval 5"), cell("stand 5", "per 2023")), ("text-differs", "table 1 row 6 cell 2", "2022")),
        (with_block(1, None), ("text-lost", "frame ¶1", "Directie Bestuur")),
        (with_block(2, para("Postbus Den Haag", "frame")), ("text-lost", "frame ¶2", "20011")),
        (replace(LETTER, header="CONCEPT"), ("header-lost", "header of page 1", "CONCEPT 1a2b3c")),
        (replace(LETTER, footer="Kenmerk"), ("footer-lost", "footer of page 1", "Kenmerk 2023-0001")),
        (replace(LETTER, footer="Kenmerk 2023-0001 en meer"), ("text-added", "page 1", "enmeer")),
        (replace(LETTER, blocks=(*LETTER.blocks[:5], para("Nieuw."), *LETTER.blocks[5:])),
         ("text-added", "body ¶6", "Nieuw.")),
        (replace(LETTER, blocks=(*LETTER.blocks, para("Nieuw."))), ("text-added", "body ¶12", "Nieuw.")),
        (replace(LETTER, blocks=(*LETTER.blocks[:4], LETTER.blocks[11], *LETTER.blocks[4:11])),
         ("text-added", "body ¶5", "Hoogachtend")),
    ],
)  # fmt: skip
def test_what_the_pdf_lacks_is_named(pdf: Doc, expected: tuple[str, str, str]) -> None:
    problems = check(LETTER, pdf)
    assert len(problems) == 1
    code, where, words = said(problems)[0]
    assert (code, where) == expected[:2]
    assert words.startswith(expected[2])


def test_paragraphs_that_run_together_are_found() -> None:
    joined = replace(LETTER, blocks=(*LETTER.blocks[:5], para("een twee"), *LETTER.blocks[5:]))
    apart = replace(LETTER, blocks=(*LETTER.blocks[:5], para("een"), para("twee"), *LETTER.blocks[5:]))
    assert check(apart, joined) and check(joined, apart)


def test_text_off_the_page_is_found() -> None:
    source = to_typst(LETTER).replace("place(top + right, dx: 70pt", "place(top + right, dx: 110pt", 1)
    assert said(check_source(source)) == [("text-off-page", "page 1", "Directie Be")]


def test_text_over_other_text_is_found() -> None:
    source = to_typst(LETTER).replace(
        "place(top + right, dx: 70pt, dy: 45pt", "place(top + right, dx: 70pt, dy: 3pt", 1
    )
    problems = check_source(source)
    assert [problem.code for problem in problems] == ["text-overprinted"]
    assert {problems[0].values["words"], problems[0].values["found"]} == {"stuur", "20011 Den"}


def test_a_table_that_cannot_break_is_found() -> None:
    """Typst prints the rows of a table in a figure over each other, with every word still in text and tags."""
    source = to_typst(LETTER).replace("#table(", "#figure(kind: table, table(").replace(",)\n\n", ",))\n\n")
    assert source.count("#figure(") == 1
    found = {problem.code for problem in check_source(source)}
    assert found & {"text-overprinted", "text-off-page"}


def test_hidden_text_is_found_in_either_file() -> None:
    word = word_package(f"<w:p>{run('Zichtbaar')}{run('geheim', '<w:vanish/>')}</w:p><w:sectPr/>")
    pdf = to_pdf(_plain("#par[Zichtbaar]"))
    assert said(check_outputs(word, pdf, "a.docx", "a.pdf")) == [("word-hidden", "body ¶1", "geheim")]
    unhidden = run("geheim", '<w:vanish w:val="0"/>')
    shown = word_package(f"<w:p>{run('Zichtbaar')}{unhidden}</w:p><w:sectPr/>")
    assert said(check_outputs(shown, pdf, "a.docx", "a.pdf")) == [("text-lost", "body ¶1", "Zichtbaargeheim")]
    unseen = _redraw(to_pdf(_plain("#par[Zichtbaar] #par[geheim]")), b"0 Tr", b"3 Tr", last=True)
    both = word_package(f"<w:p>{run('Zichtbaar')}</w:p><w:p>{run('geheim')}</w:p><w:sectPr/>")
    assert [p.code for p in check_outputs(both, unseen, "a.docx", "a.pdf")] == ["text-lost", "text-undrawn"]


@pytest.mark.parametrize(
    ("styles", "paragraph"),
    [
        ('<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>',
         run("weg", '<w:rStyle w:val="H"/>')),
        ('<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style>'
         '<w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="B"/></w:style>',
         '<w:pPr><w:pStyle w:val="H"/></w:pPr>' + run("weg")),
    ],
)  # fmt: skip
def test_text_hidden_by_a_style_is_found(styles: str, paragraph: str) -> None:
    word = word_package(f"<w:p>{run('Zichtbaar')}</w:p><w:p>{paragraph}</w:p><w:sectPr/>", styles=styles)
    problems = check_outputs(word, to_pdf(_plain("#par[Zichtbaar]")), "a.docx", "a.pdf")
    assert said(problems) == [("word-hidden", "body ¶2", "weg")]


@pytest.mark.parametrize("change", ["ins", "del", "moveFrom", "moveTo"])
def test_tracked_changes_are_found(change: str) -> None:
    inner = (
        run("nieuw")
        if change in ("ins", "moveTo")
        else run("oud").replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    )
    word = word_package(f"<w:p>{run('Tekst')}<w:{change} w:id='1'>{inner}</w:{change}></w:p><w:sectPr/>")
    shown = "Tekstnieuw" if change in ("ins", "moveTo") else "Tekst"
    problems = check_outputs(word, to_pdf(_plain(f"#par[{shown}]")), "a.docx", "a.pdf")
    assert [problem.code for problem in problems] == ["word-reviewed"]


def test_every_page_must_show_the_mark() -> None:
    pdf = to_pdf(to_typst(LETTER))
    assert check_marks(pdf, "CONCEPT 1a2b3c", "brief.pdf") == []
    missing = check_marks(pdf, "CONCEPT 9f9f9f", "brief.pdf")
    assert [p.code for p in missing] == ["mark-missing"] * 4
    assert missing[1].place.field == ("page 2",)
    assert check_outputs(to_word(LETTER), pdf, "brief.docx", "brief.pdf", mark="CONCEPT 9f9f9f") == missing


def test_headers_follow_sections_title_pages_and_parity() -> None:
    headers = {
        "header1": f"<w:p>{run('Eerste blad')}</w:p>",
        "header2": f"<w:p>{run('Vervolg ')}{number_field('PAGE')}</w:p>",
        "header3": f"<w:p>{run('Bijlage')}</w:p>",
        "header4": f"<w:p>{run('Even blad')}</w:p>",
        "footer1": f"<w:p>{run('Voet')}</w:p>",
    }
    first = sect(
        (("header", "first", "header1"), ("header", "default", "header2"), ("header", "even", "header4"),
         ("footer", "first", "footer1"), ("footer", "default", "footer1"), ("footer", "even", "footer1")),
        "<w:titlePg/>",
    )  # fmt: skip
    words = [f"alinea {number} " + "woord " * 300 for number in range(6)]
    body = "".join(f"<w:p>{run(text)}</w:p>" for text in words) + f"<w:p><w:pPr>{first}</w:pPr></w:p>"
    body += f"<w:p>{run('Liggend')}</w:p>" + sect((("header", "default", "header3"), ("header", "even", "header3")))
    word = word_package(body, headers=headers, settings="<w:evenAndOddHeaders/>")

    def pdf(first="Eerste blad", even="Even blad", other="Vervolg ", annex="Bijlage", foot="Voet") -> bytes:
        pages = f"if p == 1 [{first}] else if calc.even(p) [{even}] else [{other} #p]"
        source = "#set page(header: context { let p = here().page(); " + pages + f" }}, footer: [{foot}])\n"
        source += "".join(f"#par[{text}]\n\n" for text in words)
        return to_pdf(_plain(source + f"#page(flipped: true, header: [{annex}])[Liggend]"))

    assert check_outputs(word, pdf(), "a.docx", "a.pdf") == []
    for changed, expected in (
        (pdf(first="Blad"), ("header-lost", "header of page 1", "Eerste blad")),
        (pdf(even="Vervolg 2"), ("header-lost", "header of page 2", "Even blad")),
        (pdf(other="Vervolg x"), ("header-lost", "header of page 3", "Vervolg #")),
        (pdf(annex=""), ("header-lost", "header of page 4", "Bijlage")),
        (pdf(foot=""), ("footer-lost", "footer of page 1", "Voet")),
        (pdf(foot="Voet 1"), ("text-added", "page 1", "1")),
    ):
        assert said(check_outputs(word, changed, "a.docx", "a.pdf")) == [expected]


def test_what_word_stores_in_other_ways_is_read() -> None:
    """Stale fields, symbols, hyphens, breaks, content controls, links, capitals, merged cells, text boxes."""
    content = f"<w:txbxContent><w:p>{run('In een kader')}</w:p></w:txbxContent>"
    box = f"<w:pict><v:shape xmlns:v='v'><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    high, a, b = (f"<w:p>{run(text)}</w:p></w:tc>" for text in ("hoog", "a", "b"))
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:p>{run('Zie blz. ')}{number_field('PAGEREF _Toc1')}"
        "<w:r><w:tab/><w:t>grens</w:t><w:noBreakHyphen/><w:t>regio</w:t>"
        '<w:softHyphen/><w:br/><w:t>over</w:t><w:sym w:font="Wingdings" w:char="F0E0"/></w:r></w:p>'
        f'<w:p><w:fldSimple w:instr="NUMPAGES">{run("7")}</w:fldSimple>{run(" bladzijden")}</w:p>'
        f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run('naar de ')}</w:hyperlink>{run('site', '<w:caps/>')}</w:p>"
        f"</w:sdtContent></w:sdt><w:p>{run('Met kader')}<w:r><mc:AlternateContent xmlns:mc='{mc}'>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{high}<w:tc>{a}</w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{b}</w:tr></w:tbl><w:sectPr/>"
    )
    source = (
        "#par[Zie blz. 3 grens-regio #linebreak() over→]\n\n#par[12 bladzijden]\n\n#par[naar de SITE]\n\n"
        "#par[Met kader] #place(bottom, [In een kader])\n\n#table(columns: 2, table.cell(rowspan: 2)[hoog], [a], [b])"
    )
    word = word_package(body)
    assert check_outputs(word, to_pdf(_plain(source)), "a.docx", "a.pdf") == []
    for old, new, code in (
        ("Zie blz. 3", "Zie blz. x", "text-differs"),
        ("12 bladzijden", "bladzijden", "text-lost"),
        ("In een kader", "In kader", "text-lost"),
        ("[b]", "[]", "text-lost"),
        ("grens-regio", "regio", "text-differs"),
    ):
        problems = check_outputs(word, to_pdf(_plain(source.replace(old, new))), "a.docx", "a.pdf")
        assert [problem.code for problem in problems] == [code], old


def test_a_pdf_of_several_documents() -> None:
    annex = Doc((para("Bijlage", "heading"), para("Eén zin.", "body", 0, "Noot."), TABLE), "CONCEPT 1a2b3c")
    words = [("brief.docx", to_word(LETTER)), ("bijlage.docx", to_word(annex)), ("brief2.docx", to_word(LETTER))]

    def pdf(*docs: Doc) -> bytes:
        front = "#page(header: none, footer: none)[#heading[Stukken] Organisatie \\ Bijlage]\n"
        parts = []
        for doc in docs:
            head, body = to_typst(doc).split("\n#heading", 1)
            parts.append("#counter(footnote).update(0)\n#heading" + body + "\n#pagebreak(weak: true)\n")
        return to_pdf(head + "\n" + front + "".join(parts))

    assert check_combined(words, pdf(LETTER, annex, LETTER), "pack.pdf") == []
    dropped = with_block(0, para("Organisatie!", "heading"))
    found = check_combined(words, pdf(dropped, annex, LETTER), "pack.pdf")
    assert [(p.code, p.place.file, p.place.field) for p in found] == [("text-added", "brief.docx", ("body ¶1",))]
    for lost, file in (
        ((LETTER, replace(annex, blocks=annex.blocks[:2]), LETTER), "bijlage.docx"),
        ((LETTER, replace(annex, blocks=(annex.blocks[0], para("Eén zin."), TABLE)), LETTER), "bijlage.docx"),
        ((LETTER, annex, with_row(12)), "brief2.docx"),
        ((with_block(11, None), annex, LETTER), "brief.docx"),
    ):
        found = check_combined(words, pdf(*lost), "pack.pdf")
        assert [p.place.file for p in found] == [file]
    assert {p.place.file for p in check_combined(words, pdf(LETTER, annex), "pack.pdf")} >= {"brief2.docx"}


def test_a_line_of_any_length_is_read_whole() -> None:
    line = " ".join(f"woord{number}" for number in range(400))
    word = word_package(f"<w:p>{run(line)}</w:p><w:sectPr/>")
    wide = "#set page(width: 30000pt)\n"
    assert check_outputs(word, to_pdf(_plain(f"{wide}#par[{line}]")), "a.docx", "a.pdf") == []
    shorter = line.removesuffix(" woord399")
    problems = check_outputs(word, to_pdf(_plain(f"{wide}#par[{shorter}]")), "a.docx", "a.pdf")
    assert said(problems) == [("text-lost", "body ¶1", "woord399")]


def test_unreadable_files_are_problems() -> None:
    pdf, word = to_pdf(_plain("Tekst")), word_package(f"<w:p>{run('Tekst')}</w:p><w:sectPr/>")
    assert [p.code for p in check_outputs(b"no zip", pdf, "a.docx", "a.pdf")] == ["output-unreadable"]
    assert [p.code for p in check_outputs(word, b"no pdf", "a.docx", "a.pdf")] == ["output-unreadable"]
    assert [p.code for p in check_marks(b"no pdf", "CONCEPT", "a.pdf")] == ["output-unreadable"]


def test_every_problem_has_words_in_every_language() -> None:
    problems = check(LETTER, with_row(1)) + check_marks(to_pdf(_plain("Tekst")), "CONCEPT", "a.pdf")
    texts = [render(problem, language, Position("a")) for problem in problems for language in LANGUAGES]
    assert "tabel 1 rij 2" in texts[0] and "table 1 row 2" in texts[1]
    assert "bladzijde 1" in texts[2] and "{{ document.mark }}" in texts[3]


def test_time_grows_with_the_length_and_no_faster() -> None:
    def seconds(rows: int) -> float:
        doc = Doc((Grid(tuple((cell(f"rij {number}"), cell(f"stand {number}")) for number in range(rows))),))
        word, pdf = to_word(doc), to_pdf(to_typst(doc))
        times = []
        for _ in range(2):
            begin = time.perf_counter()
            assert check_outputs(word, pdf, "a.docx", "a.pdf") == []
            times.append(time.perf_counter() - begin)
        return min(times)

    assert seconds(1600) < 8 * seconds(400)  # four times as long: twice that, for a busy machine


def _plain(source: str) -> str:
    head = '#set document(title: "Proef")\n#set text(font: "DejaVu Sans", size: 9pt, lang: "nl")\n'
    return f"{head}#set page(margin: 90pt)\n{source}"


def _redraw(pdf: bytes, old: bytes, new: bytes, last: bool) -> bytes:
    """The PDF with one drawing command changed."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        stream = document.pages[0].Contents
        before, _, after = stream.read_bytes().rpartition(old) if last else stream.read_bytes().partition(old)
        stream.write(before + new + after)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()
