# ruff: noqa: E501 (tables of sections, a case a line)
"""Kinds with sections of their own, which the text of a document adds to."""

from __future__ import annotations

from typing import Any, get_args

import desk
import pytest

from reporting.documents.blocks import Block, Text
from reporting.documents.checking import prose_of
from reporting.documents.context import build_context
from reporting.documents.edition import Edition
from reporting.documents.kinds import Kind, KindFile
from reporting.documents.scope import Scope
from reporting.documents.series import SERIES
from reporting.documents.shows import SHOWS
from reporting.model.book import Casebook
from reporting.model.obstacles import Obstacle
from reporting.model.packs import Letter, Pack, Show
from reporting.places import Place

Data = dict[str, Any]
KIND, LETTER = Place("templates/nota/kind.yaml"), Place("packs/top/nota.yaml")
BODY: list[Data] = [
    {"id": "occasion", "heading": {"nl": "Aanleiding"}, "text": {"nl": "Dit gaat over de grens."}},
    {"id": "stand", "heading": {"nl": "Stand"}, "show": "progress", "after": {"nl": "Tot zover."}},
    {"id": "advice", "heading": {"nl": "Advies"}},
    {"id": "close", "text": {"nl": "Einde."}},
]
FERRY: Data = {
    "id": "ferry", "title": {"nl": "Veer"}, "borders": ["vl-nl"], "theme": "transport", "public": True,
    "description": {"nl": "Tekst."},
    "events": [{"kind": "submitted", "date": "2022-06-01", "by": "unknown", "text": {"nl": "Gemeld."}}],
}  # fmt: skip


def make(
    body: list[Data], sections: list[Data] | None, audience: str = "internal", **more: Any
) -> tuple[list[Block], Scope]:
    """The blocks of a document of a kind with this body, with a text of these sections; None: it has no text."""
    file = KindFile.model_validate(
        {"title": {"nl": "Nota"}, "order": 1, "audiences": ["internal", "house"], "body": body, **more}
    )
    document = {"kind": "nota", "audience": audience} | ({"text": "nota.yaml"} if sections is not None else {})
    pack = Pack.model_validate(
        {
            "id": "top", "title": {"nl": "Top"}, "as_of": "2022-12-15", "documents": {"nota": document},
            "period": {"from": "2022-01-01", "to": "2022-12-31"},
        }
    )  # fmt: skip
    letters = {("top", "nota.yaml"): Letter.model_validate({"sections": sections})} if sections is not None else {}
    places = dict(desk.book().places) | {("pack", "top"): Place("packs/top/pack.yaml")}
    places |= {("letter", "top/nota.yaml"): LETTER, ("obstacle", "ferry"): Place("obstacles/ferry.yaml")}
    book = Casebook(
        settings=desk.book().settings, sources=desk.book().sources, packs={"top": pack}, letters=letters,
        obstacles={"ferry": Obstacle.model_validate(FERRY)}, places=places,
    )  # fmt: skip
    kind = Kind("nota", file, KIND, desk.words())
    scope = Scope(book, kind.words, desk.trees(text for _, text in prose_of(book, [kind])), "nl", desk.DAY)
    context = build_context(pack, "nota", kind, {"nota": Text.plain("Nota", KIND)}, Edition("abcdef0"), scope)
    return list(context["blocks"]), scope


def lines(blocks: list[Block]) -> list[str]:
    return [line.replace("\u00a0", " ") for line in desk.outline(blocks)]


def places(block: Block) -> set[tuple[str, tuple[str | int, ...]]]:
    return {(origin.file, origin.field) for origin in block.text.origins}


OWN = "heading 1: Aanleiding|paragraph 1: Dit gaat over de grens.|heading 1: Stand|…|paragraph 1: Tot zover.|heading 1: Advies|paragraph 1: Einde."


def test_a_kind_with_a_body_needs_no_text_file():
    blocks, scope = make(BODY, None)
    found = lines(blocks)
    shown = found[3:-3]  # what the casebook shows of the progress
    assert [*found[:3], "…", *found[-3:]] == OWN.split("|")
    assert "Veer" in "".join(shown) and "Gemeld." in "".join(shown)
    assert scope.problems == []


def test_the_text_adds_to_the_section_of_its_name_and_the_kind_keeps_the_order():
    sections = [
        {"id": "advice", "text": {"nl": "Besluit nu."}, "sections": [{"id": "a", "heading": {"nl": "Onder"}, "text": {"nl": "Diep."}}]},
        {"id": "occasion", "text": {"nl": "Vorige week vroeg u."}, "after": {"nl": "Dat was het."}},
    ]  # fmt: skip
    blocks, scope = make(BODY, sections)
    found = lines(blocks)
    assert found[:4] == [
        "heading 1: Aanleiding",
        "paragraph 1: Dit gaat over de grens.",
        "paragraph 1: Vorige week vroeg u.",
        "paragraph 1: Dat was het.",
    ]
    assert found[-5:] == [
        "heading 1: Advies",
        "paragraph 1: Besluit nu.",
        "heading 2: Onder",
        "paragraph 1: Diep.",
        "paragraph 1: Einde.",
    ]
    assert scope.problems == []


