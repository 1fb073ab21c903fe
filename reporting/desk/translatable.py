"""What is translated together and kept in one folder: the texts of a casebook, or the fixed words of its documents."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..casebook.entries import File
from ..model.book import Casebook
from ..model.translation import Memory, Translated, Translations
from ..model.values import Line, Prose
from ..places import Place, Position
from ..problems import Problem
from .prose import check_typed


@dataclass(frozen=True)
class Held:
    """A record: its key (`kind/id`), what is in it, where it begins, and what it is called in the main language."""

    key: str
    record: Any
    place: Place
    title: str = ""

    @property
    def kind(self) -> str:
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        return self.key.partition("/")[2]


Prints = Callable[[Translated, Place, str], bool]  # a text, where it stands (without language), into which language


class Translatable(ABC):
    """The texts of one folder.

    `folder`, `shown`: where they are, and how that is called. `book`: the casebook that says which language is
    translated from and what things are called; None when its settings have an error, and then nothing can be done.
    `language`: that of messages. `held`: by key, in order. `files`: those read. `problems`: all that is wrong.
    """

    folder: Path
    shown: str
    book: Casebook | None
    language: str
    held: Mapping[str, Held]
    translations: Mapping[str, Translations]
    files: Mapping[str, File]
    problems: list[Problem]
    no_record = "translate-no-record"  # the phrase for an id that no record has

    @property
    def main(self) -> str:
        """The language of the sources."""
        assert self.book is not None
        return self.book.settings.language

    @property
    def errors(self) -> list[Problem]:
        """What keeps texts out of every answer."""
        return [problem for problem in self.problems if problem.is_error]

    def memory(self, language: str) -> Memory:
        """What was confirmed of the translations into a language."""
        return Memory.of(self.translations.get(language))

    def check(self, typed: Sequence[tuple[Line | Prose, Place]]) -> list[Problem]:
        """What is wrong with Markdown that would stand at those places."""
        assert self.book is not None
        return check_typed(self.book, typed)

    @abstractmethod
    def reread(self, drafts: Mapping[str, bytes] | None = None) -> Translatable:
        """The same folder as it is now; with `drafts`, as it would be with those bytes in files read before."""

    @abstractmethod
    def locate(self, place: Place) -> Position:
        """The line and column of a place."""

    @abstractmethod
    def stands_in_error(self, identifier: str) -> bool:
        """Whether there is a record of that id, which has an error."""

    def has(self, key: str) -> bool:
        """Whether there is a record of that key, with an error or without."""
        return key in self.held or self.stands_in_error(key.partition("/")[2])

    @abstractmethod
    def languages_of(self, pack: str) -> set[str]:
        """The languages, but for the main one, in which a pack prints texts of here."""

    @abstractmethod
    def printed_by(self, pack: str) -> Prints:
        """What a pack prints, or may print."""

    @abstractmethod
    def is_wanted(self, held: Held, text: Translated, language: str) -> bool:
        """Whether a text that is not there in a language should be."""

    @abstractmethod
    def describe(self, text: Translated, place: Place, language: str) -> Iterator[tuple[str, str]]:
        """What a translator wants to know of a text: by category, what it is and where it is printed."""
