"""Which paragraphs say something else: taken out, put in, changed; and links, whose words are the same."""

from __future__ import annotations

from word_templates import build_docx

from reporting.exchange.signing.changed import Change, Text, find_changes
from reporting.output.word.origins import OriginMap, Segment
from reporting.places import Place

FILE = "cases/packs/spring/note.yaml"


def text(*paragraphs: str, mark: str | None = None) -> Text:
    """A Word file of these paragraphs, each from a field of its own."""
    data = build_docx([("Normal", words) for words in paragraphs], header=[("header", mark)] if mark else [])
    segments = [(Segment(words, (Place(FILE, (number,)),)),) for number, words in enumerate(paragraphs)]
    return Text(data, mark, OriginMap({"body": segments}))


def changed(before: Text, after: Text) -> list[tuple[str, str, int]]:
    return [(one.old, one.new, one.place.field[0]) for one in find_changes(before, after) if one.place]


def test_nothing_changed():
    assert find_changes(text("een", "twee"), text("een", "twee")) == []


def test_the_mark_of_its_state_is_no_change():
    assert find_changes(text("een", mark="CONCEPT 1"), text("een", mark="CONCEPT 2")) == []
    assert find_changes(text("een", mark="CONCEPT 1"), text("een")) == []


def test_put_in_taken_out_and_changed():
    assert changed(text("een", "twee", "drie"), text("een", "drie", "vier")) == [("twee", "", 1), ("", "vier", 2)]
    assert changed(text("een", "twee", "drie"), text("nul", "een", "TWEE", "drie")) == [
        ("", "nul", 0),
        ("twee", "TWEE", 2),
    ]


def test_only_what_differs_of_a_long_paragraph_is_shown():
    words = " ".join(f"w{number}" for number in range(60))
    assert changed(text(words), text(words.replace("w30", "X"))) == [
        ("… w26 w27 w28 w29 w30 w31 w32 w33 w34 …", "… w26 w27 w28 w29 X w31 w32 w33 w34 …", 0)
    ]
    (one,) = find_changes(text("x"), text("y" * 10_000))
    assert len(one.new) < 200 and one.new.endswith(" …")
    assert changed(text("a b c"), text("a b c c")) == [("a b c", "a b c c", 0)]
    assert changed(text("a a"), text("a a a")) == [("a a", "a a a", 0)]


def test_of_several_origins_the_one_that_differs():
    here, there = Place(FILE, ("een",)), Place(FILE, ("twee",))

    def two(words: str) -> Text:
        data = build_docx([("Normal", f"Vast {words}")])
        return Text(data, None, OriginMap({"body": [(Segment("Vast ", (here,)), Segment(words, (there,)))]}))

    assert find_changes(two("oud"), two("nieuw")) == [Change("Vast oud", "Vast nieuw", there, "nieuw")]


def test_what_has_no_origin_is_told_all_the_same():
    bare = Text(text("een").data, None, OriginMap())
    assert find_changes(bare, Text(text("twee").data, None, OriginMap())) == [Change("een", "twee", None)]
