"""How each step of a document stands: which assents count, who is next, since when it waits. Pure.

An assent counts while the document says what it said then, and if it came after an assent that counts of every step
before it: who assents later relies on those before. So a change of what the document says makes every assent to the
earlier text stale; and where somebody must assent again, whoever comes after must as well. Of one role only the last
assent counts: who assented to a later text has let go of an earlier one, also when that text comes back.

What the document says is `content` and `final` of its imprint. Where only the Word file differs, the layout does: an
assent still counts, and that is told.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ...documents.routes import Step
from ...output.editions import Imprint

State = Literal["given", "layout", "stale", "open"]


@dataclass(frozen=True)
class Assent:
    """An assent as the log has it: the act's number, the version assented to, for which role, by whom, on which day.

    `role`: whose step it is; `by`: who gave it, the same or a deputy. `imprint`: of what was assented to; None where
    the record of that version cannot be read.
    """

    entry: int
    number: int
    role: str
    by: str
    on: datetime.date
    imprint: Imprint | None


@dataclass(frozen=True)
class Standing:
    """How a step stands.

    `state`: `given`; `layout`, given to the same text in another layout; `stale`, given to another text, or before
    another step that must be given again; `open`. `assent`: the last one. `is_next`: every step before it is given, and
    this is not. `since`: the day from which it waits; None where it does not.
    """

    step: Step
    state: State
    assent: Assent | None = None
    is_next: bool = False
    since: datetime.date | None = None

    @property
    def counts(self) -> bool:
        return self.state in ("given", "layout")


def says_the_same(one: Imprint | None, other: Imprint | None) -> bool:
    """Whether two imprints are of the same words, whatever their layout."""
    return one is not None and other is not None and (one.content, one.final) == (other.content, other.final)


def judge_steps(
    steps: Sequence[Step], assents: Iterable[Assent], now: Imprint | None, circulated: datetime.date | None
) -> list[Standing]:
    """How the steps of a document stand, in their order.

    `assents`: of this document, in the order of the log; `now`: the imprint against which they count (None: there is
    none, and nothing counts); `circulated`: when it last went round, from which the first step waits.
    """
    given: dict[str, list[Assent]] = {}
    for assent in assents:
        given.setdefault(assent.role, []).append(assent)
    found: list[Standing] = []
    after, blocked, since = 0, False, circulated
    for _, rank in groupby(steps, key=lambda step: step.rank):
        judged = [_judge(step, given.get(step.role, []), now, after, blocked, since) for step in rank]
        found += judged
        counting = [one.assent for one in judged if one.counts and one.assent]
        after = max([after, *(_began(assent, given[assent.role]) for assent in counting)])
        since = max([day for day in (since, *(assent.on for assent in counting)) if day], default=None)
        blocked = blocked or len(counting) < len(judged)
    return found


def _judge(
    step: Step, given: Sequence[Assent], now: Imprint | None, after: int, blocked: bool, since: datetime.date | None
) -> Standing:
    last = given[-1] if given else None
    if last is not None and not blocked and says_the_same(last.imprint, now) and last.entry > after:
        return Standing(step, "given" if last.imprint == now else "layout", last)
    state: State = "stale" if last is not None else "open"
    return Standing(step, state, last, not blocked, None if blocked else since)


def _began(last: Assent, given: Sequence[Assent]) -> int:
    """The first of a row of assents to the same words: who confirms a new layout does not undo what came after."""
    began = last.entry
    for assent in reversed(given):
        if not says_the_same(assent.imprint, last.imprint):
            break
        began = assent.entry
    return began
