"""Whether texts call things by the names that the glossary gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..model.book import Casebook
from ..model.glossary import LANGUAGES
from ..model.record import walk
from ..model.sources import Page
from ..model.values import Line, Prose, Written
from ..places import Place
from .kinds import Kind
from .notes import Reading
from .pandoc import Tree
from .pieces import FILL, Piece, flatten, spot
from .terms import Finder, build_finders, see
from .words import Words, is_leaf

if TYPE_CHECKING:
    from .scope import Scope


# Marks that may stand within a word; an entity may hide any letter.
_MARKED = re.compile(r"[*_\\]")
_MARKS = str.maketrans("", "", "*_\\")
_INITIALS = re.compile(r"^(?:\w{1,2}\.\s?)+\s*(?=\w)")


def check_names(scope: Scope, kinds: Iterable[Kind] = ()) -> None:
    """Tells the scope of every forbidden name in the casebook's texts, the kinds' and the fixed words."""
    book = scope.book
    finders = build_finders(book.named(), _names_of(book))
    if not finders:
        return
    for place, text in _texts(book, scope.words, kinds):
        own = str(place.field[-1])
        if _may_have(text, finders.values() if "lang=" in text else filter(None, [finders.get(own)])):
            for language, line in _lines(text, own, scope.trees):
                if language in finders:
                    _tell(line, finders[language], Reading(text, place, scope))


def _may_have(text: str, finders: Iterable[Finder]) -> bool:
    """A quick look; most texts have nothing."""
    seen, _ = see(text)
    folded = (seen.translate(_MARKS) if _MARKED.search(seen) else seen).casefold()
    return any(finder.among(folded) for finder in finders) or "&" in text


def _tell(line: list[Piece], finder: Finder, reading: Reading) -> None:
    text = "".join(piece.text for piece in line)
    for finding in finder.find(text):
        said = " ".join(see(text[finding.start : finding.end])[0].split())
        use = finding.term.names[finder.language]
        reading.warn("term-forbidden", spot(line, finding.start), value=said, term=use)


def _names_of(book: Casebook) -> Iterator[tuple[str, str]]:
    """What parties, offices and who holds them are called is right, in the glossary or not."""
    for party in book.parties.values():
        titles = (office.title for office in party.offices)
        for names in (party.name, party.short or {}, party.addressed_as or {}, *party.directorates.values(), *titles):
            yield from names.items()
        holders = {holder.name for office in party.offices for holder in office.holders}
        yield from ((language, _INITIALS.sub("", name)) for name in sorted(holders) for language in LANGUAGES)


def _texts(book: Casebook, words: Words, kinds: Iterable[Kind]) -> Iterator[tuple[Place, str]]:
    """Every text with its place, the last key of which is its language. A paper's own title is kept as it is."""
    kinds = list(kinds)
    records = [
        (book.place(kind, key), record)
        for kind, key, record in book.records()
        if kind != "source" or isinstance(record, Page)
    ]
    for place, record in [*records, *((kind.place, kind.file) for kind in kinds)]:
        for path, value in walk(record):
            if isinstance(value, Written):
                yield Place(place.file, (*place.field, *path)), value
    layers = {place: layer for layered in (words, *(kind.words for kind in kinds)) for place, layer in layered.layers}
    for place, layer in layers.items():
        yield from _fixed(layer, place)


def _fixed(words: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, str]]:
    if is_leaf(words):
        yield from ((place / language, str(text)) for language, text in words.items())
    else:
        for key, below in words.items():
            if isinstance(below, Mapping):
                yield from _fixed(below, place / key)


def _lines(text: str, own: str, trees: Mapping[str, Tree]) -> Iterator[tuple[str, list[Piece]]]:
    """What a text says, a paragraph at a time and once for each of its languages, what is in another filled."""
    if not isinstance(text, (Line, Prose)):
        yield own, [Piece(text)]
        return
    for inlines in _paragraphs(trees.get(text, [])):
        pieces = list(flatten(inlines, Piece(), lambda node: None))
        for language in dict.fromkeys(piece.language or own for piece in pieces):
            yield language, [_readable(piece, (piece.language or own) == language) for piece in pieces]


def _readable(piece: Piece, wanted: bool) -> Piece:
    if piece.broken:
        return piece._replace(text="\n")
    link = piece.link or ""
    address = bool(link) and piece.text in (link, link.partition("://")[2], link.removeprefix("mailto:"))
    return piece if wanted and not address else piece._replace(text=FILL * len(piece.text))


def _paragraphs(tree: Tree) -> Iterator[list[dict[str, Any]]]:
    for node in tree:
        if node["k"] == "para":
            yield node["in"]
            for piece in flatten(node["in"], Piece(), lambda node: None):
                yield from _paragraphs(piece.note or [])
        elif node["k"] == "list":
            for item in node["items"]:
                yield from _paragraphs(item)
        elif node["k"] == "table":
            for cell in (*node["header"], *(cell for row in node["rows"] for cell in row)):
                yield from _paragraphs(cell)
