"""Who plays which part in the chain: by what the casebook says of a border, else by the kind of party.

The parts are those of the reference letter; it is about the Flemish-Dutch border only, so other borders may have other
bodies, and a casebook names them in `casebook.yaml`, under `bodies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from .packs import Settings
from .parties import Office, Party
from .values import UNKNOWN

# role -> the kinds of party that play it where the casebook names nobody
ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "front_office": ("front-office", "municipality", "region", "joint-body", "province"),
        "secretariat": ("secretariat",),
        "officials": ("council", "working-group"),
        "institute": ("institute",),
        "council": ("council",),
        "link": ("province",),
        "ministers": ("ministry", "government", "international"),
    }
)
OWNERS = "owners"  # whoever must act, as the events say


class Chain:
    """The bodies of a casebook by part and border."""

    def __init__(
        self, settings: Settings, parties: Mapping[str, Party], offices: Mapping[str, tuple[str, Office]]
    ) -> None:
        self.settings, self.parties, self.offices = settings, parties, offices

    def knows(self, actor: str) -> bool:
        """Whether it can be told what the actor is; not of `unknown`, nor of a party that is wrong itself."""
        return actor in self.parties or actor in self.offices

    def party_of(self, actor: str) -> str:
        """The party that the actor is, or is an office of."""
        return self.offices[actor][0] if actor in self.offices else actor

    def named(self, role: str, borders: Iterable[str]) -> list[str]:
        """The actors that the casebook names for a role at one of the borders, in its order."""
        found: dict[str, None] = {}
        for border in borders:
            bodies = self.settings.bodies.get(border)
            found.update(dict.fromkeys(getattr(bodies, role) if bodies else ()))
        return [actor for actor in found if actor != UNKNOWN]

    def plays(self, actor: str, role: str, borders: Iterable[str]) -> bool:
        """Whether the actor may act in the role at one of the borders. An office acts where its party may."""
        party = self.party_of(actor)
        for border in borders:
            if named := self.named(role, (border,)):
                if actor in named or party in named:
                    return True
            elif party in self.parties and self.parties[party].kind in ROLES[role]:
                return True
        return False

    def players(self, role: str, borders: Iterable[str]) -> list[str]:
        """Who may act in the role at the borders: whom the casebook names, else every party of its kinds."""
        found: dict[str, None] = {}
        for border in borders:
            by_kind = [key for key, party in self.parties.items() if party.kind in ROLES[role]]
            found.update(dict.fromkeys(self.named(role, (border,)) or by_kind))
        return list(found)

    def desk(self, body: str) -> set[str]:
        """Every id under which a body acts: itself, its offices; an office: itself."""
        return {body} | {office for office, (party, _) in self.offices.items() if party == body}
