"""How far translations are: what `reporting translate` shows, confirms and sends out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..model.translation import State, Translated, texts_of
from ..places import Place
from .translatable import Translatable

STATES: tuple[State, ...] = ("missing", "stale", "draft", "confirmed")


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
    texts: Translatable, languages: Collection[str] = (), pack: str = "", records: Collection[str] = ()
) -> list[Standing]:
    """Every text with its state in each language that is wanted of it.

    Wanted are the `languages` asked for; else, of a pack, those of its documents; else those that the record already
    has some text in. Texts of a pack are wanted in what they have and in the languages of the documents that print
    them, and in no other (`Translatable.is_wanted`). `pack`: only what the pack prints, or may print. `records`: only
    those, by id.
    """
    prints = texts.printed_by(pack) if pack else None
    asked = set(languages) or (texts.languages_of(pack) if pack else None)
    memory = cache(texts.memory)
    found: list[Standing] = []
    for held in texts.held.values():
        if records and held.id not in records:
            continue
        place = held.place
        own = list(texts_of(held.kind, held.id, held.record, texts.main))
        there = {language for text in own for language in text.texts}
        for language in sorted((there if asked is None else asked) - {texts.main}):
            for text in own:
                at = Place(place.file, (*place.field, *text.path))
                if prints is not None and not prints(text, at, language):
                    continue
                if language in text.texts or texts.is_wanted(held, text, language):
                    state = memory(language).state_of(text.source, text.texts.get(language))
                    found.append(Standing(text, language, state, at / language))
    return found


def count_states(standings: Sequence[Standing]) -> dict[str, Counter[str]]:
    """By language, how many texts there are of each state."""
    found: dict[str, Counter[str]] = {}
    for standing in standings:
        found.setdefault(standing.language, Counter())[standing.state] += 1
    return dict(sorted(found.items()))


def needing_work(standings: Sequence[Standing]) -> Iterator[Standing]:
    """The texts that are not confirmed, in the order of their records."""
    return (standing for standing in standings if standing.state != "confirmed")
