"""What can be answered to each question about an obstacle: words from a list, and the bodies that may act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from ..casebook.glossary import WORDS
from ..model.bodies import OWNERS, Chain
from ..model.book import Casebook
from ..model.bridge import CITIZEN
from ..model.instruments import InstrumentKind
from ..model.lifecycle import STEPS, allowed_after
from ..model.obstacles import Cause, EventKind, Obstacle, Theme
from ..model.values import UNKNOWN, Border, same_side
from ..problems import find_phrase
from .questions import Choice

# The words of the Dutch for each list, and what stands beside it: a choice that is no member of the list.
_LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "border": ("border", get_args(Border)),
    "theme": ("theme", get_args(Theme)),
    "cause": ("cause", get_args(Cause)),
    "instrument": ("instrument", get_args(InstrumentKind)),
}


class Candidates:
    """Whom and what the casebook offers as answers, in one language."""

    def __init__(self, book: Casebook, language: str) -> None:
        self.book, self.language = book, language
        self.chain = Chain(book.settings, book.parties, book.offices)

    def words(self, name: str, *more: Choice) -> tuple[Choice, ...]:
        """The list of words behind an answer."""
        meanings, words = _LISTS[name]
        return (*(Choice(word, self.meaning(meanings, word)) for word in words), *more)

    def meaning(self, name: str, word: str) -> str:
        """What a word of the case files means, in Dutch; English needs none."""
        return WORDS[name].get(word, "") if self.language == "nl" else ""

    def kinds(self, status: str, refused: bool) -> tuple[Choice, ...]:
        """The kinds of event that may be next after a status; `refused`: the last decision was a refusal."""
        kinds = [*allowed_after(status, refused), *(kind for kind in get_args(EventKind) if kind not in STEPS)]
        return tuple(Choice(kind, self.meaning("event", kind)) for kind in kinds)

    def takers(self, kind: str, obstacle: Obstacle) -> tuple[Choice, ...]:
        """Who may take a step; anybody where it is no step."""
        if kind not in STEPS:
            return self.everybody()
        owners = [actor for event in obstacle.events for actor in event.owners.values()]
        found: list[str] = []
        for role in STEPS[kind].by:
            found += owners if role == OWNERS else self.chain.players(role, obstacle.borders)
        return self._actors(found)

    def front_offices(self, borders: Iterable[str]) -> tuple[Choice, ...]:
        return self._parties(self.chain.players("front_office", borders))

    def institutes(self, borders: Iterable[str]) -> tuple[Choice, ...]:
        return self._parties(self.chain.players("institute", borders))

    def ministers(self, side: str, borders: Iterable[str]) -> tuple[Choice, ...]:
        """Offices of the governments and ministries on a side."""
        parties = self.chain.players("ministers", borders)
        actors = self._actors(party for party in parties if self._on_side(party, side))
        return tuple(choice for choice in actors if choice.word in self.book.offices)

    def on_side(self, side: str) -> tuple[Choice, ...]:
        """Every party and office on a side."""
        return self._actors(party for party in self.book.parties if self._on_side(party, side))

    def everybody(self) -> tuple[Choice, ...]:
        return self._actors(self.book.parties)

    def initiators(self) -> tuple[Choice, ...]:
        citizen = Choice(CITIZEN, find_phrase("choice-citizen", self.language))
        return (citizen, *self._parties(self.book.parties))

    def sources(self) -> tuple[Choice, ...]:
        """Every source: its title, or else its kind and number."""
        return tuple(
            Choice(key, self._text(source.title or {}) or f"{source.kind} {getattr(source, 'number', '')}".strip())
            for key, source in self.book.sources.items()
        )

    def _on_side(self, actor: str, side: str) -> bool:
        party = self.book.parties.get(self.chain.party_of(actor))
        return party is not None and (party.side is None or same_side(party.side, side))

    def _parties(self, actors: Iterable[str]) -> tuple[Choice, ...]:
        return tuple(Choice(actor, self.name(actor)) for actor in dict.fromkeys(actors) if actor != UNKNOWN)

    def _actors(self, actors: Iterable[str]) -> tuple[Choice, ...]:
        """The actors, a party with its offices behind it."""
        found: dict[str, None] = {}
        for actor in actors:
            found[actor] = None
            found.update(dict.fromkeys(key for key, (party, _) in self.book.offices.items() if party == actor))
        return self._parties(found)

    def name(self, actor: str) -> str:
        """The name of a party; the title of an office, and of which party."""
        if actor in self.book.offices:
            party, office = self.book.offices[actor]
            return f"{self._text(office.title)} ({self.name(party)})"
        party = self.book.parties.get(actor)
        return self._text(party.name) if party else ""

    def _text(self, texts: Mapping[str, str]) -> str:
        for language in (self.language, self.book.settings.language):
            if language in texts:
                return str(texts[language])
        return str(next(iter(texts.values()), ""))
