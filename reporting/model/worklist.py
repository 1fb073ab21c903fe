"""The work list: every task that follows from a casebook, as of a day."""

from __future__ import annotations

import datetime

from .bodies import Chain
from .book import Casebook
from .chain_tasks import chain_tasks
from .obstacle_tasks import obstacle_tasks
from .tasks import Task, sort_tasks


def chain_of(book: Casebook) -> Chain:
    """Who plays which part in this casebook."""
    return Chain(book.settings, book.parties, book.offices)


def build_tasks(book: Casebook, day: datetime.date, body: str | None = None) -> list[Task]:
    """Everything to do as of `day` (on the desk of `body`, the id of a party or office), in the order of the list."""
    chain = chain_of(book)
    found = [task for obstacle in book.obstacles.values() for task in obstacle_tasks(obstacle, book, chain, day)]
    found += chain_tasks(book, day)
    return sort_tasks(task for task in found if body is None or task.on_desk(body, chain))
