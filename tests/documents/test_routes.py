"""Who signs off a document: its kind's route, consents, the signatories of a meeting; and what is wrong with one."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from reporting.casebook.loading import load_casebook
from reporting.documents.kinds import Kind, KindFile
from reporting.documents.routes import build_steps, check_routes, roles_of
from reporting.model.book import Casebook
from reporting.model.packs import Document
from reporting.output.kinds import load_templates
from reporting.places import Place

ROOT = Path(__file__).parents[2]
PLACE = Place("pack.yaml", ("documents", "letter"))


@pytest.fixture(scope="module")
def book() -> Casebook:
    found = load_casebook(ROOT / "cases", "cases").casebook
    assert found is not None
    return found


@pytest.fixture(scope="module")
def templates():
    return load_templates(ROOT / "templates")[0]


def kind(*route: str, name: str = "brief") -> Kind:
    file = KindFile.model_validate({"title": {"nl": "Brief"}, "order": 1, "audiences": ["house"], "route": list(route)})
    return Kind(name, file, Place(f"templates/{name}/kind.yaml"), None)


def document(**fields) -> Document:
    return Document.model_validate({"kind": "brief", "audience": "house", **fields})


def steps(one: Document, *route: str, book: Casebook) -> list[tuple[str, int, str | None, bool]]:
    return [(step.role, step.rank, step.office, step.consent) for step in build_steps(one, kind(*route), book, PLACE)]


def test_a_kind_without_a_route_asks_nobody(book: Casebook):
    assert build_steps(document(on_behalf_of=["minister-bzk"]), kind(), book, PLACE) == []


def test_the_last_role_is_the_office_that_signs(book: Casebook):
    letter = document(signatory="minister-bzk")
    assert steps(letter, "author", "minister", book=book) == [
        ("author", 0, None, False), ("minister", 2, "minister-bzk", False),
    ]  # fmt: skip
    assert steps(document(), "author", "minister", book=book)[-1] == ("minister", 2, None, False)
    assert steps(document(signatory="unknown"), "minister", book=book) == [("minister", 1, None, False)]


def test_who_co_signs_consents_before_whoever_signs_and_in_any_order(book: Casebook):
    letter = document(
        signatory="minister-bzk",
        on_behalf_of=["minister-president-nl", "unknown", "minister-president-vl", "minister-bzk"],
    )
    found = build_steps(letter, kind("author", "minister"), book, PLACE)
    assert [(step.role, step.rank, step.consent) for step in found] == [
        ("author", 0, False), ("minister-president-nl", 1, True), ("minister-president-vl", 1, True),
        ("minister", 2, False),
    ]  # fmt: skip
    assert found[2].place == PLACE / "on_behalf_of" / 2
    assert found[0].place == Place("templates/brief/kind.yaml", ("route", 0))


def test_the_signatories_of_both_sides_sign_in_any_order(book: Casebook):
    found = build_steps(document(meeting="summit-2023-01-31"), kind("author", "signatories"), book, PLACE)
    assert [(step.role, step.rank) for step in found] == [
        ("author", 0), ("minister-president-nl", 2), ("minister-bzk", 2), ("minister-president-vl", 2),
    ]  # fmt: skip
    assert found[-1].place.file == "cases/meetings/summit-2023-01-31.yaml"
    assert found[-1].place.field == ("signatories", "vl", 0)
    assert steps(document(), "author", "signatories", book=book) == [("author", 0, None, False)]


def test_an_office_may_be_called_as_the_role_that_it_has(book: Casebook, templates):
    """In a route that ends on `minister` the office `minister` signs: one and the same."""
    pack = SimpleNamespace(id="top-2023", documents={"letter": document(signatory="minister")})
    other = SimpleNamespace(**{name: getattr(book, name) for name in ("place", "meetings", "parties", "settings")})
    other.packs, other.offices = {"top-2023": pack}, {**book.offices, "minister": None}
    assert list(check_routes(other, templates.words, [kind("author", "minister")])) == []


def test_a_role_is_one_step(book: Casebook):
    assert steps(document(), "author", "author", "head", book=book) == [
        ("author", 0, None, False), ("head", 3, None, False),
    ]  # fmt: skip


def test_every_kind_of_the_house_has_a_route_of_roles_that_have_words(book: Casebook, templates):
    assert list(check_routes(book, templates.words, templates.kinds.values())) == []
    without = {name for name, one in templates.kinds.items() if not one.file.route}
    assert without == {"agreement-table", "dossier-inventory", "replies-owed"}, "internal lists, and the inventory"
    used = {role for one in templates.kinds.values() for role in one.file.route}
    assert used - set(roles_of(templates.words, book)) == {"signatories"}


def test_what_is_wrong_is_told_where_it_stands(book: Casebook, templates):
    settings = book.settings.model_copy(
        update={"deputies": {"director": ["head", "hoofd"], "directeur": ["minister-bzk"], "minister": ["bzk"]}}
    )
    letter = document(kind="brief", on_behalf_of=["minister"], signatory="minister-bzk")
    packs = {"top-2023": SimpleNamespace(id="top-2023", documents={"letter": letter, "other": document(kind="geen")})}
    other = SimpleNamespace(**{name: getattr(book, name) for name in ("place", "meetings", "parties")})
    other.settings, other.packs, other.offices = settings, packs, {**book.offices, "minister": None}
    kinds = [kind("auteur", "signatories", "minister"), kind("signatories", name="lijst")]
    found = [
        (problem.code, problem.place.field, problem.place.on) for problem in check_routes(other, templates.words, kinds)
    ]
    assert found == [
        ("route-unknown-role", ("route", 0), "value"),
        ("route-unknown-role", ("route", 1), "value"),
        ("deputy-unknown", ("deputies", "director", 1), "value"),
        ("deputy-unknown", ("deputies", "directeur"), "key"),
        ("office-named-as-role", ("documents", "letter", "on_behalf_of", 0), "value"),
    ]
