"""Every fault that a text can have: what is typed, and the problems with their line and column."""

from __future__ import annotations

import tomllib

import desk
import pytest

from reporting.places import Place, Position
from reporting.problems import Problem, catalogue, render

NBSP = "\u00a0"
CASES: list[tuple[str, list[tuple[int, int, str]]]] = [
    ("Een zin.\n\n## Kop\n", [(3, 1, "markdown-heading")]),
    ("Een zin.\n===\n", [(1, 1, "markdown-heading")]),
    ("Een `woord`.", [(1, 5, "markdown-code")]),
    ("Een zin.\n\n    ingesprongen\n", [(3, 5, "markdown-code")]),
    ("```\nx\n", [(1, 1, "markdown-code")]),
    ("`x`{=html}", [(1, 1, "markdown-code")]),
    ("Zin.\n\n> citaat\n", [(3, 1, "markdown-quote")]),
    ("- punt\n\n  > citaat\n", [(3, 3, "markdown-quote")]),
    ("Zin.\n\n***\n", [(3, 1, "markdown-rule")]),
    ("Een <b>woord", [(1, 5, "markdown-html")]),
    ("Een <!-- stil --> woord", [(1, 5, "markdown-html")]),
    ("<div>\nx\n</div>\n", [(1, 1, "markdown-html")]),
    ("Zie ![kaart](kaart.png).", [(1, 5, "markdown-image")]),
    ("Een ~~oud~~ woord.", [(1, 5, "markdown-strikeout")]),
    ('Zie [hier](http://x.nl "titel").', [(1, 5, "markdown-link-title")]),
    ("Een [mot]{.rood} woord.", [(1, 5, "markdown-span")]),
    ("Een [mot]{lang=fr .rood} woord.", [(1, 5, "markdown-span")]),
    ("Een [mot]{lang=xx} woord.", [(1, 5, "language-unknown")]),
    ("iv. vier\nv. vijf\n", [(1, 1, "markdown-list-kind")]),
    ("A)  een\nB)  twee\n", [(1, 1, "markdown-list-kind")]),
    ("- a\n  - b\n    - c\n      - d\n", [(4, 7, "markdown-list-deep")]),
    ("- een\n-\n- drie\n", [(2, 1, "markdown-item-empty")]),
    ("1. een\n3. drie\n", [(2, 1, "markdown-list-number")]),
    ("7. een\n7. twee\n", [(2, 1, "markdown-list-number")]),
    ("01. een\n02. twee\n", [(1, 1, "markdown-list-number")]),
    ("a) een\nc) drie\n", [(2, 1, "markdown-list-number")]),
    ("Zin.\n\n  2. januari is een datum.\n", [(3, 3, "markdown-list-alone")]),
    ("1. januari is een datum.", [(1, 1, "markdown-list-alone")]),
    ("Zin met\n2. als regel.", [(2, 1, "markdown-list-swallowed")]),
    ("Zin met *nadruk\nen* dan\nb) regel.", [(3, 1, "markdown-list-swallowed")]),
    ("Zin.\n\n[bron]: http://x.nl\n", [(3, 1, "markdown-definition")]),
    ("Zie [bron].\n\n[bron]: http://x.nl\n", [(3, 1, "markdown-definition")]),
    ("- punt\n\n      [bron]: tekst\n", [(3, 7, "markdown-code")]),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", [(3, 11, "markdown-lost")]),
    ("1. x\n\n   | a |\n   |---|\n   | 1 | *twee* |\n2. y\n", [(5, 11, "markdown-lost")]),
    ("Zie [](http://x.nl).", [(1, 8, "markdown-lost")]),
    ("een\ttab", [(1, 4, "markdown-character")]),
    ("een\rregel", [(1, 4, "markdown-character")]),
    ("een\u2028regel", [(1, 4, "markdown-character")]),
    ("priv\ue000é", [(1, 5, "markdown-character")]),
    ("Een &#xE000; en &#0;", [(1, 5, "markdown-character"), (1, 17, "markdown-character")]),
    ("om\u202ekeer", [(1, 3, "markdown-character")]),
    ("Reken 2*3 en 4*5 uit.", [(1, 8, "markdown-emphasis")]),
    ("Zin\nom **on**gelijk", [(2, 4, "markdown-emphasis")]),
    ("Een ^[noot", [(1, 5, "note-open")]),
    ("Een\nzin [zie @kst-70", [(2, 5, "note-open"), (2, 10, "citation-bare")]),
    ("Zin^[noot](tussen haken)", []),
    ("Zin^[noot](haakjes) en [@kst-70](haakjes).", [(1, 6, "note-is-link"), (1, 25, "note-is-link")]),
    ("Een zin ^[] leeg.", [(1, 9, "note-empty")]),
    ("Een zin [^1].\n\n[^1]:\n", [(1, 9, "note-empty")]),
    ("Een zin.[^1]", [(1, 9, "note-without-text")]),
    ("Een *zin.\nX[^b]*", [(2, 2, "note-without-text")]),
    ("Een zin.\n\n[^1]: De noot\nover twee regels.\n", [(3, 1, "note-unused")]),
    ("Zin.[^1]\n\n[^1]: a\n[^1]: b\n", [(4, 1, "note-twice")]),
    ("Zin.^[a ^[b] c]", [(1, 9, "note-in-note")]),
    ("Zin.^[a [^1] c]\n\n[^1]: b\n", [(1, 9, "note-in-note")]),
    ("Zin. [@kst-70, p. 3[^1]]\n\n[^1]: b\n", [(1, 20, "note-in-note")]),
    ("Zin.[^1]\n\n[^1]: tekst\n\n    - punt\n", [(5, 7, "note-blocks")]),
    ("Zin.[^1]\n\n[^1]: zie [^1]\n", [(3, 11, "note-in-note")]),
    ("Zin.[^1]\n\n- [^1]: zie\n\n      en [^2]\n\n[^2]: [^1]\n", [(5, 10, "note-in-note")]),
    ("Zin. [@kst-70; p. 3]", [(1, 16, "citation-form")]),
    ("Zin. [@kst-70;]", [(1, 15, "citation-form")]),
    ("Zin. [@kst-70 @kst-72]", [(1, 7, "citation-form")]),
    ("Zie @kst-70 daarover.", [(1, 5, "citation-bare")]),
    ("Zin.\nZie [@kst-70; zie @kst-71].", [(2, 19, "unknown-citation")]),
    ("*Zin* [@nergens] en [@nergens]", [(1, 8, "unknown-citation"), (1, 22, "unknown-citation")]),
    (f"e\u0301e\u0301n{NBSP}zin [@nergens]", [(1, 12, "unknown-citation")]),
    ("# Kop\n\n<b>\n\nZin [^x] [@weg]\n", [
        (1, 1, "markdown-heading"), (3, 1, "markdown-html"), (5, 5, "note-without-text"), (5, 11, "unknown-citation"),
    ]),
]  # fmt: skip
LINES: list[tuple[str, list[tuple[int, int, str]]]] = [
    ("Een zin.\n\nNog een.", [(3, 1, "line-only")]),
    ("- een\n- twee", [(1, 1, "line-only")]),
    ("Kop\n\n| a |\n|---|\n| 1 |\n", [(3, 1, "line-only")]),
]


