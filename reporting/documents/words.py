"""Fixed words: every word of a document that no case file says, in every language, from the templates folder.

`templates/house/words.yaml` has what kinds share; `words:` in a kind's `kind.yaml` adds its own and may say one anew.
A leaf is a map whose keys are languages; anything above it is a path: `status: {decided: {nl: Besloten, …}}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from ..model.values import Language
from ..places import Place
from .blocks import Text

LANGUAGES: tuple[str, ...] = get_args(Language)
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Words:
    """Fixed words with the place where each stands. Later layers win."""

    layers: tuple[tuple[Place, Mapping[str, Any]], ...]
    # What was asked before: words are asked for again and again, and nothing in them changes.
    _found: dict[tuple[str, ...], Text] = field(default_factory=dict, repr=False, compare=False)
    _trees: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False, compare=False)

    def also(self, place: Place, words: Mapping[str, Any]) -> Words:
        """The same words with a layer on top."""
        return Words((*self.layers, (place, words)))

    def find(self, *path: str, language: str) -> Text:
        """The words at `path`. `KeyError` when no layer has them: a mistake in the templates folder, not of a user."""
        asked = (language, *path)
        if asked not in self._found:
            self._found[asked] = self._find(path, language)
        return self._found[asked]

    def _find(self, path: tuple[str, ...], language: str) -> Text:
        for place, layer in reversed(self.layers):
            leaf: Any = layer
            for key in path:
                leaf = leaf.get(key) if isinstance(leaf, Mapping) else None
                if leaf is None:
                    break
            if isinstance(leaf, Mapping) and language in leaf:
                return Text.plain(str(leaf[language]), _below(place, path, language), language=language)
        raise KeyError(".".join(path))

    def fill(self, *path: str, language: str, **slots: Text) -> Text:
        """The words at `path` with each `{name}` replaced by that text; every part keeps its origins."""
        return fill(self.find(*path, language=language), slots)

    def tree(self, language: str) -> dict[str, Any]:
        """All words of one language, nested as in the files: what a template sees as `words`."""
        if language not in self._trees:
            found: dict[str, Any] = {}
            for place, layer in self.layers:
                _merge(found, _in(layer, place, (), language))
            self._trees[language] = found
        return self._trees[language]


def fill(pattern: Text, slots: Mapping[str, Text]) -> Text:
    """`pattern` with each `{name}` replaced by the text of that name."""
    parts: list[Text] = []
    for index, part in enumerate(_SLOT.split(str(pattern))):
        if index % 2:
            parts.append(slots[part])
        elif part:
            parts.append(Text.plain(part, *pattern.origins, language=pattern.inlines[0].language))
    return Text().then(*parts)


def is_leaf(words: Any) -> bool:
    """Whether this is one text in languages."""
    return isinstance(words, Mapping) and bool(words) and set(words) <= set(LANGUAGES)


def _below(place: Place, path: tuple[str, ...], language: str) -> Place:
    return Place(place.file, (*place.field, *path, language))


def _in(words: Mapping[str, Any], place: Place, path: tuple[str, ...], language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in words.items():
        here = (*path, key)
        if is_leaf(value):
            if language in value:
                found[key] = Text.plain(str(value[language]), _below(place, here, language), language=language)
        elif isinstance(value, Mapping):
            found[key] = _in(value, place, here, language)
    return found


def _merge(into: dict[str, Any], words: dict[str, Any]) -> None:
    for key, value in words.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
