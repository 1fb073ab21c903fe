"""The fixed words of documents, as they are translated: words of the house; titles, headings and words of kinds.

Which documents print a word is not guessed: the documents of the casebook are made, in memory, and say where each of
their words came from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ...casebook.entries import File
from ...casebook.loading import load_casebook
from ...desk.case_texts import languages_of
from ...desk.translatable import Held, Prints, Translatable
from ...model.translation import Translated
from ...output.fixed import KIND, printed_in, records_of
from ...output.folders import Folders, shown
from ...output.gathering import gather
from ...output.kinds import HOUSE, load_words
from ...places import Field, Place, Position
from ...problems import find_phrase
from ...yamlfile.locate import locate

Printed = dict[tuple[str, Field], list[str]]


class FixedWords(Translatable):
    """The texts of a templates folder; the casebook says from which language, and what things are called."""

    no_record = "translate-no-words"

    def __init__(self, folders: Folders, drafts: Mapping[str, bytes] | None = None) -> None:
        self.folders, self.folder, self.shown = folders, folders.templates, shown(folders.templates)
        loaded = load_casebook(folders.cases, shown(folders.cases))
        self.book, self.language = loaded.casebook, loaded.language
        self._loaded = loaded
        self._templates, self.problems = load_words(folders.templates, drafts)
        if self.book is None:
            self.problems = [*loaded.problems, *self.problems]
        self.translations = self._templates.translations
        self.files = {
            name: File(path, hashlib.sha256(path.read_bytes()).hexdigest())
            for name, path in self._templates.files.items()
            if name in self._templates.trees
        }
        self.held = {
            f"{KIND}/{name}": self._held(name, record, place) for name, record, place in records_of(self._templates)
        }
        self._printed = cache(self._find_printed)

    def _held(self, name: str, record: dict[str, Any], place: Place) -> Held:
        title = find_phrase("translate-words-house", self.language) if name == HOUSE else ""
        if self.book is not None and name != HOUSE:
            title = str(record["title"].get(self.main, name))
        return Held(f"{KIND}/{name}", record, place, title)

    def reread(self, drafts: Mapping[str, bytes] | None = None) -> FixedWords:
        return FixedWords(self.folders, drafts)

    def locate(self, place: Place) -> Position:
        if place.position is None and place.file in self._templates.trees:
            return locate(self._templates.trees[place.file], place)
        return self._loaded.locate(place)

    def stands_in_error(self, identifier: str) -> bool:
        return f"{KIND}/{identifier}" not in self.held and (self.folder / identifier / "kind.yaml").is_file()

    def languages_of(self, pack: str) -> set[str]:
        assert self.book is not None
        return languages_of(self.book, pack)

    def printed_by(self, pack: str) -> Prints:
        """What its documents print in a language; of one that cannot be made, all words of its kind and the house."""
        printed = self._printed(pack)[pack]
        if printed:
            return lambda text, place, language: (place.file, (*place.field, language)) in printed
        assert self.book is not None
        kinds = {HOUSE, *(document.kind for document in self.book.packs[pack].documents.values())}
        return lambda text, place, language: text.record.partition("/")[2] in kinds

    def is_wanted(self, held: Held, text: Translated, language: str) -> bool:
        return True

    def describe(self, text: Translated, place: Place, language: str) -> Iterator[tuple[str, str]]:
        """What it is called in Word, what its file says of it in a remark, and the documents that print it."""
        name = ".".join(map(str, text.path)).removeprefix("words.")
        in_words = text.record == f"{KIND}/{HOUSE}" or text.path[0] == "words"
        yield "field", find_phrase(f"translate-note-{'word' if in_words else 'heading'}", self.language, name=name)
        if remark := self._remark(place):
            yield "remark", remark
        for pack in self.book.packs if self.book else ():
            printed = self._printed("")[pack]
            tongues = (place / language, place / self.main)
            documents = [name for tongue in tongues for name in printed.get((tongue.file, tongue.field), ())]
            if documents:
                title = self.book.packs[pack].title.get(self.main, pack)
                told = ", ".join(dict.fromkeys(documents))
                yield "pack", find_phrase("translate-note-printed", self.language, pack=title, documents=told)

    def _remark(self, place: Place) -> str:
        """The comment above the text, or above the texts that stand right above it."""
        tree = self._templates.trees[place.file]
        lines, number = tree.source.splitlines(), locate(tree, place).line - 1
        while number > 0 and lines[number].strip() and not lines[number].lstrip().startswith("#"):
            number -= 1
        found: list[str] = []
        while number >= 0 and lines[number].lstrip().startswith("#"):
            found.insert(0, lines[number].strip().lstrip("#").strip())
            number -= 1
        return " ".join(found)

    def _find_printed(self, pack: str) -> dict[str, Printed]:
        """By pack (that one, or all), and by place with its language, the documents that print it.

        Empty for a pack of which not all can be made.
        """
        found = gather(self.folders, [pack] if pack else [])
        every: dict[str, Printed] = {name: {} for name in (self.book.packs if self.book else ())}
        for name, documents in found.made.items():
            if any(found.counts(problem, [name]) for problem in found.problems):
                continue
            for made in documents:
                document = made.name.partition("/")[0]
                for place in printed_in(made.word.origins):
                    told = every[name].setdefault((place.file, place.field), [])
                    if document not in told:
                        told.append(document)
        return every
