"""Readers that we did not write see the same words: LibreOffice and pandoc."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from word_files import Made, at, text, told
from word_templates import block_loop, build_docx, grid

from reporting.documents.blocks import Block, Note, Span, Table, Text
from reporting.output.word import Properties, render_word


@pytest.fixture
def letter(fill):
    note = Note(((Span("Kamerstuk {{ 7*7 }}, nr. 1", (at("n"),)), Span(" site", link="https://x.nl")),))
    cells = (((Block("paragraph", text("cel één")),), (Block("paragraph", Text([Span("cel twee"), note])),)),)
    blocks = [
        Block("heading", text("Kop & zo"), 1),
        Block("paragraph", Text([Span("Gewone «tekst» "), Span("vet", bold=True), note, Span(" en verder.")])),
        *(Block("number", text(f"punt {i}"), level, 1) for i, level in enumerate((1, 2, 1))),
        Block("continue", text("vervolg"), 1),
        Block("bullet", text("streep"), 1, 2),
        Block("table", table=Table(cells[0], cells, ("left", "right"), (0.5, 0.5))),
        Block("paragraph", text("einde")),
    ]
    body = [("Body Text", "{{ a }}"), *block_loop(), grid(["vast", "{{ a }}"])]
    return fill(body, {"blocks": blocks, "a": text("Titel")}, header=[("header", "kop {{ a }}")])


def words(told: str) -> list[str]:
    return re.findall(r"\w+", told)


def expected(made, part: str) -> list[str]:
    return words(" ".join("".join(s.text for s in p) for p in made.origins.parts[part]))


def test_pandoc_reads_the_same_words(letter, tmp_path: Path):
    pypandoc = pytest.importorskip("pypandoc", reason="needs pypandoc")
    (tmp_path / "letter.docx").write_bytes(letter.data)
    told = pypandoc.convert_file(str(tmp_path / "letter.docx"), "json")
    tree = json.loads(told)
    body: list[str] = []
    notes: list[str] = []

    def walk(node, into: list[str]) -> None:
        if isinstance(node, list):
            for child in node:
                walk(child, into)
        elif isinstance(node, dict):
            kind = node.get("t")
            if kind == "Str":
                into.append(node["c"])
            elif kind in ("Space", "SoftBreak", "LineBreak", "Para", "Plain", "Header"):
                into.append(" ")
            if kind == "Note":
                walk(node["c"], notes)
            elif kind != "Str":
                walk(node.get("c"), into)

    walk(tree["blocks"], body)
    assert words("".join(body)) == expected(letter, "body")
    assert words("".join(notes)) == expected(letter, "footnotes")


@pytest.fixture
def through_office(tmp_path: Path):
    """What LibreOffice makes of a Word file when it opens and saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")

    def through_office(data: bytes) -> bytes:
        (tmp_path / "file.docx").write_bytes(data)
        profile = (tmp_path / "profile").as_uri()
        convert = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        into = ["--outdir", str(tmp_path / "out"), str(tmp_path / "file.docx")]
        subprocess.run([*convert, *into], capture_output=True, check=True)
        return (tmp_path / "out/file.docx").read_bytes()

    return through_office


def test_libreoffice_reads_the_same_words(letter, through_office):
    again = Made(through_office(letter.data), letter.origins)
    assert words(" ".join(again.words())) == expected(letter, "body")
    assert words(" ".join(again.words("word/footnotes.xml"))) == expected(letter, "footnotes")
    assert words(" ".join(again.words("word/header1.xml"))) == expected(letter, "header1")


def test_a_template_that_libreoffice_has_saved_serves_as_well(load, through_office, validate_docx):
    rows = grid(["{%tr for a in all %}", ""], ["{{ a }}", "x"], ["{%tr endfor %}", ""])
    ours = build_docx([*block_loop(), rows], header=[("header", "kop {{ all|first }}")])
    template, problems = load(through_office(ours))
    assert not problems, told(problems)
    blocks = [Block("number", text("een"), 1, 1), Block("number", text("twee"), 2, 1)]
    word, problems = render_word(template, {"blocks": blocks, "all": [text("A"), text("B")]}, Properties("T"))
    assert not problems, told(problems)
    assert validate_docx(word.data) == []
    made = Made(word.data, word.origins)
    assert made.words() == ["een", "twee", "A", "x", "B", "x"]
    assert made.words("word/header1.xml") == ["kop A"]
    assert len(list(made.root().iter("{*}numPr"))) == 2
