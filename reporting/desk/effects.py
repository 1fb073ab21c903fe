"""What the story of an obstacle tells of law and money: instruments with their effect, measures, BRIDGEforEU."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..model.bridge import deadlines_of, grounds_of, is_eligible
from ..model.dates import PartialDate, Term
from ..model.instruments import Instrument, lacking_on, needed_of
from ..model.measures import Approval, Measure
from ..model.obstacles import Obstacle
from ..model.requirements import sides_of
from ..model.standing import instruments_on
from ..model.values import UNKNOWN
from .pages import Entry, entry
from .words import Wording

SINCE = 2025  # the year of the Regulation: to a day before that it says nothing


def instrument_entries(obstacle: Obstacle, wording: Wording) -> Iterator[Entry]:
    """Every instrument decided on, each with its legal effect; what was recalled is marked as to be verified."""
    for index, instrument in instruments_on(obstacle, wording.day, wording.book.sources):
        decided = obstacle.events[index].date
        title = wording.name(instrument.title) if instrument.title else ""
        kind = wording.word("instrument", instrument.kind)
        data = {"instrument": instrument.kind, "decided": typed(decided)}
        yield entry(wording, "instrument", kind, title, **data)
        yield entry(wording, "binds", _binds(instrument, wording))
        for field in ("transposition", "parliament"):
            yield entry(wording, field, *_by_side(instrument, field, obstacle, wording))
        yield entry(wording, "signed", coming(instrument.signed, wording), date=typed(instrument.signed))
        publication = wording.numbered_source(instrument.publication)
        yield entry(wording, "published", coming(instrument.published, wording) + publication)
        yield entry(wording, "in-force", coming(instrument.in_force, wording), date=typed(instrument.in_force))
        yield entry(wording, "expires", _expires(instrument.expires, wording), date=typed(instrument.expires))


def _binds(instrument: Instrument, wording: Wording) -> str:
    bound = instrument.binds or instrument.effect.binds
    if not bound:
        return wording.phrase("not-known")
    said = wording.listed([wording.phrase(f"bound-{one}") for one in bound])
    recalled = not instrument.binds and instrument.effect.verify
    return wording.phrase("to-verify", text=said) if recalled else said


def _by_side(
    instrument: Instrument, field: Literal["transposition", "parliament"], obstacle: Obstacle, wording: Wording
) -> Iterator[str]:
    """Whether it is needed, and since when it is done on each side."""
    said = getattr(instrument, field)
    needed = needed_of(instrument, field)
    if not needed:
        word = wording.phrase("not-needed" if needed is False else "not-known-whether-needed")
        recalled = needed is False and said != "none" and instrument.effect.verify
        yield wording.phrase("to-verify", text=word) if recalled else word
        return
    dates = said if isinstance(said, dict) else {}
    lacking = lacking_on(instrument, field, sides_of(obstacle), wording.day)
    for side in dict.fromkeys((*dates, *lacking)):
        unsaid = wording.phrase("not-known" if said == UNKNOWN else "not-yet")
        when = coming(dates[side], wording) if side in dates else unsaid
        yield wording.phrase("of-side", side=wording.word("side", side), what=when)


def _expires(term: PartialDate, wording: Wording) -> str:
    if isinstance(term, Term) and term.never:
        return wording.phrase("no-end")
    if not term.known:
        return wording.phrase("not-known")
    past = term.last is not None and term.last < wording.day
    return wording.phrase("expired-on" if past else "expires-on", date=wording.date(term))


def coming(date: PartialDate, wording: Wording) -> str:
    """A date, marked where it has not surely come."""
    if not date.known:
        return wording.phrase("not-known")
    return wording.date(date) if date.by(wording.day) else wording.phrase("foreseen", date=wording.date(date))


def typed(date: PartialDate | None) -> str | None:
    """A date as typed, for data; None when not known."""
    return str(date) if date is not None and (date.known or getattr(date, "never", False)) else None


def measure_entries(measures: list[Measure], wording: Wording) -> Iterator[Entry]:
    """Each measure with its amount, and the approval that it got or waits for."""
    for measure in measures:
        kind = wording.phrase(f"measure-{measure.kind}")
        head = wording.name(measure.title) + wording.numbered_source(measure.source)
        yield Entry("measure", kind, (head, measure.amount or "", _approval(measure, wording)), {"kind": measure.kind})


def _approval(measure: Measure, wording: Wording) -> str:
    approval = measure.approval
    if not isinstance(approval, Approval):
        return wording.phrase("approval-none" if approval == "none" else "approval-unknown")
    state = approval.state_on(wording.day)
    date = {"granted": approval.granted, "refused": approval.refused}.get(state, approval.due)
    when = wording.phrase("on-date", date=wording.date(date)) if date is not None and date.known else ""
    return wording.phrase(f"approval-{state}", by=wording.actor(approval.by), when=when)


def bridge_entries(obstacle: Obstacle, wording: Wording) -> Iterator[Entry]:
    """Whether it can be a BRIDGEforEU file, each condition with its article, and the dates and time limits of one."""
    if wording.day.year < SINCE:
        return
    states = {True: "yes", False: "no", None: "unknown"}
    eligible = states[is_eligible(obstacle)]
    grounds = []
    for ground in grounds_of(obstacle):
        state = wording.phrase(f"met-{states[ground.met]}")
        what = wording.phrase(f"ground-{ground.name}")
        grounds.append(f"- {what}: {state} ({wording.article(ground.article)})")
    yield entry(wording, "eligible", wording.phrase(f"eligible-{eligible}"), *grounds, eligible=is_eligible(obstacle))
    file = obstacle.bridge
    if file is None:
        return
    yield entry(wording, "bridge-point", wording.actor(file.point))
    yield entry(wording, "bridge-submitted", coming(file.submitted, wording), date=typed(file.submitted))
    for limit, last, met in deadlines_of(file, wording.day):
        said = [wording.phrase("until", date=wording.date(last)), wording.article(limit.article)]
        said += [wording.phrase("done-on", date=wording.date(getattr(file, limit.met_by)))] if met else []
        text = ", ".join(said)
        text = wording.phrase("to-verify", text=text) if limit.verify else text
        yield entry(wording, f"limit-{limit.name}", text, last_day=last.isoformat())
    if file.outcome != "unknown":
        yield entry(wording, "outcome", wording.phrase(f"outcome-{file.outcome}"))
