# ruff: noqa: E501 (tables of records, a case a line)
"""The inventory of a pack: every document once, with what an archive asks, and a marked blank for what nobody said."""

from __future__ import annotations

import dataclasses
from typing import Any

import desk
import pytest

from reporting.documents.blocks import Block, Text
from reporting.documents.edition import Edition
from reporting.documents.inventory import build_annexes, build_inventory, build_route
from reporting.documents.kinds import Kind, KindFile
from reporting.documents.showing import Showing
from reporting.model.book import Casebook
from reporting.model.obstacles import Obstacle
from reporting.model.packs import Pack, Section
from reporting.places import Place

PACK = Place("pack.yaml")
DOCUMENTS = {
    "letter": {
        "kind": "brief",
        "audience": "house",
        "title": {"nl": "Voortgang"},
        "date": "2022-12-05",
        "reference": "2022-17",
    },
    "sheets": {"kind": "fiches", "audience": "internal"},
    "inventory": {"kind": "dossier-inventory", "audience": "internal"},
}
OBSTACLE = {
    "title": {"nl": "X"}, "borders": ["vl-nl"], "theme": "transport", "public": True, "description": {"nl": "Tekst."},
    "events": [{"kind": "submitted", "date": "2022-01-01", "by": "unknown", "text": {"nl": "Gemeld."}}],
}  # fmt: skip


def kind_of(name: str, **said: Any) -> Kind:
    file = {"title": {"nl": name.capitalize()}, "order": 1, "audiences": ["internal", "house"], **said}
    return Kind(name, KindFile.model_validate(file), Place(f"{name}/kind.yaml"), desk.words())


def showing(retention: Any = "unknown", obstacles: int = 0, **pack: Any) -> Showing:
    made = Pack.model_validate(
        {
            "id": "top", "title": {"nl": "Top"}, "as_of": "2022-12-15", "period": {"from": "2022-01-01", "to": "2022-12-31"},
            "documents": DOCUMENTS, **pack,
        }
    )  # fmt: skip
    own = desk.templates().kinds["dossier-inventory"]
    kinds = {
        "brief": kind_of("brief", retention=retention),
        "fiches": kind_of("fiches", each="obstacle"),
        "dossier-inventory": own,
    }
    records = {f"x-{index}": Obstacle.model_validate({"id": f"x-{index}", **OBSTACLE}) for index in range(obstacles)}
    places = {("pack", "top"): PACK} | {("obstacle", key): Place(f"{key}.yaml") for key in records}
    book = Casebook(settings=desk.book().settings, obstacles=records, packs={"top": made}, places=places)
    scope = dataclasses.replace(desk.scope_for([]), book=book, words=own.words)
    titles = {
        "letter": Text.plain("Voortgang", PACK),
        "sheets": Text.plain("Fiches", PACK),
        "inventory": Text.plain("Dossierinventaris", PACK),
    }
    document = made.documents["inventory"]
    return Showing(Section(id="x"), PACK, 1, document, PACK, made, own, scope, titles, kinds, Edition("abcdef0"))


def rows(setting: Showing) -> tuple[str, list[list[str]], str]:
    """The line above the table, its rows, the line below."""
    blocks = list(build_inventory(setting))
    assert [block.kind for block in blocks] == ["paragraph", "table", "paragraph"]
    table = blocks[1].table
    assert table and sum(table.widths) == pytest.approx(1) and len(table.header) == len(table.widths)
    return desk.looks(blocks[0].text), [[cell(one) for one in row] for row in table.rows], desk.looks(blocks[2].text)


def cell(blocks: tuple[Block, ...]) -> str:
    return " / ".join(desk.looks(block.text).replace("\u00a0", " ") for block in blocks)


def test_every_document_has_a_row():
    setting = showing({"category": "7.2", "years": "20"}, obstacles=3, dossiers=["32 851", "2022-Z-1"])
    above, table, below = rows(setting)
    assert above == "Pakket top, versie abcdef0, dossier 32 851 en 2022-Z-1."
    unknown = "⟦[categorie onbekend]⟧ / ⟦[bewaartermijn onbekend]⟧"
    assert table == [
        ["1", "**Voortgang** / Brief", "5 december 2022 / 2022-17", "Tweede Kamer", "letter.docx / letter.pdf", "7.2 / 20 jaar"],
        ["2", "**Fiches**", "⟦[datum volgt]⟧ / ⟦[kenmerk volgt]⟧", "Intern gebruik",
         "sheets/*.docx (reeks van 3) / sheets/*.pdf (reeks van 3) / sheets.pdf", unknown],
        ["3", "**Dossierinventaris**", "⟦[datum volgt]⟧ / ⟦[kenmerk volgt]⟧", "Intern gebruik", "inventory.docx / inventory.pdf", unknown],
    ]  # fmt: skip
    assert below == "Gebundeld per doelgroep: top-internal.pdf en top-house.pdf."


@pytest.mark.parametrize(
    ("retention", "said"),
    [
        ({"category": "7.2", "years": "permanent"}, "7.2 / blijvend te bewaren"),
        ({"category": "unknown", "years": "10"}, "⟦[categorie onbekend]⟧ / 10 jaar"),
        ({"category": "7.2", "years": "unknown"}, "7.2 / ⟦[bewaartermijn onbekend]⟧"),
        ("unknown", "⟦[categorie onbekend]⟧ / ⟦[bewaartermijn onbekend]⟧"),
    ],
)
def test_how_long_it_is_kept(retention: Any, said: str):
    assert rows(showing(retention))[1][0][5] == said


def test_what_the_archive_lacks_keeps_no_pack_from_being_final():
    setting = showing()
    above, _, _ = rows(setting)
    assert "⟦[dossiernummer onbekend]⟧" in above
    assert setting.scope.blanks == [] and setting.scope.problems == []


@pytest.mark.parametrize("years", ["0", "tien", "1000", "10 jaar", ""])
def test_a_period_is_a_number_of_years(years: str):
    with pytest.raises(ValueError, match="years"):
        kind_of("brief", retention={"category": "7", "years": years})


def test_annexes_are_numbered_by_their_titles():
    setting = showing()
    document = setting.document.model_copy(update={"annexes": ["sheets", "letter"]})
    blocks = list(build_annexes(dataclasses.replace(setting, document=document)))
    assert desk.outline(blocks) == ["number 1: Fiches", "number 1: Voortgang"]
    assert len({block.list_id for block in blocks}) == 1
    assert desk.outline(list(build_annexes(setting))) == ["paragraph 1: geen"]


def test_the_last_of_the_route_is_the_office_that_signs():
    note = desk.templates().kinds["decision-note"]
    setting = showing()
    document = setting.document.model_copy(update={"signatory": "minister"})
    setting = dataclasses.replace(
        setting, kind=note, document=document, scope=dataclasses.replace(setting.scope, words=note.words)
    )
    table = next(build_route(setting)).table
    assert table and len(table.rows) == len(note.file.route)
    assert [cell(row[1]) for row in table.rows] == [""] * (len(table.rows) - 1) + ["⟦[nog te bepalen]⟧"]
    assert all(cell(one) == "" for row in table.rows for one in row[2:]), "to be signed by hand"
