"""Which text of a document that is too long takes the most room."""

from __future__ import annotations

from reporting.output.lengths import longest_text
from reporting.output.word.origins import OriginMap, Segment
from reporting.places import Place

FERRY = Place("cases/obstacles/ferry.yaml")


def found(*segments: tuple[str, tuple[Place, ...]], about: Place | None = FERRY) -> Place:
    half = len(segments) // 2
    parts = {"body": [tuple(Segment(*one) for one in segments[:half])]}
    parts["footnotes"] = [tuple(Segment(*one) for one in segments[half:])]
    return longest_text(OriginMap(parts), about)


def test_the_field_with_the_most_characters_is_named_wherever_its_pieces_stand():
    text, title = FERRY / "events" / 2 / "text" / "nl", FERRY / "title" / "nl"
    assert found(("abc", (text.at(3, 4),)), ("abcde", (title,)), ("abc", (text.at(9, 1),))) == text


def test_fixed_words_other_records_and_what_follows_from_several_fields_do_not_count():
    title, event = FERRY / "title" / "nl", FERRY / "events" / 1
    words = Place("templates/case-sheet/kind.yaml", ("words", "what", "nl"))
    party = Place("cases/parties/ministry.yaml", ("name", "nl"))
    segments = (("w" * 40, (words,)), ("p" * 30, (party,)), ("s" * 20, (event / "kind", words)), ("t", (title,)))
    assert found(*segments) == title
    assert found(*segments[:3]) == FERRY
    assert found(*segments[:3], about=None) == words
