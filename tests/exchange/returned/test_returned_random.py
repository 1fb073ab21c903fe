"""Whatever is edited, in whatever order, tracked or not: each edit is told once, at its place, and nothing else is.

The edits are made on `w:p` and `w:r` by an editor that shares nothing with the code under test. What an edit must come
to is worked out from the paragraph that it was made in, before anything is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from returned_files import Editor, Sending, W, child, paragraph_of, text_of

from reporting.exchange.returned.homes import Home
from reporting.exchange.returned.receiving import Received
from reporting.exchange.returned.sides import Told

NAMES = {"document": "body", "footnotes": "footnotes", "header1": "header1", "footer1": "footer1"}
AUTHORS = ("Jansen", "De Boer", None)  # None: not tracked


@dataclass(frozen=True)
class Expected:
    """What an edit must be told as: a change of one of `kinds` in that paragraph, with `said` in its texts."""

    kinds: tuple[str, ...]
    part: str
    number: int
    said: str
    author: str | None
    spot: tuple[int, int] | None = None

    def fits(self, told: Told) -> bool:
        change = told.change
        text = change.comment.text if change.comment else change.new + change.old
        spans = [span for span in change.spans if (span.part, span.number) == (self.part, self.number)]
        exact = self.spot is None or self.spot in [(span.start, span.end) for span in spans]
        same = change.kind in self.kinds and change.tracked == (self.author is not None)
        return bool(spans) and exact and same and self.said in text and change.author == (self.author or "")


class Edit:
    """One edit of a paragraph that nobody else edits. `word`: a new word, each time another."""

    def __init__(self, editor: Editor, part: str, paragraph: etree._Element, author: str | None, at: int, word: str):
        self.editor, self.part, self.paragraph, self.author, self.word = editor, part, paragraph, author, word
        self.number = editor.number(paragraph, part)
        self.text = text_of(paragraph)
        words = [m for m in _words(self.text) if m[1] - m[0] > 2]
        self.start, self.end = words[at % len(words)]
        self.marks: list[int] = []  # where in the text marks of notes stand
        seen = 0
        for node in paragraph.iter(W + "t", W + "footnoteReference"):
            if node.tag == W + "t":
                seen += len(node.text or "")
            else:
                self.marks.append(seen)

    def expect(self, *kinds: str, said: str | None = None, spot: tuple[int, int] | None = None) -> Expected:
        return Expected(kinds, NAMES[self.part], self.number, self.word if said is None else said, self.author, spot)

    def insert(self) -> Expected:
        self.editor.insert(self.paragraph, self.start, f"{self.word} ", self.author)
        return self.expect("inserted", spot=self._spot(self.start, self.start))

    def delete(self) -> Expected:
        gone = self.text[self.start : self.end]
        self.editor.delete(self.paragraph, self.start, self.end, self.author)
        return self.expect("deleted", said=gone)

    def replace(self) -> Expected:
        self.editor.delete(self.paragraph, self.start, self.end, self.author)
        self.editor.insert(self.paragraph, self.start, self.word, self.author)
        return self.expect("replaced", spot=self._spot(self.start, self.end))

    def add_paragraph(self) -> Expected:
        new = paragraph_of(f"Nieuw is {self.word}.", self.paragraph)
        self.paragraph.addnext(new)
        if self.author is not None:
            self.editor.mark_end(self.paragraph, "ins", self.author)
            run = new.find(W + "r")
            run.addprevious(mark := self.editor.mark("ins", self.author))
            mark.append(run)
        return self.expect("inserted")

    def drop_paragraph(self) -> Expected:
        if self.author is None:
            self.paragraph.getparent().remove(self.paragraph)
        else:
            for run in list(self.paragraph.iter(W + "r")):
                self.editor.strike(run, self.author)
            self.editor.mark_end(self.paragraph, "del", self.author)
        return self.expect("deleted", said=self.text)

    def comment(self) -> Expected:
        author = self.author or "Bakker"
        self.editor.comment(self.paragraph, self.start, self.paragraph, self.end, self.word, author)
        span = self._spot(self.start, self.end)
        return Expected(("comment",), NAMES[self.part], self.number, self.word, author, span)

    def strike(self) -> Expected:
        for run in self.editor.runs(self.paragraph, self.start, self.end):
            look = child(run, "rPr", 0)
            before = deepcopy(look)
            etree.SubElement(look, W + "strike")
            if self.author is not None:
                look.append(self.editor.mark("rPrChange", self.author))
                look[-1].append(before)
        return self.expect("layout", said="")

    def _spot(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as it is compared: a mark of a note is a character, the blank before a note is none."""
        lead = len(self.text) - len(self.text.lstrip()) if self.part == "footnotes" else 0
        first = start + sum(mark <= start for mark in self.marks) - lead
        return first, first if start == end else end + sum(mark < end for mark in self.marks) - lead


def _words(text: str) -> list[tuple[int, int]]:
    found, start = [], None
    for index, character in enumerate(f"{text} "):
        if character.isalnum() and start is None:
            start = index
        elif not character.isalnum() and start is not None:
            found.append((start, index))
            start = None
    return found


TEXT: dict[str, Callable[[Edit], Expected]] = {
    "insert": Edit.insert, "delete": Edit.delete, "replace": Edit.replace, "comment": Edit.comment,
    "strike": Edit.strike,
}  # fmt: skip
WHOLE = {"add": Edit.add_paragraph, "drop": Edit.drop_paragraph}


