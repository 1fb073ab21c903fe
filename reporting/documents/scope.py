"""The setting in which a document is worded: whose records, which words, which language, as of when."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..model.book import Casebook
from ..model.dates import PartialDate
from ..places import Place
from ..problems import Problem
from .blocks import Block, Text
from .pandoc import Tree
from .prose import build_blocks, build_line
from .wording import date_text, join
from .words import Words

# What messages call the languages of texts, in the languages of messages.
LANGUAGE_NAMES = {
    "nl": {"nl": "Nederlands", "en": "Dutch"},
    "fr": {"nl": "Frans", "en": "French"},
    "de": {"nl": "Duits", "en": "German"},
    "en": {"nl": "Engels", "en": "English"},
}


@dataclass(frozen=True)
class Scope:
    """All that wording needs.

    `problems`, `blanks` (the place of every marked blank and missing text), `drafts` (of every translation that is not
    confirmed) and `lists` (numbers for lists) are shared by every scope of one document.
    """

    book: Casebook
    words: Words
    trees: Mapping[str, Tree]
    language: str
    as_of: datetime.date
    problems: list[Problem] = field(default_factory=list)
    blanks: list[Place] = field(default_factory=list)
    drafts: list[Place] = field(default_factory=list)
    lists: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def into(self, language: str) -> Scope:
        """The same setting in another language."""
        return self if language == self.language else replace(self, language=language)

    def anew(self, language: str | None = None) -> Scope:
        """The same setting for another document, with nothing found yet; in `language` where one is given."""
        language = language or self.language
        return replace(self, language=language, problems=[], blanks=[], drafts=[], lists=itertools.count(1))

    def warn(self, code: str, place: Place, **values: object) -> None:
        self.problems.append(Problem(code, place, dict(values)))

    def word(self, *path: str, **slots: Text) -> Text:
        """Fixed words in this language, with slots filled. Words that the templates folder lacks are a problem."""
        try:
            return self.words.fill(*path, language=self.language, **slots)
        except KeyError as lacking:
            words, gone = ".".join(path), str(lacking.args[0])
            self.warn("word-missing", self.words.layers[0][0], word=words, language=self.language, lacking=gone)
            return Text.plain(f"[{words}]", self.words.layers[0][0], language=self.language, mark="missing")

    def word_at(self, place: Place, *path: str, **slots: Text) -> Text:
        """Fixed words that the value at `place` leads to; they come from there too."""
        word = self.word(*path, **slots)
        return word.look(origins=(place, *word.origins))

    def blank(self, *path: str, place: Place) -> Text:
        """A marked blank for what the casebook does not know: the words at `blank.<path>`."""
        self.blanks.append(place)
        return Text.plain(str(self.word("blank", *path)), place, language=self.language, mark="blank")

    def chosen(self, texts: Mapping[str, str], place: Place) -> tuple[str | None, Place]:
        """The text in this language and its place, or `None` with a warning that it is missing, or stale.

        A translation that nobody confirmed is a draft, and counted; fixed words are not translated here.
        """
        main, place_here = self.book.settings.language, place / self.language
        if self.language not in texts:
            self.warn("translation-missing", place, language=self.language, **LANGUAGE_NAMES[self.language])
            return None, place
        if self.language != main and main in texts and place.file not in self.words_files:
            state = self.book.memory(self.language).state_of(texts[main], texts[self.language])
            if state == "stale":
                self.warn("translation-stale", place_here, **LANGUAGE_NAMES[self.language])
                return None, place_here
            if state == "draft":
                self.drafts.append(place_here)
        return texts[self.language], place_here

    @property
    def words_files(self) -> frozenset[str]:
        """The files of the fixed words, which are no translations of the casebook."""
        return frozenset(place.file for place, _ in self.words.layers)

    def missing(self, place: Place) -> Text:
        """The marked place of a text that is not there in this language."""
        self.blanks.append(place)
        return Text.plain(str(self.word("blank", "translation")), place, language=self.language, mark="missing")

    def name(self, names: Mapping[str, str], place: Place) -> Text:
        """A name or title, as typed."""
        text, here = self.chosen(names, place)
        return self.missing(here) if text is None else Text.plain(text, here, language=self.language)

    def line(self, lines: Mapping[str, str], place: Place) -> Text:
        """One paragraph of Markdown, worded."""
        text, here = self.chosen(lines, place)
        return self.missing(here) if text is None else build_line(text, here, self)

    def blocks(self, proses: Mapping[str, str], place: Place) -> list[Block]:
        """Markdown, as blocks."""
        text, here = self.chosen(proses, place)
        return [Block("paragraph", self.missing(here))] if text is None else build_blocks(text, here, self)

    def date(self, date: PartialDate, place: Place) -> Text:
        """A date in words, or a marked blank."""
        if not date.known:
            return self.blank("date", place=place)
        return date_text(date, self.language, place)

    def actor(self, identifier: str, place: Place, short: bool = True) -> Text:
        """The name of a party (its short one where it has one) or the title of an office; unknown: a marked blank."""
        if identifier in self.book.parties:
            party, here = self.book.parties[identifier], self.book.place("party", identifier)
            key = "short" if short and party.short and self.language in party.short else "name"
            return self.name(getattr(party, key), here / key)
        if identifier in self.book.offices:
            return self.name(self.book.offices[identifier][1].title, self.book.place("office", identifier) / "title")
        return self.blank("actor", place=place)

    def actors(self, identifiers: Sequence[str], place: Place) -> Text:
        """Several actors as a list in words."""
        return join([self.actor(actor, place / index) for index, actor in enumerate(identifiers)], self.language)
