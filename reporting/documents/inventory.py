"""What a document says of its pack: its annexes, its sign-off route, and every document, for the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from ..model.packs import Audience, Document
from ..model.values import UNKNOWN
from ..places import Place
from .blocks import Block, Text
from .kinds import Kind, Retention
from .routes import build_steps
from .scope import Scope
from .series import SERIES
from .showing import Showing
from .tables import Cell, build_table, cell
from .wording import join

ROUTE_SHARES = (0.25, 0.39, 0.18, 0.18)
INVENTORY = {"number": 0.04, "document": 0.3, "dated": 0.15, "audience": 0.13, "files": 0.19, "retention": 0.19}


def build_annexes(showing: Showing) -> Iterator[Block]:
    """The annexes of the document, numbered; the word for none."""
    scope, place = showing.scope, showing.place / "annexes"
    found = [(index, annex) for index, annex in enumerate(showing.document.annexes) if annex in showing.titles]
    if not found:
        yield Block("paragraph", scope.word("annexes_none"))
    list_id = next(scope.lists)
    for index, annex in found:
        title = showing.titles[annex]
        yield Block("number", title.look(origins=(place / index, *title.origins)), list_id=list_id)


def build_route(showing: Showing) -> Iterator[Block]:
    """Who signs off, in what order, with room to do so. The last of the kind's route is the office that signs."""
    scope, document = showing.scope, showing.document
    header = [scope.word("route_columns", name) for name in ("role", "who", "initials", "date")]
    steps = build_steps(document, showing.kind, scope.book, showing.place)
    rows: list[tuple[Cell, ...]] = []
    for step in steps:
        role = scope.word("route_consent") if step.consent else scope.word("route", step.role)
        who = Text()
        if step.office:
            who = scope.actor(step.office, step.place, short=False)
        elif step is steps[-1] and document.signatory:
            who = scope.actor(document.signatory, showing.place / "signatory", short=False)
        # The second paragraph leaves room for a hand.
        rows.append(((*cell(role), *cell()), cell(who), cell(), cell()))
    if rows:
        yield build_table(header, rows, widths=ROUTE_SHARES)


def build_inventory(showing: Showing) -> Iterator[Block]:
    """Every document of the pack: what it is, its date and reference, for whom, its files, how long it is kept."""
    scope, pack = showing.scope, showing.pack
    place = scope.book.place("pack", pack.id)
    dossiers = [Text.plain(number, place / "dossiers" / index) for index, number in enumerate(pack.dossiers)]
    said = join(dossiers, scope.language) if dossiers else _open("dossier", place / "dossiers", scope)
    name, version = Text.plain(pack.id, place / "id"), Text.plain(showing.edition.code, place)
    yield Block("paragraph", scope.word("inventory", "version", pack=name, version=version, dossiers=said))
    header = [scope.word("inventory", column) for column in INVENTORY]
    rows = [_row(index, name, showing) for index, name in enumerate(pack.documents)]
    yield build_table(header, rows, widths=tuple(INVENTORY.values()))
    bundles = [Text.plain(f"{pack.id}-{audience}.pdf", place / "documents") for audience in _bound(showing)]
    if bundles:
        files = join(bundles, scope.language)
        yield Block("paragraph", scope.word("inventory", "bundles", files=files))


def _row(index: int, name: str, showing: Showing) -> tuple[Cell, ...]:
    scope, document = showing.scope, showing.pack.documents[name]
    place = scope.book.place("pack", showing.pack.id) / "documents" / name
    kind = showing.kinds.get(document.kind)
    title = showing.titles[name] if name in showing.titles else Text.plain(name, place)
    date = place / "date"
    sort = scope.name(kind.file.title, kind.place / "title") if kind else Text.plain(document.kind, place / "kind")
    reference = (
        _open("reference", place / "reference", scope)
        if document.reference == UNKNOWN
        else Text.plain(document.reference, place / "reference")
    )
    what = [title.look(bold=True)]
    if str(sort) != str(title):
        what.append(sort)
    return (
        cell(Text.plain(str(index + 1), place)),
        cell(*what),
        cell(scope.date(document.date, date) if document.date.known else _open("date", date, scope), reference),
        cell(scope.word_at(place / "audience", "audience", document.audience)),
        cell(*_files(name, document, place, kind, showing)),
        cell(*_retention(kind, scope)),
    )


def _files(name: str, document: Document, place: Place, kind: Kind | None, showing: Showing) -> Iterator[Text]:
    """The names of the files of a document; of a series by a pattern, with how many there are."""
    scope = showing.scope
    if kind is None or kind.file.each is None:
        yield from (Text.plain(f"{name}{ending}", place) for ending in (".docx", ".pdf"))
        return
    # Its own scope: what is wrong with the series is told where the series is made.
    count = len(SERIES[kind.file.each](document, place, showing.pack, scope.anew()))
    number = Text.plain(str(count), place)
    for ending in (".docx", ".pdf"):
        files = Text.plain(f"{name}/*{ending}", place)
        yield scope.word("inventory", "series", files=files, count=number)
    yield Text.plain(f"{name}.pdf", place)


def _retention(kind: Kind | None, scope: Scope) -> Iterator[Text]:
    """The class of the selection list and the years; a marked blank for what nobody has said."""
    said = kind.file.retention if kind else UNKNOWN
    place = kind.place / "retention" if kind else Place("")
    known = isinstance(said, Retention)
    if known and said.category != UNKNOWN:
        yield Text.plain(said.category, place / "category")
    else:
        yield _open("category", place, scope)
    if known and said.years == "permanent":
        yield scope.word_at(place / "years", "inventory", "permanent")
    elif known and said.years != UNKNOWN:
        yield scope.word("inventory", "years", years=Text.plain(said.years, place / "years"))
    else:
        yield _open("years", place, scope)


def _bound(showing: Showing) -> Sequence[str]:
    """The audiences that have a combined PDF, in the order of the model."""
    found = set()
    for document in showing.pack.documents.values():
        kind = showing.kinds.get(document.kind)
        if kind is not None and kind.file.each is None:
            found.add(document.audience)
    return [audience for audience in get_args(Audience) if audience in found]


def _open(name: str, place: Place, scope: Scope) -> Text:
    """A marked blank that keeps no pack from being final: what the archive lacks can be filled in later."""
    return Text.plain(str(scope.word("blank", name)), place, language=scope.language, mark="blank")
