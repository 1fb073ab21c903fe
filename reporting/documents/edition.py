"""In what state a document is made: a concept, a version that goes round, or the final text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    """What every page says of the state of its document, and what only a concept shows.

    `code`: the short digest of what the pack follows from. `number`, `date`: of the version that goes round, from 1,
    and the day on which it went; None in a concept that nobody was sent. `final`: no mark, and nothing that is only for
    who works on the text.
    """

    code: str
    number: int | None = None
    date: datetime.date | None = None
    final: bool = False
