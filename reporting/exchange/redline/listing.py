"""The changes as a table for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby, zip_longest
from typing import Any

from ...desk.tables import GAP, Paint, fitted, unpainted, wrap
from .redlining import Document, Redline
from .sentences import Pieces
from .telling import Row

# What changed within a text, where nothing can be bold; the signs of a word-by-word comparison of wdiff and git.
OLD, NEW = ("[-", "-]"), ("{+", "+}")
FIELD = 24  # the most that the first column takes


def render_table(done: Redline, width: int, paint: Paint = unpainted) -> str:
    """For a terminal of that width: the documents, then each record with its fields, old beside new."""
    assert done.teller is not None and done.version is not None
    width, word = fitted(width), done.teller.word
    lines = [paint(line, "heading") for line in wrap(word("title", number=str(done.version.number)), width)]
    lines += ["", paint(word("documents"), "heading")]
    first = min(width // 2, max((len(one.name) for one in done.documents), default=0))
    for one in done.documents:
        lines += _beside([[one.name], [_state(one, done)]], [first, width - first - len(GAP)])
    for name, part in (("records", True), ("fixed", False)):
        rows = [row for row in done.rows if (row.found.part == "record") == part]
        lines += ["", paint(word(name), "heading")]
        lines += [] if rows else [word("nothing")]
        lines += _rows(rows, width, done, paint)
    return "\n".join(lines)


def _state(one: Document, done: Redline) -> str:
    assert done.teller is not None
    return done.teller.word("state", one.marked.state, **({"count": str(one.marked.count)} if one.marked.count else {}))


def _rows(rows: Sequence[Row], width: int, done: Redline, paint: Paint) -> list[str]:
    assert done.teller is not None
    first = min(FIELD, width // 4)
    side = (width - first - 2 * len(GAP)) // 2
    widths = [first, side, width - first - side - 2 * len(GAP)]
    heads = [[done.teller.word(name)] for name in ("field", "was", "is")]
    lines = []
    for about, together in groupby(rows, lambda row: row.about):
        lines += ["", *(paint(line, "heading") for line in wrap(about, width))]
        lines += [*_beside(heads, widths), GAP.join("-" * column for column in widths)]
        every = list(together)
        for row, after in zip_longest(every, every[1:]):
            lines += _beside([[row.field], [_marked(row.old, OLD)], [_marked(row.new, NEW)]], widths)
            if row.decided and (after is None or after.decided != row.decided):  # once for all that it decided
                said = f"{done.teller.word('decided')}: {row.decided}"
                lines += [" " * (first + len(GAP)) + line for line in wrap(said, width - first - len(GAP))]
    return lines


def _marked(pieces: Pieces, signs: tuple[str, str]) -> str:
    """What changed between the signs; where all of it did, there is nothing to tell apart."""
    if all(piece.changed for piece in pieces) or not any(piece.changed for piece in pieces):
        return "".join(piece.text for piece in pieces)
    return "".join(f"{signs[0]}{piece.text}{signs[1]}" if piece.changed else piece.text for piece in pieces)


def _beside(cells: Sequence[Iterable[str]], widths: Sequence[int]) -> list[str]:
    columns = [[part for line in cell for part in wrap(line, width)] for cell, width in zip(cells, widths, strict=True)]
    return [
        GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*columns, fillvalue="")
    ]


def render_json(done: Redline) -> str:
    """An object with keys that are the same in every language; values as typed, all of each."""
    assert done.version is not None
    found = {
        "pack": done.pack,
        "since": done.version.number,
        "date": done.version.date.isoformat(),
        "now": done.code,
        "documents": [
            {"document": one.name, "title": one.title, "state": one.marked.state, "changes": one.marked.count,
             "version": one.since}
            for one in done.documents
        ],
        "changes": [_data(row, done) for row in done.rows],
    }  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=2)


def _data(row: Row, done: Redline) -> dict[str, Any]:
    found, change = row.found, row.found.change
    position = done.found.locate(found.place)
    decision = found.decision
    return {
        "part": found.part,
        "record": found.kind or None,
        "id": found.id,
        "path": list(change.path),
        "field": row.field,
        "what": change.what,
        "old": change.old,
        "new": change.new,
        "file": position.file,
        "line": position.line,
        "column": position.column,
        "decided": None
        if decision is None
        else {"event": decision.kind, "date": decision.date, "by": decision.by, "source": decision.source or None},
    }
