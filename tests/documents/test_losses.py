# ruff: noqa: E501 (tables of texts and records, a case a line)
"""Whatever is typed: no exception, and every letter and digit comes out in order, or a problem says which does not."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import normalize

import desk
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reporting.documents.blocks import Block, Break, Note, Span, Text

CALM = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(CALM, max_examples=15)


def letters(words: str) -> str:
    """What must not be lost: letters, digits and other signs, without blanks and punctuation of ASCII."""
    return "".join(c for c in words if c.isalnum() or (c > "~" and not c.isspace()))


def words_of(text: Text) -> str:
    """All characters in reading order, a note's where it stands."""
    found = []
    for inline in text.inlines:
        if isinstance(inline, Span):
            found.append(inline.text)
        elif isinstance(inline, Break):
            found.append("\n")
        else:
            assert isinstance(inline, Note)
            found.extend(words_of(Text(paragraph)) for paragraph in inline.paragraphs)
    return "".join(found)


def texts_of(blocks: list[Block]) -> list[Text]:
    found = []
    for block in blocks:
        if block.table:
            for row in (block.table.header, *block.table.rows):
                for cell in row:
                    found += texts_of(list(cell))
        else:
            found.append(block.text)
    return found


# --- Texts of the subset, made from a tree, so that it is known what must come out

PLAIN = st.text("abcdefgz éß漢字0123456789", min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
ESCAPED = st.sampled_from(
    ["\\*", "\\[", "\\_", "\\\\", "\\@", "\\<", "&", "€", "§", "\u00a0", "'", "“", "{{ 7 }}", "%"]
)


LOOKS = ("emph", "strong", "span", "link")


@st.composite
def runs(draw: st.DrawFn, depth: int = 2, notes: bool = True) -> tuple[str, str]:
    """A run of text: its Markdown, and the same with its look written out as `desk.looks` does."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        kinds = ["plain", "plain", "escaped", *(LOOKS if depth else ()), *(("note", "break") if notes else ())]
        kind = draw(st.sampled_from(kinds))
        if kind == "plain":
            words = "w" + draw(PLAIN) + "w"
            parts.append((words, words))
        elif kind == "escaped":
            sign = draw(ESCAPED)
            parts.append((sign, sign.removeprefix("\\")))
        elif kind == "break":
            parts.append(("w\\\nw", "w⏎w"))
        elif kind == "note":
            inner, shown = draw(runs(depth=0, notes=False))
            parts.append((f"^[n {inner}]", f"((n {shown}))"))
        else:
            inner = "w" + draw(PLAIN) + "w"
            parts.append(
                {
                    "emph": (f"*{inner}*", f"*{inner}*"),
                    "strong": (f"**{inner}**", f"**{inner}**"),
                    "span": (f"[{inner}]{{lang=fr}}", f"{{fr:{inner}}}"),
                    "link": (f"[{inner}](http://x.nl/y)", f"<{inner}|http://x.nl/y>"),
                }[kind]
            )
    return " ".join(part for part, _ in parts), " ".join(look for _, look in parts)


def tidy(shown: str) -> str:
    """A note's number follows the word before it without a blank."""
    return re.sub(r" +\(\(", "((", shown)


@st.composite
def documents(draw: st.DrawFn, level: int = 0) -> tuple[list[str], list[str]]:
    """Lines of Markdown and the outline that they must become."""
    lines: list[str] = []
    outline: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["para", "table", *(["number", "letter", "bullet"] if level < 3 else [])]))
        if kind == "para":
            markdown, shown = draw(runs())
            lines += ["Zo " + line if not index else line for index, line in enumerate(markdown.split("\n"))] + [""]
            outline.append(f"paragraph 1: {tidy('Zo ' + shown)}")
        elif kind == "table":
            rows = [[draw(PLAIN), draw(PLAIN)] for _ in range(draw(st.integers(2, 3)))]
            table = [f"| {left} | {right} |" for left, right in rows]
            lines += [table[0], "|---|---|", *table[1:], ""]
            outline.append("table: " + " / ".join(" | ".join(row) for row in rows))
        else:
            lines += ["Dan:", ""]
            outline.append("paragraph 1: Dan:")
            for item in range(draw(st.integers(2, 3))):
                sign = {"number": f"{item + 1}. ", "letter": f"{'abc'[item]}) ", "bullet": "- "}[kind]
                markdown, shown = draw(runs())
                inner_lines, inner = draw(documents(level=level + 1)) if draw(st.booleans()) and level < 2 else ([], [])
                body = [*("Zo " + markdown).split("\n"), "", *inner_lines]
                lines += [
                    (sign if not index else " " * len(sign)) + line if line else "" for index, line in enumerate(body)
                ]
                if lines[-1]:
                    lines.append("")
                outline.append(f"{kind} {level + 1}: {tidy('Zo ' + shown)}")
                outline += [deeper(line, level + 1) for line in inner]
            lines += ["Dat was het.", ""]
            outline.append("paragraph 1: Dat was het.")
    return lines, outline


