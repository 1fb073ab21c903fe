"""A pack's documents to finished Word files, in memory."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from ..casebook.wording import find_nearest
from ..documents.context import build_context, build_mark, title_of
from ..documents.edition import Edition
from ..documents.kinds import Kind
from ..documents.lazy import Lazy
from ..documents.pandoc import Tree
from ..documents.privacy import check_private
from ..documents.scope import Scope
from ..documents.series import SERIES, Item
from ..documents.words import Words
from ..model.book import Casebook
from ..model.packs import Audience, Document, Pack
from ..model.record import walk
from ..model.values import SourceRef, Written
from ..places import Place
from ..problems import Problem
from .journal import FINAL, content_digest
from .kinds import Templates
from .word.properties import Properties
from .word.render import WordFile, render_word

_CITED = re.compile(r"@([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True)
class Made:
    """A finished Word file of a pack: which, in what order it is bound, what it is called, and its mark.

    `name`: the document's; of one of a series, `document/item`. `blanks`, `drafts`: the places in it that are not known
    yet, and the translations that nobody confirmed; both keep it from being final. `pages`: so many it may have; None:
    any. `about`: the record that one of a series is about; `whole`: what the PDF of the series says of itself.
    """

    pack: str
    name: str
    audience: str
    order: int
    title: str
    properties: Properties
    word: WordFile
    mark: str | None
    blanks: frozenset[Place] = frozenset()
    drafts: frozenset[Place] = frozenset()
    pages: int | None = None
    about: Place | None = None
    whole: Properties | None = None

    @property
    def series(self) -> str:
        """The document that this is one of a series of; "" when it stands alone."""
        return self.name.partition("/")[0] if "/" in self.name else ""


def version_of(book: Casebook, files: set[str], templates: Templates) -> str:
    """The short digest of what a pack's documents follow from: of `files`, the records, fixed words and Word templates.

    Values count, comments do not; of the sources, only those that the records cite.
    """
    records: dict[str, Any] = {"words": [layer for place, layer in templates.words.layers if place.file in files]}
    records["charts"] = templates.charts.config
    for kind in templates.kinds.values():
        if kind.place.file in files:
            records[f"kind/{kind.name}"] = kind.file.model_dump(mode="json")
    for name, path in templates.files.items():
        if name in files and path.suffix == ".docx":
            records[name.rsplit("/", 2)[-2]] = content_digest(path.read_bytes())
    cited: set[str] = set()
    for language, translations in book.translations.items():  # a confirmed text is no draft any more
        if book.place("translations", language).file in files:
            records[f"translations/{language}"] = translations.model_dump(mode="json")
    for kind, key, record in book.records():
        if kind == "source" or book.place(kind, key).file not in files:
            continue
        records[f"{kind}/{key}"] = record.model_dump(mode="json")
        for _, value in walk(record):
            if isinstance(value, SourceRef):
                cited.add(value)
            elif isinstance(value, Written):
                cited.update(_CITED.findall(value))
    for key in sorted(cited & set(book.sources)):
        records[f"source/{key}"] = book.sources[key].model_dump(mode="json")
    return hashlib.sha256(json.dumps(records, sort_keys=True).encode()).hexdigest()[:7]


def make_words(
    book: Casebook,
    pack: Pack,
    templates: Templates,
    trees: Mapping[str, Tree],
    edition_of: Callable[[str], Edition],
) -> tuple[list[Made], list[Problem]]:
    """Every document of a pack as a Word file, in the pack's order, and what is wrong with them.

    `edition_of`: the state that a document is made in, by its name.
    """
    made: list[Made] = []
    problems: list[Problem] = [*check_private(pack, book, templates.kinds)]
    for name, document in pack.documents.items():
        place = book.place("pack", pack.id) / "documents" / name
        kind = templates.kinds.get(document.kind)
        if name in {FINAL, *(f"{pack.id}-{audience}" for audience in get_args(Audience))}:
            problems.append(
                Problem("document-name-taken", Place(place.file, place.field, on="key"), {"document": name})
            )
        if document.kind in templates.broken:
            continue
        if kind is None:
            known = sorted(templates.kinds)
            values = {"kind": document.kind, "known": ", ".join(known), "nearest": find_nearest(document.kind, known)}
            problems.append(Problem("unknown-kind", place / "kind", values))
            continue
        _ask_for_note(document, name, kind.file.decision_note, place, problems)
        scope = scope_of(book, pack, trees, document, kind.words)
        items: list[Item | None] = [None]
        whole: Properties | None = None
        if kind.file.each:
            items = [*SERIES[kind.file.each](document, place, pack, scope)]
            whole = _properties(pack, name, document, str(title_of(document, place, kind, scope)), scope)
            problems += scope.problems
        for item in items:
            own = scope.anew(item and item.language)
            one, faults = _make_word(name, item, kind, pack, templates, edition_of, own)
            made += [replace(one, whole=whole)] if one else []
            problems += faults
    return made, problems


def _make_word(
    name: str,
    item: Item | None,
    kind: Kind,
    pack: Pack,
    templates: Templates,
    edition_of: Callable[[str], Edition],
    scope: Scope,
) -> tuple[Made | None, list[Problem]]:
    """One document, or one of a series, as a Word file."""
    document = pack.documents[name]
    titles = titles_of(pack, templates, scope)
    full = f"{name}/{item.id}" if item else name
    edition = edition_of(full)
    context = build_context(pack, name, kind, titles, edition, scope, item, templates.kinds)
    template = templates.documents[document.kind]
    title = str(titles[name])
    about = scope.book.place("obstacle", item.obstacle.id) if item else None
    if item and about:
        title += f": {scope.name(item.obstacle.title, about / 'title')}"
    properties = replace(_properties(pack, full, document, title, scope), version=version_named(edition))
    word, faults = render_word(template, needed(context, template.names), properties, templates.charts)
    problems = [*scope.problems, *faults]
    if word is None:
        return None, problems
    mark = build_mark(pack, edition, scope)
    order, pages = kind.file.order, kind.file.pages
    audience, said = document.audience, mark and str(mark)
    return Made(
        pack.id,
        full,
        audience,
        order,
        title,
        properties,
        word,
        said,
        frozenset(scope.blanks),
        frozenset(scope.drafts),
        pages,
        about,
    ), problems


def version_named(edition: Edition) -> str:
    """How a file says itself of which version it is: `final`, the number that went round, or the code of a concept."""
    return "final" if edition.final else str(edition.number or edition.code)


def label_of(name: str) -> str:
    """The bookmark at the start of a document in a combined PDF (a Word bookmark has no hyphen)."""
    return "doc_" + re.sub(r"\W", "_", name)


def scope_of(book: Casebook, pack: Pack, trees: Mapping[str, Tree], document: Document | None, words: Words) -> Scope:
    """The setting of a document of a pack, or of the pack's front page (`document`: None)."""
    language = book.settings.language
    if document is not None:
        language = document.language or (document.languages[0] if document.languages else language)
    return Scope(book, words, trees, language, pack.as_of.first)


