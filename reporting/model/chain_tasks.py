"""What is to be done beside the obstacles: motions and undertakings, actions, agreements, meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from .book import Casebook
from .chain import Commitment, Meeting, Recommendations, letter_of
from .lifecycle import happened, status_on
from .obstacle_tasks import approval_task
from .obstacles import Event, NextStep
from .standing import commitment_state_on, outcome_on, standing_on
from .tasks import PARLIAMENT, Task, known

# Whether an action was carried out is recorded nowhere; of an agreement it may be. One whose date has passed, and of
# which it is not known, is asked after for a year: within that the ministers, at the latest, have been told of it
# (`domain.md` (c): at least yearly).
ASKED_AFTER = 365


def chain_tasks(book: Casebook, day: datetime.date) -> Iterator[Task]:
    """Everything to do that is not about an obstacle."""
    for commitment in book.commitments.values():
        yield from _commitment(commitment, day)
    for record in book.recommendations.values():
        yield from _actions(record, day)
    for meeting in book.meetings.values():
        yield from _meeting(meeting, book, day)
        yield from _agreements(meeting, day)


def _commitment(record: Commitment, day: datetime.date) -> Iterator[Task]:
    """One that is open is for its owner; one that was reported settled is for the House, which decides."""
    if not record.given.may_be_by(day):
        return
    state = commitment_state_on(record, day)
    if state == "open":
        yield Task(f"keep-{record.kind}", "commitment", record.id, known([record.owner]), due=record.due)
    elif state == "reported-settled" and record.reported is not None:
        values = {"source": record.reported.source}
        yield Task(f"settle-{record.kind}", "commitment", record.id, role=PARLIAMENT, values=values)


def _actions(record: Recommendations, day: datetime.date) -> Iterator[Task]:
    if not record.date.may_be_by(day):
        return
    for number, advice in enumerate(record.recommendations):
        for index, action in enumerate(advice.reaction.actions if advice.reaction else ()):
            task = Task(
                "action", "recommendations", record.id, known(action.actors), due=action.due, text=action.text,
                values={"number": advice.number, "letter": letter_of(index)},
                at=("recommendations", number, "reaction", "actions", index),
            )  # fmt: skip
            yield from _dated(task, day)
            for which, measure in enumerate(action.measures):
                if approval := approval_task(measure, task.kind, task.id, (*task.at, "measures", which), day):
                    yield approval
        for which, measure in enumerate(advice.reaction.measures if advice.reaction else ()):
            at = ("recommendations", number, "reaction", "measures", which)
            if approval := approval_task(measure, "recommendations", record.id, at, day):
                yield approval


def _agreements(meeting: Meeting, day: datetime.date) -> Iterator[Task]:
    """What was agreed at a meeting that has been held."""
    if not meeting.date.by(day):
        return
    for number, agreement in enumerate(meeting.agreements):
        for index, sentence in enumerate(agreement.sentences):
            outcome = outcome_on(sentence, day)
            if sentence.mode != "discussed" and (outcome is None or outcome.state == "partly"):
                task = Task(
                    "agreement", "meeting", meeting.id, known(sentence.owners), due=sentence.due, text=sentence.text,
                    at=("agreements", number, "sentences", index),
                )  # fmt: skip
                yield from _dated(task, day)


def _dated(task: Task, day: datetime.date) -> Iterator[Task]:
    """What has a date: until then it is to be done, for a year after it to be asked after."""
    last = task.due.last
    if last is None or (day - last).days > ASKED_AFTER:
        return
    yield task if last >= day else replace(task, code=f"{task.code}-passed")


def _meeting(meeting: Meeting, book: Casebook, day: datetime.date) -> Iterator[Task]:
    """A meeting to come, with what is due on it; one without a date needs one, unless something happened on it."""
    if meeting.date.last is not None and meeting.date.last < day:
        return
    who = known(party for parties in meeting.parties.values() for party in parties)
    steps, questions, held = on_meeting(meeting.id, book, day)
    values = {"agenda": {"steps": tuple(steps), "questions": tuple(questions)}, "meeting": meeting.kind}
    if meeting.date.known:
        yield Task("prepare-meeting", "meeting", meeting.id, who, due=meeting.date, values=values)
    elif not held:
        yield Task("date-meeting", "meeting", meeting.id, who, values=values)


def on_meeting(
    identifier: str, book: Casebook, day: datetime.date
) -> tuple[dict[str, NextStep], dict[str, Event], list[tuple[str, Event]]]:
    """What a meeting is about, as of `day`, by obstacle: next steps tied to it, questions to be put to the ministers
    there that are not answered (the events that raised them), and what else happened on it."""
    steps: dict[str, NextStep] = {}
    questions: dict[str, Event] = {}
    held: list[tuple[str, Event]] = []
    for obstacle in book.obstacles.values():
        step = standing_on(obstacle, day, book.sources).next
        if isinstance(step, NextStep) and step.meeting == identifier:
            steps[obstacle.id] = step
        status = status_on(obstacle, day, book.sources)
        if status is not None and status.name == "raised" and status.event.meeting == identifier:
            questions[obstacle.id] = status.event
        tied = (event for _, event in happened(obstacle, day, book.sources) if event.meeting == identifier)
        held += [(obstacle.id, event) for event in tied if event.kind != "raised"]
    return steps, questions, held
