"""Money and measures beside an obstacle or an action: what carries it, and the approval that it waits for.

The reference letter names them: Interreg, once its monitoring committee approves; Regio Deals; NOVEX areas; groupings
for territorial co-operation (BGTS).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field

from .dates import UNKNOWN_DATE, PartialDate
from .record import Shape
from .values import ActorRef, Names, OrWord, Plain, SourceRef

MeasureKind = Literal["interreg", "regio-deal", "novex", "bgts", "other"]


class Approval(Shape):
    """The approval that a measure waits for, or got."""

    by: ActorRef = Field(description="Wie moet instemmen, of unknown.")
    due: PartialDate = Field(UNKNOWN_DATE, description="Wanneer het besluit wordt verwacht, of unknown.")
    granted: PartialDate | None = Field(None, description="Goedgekeurd op.")
    refused: PartialDate | None = Field(None, description="Afgewezen op.")

    def state_on(self, day: datetime.date) -> Literal["granted", "refused", "awaited"]:
        """How the approval stood at the end of `day`; one on an unknown date counts at once."""
        for state in ("refused", "granted"):
            date: PartialDate | None = getattr(self, state)
            if date is not None and date.counts_by(day):
                return state
        return "awaited"


class Measure(Shape):
    """Something beside the rules that carries a solution."""

    kind: MeasureKind = Field(description="Soort: interreg, regio-deal, novex, bgts of other.")
    title: Names = Field(description="Naam, per taal.")
    amount: Plain | None = Field(None, description="Bedrag, met munt.")
    approval: Annotated[Approval | Literal["none", "unknown"], OrWord] = Field(
        "unknown", description="Goedkeuring waarop het wacht of die het kreeg; none als die niet nodig is."
    )
    source: SourceRef | None = Field(None, description="Bron.")
