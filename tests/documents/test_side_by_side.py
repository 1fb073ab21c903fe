"""A text beside its translation: a row for each pair of paragraphs, and none where nobody can tell the pairs."""

from __future__ import annotations

from reporting.documents.blocks import Block, Text
from reporting.documents.side_by_side import build_rows


def blocks(*kinds: str, language: str = "nl") -> list[Block]:
    return [Block(kind, Text.plain(f"{language} {index}")) for index, kind in enumerate(kinds)]


def told(rows: list) -> list[tuple]:
    said = {True: "leads", False: ""}
    return [(*([str(b.text)[3:] for b in row[key]] for key in ("nl", "fr")), said[row["leads"]]) for row in rows]


def beside(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple]:
    return told(build_rows({"nl": blocks(*left), "fr": blocks(*right, language="fr")}))


def test_each_paragraph_has_a_row_with_its_translation():
    assert beside(("paragraph",) * 3, ("paragraph",) * 3) == [([n], [n], "") for n in "012"]


def test_a_list_stays_one_list_and_its_first_words_lead_it():
    kinds = ("paragraph", "paragraph", "bullet", "continue", "bullet", "paragraph", "table")
    listed = ["2", "3", "4"]
    assert beside(kinds, kinds) == [
        (["0"], ["0"], ""),
        (["1"], ["1"], "leads"),
        (listed, listed, ""),
        (["5"], ["5"], "leads"),
        (["6"], ["6"], ""),
    ]


def test_translations_built_otherwise_stay_in_one_row():
    whole = ["0", "1"]
    assert beside(("paragraph",) * 2, ("paragraph",)) == [(whole, ["0"], "")]
    assert beside(("paragraph", "bullet"), ("paragraph", "number")) == [(whole, whole, "")]
    assert beside(("paragraph",), ()) == [(["0"], [], "")]


def test_nothing_has_no_rows():
    assert beside((), ()) == []
