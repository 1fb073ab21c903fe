"""What people type prints as typed wherever it stands, and what is not for the reader is in no byte of any file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest
import yaml
from packed import bytes_of, pdf_text
from small_casebook import (
    CASES,
    HEADER,
    KINDS,
    NOTE,
    Folders,
    block_loop,
    build_docx,
    change,
    folders_in,
    write_cases,
    write_templates,
)
from word_templates import grid

from reporting.output.build import build, find_origin

# --- typed text -------------------------------------------------------------------------------------------------------

SIGNS = {
    "expression": "zeven {{ 7*7 }} maal",
    "statement": "een {% for x in (1, 2) %}twee{% endfor %} drie",
    "comment": "een {# twee #} drie",
    "object": "{{ document.__class__.__mro__ }}",
    "paragraph tag": "een {%p if true %} twee",
    "odd braces": "{_{ a }_} {{{ b }}}",
    "xml": "<w:p>a & b</w:p> ]]> &amp; <!-- c -->",
    "typst": "#set page(fill: red); #eval(1+1) $x^2$ @ref <label> = kop",
    "field": "{ PAGE } { HYPERLINK x } = som",
    "quotes": "'enkel' \"dubbel\" `recht` \\backslash\\",
    "long": "Hottentottententententoonstelling" * 6,
}


def typed(sign: str) -> str:
    """The text as one YAML value."""
    return yaml.safe_dump(sign, allow_unicode=True, width=10**6, default_style='"').strip()


def escaped(sign: str) -> str:
    """The text as Markdown that prints it: every sign that could be markup with a backslash before it."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|&^~@$\"'=" else c for c in sign)


def casebook_of(sign: str) -> dict[str, str]:
    """The small casebook with that text in every field that prints."""
    name, line = typed(sign), typed(escaped(sign))
    cases = dict(CASES)
    for file, old, new in (
        ("casebook.yaml", '"Proefdossier"', name),
        ("sources.yaml", '"Veer vaart niet"', line),
        ("sources.yaml", '"Krant"', name),
        ("parties/ministerie.yaml", '"Ministerie van Grenzen"', name),
        ("parties/ministerie.yaml", '"De Minister van Grenzen"', name),
        ("parties/ministerie.yaml", '"A. de Vries"', name),
        ("parties/gewest.yaml", '"Gewest"', name),
        ("obstacles/veer.yaml", '"Veerdienst over de Schelde"', name),
        ("obstacles/veer.yaml", '"Gemeld in de krant."', line),
        ("obstacles/veer.yaml", "Reizigers moeten omrijden.", escaped(sign)),
        ("obstacles/afval.yaml", '"Een vuilniswagen mag de grens niet over."', line),
        ("packs/spring/pack.yaml", '"Voorjaar 2023"', name),
        ("packs/spring/pack.yaml", '"Ontwerp voor de buren"', name),
        ("packs/spring/pack.yaml", '"Stand van zaken"', line),
        ("packs/spring/pack.yaml", '"2023-17"', name),
        ("packs/spring/note.yaml", '"Voortgang"', line),
        ("packs/spring/note.yaml", "Met deze brief meld ik de stand.", escaped(sign)),
        ("packs/spring/note.yaml", "Een noot van onszelf.", escaped(sign)),
    ):
        assert old in cases[file], (file, old)
        cases[file] = cases[file].replace(old, new)
    return cases


def parts_of(path: Path) -> dict[str, str]:
    """The text of each part of a Word file, read by python-docx and by hand."""
    word = docx.Document(str(path))
    header = "\n".join(p.text for s in word.sections for p in s.header.paragraphs)
    cells = "\n".join(c.text for t in word.tables for r in t.rows for c in r.cells)
    with zipfile.ZipFile(path) as package:
        notes = package.read("word/footnotes.xml").decode()
    said = word.core_properties
    return {
        "body": "\n".join(p.text for p in word.paragraphs), "header": header, "cells": cells, "notes": notes,
        "title": said.title, "subject": said.subject, "author": said.author,
    }  # fmt: skip


