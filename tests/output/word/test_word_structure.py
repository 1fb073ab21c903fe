"""Lists, tables and notes: real Word structures in place of the texts of blocks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from word_files import W, at, text
from word_templates import NOTE_REFERENCE, STYLES, block_loop, grid, paragraph

from reporting.documents.blocks import Block, Break, Note, Span, Table, Text


def items(kind: str, list_id: int, *levels: int, start: int = 1) -> list[Block]:
    return [Block(kind, text(f"{kind} {list_id}.{i}"), level, list_id, start) for i, level in enumerate(levels)]


def numbers(root) -> list[tuple[str, str] | None]:
    """The level and number of each paragraph, where it has its own."""
    found = [p.find(f"{W}pPr/{W}numPr") for p in root.iter(W + "p")]
    return [n if n is None else tuple(n.find(W + k).get(W + "val") for k in ("ilvl", "numId")) for n in found]


def overrides(root) -> dict[str, tuple[str, str, str]]:
    """For each w:num that starts somewhere: its abstract numbering, the level and the start."""
    found = {}
    for num in root.iter(W + "num"):
        for start in num.iter(W + "startOverride"):
            assert num.get(W + "numId") not in found
            abstract = num.find(W + "abstractNumId").get(W + "val")
            level = start.getparent().get(W + "ilvl")
            found[num.get(W + "numId")] = (abstract, level, start.get(W + "val"))
    return found


def test_each_list_has_its_own_number_start_and_levels(fill):
    blocks = [
        *items("number", 1, 1, 2, 2, 1),
        *items("number", 2, 1, 1, start=4),
        *items("letter", 3, 1, 2, 3),
        *items("number", 4, 2, 2),
        *items("bullet", 5, 1, 2, 3),
        Block("advice", text("advice")),
    ]
    made = fill(block_loop(), {"blocks": blocks})
    expected = [("0", "5"), ("1", "5"), ("1", "5"), ("0", "5"), ("0", "6"), ("0", "6")]
    expected += [("0", "7"), ("1", "7"), ("2", "7"), ("1", "8"), ("1", "8"), ("0", "3"), ("1", "3"), ("2", "3"), None]
    assert numbers(made.root()) == expected
    starts = {"5": ("1", "0", "1"), "6": ("1", "0", "4"), "7": ("2", "0", "1"), "8": ("1", "1", "1")}
    assert overrides(made.root("word/numbering.xml")) == starts


def test_a_level_that_the_style_has_not_is_a_problem(attempt):
    problems = attempt(block_loop(), {"blocks": items("number", 1, 4)})
    assert [(p.code, p.values["style"], p.values["level"]) for p in problems] == [
        ("style-without-numbering", "List Number", 4)
    ]
    body = [("Normal", "{%p for b in blocks %}"), ("Body Text", "{{ b.text }}"), ("Normal", "{%p endfor %}")]
    assert [p.code for p in attempt(body, {"blocks": items("bullet", 1, 1)})] == ["style-without-numbering"]


def test_further_paragraphs_of_an_item_take_the_style_of_their_level(fill, attempt):
    blocks = [Block("continue", text("c"), level) for level in (1, 2, 3)]
    styles = [s.get(W + "val") for s in fill(block_loop(), {"blocks": blocks}).root().iter(W + "pStyle")]
    assert styles == ["ListContinue", "ListContinue2", "ListContinue3"]
    without = {name: style for name, style in STYLES.items() if name != "List Continue 3"}
    (problem,) = attempt(block_loop(), {"blocks": blocks}, styles=without)
    assert (problem.code, problem.values["style"]) == ("style-missing", "List Continue 3")


def table(*rows: tuple[str, ...], header: tuple[str, ...] = ()) -> Table:
    def cells(row):
        return tuple((Block("paragraph", text(cell, "cell", cell)),) for cell in row)

    columns = len(rows[0])
    aligns, widths = ("left", "center", "right"), (0.5, 0.3, 0.2)
    return Table(cells(header), tuple(map(cells, rows)), aligns[:columns], widths[:columns])


def test_a_table_is_a_real_table(fill):
    made = fill(block_loop(), {"blocks": [Block("table", table=table(("1", "2", "3"), header=("A", "B", "C")))]})
    root = made.root()
    (found,) = root.iter(W + "tbl")
    assert found.find(f"{W}tblPr/{W}tblStyle").get(W + "val") == "HouseTable"
    assert [g.get(W + "w") for g in found.iter(W + "gridCol")] == ["4535", "2721", "1814"]
    assert [t.get(W + "w") for t in found.iter(W + "tcW")] == ["4535", "2721", "1814"] * 2
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found.iter(W + "tr")] == [True, False]
    assert [s.get(W + "val") for s in found.iter(W + "pStyle")] == ["TableHeading"] * 3 + ["TableText"] * 3
    assert [j.get(W + "val") for j in found.iter(W + "jc")] == ["center", "right"] * 2
    assert made.words() == ["A", "B", "C", "1", "2", "3", ""]
    assert made.origins.parts["body"][4][0].origins == (at("cell", "2"),)


def test_tables_that_follow_each_other_stay_apart(fill):
    one = Block("table", table=table(("x", "y")))
    made = fill(block_loop(), {"blocks": [one, one, Block("paragraph", text("p")), one]})
    children = [child.tag.removeprefix(W) for child in made.root().find(W + "body")]
    assert children == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    outer = fill([grid(["{{ block.table }}"])], {"block": one}).root().find(f"{W}body/{W}tbl")
    (cell,) = outer.iterfind(f"{W}tr/{W}tc")
    assert [child.tag.removeprefix(W) for child in cell] == ["tcPr", "tbl", "p"]


def test_a_table_stays_with_what_follows_when_its_paragraph_would(fill):
    keeping = paragraph("Table Text", "{{ block.table }}").replace("</w:pPr>", "<w:keepNext/></w:pPr>")
    made = fill([keeping, ("Body Text", "end")], {"block": Block("table", table=table(("1", "2"), ("3", "4")))})
    kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in made.root().iter(W + "p")]
    assert kept == [False, False, True, True, False]


def test_a_table_that_is_kept_together_keeps_every_row_but_the_last_with_the_next(fill):
    one = replace(table(("1", "2"), ("3", "4"), header=("a", "b")), together=True)
    made = fill(block_loop(), {"blocks": [Block("table", table=one), Block("paragraph", text("end"))]})
    kept = [p.find(f"{W}pPr/{W}keepNext") is not None for p in made.root().iter(W + "p")]
    assert kept == [True, True, True, True, False, False, False]


def test_width_of_a_table_follows_its_section(fill):
    landscape = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1" w:right="838" w:bottom="1"'
    landscape += ' w:left="1000" w:header="1" w:footer="1" w:gutter="0"/>'
    narrow = '<w:pgSz w:w="10000" w:h="9000"/>' + landscape.split("/>", 1)[1]
    own = f"<w:p><w:pPr><w:sectPr>{narrow}</w:sectPr></w:pPr></w:p>"
    body = [("Table Text", "{{ block.table }}"), own, ("Table Text", "{{ block.table }}")]
    made = fill(body, {"block": Block("table", table=table(("x",)))}, page=landscape)
    assert [w.get(W + "w") for w in made.root().iter(W + "tblW")] == ["8162", "15000"]


def test_cells_hold_lists_breaks_and_notes(fill):
    note = Note(((Span("in cell", (at("n"),)),),))
    cell = (*items("bullet", 1, 1, 2), *items("number", 2, 1, 1), Block("continue", text("c"), 2))
    other = (Block("paragraph", Text([Span("x"), note, Break(), Span("y")])),)
    whole = Table((), ((cell, other),), ("left", "left"), (0.5, 0.5))
    made = fill(block_loop(), {"blocks": [Block("table", table=whole)]})
    assert numbers(made.root())[:5] == [("0", "3"), ("1", "3"), ("0", "5"), ("0", "5"), None]
    assert made.words("word/footnotes.xml")[2:] == [" in cell"]
    assert made.words()[5] == "x\ny"


@pytest.mark.parametrize("text_around", ["x {{ block.table }}", "{{ block.table }}{{ a }}"])
def test_a_table_amid_text_is_a_problem(attempt, text_around):
    context = {"block": Block("table", table=table(("x",))), "a": text("A")}
    assert [p.code for p in attempt([("Body Text", text_around)], context)] == ["table-misplaced"]


def test_a_table_needs_its_styles(attempt):
    without = {name: s for name, s in STYLES.items() if name not in ("House Table", "Table Text", "Table Heading")}
    body = [("Body Text", "{{ block.table }}")]
    problems = attempt(body, {"block": Block("table", table=table(("x",)))}, styles=without)
    assert [(p.code, p.values["style"]) for p in problems] == [
        ("style-missing", "House Table"),
        ("style-missing", "Table Text"),
    ]


def noted(words: str, *notes: str) -> Text:
    parts = [Note(((Span(n, (at(n),)), Break(), Span("l", link="https://x.nl")), (Span("2"),))) for n in notes]
    return Text([Span(words, (at(words),)), *parts])


def references(root) -> list[str]:
    return [r.get(W + "id") for r in root.iter(W + "footnoteReference")]


@pytest.mark.parametrize("own", [None, {1: [("footnote text", "own one")], 7: [("footnote text", "own {{ a }}")]}])
def test_notes_are_numbered_as_they_appear(fill, own):
    ours = paragraph("Body Text", "x", NOTE_REFERENCE.format(7)) if own else ("Body Text", "x")
    body = [("Body Text", "{{ one }}"), ours, grid(["{{ two }}"]), *block_loop()]
    blocks = [Block("paragraph", noted("three", "n3", "n4"))]
    context = {"a": text("A"), "one": noted("one", "n1"), "two": noted("two", "n2"), "blocks": blocks}
    made = fill(body, context, notes=own)
    order = ["n1", *(["own A"] if own else []), "n2", "n3", "n4"]
    assert references(made.root()) == [str(i) for i in range(1, len(order) + 1)]
    notes = list(made.root("word/footnotes.xml").iter(W + "footnote"))
    assert [n.get(W + "type") for n in notes[:2]] == ["separator", "continuationSeparator"]
    assert [n.get(W + "id") for n in notes] == ["-1", "0", *references(made.root())]
    texts = ["".join(n.itertext()) for n in notes[2:]]
    assert texts == [w if w.startswith("own") else f" {w}l2" for w in order]
    assert [e.tag.removeprefix(W) for e in notes[2].iter(W + "footnoteRef", W + "pStyle", W + "rStyle")][:3] == (
        ["pStyle", "rStyle", "footnoteRef"]
    )
    settings = made.root("word/settings.xml")
    assert [n.get(W + "id") for n in settings.find(W + "footnotePr")] == ["-1", "0"]


def test_a_note_of_the_template_in_a_loop_is_a_note_each_time(fill):
    loop = [("Normal", "{%p for a in all %}"), paragraph("Body Text", "{{ a }}", NOTE_REFERENCE.format(1))]
    loop += [("Normal", "{%p endfor %}"), ("Normal", "{%p if false %}")]
    loop += [paragraph("Body Text", NOTE_REFERENCE.format(2)), ("Normal", "{%p endif %}")]
    notes = {1: [("footnote text", "each {{ b }}")], 2: [("footnote text", "never")]}
    made = fill(loop, {"all": [text("x"), text("y")], "b": text("B", "b")}, notes=notes)
    assert references(made.root()) == ["1", "2"]
    assert made.words("word/footnotes.xml")[2:] == ["each B", "each B"]
    assert [s.text for s in made.origins.parts["footnotes"][3]] == ["each ", "B"]


def test_docxtpl_rows_columns_and_merges(fill):
    row = ["{{ r }}", "{% cellbg colour %}{{ loop.index }}"]
    rows = grid(["{%tr for r in rows %}", ""], row, ["{%tr endfor %}", ""])
    assert fill([rows], {"rows": [text("a"), text("b")], "colour": 123456}).words() == ["a", "1", "b", "2"]
    columns = grid(["{%tc for r in rows %}", "{{ r }}", "{%tc endfor %}"])
    made = fill([columns], {"rows": [text(c) for c in "abcd"]})
    assert len(list(made.root().iter(W + "gridCol"))) == 4
    assert made.words() == ["a", "b", "c", "d"]


def test_ids_repeated_by_a_loop_become_unique(fill):
    mark = '<w:bookmarkStart w:id="4" w:name="m"/><w:r><w:t>{{ a }}</w:t></w:r><w:bookmarkEnd w:id="4"/>'
    loop = [("Normal", "{%p for a in all %}"), paragraph("Body Text", mark), ("Normal", "{%p endfor %}")]
    root = fill(loop, {"all": [text("x"), text("y"), text("z")]}).root()
    assert [(b.get(W + "id"), b.get(W + "name")) for b in root.iter(W + "bookmarkStart")] == [("1", "m")]
    assert [b.get(W + "id") for b in root.iter(W + "bookmarkEnd")] == ["1"]


def test_marks_of_notes_that_follow_one_another_are_parted(fill):
    """Twenty and twenty-one would read as 2021: a raised comma stands between them, and between them only."""
    made = fill(
        [("Body Text", "{{ a }}")],
        {"a": Text([*noted("x", "n1", "n2", "n3").inlines, Span("y"), *noted("", "n4").inlines])},
    )
    assert made.words()[:1] == ["x,\u00a0,\u00a0y"]
    kinds = [
        "note" if run.find(W + "footnoteReference") is not None else "".join(run.itertext())
        for run in made.root().iter(W + "r")
    ]
    assert kinds == ["x", "note", ",\u00a0", "note", ",\u00a0", "note", "y", "note"]
    style = {
        run.find(f"{W}rPr/{W}rStyle").get(W + "val")
        for run in made.root().iter(W + "r")
        if run.find(W + "rPr") is not None
    }
    assert style == {"FootnoteReference"}
