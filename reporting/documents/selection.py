"""Which obstacles a document is about, in which order, and for whose eyes."""

from __future__ import annotations

from typing import get_args

from ..model.instruments import faults_on
from ..model.obstacles import Obstacle, Theme
from ..model.packs import Document
from ..model.requirements import sides_of
from ..model.standing import instruments_on
from ..places import Place
from .scope import Scope

THEMES: tuple[str, ...] = get_args(Theme)
# Who reads these papers is one's own administration.
INTERNAL = "internal"
# Who reads these papers is outside the administration: only what is marked public may be in them.
OPEN_AUDIENCES = frozenset({"house", "public"})


def select_obstacles(document: Document, place: Place, scope: Scope) -> list[Obstacle]:
    """The obstacles that meet every line of `document.obstacles`; all of them where it is not given.

    A paper for the House or the public has public ones only; one named by its id that is not public is a problem. An
    instrument of theirs that has expired, soon will, or has not got as far as it must is reported.
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
    for obstacle in found:
        _report_instruments(obstacle, scope)
    return found


def _report_instruments(obstacle: Obstacle, scope: Scope) -> None:
    sides = sides_of(obstacle)
    for index, instrument in instruments_on(obstacle, scope.as_of, scope.book.sources):
        place = scope.book.place("obstacle", obstacle.id) / "events" / index / "instrument"
        for code, field, values in faults_on(instrument, sides, scope.as_of):
            scope.warn(code, place / field, **values)


def by_theme(obstacles: list[Obstacle]) -> list[tuple[str, list[Obstacle]]]:
    """The obstacles by theme, themes in the order of the model."""
    return [
        (theme, together)
        for theme in THEMES
        if (together := [obstacle for obstacle in obstacles if obstacle.theme == theme])
    ]
