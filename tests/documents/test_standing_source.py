"""A source that a text cites itself is not cited again behind it."""

from __future__ import annotations

import datetime

from reporting.documents.blocks import Note, Text
from reporting.documents.scope import Scope
from reporting.documents.standing import with_source
from reporting.documents.words import Words
from reporting.model.book import Casebook
from reporting.model.packs import Settings
from reporting.model.sources import Kamerstuk
from reporting.places import Place

WORDS = {"citation": {key: {"nl": key} for key in ("paper", "papers", "number", "numbers")}}


def notes(written: str) -> int:
    paper = Kamerstuk(kind="kamerstuk", dossiers=["32 851"], number="74")
    book = Casebook(
        Settings(title={"nl": "x"}, language="nl"),
        sources={"kst-1": paper, "kst-1-2": paper},
        places={("source", key): Place("sources.yaml", (key,)) for key in ("kst-1", "kst-1-2")},
    )
    scope = Scope(book, Words(((Place("words.yaml"), WORDS),)), {}, "nl", datetime.date(2023, 1, 1))
    text = with_source(Text.plain("tekst"), {"nl": written}, "kst-1", Place("a.yaml", ("events", 0)), scope)
    assert not scope.problems
    return sum(isinstance(inline, Note) for inline in text.inlines)


def test_a_source_is_cited_once() -> None:
    assert notes("Een tekst.") == 1
    assert notes("Een tekst. [@kst-1-2]") == 1
    assert notes("Een tekst. [zie @kst-1, p. 3]") == 0
