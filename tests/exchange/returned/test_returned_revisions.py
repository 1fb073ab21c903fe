"""Revisions as Word writes them: each is told once, with who and when, at its place in what was sent."""

from __future__ import annotations

from copy import deepcopy

import pytest
from lxml import etree
from returned_files import (
    WHEN,
    WML,
    WORD_TYPE,
    Editor,
    Sending,
    W,
    child,
    first_index,
    kinds,
    paragraph_of,
    run_of,
    text_of,
    the,
)

BACK = "De minister komt hierop terug."
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


@pytest.fixture
def editor(sending: Sending) -> Editor:
    return sending.edit()


def receive(sending: Sending, editor: Editor):
    done = sending.receive(("back.docx", editor.save()))
    assert [problem.code for problem in done.problems] == []
    return done


def at(told) -> tuple[str, int]:
    span = told.change.spans[0]
    return span.part, span.number


def row_of(paragraph: etree._Element) -> etree._Element:
    return next(paragraph.iterancestors(W + "tr"))


def row_property(row: etree._Element) -> etree._Element:
    return child(row, "trPr", 0)


# --- text ------------------------------------------------------------------------------------------------------------


def test_nothing_changed_gives_nothing(sending: Sending, editor: Editor):
    assert receive(sending, editor).told == []


def test_a_word_replaced_is_one_change(sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    start = text_of(paragraph).index("zomer")
    editor.delete(paragraph, start, start + 5)
    editor.insert(paragraph, start, "winter")
    (told,) = receive(sending, editor).told
    change = told.change
    assert (change.kind, change.old, change.new) == ("replaced", "zomer", "winter")
    assert (change.tracked, change.author, change.date) == (True, "Jansen", WHEN)
    assert (change.spans[0].start, change.spans[0].end) == (start, start + 5)
    assert told.sentence == "Dat gebeurt voor de zomer." and told.becomes == "Dat gebeurt voor de winter."
    assert at(told) == ("body", editor.number(paragraph))


def test_two_authors_in_one_place_stay_two(sending: Sending, editor: Editor):
    """One inserts, another deletes half of that: what the second took out was never sent."""
    paragraph = editor.paragraph(BACK)
    editor.insert(paragraph, 12, "heel snel ")
    inner = editor.paragraph("heel snel").find(f"{W}ins")
    run = inner[0]
    second = deepcopy(run)
    run.find(W + "t").text, second.find(W + "t").text = "heel ", "snel "
    inner.append(second)
    editor.strike(second, "Pieters")
    done = receive(sending, editor)
    inserted = the(done, lambda change: change.kind == "inserted").change
    deleted = the(done, lambda change: change.kind == "deleted").change
    assert (inserted.new, inserted.author) == ("heel snel ", "Jansen")
    assert (deleted.old, deleted.author, deleted.over) == ("snel ", "Pieters", "Jansen")
    assert inserted.spans == deleted.spans
    assert {told.standing for told in done.told} == {"conflict"}
    assert done.told[0].becomes == "De minister heel komt hierop terug."


def test_a_paragraph_split_and_one_joined(sending: Sending, editor: Editor):
    """Word: the mark of the first half is inserted; the mark of a paragraph that runs on is deleted."""
    paragraph = editor.paragraph(BACK)
    half = text_of(paragraph).index("Daarna")
    index = editor.split(paragraph, half)
    after = paragraph_of("", paragraph)
    after.remove(after[-1])
    after.extend(paragraph[index:])
    paragraph.addnext(after)
    editor.mark_end(paragraph, "ins")
    bullet = editor.paragraph("een steiger")
    editor.mark_end(bullet, "del", "Pieters")
    done = receive(sending, editor)
    split = the(done, lambda change: change.new == "\u2029")
    assert (split.change.spans[0].start, at(split)) == (half, ("body", editor.number(paragraph)))
    joined = the(done, lambda change: change.old == "\u2029")
    assert joined.change.author == "Pieters" and at(joined) == ("body", editor.number(bullet))
    assert len(done.told) == 2


def test_a_new_paragraph(sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    new = paragraph_of("", paragraph)
    new.remove(new[-1])
    new.append(editor.wrapped("ins", [run_of("Een nieuwe alinea.")], "Jansen"))
    paragraph.addnext(new)
    editor.mark_end(paragraph, "ins")
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.new) == ("inserted", "\u2029Een nieuwe alinea.")
    assert at(told) == ("body", editor.number(paragraph))


def test_a_paragraph_deleted_whole(sending: Sending, editor: Editor):
    paragraph = editor.paragraph("een steiger")
    editor.delete(paragraph, 0, len(text_of(paragraph)))
    editor.mark_end(paragraph, "del")
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.old) == ("deleted", "een steiger aan de overkant;\u2029")


