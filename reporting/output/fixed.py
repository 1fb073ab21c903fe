"""The fixed words as records with texts in languages: which a document prints, and how far each is translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ..documents.words import is_leaf
from ..model.translation import Memory, Translated, texts_of
from ..model.values import Fixed
from ..places import Field, Place
from ..problems import Problem
from .kinds import HOUSE, Templates
from .word.origins import OriginMap

KIND = "words"  # of a record: the words of the house, or of a kind of document


def records_of(templates: Templates) -> Iterator[tuple[str, dict[str, Any], Place]]:
    """By the name of the kind (or `house`), its texts in languages as its file has them, and where they stand."""
    for place, layer in templates.words.layers:
        yield HOUSE, typed(layer), place
    for name, file in templates.kind_files.items():
        place = next(Place(shown) for shown in templates.files if shown.endswith(f"/{name}/kind.yaml"))
        record = {"title": typed({"": file.title})[""], "body": file.body, "words": typed(file.words)}
        yield name, record, place


def typed(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words with every text in languages as what it is."""
    return {
        key: {language: Fixed(text) for language, text in below.items() if isinstance(text, str) and text.strip()}
        if is_leaf(below)
        else typed(below)
        for key, below in words.items()
        if isinstance(below, Mapping)
    }


def texts_in(templates: Templates, main: str) -> Iterator[tuple[Translated, Place]]:
    """Every text that is there in the main language, with the place of its languages."""
    for name, record, place in records_of(templates):
        for text in texts_of(KIND, name, record, main):
            yield text, Place(place.file, (*place.field, *text.path))


def printed_in(origins: OriginMap) -> set[Place]:
    """The places that words of a document came from."""
    return {
        Place(place.file, place.field)
        for paragraphs in origins.parts.values()
        for segments in paragraphs
        for segment in segments
        for place in segment.origins
    }


class WordStates:
    """How far each fixed word is in each language."""

    def __init__(self, templates: Templates, main: str) -> None:
        self.main = main
        self._texts: dict[tuple[str, Field], Translated] = {
            (place.file, place.field): text for text, place in texts_in(templates, main)
        }
        self._memory = cache(lambda language: Memory.of(templates.translations.get(language)))

    def unconfirmed(self, origins: OriginMap) -> set[Place]:
        """The words of a document that are translations which nobody confirmed, or not since their source changed."""
        return {place for place in printed_in(origins) if not self._is_confirmed(place)}

    def _is_confirmed(self, place: Place) -> bool:
        language = str(place.field[-1]) if place.field else ""
        text = self._texts.get((place.file, place.field[:-1]))
        if text is None or language == self.main or language not in text.texts:
            return True
        return self._memory(language).state_of(text.source, text.texts[language]) == "confirmed"

    def find_stale(self) -> Iterator[Problem]:
        """A warning for each translation whose source changed after it was confirmed."""
        for (file, field), text in self._texts.items():
            for language, target in text.texts.items():
                stale = self._memory(language).state_of(text.source, target) == "stale"
                if stale and language != self.main:
                    yield Problem("words-stale", Place(file, (*field, language)), {"source": text.source})
