"""The one context that every template is filled with; `templates/README.md` lists its names for house-style owners.

What a template prints is a `Text` with its origins. Records themselves are never in it, so nothing `internal` can be.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ..model.packs import Document, Pack, Section
from ..places import Place
from .annex import build_groups
from .blocks import Block, Text
from .edition import Edition
from .items import build_item
from .kinds import Kind
from .lazy import Lazy
from .letter import build_letter
from .scope import Scope
from .series import Item
from .showing import Showing
from .signing import signer
from .standing import place_of
from .summit import build_meeting
from .wording import date_text


def build_context(
    pack: Pack,
    name: str,
    kind: Kind,
    titles: Mapping[str, Text],
    edition: Edition,
    scope: Scope,
    item: Item | None = None,
    kinds: Mapping[str, Kind] = MappingProxyType({}),
) -> Lazy:
    """The context of document `name` of a pack; of a series, of one `item` of it.

    `titles`: of every document of the pack; `kinds`: every kind by name.
    Values are worded when first used; what is wrong with them then stands in the scope's problems.
    """
    document = pack.documents[name]
    place = scope.book.place("pack", pack.id) / "documents" / name
    languages = document.languages or [scope.language]
    setting = Showing(Section(id="x"), place, 1, document, place, pack, kind, scope, titles, kinds, edition)
    _check(document, place, kind, scope)
    makers = {
        "words": lambda: scope.words.tree(scope.language),
        "in_words": lambda: {language: scope.words.tree(language) for language in languages},
        "document": lambda: _document(document, name, place, pack, titles, edition, scope),
        "pack": lambda: build_pack(pack, scope),
        "sender": lambda: _sender(document, place, scope),
        "to": lambda: _to(document, place, item, scope),
        "blocks": lambda: _blocks(setting),
        "signature": lambda: _signature(document, place, scope),
        "on_behalf_of": lambda: [
            signer(office, document.date, place / "on_behalf_of" / index, scope)
            for index, office in enumerate(document.on_behalf_of)
        ],
        "meeting": lambda: _meeting(document, edition, scope),
        "left": lambda: languages[0],
        "right": lambda: languages[1] if len(languages) > 1 else None,
        "titles": lambda: {language: title_of(document, place, kind, scope.into(language)) for language in languages},
        "as_of": lambda: {language: _as_of(pack, scope.into(language)) for language in languages},
        "groups": lambda: build_groups(document, place, languages, scope),
        "item": lambda: build_item(item, pack, scope) if item else None,
    }
    return Lazy(makers)


def build_pack(pack: Pack, scope: Scope) -> dict[str, Any]:
    """What a template sees as `pack`."""
    place = scope.book.place("pack", pack.id)
    return {
        "id": pack.id,
        "title": scope.name(pack.title, place / "title"),
        "as_of": _as_of(pack, scope),
        "period": {
            "from": scope.date(pack.period.from_, place / "period" / "from"),
            "to": scope.date(pack.period.to, place / "period" / "to"),
        },
    }


def build_mark(pack: Pack, edition: Edition, scope: Scope) -> Text | None:
    """What every page says until the text is final (`None`): of which pack and version it is, and as of when."""
    place = scope.book.place("pack", pack.id)
    if edition.final:
        return None
    told = {"pack": Text.plain(pack.id, place / "id"), "as_of": _as_of(pack, scope)}
    if edition.number is None or edition.date is None:
        return scope.word("concept_mark", version=Text.plain(edition.code, place), **told)
    date = date_text(edition.date, scope.language, place)
    return scope.word("version_mark", number=Text.plain(str(edition.number), place), date=date, **told)


def title_of(document: Document, place: Place, kind: Kind, scope: Scope) -> Text:
    """A document's own title, or its kind's."""
    if document.title:
        return scope.name(document.title, place / "title")
    return scope.name(kind.file.title, kind.place / "title")


def _as_of(pack: Pack, scope: Scope) -> Text:
    return date_text(scope.as_of, scope.language, scope.book.place("pack", pack.id) / "as_of")


def _check(document: Document, place: Place, kind: Kind, scope: Scope) -> None:
    if document.audience not in kind.file.audiences:
        allowed = ", ".join(kind.file.audiences)
        values = {"audience": document.audience, "kind": kind.name, "allowed": allowed}
        scope.warn("audience-not-allowed", place / "audience", **values)
    for need in kind.file.needs:
        if not getattr(document, need, None):
            scope.warn("document-needs", place, field=need, kind=kind.name)


def _blocks(setting: Showing) -> list[Block]:
    book, pack, text = setting.scope.book, setting.pack, setting.document.text
    letter = book.letters.get((pack.id, text or ""))
    if letter is None and not setting.kind.file.body:
        return []
    at = book.place("letter", f"{pack.id}/{text}") if letter else setting.place
    return build_letter(letter, at, setting)


def _meeting(document: Document, edition: Edition, scope: Scope) -> dict[str, Any] | None:
    meeting = scope.book.meetings.get(document.meeting or "")
    return build_meeting(meeting, document, edition.final, scope) if meeting else None


def _document(
    document: Document, name: str, place: Place, pack: Pack, titles: Mapping[str, Text], edition: Edition, scope: Scope
) -> Lazy:
    annexes = [other for other in document.annexes if other in titles]

    def number(field: str) -> Text | None:
        value = getattr(document, field)
        if value == "unknown":
            scope.warn("reference-unknown", place / field)
            return scope.blank("reference", place=place / field)
        return None if value is None else Text.plain(value, place / field)

    def date() -> Text:
        if not document.date.known:
            scope.warn("date-unknown", place / "date")
        return scope.date(document.date, place / "date")

    def authentic() -> Text | None:
        if document.authentic is None:
            return None
        return scope.word_at(place / "authentic", "language", document.authentic)

    def annex_count() -> Text:
        return Text.plain(str(len(annexes)), place / "annexes") if annexes else scope.word("annexes_none")

    return Lazy(
        {
            "id": lambda: name,
            "kind": lambda: document.kind,
            "audience": lambda: document.audience,
            "language": lambda: scope.language,
            "final": lambda: edition.final,
            "first_side": lambda: document.first_side,
            "title": lambda: titles[name],
            "subject": lambda: scope.line(document.subject, place / "subject") if document.subject else None,
            "date": date,
            "place": lambda: scope.name(document.place, place / "place") if document.place else None,
            "reference": lambda: number("reference"),
            "your_reference": lambda: number("your_reference"),
            "authentic": authentic,
            "mark": lambda: build_mark(pack, edition, scope),
            "annex_count": annex_count,
            "annexes": lambda: [
                {"title": titles[other], "number": Text.plain(str(index + 1), place / "annexes" / index)}
                for index, other in enumerate(annexes)
            ],
        }
    )


def _sender(document: Document, place: Place, scope: Scope) -> dict[str, Any] | None:
    if document.sender not in scope.book.parties:
        return None
    party, here = scope.book.parties[document.sender], scope.book.place("party", document.sender)
    address, at = party.address, here / "address"
    directorate = None
    if document.directorate in party.directorates:
        directorate = scope.name(party.directorates[document.directorate], here / "directorates" / document.directorate)

    def lines(field: str) -> list[Text]:
        return [Text.plain(text, at / field / i) for i, text in enumerate(getattr(address, field))] if address else []

    def single(field: str) -> Text | None:
        value = getattr(address, field) if address else None
        return Text.plain(value, at / field) if value else None

    return {
        "name": scope.name(party.name, here / "name"),
        "directorate": directorate,
        "visiting": lines("visiting"),
        "postal": lines("postal"),
        "website": single("website"),
        "mailbox": single("mailbox"),
    }


def _to(document: Document, place: Place, item: Item | None, scope: Scope) -> list[dict[str, Any]]:
    """Whom the document is for; a reply: whoever is told, which the records say."""
    if item and item.reply:
        field = "front_office" if item.reply.passed_on else "initiator"
        return [_addressee(item.reply.to, place_of(item.obstacle, scope) / field, scope)]
    return [_addressee(party, place / "to" / index, scope) for index, party in enumerate(document.to)]


def _addressee(party: str, place: Place, scope: Scope) -> dict[str, Any]:
    if party not in scope.book.parties:
        return {"name": scope.actor(party, place, short=False), "lines": []}
    record, here = scope.book.parties[party], scope.book.place("party", party)
    field = "addressed_as" if record.addressed_as else "name"
    postal = record.address.postal if record.address else []
    return {
        "name": scope.name(getattr(record, field), here / field),
        "lines": [Text.plain(line, here / "address" / "postal" / index) for index, line in enumerate(postal)],
    }


def _signature(document: Document, place: Place, scope: Scope) -> dict[str, Any] | None:
    return signer(document.signatory, document.date, place / "signatory", scope) if document.signatory else None