@pytest.mark.parametrize("named", [True, False])
def test_a_move_is_told_once_with_where_it_went(named: bool, sending: Sending, editor: Editor):
    """`w:moveFrom` and `w:moveTo`; without the ranges that name the move they are told apart, and nothing is lost."""
    paragraph, target = editor.paragraph(BACK), editor.paragraph("een steiger")
    moved = paragraph_of(text_of(paragraph), paragraph)
    for place, name in ((paragraph, "moveFrom"), (moved, "moveTo")):
        runs = list(place.iter(W + "r"))
        index = first_index(place)
        mark = editor.mark(name)
        place.insert(index, mark)
        mark.extend(runs)
        editor.mark_end(place, name)
        if named:
            place.insert(index, editor.mark(f"{name}RangeStart", name="move1"))
            place.append(etree.Element(W + f"{name}RangeEnd"))
            place[-1].set(W + "id", place[index].get(W + "id"))
    target.addprevious(moved)
    done = receive(sending, editor)
    if not named:
        assert sorted(kinds(done)) == ["deleted", "inserted"]
        return
    (told,) = done.told
    change = told.change
    assert change.kind == "moved" and change.old.startswith(BACK) and at(told) == ("body", editor.number(paragraph))
    assert change.to is not None and (change.to.number, change.to.end) == (editor.number(target), 0)
    assert change.author == "Jansen"


def test_a_paragraph_moved_without_tracking(sending: Sending, editor: Editor):
    paragraph, target = editor.paragraph(BACK), editor.paragraph("een steiger")
    target.addprevious(paragraph)
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.tracked) == ("moved", False)
    assert at(told) == ("body", editor.number(paragraph))
    assert told.change.to is not None and told.change.to.number == editor.number(target) - 1


def test_marks_inside_links_and_controls(sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    control = etree.Element(W + "sdt")
    content = etree.SubElement(control, W + "sdtContent")
    link = etree.SubElement(content, W + "hyperlink")
    link.set(W + "anchor", "elders")
    link.append(editor.wrapped("ins", [run_of(" Zie aldaar.")], "Jansen"))
    paragraph.append(control)
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.new) == ("inserted", " Zie aldaar.")


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tracked", [True, False])
def test_a_row_added(tracked: bool, sending: Sending, editor: Editor):
    row = row_of(editor.paragraph("wacht"))
    new = deepcopy(row)
    for text, node in zip(("Trein", "gepland", "2024"), new.iter(W + "t"), strict=True):
        node.text = text
    if tracked:
        row_property(new).append(editor.mark("ins"))
        for paragraph in new.iter(W + "p"):
            editor.mark_end(paragraph, "ins")
            for run in list(paragraph.iter(W + "r")):
                run.addprevious(mark := editor.mark("ins"))
                mark.append(run)
    row.addnext(new)
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.new) == ("cells-inserted", "Trein | gepland | 2024")
    assert told.change.tracked is tracked and told.change.author == ("Jansen" if tracked else "")
    assert at(told) == ("body", editor.number(editor.paragraph("wacht")) + 1)


@pytest.mark.parametrize("tracked", [True, False])
def test_a_row_taken_out(tracked: bool, sending: Sending, editor: Editor):
    row, first = row_of(editor.paragraph("wacht")), editor.number(editor.paragraph("Afval"))
    if tracked:
        row_property(row).append(editor.mark("del"))
        for paragraph in row.iter(W + "p"):
            for run in list(paragraph.iter(W + "r")):
                editor.strike(run, "Jansen")
            editor.mark_end(paragraph, "del")
    else:
        row.getparent().remove(row)
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.old) == ("cells-deleted", "Afval | wacht | juni")
    numbers = [span.number for span in told.change.spans]
    assert numbers == [first, first + 1, first + 2]


