"""The setting of a section that shows something of the casebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.packs import Document, Pack, Section
from ..places import Place
from .blocks import Text
from .edition import Edition
from .kinds import Kind
from .scope import Scope


@dataclass(frozen=True)
class Showing:
    """Which section (`here`: its place, `level`: of headings below it), of which document of which pack and kind.

    `titles`, `kinds`: of every document of the pack, and every kind, by name; `edition`: the state that it is made in.
    """

    section: Section
    here: Place
    level: int
    document: Document
    place: Place
    pack: Pack
    kind: Kind
    scope: Scope
    titles: Mapping[str, Text] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    edition: Edition = field(default_factory=lambda: Edition(""))
