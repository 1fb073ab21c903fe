"""Templates that cannot serve: each fault is named at its place, none is a traceback."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from word_files import SHOWN, text, told
from word_templates import build_docx, grid, paragraph

from reporting.documents.blocks import Note, Span, Text
from reporting.output.word import Properties, load_template, render_word
from reporting.output.word import template as module
from reporting.output.word.package import LARGEST_FILE

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rezipped(data: bytes, change) -> bytes:
    """The package with `change(name, content)` for each entry (`None` leaves it out)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


GOOD = build_docx([("Body Text", "x")])


def edited(name: str, old: str, new: str) -> bytes:
    def change(found: str, content: bytes) -> bytes:
        if found != name:
            return content
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return rezipped(GOOD, change)


def bomb() -> bytes:
    return rezipped(GOOD, lambda name, content: content if name != "word/styles.xml" else b" " * (129 * 2**20))


BROKEN = {
    "empty": (b"", "template-damaged"),
    "text": (b"Geachte voorzitter", "template-damaged"),
    "cut off": (GOOD[: len(GOOD) // 2], "template-damaged"),
    "another zip": (rezipped(GOOD, lambda n, c: c if n.startswith("word") else None), "template-damaged"),
    "no document": (rezipped(GOOD, lambda n, c: None if n == "word/document.xml" else c), "template-damaged"),
    "no styles part": (rezipped(GOOD, lambda n, c: None if n == "word/styles.xml" else c), "template-damaged"),
    "no XML": (edited("word/document.xml", "</w:body>", ""), "template-damaged"),
    "entities": (
        edited("word/document.xml", "<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document'),
        "template-damaged",
    ),
    "deep": (
        edited("word/document.xml", "<w:body>", "<w:body>" + "<w:sdt>" * 5000 + "</w:sdt>" * 5000),
        "template-damaged",
    ),
    "a spreadsheet": (
        edited("[Content_Types].xml", "wordprocessingml.document.main", "spreadsheetml.sheet.main"),
        "template-damaged",
    ),
    "strict": (
        edited(
            "_rels/.rels",
            f"{OFFICE}/officeDocument",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
        ),
        "template-strict",
    ),
    "old or with a password": (b"\xd0\xcf\x11\xe0" + bytes(512), "template-protected"),
    "bomb": (bomb(), "template-too-large"),
    "too large": (bytes(LARGEST_FILE + 1), "template-too-large"),
    "macros": (
        build_docx([("Body Text", "x")], parts={"word/vbaProject.bin": ("a/b", "x/vbaProject", b"x")}),
        "template-macros",
    ),
    "chart": (
        build_docx([("Body Text", "x")], parts={"word/chart1.xml": ("a/xml", f"{OFFICE}/chart", "<c/>")}),
        "template-part",
    ),
    "our own signs": (build_docx([("Body Text", "\ufdd0")]), "template-damaged"),
}


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_serve_is_a_problem(load, data, code):
    template, problems = load(data)
    assert template is None
    assert [(p.code, p.place.file, p.is_error) for p in problems] == [(code, SHOWN, True)]
    assert told(problems)


def test_a_missing_or_locked_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for path in (tmp_path / "none.docx", tmp_path):
        template, problems = load_template(path, SHOWN)
        assert template is None and problems[0].code in ("template-unreadable", "template-locked")
        assert told(problems)

    def locked(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert [p.code for p in load_template(tmp_path / "x.docx", SHOWN)[1]] == ["template-locked"]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>', "template-revisions"),
        ('<w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>', "template-revisions"),
        ('<w:r><w:rPr><w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange></w:rPr></w:r>', "template-revisions"),
        ('<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>', "template-comments"),
    ],
)
def test_left_over_changes_and_comments_are_problems_at_their_paragraph(attempt, inside, code):
    problems = attempt([("Body Text", "x"), grid(["a", paragraph("Body Text", inside)])], header=[("header", "h")])
    assert {(p.code, p.place.field, p.values["where"]) for p in problems} == {
        (code, ("body", "¶3"), "body ¶3 [T1 R1 C2 ¶1]")
    }
    in_header = attempt([("Body Text", "x")], header=[("header", ""), paragraph("header", inside)])
    assert {(p.code, p.place.field) for p in in_header} == {(code, ("header1", "¶2"))}


TAGS = [
    (["{{ a"], 2, "DTL001"),
    (["{{ a", "}}"], 2, "DTL002"),
    (["{%p if a %}", "x"], 2, "DTL101"),
    (["x", "{%p endif %}"], 3, "DTL102"),
    (["x", "{{ a + }}"], 3, "DTL103"),
    (["x", "{{ a|upper }}"], 3, "jinja"),
    (["x", "{{ a|nothing }}"], 3, "DTL104"),
    (["x", "{%tr if a %}", "{%tr endif %}"], 3, "DTL203"),
    (["x", "lost {%p if a %}", "{%p endif %}"], 3, "DTL209"),
    (["{%p for i in a %}", "{{ a }}", "{% endfor %}"], 4, "DTL204"),
]


@pytest.mark.parametrize(("lines", "number", "rule"), TAGS)
@pytest.mark.parametrize("part", ["body", "header1"])
def test_a_fault_in_a_tag_is_named_at_its_paragraph(attempt, lines, number, rule, part):
    lines = [("Body Text", line) for line in ["first", *lines]]
    problems = attempt(lines) if part == "body" else attempt([("Body Text", "x")], header=lines)
    assert problems[0].code == "template-error"
    assert problems[0].place.field == (part, f"¶{number}")
    assert all(f"{part} ¶{number}" in line for line in told(problems[:1]))


def test_all_faults_are_told_at_once(attempt):
    body = [("Body Text", "{{ a"), ("Body Text", "x"), ("Body Text", "{%p endif %}"), grid(["{{ b|nothing }}"])]
    problems = attempt(body, header=[("header", "{{ a + }}")])
    assert {p.place.field for p in problems} >= {("body", "¶1"), ("body", "¶3"), ("header1", "¶1")}


def test_names_that_the_document_has_not_are_told_at_once(attempt):
    body = [
        ("Body Text", "{{ known }} {{ unknown }}"),
        ("Normal", "{%p if known %}"),
        ("Body Text", "{{ document.subjct }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p for x in document.lst %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p if other is defined %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p if not known %}"),
        ("Body Text", "{{ only_in_a_branch }} {{ spare|default('-') }}"),
        ("Normal", "{%p endif %}"),
        grid(["x", "{{ document.cell }}"], ["{%tr for y in nothing %}", ""], ["{%tr endfor %}", ""]),
    ]
    context = {"known": text("k"), "document": {"subject": text("s")}}
    problems = attempt(body, context, footer=[("footer", "x"), ("footer", "{{ document.foot }}")])
    assert {(p.place.field, p.values["fault"].en.split("”")[0]) for p in problems} == {
        (("body", "¶1"), "“unknown"),
        (("body", "¶3"), "“subjct"),
        (("body", "¶5"), "“lst"),
        (("body", "¶10"), "“only_in_a_branch"),
        (("body", "¶13"), "“cell"),
        (("body", "¶14"), "“nothing"),
        (("footer1", "¶2"), "“foot"),
    }
    assert "body ¶13 [T1 R1 C2 ¶1]" in " ".join(told(problems))


@pytest.mark.parametrize(
    "tag",
    ["{{ 1 / n }}", "{{ a.__class__ }}", "{{ a.__class__.__mro__ }}", "{{ a() }}", "{% for i in n %}{% endfor %}"],
)
def test_an_expression_that_fails_is_a_problem_at_its_place(attempt, tag):
    problems = attempt([("Body Text", "x"), ("Body Text", tag)], {"a": text("A"), "n": 0})
    assert [(p.code, p.place.field) for p in problems] == [("template-error", ("body", "¶2"))]


def test_tags_that_would_break_the_file_are_a_problem(attempt):
    body = [("Body Text", "{%p if a %}"), grid(["{%p else %}", "x"]), ("Body Text", "{%p endif %}")]
    assert [p.code for p in attempt(body, {"a": False})] == ["template-error"]


def test_parts_that_a_template_lacks_are_added(load, validate_docx):
    lacking = re.compile(rb'<(Override|Relationship) [^>]*(styles|numbering|settings)\.xml"[^>]*>')

    def change(name: str, content: bytes) -> bytes | None:
        return None if re.match("word/(styles|numbering|settings)", name) else lacking.sub(b"", content)

    template, problems = load(rezipped(build_docx(["<w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p>"]), change))
    assert not problems
    a = Text([Span("x", link="https://x.nl"), Span("y", mark="blank"), Note(((Span("n"),),))])
    word, problems = render_word(template, {"a": a}, Properties("T"))
    assert not problems and validate_docx(word.data) == []
    with zipfile.ZipFile(io.BytesIO(word.data)) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert re.findall('<w:name w:val="(.*?)"', styles) == (
        ["Hyperlink", "footnote reference", "Placeholder Text", "footnote text"]
    )


def test_a_template_is_read_and_compiled_once(load, monkeypatch: pytest.MonkeyPatch):
    template, problems = load(build_docx([("Body Text", "{{ a }}")], header=[("header", "{{ a }}")]))
    assert not problems
    first, _ = render_word(template, {"a": text("x")}, Properties("T"))
    monkeypatch.setattr(module.TemplateLanguage, "compile", None)
    monkeypatch.setattr(Path, "read_bytes", None)
    second, problems = render_word(template, {"a": text("x")}, Properties("T"))
    assert not problems and first.data == second.data
    other, _ = render_word(template, {"a": text("y")}, Properties("T", language="fr"))
    again, _ = render_word(template, {"a": text("x")}, Properties("T"))
    assert other.data != first.data == again.data
