"""What the parts of one document share while it is written: styles, lists, notes, pictures, and what goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from ...problems import Problem
from ..charts import ChartStyle
from .lists import Lists
from .notes import Notes
from .origins import Paragraph
from .package import Part
from .styles import Styles

if TYPE_CHECKING:
    from .writing import PartWriting


class Writing:
    """`charts`: how charts look; None where none can be drawn."""

    def __init__(
        self, shown: str, styles: Styles, lists: Lists, tokens: list[Any], language: str, charts: ChartStyle | None
    ) -> None:
        self.shown = shown
        self.styles = styles
        self.lists = lists
        self.tokens = tokens
        self.language = language
        self.charts = charts
        self.media: dict[str, Part] = {}  # the pictures drawn, by name
        self.problems: list[Problem] = []
        self.segments: dict[etree._Element, Paragraph] = {}  # by paragraph, of all parts
        self.notes: Notes | None = None
        self.notes_part: PartWriting | None = None  # writes the notes of texts
