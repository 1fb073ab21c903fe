"""The glossary: what a body, instrument, status or idea is called in each language, and what it must not be called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field

from .instruments import InstrumentKind
from .parties import Office, Party
from .record import Shape
from .values import ActorRef, Language, Name, Names, Plain, SourceRef

LANGUAGES: tuple[Language, ...] = get_args(Language)
StatusName = Literal[
    "submitted", "identification", "in-analysis", "selected", "not-selected", "raised", "decided", "implementing",
    "solved", "mitigated", "accepted", "no-obstacle",
]  # fmt: skip
NamesByLanguage = dict[Language, list[Name]]


class Term(Shape):
    """One thing and its name in each language.

    Of a party or office (`actor`) the names are those of its own record; a name given here comes before that.
    """

    nl: Name | None = Field(None, description="Hoe het in het Nederlands heet.")
    fr: Name | None = Field(None, description="Hoe het in het Frans heet.")
    de: Name | None = Field(None, description="Hoe het in het Duits heet.")
    en: Name | None = Field(None, description="Hoe het in het Engels heet.")
    also: NamesByLanguage = Field(
        default_factory=dict, description="Wat ook goed is, per taal: een afkorting bijvoorbeeld."
    )
    forbidden: NamesByLanguage = Field(
        default_factory=dict,
        description="Wat het niet mag heten, per taal. Verbuigingen tellen mee; met een streepje eraan (-obstakel, "
        "obstakel-) ook als deel van een samenstelling.",
    )
    draft: list[Language] = Field(
        default_factory=list, description="Talen waarin de naam een werkvertaling is, die nog moet worden nagegaan."
    )
    actor: ActorRef | None = Field(None, description="De partij of het ambt dat zo heet.")
    instrument: InstrumentKind | None = Field(None, description="Het instrument dat zo heet.")
    status: StatusName | None = Field(None, description="De status van een belemmering die zo heet.")
    about: Names | None = Field(None, description="Wat het is, in één zin, voor wie vertaalt.")
    sources: list[SourceRef] = Field(default_factory=list, description="Waar de namen zijn gevonden.")
    note: Plain | None = Field(None, description="Opmerking voor wie vertaalt.")


@dataclass(frozen=True)
class Named:
    """A term with all that it may and may not be called.

    `names`: by language, the one to use; `also`, `forbidden`: by language, in their order; `draft`: the languages whose
    name is a working translation.
    """

    id: str
    names: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    forbidden: Mapping[str, tuple[str, ...]]
    draft: frozenset[str] = frozenset()
    about: Mapping[str, str] | None = None
    note: str | None = None

    def right(self, language: str) -> tuple[str, ...]:
        """All that it may be called in a language, the name to use first."""
        name = self.names.get(language)
        return ((name,) if name else ()) + self.also.get(language, ())


def name_all(
    terms: Mapping[str, Term], parties: Mapping[str, Party], offices: Mapping[str, tuple[str, Office]]
) -> Iterator[Named]:
    """Every term by what it is called, in the order of the glossary."""
    for key, term in terms.items():
        names: dict[str, str] = {}
        also: dict[str, tuple[str, ...]] = {}
        for language in LANGUAGES:
            given: Name | None = getattr(term, language)
            own = [name for name in (given, *actor_names(term.actor or "", language, parties, offices)) if name]
            every = list(dict.fromkeys([*own, *term.also.get(language, ())]))
            if own:
                names[language] = own[0]
            if rest := tuple(name for name in every if name not in own[:1]):
                also[language] = rest
        forbidden = {language: tuple(found) for language, found in term.forbidden.items() if found}
        yield Named(key, names, also, forbidden, frozenset(term.draft), term.about, term.note)


def actor_names(
    actor: str, language: str, parties: Mapping[str, Party], offices: Mapping[str, tuple[str, Office]]
) -> list[str]:
    """What a party or office is called in a language: its name, and the short one; nothing where there is none."""
    if actor in parties:
        party = parties[actor]
        return [names[language] for names in (party.name, party.short) if names and language in names]
    if actor in offices and language in offices[actor][1].title:
        return [offices[actor][1].title[language]]
    return []


def plain_of(variant: str) -> str:
    """A forbidden name without the hyphens that say in which compounds it counts as well."""
    return variant.strip("-")
