"""Which obstacles a document is about, in which order, and for whose eyes."""

from __future__ import annotations

from typing import get_args

from ..model.obstacles import Obstacle, Theme
from ..model.packs import Document
from ..places import Place
from .scope import Scope

THEMES: tuple[str, ...] = get_args(Theme)
# Who reads these papers is outside the administration: only what is marked public may be in them.
OPEN_AUDIENCES = frozenset({"house", "public"})


def select_obstacles(document: Document, place: Place, scope: Scope) -> list[Obstacle]:
    """The obstacles that meet every line of `document.obstacles`; all of them where it is not given.

    A paper for the House or the public has public ones only; one named by its id that is not public is a problem.
    """
    chosen = document.obstacles
    every = scope.book.obstacles
    if chosen and chosen.ids:
        found = [every[identifier] for identifier in chosen.ids if identifier in every]
    else:
        found = list(every.values())
    if chosen and chosen.borders:
        found = [obstacle for obstacle in found if set(obstacle.borders) & set(chosen.borders)]
    if chosen and chosen.themes:
        found = [obstacle for obstacle in found if obstacle.theme in chosen.themes]
    if document.audience in OPEN_AUDIENCES:
        for index, identifier in enumerate(chosen.ids if chosen else ()):
            if identifier in every and not every[identifier].public:
                scope.warn("obstacle-not-public", place / "obstacles" / "ids" / index, id=identifier)
        found = [obstacle for obstacle in found if obstacle.public]
    return found


def by_theme(obstacles: list[Obstacle]) -> list[tuple[str, list[Obstacle]]]:
    """The obstacles by theme, themes in the order of the model."""
    return [
        (theme, together)
        for theme in THEMES
        if (together := [obstacle for obstacle in obstacles if obstacle.theme == theme])
    ]
