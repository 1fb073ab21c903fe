# ruff: noqa: E501 (tables of records, a case a line)
"""What only an internal copy may say: who prints it, who must not, and what a kind may ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import desk
import pytest

from reporting.documents.blocks import Block
from reporting.documents.kinds import Kind, KindFile
from reporting.documents.letter import build_letter
from reporting.documents.privacy import check_kind, check_private
from reporting.documents.showing import Showing
from reporting.model.book import Casebook
from reporting.model.packs import Letter, Pack, Section
from reporting.places import Place

OPEN = {"id": "reason", "text": {"nl": "Openbaar."}}
SECRET = {"id": "not-public", "heading": {"nl": "Eigen kop"}, "text": {"nl": "Geheim."}, "after": {"nl": "Geheim."}}
ROUTE = {"id": "route", "text": {"nl": "Nog een naam."}}
NESTED = {"id": "reason", "sections": [{"id": "not-public", "text": {"nl": "Geheim."}}]}


def book_of(documents: Mapping[str, Mapping[str, Any]], **letters: list[dict[str, Any]]) -> tuple[Pack, Casebook]:
    pack = Pack.model_validate(
        {
            "id": "top", "title": {"nl": "Top"}, "as_of": "2022-12-15", "period": {"from": "2022-01-01", "to": "2022-12-31"},
            "documents": documents,
        }
    )  # fmt: skip
    texts = {("top", f"{name}.yaml"): Letter.model_validate({"sections": found}) for name, found in letters.items()}
    places = {("pack", "top"): Place("pack.yaml")} | {("letter", f"top/{name}"): Place(name) for _, name in texts}
    return pack, Casebook(
        settings=desk.book().settings, packs={"top": pack}, letters=texts, places=places | dict(desk.book().places)
    )


def found_in(documents: Mapping[str, Mapping[str, Any]], **letters: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    pack, book = book_of(documents, **letters)
    return [(problem.code, problem.place.field) for problem in check_private(pack, book, desk.templates().kinds)]


NOTE = {"kind": "decision-note", "text": "note.yaml"}
COPIES = {"open": {**NOTE, "audience": "house"}, "whole": {**NOTE, "audience": "internal"}}
LETTER = {"kind": "kamerbrief", "audience": "house", "text": "letter.yaml"}


@pytest.mark.parametrize(
    ("documents", "note", "codes"),
    [
        (COPIES, [OPEN, SECRET, ROUTE], []),
        ({"open": COPIES["open"]}, [OPEN], []),
        ({"open": COPIES["open"]}, [OPEN, SECRET], [("private-without-copy", ("documents", "open"))]),
        ({"open": COPIES["open"]}, [OPEN, ROUTE], [("private-without-copy", ("documents", "open"))]),
        ({**COPIES, "letter": {**LETTER, "text": "note.yaml"}}, [OPEN, SECRET], [("private-elsewhere", ("documents", "letter", "text"))]),
        ({**COPIES, "letter": {**LETTER, "text": "note.yaml"}}, [OPEN], []),
        ({"whole": COPIES["whole"], "letter": {**LETTER, "text": "note.yaml", "audience": "internal"}}, [SECRET], []),
        ({"whole": COPIES["whole"]}, [NESTED], [("private-nested", ("sections", 0, "sections", 0, "id"))]),
        ({**COPIES, "letter": {**LETTER, "decision_note": "open"}}, [OPEN, SECRET], []),
        ({**COPIES, "letter": {**LETTER, "decision_note": "whole"}}, [OPEN, SECRET], [("decision-note-for-others", ("documents", "letter", "decision_note"))]),
        ({**COPIES, "letter": {**LETTER, "decision_note": "unknown"}}, [OPEN, SECRET], []),
    ],
)  # fmt: skip
def test_who_may_print_what_stays_inside(documents: dict[str, Any], note: list[dict[str, Any]], codes: list[Any]):
    assert found_in(documents, note=note, letter=[OPEN]) == codes


def test_the_same_sections_in_another_file_are_of_no_concern():
    """A letter may have a section of that id: it is the note's text that stays inside, not the word."""
    assert found_in({**COPIES, "letter": LETTER}, note=[SECRET], letter=[SECRET]) == []


@pytest.mark.parametrize("audience", ["internal", "house", "counterpart", "public", "reporter"])
def test_only_an_internal_copy_says_it(audience: str):
    blocks = build(
        {"kind": "decision-note", "audience": audience, "text": "note.yaml", "signatory": "minister"},
        [OPEN, SECRET, ROUTE],
    )
    lines = desk.outline(blocks)
    inside = audience == "internal"
    assert ("paragraph 1: Geheim." in lines) == inside
    assert not [line for line in lines if "Eigen kop" in line]
    assert ("heading 1: Paraferingsroute" in lines) == inside
    assert ("paragraph 1: Nog een naam." in lines) == inside
    assert any(block.table for block in blocks) == inside
    heading = lines.index("heading 1: Informatie die niet openbaar gemaakt kan worden")
    assert (lines[heading + 1] == "paragraph 1: Deze informatie kan niet openbaar worden gemaakt.") == (not inside)


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_a_note_has_its_headings_in_every_language(language: str):
    lines = desk.outline(
        build({"kind": "decision-note", "audience": "internal", "text": "note.yaml", "language": language}, [OPEN])
    )
    headings = [line for line in lines if line.startswith("heading 1")]
    assert len(set(headings)) == 8
    assert [line for line in lines if line.startswith("table")]


def build(document: dict[str, Any], sections: list[dict[str, Any]]) -> list[Block]:
    pack, book = book_of({"note": document}, note=sections)
    kind = desk.templates().kinds["decision-note"]
    texts = [
        text for section in sections for key in ("text", "after", "heading") for text in section.get(key, {}).values()
    ]
    scope = desk.scope_for(texts, document.get("language", "nl"))
    place = Place("pack.yaml", ("documents", "note"))
    setting = Showing(
        Section(id="x"), place, 1, pack.documents["note"], place, pack, kind, scope, kinds=desk.templates().kinds
    )
    return build_letter(book.letters["top", "note.yaml"], Place("note.yaml"), setting)


def kind_of(**said: Any) -> Kind:
    body = [{"id": "reason"}, {"id": "not-public"}]
    file = KindFile.model_validate(
        {"title": {"nl": "Nota"}, "order": 1, "audiences": ["internal", "house"], "body": body, **said}
    )
    return Kind("nota", file, Place("kind.yaml"), desk.words())


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"private": ["not-public"], "inside": ["reason"]}, []),
        ({"private": ["not-pubic"]}, [("kind-section-unknown", ("private", 0))]),
        ({"inside": ["reason", "route"]}, [("kind-section-unknown", ("inside", 1))]),
        ({"private": ["not-public"], "audiences": ["house"]}, [("private-nowhere", ("private",))]),
        ({"audiences": ["house"]}, []),
        ({"body": [{"id": "reason"}, {"id": "reason"}]}, [("duplicate-section", ("body", 1, "id"))]),
    ],
)
def test_what_a_kind_keeps_inside_is_there_and_has_a_copy(said: dict[str, Any], codes: list[Any]):
    assert [(problem.code, problem.place.field) for problem in check_kind(kind_of(**said))] == codes
