"""Values printed by a template: as typed, with the template's look, never as template code."""

from __future__ import annotations

import pytest
from word_files import W, at, text, told
from word_templates import grid, paragraph, run

from reporting.documents.blocks import Block, Break, Note, Span, Table, Text
from reporting.output.word import Properties

TRAPS = [
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# note #}",
    "{% raw %}{{ a }}{% endraw %}",
    "{_{ 7*7 }_} {_% %_}",
    "a & b < c > d \" e ' f &amp; &#10; <w:t>]]>",
    "«’t “quoted” ‘x’»",
    "{{r x }} {%p if a %} {{p y }}",
    "  two  spaces  ",
    "\u00a0no\u00a0break \u2011 \u2060",
    "€ 🙂 𝔘 \ue000 \uf0b7",
]


def everywhere(value: Text) -> tuple[list, dict, dict]:
    note = Note((value.inlines,))
    table = Table((), (((Block("paragraph", value),),),), ("left",), (1.0,))
    body = [
        ("Body Text", "{{ a }}"),
        ("Body Text", "{{ noted }}"),
        ("Table Text", "{{ block.table }}"),
        grid(["{{ a }}"]),
        paragraph("Body Text", '<w:hyperlink w:anchor="x">' + run("{{ a }}") + "</w:hyperlink>"),
        paragraph("Body Text", '<w:fldSimple w:instr=" PAGE ">' + run("{{ a }}") + "</w:fldSimple>"),
    ]
    context = {"a": value, "noted": Text([*value.inlines, note]), "block": Block("table", table=table)}
    margins = {"header": [("header", "{{ a }}")], "footer": [("footer", "{{ a }}")]}
    return body, context, margins


def test_a_file_of_traps_is_valid(fill):
    body, context, margins = everywhere(text(" ".join(TRAPS)))
    fill(body, context, Properties(" ".join(TRAPS)), **margins)


@pytest.mark.parametrize("trap", TRAPS)
def test_text_prints_as_typed_everywhere(fill_unchecked, trap):
    body, context, margins = everywhere(text(trap))
    made = fill_unchecked(body, context, Properties(trap, subject=trap, author=trap), **margins)
    words = [w for w in made.words() if w]
    assert words == [trap] * 6
    assert made.words("word/header1.xml") == made.words("word/footer1.xml") == [trap]
    assert made.words("word/footnotes.xml") == ["", "", " " + trap]
    core = made.root("docProps/core.xml")
    assert [e.text for e in core if e.tag.endswith(("title", "subject", "creator"))] == [trap] * 3
    for segments in (made.origins.parts["body"][0], made.origins.parts["header1"][0]):
        assert [segment.origins for segment in segments] == [(at("title"),)]


def test_tabs_and_line_ends_become_word_elements(fill):
    made = fill([("Body Text", "{{ a }}")], {"a": text("a\tb\nc\r\nd\u00ade")})
    assert [n.tag.removeprefix(W) for n in made.root().iter(W + "r").__next__()] == (
        ["t", "tab", "t", "br", "t", "br", "t", "softHyphen", "t"]
    )
    assert made.words() == ["a\tb\nc\nd\u00ade"]


def test_runs_keep_the_look_of_the_template(fill):
    a = Text([Span("x", bold=True), Break(), Span("y", italic=True, language="fr"), Span("z", language="nl")])
    look = '<w:i/><w:color w:val="FF0000"/><w:lang w:val="en-US" w:bidi="ar-SA"/>'
    made = fill([paragraph("Body Text", run("Van {{ a }}.", look))], {"a": a})
    looks = [[(n.tag.removeprefix(W), n.get(W + "val")) for n in r.find(W + "rPr")] for r in made.root().iter(W + "r")]
    own = [("i", None), ("color", "FF0000"), ("lang", "en-US")]
    assert looks == [
        own,
        [("b", None), ("bCs", None), ("i", None), ("color", "FF0000")],
        own,
        [("i", None), ("iCs", None), ("color", "FF0000"), ("lang", "fr-FR")],
        [("i", None), ("color", "FF0000")],
        own,
    ]


