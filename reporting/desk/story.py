"""The story of one obstacle, as of a day: how it stands, what happened, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents.selection import select_obstacles
from ..model.lifecycle import STATUS, Status, happened, status_on, told_at
from ..model.obstacles import Event, NextStep, Obstacle, Scores
from ..model.packs import Document, Letter, Section
from ..model.record import walk
from ..model.requirements import UNKNOWN_STILL, findings_at
from ..model.standing import analysis_on, standing_on
from ..model.values import UNKNOWN, Written
from .effects import bridge_entries, instrument_entries, measure_entries, typed
from .pages import Entry, Part, Story, entry, part
from .words import NOWHERE, Wording


def tell_obstacle(obstacle: Obstacle, wording: Wording) -> Story:
    """All that is known of the obstacle on the day; what happened later does not show."""
    wording.read(str(text) for _, text in walk(obstacle) if isinstance(text, Written))
    status = status_on(obstacle, wording.day, wording.book.sources)
    parts = (
        part("", _standing(obstacle, status, wording)),
        part("description", _description(obstacle, wording)),
        part("weighing", _weighing(obstacle, wording)),
        part("events", _events(obstacle, wording)),
        part("unknown", _unknown(obstacle, wording)),
        part("instruments", instrument_entries(obstacle, wording)),
        part("measures", measure_entries(obstacle.measures, wording)),
        part("bridge", bridge_entries(obstacle, wording)),
        part("around", _around(obstacle, wording)),
    )
    return Story("obstacle", obstacle.id, wording.name(obstacle.title), (*parts, sources_part(wording)))


def sources_part(wording: Wording) -> Part:
    """The list of sources that the numbers in the texts lead to."""
    listed = enumerate(wording.sources or (), 1)
    return part("sources", (Entry("source", f"[{number}]", (text,)) for number, text in listed))


def _standing(obstacle: Obstacle, status: Status | None, wording: Wording) -> Iterator[Entry | None]:
    standing = standing_on(obstacle, wording.day, wording.book.sources)
    yield _status(status, wording)
    if status is not None:
        yield entry(wording, "register", wording.word("public_status", status.public), status=status.public)
    yield entry(wording, "borders", wording.listed([wording.word("border", one) for one in obstacle.borders]))
    yield entry(wording, "theme", wording.word("theme", obstacle.theme), theme=obstacle.theme)
    yield entry(wording, "area", wording.listed(obstacle.area))
    yield entry(wording, "cause", wording.word("cause", obstacle.cause), cause=obstacle.cause)
    yield entry(wording, "initiator", wording.actor(obstacle.initiator), initiator=obstacle.initiator)
    yield entry(wording, "front-office", wording.actor(obstacle.front_office), front_office=obstacle.front_office)
    yield entry(wording, "coordinator", wording.actor(obstacle.coordinator), coordinator=obstacle.coordinator)
    owners = [
        wording.phrase("of-side", side=wording.word("side", side), what=holding(actor, wording))
        for side, actor in standing.owners.items()
    ]
    yield entry(wording, "owners", *(owners or [wording.phrase("not-known")]), owners=dict(standing.owners))
    yield _next(standing.next, wording)
    if standing.due is not None and standing.due.known:
        yield entry(wording, "due", wording.date(standing.due), due=typed(standing.due))
    yield entry(wording, "public", wording.phrase("yes" if obstacle.public else "no"), public=obstacle.public)


def _status(status: Status | None, wording: Wording) -> Entry:
    if status is None:
        return entry(wording, "status", wording.phrase("nothing-yet"), status=None)
    date = status.event.date
    said = wording.word("status", status.name)
    said = wording.phrase("since", status=said, date=wording.date(date)) if date.known else said
    return entry(wording, "status", said, status=status.name, since=typed(date))


def holding(actor: str, wording: Wording) -> str:
    """An actor; an office with the name of who holds it on the day, where that is known for sure."""
    said = wording.actor(actor)
    if actor in wording.book.offices:
        holders = wording.book.offices[actor][1].holders_on(wording.day)
        if len(holders) == 1 and holders[0].name != UNKNOWN:
            return wording.phrase("held-by", office=said, name=holders[0].name)
    return said


def _next(step: NextStep | str, wording: Wording) -> Entry:
    if isinstance(step, str):
        return entry(wording, "next", wording.phrase(f"next-{step}"), next=step)
    data = {"by": step.by, "due": typed(step.due), "meeting": step.meeting}
    return entry(wording, "next", wording.line(step.text), by_words(step, wording), **data)


def by_words(step: NextStep, wording: Wording) -> str:
    """By whom and by when a step is due, and the meeting on which it comes up."""
    when = wording.date(step.due) if step.due.known else wording.phrase("no-date")
    who = holding(step.by, wording)
    said = wording.phrase("by-nobody-when" if step.by == UNKNOWN else "by-when", who=who, when=when)
    return wording.at_meeting(said, step.meeting) if step.meeting else said


def _description(obstacle: Obstacle, wording: Wording) -> Iterator[Entry]:
    yield Entry("description", "", tuple(wording.prose(obstacle.description)))
    affected = obstacle.affected
    if affected is not None:
        number = wording.phrase("number-of", number=affected.number) if affected.number else ""
        text = wording.line(affected.text) + wording.numbered_source(affected.source)
        yield entry(wording, "affected", text, number)
    for provision in obstacle.provisions:
        yield Entry("provision", wording.word("side", provision.side), (provision.citation,), {"side": provision.side})


def _weighing(obstacle: Obstacle, wording: Wording) -> Iterator[Entry]:
    """The scores of the last analysis, each with its reason."""
    found = analysis_on(obstacle, wording.day, wording.book.sources)
    if found is None:
        return
    scores = found[1].scores
    if not isinstance(scores, Scores):
        yield entry(wording, "scores", wording.phrase("scores-pending" if scores == "pending" else "not-known"))
        return
    for name in Scores.model_fields:
        score = getattr(scores, name)
        mark = wording.phrase("not-known") if score.score == UNKNOWN else wording.phrase("of-five", score=score.score)
        yield entry(wording, name, f"{mark}: {wording.line(score.reason)}", score=score.score)


def _events(obstacle: Obstacle, wording: Wording) -> Iterator[Entry]:
    """What happened, oldest first as in the file: by whom, and what the reporter was told of each step."""
    events = list(happened(obstacle, wording.day, wording.book.sources))
    for place, (_, event) in enumerate(events):
        by = wording.phrase("by-whom", what=wording.word("event", event.kind), who=wording.actor(event.by))
        what = wording.word("event", event.kind) if event.by == UNKNOWN else by
        text = wording.line(event.text) + wording.numbered_source(event.source)
        lines = [what, text, *_details(event, wording)]
        if event.kind in STATUS:
            lines.append(_told(place, [happening for _, happening in events], obstacle, wording))
        data = {"kind": event.kind, "date": typed(event.date), "by": event.by, "source": event.source}
        yield Entry("event", wording.date(event.date), tuple(lines), data)


def _details(event: Event, wording: Wording) -> Iterator[str]:
    """What some kinds of event say beside their text."""
    if event.ministers:
        sides = [
            wording.phrase("of-side", side=wording.word("side", side), what=wording.actor(office))
            for side, office in event.ministers.items()
        ]
        yield wording.phrase("detail-ministers", text="; ".join(sides))
    if event.asked:
        yield wording.phrase("detail-asked", text=wording.listed([wording.actor(party) for party in event.asked]))
    if event.rank:
        yield wording.phrase("detail-rank", text=event.rank)
    for key in ("question", "evidence", "remains", "reason", "skipped"):
        said = getattr(event, key)
        if said:
            text = wording.phrase("not-known") if said == UNKNOWN else wording.line(said)
            yield wording.phrase(f"detail-{key}", text=text)
    if event.verified_by:
        yield wording.phrase("detail-verified_by", text=wording.actor(event.verified_by))
    if event.meeting:
        yield wording.phrase("detail-meeting", text=wording.title("meeting", event.meeting))


def _told(index: int, events: list[Event], obstacle: Obstacle, wording: Wording) -> str:
    """When the reporter was told of the step at `index` of the `events` so far. Nothing of a reporter not known."""
    at = told_at(events, index)
    if at is not None:
        return wording.phrase("told", date=wording.date(events[at].date))
    if obstacle.initiator == obstacle.front_office == UNKNOWN:
        return ""
    later = any(event.kind in STATUS for event in events[index + 1 :])
    return wording.phrase("not-told" if later else "not-told-yet")


def _unknown(obstacle: Obstacle, wording: Wording) -> Iterator[Entry]:
    """What the steps so far require and is still unknown, by step."""
    for index, event in happened(obstacle, wording.day, wording.book.sources):
        needs = [need for need, state, _ in findings_at(obstacle, index) if state == UNKNOWN_STILL]
        if needs:
            said = wording.listed([wording.phrase(f"need-{need}") for need in needs])
            yield Entry("unknown", wording.word("event", event.kind), (said,), {"kind": event.kind, "needs": needs})


def _around(obstacle: Obstacle, wording: Wording) -> Iterator[Entry]:
    related = [f"{wording.title('obstacle', other)} ({other})" for other in obstacle.related]
    yield entry(wording, "related", *related, related=list(obstacle.related))
    packs = packs_with(obstacle, wording)
    yield entry(wording, "packs", *(f"{wording.title('pack', name)} ({name})" for name in packs), packs=packs)


def packs_with(obstacle: Obstacle, wording: Wording) -> list[str]:
    """The packs that have a document in which the obstacle appears.

    A document is about obstacles when its text shows their progress, or, without a text of its own, when it is not
    about a meeting: as the kinds of document that come with the program are.
    """
    found = []
    for name, pack in wording.book.packs.items():
        for document in pack.documents.values():
            letter = wording.book.letters.get((name, document.text or ""))
            if _shows(document, letter) and obstacle in select_obstacles(document, NOWHERE, wording.scope):
                found.append(name)
                break
    return found


def _shows(document: Document, letter: Letter | None) -> bool:
    if document.text:
        return letter is not None and any(map(_progress, letter.sections))
    return document.meeting is None


def _progress(section: Section) -> bool:
    return section.show == "progress" or any(map(_progress, section.sections))
