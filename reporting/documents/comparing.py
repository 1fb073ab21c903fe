"""Two days beside each other: with which day a pack compares, and how that is said."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from ..model.packs import Pack
from .blocks import Text
from .scope import Scope
from .wording import date_text


@dataclass(frozen=True)
class Comparison:
    """The earlier day `then`, its date in words (`date`), the pack's own day in words (`as_of`), which day it is
    (`said`), and the setting as of that earlier day (`scope`). `previous`: whether an earlier pack is named."""

    then: datetime.date
    date: Text
    as_of: Text
    said: Text
    scope: Scope
    previous: bool


def build_comparison(pack: Pack, scope: Scope) -> Comparison:
    """With which day the pack compares: the as-of day of the pack before it.

    Where none is named, the day before its period, as both days of a period belong to it; that is said.
    """
    place = scope.book.place("pack", pack.id)
    as_of = date_text(scope.as_of, scope.language, place / "as_of")
    previous = scope.book.packs.get(pack.previous or "")
    if previous is not None:
        here = scope.book.place("pack", previous.id)
        then, origins = previous.as_of.first, (place / "previous", here / "as_of")
    else:
        here, origins = place, (place / "period" / "from",)
        first = pack.period.from_.first
        then = first - datetime.timedelta(days=1) if first > datetime.date.min else first
    date = date_text(then, scope.language, *origins)
    if previous is not None:
        said = scope.word("compared", "previous", date=date, pack=scope.name(previous.title, here / "title"))
    else:
        said = scope.word("compared", "period", date=date)
    return Comparison(then, date, as_of, said, replace(scope, as_of=then), previous is not None)
