"""What is to be done about one obstacle, as of a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..places import Field
from .bodies import Chain
from .book import Casebook
from .bridge import add_months, deadlines_of
from .dates import UNKNOWN_DATE, PartialDate
from .instruments import faults_on, lacking_on
from .lifecycle import Status, status_on
from .measures import Approval, Measure
from .obstacles import NextStep, Obstacle
from .replies import reply_owed
from .requirements import UNKNOWN_STILL, findings_at, sides_of
from .standing import Standing, analysis_on, due_of, instruments_on, standing_on
from .tasks import COORDINATOR, Task, known
from .values import UNKNOWN

# status -> what the life-cycle asks for next, and the roles of which the first that is filled must see to it
AHEAD: dict[str, tuple[str, tuple[str, ...]]] = {
    "identification": ("analyse", ("secretariat", "officials")),
    "in-analysis": ("select", ("council",)),
    "selected": ("raise", ("link",)),
}
# Whoever reports an obstacle hears within so many months whether more is asked of him: `domain.md` (c), which follows
# art. 9(2) of Regulation (EU) 2025/925.
CLARIFICATION = 2


class Desk:
    """One obstacle as of a day, and who acts in it."""

    def __init__(self, obstacle: Obstacle, book: Casebook, chain: Chain, day: datetime.date) -> None:
        self.obstacle, self.book, self.chain, self.day = obstacle, book, chain, day

    def task(self, code: str, who: Iterable[str] = (), role: str = "", **given: Any) -> Task:
        """A task for those of `who` that are known; for the coordinator where nobody is, nor a role is named."""
        actors = known(who)
        if not actors and not role:
            actors, role = known([self.obstacle.coordinator]), COORDINATOR
        obstacle = self.obstacle
        return Task(code, "obstacle", obstacle.id, actors, role, borders=tuple(obstacle.borders), **given)

    def task_of_role(self, code: str, roles: Iterable[str], **given: Any) -> Task:
        """A task for the first of the roles that somebody plays."""
        borders = self.obstacle.borders
        for role in roles:
            if named := self.chain.named(role, borders):
                return self.task(code, named, role, **given)
        for role in roles:
            if any(self.chain.plays(party, role, borders) for party in self.chain.parties):
                return self.task(code, (), role, **given)
        return self.task(code, **given)


def obstacle_tasks(obstacle: Obstacle, book: Casebook, chain: Chain, day: datetime.date) -> Iterator[Task]:
    """Everything to do about the obstacle; nothing before anything had happened to it."""
    status = status_on(obstacle, day, book.sources)
    if status is None:
        return
    desk = Desk(obstacle, book, chain, day)
    standing = standing_on(obstacle, day, book.sources)
    yield from _steps(desk, status, standing)
    yield from _unknown(desk, status)
    yield from _untold(desk, status)
    yield from _instruments(desk, standing)
    yield from _bridge(desk)
    for index, measure in enumerate(obstacle.measures):
        if task := approval_task(measure, "obstacle", obstacle.id, ("measures", index), day):
            yield replace(task, borders=tuple(obstacle.borders))


def _steps(desk: Desk, status: Status, standing: Standing) -> Iterator[Task]:
    """The next step, and what the life-cycle asks for: always where it has a date, else where no step is recorded."""
    step = standing.next
    if isinstance(step, NextStep):
        due = due_of(step, desk.book.meetings)
        yield desk.task(
            "next-step", [step.by], due=due, text=step.text, meeting=step.meeting or "",
            at=("events", standing.next_at, "next"),
        )  # fmt: skip
    unplanned = step == UNKNOWN
    if status.name == "submitted":
        first = status.event.date.first
        due = UNKNOWN_DATE if first is None else PartialDate.parse(add_months(first, CLARIFICATION))
        yield desk.task_of_role("identify", ("secretariat", "officials"), due=due, at=("events", status.index))
    elif status.name == "in-analysis" and (pending := _pending(desk)):
        yield pending
    elif status.name == "raised" and unplanned:
        yield desk.task("decide", status.event.ministers.values())
    elif status.name == "decided" and standing.instrument == "none":
        if unplanned:
            yield desk.task("conclude", [status.event.by])
    elif status.name in ("decided", "implementing"):
        due = standing.due or UNKNOWN_DATE
        if due.known or unplanned:
            code = "implement" if status.name == "decided" else "verify"
            yield desk.task(code, standing.owners.values(), due=due, at=("events", standing.due_at))
    elif unplanned and status.name in AHEAD:
        yield desk.task_of_role(*AHEAD[status.name])


def _pending(desk: Desk) -> Task | None:
    """The analysis that was asked for and is not there."""
    found = analysis_on(desk.obstacle, desk.day, desk.book.sources)
    if found is None or found[1].scores != "pending":
        return None
    event, at = found[1], ("events", found[0])
    if any(party != UNKNOWN for party in event.asked):
        return desk.task("deliver-analysis", event.asked, "institute", due=event.due or UNKNOWN_DATE, at=at)
    return desk.task("deliver-analysis", [event.by], due=event.due or UNKNOWN_DATE, at=at)


def _unknown(desk: Desk, status: Status) -> Iterator[Task]:
    """What the latest step requires and is still unknown."""
    needs = tuple(need for need, state, _ in findings_at(desk.obstacle, status.index) if state == UNKNOWN_STILL)
    if needs:
        yield desk.task("find-out", values={"needs": needs, "step": status.event.kind})


def _untold(desk: Desk, status: Status) -> Iterator[Task]:
    """The latest step, where whoever reported the obstacle was not told of it and it is known how to."""
    if reply := reply_owed(desk.obstacle, desk.day, desk.book.sources):
        values = {"step": status.event.kind, "date": status.event.date}
        role = "front_office" if desk.obstacle.front_office != UNKNOWN else ""
        yield desk.task("tell", [reply.desk], role, values=values)


def _instruments(desk: Desk, standing: Standing) -> Iterator[Task]:
    """Instruments that have expired or soon will, or have not got as far as they must."""
    sides = sides_of(desk.obstacle)
    for index, instrument in instruments_on(desk.obstacle, desk.day, desk.book.sources):
        for code, field, _ in faults_on(instrument, sides, desk.day):
            values: dict[str, Any] = {"instrument": instrument.kind}
            if field == "expires":
                yield desk.task(
                    code,
                    standing.owners.values(),
                    due=instrument.expires,
                    values=values,
                    at=("events", index, "instrument"),
                )
                continue
            said = getattr(instrument, field)
            lacking = lacking_on(instrument, field, sides, desk.day)
            unsaid = [side for side in lacking if said == UNKNOWN or (side in said and not said[side].known)]
            for name, which in ((code, [side for side in lacking if side not in unsaid]), (f"{code}-unknown", unsaid)):
                if which:
                    owners = [standing.owners[side] for side in which if side in standing.owners]
                    yield desk.task(name, owners or standing.owners.values(), values={**values, "sides": tuple(which)})


def _bridge(desk: Desk) -> Iterator[Task]:
    """The time limits of a BRIDGEforEU file that somebody must keep, until what they are for has been done.

    The time in which to ask for clarification is no longer a task once it is over: a file that is complete needs none.
    The time limit for redress is the initiator's, and no task.
    """
    file = desk.obstacle.bridge
    if file is None:
        return
    running = list(deadlines_of(file, desk.day))
    answered = any(met for limit, _, met in running if limit.name == "answer")
    for limit, last, met in running:
        if answered or met or not limit.met_by or (limit.name == "clarification" and last < desk.day):
            continue
        values = {"article": limit.article, "verify": limit.verify}
        yield desk.task(
            f"bridge-{limit.name}", [file.point], due=PartialDate.parse(last), values=values, at=("bridge",)
        )


def approval_task(measure: Measure, kind: str, identifier: str, at: Field, day: datetime.date) -> Task | None:
    """The approval that a measure waits for; the measure stands `at` that field of the record."""
    approval = measure.approval
    if not isinstance(approval, Approval) or approval.state_on(day) != "awaited":
        return None
    return Task(
        "approve", kind, identifier, known([approval.by]), due=approval.due, values={"measure": measure.title}, at=at
    )
