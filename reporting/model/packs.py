"""Packs: which documents go out together, for whom, as of when, and what their letters say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .dates import UNKNOWN_DATE, Day, PartialDate
from .obstacles import Theme
from .record import Record, Shape
from .values import (
    ActorRef,
    Border,
    CommitmentRef,
    DirectorateRef,
    DocumentRef,
    EarlierRef,
    Id,
    Language,
    Lines,
    MeetingRef,
    Names,
    NumberText,
    ObstacleRef,
    OfficeRef,
    PartyRef,
    Proses,
    RecommendationsRef,
    Side,
)  # fmt: skip

Audience = Literal["internal", "counterpart", "house", "public", "reporter"]
# What a section can show of the casebook; `documents/shows.py` has what makes each.
Show = Literal[
    "recommendations", "progress", "commitments", "commitments-by-state", "agenda", "ranking", "decisions",
    "movements", "late", "counts", "promises", "route", "inventory", "replies", "annexes",
]  # fmt: skip
TEXT_FILE_PATTERN = r"^[a-z0-9][a-z0-9.-]*\.yaml$"


class Period(Shape):
    """The period that a pack reports on, both days included."""

    from_: PartialDate = Field(alias="from", description="Eerste dag.")
    to: PartialDate = Field(description="Laatste dag.")

    @model_validator(mode="after")
    def _forward(self) -> Period:
        if not (self.from_.known and self.to.known):
            raise PydanticCustomError("period-unknown", "a period needs both dates")
        if self.from_.first > self.to.last:
            raise PydanticCustomError("period-backward", "the period ends before it begins")
        return self


class Selection(Shape):
    """Which obstacles a document is about: those that meet every line given, in the casebook's order."""

    ids: list[ObstacleRef] = Field(default_factory=list, description="Alleen deze, in deze volgorde.")
    borders: list[Border] = Field(default_factory=list, description="Alleen op deze grenzen.")
    themes: list[Theme] = Field(default_factory=list, description="Alleen deze thema's.")


class Document(Shape):
    """A document of a pack. Which fields a kind needs follows from its template."""

    kind: Id = Field(description="Soort stuk: een map onder templates/.")
    audience: Audience = Field(description="Voor wie: internal, counterpart, house, public of reporter.")
    title: Names | None = Field(None, description="Titel; anders die van de soort.")
    language: Language | None = Field(None, description="Taal van het stuk; anders die van het dossier.")
    languages: list[Language] = Field(
        default_factory=list, max_length=2, description="Taal of talen van de kolommen (bijlage), links eerst."
    )
    authentic: Language | None = Field(None, description="Authentieke taal.")
    text: str | None = Field(None, pattern=TEXT_FILE_PATTERN, description="Bestand met de tekst, naast pack.yaml.")
    date: PartialDate = Field(UNKNOWN_DATE, description="Datum van het stuk, of unknown.")
    place: Names | None = Field(None, description="Plaats van ondertekening, per taal.")
    reference: NumberText = Field("unknown", description="Kenmerk van het stuk, of unknown.")
    your_reference: NumberText | None = Field(None, description="Kenmerk van de geadresseerde.")
    sender: PartyRef | None = Field(None, description="Afzender (briefhoofd).")
    directorate: DirectorateRef | None = Field(None, description="Directie van de afzender.")
    to: list[PartyRef] = Field(default_factory=list, description="Geadresseerden.")
    subject: Lines | None = Field(None, description="Betreft, per taal.")
    signatory: OfficeRef | None = Field(None, description="Ambt dat ondertekent; de naam volgt uit de datum.")
    on_behalf_of: list[OfficeRef] = Field(default_factory=list, description="Ambten namens wie mede wordt ondertekend.")
    settles: list[CommitmentRef] = Field(
        default_factory=list, description="Moties en toezeggingen die dit stuk afdoet."
    )
    annexes: list[DocumentRef] = Field(default_factory=list, description="Bijlagen: andere stukken van dit pakket.")
    decision_note: DocumentRef | None = Field(None, description="Beslisnota bij een stuk voor de Kamer, of unknown.")
    meeting: MeetingRef | None = Field(None, description="Overleg waarover het stuk gaat.")
    recommendations: RecommendationsRef | None = Field(None, description="Adviezen waarover het stuk gaat.")
    commitments: list[CommitmentRef] = Field(default_factory=list, description="Moties en toezeggingen in het stuk.")
    obstacles: Selection | None = Field(None, description="Belemmeringen in het stuk; weglaten: alle.")
    first_side: Side | None = Field(None, description="Kant die in dit exemplaar het eerst staat.")


