"""Charts drawn, in Word and in the PDF: sharp, the same bytes each time, with words that both readings find."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2 as pdfium
import pytest
from word_templates import build_docx, grid

from reporting.documents.blocks import Block, Chart, Text
from reporting.documents.charts import Bar, build_bars
from reporting.documents.scope import Scope
from reporting.output.charts import ChartFailure, build_style
from reporting.output.check import check_outputs
from reporting.output.check.word import load_word
from reporting.output.kinds import load_templates
from reporting.output.typeset import Part, Properties, load_fonts, typeset_pdf
from reporting.output.word import Properties as WordProperties
from reporting.output.word import load_template, render_word
from reporting.places import Place

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "templates/house/fonts"
AT = Place("cases/x.yaml", ("title",))
BODY = [
    ("Normal", "Voor"),
    ("Normal", "{%p for block in blocks %}"),
    ("Normal", "{{ block.chart }}"),
    ("Normal", "{{ block.text }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "Na"),
]


@pytest.fixture(scope="module")
def templates():
    found, problems = load_templates(ROOT / "templates")
    assert not problems
    return found


@pytest.fixture(scope="module")
def blocks(templates) -> list[Block]:
    scope = Scope(None, templates.words, {}, "nl", date(2024, 1, 1))
    bars = [
        Bar(Text.plain(f"{name} met een lang opschrift <&> “ja”", AT), (count, 7 - count))
        for count, name in enumerate(("Besloten", "Grenzüberschreitende", "Zaak"))
    ]
    series = Text.plain("nu", AT), Text.plain("eerder", AT)
    return list(build_bars(bars, Text.plain("Stand per status", AT), scope, series))


def fill(tmp_path: Path, blocks: list[Block], style, body=BODY):
    path = tmp_path / "document.docx"
    path.write_bytes(build_docx(body))
    template, problems = load_template(path, "document.docx")
    assert not problems
    return render_word(template, {"blocks": blocks}, WordProperties("Proef", language="nl"), style)


@pytest.fixture(scope="module")
def word(templates, blocks, tmp_path_factory) -> bytes:
    made, problems = fill(tmp_path_factory.mktemp("charts"), blocks, templates.charts)
    assert not problems
    return made.data


@pytest.fixture(scope="module")
def pdf(word) -> bytes:
    made, problems = typeset_pdf(
        [Part(word, "brief.docx", "Proef")], load_fonts(FONTS), Properties("Proef", "nl-NL", date(2024, 1, 1))
    )
    assert not problems
    return made


def test_word_has_it_sharp_twice_with_its_alternative_text(word, blocks, validate_docx: Callable) -> None:
    assert validate_docx(word) == []
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        media = {name.rpartition(".")[2]: archive.read(name) for name in archive.namelist() if "media" in name}
        xml = archive.read("word/document.xml").decode()
    assert set(media) == {"png", "svg"}
    across, down = (int.from_bytes(media["png"][at : at + 4], "big") for at in (16, 20))
    size = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', xml)
    assert across / (int(size[1]) / 914400) == pytest.approx(300, abs=2)
    assert down / (int(size[2]) / 914400) == pytest.approx(300, abs=2)
    [(_, alt)] = re.findall(r'<wp:docPr id="(\d+)" name="[^"]*" descr="([^"]*)"', xml)
    assert alt.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == str(blocks[0].chart.alt)
    svg = media["svg"].decode()
    assert 'font-family="Verdana, DejaVu Sans"' in svg and "aria-label" not in svg
    assert "<image" not in svg and "href" not in svg.replace("xmlns:xlink", "")


def test_the_pdf_has_it_as_vectors_with_readable_words(pdf, blocks) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        figures = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        assert [str(figure.Alt) for figure in figures] == [str(blocks[0].chart.alt)]
        kinds = {str(item.get("/Subtype")) for item in document.objects if isinstance(item, pikepdf.Stream)}
        assert "/Image" not in kinds
    words = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=False).stdout.decode()
    assert "Grenzüberschreitende met een lang opschrift" in " ".join(words.split())


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_pdf_stays_accessible_and_keeps(pdf, profile: str) -> None:
    report = page_validation.validate_pdf_bytes(pdf, profile=profile)
    assert report.is_compliant, [failure.message for failure in report.failures]


def test_nothing_of_it_is_lost_and_what_is_missing_is_found(word, pdf) -> None:
    assert check_outputs(word, pdf, "brief.docx", "brief.pdf") == []
    [text] = [block.text for block in load_word(word).blocks if "\ufdd4" in block.text]
    assert text.count("\ufdd4") == 1 and text.count("Grenzüberschreitende") == 2  # in the alternative text, and drawn

    def changed(before: str, after: str, part: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(word)) as archive, zipfile.ZipFile(out, "w") as copy:
            for name in archive.namelist():
                data = archive.read(name)
                if re.fullmatch(part, name):
                    assert before.encode() in data
                    data = data.replace(before.encode(), after.encode(), 1)
                copy.writestr(name, data)
        return out.getvalue()

    for before, after, part in (
        ("Staafdiagram", "Taartdiagram", "word/document.xml"),
        (">Zaak met", ">Zaken met", r"word/media/.*\.svg"),
    ):
        found = check_outputs(changed(before, after, part), pdf, "brief.docx", "brief.pdf")
        assert [problem.is_error for problem in found] == [True], before
    whole = re.compile(r"<w:drawing\b.*?</w:drawing>", re.DOTALL)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        drawing = whole.search(archive.read("word/document.xml").decode())[0]
    [problem] = check_outputs(changed(drawing, "", "word/document.xml"), pdf, "brief.docx", "brief.pdf")
    assert problem.code == "text-added"


def test_the_same_description_gives_the_same_bytes_in_another_process(word, blocks, templates, tmp_path) -> None:
    again, problems = fill(tmp_path, blocks, build_style(None, FONTS))
    assert not problems and again.data != word, "the house's style makes a difference"
    program = (
        "import sys, hashlib; from pathlib import Path; from reporting.output.kinds import load_templates;"
        "from reporting.documents.blocks import Chart, Text; spec, width, height = sys.argv[1:];"
        "style = load_templates(Path('templates'))[0].charts;"
        "drawn = style.draw(Chart(spec, Text.plain('x'), float(width), float(height)), 440.0);"
        "print(hashlib.sha256(drawn.svg + drawn.png).hexdigest())"
    )
    chart = blocks[0].chart
    drawn = templates.charts.draw(chart, 440.0)
    here = hashlib.sha256(drawn.svg + drawn.png).hexdigest()
    arguments = [sys.executable, "-c", program, chart.spec, str(chart.width), str(chart.height)]
    there = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()
    assert there == here
    assert templates.charts.draw(chart, 440.0) is drawn, "drawn once in a build"


@pytest.mark.parametrize(
    "spec",
    [
        "{}",
        "no json",
        '{"mark": "sculpture", "data": {"values": []}}',
        '{"mark": "bar", "data": {"url": "https://example.org/x.csv"}}',
    ],
)
def test_what_cannot_be_drawn_is_a_problem_at_its_paragraph(spec, templates, tmp_path) -> None:
    chart = Chart(spec, Text.plain("x", AT))
    with pytest.raises(ChartFailure):
        templates.charts.draw(chart, 400.0)
    made, problems = fill(tmp_path, [Block("chart", Text.plain("x", AT), chart=chart)], templates.charts)
    assert made is None
    assert [(problem.code, problem.place.field) for problem in problems] == [("chart-failed", ("body", "¶3"))]
    assert "\n" not in problems[0].values["reason"]


def test_a_style_that_vega_refuses_is_a_problem(blocks, tmp_path) -> None:
    made, problems = fill(tmp_path, blocks, build_style({"range": {"category": True}}, FONTS))
    assert made is None and [problem.code for problem in problems] == ["chart-failed"]


def test_a_chart_is_no_wider_than_its_column(blocks, templates, tmp_path) -> None:
    table = grid(["a", "{{ blocks[0].chart }}"])
    made, problems = fill(tmp_path, blocks, templates.charts, [table, ("Normal", "Na")])
    assert not problems
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        xml = archive.read("word/document.xml").decode()
    cell = int(re.findall(r'<w:tcW w:w="(\d+)"', xml)[1])
    assert int(re.search(r'<wp:extent cx="(\d+)"', xml)[1]) / 12700 <= cell / 20


def test_every_series_differs_in_lightness(templates) -> None:
    """On a grey print, by the luminance that a grey conversion takes (ITU-R BT.709)."""
    colours = templates.charts.config["range"]["category"]
    greys = sorted(sum(int(c[i : i + 2], 16) * w for i, w in ((1, 0.2126), (3, 0.7152), (5, 0.0722))) for c in colours)
    assert all(after - before > 25 for before, after in itertools.pairwise(greys))


def test_the_words_of_charts_are_in_the_fonts_of_the_house(blocks, templates, tmp_path) -> None:
    odd = Block(
        "chart", blocks[0].text, chart=Chart(blocks[0].chart.spec.replace("Zaak", "Zaak \u4e16"), blocks[0].chart.alt)
    )
    made, problems = fill(tmp_path, [odd], templates.charts)
    assert not problems
    _, problems = typeset_pdf(
        [Part(made.data, "b.docx", "B")], load_fonts(FONTS), Properties("B", "nl", date(2024, 1, 1))
    )
    assert {problem.code for problem in problems} == {"word-glyph-missing"}


def test_libreoffice_shows_it(word, tmp_path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    (tmp_path / "brief.docx").write_bytes(word)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    call = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "brief.docx")]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    drawn = bytes(
        pdfium.PdfDocument(tmp_path / "brief.pdf")[0].render(scale=1, rev_byteorder=True, grayscale=True).buffer
    )
    assert sum(50 < grey < 80 for grey in drawn) > 1000, "the dark bars are on the page"
