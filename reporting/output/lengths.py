"""Documents that may have so many pages and no more: which is too long, and which of its texts takes the most room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..places import Place
from ..problems import Problem
from .check import count_pages
from .documents import Made
from .word.origins import OriginMap


def find_too_long(made: Made, pdf: bytes) -> list[Problem]:
    """The problem `page-too-many`, at the longest text, when the PDF has more pages than the kind allows."""
    pages = count_pages(pdf) if made.pages is not None else 0
    if made.pages is None or pages <= made.pages:
        return []
    place = longest_text(made.word.origins, made.about)
    return [Problem("page-too-many", place, {"document": made.name, "pages": pages, "most": made.pages})]


def longest_text(origins: OriginMap, about: Place | None) -> Place:
    """The field of which the most characters are printed; of `about` only, where it is given.

    Words that follow from several fields are nobody's own and do not count.
    """
    printed: Counter[tuple[str, tuple]] = Counter()
    for text, place in _own(origins):
        if about is None or (place.file == about.file and place.field[: len(about.field)] == about.field):
            printed[place.file, place.field] += len(text)
    if not printed:
        return about or Place("")
    return Place(*max(printed, key=lambda field: printed[field]))


def _own(origins: OriginMap) -> Iterable[tuple[str, Place]]:
    for paragraphs in origins.parts.values():
        for segments in paragraphs:
            for text, places in segments:
                if len({(place.file, place.field) for place in places}) == 1:
                    yield text, places[0]
