"""Kinds of document: a folder under `templates/` with `kind.yaml` and `document.docx`, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ..model.packs import Audience, Section
from ..model.record import Shape
from ..model.values import Flag, Id, Names, OrWord, Plain
from ..places import Place
from .words import Words

Years = Annotated[str, StringConstraints(pattern=r"^([1-9][0-9]{0,2}|permanent|unknown)$")]


class Retention(Shape):
    """How long an archive keeps a document, and on which ground."""

    category: Plain = Field(description="Categorie uit de selectielijst, of unknown.")
    years: Years = Field(description="Bewaartermijn in jaren, permanent of unknown.")


class KindFile(Shape):
    """`kind.yaml`."""

    title: Names = Field(description="Naam van de soort, per taal.")
    order: int = Field(description="Plaats in een bundel; laag komt eerst.")
    audiences: list[Audience] = Field(min_length=1, description="Voor wie dit soort stuk mag zijn.")
    needs: list[str] = Field(default_factory=list, description="Velden die een stuk van deze soort moet hebben.")
    decision_note: Flag = Field(False, description="true: hoort een beslisnota bij.")
    each: Literal["obstacle", "reply"] | None = Field(
        None, description="Een reeks: één stuk per belemmering, of per antwoord aan een indiener."
    )
    pages: int | None = Field(None, ge=1, description="Zoveel bladzijden mag het ten hoogste zijn.")
    body: list[Section] = Field(
        default_factory=list, description="Vaste paragrafen; de tekst van een stuk vult die met hetzelfde kenmerk aan."
    )
    private: list[Id] = Field(
        default_factory=list, description="Paragrafen waarvan de tekst alleen in een intern exemplaar staat."
    )
    inside: list[Id] = Field(
        default_factory=list, description="Paragrafen die alleen een intern exemplaar heeft, met kop en al."
    )
    route: list[Id] = Field(
        default_factory=list,
        description="Wie parafeert, op volgorde: rollen uit words.route; als laatste mag signatories.",
    )
    retention: Annotated[Retention | Literal["unknown"], OrWord] = Field("unknown", description="Bewaartermijn.")
    words: dict[str, Any] = Field(default_factory=dict, description="Vaste woorden van deze soort, per taal.")


@dataclass(frozen=True)
class Kind:
    """A kind: its name (the folder's), what `kind.yaml` says and where, and its words on top of the shared ones."""

    name: str
    file: KindFile
    place: Place
    words: Words
