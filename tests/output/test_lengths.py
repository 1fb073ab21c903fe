"""Which text of a document that is too long takes the most room."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn
from word_templates import build_docx

from reporting.output.lengths import longest_text
from reporting.output.word.origins import OriginMap, Segment
from reporting.output.word.sizes import sizes_of
from reporting.places import Place

SIZE = "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "sz"))
FERRY = Place("cases/obstacles/ferry.yaml")


def found(*segments: tuple[str, tuple[Place, ...]], about: Place | None = FERRY, size: float = 9.0) -> Place:
    half = len(segments) // 2
    parts = {"body": [tuple(Segment(*one) for one in segments[:half])]}
    parts["footnotes"] = [tuple(Segment(*one) for one in segments[half:])]
    return longest_text(OriginMap(parts), {"body": [size], "footnotes": [9.0]}, about)


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


def test_large_letters_take_more_room():
    title, text = FERRY / "title" / "nl", FERRY / "description" / "nl"
    segments = (("t" * 50, (title,)), ("d" * 80, (text,)))
    assert found(*segments) == text
    assert found(*segments, size=12.0) == title


def test_the_size_of_a_paragraph_is_that_of_its_style_or_of_one_it_is_based_on():
    body = [("Title", "Titel"), ("Body Text", "Tekst"), ("List Bullet", "Punt")]
    data = build_docx(body, notes={1: [("footnote text", "Noot")]})
    sizes = sizes_of(data)
    styles = docx.Document(io.BytesIO(data)).styles
    wanted = []
    for name in ("Title", "Body Text", "List Bullet"):
        style = styles[name]
        while style is not None and style.font.size is None:
            style = style.base_style
        wanted.append(style.font.size.pt if style else styles.element.find(SIZE).val.pt)
    assert sizes["body"] == wanted and len(set(wanted)) > 1
    assert len(sizes["footnotes"]) >= 1