@pytest.fixture(scope="module", autouse=True)
def read_at_once():
    desk.trees([text for text, _ in [*CASES, *LINES]])


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[repr(text)[:40] for text, _ in CASES])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_fault_is_told_at_its_spot(text: str, expected: list[tuple[int, int, str]], language: str):
    assert desk.faults(text, language) == expected


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_a_line_is_one_paragraph(text: str, expected: list[tuple[int, int, str]]):
    assert desk.faults(text, one_line=True) == expected


def own_codes() -> list[str]:
    return list(tomllib.loads((desk.ROOT / "reporting/messages/documents.toml").read_text(encoding="utf-8")))


def test_every_fault_of_a_text_has_a_case():
    told = {code for _, expected in [*CASES, *LINES] for _, _, code in expected}
    of_texts = {
        code for code in own_codes() if code.split("-")[0] in ("markdown", "note", "citation", "language", "line")
    }
    assert of_texts - told == {"markdown-outside", "markdown-unread"}  # for what a later pandoc may call otherwise


def test_an_element_that_nobody_knows_is_told_of():
    scope = desk.scope_for(["x"])
    scope = type(scope)(
        scope.book, scope.words, {"x": [{"k": "outside", "at": [1, 1], "to": [1, 2], "what": "Figure"}]}, "nl", desk.DAY
    )
    desk.build_blocks("x", desk.PLACE, scope)
    assert [(p.code, p.values) for p in scope.problems] == [("markdown-outside", {"what": "Figure"})]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_a_fault_is_said_in_both_languages(text: str, language: str):
    scope = desk.scope_for([text])
    desk.check_text(desk.Prose(text), desk.PLACE, scope)
    for problem in scope.problems:
        said = render(problem, language, Position("letter.yaml", 3, 5))
        assert said.startswith(f"letter.yaml:3:5: {problem.severity}[{problem.code}]: ")
        assert "{" not in said or "{lang=fr}" in said


def test_a_text_that_pandoc_cannot_hold_is_told_of_alone(monkeypatch: pytest.MonkeyPatch):
    """Should a note that calls itself ever go unseen, pandoc's time is bounded, and only that text is at fault."""
    from reporting.documents import pandoc

    monkeypatch.setattr(pandoc, "find_nested_note", lambda text: None)
    monkeypatch.setattr(pandoc, "_TOGETHER", 2)
    monkeypatch.setattr(pandoc, "_ALONE", 2)
    trees = pandoc.build_trees(["goed", "x[^1]\n\n[^1]: y[^1]\n"], {})
    assert [tree[0].get("what") for tree in trees.values()] == [None, "Unread"]


def test_a_near_source_is_named():
    problem = Problem("unknown-citation", Place("x"), {"key": "kst-71", "nearest": "kst-72"})
    assert "hint: bedoelt u @kst-72?" in render(problem, "nl", Position("x"))
    assert "hint" in catalogue()["unknown-citation"]["en"]
