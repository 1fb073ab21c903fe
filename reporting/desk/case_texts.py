"""The texts of a casebook, as they are translated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from ..casebook.layout import Found
from ..casebook.loading import Loaded, load_casebook
from ..casebook.reaching import reach
from ..model.book import Casebook
from ..model.packs import Document, Pack
from ..model.record import Shape, at_field
from ..model.translation import Translated
from ..places import Place, Position
from ..problems import find_phrase
from .translatable import Held, Prints, Translatable

# Terms are in all languages by themselves.
NOT_TRANSLATED = frozenset({"term"})


class CaseTexts(Translatable):
    """The texts of the records of a casebook that have no error."""

    def __init__(self, loaded: Loaded, folder: Path, shown: str) -> None:
        self.loaded, self.folder, self.shown = loaded, folder, shown
        self.book, self.language = loaded.casebook, loaded.language
        self.files, self.problems = loaded.files, loaded.problems
        self.translations = loaded.casebook.translations if loaded.casebook else {}
        titles = _titles_of(loaded.casebook) if loaded.casebook else {}
        self.held = {
            f"{kind}/{identifier}": Held(
                f"{kind}/{identifier}",
                record,
                loaded.casebook.place(kind, identifier),
                titles.get(f"{kind}/{identifier}", ""),
            )
            for kind, identifier, record in (loaded.casebook.records() if loaded.casebook else ())
            if kind not in NOT_TRANSLATED
        }

    def reread(self, drafts: Mapping[str, bytes] | None = None) -> CaseTexts:
        entries = {entry.place.file: entry for entry in self.loaded.entries}
        found = [
            (Found(entries[file].kind, entries[file].id, self.files[file].path, file), data)
            for file, data in (drafts or {}).items()
        ]
        return CaseTexts(load_casebook(self.folder, self.shown, found), self.folder, self.shown)

    def locate(self, place: Place) -> Position:
        return self.loaded.locate(place)

    def stands_in_error(self, identifier: str) -> bool:
        return any(entry.id == identifier for entry in self.loaded.entries)

    def languages_of(self, pack: str) -> set[str]:
        assert self.book is not None
        return languages_of(self.book, pack)

    def printed_by(self, pack: str) -> Prints:
        reached = reach(self.loaded, pack)
        return lambda text, place, language: place.file in reached

    def is_wanted(self, held: Held, text: Translated, language: str) -> bool:
        """A source, the settings, a pack and its letters are wanted in the languages of the documents that print them.

        All else is wanted in every language.
        """
        assert self.book is not None
        if held.kind in ("source", "settings"):
            return False
        if isinstance(held.record, Pack):
            documents = held.record.documents.values()
            if text.path[0] == "documents":
                documents = [held.record.documents[str(text.path[1])]]
            return any(language in _languages(document) for document in documents)
        if held.kind == "letter":
            pack, file = held.id.split("/", 1)
            documents = self.book.packs[pack].documents.values() if pack in self.book.packs else ()
            return any(document.text == file and language in _languages(document) for document in documents)
        return True

    def describe(self, text: Translated, place: Place, language: str) -> Iterator[tuple[str, str]]:
        """What the schema says of its field, and the packs that it comes in."""
        book, field = self.book, ".".join(map(str, text.path))
        assert book is not None
        words = _meaning(self.held[text.record].record, text.path)
        yield "field", find_phrase("translate-note-field", self.language, field=field, words=words) if words else field
        for pack in self._packs.get(place.file, ()):
            title = book.packs[pack].title.get(book.settings.language, pack)
            documents = [
                f"{name} ({document.kind})"
                for name, document in book.packs[pack].documents.items()
                if language in {*document.languages, document.language}
            ]
            code = "documents" if documents else "pack"
            told = find_phrase(f"translate-note-{code}", self.language, pack=title, documents=", ".join(documents))
            yield "pack", told

    @cached_property
    def _packs(self) -> dict[str, list[str]]:
        """The packs that take something from each file."""
        found: dict[str, list[str]] = {}
        for pack in self.book.packs if self.book else ():
            for file in reach(self.loaded, pack):
                found.setdefault(file, []).append(pack)
        return found


def load_case_texts(folder: Path, shown: str) -> CaseTexts:
    """The texts of the casebook in `folder`."""
    return CaseTexts(load_casebook(folder, shown), folder, shown)


def languages_of(book: Casebook, pack: str) -> set[str]:
    """The languages in which a pack has documents, but for the casebook's own."""
    documents = book.packs[pack].documents.values() if pack in book.packs else ()
    return {language for document in documents for language in _languages(document)} - {book.settings.language}


def _languages(document: Document) -> set[str]:
    return {str(language) for language in (*document.languages, document.language) if language}


def _titles_of(book: Casebook) -> dict[str, str]:
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


def _meaning(record: object, path: Iterable[str | int]) -> str:
    """What the schema says of a field; of the nearest above it where it says nothing; "" for neither."""
    value: Any = record
    words = ""
    for step in path:
        if isinstance(value, Shape) and isinstance(step, str):
            words = next(
                (info.description for key, info in type(value).model_fields.items() if step in (key, info.alias)), None
            ) or words  # fmt: skip
        value = value[step] if isinstance(step, int) else at_field(value, step)
    return words
