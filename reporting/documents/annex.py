"""Obstacles in one or two languages side by side, by theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..model.obstacles import Obstacle
from ..model.packs import Document
from ..places import Place
from .blocks import Text
from .lazy import Lazy
from .scope import Scope
from .selection import by_theme, select_obstacles
from .standing import (
    due_text,
    explanation_text,
    instrument_text,
    next_step_text,
    owner_texts,
    place_of,
    status_text,
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
            "obstacles": [_obstacle(obstacle, each, scope) for obstacle in together],
        }
        for theme, together in by_theme(select_obstacles(document, place, scope))
    ]


def _obstacle(obstacle: Obstacle, each: Callable[..., Lazy], scope: Scope) -> dict[str, Any]:
    place = place_of(obstacle, scope)
    main = scope.book.settings.language

    def borders(inner: Scope) -> Text:
        return join([inner.word("border", border) for border in obstacle.borders], inner.language)

    words: dict[str, Callable[[Scope], Any]] = {
        "title": lambda inner: inner.name(obstacle.title, place / "title"),
        "description": lambda inner: inner.blocks(obstacle.description, place / "description"),
        "status": lambda inner: status_text(obstacle, inner),
        "explanation": lambda inner: explanation_text(obstacle, inner),
        "owners": lambda inner: owner_texts(obstacle, inner),
        "instrument": lambda inner: instrument_text(obstacle, inner),
        "border": borders,
        "next_step": lambda inner: next_step_text(obstacle, inner),
        "due": lambda inner: due_text(obstacle, inner),
        "draft": lambda inner: inner.language != main and obstacle.translation == "draft",
    }
    return {"id": obstacle.id, **{name: each(word) for name, word in words.items()}}
