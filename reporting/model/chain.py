"""What the chain produces beside the obstacles: recommendations, commitments, meetings."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Annotated, Literal

from pydantic import Field

from .dates import UNKNOWN_DATE, PartialDate
from .measures import Measure
from .record import Record, Shape
from .values import (
    ActorRef,
    Language,
    Lines,
    Names,
    NumberText,
    OrWord,
    PartyRef,
    Plain,
    Proses,
    Side,
    SourceRef,
    Weight,
)  # fmt: skip


class Action(Shape):
    """A lettered action under a reaction."""

    text: Lines = Field(description="Wat er gaat gebeuren, per taal.")
    actors: list[ActorRef] = Field(min_length=1, description="Wie het doet; [unknown] mag.")
    due: PartialDate = Field(UNKNOWN_DATE, description="Wanneer, of unknown.")
    measures: list[Measure] = Field(
        default_factory=list, description="Financiering en maatregelen die de actie dragen."
    )


def letter_of(index: int) -> str:
    """The letter under which a document prints an item: a, b, … z, aa, ab …"""
    return (letter_of(index // 26 - 1) if index >= 26 else "") + ascii_lowercase[index % 26]


class Reaction(Shape):
    """What a government answers to an advice."""

    text: Proses | None = Field(None, description="De reactie in tekst, per taal.")
    actions: list[Action] = Field(
        default_factory=list, description="Acties; krijgen in het stuk de letters a), b), c) …"
    )
    measures: list[Measure] = Field(
        default_factory=list, description="Financiering en maatregelen die de hele reactie dragen."
    )


class Recommendation(Shape):
    """One numbered advice with the reaction to it."""

    number: NumberText = Field(description="Nummer van het advies.")
    title: Lines = Field(description="Kop van het advies, per taal.")
    advice: Proses = Field(description="Wat wordt geadviseerd, per taal.")
    reaction: Reaction | None = Field(None, description="De reactie.")


class Recommendations(Record):
    """A set of recommendations of one body, with the reactions of another."""

    title: Names = Field(description="Titel van het advies, per taal.")
    by: ActorRef = Field(description="Wie adviseert.")
    date: PartialDate = Field(UNKNOWN_DATE, description="Datum van het advies, of unknown.")
    source: SourceRef | None = Field(None, description="Bron.")
    reaction_by: ActorRef = Field(ActorRef("unknown"), description="Wie reageert.")
    recommendations: list[Recommendation] = Field(min_length=1, description="De adviezen, op volgorde.")


class Reported(Shape):
    """The letter that tells the House that a commitment is settled."""

    date: PartialDate = Field(description="Datum van de brief, of unknown.")
    source: SourceRef = Field(description="De brief, of unknown.")


class Settled(Shape):
    """The decision that a commitment is settled; it is for the House itself."""

    date: PartialDate = Field(description="Datum van het besluit, of unknown.")
    by: PartyRef = Field(description="Het parlement dat dit besloot, of unknown.")
    source: SourceRef | None = Field(None, description="Bron.")


class Commitment(Record):
    """A motion of the House, or an undertaking given to it."""

    kind: Literal["motion", "undertaking"] = Field(description="motion (motie) of undertaking (toezegging).")
    title: Names = Field(description="Korte titel, per taal.")
    members: list[Plain] = Field(
        default_factory=list, description="Indieners van de motie (Kamerleden), zoals in het stuk."
    )
    text: Proses = Field(description="Wat is gevraagd of toegezegd, per taal.")
    source: SourceRef = Field(description="Vindplaats, of unknown.")
    owner: ActorRef = Field(description="Wie het nakomt.")
    due: PartialDate = Field(UNKNOWN_DATE, description="Toegezegde datum, of unknown.")
    given: PartialDate = Field(UNKNOWN_DATE, description="Datum van aanneming of toezegging, of unknown.")
    reported: Reported | None = Field(None, description="De brief die haar als afgedaan meldt.")
    settled: Settled | None = Field(None, description="Het besluit van de Kamer dat zij is afgedaan.")
    progress: Proses | None = Field(None, description="Stand van zaken, per taal.")


Mode = Literal["discussed", "intends", "agrees", "decides"]


OutcomeState = Literal["done", "partly", "not-done"]


class Outcome(Shape):
    """What came of an agreement."""

    state: OutcomeState = Field(description="done (uitgevoerd), partly (deels uitgevoerd) of not-done (niet).")
    text: Lines = Field(description="Wat ervan kwam, in één of twee zinnen, per taal.")
    date: PartialDate = Field(description="Sinds wanneer dat vaststaat, of unknown.")
    source: SourceRef | None = Field(None, description="Bron.")


class Sentence(Shape):
    """A sentence of a summit text: how binding it is, who carries it, by when."""

    mode: Mode = Field(
        description="discussed (besproken), intends (voornemen), agrees (afspraak) of decides (besluit)."
    )
    text: Lines = Field(description="De zin, per taal.")
    owners: list[ActorRef] = Field(min_length=1, description="Wie hem uitvoert; [unknown] mag.")
    due: PartialDate = Field(UNKNOWN_DATE, description="Wanneer, of unknown.")
    source: SourceRef | None = Field(None, description="Bron.")
    outcome: Outcome | None = Field(None, description="Wat ervan kwam; staat in het ontwerp voor het volgende overleg.")


class Agreements(Shape):
    """The agreements on one theme."""

    title: Lines = Field(description="Kop van het thema, per taal.")
    sentences: list[Sentence] = Field(min_length=1, description="De afspraken, zin voor zin.")


class Weights(Shape):
    """How heavily each of the three scores counts at a meeting."""

    relevance: Weight = Field(description="Gewicht van de relevantie, vanaf 1.")
    benefits: Weight = Field(description="Gewicht van de baten, vanaf 1.")
    feasibility: Weight = Field(description="Gewicht van de haalbaarheid, vanaf 1.")


class Meeting(Record):
    """A summit, a ministers' meeting or a meeting of the regional council."""

    kind: Literal["summit", "ministers", "council", "officials"] = Field(description="Soort overleg.")
    title: Names = Field(description="Titel, per taal.")
    place: Annotated[Names | Literal["unknown"], OrWord] = Field(description="Plaats, per taal, of unknown.")
    date: PartialDate = Field(description="Datum, of unknown.")
    parties: dict[Side, list[PartyRef]] = Field(min_length=2, description="Deelnemende partijen, per kant.")
    considerations: list[Lines] = Field(default_factory=list, description="Overwegingen, elk één zin, per taal.")
    agreements: list[Agreements] = Field(default_factory=list, description="Afspraken per thema.")
    legal_nature: Annotated[Lines | Literal["unknown"], OrWord] = Field(
        "unknown", description="Rechtskarakter: wel of niet juridisch bindend."
    )
    authentic: list[Language] = Field(default_factory=list, description="Authentieke taal of talen.")
    weights: Weights | None = Field(
        None, description="Gewichten van de scores op dit overleg; weglaten: alle drie even zwaar."
    )
    signatories: dict[Side, list[ActorRef]] = Field(default_factory=dict, description="Wie ondertekenen, per kant.")
    sources: list[SourceRef] = Field(default_factory=list, description="Bronnen.")
