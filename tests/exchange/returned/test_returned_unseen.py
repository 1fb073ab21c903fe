"""What changes no letter of the text and yet changes what a document says, and files that keep a reader busy."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest
from lxml import etree
from returned_files import WML, Archive, Editor, Sending, W, child, paragraph_of, run_of, text_of

from reporting.exchange.returned.fields import address
from reporting.exchange.returned.sent import Name, find_sent, text_of_map

ADDRESS = "https://www.example.org/elsewhere"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
V = "urn:schemas-microsoft-com:vml"


@pytest.fixture
def editor(sending: Sending) -> Editor:
    return sending.edit()


def told(sending: Sending, editor: Editor) -> list:
    done = sending.receive(("back.docx", editor.save()))
    assert [problem.code for problem in done.problems] == []
    return [one.change for one in done.told]


def refusal(sending: Sending, editor: Editor) -> str:
    (problem,) = sending.receive(("back.docx", editor.save())).problems
    return problem.code


def test_a_paragraph_that_goes_into_the_next_cell(sending: Sending, editor: Editor):
    """In reading order nothing changed: the cells did."""
    cell = next(editor.paragraph("loopt").iterancestors(W + "tc"))
    before = cell.getprevious()
    before.append(moved := editor.paragraph("loopt"))
    cell.append(paragraph_of(""))
    (change,) = [one for one in told(sending, editor) if one.kind == "moved"]
    assert change.old == change.new == "loopt" and change.spans[0].number == editor.number(moved)


def test_a_paragraph_that_goes_from_the_text_into_the_last_cell(sending: Sending, editor: Editor):
    cell = next(editor.paragraph("juli").iterancestors(W + "tc"))
    table = next(cell.iterancestors(W + "tbl"))
    behind = table.getnext()
    while not text_of(behind).strip():
        behind = behind.getnext()
    number = editor.number(behind)
    cell.append(behind)
    assert [(one.kind, one.spans[0].number) for one in told(sending, editor)] == [("moved", number)]


@pytest.mark.parametrize("program", ["Microsoft Office Word", "LibreOffice/7.4"])
def test_only_the_address_of_a_link(sending: Sending, program: str):
    """Of a link as an element or a field; whatever program saved the file."""
    editor = sending.edit()
    run = editor.paragraph("De minister komt").find(W + "r")
    field = etree.Element(W + "fldSimple")
    field.set(W + "instr", rf' HYPERLINK "{ADDRESS}" \o "hier" \l "deel" ')
    run.addprevious(field)
    field.append(run)
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    app = f'<Properties xmlns="{space}"><Application>{program}</Application></Properties>'
    editor.parts["docProps/app.xml"] = app.encode()
    if b"app.xml" not in editor.parts["_rels/.rels"]:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
        made = f'<Relationship Id="app" Type="{kind}" Target="docProps/app.xml"/></Relationships>'
        editor.parts["_rels/.rels"] = editor.parts["_rels/.rels"].replace(b"</Relationships>", made.encode())
    (change,) = told(sending, editor)
    assert change.kind == "layout" and change.what == ("link",)


def test_an_address_is_the_same_with_a_slash_behind_it():
    assert (
        address("https://example.org/", "")
        == address("https://example.org", "")
        != address("https://example.org/a", "")
    )


def test_a_field_that_prints_nothing(sending: Sending, editor: Editor):
    field = etree.SubElement(editor.paragraph("De minister komt"), W + "fldSimple")
    field.set(W + "instr", " QUOTE ")
    (change,) = told(sending, editor)
    assert change.kind == "inserted" and change.spans[0].number == editor.number(editor.paragraph("De minister komt"))


def test_the_text_of_a_box_is_told_where_the_box_hangs(sending: Sending, editor: Editor):
    paragraph = editor.paragraph("De minister komt")
    shape = "<v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape>"
    box = f'<w:r xmlns:w="{WML}" xmlns:v="{V}"><w:pict>{shape}</w:pict></w:r>'
    paragraph.append(run := etree.fromstring(box))
    next(run.iter(W + "txbxContent")).append(paragraph_of("In een kader."))
    (change,) = told(sending, editor)
    assert change.new.startswith("In een kader.") and change.spans[0].number == editor.number(paragraph)


def picture(description: str) -> etree._Element:
    run = etree.Element(W + "r")
    drawing = etree.SubElement(run, W + "drawing")
    etree.SubElement(drawing, f"{{{WP}}}docPr").set("descr", description)
    return run


def test_only_the_alternative_text_of_a_picture(sending: Sending):
    """Of a picture that went out: the one file beside the other."""
    before, after = sending.edit(), sending.edit()
    before.paragraph("De minister komt").append(picture("Vier zaken"))
    after.paragraph("De minister komt").append(picture("Vijf zaken"))
    one = replace(sending.sent(), word=before.save())
    (change,) = told(Sending(sending.folders, Archive([one])), after)
    assert change.kind == "layout" and change.what == ("alt",)


def test_only_where_the_numbers_of_a_list_begin(sending: Sending, editor: Editor):
    paragraph = editor.paragraph("een steiger")
    root = editor.roots["word/numbering.xml"]
    for key, start in (("901", "1"), ("902", "7")):
        made = etree.SubElement(root, W + "num")
        made.set(W + "numId", key)
        etree.SubElement(made, W + "abstractNumId").set(W + "val", "0")
        override = etree.SubElement(made, W + "lvlOverride")
        override.set(W + "ilvl", "0")
        etree.SubElement(override, W + "startOverride").set(W + "val", start)
    numbers = child(child(paragraph, "pPr", 0), "numPr")
    for node in list(numbers):
        numbers.remove(node)
    etree.SubElement(numbers, W + "ilvl").set(W + "val", "0")
    number = etree.SubElement(numbers, W + "numId")
    number.set(W + "val", "901")
    one = replace(sending.sent(), word=editor.save())
    number.set(W + "val", "902")
    (change,) = told(Sending(sending.folders, Archive([one])), editor)
    assert change.what == ("list-numbers",)


def test_the_same_words_with_another_revision_in_the_header_of_a_second_section(sending: Sending, editor: Editor):
    body = editor.roots["word/document.xml"].find(W + "body")
    section = body.find(W + "sectPr")
    first = editor.paragraph("De minister komt")
    child(first, "pPr", 0).append(deepcopy(section))
    editor.parts["word/header9.xml"] = etree.tostring(editor.roots["word/header1.xml"])
    root = editor.roots["word/header9.xml"] = etree.fromstring(editor.parts["word/header9.xml"])
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    editor.add_part("header9.xml", b"", kind, "header")
    rels = etree.fromstring(editor.parts["word/_rels/document.xml.rels"])
    key = next(rel.get("Id") for rel in rels if rel.get("Target") == "header9.xml")
    for reference in section.iterfind(W + "headerReference"):
        reference.set(R + "id", key)
    struck = next(run for run in root.iter(W + "r") if any((t.text or "").strip() for t in run.iter(W + "t")))
    editor.strike(struck, "Jansen")
    assert [one.kind for one in told(sending, editor) if one.tracked] == ["deleted"]


def test_two_comments_of_one_id(sending: Sending, editor: Editor):
    paragraph = editor.paragraph("De minister komt")
    editor.comment(paragraph, 0, paragraph, 5, "De ene.")
    root = editor.roots["word/comments.xml"]
    root.append(other := deepcopy(root[0]))
    next(other.iter(W + "t")).text = "De andere."
    assert sorted(one.comment.text for one in told(sending, editor)) == ["De andere.", "De ene."]


def test_of_two_final_versions_the_words_tell_which(sending: Sending):
    """Every final file says the same of itself."""
    one = replace(sending.sent(), name=Name("spring/note", "final 2"))
    other = replace(sending.sent("table"), name=Name("spring/note", "final 4"))
    properties = {"reporting-document": "spring/note", "reporting-version": "final"}
    for sent in (one, other):
        match, _ = find_sent(properties, text_of_map(sent.origins), Archive([one, other]))
        assert match is not None and match.sent is sent and match.how == "property"


# --- files that keep a reader busy, or pass it by --------------------------------------------------------------------


def test_a_cell_outside_a_table(sending: Sending, editor: Editor):
    cell = etree.Element(W + "tc")
    cell.append(paragraph_of("Los."))
    editor.paragraph("De minister komt").addnext(cell)
    assert refusal(sending, editor) == "returned-damaged"


def test_fields_are_looked_at_wherever_a_header_is_kept(sending: Sending, editor: Editor):
    root = editor.roots.pop("word/header1.xml")
    etree.SubElement(next(root.iter(W + "p")), W + "fldSimple").set(W + "instr", "INCLUDEPICTURE http://example.org/x")
    editor.parts["elsewhere/header.bin"] = etree.tostring(root)
    del editor.parts["word/header1.xml"]
    for name, old, new in (
        ("word/_rels/document.xml.rels", b'"header1.xml"', b'"../elsewhere/header.bin"'),
        ("[Content_Types].xml", b"/word/header1.xml", b"/elsewhere/header.bin"),
    ):
        assert old in editor.parts[name]
        editor.parts[name] = editor.parts[name].replace(old, new)
    assert refusal(sending, editor) == "returned-external"


def test_more_changes_than_anybody_makes(sending: Sending, editor: Editor):
    paragraph = editor.paragraph("De minister komt")
    for number in range(10_001):
        paragraph.append(mark := editor.mark("ins", f"A{number}"))
        mark.append(run_of("x"))
    assert refusal(sending, editor) == "returned-too-many"


def test_more_paragraphs_than_any_document_has(sending: Sending, editor: Editor):
    body = editor.roots["word/document.xml"].find(W + "body")
    for number in range(100_001):
        etree.SubElement(body, W + "p").set("a", str(number * 7919 % 1000003))
    assert refusal(sending, editor) == "returned-bomb"


def test_a_thousand_new_paragraphs_take_no_time(sending: Sending, editor: Editor):
    """Each is told by itself, and none with all the others."""
    last = editor.paragraph("De minister komt")
    for number in range(3000):
        last.addnext(new := paragraph_of(f"Nieuw {number}."))
        last = new
    done = sending.receive(("back.docx", editor.save()))
    assert len(done.told) == 3000 and len({one.becomes for one in done.told}) == 1


def test_comments_that_each_cover_everything(sending: Sending, editor: Editor):
    first, last = editor.paragraph("De minister komt"), editor.paragraph("Vaste slotzin")
    for number in range(1500):
        first.addnext(paragraph_of(f"Nieuw {number}."))
        editor.comment(first, 0, last, 5, "Alles.")
    assert refusal(sending, editor) == "returned-bomb"