class Pack(Record):
    """A pack of documents, built as of one day."""

    title: Names = Field(description="Titel van het pakket, per taal.")
    as_of: Day = Field(description="Peildatum, een dag: staat bij elke status.")
    period: Period = Field(description="Verslagperiode.")
    previous: EarlierRef | None = Field(
        None, description="Vorig pakket: daarmee vergelijken tellingen en «wat ervan kwam»."
    )
    dossiers: list[NumberText] = Field(
        default_factory=list, description="Dossiernummers waaronder het pakket wordt gearchiveerd."
    )
    documents: dict[Id, Document] = Field(min_length=1, description="De stukken, op volgorde.")


class Section(Shape):
    """A section of a letter: its heading, its own text, what is shown from the casebook, its sections (3 levels)."""

    id: Id = Field(description="Kenmerk van de paragraaf, uniek in de brief.")
    heading: Lines | None = Field(None, description="Kop, per taal.")
    text: Proses | None = Field(None, description="Tekst, per taal.")
    show: Show | None = Field(
        None, description="Wat hier uit het dossier komt, zoals recommendations, progress of commitments."
    )
    of: RecommendationsRef | None = Field(None, description="Bij recommendations: welke adviezen.")
    after: Proses | None = Field(None, description="Tekst na wat getoond wordt, per taal.")
    sections: list[Section] = Field(default_factory=list, description="Paragrafen hieronder.")


class Letter(Shape):
    """The text of a letter."""

    sections: list[Section] = Field(min_length=1, description="De paragrafen, op volgorde.")


class Bodies(Shape):
    """Who plays a part in the chain at one border; a part that is not named falls to the parties of its kind."""

    front_office: list[ActorRef] = Field(default_factory=list, description="Loketten waar een belemmering binnenkomt.")
    secretariat: list[ActorRef] = Field(default_factory=list, description="De ondersteuning (secretariaat).")
    officials: list[ActorRef] = Field(default_factory=list, description="Het ambtelijk overleg.")
    institute: list[ActorRef] = Field(default_factory=list, description="Kennisinstellingen die analyseren.")
    council: list[ActorRef] = Field(default_factory=list, description="Het bestuurlijk overleg dat selecteert.")
    link: list[ActorRef] = Field(default_factory=list, description="De bestuurlijke schakel naar de ministers.")
    ministers: list[ActorRef] = Field(default_factory=list, description="Wie beslissen.")


class Settings(Shape):
    """`casebook.yaml`: what holds for the whole casebook."""

    title: Names = Field(description="Naam van het dossier, per taal.")
    language: Language = Field(description="Hoofdtaal: elke tekst moet er in deze taal zijn.")
    messages: Literal["nl", "en"] = Field("nl", description="Taal van meldingen.")
    bodies: dict[Border, Bodies] = Field(default_factory=dict, description="Wie wat doet in de keten, per grens.")
    deputies: dict[Id, list[Id]] = Field(
        default_factory=dict,
        description="Wie voor wie mag paraferen: per rol of ambt wie daarvoor invallen.",
    )


__all__ = ["ActorRef", "Document", "Letter", "Pack", "Period", "Section", "Selection", "Settings"]