def test_links_and_marked_places(fill):
    a = Text(
        [
            Span("site", (at("l"),), link="https://example.org/a b?x=1&y=é"),
            Span(" bold", (at("l"),), bold=True, link="https://example.org/a b?x=1&y=é"),
            Span("«datum»", (at("d"),), mark="blank"),
        ]
    )
    made = fill([("Body Text", "{{ a }} {{ a }}")], {"a": a}, header=[("header", "{{ a }}")])
    links = list(made.root().iter(W + "hyperlink"))
    assert [len(link) for link in links] == [2, 2]
    for part in ("document", "header1"):
        rels = made.part(f"word/_rels/{part}.xml.rels").decode()
        assert rels.count("https://example.org/a%20b?x=1&amp;y=%C3%A9") == 1
    styles = [s.get(W + "val") for s in made.root().iter(W + "rStyle")]
    assert styles == ["Hyperlink", "Hyperlink", "PlaceholderText"] * 2


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = (
    f'<w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="7"'
    f' name="p" descr="Foto: {{{{ a }}}}" title="{{{{ b }}}}"/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData'
    f' uri="{DRAWING}/picture"/></a:graphic></wp:inline></w:drawing>'
)
BOX = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="b" style="width:99pt" title="{{ a }}">'
    f"<v:textbox><w:txbxContent>{paragraph('Body Text', 'in: {{ a }}')}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)


def test_text_boxes_and_alternative_texts(fill):
    value = text('A & "B"')
    body = [
        ("Normal", "{%p for x in twice %}"),
        paragraph("Body Text", f"<w:r>{PICTURE}<w:t>{{{{ b }}}}</w:t></w:r>"),
        ("Normal", "{%p endfor %}"),
        paragraph("Body Text", BOX, "out: {{ b }}"),
    ]
    made = fill(body, {"a": value, "b": text("B", "b"), "twice": [1, 2]})
    assert made.words() == ["B", "B", "out: B", 'in: A & "B"']
    assert [s.text for s in made.origins.parts["body"][2]] == ["out: ", "B"]
    assert made.origins.parts["body"][3][1].origins == (at("title"),)
    pictures = list(made.root().iter(f"{{{DRAWING}/wordprocessingDrawing}}docPr"))
    assert [(p.get("id"), p.get("descr"), p.get("title")) for p in pictures] == [
        ("1", 'Foto: A & "B"', "B"),
        ("2", 'Foto: A & "B"', "B"),
    ]
    assert made.root().find(".//{*}shape").get("title") == 'A & "B"'


def test_a_note_in_a_text_box_or_an_alternative_text_is_a_problem(attempt):
    noted = Text([Span("x", (at("x"),)), Note(((Span("n"),),))])
    for body in ([paragraph("Body Text", BOX)], [paragraph("Body Text", f"<w:r>{PICTURE}</w:r>")]):
        problems = attempt(["<w:p/>", *body], {"a": noted, "b": text("B")})
        assert {p.code for p in problems} == {"note-misplaced"}
        assert {p.place.field[1] for p in problems} <= {"¶2", "¶3"}


def test_the_legacy_copy_of_a_text_box_goes(fill):
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    box = (
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}" xmlns:wps="{wps}"><mc:Choice Requires="wps">{PICTURE}</mc:Choice>'
        f"<mc:Fallback>{BOX.removeprefix('<w:r>').removesuffix('</w:r>')}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    made = fill([paragraph("Body Text", box, "x {{ a }}")], {"a": text("A"), "b": text("B")})
    assert made.words() == ["x A"]


def test_templates_own_words_and_numbers(fill):
    body = [
        (
            "Body Text",
            "{{ 7*7 }} {{ “bijlage” if n == 1 else ‘bijlagen’ }} {{ l|length }} {% set x='own' %}{{ x }}",
        ),
        ("Body Text", "{% for i in items %}{{ loop.index }}. {{ i }}{{ ', ' if not loop.last }}{% endfor %}"),
        ("Body Text", "{{ items|join(' & ') }} / {{ a ~ '-' ~ n ~ '<' ~ b }} / {{ blocks|join('; ', 'text') }}"),
        ("Body Text", "{{ none_given|default('niets') }} {{ items|first }} {{ items|last }} {{ d.items }}"),
        ("Body Text", "{_{ written }_} {% raw %}{{ raw }}{% endraw %}{# gone #}"),
        ("Body Text", "{% macro m(v) %}[{{ v }}]{% endmacro %}{{ m(a) }} {{ m(a) ~ b }}"),
    ]
    items = [text("één", "items", 0), text("twee", "items", 1)]
    blocks = [Block("paragraph", text("p", "p")), Block("paragraph", text("q", "q"))]
    d = {"items": text("veld", "d")}
    made = fill(
        body, {"a": text("A", "a"), "b": text("B", "b"), "n": 2, "l": items, "items": items, "blocks": blocks, "d": d}
    )
    assert made.words() == [
        "49 bijlagen 2 own",
        "1. één, 2. twee",
        "één & twee / A-2<B / p; q",
        "niets één twee veld",
        "{{ written }} {{ raw }}",
        "[A] [A]B",
    ]
    here = made.origins.parts["body"]
    assert [(s.text, s.origins[0].field) for s in here[2]] == [
        ("één", ("items", 0)),
        (" & ", ("body", "¶3")),
        ("twee", ("items", 1)),
        (" / ", ("body", "¶3")),
        ("A", ("a",)),
        ("-2<", ("body", "¶3")),
        ("B", ("b",)),
        (" / ", ("body", "¶3")),
        ("p", ("p",)),
        ("; ", ("body", "¶3")),
        ("q", ("q",)),
    ]


