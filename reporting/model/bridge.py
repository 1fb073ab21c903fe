"""Whether an obstacle can be a file under Regulation (EU) 2025/925 (BRIDGEforEU), why, and by when what is due.

Read: arts. 2(3), 3, 9(2) and 12(1)(e), and that natural persons cannot initiate (references in `SOURCES`). Recalled and
not read, and marked as such wherever it is shown: the six months for an answer (art. 10).
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from .dates import UNKNOWN_DATE, PartialDate
from .record import Shape
from .values import ActorRef

if TYPE_CHECKING:
    from .obstacles import Obstacle

REGULATION = "Reg. (EU) 2025/925"
CITIZEN = "citizen"
SOURCES = MappingProxyType(
    {
        "art. 2(3)": "https://www.eumonitor.eu/9353000/1/j4nvhdfcs8bljza_j9vvik7m1c3gyxp/vkorvbzhn8zg",
        "art. 3": "https://fantasticsearch.net/law/eu/en?article=1&id=Q20lZpsB1anJoctMfyF1",
        "initiator": "https://www.parlementairemonitor.nl/9353000/1/j4nvirkkkr58fyw_j9tvgajcor7dxyk_j9vvij5epmj1ey0/vmlzialio4yd",
        "art. 9(2)": "https://fantasticsearch.net/law/eu/en?article=1&id=T20lZpsB1anJoctMfyF1",
        "art. 12(1)(e)": "https://fantasticsearch.net/law/eu/en?article=1&id=WW0lZpsB1anJoctMfyF1",
    }
)

Hampers = Literal["infrastructure", "public-service", "neither", "unknown"]


class BridgeFile(Shape):
    """A file with a cross-border coordination point: the dates from which time limits run."""

    point: ActorRef = Field(description="Coördinatiepunt waar het dossier is ingediend, of unknown.")
    submitted: PartialDate = Field(description="Ingediend op, of unknown.")
    clarification_asked: PartialDate | None = Field(None, description="Op deze dag is om verduidelijking gevraagd.")
    answered: PartialDate | None = Field(None, description="Beantwoord op.")
    outcome: Literal["administrative-change", "legislative-procedure", "not-resolved", "unknown"] = Field(
        "unknown", description="Uitkomst (art. 12, eerste lid)."
    )


@dataclass(frozen=True)
class Limit:
    """A time limit: `months` after the date in `from_`, met by the date in `met_by`; where it is laid down."""

    name: str
    from_: str
    months: int
    met_by: str
    article: str
    verify: bool = False


LIMITS = (
    Limit("clarification", "submitted", 2, "clarification_asked", "art. 9(2)"),
    Limit("answer", "submitted", 6, "answered", "art. 10", verify=True),
    # Where national law has no time limit of its own.
    Limit("redress", "answered", 6, "", "art. 12(1)(e)"),
)


@dataclass(frozen=True)
class Ground:
    """One condition: its `name` (the key of the obstacle that it looks at), whether it is met (None: not known), and
    the article that it stands in."""

    name: str
    met: bool | None
    article: str


# cause of the obstacle -> whether art. 3 takes it in; what is not named is not known
CAUSES = MappingProxyType(
    {
        "legislation": True, "administrative-rule": True, "practice": True, "missing-information": False,
        "eu-law-breach": False,
    }
)  # fmt: skip
# Art. 2(3): the coordination of social security and taxation stays as it is.
ASIDE = frozenset({"social-security", "taxation"})


def grounds_of(obstacle: Obstacle) -> tuple[Ground, ...]:
    """The conditions of a file, each met, not met or unknown."""
    hampers = {"neither": False, "unknown": None}.get(obstacle.hampers, True)
    initiator = {CITIZEN: False, "unknown": None}.get(obstacle.initiator, True)
    return (
        Ground("cause", CAUSES.get(obstacle.cause), "art. 3"),
        Ground("hampers", hampers, "art. 3"),
        Ground("initiator", initiator, "initiator"),
        Ground("theme", obstacle.theme not in ASIDE, "art. 2(3)"),
    )


def is_eligible(obstacle: Obstacle) -> bool | None:
    """Whether it can be a file: not where a condition is not met, and not known where one is not known."""
    met = [ground.met for ground in grounds_of(obstacle)]
    return False if False in met else None if None in met else True


def deadlines_of(file: BridgeFile, day: datetime.date) -> Iterator[tuple[Limit, datetime.date, bool]]:
    """Each time limit that runs at the end of `day`: the limit, its last day, and whether what it is for was done.

    A month is counted from its first day, so that no deadline is shown too late; it runs once the month is over. What
    was done on an unknown date counts at once.
    """
    for limit in LIMITS:
        start: PartialDate = getattr(file, limit.from_) or UNKNOWN_DATE
        done: PartialDate | None = getattr(file, limit.met_by) if limit.met_by else None
        if start.first is not None and start.by(day):
            met = done is not None and done.counts_by(day)
            yield limit, add_months(start.first, limit.months), met


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