def squeezed(text: str) -> str:
    """Without white space, hyphens (a PDF breaks words) and quotation marks (Dutch has its own)."""
    dropped = "-\u00ad\u2011\ufffe\u0002'\"‘’“”„«»"
    return "".join(text.split()).translate(dict.fromkeys(map(ord, dropped)))


@pytest.mark.parametrize("how", SIGNS)
def test_a_text_prints_as_typed_wherever_it_stands(tmp_path: Path, how: str):
    sign = SIGNS[how]
    write_cases(tmp_path / "cases", casebook_of(sign))
    write_templates(tmp_path / "templates")
    cell = [*NOTE, grid(["{{ document.subject }}", "{{ sender.name }}"]), ("Body Text", "{{ document.reference }}")]
    header = [*HEADER, ("header", "{{ document.subject }}"), ("header", "{{ pack.title }}")]
    (tmp_path / "templates/note/document.docx").write_bytes(build_docx(cell, header=header))
    outcome = build(folders_in(tmp_path))
    assert not outcome.failed, outcome.lines
    wanted = squeezed(sign)
    parts = parts_of(tmp_path / "build/spring/note.docx")
    notes = squeezed("".join(docx_text(parts["notes"])))
    for name, text in parts.items():
        if name not in ("notes", "title"):
            assert wanted in squeezed(text), (name, text)
    assert wanted in notes
    assert wanted in squeezed(pdf_text(tmp_path / "build/spring/note.pdf"))
    assert wanted in squeezed(pdf_text(tmp_path / "build/spring/spring-house.pdf"))
    assert wanted in squeezed(parts_of(tmp_path / "build/spring/draft.docx")["title"])
    with pikepdf.open(tmp_path / "build/spring/draft.pdf") as pdf, pdf.open_metadata() as said:
        assert squeezed(said["dc:title"]) == wanted
    lines, found = find_origin(folders_in(tmp_path), tmp_path / "build/spring/draft.docx", sign)
    assert not found.failed and any("pack.yaml" in line for line in lines)


def docx_text(xml: str) -> Iterator[str]:
    root = docx.oxml.parse_xml(xml.encode())
    return (text.text or "" for text in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))


def test_signs_that_would_steer_the_reader_reach_no_document(tmp_path: Path):
    """A right-to-left override would print other words than the file says."""
    write_cases(tmp_path / "cases", CASES)
    write_templates(tmp_path / "templates")
    change(tmp_path / "cases/obstacles/veer.yaml", "Veerdienst", "Veer\u202edienst")
    outcome = build(folders_in(tmp_path))
    assert outcome.failed and not (tmp_path / "build").exists()


# --- private ----------------------------------------------------------------------------------------------------------

CANARY = "KANARIE"
PLAIN = {"title", "name", "text", "heading", "subject", "description", "documents", "owners"}  # texts, and maps by id


def with_canaries(text: str, count: Iterator[int]) -> str:
    """The file with an `internal` in every mapping that is a record or a part of one, and comments all over."""

    def fill(value: object, inside: str) -> object:
        if isinstance(value, dict):
            filled = {key: fill(item, key) for key, item in value.items()}
            if inside not in (
                "title",
                "name",
                "text",
                "heading",
                "subject",
                "description",
                "documents",
                "owners",
                "each",
            ):
                filled["internal"] = {"note": f"{CANARY}{next(count)}"}
            return filled
        return [fill(item, inside) for item in value] if isinstance(value, list) else value

    return (
        f"# {CANARY}\n"
        + yaml.safe_dump(fill(yaml.safe_load(text), ""), allow_unicode=True, sort_keys=False)
        + f"# {CANARY}\n"
    )


