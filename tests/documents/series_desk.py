"""A casebook of one obstacle at the Flemish-Dutch border, to word its sheet and its reply at."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from desk import KEPT, bodies, templates
from lives import obstacle

from reporting.documents.checking import prose_of
from reporting.documents.kinds import Kind
from reporting.documents.pandoc import build_trees
from reporting.documents.scope import Scope
from reporting.model.book import Casebook
from reporting.model.packs import Document, Pack, Settings
from reporting.model.parties import Party
from reporting.model.sources import SOURCES
from reporting.places import Place

LANGUAGES = ("nl", "fr", "de", "en")
END = datetime.date(2020, 12, 31)
PARTIES = {
    "desk": ("front-office", "Grensloket"), "company": ("company", "Bedrijf"), "ministry": ("ministry", "Ministerie"),
    "flanders": ("government", "Vlaamse Regering"), "council": ("council", "Overleg"),
}  # fmt: skip


def every(words: str) -> dict[str, str]:
    """The same text in each language, told apart by its code."""
    return {language: f"{words} {language}." for language in LANGUAGES}


def event(kind: str, date: str = "2020-01-15", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "date": date, "by": "unknown", "text": every(f"Tekst van {kind}")} | more


def life(kinds: str, **more: Any) -> list[dict[str, Any]]:
    """Events a month apart, from January 2020 on; `more`: of the last one."""
    found = [event(kind, f"2020-{month:02}-15") for month, kind in enumerate(kinds.split(), 1)]
    found[-1] |= more
    return found


@cache
def parties() -> dict[str, Party]:
    return {
        key: Party.model_validate({"id": key, "kind": kind, "name": dict.fromkeys(LANGUAGES, name)})
        for key, (kind, name) in PARTIES.items()
    }


def pack(kind: str, audience: str) -> Pack:
    document = {"kind": kind, "audience": audience}
    said = {"id": "spring", "title": every("Pakket"), "as_of": str(END), "period": {"from": "2020", "to": "2020"}}
    return Pack.model_validate(said | {"documents": {"series": document}})


def book_of(*events: dict[str, Any], kind: str = "case-sheet", audience: str = "internal", **more: Any) -> Casebook:
    """The casebook with an obstacle of these events."""
    ferry = obstacle(*events, **({"title": every("Veer"), "description": every("Verhaal")} | more))
    source = SOURCES["page"].model_validate({"kind": "page", "title": every("Krant"), "date": "2020-01-01"})
    places = {("party", key): Place(f"parties/{key}.yaml") for key in parties()}
    places |= {("settings", ""): Place("casebook.yaml"), ("obstacle", "ferry"): Place("obstacles/ferry.yaml")}
    places |= {("source", "krant"): Place("sources.yaml", ("krant",)), ("pack", "spring"): Place("pack.yaml")}
    return Casebook(
        settings=Settings.model_validate({"title": {"nl": "Proef"}, "language": "nl"}),
        obstacles={"ferry": ferry},
        parties=parties(),
        sources={"krant": source},
        packs={"spring": pack(kind, audience)},
        places=places,
    )


def kind_of(name: str) -> Kind:
    return templates().kinds[name]


def scope_of(book: Casebook, kind: str, language: str = "nl", day: datetime.date = END) -> Scope:
    texts = [text for _, text in prose_of(book, ())]
    return Scope(book, kind_of(kind).words, build_trees([*texts, *bodies()], KEPT), language, day)


def document_of(book: Casebook) -> tuple[Document, Place]:
    return book.packs["spring"].documents["series"], book.place("pack", "spring") / "documents" / "series"
