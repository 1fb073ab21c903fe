"""Obstacles in one or two languages side by side, by theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ..model.obstacles import Obstacle
from ..model.packs import Document
from ..model.translation import texts_of
from ..places import Place
from .blocks import Text
from .lazy import Lazy
from .scope import Scope
from .selection import by_theme, select_obstacles
from .side_by_side import build_rows
from .standing import (
    due_text,
    explanation_text,
    instrument_text,
    next_step_text,
    owner_texts,
    place_of,
    status_text,
    title_text,
)  # fmt: skip
from .wording import join


def build_groups(document: Document, place: Place, languages: Sequence[str], scope: Scope) -> list[dict[str, Any]]:
    """What a template sees as `groups`: themes with their obstacles; every text by language."""
    scopes = {language: scope.into(language) for language in languages}

    def each(word: Callable[[Scope], Any]) -> Lazy:
        return Lazy({language: lambda inner=inner: word(inner) for language, inner in scopes.items()})

    return [
        {
            "theme": each(lambda inner, theme=theme: inner.word("theme", theme)),
            "obstacles": [_obstacle(obstacle, each) for obstacle in together],
        }
        for theme, together in by_theme(select_obstacles(document, place, scope))
    ]


def _obstacle(obstacle: Obstacle, each: Callable[..., Lazy]) -> Lazy:
    told = {name: each(lambda inner, word=word: word(obstacle, inner)) for name, word in DESCRIBED.items()}
    makers = {name: lambda texts=texts: texts for name, texts in told.items()}
    return Lazy({"id": lambda: obstacle.id, **makers, "rows": lambda: build_rows(told["description"])})


def describe_obstacle(obstacle: Obstacle, scope: Scope) -> dict[str, Callable[[], Any]]:
    """What a template can print of an obstacle, in the scope's language: makers, each to be called when asked for."""
    return {name: lambda word=word: word(obstacle, scope) for name, word in DESCRIBED.items()}


def is_draft(obstacle: Obstacle, scope: Scope) -> bool:
    """Whether some text of the obstacle is there in this language, and not confirmed."""
    main, language = scope.book.settings.language, scope.language
    if language == main:
        return False
    memory = scope.book.memory(language)
    return any(
        memory.state_of(found.texts[main], found.texts.get(language)) == "draft"
        for found in texts_of("obstacle", obstacle.id, obstacle, main)
    )


def _border(obstacle: Obstacle, scope: Scope) -> Text:
    place = place_of(obstacle, scope) / "borders"
    words = [scope.word_at(place / index, "border", border) for index, border in enumerate(obstacle.borders)]
    return join(words, scope.language)


DESCRIBED: Mapping[str, Callable[[Obstacle, Scope], Any]] = MappingProxyType(
    {
        "title": title_text,
        "description": lambda obstacle, scope: scope.blocks(
            obstacle.description, place_of(obstacle, scope) / "description"
        ),
        "status": status_text,
        "explanation": explanation_text,
        "owners": owner_texts,
        "instrument": instrument_text,
        "border": _border,
        "next_step": next_step_text,
        "due": due_text,
        "draft": is_draft,
    }
)
