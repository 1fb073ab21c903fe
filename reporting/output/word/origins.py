"""Where every word of a Word file came from: the map kept beside the file, which itself stays clean of marks."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ...places import Place


class Segment(NamedTuple):
    """Characters of one paragraph that came from the same places, in reading order."""

    text: str
    origins: tuple[Place, ...]


class Found(NamedTuple):
    """An occurrence of searched words: the part, the 1-based paragraph in it, and the segments it covers, cut to it."""

    part: str
    paragraph: int
    segments: tuple[Segment, ...]

    @property
    def origins(self) -> tuple[Place, ...]:
        """All places that the words came from, each once, in order."""
        return tuple(dict.fromkeys(place for segment in self.segments for place in segment.origins))


Paragraph = tuple[Segment, ...]


@dataclass
class OriginMap:
    """The segments of each paragraph of each part: `parts["body"][3]` is the fourth `w:p` of the body.

    Parts are `body`, then the stems of the other parts' names (`header1`, `footer1`, `footnotes`). Every `w:p` has its
    place in the list, in document order, those of tables and text boxes and empty ones too. Words that the template
    holds have its place as origin; tabs and breaks are in the text as `\\t` and `\\n`, list labels are not.
    """

    parts: dict[str, list[Paragraph]] = field(default_factory=dict)

    def find(self, words: str) -> list[Found]:
        """Every place where the words stand: white space, hyphens and case do not count, nor do segments' ends."""
        wanted, _ = _normal(words)
        wanted = wanted.strip()
        found = []
        for part, paragraphs in self.parts.items() if wanted else ():
            for number, segments in enumerate(paragraphs, 1):
                text, offsets = _normal("".join(segment.text for segment in segments))
                start = text.find(wanted)
                while start >= 0:
                    last = start + len(wanted) - 1
                    found.append(Found(part, number, _cut(segments, offsets[start], offsets[last] + 1)))
                    start = text.find(wanted, last + 1)
        return found

    def to_json(self) -> str:
        """Compact and the same each time: each place once, segments as `[text, [numbers of places]]`."""
        places: dict[Place, int] = {}
        parts = {
            part: [
                [[text, [places.setdefault(place, len(places)) for place in origins]] for text, origins in segments]
                for segments in paragraphs
            ]
            for part, paragraphs in self.parts.items()
        }
        listed = [_place_out(place) for place in places]
        return json.dumps({"places": listed, "parts": parts}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> OriginMap:
        """The map that `to_json` wrote. Raises `ValueError` on anything else."""
        try:
            data = json.loads(text)
            places = [_place_in(row) for row in data["places"]]
            return cls(
                {
                    part: [
                        tuple(Segment(str(t), tuple(places[number] for number in numbers)) for t, numbers in segments)
                        for segments in paragraphs
                    ]
                    for part, paragraphs in data["parts"].items()
                }
            )
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError("not a map of origins") from error


def joined(segments: Iterable[Segment]) -> Paragraph:
    """The segments with neighbours of the same origins made one, empty ones left out."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].origins == segment.origins:
            found[-1] = Segment(found[-1].text + segment.text, segment.origins)
        elif segment.text:
            found.append(segment)
    return tuple(found)


HYPHENS = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


def _normal(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the place in `text` it came from."""
    found: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        if HYPHENS.match(character):
            continue
        for plain in unicodedata.normalize("NFKC", character).casefold().translate(DASHES):
            if plain.isspace():
                if found and found[-1] == " ":
                    continue
                plain = " "
            found.append(plain)
            offsets.append(index)
    return "".join(found), offsets


def _cut(segments: Paragraph, start: int, end: int) -> tuple[Segment, ...]:
    covered, at = [], 0
    for text, origins in segments:
        inside = text[max(start - at, 0) : max(end - at, 0)]
        if inside:
            covered.append(Segment(inside, origins))
        at += len(text)
    return tuple(covered)


def _place_out(place: Place) -> list:
    row = [place.file, list(place.field), place.spot, place.position, None if place.on == "value" else place.on]
    while len(row) > 2 and row[-1] is None:
        row.pop()
    return row


def _place_in(row: list) -> Place:
    file, keys, spot, position, on = [*row, None, None, None][:5]
    return Place(file, tuple(keys), on or "value", tuple(spot) if spot else None, tuple(position) if position else None)
