"""The stories of what is no obstacle: motions and undertakings, meetings, recommendations, parties and offices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..model.chain import Action, Commitment, Meeting, Outcome, Recommendations, Sentence, letter_of
from ..model.chain_tasks import on_meeting
from ..model.parties import Office, Party
from ..model.record import Shape, walk
from ..model.standing import commitment_state_on, outcome_on
from ..model.tasks import known
from ..model.values import UNKNOWN, Written
from .effects import measure_entries, typed
from .pages import Entry, Part, Story, entry, part
from .story import by_words, holding, sources_part
from .words import Wording


def _read(record: Shape, wording: Wording) -> None:
    wording.read(str(text) for _, text in walk(record) if isinstance(text, Written))


def tell_commitment(record: Commitment, wording: Wording) -> Story:
    """A motion or undertaking: what was asked, how it stands, in which packs it is answered."""
    _read(record, wording)
    parts = (
        part("", _commitment(record, wording)),
        part("description", [Entry("text", "", tuple(wording.prose(record.text)))]),
        part("progress", [Entry("text", "", tuple(wording.prose(record.progress or {})))] if record.progress else []),
    )
    return Story("commitment", record.id, wording.name(record.title), (*parts, sources_part(wording)))


def _commitment(record: Commitment, wording: Wording) -> Iterator[Entry]:
    state = commitment_state_on(record, wording.day)
    yield entry(wording, "kind", wording.word("commitment", record.kind), kind=record.kind)
    yield entry(wording, "status", wording.word("commitment_state", state), state=state)
    yield entry(wording, "members", wording.listed(record.members))
    found = wording.cited(record.source)
    yield entry(wording, "found", found + wording.numbered_source(record.source), source=record.source)
    yield entry(wording, "given", wording.date(record.given), date=typed(record.given))
    yield entry(wording, "owner", holding(record.owner, wording), owner=record.owner)
    yield entry(wording, "promised", wording.date(record.due) if record.due.known else wording.phrase("no-date"))
    if record.reported and state != "open":
        source = wording.numbered_source(record.reported.source)
        yield entry(wording, "reported", wording.date(record.reported.date) + source, date=typed(record.reported.date))
    if record.settled and state == "settled":
        source = wording.numbered_source(record.settled.source)
        date = wording.date(record.settled.date)
        said = wording.phrase("by-whom", what=date, who=wording.actor(record.settled.by))
        yield entry(wording, "settled", said + source, date=typed(record.settled.date), by=record.settled.by)
    packs = [
        name
        for name, pack in wording.book.packs.items()
        if any(record.id in (*document.commitments, *document.settles) for document in pack.documents.values())
    ]
    yield entry(wording, "packs", *(f"{wording.title('pack', name)} ({name})" for name in packs), packs=packs)


def tell_meeting(record: Meeting, wording: Wording) -> Story:
    """A meeting: when and where, what is due on it, what happened there, what was or is to be agreed."""
    steps, questions, held = on_meeting(record.id, wording.book, wording.day)
    for said in (record, *steps.values(), *questions.values(), *(event for _, event in held)):
        _read(said, wording)
    title = partial(wording.title, "obstacle")
    agenda = [_tied(title(key), key, "step", wording.line(s.text), by_words(s, wording)) for key, s in steps.items()]
    for key, event in questions.items():
        asked = wording.phrase("not-known") if isinstance(event.question, str | None) else wording.line(event.question)
        agenda.append(_tied(title(key), key, "question", wording.phrase("detail-question", text=asked)))
    happened = [
        _tied(title(key), key, "event", wording.word("event", event.kind), wording.line(event.text))
        for key, event in held
    ]
    agreed = [
        _agreement(said, outcome_on(said, wording.day), wording)
        for agreement in record.agreements
        for said in agreement.sentences
    ]
    parts = (
        part("", _meeting(record, wording)),
        part("agenda", agenda),
        part("events", happened),
        part("agreements", agreed),
    )
    return Story("meeting", record.id, wording.name(record.title), (*parts, sources_part(wording)))


def _agreement(said: Sentence, outcome: Outcome | None, wording: Wording) -> Entry:
    """A sentence, who carries it out, and what is known of what came of it."""
    lines = [wording.line(said.text), _owners(said, wording)]
    if outcome is None:
        return Entry("agreement", wording.word("mode", said.mode), tuple(lines))
    text = wording.line(outcome.text) + wording.numbered_source(outcome.source)
    state = wording.word("outcome", outcome.state)
    state = wording.phrase("since", status=state, date=wording.date(outcome.date)) if outcome.date.known else state
    data = {"outcome": outcome.state, "since": typed(outcome.date)}
    return Entry("agreement", wording.word("mode", said.mode), (*lines, f"{state}: {text}"), data)


def _tied(title: str, identifier: str, key: str, *lines: str) -> Entry:
    """Something about an obstacle at a meeting."""
    return Entry(key, "", (f"{title} ({identifier})", *(f"  {line}" for line in lines)), {"obstacle": identifier})


def _meeting(record: Meeting, wording: Wording) -> Iterator[Entry]:
    yield entry(wording, "kind", wording.word("meeting", record.kind), kind=record.kind)
    yield entry(wording, "date", wording.date(record.date), date=typed(record.date))
    place = wording.phrase("not-known") if isinstance(record.place, str) else wording.name(record.place)
    yield entry(wording, "place", place)
    parties = [
        wording.phrase(
            "of-side", side=wording.word("side", side), what=wording.listed([wording.actor(one) for one in found])
        )
        for side, found in record.parties.items()
    ]
    yield entry(wording, "parties", *parties, parties={side: list(found) for side, found in record.parties.items()})


def _owners(said: Sentence | Action, wording: Wording) -> str:
    actors = said.owners if isinstance(said, Sentence) else said.actors
    when = wording.date(said.due) if said.due.known else wording.phrase("no-date")
    who = wording.listed([wording.actor(actor) for actor in known(actors) or (UNKNOWN,)])
    return wording.phrase("by-when", who=who, when=when)


def tell_recommendations(record: Recommendations, wording: Wording) -> Story:
    """A set of advice with the reactions to it: who does what by when."""
    _read(record, wording)
    parts = [part("", _recommendations(record, wording))]
    for advice in record.recommendations:
        entries = [Entry("advice", "", tuple(wording.prose(advice.advice)))]
        reaction = advice.reaction
        if reaction is not None and reaction.text:
            entries.append(entry(wording, "reaction", *wording.prose(reaction.text)))
        for index, action in enumerate(reaction.actions if reaction else ()):
            said = (wording.line(action.text), _owners(action, wording))
            entries.append(Entry("action", f"{letter_of(index)})", said, {"due": typed(action.due)}))
            entries += measure_entries(action.measures, wording)
        heading = wording.phrase("advice-heading", number=advice.number, title=wording.line(advice.title))
        parts.append(Part(f"advice-{advice.number}", tuple(entries), heading))
    return Story("recommendations", record.id, wording.name(record.title), (*parts, sources_part(wording)))


def _recommendations(record: Recommendations, wording: Wording) -> Iterator[Entry]:
    yield entry(wording, "by", wording.actor(record.by), by=record.by)
    yield entry(wording, "date", wording.date(record.date), date=typed(record.date))
    if record.source is not None:
        yield entry(wording, "found", wording.cited(record.source) + wording.numbered_source(record.source))
    yield entry(wording, "reaction-by", wording.actor(record.reaction_by), by=record.reaction_by)


def tell_party(record: Party, wording: Wording) -> Story:
    """A party: what it is, and who holds its offices on the day."""
    entries = [entry(wording, "kind", wording.phrase(f"party-{record.kind}"), kind=record.kind)]
    if record.side:
        entries.append(entry(wording, "side", wording.word("side", record.side), side=record.side))
    entries += [entry(wording, "office", f"{holding(office.id, wording)} ({office.id})") for office in record.offices]
    return Story("party", record.id, wording.name(record.name), (part("", entries),))


def tell_office(party: str, record: Office, wording: Wording) -> Story:
    """An office: of which party, and who holds it on the day."""
    entries = [entry(wording, "of-party", f"{wording.actor(party)} ({party})", party=party)]
    for holder in record.holders_on(wording.day):
        name = wording.phrase("not-known") if holder.name == UNKNOWN else holder.name
        entries.append(entry(wording, "holder", name))
    return Story("office", record.id, wording.name(record.title), (part("", entries),))
