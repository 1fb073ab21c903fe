"""How the desk speaks: the house's words, phrases of its own, names, dates and typed texts, in one language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..documents.blocks import Note, Text
from ..documents.citations import source_text
from ..documents.pandoc import Tree
from ..documents.scope import Scope
from ..documents.wording import join, write_date
from ..documents.words import Words
from ..model.book import Casebook
from ..model.dates import PartialDate
from ..model.values import UNKNOWN
from ..places import Place
from ..problems import find_phrase
from .texts import read_texts, show_blocks, show_text, without_address

NOWHERE = Place("")


@dataclass
class Wording:
    """The words of one answer: of which casebook, in which `language`, as of which `day`.

    `sources`: the notes and citations so far, each once, where they are numbered; None: they stand in brackets, without
    web addresses.
    """

    book: Casebook
    house: Words
    language: str
    day: datetime.date
    sources: list[str] | None = None
    trees: dict[str, Tree] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scope = Scope(self.book, self.house, self.trees, self.language, self.day)
        self.read(title for source in self.book.sources.values() for title in (source.title or {}).values())

    def read(self, texts: Iterable[str]) -> None:
        """Reads typed texts, all at once, for `line` and `prose` to show."""
        read_texts(texts, self.trees)

    def phrase(self, code: str, **values: object) -> str:
        """A phrase of the desk's own."""
        return find_phrase(code, self.language, **values)

    def word(self, *path: str) -> str:
        """A word of the house."""
        return str(self.scope.word(*path))

    def date(self, date: PartialDate | datetime.date) -> str:
        """`5 december 2022`, `september 2023`, or the words for a date that is not known."""
        if isinstance(date, PartialDate) and not date.known:
            return self.phrase("unknown-date")
        return write_date(date, self.language)

    def article(self, article: str) -> str:
        """Where a rule of Regulation (EU) 2025/925 stands: `art. 9(2)` as `art. 9, tweede lid`."""
        return self.phrase("article-" + "-".join(re.findall(r"\w+", article)))

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b en c`."""
        return str(join([Text.plain(part) for part in parts], self.language))

    def chosen(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """A text and its language: that of the answer, else the casebook's, else the first there is."""
        main = self.book.settings.language
        language = next(tongue for tongue in (self.language, main, *texts) if tongue in texts)
        return texts[language], language

    def name(self, names: Mapping[str, str]) -> str:
        """A name or title, as typed."""
        return self.chosen(names)[0]

    def actor(self, identifier: str) -> str:
        """The short name of a party, the title of an office, the word for a citizen or for nobody known."""
        if identifier in self.book.parties:
            party = self.book.parties[identifier]
            return self.name(party.short or party.name)
        if identifier in self.book.offices:
            return self.name(self.book.offices[identifier][1].title)
        return self.phrase(f"actor-{identifier}") if identifier in ("citizen", UNKNOWN) else identifier

    def title(self, kind: str, identifier: str) -> str:
        """The title of a record; its id where it could not be read."""
        records = {"obstacle": self.book.obstacles, "commitment": self.book.commitments, "meeting": self.book.meetings,
                   "recommendations": self.book.recommendations, "pack": self.book.packs}  # fmt: skip
        record = records[kind].get(identifier)
        return self.name(record.title) if record else identifier

    def at_meeting(self, text: str, identifier: str) -> str:
        """The text with the meeting on which it comes up, and when that is."""
        meeting = self.book.meetings.get(identifier)
        date = self.date(meeting.date) if meeting and meeting.date.known else self.phrase("no-date")
        return self.phrase("on-meeting", text=text, meeting=self.title("meeting", identifier), date=date)

    def cited(self, key: str) -> str:
        """A source as the House cites it, without its web address; its key where it could not be read."""
        if key not in self.book.sources:
            return self.phrase("source-not-known") if key == UNKNOWN else key
        return str(without_address(source_text(key, self.scope)))

    def line(self, lines: Mapping[str, str]) -> str:
        """One paragraph that somebody typed; it must have been read."""
        text, language = self.chosen(lines)
        return show_text(self.scope.into(language).line({language: text}, NOWHERE), self._note)

    def prose(self, proses: Mapping[str, str]) -> list[str]:
        """Paragraphs, items and rows that somebody typed; they must have been read."""
        text, language = self.chosen(proses)
        return list(show_blocks(self.scope.into(language).blocks({language: text}, NOWHERE), self._note))

    def _note(self, note: Note) -> str:
        paragraphs = [Text(paragraph) for paragraph in note.paragraphs]
        if self.sources is None:
            return f" ({' '.join(without_address(paragraph) for paragraph in paragraphs)})"
        return self.numbered(" ".join(paragraphs))

    def numbered(self, text: str) -> str:
        """` [3]` for what stands third in the list of sources."""
        assert self.sources is not None
        if text not in self.sources:
            self.sources.append(text)
        return f" [{self.sources.index(text) + 1}]"

    def numbered_source(self, key: str | None) -> str:
        """The number of a source in the list of sources, with its web address there; "" for no source."""
        if key is None:
            return ""
        known = key in self.book.sources
        return self.numbered(str(source_text(key, self.scope)) if known else self.cited(key))
