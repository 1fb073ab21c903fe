"""Obstacles: what stands in the way at a border, and everything that was done about it, as dated events."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .bridge import BridgeFile, Hampers
from .dates import PartialDate
from .instruments import Instrument
from .measures import Measure
from .record import Record, Shape
from .values import (
    ActorRef,
    Border,
    Flag,
    Grade,
    InitiatorRef,
    Language,
    Lines,
    MeetingRef,
    Name,
    Names,
    ObstacleRef,
    OfficeRef,
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
EventKind = Literal[
    "submitted", "identification", "analysis", "selected", "not-selected", "raised", "decided", "implementing",
    "solved", "mitigated", "accepted", "no-obstacle", "reopened", "progress", "feedback",
]  # fmt: skip


class NextStep(Shape):
    """What comes next, by whom, by when."""

    text: Lines = Field(description="De eerstvolgende stap, per taal.")
    by: ActorRef = Field(description="Wie de stap zet, of unknown.")
    due: PartialDate = Field(description="Wanneer, of unknown.")
    meeting: MeetingRef | None = Field(None, description="Overleg waarop de stap aan de orde komt.")


class Score(Shape):
    """How an obstacle weighs on one point, from 1 (low) to 5 (high)."""

    score: Grade = Field(description="1 (laag) tot en met 5 (hoog).")
    reason: Lines = Field(description="Waarom, per taal.")


class Scores(Shape):
    """The three points on which the regional council weighs an obstacle (the reference letter, advice 1)."""

    relevance: Score = Field(description="Relevantie van een oplossing.")
    benefits: Score = Field(description="Baten.")
    feasibility: Score = Field(description="Haalbaarheid.")


Reason = Annotated[Lines | Literal["unknown"], OrWord]


class Event(Shape):
    """Something that happened to an obstacle on a date, by somebody, according to one source.

    Below `text` stand the keys that some kinds of event need or may have: see `lifecycle.STEPS`.
    """

    kind: EventKind = Field(
        description="Wat er gebeurde. De status volgt hieruit; progress en feedback laten de status zoals hij is."
    )
    date: PartialDate = Field(description="Dag (2022-12-05), maand (2023-09) of unknown.")
    by: ActorRef = Field(description="Wie het deed of besloot: een partij of ambt, of unknown.")
    source: SourceRef | None = Field(
        None, description="De bron van deze gebeurtenis; spreken bronnen elkaar tegen, maak er twee gebeurtenissen van."
    )
    text: Lines = Field(description="In één of twee zinnen, per taal.")
    skipped: Lines | None = Field(
        None, description="Als stappen zijn overgeslagen: waarom, per taal. Nooit nodig bij progress en feedback."
    )
    meeting: MeetingRef | None = Field(None, description="Overleg waarop het gebeurde.")
    asked: list[PartyRef] = Field(
        default_factory=list, description="Bij analysis: kennisinstellingen aan wie de analyse is gevraagd."
    )
    scores: Annotated[Scores | Literal["pending", "unknown"], OrWord] | None = Field(
        None, description="Bij analysis: de drie scores met reden; pending zolang de analyse loopt."
    )
    rank: Plain | None = Field(None, description="Bij selected: plaats in de rangorde van het overleg.")
    ministers: dict[Side, OfficeRef] = Field(
        default_factory=dict, description="Bij raised: het ambt aan wie het is voorgelegd, per kant."
    )
    question: Reason | None = Field(None, description="Bij raised: wat aan de ministers is gevraagd, per taal.")
    instrument: Annotated[Instrument | Literal["none", "unknown"], OrWord] | None = Field(
        None, description="Bij decided: het instrument; none bij een afwijzing (dan met reason)."
    )
    owners: dict[Side, ActorRef] = Field(
        default_factory=dict, description="Wie vanaf nu moet handelen, per kant van de grens, of unknown."
    )
    due: PartialDate | None = Field(
        None, description="Bij decided: wanneer het klaar moet zijn. Bij analysis: wanneer de analyse er moet zijn."
    )
    verified_by: ActorRef | None = Field(None, description="Bij solved: wie in de praktijk naging dat het werkt.")
    evidence: Lines | None = Field(None, description="Bij solved: waaruit blijkt dat het in de praktijk werkt.")
    remains: Reason | None = Field(None, description="Bij mitigated: wat er overblijft, per taal.")
    reason: Reason | None = Field(
        None, description="Bij not-selected, accepted, no-obstacle, reopened en een afwijzing: waarom, per taal."
    )
    next: Annotated[NextStep | Literal["none", "unknown"], OrWord] | None = Field(
        None, description="Eerstvolgende stap na deze gebeurtenis, none of unknown."
    )


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
    initiator: InitiatorRef = Field(
        InitiatorRef("unknown"),
        description="Wie het aankaartte: een instantie, of citizen; noem nooit een burger bij naam.",
    )
    reporter_language: Language | None = Field(
        None, description="Taal waarin de indiener antwoord krijgt; anders die van het dossier."
    )
    front_office: PartyRef = Field(PartyRef("unknown"), description="Loket waar het binnenkwam.")
    public: Flag = Field(description="true: mag in stukken voor de Kamer en het publiek.")
    cause: Cause = Field("unknown", description="Oorzaak.")
    description: Proses = Field(description="Wat er aan de hand is, per taal.")
    affected: Affected | None = Field(None, description="Wie er last van heeft.")
    provisions: list[Provision] = Field(default_factory=list, description="Bepalingen aan beide kanten.")
    coordinator: PartyRef = Field(PartyRef("unknown"), description="Wie de voortgang bewaakt.")
    hampers: Hampers = Field("unknown", description="Wat het hindert; telt voor BRIDGEforEU.")
    bridge: BridgeFile | None = Field(None, description="Dossier onder Verordening (EU) 2025/925 (BRIDGEforEU).")
    measures: list[Measure] = Field(
        default_factory=list, description="Financiering en maatregelen ernaast: Interreg, Regio Deal, NOVEX, BGTS."
    )
    related: list[ObstacleRef] = Field(default_factory=list, description="Verwante belemmeringen.")
    events: list[Event] = Field(min_length=1, description="Wat er gebeurde, oudste eerst.")
