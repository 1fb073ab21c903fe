"""Who signs: the office is given, the name follows from the date."""

from __future__ import annotations

from typing import Any

from ..model.dates import PartialDate
from ..places import Place
from .blocks import Text
from .scope import Scope


def signer(office: str, date: PartialDate, place: Place, scope: Scope) -> dict[str, Any]:
    """`title` and `name` for a signature. `date`: the document's; when unknown, the as-of day counts.

    The name is a marked blank, with a warning, unless exactly one holder is known for that day.
    """
    day = date.first or scope.as_of
    if office not in scope.book.offices:
        return {"title": scope.actor(office, place, short=False), "name": scope.blank("name", place=place)}
    _, record = scope.book.offices[office]
    here = scope.book.place("office", office)
    title = scope.name(record.title, here / "title")
    found = [holder for holder in record.holders_on(day) if holder.name != "unknown"]
    if len(found) != 1:
        scope.warn("holder-unknown", place, office=office, date=str(day), count=len(found))
        return {"title": title, "name": scope.blank("name", place=place)}
    index = record.holders.index(found[0])
    return {"title": title, "name": Text.plain(found[0].name, here / "holders" / index / "name", place)}
