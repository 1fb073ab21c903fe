"""The same Word file gives the same PDF, wherever and whenever."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from test_layout import LETTER
from word_templates import build_docx

from reporting.output.typeset import load_fonts, typeset_pdf
from reporting.output.typeset.streams import whole_streams
from reporting.problems import BrokenEnvironment

FONTS = Path(__file__).parents[3] / "templates" / "house" / "fonts"
SCRIPT = """
import sys, hashlib, datetime
from pathlib import Path
from reporting.output.typeset import *
data = Path(sys.argv[1]).read_bytes()
parts = [Part(data, "a.docx", "A", "doc_a"), Part(data, "b.docx", "B", "doc_b")]
properties = Properties("T", "nl", datetime.date(2022, 12, 15))
made, problems = typeset_pdf(parts[: int(sys.argv[3])], load_fonts(Path(sys.argv[2])), properties)
print(hashlib.sha256(made).hexdigest())
"""


@pytest.mark.parametrize("count", [1, 2])
def test_the_bytes_do_not_depend_on_folder_time_zone_or_hash_seed(tmp_path, count):
    digests = set()
    for number, (zone, seed) in enumerate((("UTC", "1"), ("Asia/Tokyo", "77"))):
        folder = tmp_path / f"map {number}"
        shutil.copytree(FONTS, folder / "fonts")
        (folder / "brief.docx").write_bytes(build_docx(LETTER))
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[3])}
        call = [sys.executable, "-c", SCRIPT, "brief.docx", "fonts", str(count)]
        digests.add(subprocess.run(call, cwd=folder, env=env, check=True, capture_output=True, text=True).stdout)
    assert len(digests) == 1 and len(digests.pop().strip()) == len(hashlib.sha256().hexdigest())


def test_the_pdf_says_what_it_is(pdf_of):
    import io

    with pikepdf.open(io.BytesIO(pdf_of(build_docx([("Normal", "x")])))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Brief"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20221215")
        assert str(pdf.Root.Lang) == "nl-NL"
        assert {str(font.get("/BaseFont", "")).split("+")[-1] for font in pdf.pages[0].Resources.Font.values()} == {
            "DejaVuSans"
        }


def test_a_stream_that_ends_in_a_carriage_return_keeps_its_bytes():
    body = b"%PDF-1.7\n1 0 obj\n<</Length 4/X/Y>>\nstream\nabc\r\nendstream\nendobj\n"
    made = whole_streams(body)
    assert made == b"%PDF-1.7\n1 0 obj\n<</Length 4/X/Y>>stream\nabc\r\r\nendstream\nendobj\n" and len(made) == len(
        body
    )
    other = body.replace(b"/Length 4", b"/Length 9")
    assert whole_streams(other) == other  # the words stand inside another stream: not its end


@pytest.mark.parametrize("content", [None, b"", b"geen font"])
def test_a_folder_without_readable_fonts_is_a_broken_environment(tmp_path, content):
    if content is not None:
        (tmp_path / "a.ttf").write_bytes(content)
    with pytest.raises(BrokenEnvironment, match="font"):
        load_fonts(tmp_path)


def test_no_parts_at_all_are_a_mistake_of_the_caller(fonts, properties):
    with pytest.raises(ValueError, match="part"):
        typeset_pdf([], fonts, properties)
