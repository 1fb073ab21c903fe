"""Obstacles in one or two languages side by side, by theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ..model.obstacles import Obstacle
from ..model.packs import Document
from ..places import Place
from .blocks import Block, Text
from .scope import Scope
from .selection import by_theme, select_obstacles
from .standing import due_text, evidence_text, next_step_text, owner_texts, place_of, status_text
from .wording import join

T = TypeVar("T")


def build_groups(document: Document, place: Place, languages: Sequence[str], scope: Scope) -> list[dict[str, Any]]:
    """What a template sees as `groups`: themes with their obstacles; every text by language."""
    scopes = {language: scope.into(language) for language in languages}

    def each(word: Callable[[Scope], T]) -> dict[str, T]:
        return {language: word(inner) for language, inner in scopes.items()}

    return [
        {
            "theme": each(lambda inner, theme=theme: inner.word("theme", theme)),
            "obstacles": [_obstacle(obstacle, each, scope) for obstacle in together],
        }
        for theme, together in by_theme(select_obstacles(document, place, scope))
    ]


def _obstacle(obstacle: Obstacle, each: Callable[..., dict[str, Any]], scope: Scope) -> dict[str, Any]:
    place = place_of(obstacle, scope)
    main = scope.book.settings.language

    def described(inner: Scope) -> list[Block]:
        return inner.blocks(obstacle.description, place / "description")

    def instrument(inner: Scope) -> Text:
        word = inner.word("instrument", obstacle.instrument)
        return word.look(origins=(place / "instrument", *word.origins))

    def borders(inner: Scope) -> Text:
        return join([inner.word("border", border) for border in obstacle.borders], inner.language)

    return {
        "id": obstacle.id,
        "title": each(lambda inner: inner.name(obstacle.title, place / "title")),
        "description": each(described),
        "status": each(lambda inner: status_text(obstacle, inner)),
        "evidence": each(lambda inner: evidence_text(obstacle, inner)),
        "owners": each(lambda inner: owner_texts(obstacle, inner)),
        "instrument": each(instrument),
        "border": each(borders),
        "next_step": each(lambda inner: next_step_text(obstacle, inner)),
        "due": each(lambda inner: due_text(obstacle, inner)),
        "draft": each(lambda inner: inner.language != main and obstacle.translation == "draft"),
    }