@pytest.mark.parametrize(
    "tag",
    ["{{ plain }}", "{{ a.upper() }}", "{{ a + a }}", "{{ a ~ plain }}", "{{ a[0] }}", "{{ 'x %s'|default(a) % a }}"],
)
def test_a_value_without_origin_is_a_problem_at_its_place(attempt, tag):
    problems = attempt([("Body Text", "x"), grid(["", tag])], {"a": text("A"), "plain": "kind"})
    assert [(p.code, p.place.file, p.place.field) for p in problems] == [
        ("value-without-origin", "templates/letter/document.docx", ("body", "¶3"))
    ]
    assert "body ¶3 [T1 R1 C2 ¶1]" in told(problems)[0]


@pytest.mark.parametrize(("tag", "kind"), [("{{ yes }}", "True"), ("{{ none }}", "None"), ("{{ items }}", "list")])
def test_a_value_that_is_no_text_is_a_problem(attempt, tag, kind):
    problems = attempt([("Body Text", tag)], {"yes": True, "none": None, "items": [1]})
    assert [(p.code, p.values["kind"]) for p in problems] == [("value-not-text", kind)]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\ufdd0", "\uffff", "\ud800"])
def test_an_unprintable_character_is_a_problem_at_its_origin(attempt, character):
    problems = attempt([("Body Text", "{{ a }}")], {"a": text(f"x{character}0y\ufdd1", "events", 2)})
    assert ("unprintable-character", at("events", 2)) in [(p.code, p.place) for p in problems]


INSTRUCTION = '<w:r><w:instrText>HYPERLINK "{{ a }}"</w:instrText></w:r>'


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ([paragraph("Body Text", INSTRUCTION)], 2),
        (['<w:p><w:pPr><w:pStyle w:val="{{ a }}"/></w:pPr></w:p>'], 2),
        ([paragraph("Body Text", '<w:fldSimple w:instr=" REF {{ a }} "/>')], 2),
        ([grid(["y", "{% cellbg a %}x"])], 3),
    ],
)
def test_a_value_in_an_impossible_place_is_a_problem(attempt, body, number):
    problems = attempt(["<w:p/>", *body], {"a": text('A" \\o')})
    assert [(p.code, p.place.field, p.values["text"]) for p in problems] == [
        ("value-misplaced", ("body", f"¶{number}"), 'A" \\o')
    ]


def test_a_field_code_takes_the_name_of_a_bookmark(fill):
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF {{ a }} \\h </w:instrText></w:r>'
    code += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    code += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for value in ("doc_letter", text("doc_letter")):
        made = fill([paragraph("Body Text", code)], {"a": value})
        assert [node.text for node in made.root().iter(W + "instrText")] == [" PAGEREF doc_letter \\h "]


@pytest.mark.parametrize("tag", ["{{r a }}", "{{p 7 }}"])
def test_docxtpls_raw_tags_are_a_problem(attempt, tag):
    problems = attempt([("Body Text", "x"), ("Body Text", tag)], {"a": text("A")})
    assert [(p.code, p.place.field) for p in problems] == [("template-error", ("body", "¶2"))]


def test_notes_stand_in_the_body_only(attempt):
    noted = Text([Span("x", (at("x"),)), Note(((Span("n"),),))])
    for template in ({"header": [("header", "{{ a }}")]}, {"footer": [("footer", "{{ a }}")]}):
        (problem,) = attempt([("Body Text", "")], {"a": noted}, **template)
        assert problem.code == "note-misplaced" and problem.place.field[1] == "¶1"


def test_a_link_in_a_link_is_a_problem(attempt):
    body = [paragraph("Body Text", '<w:hyperlink w:anchor="x">' + run("{{ a }}") + "</w:hyperlink>")]
    assert [p.code for p in attempt(body, {"a": Text([Span("x", link="https://x.nl")])})] == ["link-in-link"]


def test_tags_that_word_has_split_over_runs(fill):
    body = [
        paragraph("Body Text", run("{"), run("{ a", "<w:b/>"), '<w:proofErr w:type="gramEnd"/>', run(" }"), run("}!")),
        paragraph("Body Text", run("{%p if"), run(" a %"), run("}", "<w:b/>")),
        paragraph("Body Text", "yes"),
        paragraph("Body Text", run("{%p end"), run("if %}")),
    ]
    assert fill(body, {"a": text("A")}).words() == ["A!", "yes"]
