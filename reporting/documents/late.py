"""What is late, and on whose desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ..model.packs import Document
from ..model.tasks import Task
from ..model.worklist import build_tasks
from ..places import Place
from .blocks import Block, Text
from .scope import Scope
from .selection import INTERNAL, select_obstacles
from .showing import Showing
from .tables import Cell, build_table, cell
from .wording import date_text, join

WIDTHS = (0.27, 0.48, 0.25)


def build_late(showing: Showing) -> Iterator[Block]:
    """A table of what is late on the pack's day: on whose desk, what, since when; who has most waited for leads.

    Of the obstacles of the document, and of the meeting and the advice that it names. Of motions and undertakings an
    internal copy only: the commitments that the document names, or all.
    """
    scope = showing.scope
    about = _about(showing.document, showing.place, scope)
    late = [task for task in build_tasks(scope.book, scope.as_of) if task.late(scope.as_of) and about(task)]
    as_of = date_text(scope.as_of, scope.language, scope.book.place("pack", showing.pack.id) / "as_of")
    if not late:
        yield Block("paragraph", scope.word("late", "none", as_of=as_of))
        return
    yield Block(
        "paragraph", scope.word("late", "sum", as_of=as_of, count=Text.plain(str(len(late)), showing.here / "show"))
    )
    desks: dict[tuple[tuple[str, ...], str], list[Task]] = {}
    for task in late:
        desks.setdefault((task.who, task.role), []).append(task)
    header = [scope.word("late", column) for column in ("desk", "what", "due")]
    yield build_table(header, [_row(task, scope) for together in desks.values() for task in together], widths=WIDTHS)


def _about(document: Document, place: Place, scope: Scope) -> Callable[[Task], bool]:
    """Whether a task is about something that the document may tell of."""
    commitments = document.commitments or list(scope.book.commitments)
    told = {
        "obstacle": {obstacle.id for obstacle in select_obstacles(document, place, scope)},
        "meeting": {document.meeting},
        "recommendations": {document.recommendations},
        "commitment": set(commitments) if document.audience == INTERNAL else set(),
    }
    return lambda task: task.id in told[task.kind]


def _row(task: Task, scope: Scope) -> tuple[Cell, ...]:
    place = scope.book.place(task.kind, task.id)
    at = Place(place.file, (*place.field, *task.at))
    record = getattr(scope.book, RECORDS[task.kind])[task.id]
    title = scope.name(record.title, place / "title").look(bold=True)
    date = date_text(task.due, scope.language, at)
    days = scope.word("late", "days", days=Text.plain(str(task.late(scope.as_of)), at))
    return cell(_who(task, place, scope)), cell(title, _what(task, at, scope)), cell(date, days)


# kind of record -> where a casebook has those
RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "obstacle": "obstacles", "meeting": "meetings", "recommendations": "recommendations",
        "commitment": "commitments",
    }
)  # fmt: skip


def _who(task: Task, place: Place, scope: Scope) -> Text:
    """Those who must act, and in which part; where nobody is named, the part that must."""
    role = scope.word("role", task.role) if task.role else Text()
    if not task.who:
        return scope.word("late", "unnamed", role=role) if role else scope.blank("actor", place=place)
    named = join([scope.actor(actor, place) for actor in task.who], scope.language)
    return scope.word("late", "in_role", who=named, role=role) if role else named


def _what(task: Task, at: Place, scope: Scope) -> Text:
    slots = {name: word(task.values[name], at, scope) for name, word in WORDED.items() if name in task.values}
    if task.text:
        slots["text"] = scope.line(task.text, at / "text")
    what = scope.word("task", task.code, **slots)
    return scope.word("late", "to_verify", text=what) if task.values.get("verify") else what


def article_text(article: str, at: Place, scope: Scope) -> Text:
    """An article of the regulation, in the model `art. 10`, as the language abbreviates it."""
    return scope.word("article", number=Text.plain(article.removeprefix("art. "), at))


# How each value of a task is said.
WORDED: Mapping[str, Callable[[Any, Place, Scope], Text]] = MappingProxyType(
    {
        "instrument": lambda kind, at, scope: scope.word("instrument", kind),
        "article": article_text,
        "number": lambda number, at, scope: Text.plain(number, at),
        "letter": lambda letter, at, scope: Text.plain(letter, at),
        "measure": lambda title, at, scope: scope.name(title, at / "title"),
    }
)
