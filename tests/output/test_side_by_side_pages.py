"""Languages side by side in the annex, as our PDF and LibreOffice's draw it: heights, languages, heads, groups."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from small_casebook import Folders

from reporting.documents.blocks import Block, Text
from reporting.documents.side_by_side import build_rows
from reporting.output.typeset import Part, load_fonts, typeset_pdf
from reporting.output.typeset import Properties as About
from reporting.output.word import Properties, load_template, render_word
from reporting.places import Place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATE = Path(__file__).parents[2] / "templates/bilingual-annex/document.docx"
ANNEX = "voortgang-2024/annex-fr"


@pytest.fixture(scope="module")
def word(sample: Folders) -> Path:
    return sample.build / f"{ANNEX}.docx"


@pytest.fixture(scope="module")
def pdf(sample: Folders) -> bytes:
    return (sample.build / f"{ANNEX}.pdf").read_bytes()


def spoken(node: pikepdf.Object, language: str, out: list[tuple[str, str, int, int]]) -> None:
    """Each piece of marked content in the tags: the element that it is in, its language, its page and number."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            spoken(kid, language, out)
    elif isinstance(node, pikepdf.Dictionary):
        language = str(node.get("/Lang", language))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/MCR" and "/S" in kid:
                spoken(kid, language, out)
            elif not isinstance(kid, pikepdf.Dictionary):
                out.append((str(node.get("/S", "")), language, node.Pg.objgen[0] if "/Pg" in node else 0, int(kid)))
            elif "/MCID" in kid:
                out.append((str(node.get("/S", "")), language, kid.Pg.objgen[0], int(kid.MCID)))


