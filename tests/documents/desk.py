# ruff: noqa: E501 (tables of texts and records, a case a line)
"""A desk to word texts at: a small casebook of sources, the house's own words, pandoc asked once for many texts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from reporting.documents.blocks import Block, Break, Note, Span, Text
from reporting.documents.checking import check_text, prose_of
from reporting.documents.pandoc import Tree, build_trees
from reporting.documents.prose import build_blocks, build_line
from reporting.documents.scope import Scope
from reporting.documents.words import Words
from reporting.model.book import Casebook
from reporting.model.packs import Settings
from reporting.model.sources import SOURCES
from reporting.model.values import Line, Prose
from reporting.output.kinds import Templates, load_templates
from reporting.places import Place

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2022, 12, 15)
PLACE = Place("letter.yaml", ("text", "nl"))
KEPT: dict[str, Tree] = {}

SOURCES_DATA: dict[str, dict[str, Any]] = {
    "kst-70": {"kind": "kamerstuk", "dossiers": ["32 851"], "number": "70"},
    "kst-72": {"kind": "kamerstuk", "dossiers": ["32 851"], "number": "72"},
    "kst-74": {"kind": "kamerstuk", "dossiers": ["32 851"], "number": "74"},
    "kst-two": {"kind": "kamerstuk", "dossiers": ["22 112", "21 501-31"], "number": "3437"},
    "kst-vii": {"kind": "kamerstuk", "dossiers": ["36 200 VII"], "number": "33"},
    "kst-senate": {"kind": "kamerstuk", "dossiers": ["35 714"], "number": "K"},
    "kst-senate-l": {"kind": "kamerstuk", "dossiers": ["35 714"], "number": "L"},
    "kst-unknown": {"kind": "kamerstuk", "dossiers": ["32 851"], "number": "unknown"},
    "kst-titled": {
        "kind": "kamerstuk", "dossiers": ["32 851"], "number": "75", "show_title": True,
        "title": {"nl": "De *stand* van zaken", "fr": "L’état des choses"},
    },
    "trb": {"kind": "trb", "year": "2008", "number": "135"},
    "com": {"kind": "com", "year": "2017", "number": "534", "version": "final/2", "title": {"nl": "Groei in grensregio’s"}},
    "com-bare": {"kind": "com", "year": "2017", "number": "534"},
    "page": {
        "kind": "page", "publisher": "North Sea Port", "date": "2022-06-01", "url": "https://example.org/a_b",
        "title": {"nl": "Over ons", "de": "Über uns"},
    },
    "page-plain": {"kind": "page", "title": {"nl": "Een gesprek"}},
}  # fmt: skip


@cache
def templates() -> Templates:
    found, problems = load_templates(ROOT / "templates")
    assert not problems
    return found


def words() -> Words:
    return templates().words


@cache
def book() -> Casebook:
    settings = Settings.model_validate({"title": {"nl": "Proef"}, "language": "nl"})
    sources = {key: SOURCES[data["kind"]].model_validate(data) for key, data in SOURCES_DATA.items()}
    places = {("settings", ""): Place("casebook.yaml")}
    places |= {("source", key): Place("sources.yaml", (key,)) for key in sources}
    return Casebook(settings=settings, sources=sources, places=places)


def titles() -> list[str]:
    """The texts of the sources themselves, which citations print."""
    return [text for source in book().sources.values() for text in (source.title or {}).values()]


def trees(texts: Iterable[str]) -> dict[str, Tree]:
    return build_trees([*texts, *titles(), *bodies()], KEPT)


def bodies() -> list[str]:
    """The texts of the fixed sections of every kind."""
    return [text for _, text in prose_of(book(), templates().kinds.values())]


def scope_for(texts: Iterable[str], language: str = "nl") -> Scope:
    return Scope(book(), words(), trees(texts), language, DAY)


def read(text: str, language: str = "nl") -> list[Block]:
    """The blocks of a text; it must have no fault."""
    scope = scope_for([text], language)
    check_text(Prose(text), PLACE, scope)
    assert not scope.problems, scope.problems
    return build_blocks(text, PLACE, scope_for([text], language))


def line(text: str, language: str = "nl") -> Text:
    scope = scope_for([text], language)
    made = build_line(text, PLACE, scope)
    assert not [problem for problem in scope.problems if problem.code != "number-unknown"], scope.problems
    return made


def faults(text: str, language: str = "nl", one_line: bool = False) -> list[tuple[int, int, str]]:
    """What is wrong with a text: line, column and code, in that order."""
    scope = scope_for([text], language)
    check_text(Line(text) if one_line else Prose(text), PLACE, scope)
    return sorted((*(problem.place.spot or (0, 0)), problem.code) for problem in scope.problems)


def looks(text: Text) -> str:
    """The running text with its look written out: `*emphasis*`, `**strong**`, `<link>`, `{fr:…}`, notes in `(( ))`."""
    return "".join(_look(inline) for inline in text.inlines)


def _look(inline: Any) -> str:
    if isinstance(inline, Break):
        return "⏎"
    if isinstance(inline, Note):
        return "((" + " ¶ ".join("".join(map(_look, paragraph)) for paragraph in inline.paragraphs) + "))"
    assert isinstance(inline, Span)
    shown = inline.text
    for on, sign in ((inline.italic, "*"), (inline.bold, "**")):
        shown = f"{sign}{shown}{sign}" if on else shown
    shown = f"<{shown}|{inline.link}>" if inline.link else shown
    shown = f"{{{inline.language}:{shown}}}" if inline.language not in (None, "nl") else shown
    return f"⟦{shown}⟧" if inline.mark else shown


def outline(blocks: Iterable[Block]) -> list[str]:
    """A line a block: `kind level: text`; a table as its rows."""
    lines = []
    for block in blocks:
        if block.table:
            rows = [block.table.header, *block.table.rows]
            lines.append(
                "table: "
                + " / ".join(" | ".join(" ¶ ".join(looks(b.text) for b in cell) for cell in row) for row in rows)
            )
        else:
            lines.append(f"{block.kind} {block.level}: {looks(block.text)}")
    return lines
