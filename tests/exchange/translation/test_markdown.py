"""Words and codes to Markdown and back: whatever is typed between the codes comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.desk.texts import read_texts
from reporting.documents.pandoc import Tree
from reporting.exchange.translation.content import Code, Content, Mark, ids_of, is_nested, normal
from reporting.exchange.translation.markdown import WIDTH, write_paragraph
from reporting.exchange.translation.marking import Unmarkable
from reporting.exchange.translation.segments import Segmented, rewrite, segment_text

# A code of every role, with words before, in and after it.
CODES = {
    "1": Code("strong", "**", "**"),
    "2": Code("emph", "*", "*"),
    "3": Code("link", "[", "](https://example.org/a_b)"),
    "4": Code("span", "[", "]{lang=fr}"),
    "5": Code("note", "^[", "]"),
    "6": Code("key", "[@kst-1; @krant]"),
    "7": Code("citation", "[", "]"),
    "8": Code("key", "@kst-1"),
    "9": Code("address", "<https://example.org/c*d*>"),
    "10": Code("break", "\\\n"),
}
ADDRESSES = ("https://x.nl", "www.x.nl", "a@b.nl", "1. ", "- ", "[@kst-1]", "^[", "\\\n", "  ")
SIGNS = r"""\`*_{}[]()#+-.!|~<>&^$%@=:;,'"/?1a2) ï»’–"""
WORDS = st.text(st.sampled_from(SIGNS + "abc d e"), min_size=1, max_size=14) | st.lists(
    st.sampled_from(ADDRESSES) | st.sampled_from(SIGNS), min_size=1, max_size=5
).map("".join)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Words with codes between them, those in pairs nested; every other code at most once."""
    free = draw(st.permutations([*(set(CODES) - {"7", "8", "10"}), "pair"]))[: draw(st.integers(0, 4))]

    def some(left: list[str], depth: int) -> list[str | Mark]:
        found: list[str | Mark] = [f"w{draw(WORDS)}w "]
        while left and draw(st.booleans()):
            identifier = left.pop()
            if identifier == "pair":
                if depth:
                    continue
                inside = [Mark("open", "7"), "zie ", Mark("alone", "8"), ", p. 3", Mark("close", "7")]
            elif CODES[identifier].paired:
                if identifier in "345" and depth:  # no link in a link, no note in a note
                    continue
                inside = [Mark("open", identifier), *some(left, depth + 1), Mark("close", identifier)]
            else:
                if depth:
                    continue
                inside = [Mark("alone", identifier)]
            found += [*inside, draw(st.sampled_from((" ", ", ", ". ", "! "))), draw(WORDS)]
        return found

    return normal(some(list(free), 0), CODES)


def read(texts: list[str]) -> list[Segmented | None]:
    trees: dict[str, Tree] = {}
    read_texts(texts, trees)
    found: list[Segmented | None] = []
    for text in texts:
        try:
            found.append(segment_text(text, trees[text]))
        except Unmarkable:
            found.append(None)
    return found


def said(content: Content, codes: dict[str, Code]) -> list[object]:
    return [part if isinstance(part, str) else (part.side, codes[part.id].key) for part in content]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(contents(), st.booleans()), min_size=20, max_size=20))
def test_what_is_written_says_what_was_meant(cases: list[tuple[Content, bool]]):
    written = [write_paragraph(content, CODES, 0, wrapped, in_cell=False) for content, wrapped in cases]
    for (content, _), text, found in zip(cases, written, read(written), strict=True):
        assert found is not None and len(found.segments) == 1, (text, content)
        assert said(found.segments[0].content, dict(found.codes)) == said(content, CODES), text


@pytest.mark.parametrize(
    "words",
    [
        "1. niet een lijst", "a) niet een lijst", "(iv) niet", "- niet", "+ niet", "* niet", "# geen kop", "| a | b |",
        "> geen citaat", "=== ", "--- lijn", "~~~ code", "~~weg~~", "`code`", "*schuin*", "__vet__", "snake_case_naam",
        "2*3*4", "[@kst-1]", "^[noot]", "[^1]", "[hier](https://x.nl)", "[mot]{lang=fr}", "<b>vet</b>", "Tot 2023.",
        "&amp; &#38; &eacute;", "a\\b \\* \\", "Artikel 9. Zo.", "prijs < 5 & > 3", "wat!", "x^", "![plaatje](x.png)",
        "5 000 €",
        "zie https://x.nl/a_b", "WWW.x.nl of www.x.nl", "post@x.nl", "ftp://x.nl", "http://a.b@c.nl", "Noot^",
    ],
)  # fmt: skip
def test_words_never_become_markup(words: str):
    for wrapped in (True, False):
        (found,) = read([write_paragraph((words.strip(),), {}, 0, wrapped, in_cell=False)])
        assert found is not None and not found.codes
        assert [segment.content for segment in found.segments] == [(words.strip(),)]


def test_a_line_never_begins_with_what_would_begin_a_list():
    words = " ".join(["woord"] * 19 + ["in", "2023.", "daarna", "- en", "a)", "weer", "# zo"] * 12)
    text = write_paragraph((words,), {}, 2, wrapped=True, in_cell=False)
    assert max(map(len, text.split("\n"))) <= WIDTH + 20
    assert all(line.startswith("  ") for line in text.split("\n")[1:])
    (found,) = read(["- " + text])
    assert [segment.content for segment in found.segments] == [(words,)]


def test_a_cell_keeps_its_bars():
    table = "| a | b |\n|---|---|\n| c | d |\n"
    (text,) = read([table])
    made = rewrite(text, [None, ("x | y",), None, None], {})
    (found,) = read([made])
    assert [segment.content for segment in found.segments] == [("a",), ("x | y",), ("c",), ("d",)]


# --- what is read ----------------------------------------------------------------------------------------------------

EVERYTHING = r"""Eerste *zin* met **vet _en_ schuin**. [@kst-1]
Tweede \* regel &amp; zo ^[een *noot* met [@kst-1]]. Zie [hier](https://a.nl/x_y) en https://b.nl en <https://c.nl>.

- punt een
  gaat door
- punt [zie @kst-1, p. 3; @krant] twee

1. een

   a) diep

| kop | kop |
|-----|-----|
| c *d* | e\|f |

Met noot[^1] en [mot]{lang=fr}  
nieuw\
regel. 2 * 3 * 4 snake_case ~ ***beide*** *a **b** c* [**vet** link](u) \# zo

[^1]: De noot
    gaat door.
"""  # noqa: W291 (two blanks at the end of a line break it)


def test_a_text_falls_apart_into_paragraphs_items_cells_and_notes():
    (found,) = read([EVERYTHING])
    words = ["".join(part for part in segment.content if isinstance(part, str)) for segment in found.segments]
    assert words == [
        "Eerste zin met vet en schuin.  Tweede * regel & zo een noot met . Zie hier en  en .",
        "punt een gaat door", "punt zie , p. 3;  twee", "een", "diep", "kop", "kop", "c d", "e|f",
        "Met noot en motnieuwregel. 2 * 3 * 4 snake_case ~ beide a b c vet link # zo", "De noot gaat door.",
    ]  # fmt: skip
    roles = [code.role for code in found.codes.values()]
    assert roles == [
        "emph", "strong", "emph", "key", "note", "emph", "key", "link", "address", "address", "citation", "key", "key",
        "emph", "reference", "span", "break", "break", "emph", "strong", "emph", "strong", "link", "strong",
    ]  # fmt: skip


def test_a_text_written_anew_is_built_alike():
    (text,) = read([EVERYTHING])
    (again,) = read([rewrite(text, [segment.content for segment in text.segments], text.codes)])
    assert again.shape == text.shape
    assert [segment.content for segment in again.segments] == [segment.content for segment in text.segments]
    assert [code.key for code in again.codes.values()] == [code.key for code in text.codes.values()]


def test_what_is_left_stays_as_it_was_typed():
    (text,) = read([EVERYTHING])
    contents: list[Content | None] = [None] * len(text.segments)
    assert rewrite(text, contents, text.codes) == EVERYTHING
    contents[1] = ("point un",)
    assert rewrite(text, contents, text.codes) == EVERYTHING.replace("punt een\n  gaat door", "point un")


@pytest.mark.parametrize("text", ["# Kop", "![x](y.png)", "`code`", "> citaat", "~~weg~~", "<b>x</b>"])
def test_what_no_document_prints_is_not_taken_apart(text: str):
    assert read([text]) == [None]


def test_a_name_has_no_markup():
    found = segment_text(" *Naam* [x] ", None)
    assert [segment.content for segment in found.segments] == [("*Naam* [x]",)]
    assert rewrite(found, [("_N_",)], {}) == " _N_ "


# --- content ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (("  a\n  b ",), ("a b",)),
        (
            ("a ", Mark("open", "1"), " b ", Mark("close", "1"), " c"),
            ("a ", Mark("open", "1"), "b", Mark("close", "1"), " c"),
        ),
        (("a", Mark("open", "1"), " b", Mark("close", "1")), ("a ", Mark("open", "1"), "b", Mark("close", "1"))),
        ((Mark("open", "1"), "b ", Mark("close", "1"), "c"), (Mark("open", "1"), "b", Mark("close", "1"), " c")),
        (("a ", Mark("alone", "6"), " "), ("a ", Mark("alone", "6"))),
        (("a\u00a0", "b"), ("a\u00a0b",)),
        ((Mark("open", "9x"), " "), (Mark("open", "9x"),)),
    ],
)  # fmt: skip
def test_blanks_are_normal(given_: Content, wanted: Content):
    assert normal(given_, CODES) == wanted
    assert normal(wanted, CODES) == wanted


def test_codes_are_counted_and_nested():
    both = (Mark("open", "1"), "x", Mark("alone", "6"), Mark("close", "1"), Mark("alone", "6"))
    assert ids_of(both) == {"1": 1, "6": 2}
    assert is_nested(both, CODES)
    for wrong in (
        (Mark("open", "1"),),
        (Mark("close", "1"),),
        (Mark("open", "1"), Mark("open", "2"), Mark("close", "1"), Mark("close", "2")),
        (Mark("alone", "1"),),
        (Mark("open", "6"), Mark("close", "6")),
    ):
        assert not is_nested(wrong, CODES)