def test_every_cell_of_the_pdf_tells_its_language(pdf: bytes) -> None:
    """At the right all is French to a screen reader, but for a Dutch word that is marked so, and at the left Dutch.

    The numbers of notes are of no language.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found: list[tuple[str, str, int, int]] = []
        spoken(opened.Root.StructTreeRoot.K, str(opened.Root.Lang), found)
        numbers = {page.obj.objgen[0]: index for index, page in enumerate(opened.pages)}
    told = {(numbers.get(page), mcid): language[:2] for _, language, page, mcid in found}
    seen, strange = {"nl": 0, "fr": 0}, ""
    sheets = pypdfium2.PdfDocument(pdf)
    for index, sheet in enumerate(sheets):
        half, page = sheet.get_width() / 2, sheet.get_textpage()
        for item in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            mcid = pypdfium2.raw.FPDFPageObj_GetMarkedContentID(item)
            left, bottom, right, _ = item.get_pos() if hasattr(item, "get_pos") else item.get_bounds()
            if mcid < 0 or (index, mcid) not in told or not 150 < bottom < 460:
                continue
            side = "nl" if right < half else "fr" if left > half else ""
            if side:
                seen[side] += 1
                strange += letters(item, page) if told[index, mcid] != side else ""
    assert min(seen.values()) > 50, seen
    assert set(strange) <= set("beschikking"), strange  # a Dutch word in a French text, marked so in the case file


def letters(item: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    """The letters of a piece; figures and signs are of no language."""
    size = pypdfium2.raw.FPDFTextObj_GetText(item, page, None, 0)
    buffer = (pypdfium2.raw.c_ushort * size)()
    pypdfium2.raw.FPDFTextObj_GetText(item, page, buffer, size)
    text = bytes(buffer).decode("utf-16-le").rstrip("\0")
    return "".join(filter(str.isalpha, text))


def test_every_run_of_the_word_file_is_checked_in_its_language(word: Path) -> None:
    with ZipFile(word) as package:
        table = etree.fromstring(package.read("word/document.xml")).find(f"{W}body/{W}tbl")
        usual = etree.fromstring(package.read("word/styles.xml")).find(f"{W}docDefaults//{W}lang").get(W + "val")
    assert usual == "nl-NL"
    strange = []
    for row in table.iterfind(W + "tr"):
        cells = row.findall(W + "tc")
        for number, cell in enumerate(cells):
            for run in cell.iter(W + "r"):
                if (words := "".join(t.text or "" for t in run.iter(W + "t"))) and any(map(str.isalpha, words)):
                    own = run.find(f"{W}rPr/{W}lang")
                    told = usual if own is None else own.get(W + "val")
                    if told != ("fr-FR" if number >= len(cells) / 2 else "nl-NL"):
                        strange.append(words)
    assert strange == ["beschikking"]  # a Dutch word in a French text, marked so in the case file


WORDS = "woorden over de grens " * 9
KEYS = (
    "obstacle status_on owner_and_next_step next_step_label who_and_when as_of draft_translation authentic_language "
    "page page_of"
).split()
THEMES = {"nl": "Thema", "fr": "Thème"}


def tall_annex(obstacles: int) -> bytes:
    """An annex with long texts, the French ones longer."""
    here = Place("cases/x.yaml", ("description",))

    def text(words: str, language: str) -> Text:
        return Text.plain(words, here, language=language)

    def both(words: str) -> dict[str, Text]:
        return {language: text(f"{words} {language}", language) for language in ("nl", "fr")}

    made = []
    for number in range(obstacles):
        description = {
            language: [
                Block(
                    "paragraph",
                    text(f"begin{number}{part}{language} " + "woorden over de grens " * (9 * size), language),
                )
                for part in "abc"
            ]
            for language, size in (("nl", 2), ("fr", 4))
        }
        made.append({
            **{key: both(key) for key in ("title", "status", "next_step", "due", "border")},
            "explanation": dict.fromkeys(THEMES, Text()), "draft": dict.fromkeys(THEMES, False),
            "owners": {key: [text("BZK", key)] for key in THEMES}, "rows": build_rows(description),
        })  # fmt: skip
    groups = [{"theme": {key: text(f"{word}{at}", key) for key, word in THEMES.items()}, "obstacles": [one]}
              for at, one in enumerate(made)]  # fmt: skip
    words = {key: text(key, "nl") for key in KEYS}
    document = {"title": text("Bijlage", "nl"), "mark": text("CONCEPT", "nl"), "authentic": Text()}
    template, problems = load_template(TEMPLATE, "templates/x.docx")
    assert problems == []
    context = {
        "document": document, "pack": {"title": text("Pak", "nl"), "as_of": text("nu", "nl")}, "words": words,
        "in_words": dict.fromkeys(THEMES, words), "titles": both("Bijlage"),
        "as_of": both("nu"), "left": "nl", "right": "fr", "groups": groups,
    }  # fmt: skip
    word, problems = render_word(template, context, Properties("Bijlage"))
    assert word is not None, problems
    return word.data


def starts(data: bytes) -> dict[str, tuple[int, float]]:
    """Page and height of each word that begins a paragraph of a description, or a group."""
    found = {}
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        text = page.get_textpage()
        whole = text.get_text_range()
        for word in {w for w in whole.split() if w.startswith(("begin", "Them", "Thèm"))}:
            found[word] = (number, text.get_charbox(whole.index(word))[3])
    return found


def check_heights(data: bytes, obstacles: int) -> None:
    found = starts(data)
    assert len(pypdfium2.PdfDocument(data)) > 2
    for number in range(obstacles):
        for part in "abc":
            left, right = (found[f"begin{number}{part}{language}"] for language in ("nl", "fr"))
            assert left[0] == right[0] and abs(left[1] - right[1]) < 1, (number, part)
        group, other = found[f"Thema{number}"], found[f"Thème{number}"]
        assert group[0] == other[0] == found[f"begin{number}anl"][0]  # a group's heading has its obstacle below it


def test_paragraphs_start_beside_their_translation_in_our_pdf() -> None:
    fonts = load_fonts(TEMPLATE.parents[1] / "house/fonts")
    data, problems = typeset_pdf(
        [Part(tall_annex(7), "a.docx", "A", "a")], fonts, About("A", "nl-NL", date(2024, 1, 1))
    )
    assert problems == []
    check_heights(data, 7)
    heads = [page.get_textpage().get_text_range().count("owner_and_next_step") for page in pypdfium2.PdfDocument(data)]
    assert set(heads) == {2}


def test_paragraphs_start_beside_their_translation_in_libreoffice(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    (tmp_path / "annex.docx").write_bytes(tall_annex(7))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "annex.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    check_heights((tmp_path / "annex.pdf").read_bytes(), 7)
