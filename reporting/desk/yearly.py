"""Files under Regulation (EU) 2025/925 by year: received, answered in time or late, with what outcome.

In the spirit of the Regulation, not after a form of it: what it asks of a yearly report was not read. Whether an answer
was in time follows from a time limit that was recalled (`model/bridge.LIMITS`, `verify`), and is shown as such.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from ..model.book import Casebook
from ..model.bridge import LIMITS, BridgeFile, add_months
from ..model.dates import PartialDate
from ..model.obstacles import Obstacle
from ..model.values import UNKNOWN
from .registered import Cell, Row
from .words import Wording

ANSWER = next(limit for limit in LIMITS if limit.name == "answer")
COUNTS = (
    "received", "clarification", "in_time", "late", "unsure", "open_in_time", "open_late", "administrative-change",
    "legislative-procedure", "not-resolved", "outcome_unknown",
)  # fmt: skip
# The words of the columns stand at `register.overview.<name>`.
COLUMNS = ("year", "by", "value", *COUNTS)
Group = tuple[str, str, str]


def build_overview(book: Casebook, wording: Wording) -> list[Row]:
    """A row for each year and group (all; by theme; by border), newest year first. Only public obstacles count.

    A file of which the date is not known stands under a year of its own. A year without files has no rows.
    """
    counts: dict[Group, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for obstacle in book.obstacles.values():
        file = obstacle.bridge
        if not obstacle.public or file is None or not (file.submitted.by(wording.day) or not file.submitted.known):
            continue
        year = str(file.submitted.year) if file.submitted.known else UNKNOWN
        for group in _groups(year, obstacle):
            for name in _counted(file, wording.day):
                counts[group][name] += 1
    return [_row(group, counts[group], wording) for group in sorted(counts, key=_order)]


def _groups(year: str, obstacle: Obstacle) -> Iterator[Group]:
    yield year, "all", ""
    yield year, "theme", obstacle.theme
    for border in dict.fromkeys(obstacle.borders):
        yield year, "border", border


def _order(group: Group) -> tuple[bool, int, int, str]:
    year, by, value = group
    return year == UNKNOWN, -int(year) if year.isdecimal() else 0, ("all", "theme", "border").index(by), value


def _counted(file: BridgeFile, day: datetime.date) -> Iterator[str]:
    """The columns in which a file counts at the end of `day`. What was done on an unknown date counts at once."""
    yield "received"
    if _done(file.clarification_asked, day):
        yield "clarification"
    ends = add_months(file.submitted.first, ANSWER.months) if file.submitted.first else None
    if not _done(file.answered, day):
        yield "open_late" if ends is not None and ends < day else "open_in_time"
        return
    assert file.answered is not None
    yield _answer(file.answered, ends)
    yield "outcome_unknown" if file.outcome == UNKNOWN else file.outcome


def _done(date: PartialDate | None, day: datetime.date) -> bool:
    return date is not None and (date.by(day) or not date.known)


def _answer(answered: PartialDate, ends: datetime.date | None) -> str:
    """`in_time` or `late`; `unsure` where the dates are not exact enough to tell."""
    if ends is None or answered.first is None or answered.last is None:
        return "unsure"
    return "in_time" if answered.last <= ends else "late" if answered.first > ends else "unsure"


def _row(group: Group, counts: dict[str, int], wording: Wording) -> Row:
    year, by, value = group
    shown = Cell(year, int(year), number=int(year)) if year.isdecimal() else Cell(wording.word("register", "unknown"))
    named = Cell(wording.word(by, value), value) if value else Cell()
    numbers = {name: Cell(str(count), count, number=count) for name, count in counts.items()}
    return {"year": shown, "by": Cell(wording.word("register", "groups", by), by), "value": named, **numbers}