def test_nothing_internal_is_in_any_byte_of_any_file(tmp_path: Path):
    count = iter(range(10**6))
    cases = {
        name: with_canaries(text, count) if name != "sources.yaml" else text + f"# {CANARY}\n"
        for name, text in CASES.items()
    }
    assert next(count) > 15
    write_cases(tmp_path / "cases", cases)
    write_templates(tmp_path / "templates")
    outcome = build(folders_in(tmp_path))
    assert not outcome.failed, outcome.lines
    files = [path for path in (tmp_path / "build").rglob("*") if path.is_file()]
    assert len(files) > 15
    assert b"Veerdienst" in b"".join(bytes_of(path) for path in files)
    for path in files:
        for canary in (CANARY, CANARY.lower(), "GEHEIM"):
            assert canary.encode() not in bytes_of(path), path
            assert canary.encode("utf-16-be") not in bytes_of(path), path


def test_what_is_not_public_is_in_no_file_for_outside(small: Path):
    spring = small / "build/spring"
    assert "Huisvuil over de grens" in pdf_text(spring / "draft.pdf")  # for the counterpart
    for name in (
        "note.docx",
        "note.pdf",
        "table.docx",
        "table.pdf",
        "spring-house.pdf",
        ".origins/note.json",
        ".origins/table.json",
    ):
        assert b"Huisvuil" not in bytes_of(spring / name) and b"vuilniswagen" not in bytes_of(spring / name), name
    for path in (small / "build/autumn").rglob("*"):
        assert path.is_dir() or b"Huisvuil" not in bytes_of(path)


# --- kinds of people's own --------------------------------------------------------------------------------------------


def add_kind(folders: Folders, kind: str | None, body: list | None) -> None:
    folder = folders.templates / "verslag"
    folder.mkdir()
    if kind is not None:
        (folder / "kind.yaml").write_text(kind, encoding="utf-8")
    if body is not None:
        (folder / "document.docx").write_bytes(build_docx([*body, *block_loop()], header=HEADER))
    pack = folders.cases / "packs/autumn/pack.yaml"
    line = "  own: {kind: verslag, audience: public, date: 2023-10-01}\n"
    pack.write_text(pack.read_text(encoding="utf-8") + line, encoding="utf-8")


GOOD = [("Title", "{{ document.title }}"), ("Body Text", "{{ document.date }}")]


def test_a_kind_is_a_folder(small: Path, tmp_path: Path):
    write_cases(tmp_path / "cases")
    write_templates(tmp_path / "templates")
    folders = folders_in(tmp_path)
    add_kind(folders, 'title: {nl: "Verslag"}\norder: 5\naudiences: [public]\n', GOOD)
    outcome = build(folders)
    assert not outcome.failed, outcome.lines
    assert "Verslag" in parts_of(tmp_path / "build/autumn/own.docx")["body"]
    assert "1\u00a0oktober\u00a02023" in pdf_text(tmp_path / "build/autumn/own.pdf")
    assert "Verslag" in pdf_text(tmp_path / "build/autumn/autumn-public.pdf")


KIND = KINDS["table"]
BROKEN = {
    "template-missing": (KIND, None, "templates/verslag/kind.yaml:"),
    "kind-file-missing": (None, GOOD, "templates/verslag/document.docx:"),
    "unknown-key": (KIND + "kleur: rood\n", GOOD, "templates/verslag/kind.yaml:4:1"),
    "missing-key": ("order: 3\naudiences: [public]\n", GOOD, "templates/verslag/kind.yaml:"),
    "template-unknown-name": (KIND, [*GOOD, ("Body Text", "{{ document.titel }}")], "¶3"),
    "template-syntax": (KIND, [*GOOD, ("Body Text", "{{ document.title")], "¶3"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_wrong_with_a_kind_is_told_with_its_place(tmp_path: Path, code: str):
    kind, body, place = BROKEN[code]
    write_cases(tmp_path / "cases")
    write_templates(tmp_path / "templates")
    folders = folders_in(tmp_path)
    add_kind(folders, kind, body)
    outcome = build(folders)
    errors = [problem.code for problem in outcome.problems if problem.is_error]
    lines = [line for line in outcome.lines if "verslag" in line]
    assert outcome.failed and not folders.build.exists()
    assert any(place in line for line in lines), (errors, outcome.lines)
    assert "unknown-kind" not in errors and len(set(errors)) == 1, outcome.lines
