"""The front page of the documents bound for one audience: what they are, of which meeting, and on which page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..documents.blocks import Text
from ..documents.context import build_mark, build_pack
from ..documents.edition import Edition
from ..documents.pandoc import Tree
from ..documents.scope import Scope
from ..model.book import Casebook
from ..model.packs import Pack
from ..problems import Problem
from .documents import Made, label_of, needed, scope_of, titles_of
from .kinds import Templates
from .word.properties import Properties
from .word.render import render_word


def make_cover(
    book: Casebook,
    pack: Pack,
    templates: Templates,
    trees: Mapping[str, Tree],
    edition: Edition,
    audience: str,
    bound: Sequence[Made],
    series: Sequence[Made] = (),
) -> tuple[Made | None, list[Problem]]:
    """The front page of the documents `bound` for one audience; `series`: all of those that have a PDF of their own.

    It speaks the language of what it binds, where that is one; else the casebook's.
    """
    assert templates.cover is not None
    languages = {made.properties.language for made in bound}
    scope = scope_of(book, pack, trees, None, templates.words)
    scope = scope.into(languages.pop()) if len(languages) == 1 else scope
    title = scope.name(pack.title, book.place("pack", pack.id) / "title")
    mark = build_mark(pack, edition, scope)
    document = {"audience": audience, "language": scope.language, "final": edition.final, "mark": mark, "title": title}
    context = {
        "words": scope.words.tree(scope.language),
        "pack": build_pack(pack, scope),
        "document": document,
        "meeting": _meeting(pack, audience, scope),
        "documents": _documents(pack, bound, templates, scope),
        "series": _series(pack, series, templates, scope),
    }
    properties = Properties(
        title=str(title),
        author=str(scope.name(book.settings.title, book.place("settings") / "title")),
        language=scope.language,
        created=scope.as_of,
        identifier=f"{pack.id}-{audience}",
    )
    word, faults = render_word(templates.cover, needed(context, templates.cover.names), properties)
    if word is None:
        return None, [*scope.problems, *faults]
    made = Made(pack.id, "cover", audience, 0, str(title), properties, word, mark and str(mark))
    return made, [*scope.problems, *faults]


def _meeting(pack: Pack, audience: str, scope: Scope) -> dict[str, Text] | None:
    """The meeting that documents for these readers are about; none where they are about several."""
    named = {document.meeting for document in pack.documents.values() if document.audience == audience}
    found = [scope.book.meetings[key] for key in named if key in scope.book.meetings]
    if len(found) != 1:
        return None
    meeting, place = found[0], scope.book.place("meeting", found[0].id)
    where = place / "place"
    known = not isinstance(meeting.place, str)
    return {
        "title": scope.name(meeting.title, place / "title"),
        "date": scope.date(meeting.date, place / "date"),
        "place": scope.name(meeting.place, where) if known else scope.blank("place", place=where),
    }


def _documents(pack: Pack, bound: Sequence[Made], templates: Templates, scope: Scope) -> list[dict[str, Any]]:
    titles, place = titles_of(pack, templates, scope), scope.book.place("pack", pack.id) / "documents"
    return [
        {
            "number": Text.plain(str(index), place / made.name),
            "title": titles[made.name],
            "kind": _kind(made.name, titles[made.name], pack, templates, scope),
            "label": label_of(made.name),
        }
        for index, made in enumerate(bound, 1)
    ]


def _kind(name: str, title: Text, pack: Pack, templates: Templates, scope: Scope) -> Text | None:
    """What sort of document this is, where its title does not say so already."""
    kind = templates.kinds[pack.documents[name].kind]
    said = scope.name(kind.file.title, kind.place / "title")
    return None if str(said) == str(title) else said


def _series(pack: Pack, series: Sequence[Made], templates: Templates, scope: Scope) -> list[dict[str, Any]]:
    titles, place = titles_of(pack, templates, scope), scope.book.place("pack", pack.id) / "documents"
    counts: dict[str, int] = {}
    for made in series:
        counts[made.series] = counts.get(made.series, 0) + 1
    return [
        {
            "title": titles[name],
            "note": scope.word(
                "series_of", count=Text.plain(str(count), place / name), file=Text.plain(f"{name}.pdf", place / name)
            ),
        }
        for name, count in counts.items()
    ]
