"""Instruments: the ways in which an obstacle is taken away, each with its legal effect.

What is said of the four Benelux instruments is from the Benelux Union's own page on its legal instruments
(https://www.benelux.int/nl/juridische-databank/juridische-instrumenten). Whatever else the table says was recalled and
not read: `verify` marks it, and every output that shows it says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from .dates import UNKNOWN_DATE, PartialDate, Term
from .record import Shape
from .values import Names, OrWord, Side, SourceRef, same_side

InstrumentKind = Literal[
    "benelux-decision", "benelux-treaty", "benelux-recommendation", "benelux-directive", "bgts", "joint-body",
    "administrative-agreement", "egtc", "eu-exception", "multilateral-agreement", "national-amendment",
    "national-derogation", "practice-change", "information",
]  # fmt: skip
Bound = Literal["states", "citizens", "members", "signatories", "benelux-institutions", "nobody"]

# An instrument that ends within so many days of the day of a report is named in it: law takes long to replace.
NOTICE = 365
BENELUX = "https://www.benelux.int/nl/juridische-databank/juridische-instrumenten"


@dataclass(frozen=True)
class Effect:
    """Whom an instrument `binds`, whether it needs `transposition` or the assent of each `parliament` (None: unknown).

    `source`: where that was read; `verify`: it was recalled, and has to be verified before anything relies on it.
    """

    binds: tuple[str, ...] = ()
    transposition: bool | None = None
    parliament: bool | None = None
    source: str = ""

    @property
    def verify(self) -> bool:
        return not self.source


EFFECTS = MappingProxyType(
    {
        "benelux-decision": Effect(("states",), transposition=True, source=BENELUX),
        "benelux-treaty": Effect(("states",), parliament=True, source=BENELUX),
        "benelux-recommendation": Effect(("nobody",), transposition=False, parliament=False, source=BENELUX),
        "benelux-directive": Effect(("benelux-institutions",), source=BENELUX),
        "bgts": Effect(("members",)),
        "joint-body": Effect(("members",)),
        "administrative-agreement": Effect(("signatories",)),
        "egtc": Effect(("members",)),
        "eu-exception": Effect(),
        "multilateral-agreement": Effect(("states",)),
        "national-amendment": Effect(("citizens",)),
        "national-derogation": Effect(("citizens",)),
        "practice-change": Effect(("nobody",), transposition=False, parliament=False),
        "information": Effect(("nobody",), transposition=False, parliament=False),
    }
)

BySide = Annotated[dict[Side, PartialDate] | Literal["none", "unknown"], OrWord]


class Instrument(Shape):
    """What was decided, as law: each date counts once it has come."""

    kind: InstrumentKind = Field(description="Soort instrument.")
    title: Names | None = Field(None, description="Naam of opschrift, per taal.")
    binds: list[Bound] = Field(
        default_factory=list, description="Wie het bindt; weglaten: wat voor deze soort in het algemeen geldt."
    )
    signed: PartialDate = Field(UNKNOWN_DATE, description="Ondertekend of goedgekeurd op.")
    published: PartialDate = Field(UNKNOWN_DATE, description="Bekendgemaakt op.")
    publication: SourceRef | None = Field(None, description="Waar het is bekendgemaakt.")
    in_force: PartialDate = Field(UNKNOWN_DATE, description="In werking getreden op.")
    expires: Term = Field(Term(), description="Laatste dag waarop het geldt; none als er geen einddatum is.")
    transposition: BySide = Field(
        "unknown", description="Omzetting in nationaal recht: per kant de datum; none als het niet nodig is."
    )
    parliament: BySide = Field(
        "unknown", description="Instemming van het parlement: per kant de datum; none als het niet nodig is."
    )

    @property
    def effect(self) -> Effect:
        """What holds for an instrument of this kind."""
        return EFFECTS[self.kind]


def needed_of(instrument: Instrument, field: Literal["transposition", "parliament"]) -> bool | None:
    """Whether the instrument needs it: what its own field says, else what holds for its kind; None: not known."""
    said = getattr(instrument, field)
    if said == "none":
        return False
    return True if isinstance(said, dict) else getattr(instrument.effect, field)


def lacking_on(
    instrument: Instrument, field: Literal["transposition", "parliament"], sides: tuple[str, ...], day: datetime.date
) -> list[str]:
    """The sides on which what is needed was not surely done by `day`; none where it is not known to be needed.

    `sides`: those that it has to be done on; what a country did counts for its region.
    """
    if not needed_of(instrument, field):
        return []
    said = getattr(instrument, field)
    dates = said if isinstance(said, dict) else {}
    unsaid = [side for side in sides if not any(same_side(side, other) for other in dates)]
    return [*(side for side, date in dates.items() if not date.by(day)), *dict.fromkeys(unsaid)]


def faults_on(instrument: Instrument, sides: tuple[str, ...], day: datetime.date) -> Iterator[tuple[str, str, dict]]:
    """What is to be reported of an instrument as of `day`: code, field and values of each.

    `instrument-expired`, `instrument-expiring`, `instrument-untransposed`, `instrument-unapproved`.
    """
    ends = instrument.expires.first
    if ends is not None:
        if instrument.expires.last < day:
            yield "instrument-expired", "expires", {"date": str(instrument.expires)}
        elif (ends - day).days <= NOTICE:
            yield "instrument-expiring", "expires", {"date": str(instrument.expires)}
    for field, code in (("transposition", "instrument-untransposed"), ("parliament", "instrument-unapproved")):
        if lacking := lacking_on(instrument, field, sides, day):
            yield code, field, {"sides": ", ".join(lacking), "instrument": instrument.kind}
