"""How far the translations of a casebook are: what `reporting translate` shows, confirms and sends out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..casebook.loading import Loaded
from ..casebook.reaching import reach
from ..model.book import Casebook
from ..model.packs import Document, Pack
from ..model.record import Shape
from ..model.translation import State, Translated, texts_of
from ..places import Place

STATES: tuple[State, ...] = ("missing", "stale", "draft", "confirmed")
# Terms are in all languages by themselves.
NOT_TRANSLATED = frozenset({"term"})


@dataclass(frozen=True)
class Standing:
    """A text, the language it is to be in, how far that is, and where it stands."""

    text: Translated
    language: str
    state: State
    place: Place

    @property
    def field(self) -> str:
        """Its field in the record, as one word: `events.0.text`."""
        return ".".join(map(str, self.text.path))


def find_standings(
    loaded: Loaded, languages: Collection[str] = (), pack: str = "", records: Collection[str] = ()
) -> list[Standing]:
    """Every text with its state in each language that is wanted of it.

    Wanted are the `languages` asked for; else, of a pack, those of its documents; else those that the record already
    has some text in. A source, the settings, a pack and its letters are wanted in what they have and in the languages
    of the documents that print them, and in no other. `pack`: only what the pack depends on. `records`: only those, by
    id.
    """
    book = loaded.casebook
    assert book is not None
    main = book.settings.language
    reached = reach(loaded, pack) if pack else None
    asked = set(languages) or (languages_of(book, pack) if pack else None)
    found: list[Standing] = []
    for kind, identifier, record in book.records():
        place = book.place(kind, identifier)
        if kind in NOT_TRANSLATED or (records and identifier not in records):
            continue
        if reached is not None and place.file not in reached:
            continue
        texts = list(texts_of(kind, identifier, record, main))
        there = {language for text in texts for language in text.texts}
        for language in sorted((there if asked is None else asked) - {main}):
            memory = book.memory(language)
            found += [
                Standing(
                    text,
                    language,
                    memory.state_of(text.source, text.texts.get(language)),
                    Place(place.file, (*place.field, *text.path, language)),
                )
                for text in texts
                if language in text.texts or _is_wanted(kind, identifier, record, text, language, book)
            ]
    return found


def _is_wanted(kind: str, identifier: str, record: Shape, text: Translated, language: str, book: Casebook) -> bool:
    """Whether a text that is not there in a language should be."""
    if kind in ("source", "settings"):
        return False
    if isinstance(record, Pack):
        documents = record.documents.values()
        if text.path[0] == "documents":
            documents = [record.documents[str(text.path[1])]]
        return any(language in _languages(document) for document in documents)
    if kind == "letter":
        pack, file = identifier.split("/", 1)
        documents = book.packs[pack].documents.values() if pack in book.packs else ()
        return any(document.text == file and language in _languages(document) for document in documents)
    return True


def languages_of(book: Casebook, pack: str) -> set[str]:
    """The languages in which a pack has documents, but for the casebook's own."""
    documents = book.packs[pack].documents.values() if pack in book.packs else ()
    return {language for document in documents for language in _languages(document)} - {book.settings.language}


def _languages(document: Document) -> set[str]:
    return {str(language) for language in (*document.languages, document.language) if language}


def count_states(standings: Sequence[Standing]) -> dict[str, Counter[str]]:
    """By language, how many texts there are of each state."""
    found: dict[str, Counter[str]] = {}
    for standing in standings:
        found.setdefault(standing.language, Counter())[standing.state] += 1
    return dict(sorted(found.items()))


def needing_work(standings: Sequence[Standing]) -> Iterator[Standing]:
    """The texts that are not confirmed, in the order of their records."""
    return (standing for standing in standings if standing.state != "confirmed")


def titles_of(book: Casebook) -> dict[str, str]:
    """What each record (`kind/id`) is called, in the casebook's language; a letter as its pack."""
    main = book.settings.language
    found = {}
    for kind, identifier, record in book.records():
        names = getattr(record, "title", None) or getattr(record, "name", None) or {}
        if kind == "letter":
            pack = identifier.partition("/")[0]
            names = book.packs[pack].title if pack in book.packs else {}
        if main in names:
            found[f"{kind}/{identifier}"] = str(names[main])
    return found
