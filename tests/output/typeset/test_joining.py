"""PDFs put one behind the other: what a checker, a screen reader and our own check find in the whole."""

from __future__ import annotations

import io

import page
import pikepdf
import pytest
from reading import outline, pages, tags
from test_note_pages import LINE, Noted, long_table
from word_templates import build_docx, paragraph

from reporting.output.check import check_combined
from reporting.output.typeset.joining import join_pdfs
from reporting.output.typeset.pdf import Part, typeset_pdf


def letter(number: int) -> bytes:
    """Two pages with a heading, a note, and a table with notes in it over both."""
    noted = Noted()
    text, mark = noted.mark()
    body = [
        paragraph("heading 1", f"Brief {number}"),
        paragraph("Body Text", LINE * number, text, mark),
        long_table(noted, 14),
    ]
    return build_docx("".join(body), notes=noted.notes)


@pytest.fixture(scope="module")
def words() -> list[tuple[str, bytes]]:
    return [(f"brief-{number}.docx", letter(number)) for number in range(1, 7)]


@pytest.fixture
def batches(words, fonts, properties) -> list[bytes]:
    made = []
    for first in (0, 2, 4):
        parts = [Part(data, name, name, f"doc_{name[6]}") for name, data in words[first : first + 2]]
        data, problems = typeset_pdf(parts, fonts, properties)
        assert data and not problems
        made.append(data)
    return made


def test_the_whole_is_accessible_and_keeps_as_its_parts_do(batches):
    data = join_pdfs(batches)
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]


def test_every_page_bookmark_and_tag_is_there_in_order(batches):
    data = join_pdfs(batches)
    assert pages(data) == [text for batch in batches for text in pages(batch)]
    assert outline(data) == [line for batch in batches for line in outline(batch)]
    whole, parts = tags(data), [tags(batch) for batch in batches]
    assert whole == [*parts[0], *(line for part in parts[1:] for line in part[1:])]
    assert f"<xmpTPg:NPages>{len(pages(data))}<" in metadata(data)


def metadata(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.Root.Metadata.read_bytes().decode()


def test_nothing_of_the_word_files_is_lost(batches, words):
    assert check_combined(words, join_pdfs(batches), "whole.pdf") == []
    assert check_combined(words, join_pdfs(batches[:2]), "whole.pdf") != []


def test_names_are_unique_and_every_cell_names_a_header_of_its_own_table(batches):
    with pikepdf.open(io.BytesIO(join_pdfs(batches))) as pdf:
        root = pdf.Root.StructTreeRoot
        listed = list(root.IDTree.Names)
        names = [bytes(name) for name in listed[::2]]
        assert names == sorted(set(names))
        for name, element in zip(names, listed[1::2], strict=True):
            assert bytes(element.ID) == name
        cells = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"]
        named = {bytes(name) for cell in cells for about in cell.A for name in about.get("/Headers", ())}
        heads = {bytes(item.ID) for item in listed[1::2] if item.S == "/TH"}
        assert named == heads and len(heads) == 2 * 6
        keys = sorted(int(key) for key in list(root.ParentTree.Nums)[::2])
        used = [int(one.obj.StructParents) for one in pdf.pages]
        used += [int(note.StructParent) for one in pdf.pages for note in one.obj.get("/Annots", ())]
        assert sorted(used) == keys and root.ParentTreeNextKey == keys[-1] + 1
        known = {one.obj.objgen for one in pdf.pages}
        for one in pdf.pages:
            for note in one.obj.get("/Annots", ()):
                assert "/Dest" not in note or note.Dest[0].objgen in known


def test_the_same_batches_give_the_same_bytes_and_one_is_left_as_it_is(batches):
    assert join_pdfs(batches) == join_pdfs(batches)
    assert join_pdfs(batches[:1]) == batches[0]
    with pytest.raises(ValueError, match="nothing"):
        join_pdfs([])
