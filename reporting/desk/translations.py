"""How far the translations are, as a table for a terminal and as JSON: `reporting translate status`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from ..problems import find_phrase
from .desk import JSON, Look
from .tables import GAP, fitted, wrap
from .translatable import Translatable
from .translating import STATES, Standing, count_states, find_standings, needing_work


def show_translations(texts: Translatable, look: Look, language: str = "", pack: str = "") -> str:
    """How many texts there are of each state, by language, and those that need work, by record.

    `language`: only into that one; `pack`: only what it prints. `find_refusal` must have no reason against them.
    """
    standings = find_standings(texts, [language] if language else [], pack)
    return _data(standings, texts) if look.form == JSON else "\n".join(_table(standings, texts, look))


def find_refusal(
    texts: Translatable, language: str, pack: str, records: Sequence[str] = ()
) -> tuple[str, dict[str, str]]:
    """The phrase that says why nothing can be done with what was asked, and its values; "" where something can."""
    book = texts.book
    assert book is not None
    if language == texts.main:
        return "translate-into-main", {"language": language}
    if pack and pack not in book.packs:
        return "translate-no-pack", {"id": pack, "known": ", ".join(book.packs)}
    known = {held.id for held in texts.held.values()}
    unknown = next((identifier for identifier in records if identifier not in known), None)
    return ("", {}) if unknown is None else (texts.no_record, {"id": unknown, "known": ", ".join(sorted(known))})


def _phrase(code: str, spoken: str, /, **values: object) -> str:
    return find_phrase(f"translate-{code}", spoken, **values)


def _table(standings: Sequence[Standing], texts: Translatable, look: Look) -> Iterator[str]:
    spoken, width = texts.language, fitted(look.width)
    counts = count_states(standings)
    if not counts:
        yield from wrap(_phrase("nothing", spoken), width)
        return
    heads = [_phrase("language", spoken), *(_phrase(f"state-{state}", spoken) for state in STATES)]
    rows = [
        [_phrase(f"language-{language}", spoken), *(str(found[state]) for state in STATES)]
        for language, found in counts.items()
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    yield look.paint(_row(heads, widths), "heading")
    yield GAP.join("-" * column for column in widths)
    yield from (_row(row, widths) for row in rows)
    for language in counts:
        todo = [standing for standing in needing_work(standings) if standing.language == language]
        if todo:
            yield ""
            yield look.paint(_phrase("work", spoken, language=_phrase(f"language-{language}", spoken)), "heading")
        for record, own in groupby(todo, key=lambda standing: standing.text.record):
            yield ""
            title = texts.held[record].title or record
            yield from wrap(_phrase("record", spoken, title=title, record=record.rstrip("/")), width)
            yield from _lines(list(own), texts)
    if not any(needing_work(standings)):
        yield ""
        yield from wrap(_phrase("done", spoken), width)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The first cell at the left, numbers at the right."""
    first, *others = zip_longest(cells, widths, fillvalue=0)
    return GAP.join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip()


def _lines(standings: Sequence[Standing], texts: Translatable) -> Iterator[str]:
    """Where each text stands, how far it is, and its field: the place first, so that an editor goes there."""
    cells = [
        (str(texts.locate(standing.place)), _phrase(f"state-{standing.state}", texts.language), standing.field)
        for standing in standings
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(2)]
    for row in cells:
        yield f"  {row[0]:<{widths[0]}}{GAP}{row[1]:<{widths[1]}}{GAP}{row[2]}"


def _data(standings: Sequence[Standing], texts: Translatable) -> str:
    """Keys that stay the same in every language; the texts that need work with file, line and column."""
    counts = {
        language: {state: found[state] for state in STATES} for language, found in count_states(standings).items()
    }
    todo = []
    for standing in needing_work(standings):
        at = texts.locate(standing.place)
        where = {"file": at.file, "line": at.line, "column": at.column}
        told = {"record": standing.text.record, "field": standing.field, "language": standing.language}
        todo.append({**told, "state": standing.state, **where})
    return json.dumps({"languages": counts, "texts": todo}, ensure_ascii=False, indent=2)
