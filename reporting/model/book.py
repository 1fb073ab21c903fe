"""A casebook: all records of a folder, checked, with the place where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..places import Place
from .chain import Commitment, Meeting, Recommendations
from .glossary import Named, Term, name_all
from .obstacles import Obstacle
from .packs import Letter, Pack, Settings
from .parties import Office, Party
from .record import Shape
from .sources import Source
from .translation import Memory, Translations

Key = tuple[str, str]


@dataclass(frozen=True)
class Casebook:
    """Records by id, in the order of their ids (sources, terms, offices: in the order of their files).

    `offices` gives an office with the id of its party. `letters` has the texts of packs by (pack id, file name).
    `places` tells where a record begins, by (kind, id); kinds: `settings` (id ""), `obstacle`, `party`, `office`,
    `source`, `term`, `recommendations`, `commitment`, `meeting`, `pack`, `translations` (by language), `letter` (id
    "pack/file"). A field of a record stands at `place / key / key`. Nothing `internal` is in here.
    """

    settings: Settings
    obstacles: dict[str, Obstacle] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    offices: dict[str, tuple[str, Office]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    recommendations: dict[str, Recommendations] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    translations: dict[str, Translations] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    letters: dict[Key, Letter] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    _memories: dict[str, Memory] = field(default_factory=dict, repr=False, compare=False)

    def place(self, kind: str, identifier: str = "") -> Place:
        """Where the record stands. `KeyError` when there is none: references are checked before."""
        return self.places[kind, identifier]

    def memory(self, language: str) -> Memory:
        """What was confirmed of the translations into a language."""
        if language not in self._memories:
            self._memories[language] = Memory.of(self.translations.get(language))
        return self._memories[language]

    def named(self) -> list[Named]:
        """Every term of the glossary by what it is called, in the order of the glossary."""
        return list(name_all(self.terms, self.parties, self.offices))

    def records(self) -> Iterator[tuple[str, str, Shape]]:
        """Every record with its kind and id, in a fixed order; offices are part of their parties.

        What no document says is no such record: confirmed translations, and the glossary.
        """
        yield "settings", "", self.settings
        for kind, found in (
            ("source", self.sources),
            ("party", self.parties),
            ("obstacle", self.obstacles),
            ("recommendations", self.recommendations),
            ("commitment", self.commitments),
            ("meeting", self.meetings),
            ("pack", self.packs),
        ):
            for key, record in found.items():
                yield kind, key, record
        for key, letter in self.letters.items():
            yield "letter", "/".join(key), letter
