"""The setting of a section that shows something of the casebook."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.packs import Document, Pack, Section
from ..places import Place
from .kinds import Kind
from .scope import Scope


@dataclass(frozen=True)
class Showing:
    """Which section (`here`: its place, `level`: of headings below it), of which document of which pack and kind."""

    section: Section
    here: Place
    level: int
    document: Document
    place: Place
    pack: Pack
    kind: Kind
    scope: Scope
