"""Parties: who act, who are written to, who sign."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from .dates import UNKNOWN_DATE, PartialDate
from .record import Record, Shape
from .values import Id, Names, Plain, Side, SourceRef

PartyKind = Literal[
    "government", "ministry", "parliament", "province", "municipality", "region", "joint-body", "council",
    "working-group", "secretariat", "front-office", "institute", "international", "company", "other",
]  # fmt: skip


class Holder(Shape):
    """Who held an office, from when until when (both days included)."""

    name: Plain = Field(description="Naam zoals die onder een brief staat, of unknown.")
    from_: PartialDate = Field(UNKNOWN_DATE, alias="from", description="Eerste dag in het ambt; onbekend mag.")
    until: PartialDate | None = Field(None, description="Laatste dag in het ambt; weglaten als het nog loopt.")
    source: SourceRef | None = Field(None, description="Bron van deze gegevens.")


class Office(Shape):
    """An office of a party; the name under a letter follows from office and date."""

    id: Id = Field(description="Kenmerk van het ambt, uniek in het hele dossier.")
    title: Names = Field(description="Ambtstitel zoals die onder een brief staat, per taal.")
    holders: list[Holder] = Field(default_factory=list, description="Wie het ambt bekleedde, met begin- en einddatum.")

    def holders_on(self, day: datetime.date) -> list[Holder]:
        """Who may have held the office on `day`: not surely later, not surely over. Only one is certain."""
        return [
            holder
            for holder in self.holders
            if holder.from_.may_be_by(day)
            and (holder.until is None or holder.until.last is None or holder.until.last >= day)
        ]


class Address(Shape):
    """How a party is written to, and what its letterhead says. Functional mailboxes only, never a person's."""

    visiting: list[Plain] = Field(default_factory=list, description="Bezoekadres, regel voor regel.")
    postal: list[Plain] = Field(default_factory=list, description="Postadres, regel voor regel.")
    website: Plain | None = Field(None, description="Webadres.")
    mailbox: Plain | None = Field(None, description="Functionele mailbox van de directie; nooit van een persoon.")


class Party(Record):
    """A body, ministry, province, government, institute or company."""

    kind: PartyKind = Field(description="Soort partij.")
    side: Side | None = Field(None, description="Kant van de grens: nl, vl, …")
    name: Names = Field(description="Officiële naam, per taal.")
    short: Names | None = Field(None, description="Korte naam of afkorting, per taal.")
    addressed_as: Names | None = Field(None, description="Aanhef in de adressering: «De Voorzitter van …».")
    address: Address | None = Field(None, description="Adresgegevens voor het briefhoofd en de adressering.")
    directorates: dict[Id, Names] = Field(default_factory=dict, description="Directies, voor het briefhoofd.")
    offices: list[Office] = Field(default_factory=list, description="Ambten van deze partij.")
    sources: list[SourceRef] = Field(default_factory=list, description="Bronnen van deze gegevens.")