@pytest.mark.parametrize(("mark", "kind"), [("cellIns", "cells-inserted"), ("cellDel", "cells-deleted")])
def test_a_cell(mark: str, kind: str, sending: Sending, editor: Editor):
    cell = next(editor.paragraph("wacht").iterancestors(W + "tc"))
    if mark == "cellIns":
        new = deepcopy(cell)
        next(new.iter(W + "t")).text = "extra"
        cell.addnext(new)
        cell = new
    child(cell, "tcPr", 0).append(editor.mark(mark))
    (told,) = receive(sending, editor).told
    assert told.change.kind == kind and told.change.author == "Jansen"
    assert (told.change.new or told.change.old) == ("extra" if mark == "cellIns" else "wacht")


def test_a_cell_typed_over_among_equal_ones(sending: Sending, editor: Editor):
    rows = [row_of(editor.paragraph(word)) for word in ("loopt", "wacht", "klaar")]
    for row in rows[:2]:
        for node in row.iter(W + "t"):
            node.text = "zelfde"
    done = receive(sending, editor)
    assert kinds(done) == ["replaced"] * 6
    assert [told.change.spans[0].number for told in done.told] == [
        editor.number(paragraph) for row in rows[:2] for paragraph in row.iter(W + "p")
    ]


# --- layout ----------------------------------------------------------------------------------------------------------


