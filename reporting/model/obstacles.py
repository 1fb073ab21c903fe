"""Obstacles: what stands in the way at a border, and everything that was done about it, as dated events."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .dates import PartialDate
from .record import Record, Shape
from .values import (
    ActorRef,
    Border,
    Flag,
    Lines,
    Name,
    Names,
    ObstacleRef,
    OrWord,
    PartyRef,
    Plain,
    Proses,
    Side,
    SourceRef,
)  # fmt: skip

Theme = Literal[
    "e-government", "employment", "evidence", "health", "information", "institutional", "multilingualism", "transport",
    "environment", "agriculture", "taxation", "waste", "social-security",
]  # fmt: skip
Cause = Literal["legislation", "administrative-rule", "practice", "missing-information", "eu-law-breach", "unknown"]
Instrument = Literal[
    "benelux-decision", "benelux-treaty", "benelux-recommendation", "benelux-directive", "bgts", "joint-body",
    "administrative-agreement", "egtc", "eu-exception", "multilateral-agreement", "national-amendment",
    "national-derogation", "practice-change", "information", "none", "unknown",
]  # fmt: skip
EventKind = Literal[
    "submitted", "identification", "analysis", "selected", "not-selected", "raised", "decided", "implementing",
    "solved", "mitigated", "accepted", "no-obstacle", "reopened", "progress", "feedback",
]  # fmt: skip


class Event(Shape):
    """Something that happened to an obstacle on a date, by somebody, according to one source."""

    kind: EventKind = Field(
        description="Wat er gebeurde. De status volgt hieruit; progress en feedback laten de status zoals hij is."
    )
    date: PartialDate = Field(description="Dag (2022-12-05), maand (2023-09) of unknown.")
    by: ActorRef = Field(description="Wie het deed of besloot: een partij of ambt, of unknown.")
    source: SourceRef | None = Field(
        None, description="De bron van deze gebeurtenis; spreken bronnen elkaar tegen, maak er twee gebeurtenissen van."
    )
    text: Lines = Field(description="In één of twee zinnen, per taal.")
    evidence: Lines | None = Field(None, description="Bij solved: waaruit blijkt dat het in de praktijk werkt.")
    translation: Literal["draft", "confirmed"] = Field(
        "draft", description="Stand van de vertalingen van deze gebeurtenis."
    )


class NextStep(Shape):
    """What comes next, by whom, by when."""

    text: Lines = Field(description="De eerstvolgende stap, per taal.")
    by: ActorRef = Field(description="Wie de stap zet, of unknown.")
    due: PartialDate = Field(description="Wanneer, of unknown.")


class Affected(Shape):
    """Who are hindered, how many, and who says so."""

    text: Lines = Field(description="Wie er last van heeft, per taal.")
    number: Plain | None = Field(None, description="Aantal, met eenheid.")
    source: SourceRef | None = Field(None, description="Bron van het aantal.")


class Provision(Shape):
    """A provision that causes the obstacle."""

    side: Side = Field(description="Land of gewest van de bepaling.")
    citation: Name = Field(description="Vindplaats: wet, artikel.")


class Obstacle(Record):
    """An obstacle at a border (*grensbelemmering*)."""

    title: Names = Field(description="Korte titel, per taal.")
    borders: list[Border] = Field(min_length=1, description="Grens of grenzen waar het speelt.")
    theme: Theme = Field(description="Thema.")
    area: list[Plain] = Field(default_factory=list, description="Gemeenten of gebieden.")
    initiator: PartyRef = Field(
        PartyRef("unknown"), description="Wie het aankaartte: een instantie; noem nooit een burger."
    )
    front_office: PartyRef = Field(PartyRef("unknown"), description="Loket waar het binnenkwam.")
    public: Flag = Field(description="true: mag in stukken voor de Kamer en het publiek.")
    cause: Cause = Field("unknown", description="Oorzaak.")
    description: Proses = Field(description="Wat er aan de hand is, per taal.")
    affected: Affected | None = Field(None, description="Wie er last van heeft.")
    provisions: list[Provision] = Field(default_factory=list, description="Bepalingen aan beide kanten.")
    owners: dict[Side, ActorRef] = Field(
        default_factory=dict, description="Wie moet handelen, per kant van de grens, of unknown."
    )
    coordinator: PartyRef = Field(PartyRef("unknown"), description="Wie de voortgang bewaakt.")
    instrument: Instrument = Field("unknown", description="Weg waarlangs het wordt opgelost.")
    related: list[ObstacleRef] = Field(default_factory=list, description="Verwante belemmeringen.")
    events: list[Event] = Field(min_length=1, description="Wat er gebeurde, oudste eerst.")
    next_step: Annotated[NextStep | Literal["none", "unknown"], OrWord] = Field(
        "unknown", description="Eerstvolgende stap, none of unknown."
    )
    translation: Literal["draft", "confirmed"] = Field("draft", description="Stand van de vertalingen van dit dossier.")
