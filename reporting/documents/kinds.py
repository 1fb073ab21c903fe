"""Kinds of document: a folder under `templates/` with `kind.yaml` and `document.docx`, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from ..model.packs import Audience
from ..model.record import Shape
from ..model.values import Flag, Names
from ..places import Place
from .words import Words


class KindFile(Shape):
    """`kind.yaml`."""

    title: Names = Field(description="Naam van de soort, per taal.")
    order: int = Field(description="Plaats in een bundel; laag komt eerst.")
    audiences: list[Audience] = Field(min_length=1, description="Voor wie dit soort stuk mag zijn.")
    needs: list[str] = Field(default_factory=list, description="Velden die een stuk van deze soort moet hebben.")
    decision_note: Flag = Field(False, description="true: hoort een beslisnota bij.")
    words: dict[str, Any] = Field(default_factory=dict, description="Vaste woorden van deze soort, per taal.")


@dataclass(frozen=True)
class Kind:
    """A kind: its name (the folder's), what `kind.yaml` says and where, and its words on top of the shared ones."""

    name: str
    file: KindFile
    place: Place
    words: Words