def titles_of(pack: Pack, templates: Templates, scope: Scope) -> Lazy:
    """The title of every document of the pack, worded when asked for."""
    places = scope.book.place("pack", pack.id) / "documents"
    return Lazy(
        {
            name: lambda name=name, document=document: title_of(
                document, places / name, templates.kinds[document.kind], scope
            )
            for name, document in pack.documents.items()
            if document.kind in templates.kinds
        }
    )


def _properties(pack: Pack, name: str, document: Document, title: str, scope: Scope) -> Properties:
    """What the file says of itself: from the pack only."""
    book = scope.book
    author = book.settings.title.get(scope.language) or next(iter(book.settings.title.values()))
    if document.sender in book.parties:
        names = book.parties[document.sender].name
        author = names.get(scope.language) or next(iter(names.values()))
    subject = ""
    if document.subject and scope.language in document.subject:
        place = book.place("pack", pack.id) / "documents" / name.partition("/")[0]
        subject = str(scope.line(document.subject, place / "subject"))
    created = document.date.first if document.date.day else scope.as_of
    return Properties(title, author, subject, scope.language, created, f"{pack.id}/{name}")


def needed(context: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """What the template asks for, and no more: the rest is never worded."""
    return {name: context[name] for name in context if name in names}


def _ask_for_note(document: Document, name: str, wanted: bool, place: Place, problems: list[Problem]) -> None:
    if wanted and document.audience == "house" and (document.decision_note is None or not document.decision_note.known):
        problems.append(Problem("decision-note-missing", place, {"document": name}))
