"""Word files as office programs and converters write them: themes, latent styles, revision ids, settings."""

import io
import shutil
import subprocess

import docx
import pypandoc
import pytest
from reading import pages

MARKDOWN = """# Hoofd

Tekst met *nadruk*, **vet**, ~~weg~~, H~2~O en een [link](https://example.nl).[^1]

1. een
    a. onder
2. twee

    verder

- punt

> citaat

| a | b |
|---|---|
| 1 | 2 |

[^1]: De noot.
"""


def python_docx() -> bytes:
    made = docx.Document()
    made.add_heading("Hoofd", 1)
    made.add_paragraph("Tekst")
    made.add_paragraph("punt", style="List Bullet")
    made.add_paragraph("een", style="List Number")
    made.add_paragraph("citaat", style="Intense Quote")
    for style in ("Light Grid Accent 1", "Medium Shading 2 Accent 3", "Table Grid"):
        table = made.add_table(3, 3, style=style)
        table.cell(0, 0).text = "kop"
        table.cell(1, 1).merge(table.cell(2, 2)).text = "samen"
    made.add_page_break()
    made.add_paragraph("na")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pandoc(folder) -> bytes:
    path = folder / "pandoc.docx"
    pypandoc.convert_text(MARKDOWN, "docx", "markdown", outputfile=str(path))
    # pandoc marks decoration of its own: footnotes count anew in each section, of which there is one
    return path.read_bytes()


def test_a_file_of_python_docx(pdf_of):
    made = pages(pdf_of(python_docx()))
    assert made[0].startswith("Hoofd Tekst • punt 1. een citaat") and made[1] == "na"


def test_a_file_of_pandoc(pdf_of, tmp_path):
    (text,) = pages(pdf_of(pandoc(tmp_path)))
    assert all(
        word in text
        for word in ("Hoofd", "nadruk", "weg", "1. een", "a. onder", "verder", "• punt", "citaat", "De noot.")
    )


@pytest.mark.parametrize("source", ["python-docx", "pandoc"])
def test_a_file_that_libreoffice_wrote(pdf_of, tmp_path, source):
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice)")
    (tmp_path / "in.docx").write_bytes(python_docx() if source == "python-docx" else pandoc(tmp_path))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        tmp_path / "out",
        tmp_path / "in.docx",
    ]
    subprocess.run(call, check=True, capture_output=True)
    before, after = (" ".join(pages(pdf_of((tmp_path / name).read_bytes()))) for name in ("in.docx", "out/in.docx"))
    assert after == before
