"""Every file of the sample packs before readers and checkers that we did not write."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import page
import pypandoc
import pypdfium2
import pytest
from lxml import etree
from small_casebook import Folders

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GAPS = {W + "tab", W + "br", W + "p"}


def letters(text: str) -> Counter[str]:
    """How often each letter stands in the text: a word may be parted by a line's end or a change of look."""
    return Counter(re.sub(r"\W|\d", "", text))


def strings(node: object) -> Iterator[str]:
    """The text of pandoc's document."""
    if isinstance(node, dict):
        if node.get("t") == "Str":
            yield node["c"]
        else:
            for child in node.values():
                yield from strings(child)
    elif isinstance(node, list):
        for child in node:
            yield from strings(child)


def told(path: Path, *names: str) -> str:
    """The text of parts of a Word file, read with nothing but a zip and an XML reader."""
    parts = []
    with zipfile.ZipFile(path) as package:
        for name in names:
            for node in etree.fromstring(package.read(f"word/{name}.xml")).iter():
                if node.tag == W + "t":
                    parts.append(node.text or "")
                elif node.tag in GAPS:
                    parts.append(" ")
    return "".join(parts)


def every(folders: Folders, pattern: str) -> list[Path]:
    found = sorted(folders.build.glob(pattern))
    assert found
    return found


def test_the_open_xml_sdk_finds_nothing_wrong(sample: Folders, validate_docx):
    for path in every(sample, "**/*.docx"):
        assert validate_docx(path.read_bytes()) == [], path.name


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_every_pdf_is_accessible_and_keeps(sample: Folders, profile: str):
    for path in every(sample, "**/*.pdf"):
        report = page.validate_pdf_bytes(path.read_bytes(), profile=profile)
        assert report.is_compliant, (path.name, [failure.message for failure in report.failures])


def test_pandoc_reads_the_same_words(sample: Folders):
    for path in every(sample, "**/*.docx"):
        read = json.loads(pypandoc.convert_file(str(path), "json"))  # title and subtitle are in its metadata
        assert not letters(told(path, "document", "footnotes")) - letters("".join(strings(read))), path.name


def test_libreoffice_prints_the_same_words(sample: Folders, tmp_path: Path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")
    files = every(sample, "**/*.docx")
    for path in files:
        shutil.copyfile(path, tmp_path / f"{path.parent.name}-{path.name}")
    subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.docx")))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for path in files:
        with pypdfium2.PdfDocument(tmp_path / f"{path.parent.name}-{path.stem}.pdf") as pdf:
            shown = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
        assert not letters(told(path, "document", "footnotes")) - letters(shown), path.name
