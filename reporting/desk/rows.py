"""The tasks of the work list in words, a row each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..model.tasks import COORDINATOR, Task
from .words import Wording


@dataclass(frozen=True)
class Row:
    """A task in words: `when` and by how many days it is late, `who`, `what`, and the `title` of its record."""

    task: Task
    when: str
    late: int
    who: str
    what: str
    title: str
    meeting: str


def build_rows(tasks: Iterable[Task], wording: Wording) -> list[Row]:
    """The rows of the work list, in the order of the tasks."""
    tasks = list(tasks)
    wording.read(wording.chosen(task.text)[0] for task in tasks if task.text)
    return [build_row(task, wording) for task in tasks]


def build_row(task: Task, wording: Wording) -> Row:
    return Row(
        task,
        when=wording.date(task.due) if task.due.known else wording.phrase("no-date"),
        late=task.late(wording.day),
        who=_who(task, wording),
        what=_what(task, wording),
        title=wording.title(task.kind, task.id),
        meeting=wording.title("meeting", task.meeting) if task.meeting else "",
    )


def _who(task: Task, wording: Wording) -> str:
    """Those who must act, and in which part; the part alone where nobody is named."""
    if not task.who:
        part = wording.phrase(f"role-{task.role}") if task.role not in ("", COORDINATOR) else ""
        return part or wording.actor("unknown")
    named = wording.listed([wording.actor(actor) for actor in task.who])
    return f"{named} ({wording.phrase(f'role-{task.role}')})" if task.role else named


def _what(task: Task, wording: Wording) -> str:
    values = {name: WORDED[name](value, wording) for name, value in task.values.items()}
    if task.text:
        values["text"] = wording.line(task.text)
    what = wording.phrase(f"task-{task.code}", **values)
    if task.values.get("verify"):
        what = wording.phrase("to-verify", text=what)
    return wording.at_meeting(what, task.meeting) if task.meeting else what


# How each value of a task is said.
WORDED: dict[str, Callable[[Any, Wording], str]] = {
    "needs": lambda needs, wording: wording.listed([wording.phrase(f"need-{need}") for need in needs]),
    "step": lambda kind, wording: wording.word("event", kind),
    "date": lambda date, wording: wording.phrase("of-date", date=wording.date(date)) if date.known else "",
    "instrument": lambda kind, wording: wording.word("instrument", kind),
    "sides": lambda sides, wording: wording.listed([wording.word("side", side) for side in sides]),
    "article": lambda article, wording: wording.article(article),
    "verify": lambda verify, wording: "",
    "source": lambda key, wording: wording.cited(key),
    "number": lambda number, wording: number,
    "letter": lambda letter, wording: letter,
    "meeting": lambda kind, wording: wording.word("meeting", kind),
    "agenda": lambda agenda, wording: "".join(
        wording.phrase(f"agenda-{name}", items=wording.listed(items)) for name, items in agenda.items() if items
    ),
    "measure": lambda title, wording: wording.name(title),
}