def editable(editor: Editor, part: str) -> list[etree._Element]:
    """Paragraphs with a word in them, once: what stands in two places may be told at either."""
    texts = [text_of(paragraph) for paragraph in editor.paragraphs(part)]
    return [
        paragraph
        for paragraph, text in zip(editor.paragraphs(part), texts, strict=True)
        if texts.count(text) == 1
        and any(end - start > 2 for start, end in _words(text))
        and paragraph.find(f".//{W}hyperlink") is None
    ]


def in_table(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(W + "tc"), None) is not None


edits = st.lists(
    st.tuples(
        st.sampled_from([*TEXT, *WHOLE]),
        st.sampled_from(["document"] * 5 + ["footnotes", "header1", "footer1"]),
        st.integers(0, 200),
        st.sampled_from(AUTHORS),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda edit: (edit[1], edit[2]),
)


@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
@given(edits)
def test_every_edit_is_told_at_its_place(sending: Sending, chosen: list):
    play(sending, chosen)


def play(sending: Sending, chosen: list[tuple[str, str, int, str | None, int]]) -> None:
    """Makes the edits, and looks what is told of them."""
    editor = sending.edit()
    words = (f"zzwoord{letter}" for letter in map(_letters, count()))
    expected: list[Expected] = []
    used: set[tuple[str, int]] = set()
    for name, part, which, author, at in chosen:
        paragraphs = editable(editor, part)
        paragraph = paragraphs[which % len(paragraphs)]
        number = editor.number(paragraph, part)
        if used & {(part, number - 1), (part, number), (part, number + 1)}:
            continue  # edits of neighbours may be told as one; that they are all told, other tests show
        used.add((part, number))
        noted = paragraph.find(f".//{W}footnoteReference") is not None  # with it goes the note: two changes
        if name in WHOLE and (in_table(paragraph) or noted or part != "document"):
            name = "replace"
        if name == "comment" and part != "document":
            name = "insert"
        edit = Edit(editor, part, paragraph, author, at, next(words))
        expected.append((TEXT | WHOLE)[name](edit))
    done = sending.receive(("back.docx", editor.save()))
    assert done.problems == []
    left = list(done.told)
    for one in expected:
        found = [told for told in left if one.fits(told)]
        assert found, (
            one,
            [(t.change.kind, t.change.old, t.change.new, t.change.spans, t.change.author) for t in left],
        )
        if one.author is not None or one.kinds != (
            "layout",
        ):  # untracked looks of one name are one line, with all places
            left.remove(found[0])
        check_homes(sending, one, found[0].homes)
    others = [told.change for told in left if told.change.kind != "layout" or told.change.tracked]
    assert others == [], expected


def _letters(number: int) -> str:
    return chr(ord("a") + number // 26) + chr(ord("a") + number % 26)


def check_homes(sending: Sending, expected: Expected, homes: tuple[Home, ...]) -> None:
    """The homes are origins of that paragraph (of the nearest with any, where it has none)."""
    paragraphs = sending.sent().origins.parts[expected.part]
    places = {place for segment in paragraphs[expected.number - 1] for place in segment.origins}
    if not places:
        return
    known = {(sending.folders.shown_name(place.file), place.field) for place in places}
    assert homes, expected
    found = {(home.file, home.field) for home in homes}
    assert found & known, (expected, homes)
    assert found <= known or expected.kinds == ("layout",), (expected, homes)
    assert all(home.state == "same" for home in homes), homes
    assert all(home.line for home in homes if home.kind != "template"), homes


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("row", range(4))
def test_rows_added_and_dropped_together(row: int, tracked: bool, sending: Sending):
    """Every row of a table in turn: the one before it is dropped, and one is added behind it."""
    editor = sending.edit()
    table = next(editor.paragraph("loopt").iterancestors(W + "tbl"))
    rows = list(table.iter(W + "tr"))
    new = deepcopy(rows[row])
    for index, node in enumerate(new.iter(W + "t")):
        node.text = f"nieuw{index}"
    rows[row].addnext(new)
    gone = rows[row - 1]
    texts = " | ".join(text_of(paragraph) for paragraph in gone.iter(W + "p"))
    number = editor.number(next(gone.iter(W + "p")))
    if tracked:
        for one, mark in ((new, "ins"), (gone, "del")):
            child(one, "trPr", 0).append(editor.mark(mark))
    else:
        table.remove(gone)
    done: Received = sending.receive(("back.docx", editor.save()))
    (added,) = [told.change for told in done.told if told.change.kind == "cells-inserted"]
    (dropped,) = [told.change for told in done.told if told.change.kind == "cells-deleted"]
    assert added.new == "nieuw0 | nieuw1 | nieuw2" and dropped.old == texts
    assert dropped.spans[0].number == number and len(done.told) == 2


def test_nothing_is_told_of_files_that_only_look_otherwise(sending: Sending):
    """Every run cut in pieces of one character: the same text."""
    editor = sending.edit()
    for paragraph in editor.paragraphs():
        for at in range(len(text_of(paragraph)) - 1, 0, -1):
            editor.split(paragraph, at)
    assert sending.receive(("back.docx", editor.save())).told == []