def test_each_text_says_where_it_came_from():
    blocks, _ = make(BODY, [{"id": "close", "text": {"nl": "Met groet."}}])
    assert places(blocks[0]) == {(KIND.file, ("body", 0, "heading", "nl"))}
    assert places(blocks[-2]) == {(KIND.file, ("body", 3, "text", "nl"))}
    assert places(blocks[-1]) == {(LETTER.file, ("sections", 0, "text", "nl"))}


def test_a_heading_is_that_of_the_kind_and_of_the_text_where_the_kind_has_none():
    said = [
        {"id": "occasion", "heading": {"nl": "Anders"}, "text": {"nl": "Tekst."}},
        {"id": "close", "heading": {"nl": "Slot"}, "text": {"nl": "Tot ziens."}},
    ]
    found = lines(make(BODY, said)[0])
    assert "heading 1: Anders" not in found and found[0] == "heading 1: Aanleiding"
    assert found[-3:] == ["heading 1: Slot", "paragraph 1: Einde.", "paragraph 1: Tot ziens."]


def test_a_section_that_the_kind_does_not_have_is_told_of():
    blocks, scope = make(BODY, [{"id": "close", "text": {"nl": "Dag."}}, {"id": "extra", "text": {"nl": "Verdwaald."}}])
    (problem,) = scope.problems
    assert (problem.code, problem.place) == ("section-not-of-kind", LETTER / "sections" / 1 / "id")
    assert problem.values == {"id": "extra", "known": "advice, close, occasion, stand"}
    assert "paragraph 1: Dag." in lines(blocks)


def test_of_a_kind_without_a_body_every_section_of_the_text_stands_as_typed():
    sections = [{"id": "b", "text": {"nl": "Eerst."}}, {"id": "a", "heading": {"nl": "Kop"}, "text": {"nl": "Dan."}}]
    blocks, scope = make([], sections)
    assert lines(blocks) == ["paragraph 1: Eerst.", "heading 1: Kop", "paragraph 1: Dan."]
    assert scope.problems == []
    assert make([], None)[0] == []


def test_whatever_a_kind_may_ask_for_has_its_maker():
    assert set(SHOWS) == set(get_args(Show))
    each = KindFile.model_fields["each"].annotation
    assert set(SERIES) == {name for choice in get_args(each) for name in get_args(choice)}


SECRET: list[Data] = [
    {"id": "advice", "text": {"nl": "De kanarie van het stuk."}, "after": {"nl": "Nog een kanarie."},
     "sections": [{"id": "deep", "heading": {"nl": "Kanarie eronder"}, "text": {"nl": "Diepe kanarie."}}]},
]  # fmt: skip
OF_KIND: list[Data] = [
    {"id": "occasion", "text": {"nl": "Iedereen mag dit lezen."}},
    {
        "id": "advice",
        "heading": {"nl": "Niet openbaar"},
        "text": {"nl": "De kanarie van de soort."},
        "show": "progress",
    },
]
WITHHELD = "Deze informatie kan niet openbaar worden gemaakt."


@pytest.mark.parametrize("sections", [None, SECRET])
def test_what_is_private_is_withheld_from_all_but_an_internal_copy(sections: list[Data] | None):
    outside, scope = make(OF_KIND, sections, "house", private=["advice"])
    assert lines(outside) == [
        "paragraph 1: Iedereen mag dit lezen.",
        "heading 1: Niet openbaar",
        f"paragraph 1: {WITHHELD}",
    ]
    assert scope.problems == []
    within = " ".join(lines(make(OF_KIND, sections, "internal", private=["advice"])[0]))
    assert WITHHELD not in within and "De kanarie van de soort." in within and "Gemeld." in within
    told = ("De kanarie van het stuk.", "Nog een kanarie.", "Kanarie eronder", "Diepe kanarie.")
    assert all((text in within) == (sections is not None) for text in told)


def test_a_heading_of_what_is_private_is_never_that_of_the_text():
    bare = [{"id": "advice", "text": {"nl": "Iets."}}]
    named = [{"id": "advice", "heading": {"nl": "Kanarie"}, "text": {"nl": "Kanarie."}}]
    assert lines(make(bare, named, "house", private=["advice"])[0]) == [f"paragraph 1: {WITHHELD}"]


def test_what_stays_inside_is_not_even_named_outside():
    outside, scope = make(OF_KIND, SECRET, "house", inside=["advice"])
    assert lines(outside) == ["paragraph 1: Iedereen mag dit lezen."]
    assert scope.problems == []
    assert "heading 1: Niet openbaar" in lines(make(OF_KIND, SECRET, "internal", inside=["advice"])[0])
