"""Whether texts are such as documents can print."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ..casebook.loading import Loaded
from ..documents.checking import check_text
from ..documents.pandoc import Tree
from ..documents.scope import Scope
from ..documents.words import Words
from ..model.book import Casebook
from ..model.record import Shape, walk
from ..model.values import Line, Prose
from ..places import Place
from ..problems import Problem
from .texts import read_texts

# What a text prints as is of no matter here, so no words of the house are needed.
_NO_WORDS = Words(((Place(""), {}),))


def check_texts(loaded: Loaded, kind: str, identifier: str) -> list[Problem]:
    """What is wrong with the Markdown of a record: `check_prose` for one record. None where it has other faults."""
    book = loaded.casebook
    entry = next((entry for entry in loaded.entries if (entry.kind, entry.id) == (kind, identifier)), None)
    if book is None or entry is None or entry.record is None:
        return []
    return check_typed(book, find_typed(entry.record, entry.place))


def find_typed(record: Shape, place: Place) -> list[tuple[Line | Prose, Place]]:
    """The texts of a record, or part of one, that stands at that place, each with its own."""
    return [
        (text, Place(place.file, (*place.field, *path)))
        for path, text in walk(record)
        if isinstance(text, Line | Prose)
    ]


def check_typed(book: Casebook, texts: Sequence[tuple[Line | Prose, Place]]) -> list[Problem]:
    """What is wrong with the Markdown of texts, the last key of whose places is their language."""
    trees: dict[str, Tree] = {}
    titles = [title for source in book.sources.values() for title in (source.title or {}).values()]  # cited in notes
    read_texts([*titles, *(text for text, _ in texts)], trees)
    scope = Scope(book, _NO_WORDS, trees, book.settings.language, datetime.date.min)
    for text, place in texts:
        check_text(text, place, scope.into(str(place.field[-1])))
    return [problem for problem in scope.problems if problem.is_error and problem.code != "word-missing"]