def test_layout_with_tracking(sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    (run,) = editor.runs(paragraph, 3, 11)
    look = child(run, "rPr", 0)
    etree.SubElement(look, W + "b")
    change = editor.mark("rPrChange", "Pieters")
    etree.SubElement(change, W + "rPr")
    look.append(change)
    own = child(paragraph, "pPr", 0)
    centred = etree.SubElement(own, W + "jc")
    centred.set(W + "val", "center")
    own.append(editor.mark("pPrChange"))
    etree.SubElement(own[-1], W + "pPr").append(deepcopy(own.find(W + "pStyle")))
    section = editor.roots["word/document.xml"].find(f".//{W}sectPr")
    section.append(editor.mark("sectPrChange", "Bakker"))
    section[-1].append(deepcopy(section))
    done = receive(sending, editor)
    found = {(told.change.author, told.change.what) for told in done.told}
    assert found == {("Pieters", ("bold",)), ("Jansen", ("paragraph",)), ("Bakker", ("page",))}
    bold = the(done, lambda one: one.what == ("bold",))
    assert bold.change.old == "minister" and at(bold) == ("body", editor.number(paragraph))


@pytest.mark.parametrize("name", ["tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "numberingChange"])
def test_layout_of_tables_and_lists_with_tracking(name: str, sending: Sending, editor: Editor):
    paragraph = editor.paragraph("wacht")
    cell = next(paragraph.iterancestors(W + "tc"))
    table = next(cell.iterancestors(W + "tbl"))
    holder = {
        "tblPrChange": lambda: child(table, "tblPr", 0),
        "trPrChange": lambda: row_property(cell.getparent()),
        "tcPrChange": lambda: child(cell, "tcPr", 0),
        "tblGridChange": lambda: table.find(W + "tblGrid"),
        "numberingChange": lambda: child(child(paragraph, "pPr", 0), "numPr"),
    }[name]()
    holder.append(editor.mark(name))
    done = receive(sending, editor)
    assert [(told.change.kind, told.change.tracked, told.change.author) for told in done.told] == [
        ("layout", True, "Jansen")
    ]


LOOKS = {
    "bold": "<w:b/>", "italic": "<w:i/>", "underline": '<w:u w:val="single"/>', "colour": '<w:color w:val="FF0000"/>',
    "highlight": '<w:highlight w:val="yellow"/>', "size": '<w:sz w:val="40"/>', "strike": "<w:strike/>",
    "hidden": "<w:vanish/>", "font": '<w:rFonts w:ascii="Arial"/>', "raised": '<w:vertAlign w:val="superscript"/>',
    "w:shd": '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
}  # fmt: skip


@pytest.mark.parametrize("name", LOOKS)
def test_layout_without_tracking(name: str, sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    (run,) = editor.runs(paragraph, 3, 11)
    child(run, "rPr", 0).append(etree.fromstring(LOOKS[name].replace("/>", f' xmlns:w="{WML}"/>')))
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.what, told.change.tracked) == ("layout", (name,), False)
    span = told.change.spans[0]
    assert (span.number, span.start, span.end) == (editor.number(paragraph), 3, 11)


def test_other_layout_without_tracking(sending: Sending, editor: Editor):
    """Page setup, style, alignment, a style's own look, cells joined, a link, the title: a line each."""
    paragraph = editor.paragraph(BACK)
    paragraph.find(f"{W}pPr/{W}pStyle").set(W + "val", "Signature")
    other = child(editor.paragraph("Zie ook"), "pPr", 0)
    etree.SubElement(other, W + "jc").set(W + "val", "right")
    page = editor.roots["word/document.xml"].find(f".//{W}pgSz")
    page.set(W + "w", "16838")
    styles = editor.roots["word/styles.xml"]
    title = next(s for s in styles.iter(W + "style") if s.get(W + "styleId") == "Title")
    etree.SubElement(title.find(W + "rPr"), W + "u").set(W + "val", "single")
    cell = next(editor.paragraph("wacht").iterancestors(W + "tc"))
    etree.SubElement(child(cell, "tcPr", 0), W + "gridSpan").set(W + "val", "2")
    what = {name for told in receive(sending, editor).told for name in told.change.what}
    assert what >= {"style", "align", "page", "underline", "cell"}


def test_a_picture_added_is_no_text_and_is_told(sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    run = etree.SubElement(paragraph, W + "r")
    etree.SubElement(run, W + "drawing")
    done = receive(sending, editor)
    (told,) = done.told
    assert told.change.kind == "inserted" and done.atoms.shown[told.change.new] == "picture"


# --- notes, headers, boxes -------------------------------------------------------------------------------------------


def test_a_note_changed_and_one_deleted(sending: Sending, editor: Editor):
    note = editor.paragraph("Een noot van onszelf", "footnotes")
    start = text_of(note).index("onszelf")
    editor.delete(note, start, start + 7)
    editor.insert(note, start, "de afdeling")
    first = editor.paragraph("Met deze brief")
    reference = next(run for run in first.iter(W + "r") if run.find(W + "footnoteReference") is not None)
    editor.strike(reference, "Pieters")
    done = receive(sending, editor)
    changed = the(done, lambda change: change.new == "de afdeling")
    assert at(changed) == ("footnotes", editor.number(note, "footnotes"))
    gone = [told for told in done.told if told.change.author == "Pieters"]
    assert sorted(told.change.spans[0].part for told in gone) == ["body", "footnotes"]
    assert any("32\u00a0851" in told.change.old for told in gone)


def test_a_note_added_belongs_where_its_mark_is(sending: Sending, editor: Editor):
    notes = editor.roots["word/footnotes.xml"]
    note = deepcopy(notes[-1])
    note.set(W + "id", "77")
    list(note.iter(W + "t"))[-1].text = "Een heel nieuwe noot."
    notes.append(note)
    paragraph = editor.paragraph(BACK)
    run = etree.Element(W + "r")
    etree.SubElement(run, W + "footnoteReference").set(W + "id", "77")
    paragraph.append(editor.wrapped("ins", [run], "Jansen"))
    done = receive(sending, editor)
    added = the(done, lambda change: "heel nieuwe noot" in change.new)
    assert added.change.author == "Jansen" and at(added) == ("body", editor.number(paragraph))
    assert len(done.told) == 2


@pytest.mark.parametrize("part", ["header1", "footer1"])
def test_headers_and_footers(part: str, sending: Sending, editor: Editor):
    paragraph = editor.paragraphs(part)[0]
    editor.insert(paragraph, 4, "NIEUW")
    (told,) = receive(sending, editor).told
    assert told.change.new == "NIEUW" and at(told) == (part, 1)


def test_a_text_box(sending: Sending, editor: Editor):
    """As Word writes one: twice, of which the second is for old programs. It is told once."""
    box = (
        f'<w:r xmlns:w="{WML}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>In een kader.</w:t></w:r></w:p>'
        "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In een kader.</w:t>"
        "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    editor.paragraph(BACK).append(etree.fromstring(box))
    (told,) = receive(sending, editor).told
    assert (told.change.kind, told.change.new) == ("inserted", "In een kader.\u2029")


# --- comments --------------------------------------------------------------------------------------------------------


def test_a_thread_that_is_resolved(sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    first = editor.comment(paragraph, 3, paragraph, 11, "Welke minister?\nGraag noemen.")
    second = editor.comment(paragraph, 3, paragraph, 11, "Die van Grenzen.", "Jansen")
    comments = {node.get(W + "id"): node for node in editor.roots["word/comments.xml"]}
    for key, name in ((first, "00000A01"), (second, "00000A02")):
        list(comments[key].iter(W + "p"))[-1].set(f"{{{W14}}}paraId", name)
    extended = (
        f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="00000A01" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000A02" w15:paraIdParent="00000A01" w15:done="0"/></w15:commentsEx>'
    )
    editor.add_part(
        "commentsExtended.xml",
        extended.encode(),
        f"{WORD_TYPE}.commentsExtended+xml",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    )
    done = receive(sending, editor)
    question = the(done, lambda change: change.author == "De Boer")
    answer = the(done, lambda change: change.author == "Jansen")
    assert question.change.old == "minister" and question.change.spans == answer.change.spans
    assert question.change.comment.text == "Welke minister?\nGraag noemen."
    assert answer.change.comment.parent == first
    assert question.change.comment.resolved and answer.change.comment.resolved


def test_comments_across_paragraphs_and_on_inserted_text(sending: Sending, editor: Editor):
    start, stop = editor.paragraph("een steiger"), editor.paragraph("een bewijs")
    editor.comment(start, 4, stop, 10, "Past dit bij elkaar?")
    paragraph = editor.paragraph(BACK)
    editor.insert(paragraph, 12, "zeker ")
    inserted = paragraph.find(W + "ins")
    editor.comment(paragraph, 12, paragraph, 12, "Weet u dat zeker?", "Bakker")
    closing = [node for node in paragraph if node.tag == W + "commentRangeEnd"]
    inserted.addnext(closing[-1])
    done = receive(sending, editor)
    across = the(done, lambda change: change.author == "De Boer")
    numbers = [span.number for span in across.change.spans]
    assert numbers == [editor.number(start), editor.number(stop)]
    assert across.change.old == "steiger aan de overkant;\u2029een bewijs"
    on_new = the(done, lambda change: change.author == "Bakker")
    assert on_new.change.old == "zeker " and on_new.change.spans[0].start == 12


def test_a_comment_that_hangs_nowhere_is_told(sending: Sending, editor: Editor):
    paragraph = editor.paragraph(BACK)
    editor.comment(paragraph, 3, paragraph, 11, "Los.")
    for node in list(editor.roots["word/document.xml"].iter(W + "commentRangeStart", W + "commentRangeEnd")):
        node.getparent().remove(node)
    for node in list(editor.roots["word/document.xml"].iter(W + "commentReference")):
        node.getparent().remove(node)
    (told,) = receive(sending, editor).told
    assert told.change.comment.text == "Los." and told.change.spans == ()


# --- what programs do by themselves ----------------------------------------------------------------------------------


def test_what_word_writes_by_itself_is_no_change(sending: Sending, editor: Editor):
    """Runs split, marks of the checker and of revisions, languages, page numbers, empty properties, bookmarks."""
    document = editor.roots["word/document.xml"]
    for paragraph in list(document.iter(W + "p")):
        paragraph.set(W + "rsidR", "00A1B2C3")
        if len(text_of(paragraph)) > 4:
            editor.split(paragraph, 3)
        for run in paragraph.iter(W + "r"):
            look = child(run, "rPr", 0)
            etree.SubElement(look, W + "lang").set(W + "val", "nl-NL")
            etree.SubElement(look, W + "noProof")
        paragraph.append(etree.Element(W + "proofErr"))
        paragraph.append(editor.mark("bookmarkStart", name="_GoBack"))
    footer = editor.paragraphs("footer1")[0]
    footer.append(run_of(""))
    assert receive(sending, editor).told == []
