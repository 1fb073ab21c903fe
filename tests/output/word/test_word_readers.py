"""Readers that we did not write see the same words: LibreOffice and pandoc."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from word_files import Made, at, text
from word_templates import block_loop, grid

from reporting.documents.blocks import Block, Note, Span, Table, Text


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


def test_libreoffice_reads_the_same_words(letter, tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")
    (tmp_path / "letter.docx").write_bytes(letter.data)
    profile = (tmp_path / "profile").as_uri()
    convert = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*convert, "--outdir", str(tmp_path / "out"), str(tmp_path / "letter.docx")], capture_output=True, check=True
    )
    again = Made((tmp_path / "out/letter.docx").read_bytes(), letter.origins)
    assert words(" ".join(again.words())) == expected(letter, "body")
    assert words(" ".join(again.words("word/footnotes.xml"))) == expected(letter, "footnotes")
    assert words(" ".join(again.words("word/header1.xml"))) == expected(letter, "header1")
