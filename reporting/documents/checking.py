"""All prose of a casebook and of the kinds of document: what pandoc must read, and what is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from ..model.book import Casebook
from ..model.record import walk
from ..model.values import Line, Prose
from ..places import Place
from ..problems import Problem
from .kinds import Kind
from .losses import find_losses
from .naming import check_names
from .pandoc import Tree
from .prose import build_blocks, build_line
from .scope import Scope
from .words import Words


def prose_of(book: Casebook, kinds: Iterable[Kind] = ()) -> Iterator[tuple[Place, str]]:
    """Every Markdown text with its place; the last key of the place is its language.

    `kinds`: whose fixed sections are read as well.
    """
    records = [(book.place(kind, key), record) for kind, key, record in book.records()]
    for place, record in [*records, *((kind.place, kind.file) for kind in kinds)]:
        for path, value in walk(record):
            if isinstance(value, (Line, Prose)):
                yield Place(place.file, (*place.field, *path)), value


def check_prose(book: Casebook, words: Words, trees: dict[str, Tree], kinds: Iterable[Kind] = ()) -> list[Problem]:
    """What is wrong with any text, used or not: markup outside the subset, what it would lose, citations, names."""
    scope = Scope(book, words, trees, book.settings.language, datetime.date.min)
    for place, text in prose_of(book, kinds):
        check_text(text, place, scope.into(str(place.field[-1])))
    check_names(scope, kinds)
    # A blank's warning belongs to the document that prints it, so only faults of the text itself are kept.
    return [problem for problem in scope.problems if problem.is_error or problem.code in _OF_TEXTS]


def check_text(text: str, place: Place, scope: Scope) -> None:
    """Tells the scope what is wrong with one text."""
    build = build_line if isinstance(text, Line) else build_blocks
    build(text, place, scope)
    for code, line, column, words in find_losses(text, scope.trees[text]):
        scope.warn(code, place.at(line, column), words=words)


_OF_TEXTS = {"citation-bare", "markdown-list-swallowed", "markdown-list-alone", "term-forbidden"}