def deeper(line: str, level: int) -> str:
    return line.replace("paragraph 1:", f"continue {level}:", 1) if line.startswith("paragraph 1:") else line


@given(st.lists(documents(), min_size=3, max_size=6))
@FEW
def test_a_text_of_the_subset_comes_out_as_it_was_meant(made: list[tuple[list[str], list[str]]]):
    desk.trees(["\n".join(lines) for lines, _ in made])
    for lines, expected in made:
        text = "\n".join(lines)
        assert desk.outline(desk.read(text)) == expected, text
        assert desk.faults(text) == []


# --- Any text at all

MARKS = [
    "\n", "\n\n", "\n   ", "\n    ", "  \n", "\\\n", "\\", " ", " ", "*", "**", "_", "`", "```\n", "[", "]", "(", ")", "](", "^[", "[^1]",
    "\n\n[^1]: ", "\n[^1]:\n    ", "[^2]", "[a]: ", "\n[r]: http://x.nl ", "[r]", "[@", "@kst-70", "@nop", ";", "- ", "\n- ", "\n+ ",
    "\n1. ", "\n2) ", "\na) ", "\n(b) ", "\niv. ", "\n# ", "\n===\n", "\n---\n", "***\n", "> ", "\n| a | b |\n|---|---|\n", "| ", " |", "|x",
    "<b>", "<!-- ", " -->", "<http://x.nl/q>", "http://y.nl/z?a=b", "www.z.nl", "a@b.nl", "![i](u)", '(u "t")', "](http://l.nl)", "{lang=fr}",
    "{.x}", "{=html}", "~~", "~", "^", "&amp;", "&#65;", "&#xE000;", "&nbsp;", "&foo;", "$x$", "%", "{{ 7*7 }}", "\u200b", "\u00a0", "é", "e\u0301",
    "漢", "😀", "\ufb01", "\t", ":::\n", "<div>\n", "\n  ", "*[x]: ", "::", "…", "'", '"', "--", "5", "12", "woord", "Aa", "zin",
]  # fmt: skip
WILD = st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=14).map("".join)


def check_nothing_lost(text: str) -> None:
    if not text.strip():
        return
    scope = desk.scope_for([text])
    desk.check_text(desk.Prose(text), desk.PLACE, scope)
    if any(problem.is_error for problem in scope.problems):
        return
    found = texts_of(desk.build_blocks(text, desk.PLACE, desk.scope_for([text])))
    came_out = letters("".join(map(words_of, found)))
    # A citation prints its source; a note's label is markup.
    bare = re.sub(r"\[[^\[\]]*@kst-70[^\[\]]*\](?!\()|\[\^\w+\]:?", " ", text)
    # Markup of the subset: the markers of lists, the addresses of links, languages; notes stand elsewhere in the source.
    # An entity is read as its character, but not where it is escaped or in an address: both ways are right.
    wanted = re.sub(r"\]\([^)\s]*\)|\{lang=\w+\}|&#?\w+;", " ", bare)
    wanted = re.sub(r"(?m)^(?:\s*(?:\(?(?:\d+|\w)[.)]|[-+*]) )+", " ", wanted)
    missing = Counter(letters(normalize("NFC", wanted))) - Counter(came_out)
    assert not missing, (text, came_out, missing)
    if "[^" not in text:  # the texts of notes stand elsewhere in the source
        rest = iter(came_out)
        assert all(character in rest for character in letters(normalize("NFC", wanted))), (text, came_out)


@given(st.lists(WILD, min_size=30, max_size=60))
@CALM
@example(
    [
        "| a |\n|---|\n| 1 | 2 |",
        "[](http://x.nl)",
        "[^1]: kwijt",
        "x[^1]\n\n[^1]: a\n[^1]: b",
        "[r]: http://x.nl",
        "- a\n\n      [r]: x",
    ]
)
def test_nothing_is_lost_in_silence(texts: list[str]):
    desk.trees([text for text in texts if text.strip()])
    for text in texts:
        check_nothing_lost(text)


@given(st.lists(st.text(max_size=40), min_size=30, max_size=60))
@FEW
def test_any_characters_at_all(texts: list[str]):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    desk.trees([text for text in texts if text.strip()])
    for text in texts:
        check_nothing_lost(text)
