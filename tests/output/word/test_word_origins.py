"""The map of origins: every word of a file leads back to its field, or to the template that holds it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import SHOWN, at, text
from word_templates import block_loop, grid

from reporting.documents.blocks import Block, Note, Span, Table, Text
from reporting.output.word import OriginMap, Segment
from reporting.places import Place


def own(part: str, number: int) -> Place:
    return Place(SHOWN, (part, f"¶{number}"))


def test_loops_keep_the_templates_own_paragraph_numbers(fill):
    body = [
        ("Title", "first"),
        ("Normal", "{%p for a in all %}"),
        ("Body Text", "Van {{ a }}:"),
        ("Normal", "{%p endfor %}"),
        grid(["x", "{{ b }}"], ["{%tr for a in all %}", ""], ["-", "{{ a }}"], ["{%tr endfor %}", ""]),
        ("Body Text", "last"),
    ]
    context = {"all": [text("1", "a", 0), text("2", "a", 1)], "b": text("B", "b")}
    parts = fill(body, context, header=[("header", "CONCEPT {{ b }}")]).origins.parts
    assert list(parts) == ["body", "footnotes", "header1"]
    assert parts["header1"] == [(Segment("CONCEPT ", (own("header1", 1),)), Segment("B", (at("b"),)))]
    assert [[(s.text, s.origins) for s in p] for p in parts["body"]] == [
        [("first", (own("body", 1),))],
        [("Van ", (own("body", 3),)), ("1", (at("a", 0),)), (":", (own("body", 3),))],
        [("Van ", (own("body", 3),)), ("2", (at("a", 1),)), (":", (own("body", 3),))],
        [("x", (own("body", 5),))],
        [("B", (at("b"),))],
        [("-", (own("body", 9),))],
        [("1", (at("a", 0),))],
        [("-", (own("body", 9),))],
        [("2", (at("a", 1),))],
        [("last", (own("body", 13),))],
    ]


@pytest.fixture
def origins(fill) -> OriginMap:
    derived = Text([Span("opgelost", (at("events", 1), at("events", 2))), Span(" per "), Span("2022", (at("as_of"),))])
    note = Note(((Span("Kamerstuk 32\u00a0851, nr.\u00a070", (at("sources", "k"),)),),))
    cells = Table((), (((Block("paragraph", Text([*text("cel", "cell").inlines, note])),),),), ("left",), (1.0,))
    blocks = [
        Block("paragraph", Text([*derived.inlines, note])),
        Block("paragraph", text("grens\u00adoverschrijdende  samen\u2011werking en grensoverschrijdende", "p")),
        Block("table", table=cells),
    ]
    return fill(block_loop(), {"blocks": blocks}).origins


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("opgelost per 2022", [("body", 1, (at("events", 1), at("events", 2), own("body", 23), at("as_of")))]),
        ("LOST per", [("body", 1, (at("events", 1), at("events", 2), own("body", 23)))]),
        ("grensoverschrijdende\nsamen-werking", [("body", 2, (at("p"),))]),
        ("grensoverschrijdende", [("body", 2, (at("p"),)), ("body", 2, (at("p"),))]),
        ("kamerstuk 32 851, nr. 70", [("footnotes", n, (at("sources", "k"),)) for n in (3, 4)]),
        ("cel", [("body", 3, (at("cell"),))]),
        ("elders", []),
        ("  ", []),
    ],
)
def test_words_are_found_where_they_stand(origins, words, found):
    assert [(f.part, f.paragraph, f.origins) for f in origins.find(words)] == found


def test_found_segments_are_cut_to_the_words(origins):
    (found,) = origins.find("lost  per 20")
    assert [s.text for s in found.segments] == ["lost", " per ", "20"]


def test_the_map_comes_back_from_json(origins):
    told = origins.to_json()
    assert OriginMap.from_json(told) == origins
    assert OriginMap.from_json(told).to_json() == told
    assert len(json.loads(told)["places"]) == len({tuple(map(str, p)) for p in json.loads(told)["places"]})


places = st.builds(
    Place,
    st.text(),
    st.lists(st.integers(0, 9) | st.text()).map(tuple),
    st.sampled_from(["value", "key"]),
    st.none() | st.tuples(st.integers(1), st.integers(1)),
    st.none() | st.tuples(st.integers(1), st.integers(1)),
)
segments = st.builds(Segment, st.text(), st.lists(places, max_size=3).map(tuple))


@given(st.dictionaries(st.text(), st.lists(st.lists(segments, max_size=3).map(tuple), max_size=3), max_size=2))
def test_every_map_comes_back_from_json(parts):
    assert OriginMap.from_json(OriginMap(parts).to_json()) == OriginMap(parts)


@pytest.mark.parametrize(
    "broken", ["", "[]", "{}", '{"places":[],"parts":{"body":[[["x",[0]]]]}}', '{"places":[],"parts":[]}']
)
def test_anything_else_is_no_map(broken):
    with pytest.raises(ValueError, match=r"not a map of origins|Expecting value"):
        OriginMap.from_json(broken)
