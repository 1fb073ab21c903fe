"""Documents that may have so many pages and no more: which is too long, and which of its texts takes the most room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..places import Field, Place
from ..problems import Problem
from .check import count_pages
from .documents import Made
from .word.origins import OriginMap
from .word.sizes import sizes_of


def find_too_long(made: Made, pdf: bytes) -> list[Problem]:
    """The problem `page-too-many`, at the longest text, when the PDF has more pages than the kind allows."""
    pages = count_pages(pdf) if made.pages is not None else 0
    if made.pages is None or pages <= made.pages:
        return []
    place = longest_text(made.word.origins, sizes_of(made.word.data), made.about)
    return [Problem("page-too-many", place, {"document": made.name, "pages": pages, "most": made.pages})]


def longest_text(origins: OriginMap, sizes: Mapping[str, Sequence[float]], about: Place | None) -> Place:
    """The field that takes the most room: characters, each as large as its paragraph's `sizes` say.

    Of `about` only, where it is given. Words that follow from several fields are nobody's own and do not count.
    """
    room: Counter[tuple[str, Field]] = Counter()
    for part, paragraphs in origins.parts.items():
        for segments, size in zip(paragraphs, sizes.get(part, ()), strict=False):
            for text, places in segments:
                fields = {(place.file, place.field) for place in places}
                if len(fields) == 1 and _is_of(places[0], about):
                    room[fields.pop()] += round(len(text) * size * size)
    if not room:
        return about or Place("")
    return Place(*max(room, key=lambda field: room[field]))


def _is_of(place: Place, about: Place | None) -> bool:
    return about is None or (place.file == about.file and place.field[: len(about.field)] == about.field)
