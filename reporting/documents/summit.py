"""A meeting in words, for an agreement: parties, considerations, agreements with how binding each sentence is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model.chain import Meeting, Sentence
from ..model.packs import Document
from ..model.standing import meeting_before, outcome_on
from ..places import Place
from .blocks import Text
from .lazy import Lazy
from .scope import Scope
from .signing import signer
from .standing import due_or_open, with_source
from .wording import join


def build_meeting(meeting: Meeting, document: Document, final: bool, scope: Scope) -> Lazy:
    """What a template sees as `meeting`; the document's `first_side` comes first everywhere.

    `bracket` (how binding, who, when) stands behind each sentence of a draft and is `None` in the final text; so is
    `previous`, the meeting of this kind before it, with what came of each of its agreements.
    """
    place = scope.book.place("meeting", meeting.id)
    sides = sorted(meeting.parties, key=lambda side: side != document.first_side)
    makers: dict[str, Callable[[], Any]] = {
        "title": lambda: scope.name(meeting.title, place / "title"),
        "place": lambda: _place(meeting, place, scope),
        "date": lambda: scope.date(meeting.date, place / "date"),
        "sides": lambda: [
            {
                "key": side,
                "name": scope.word("side", side),
                "parties": [
                    scope.actor(party, place / "parties" / side / index, short=False)
                    for index, party in enumerate(meeting.parties[side])
                ],
            }
            for side in sides
        ],
        "considerations": lambda: [
            scope.line(text, place / "considerations" / index) for index, text in enumerate(meeting.considerations)
        ],
        "agreements": lambda: _agreements(
            meeting, place, scope, lambda sentence, at: _sentence(sentence, at, final, scope)
        ),
        "previous": lambda: None if final else _previous(meeting, scope),
        "legal_nature": lambda: _legal_nature(meeting, place, scope),
        "done": lambda: scope.word(
            "done",
            "day" if meeting.date.day else "open",
            place=_place(meeting, place, scope),
            date=scope.date(meeting.date, place / "date"),
        ),
        "authentic": lambda: _authentic(meeting, place, scope),
        "signatories": lambda: [
            {
                "name": scope.word("side", side),
                "signers": [
                    signer(office, meeting.date, place / "signatories" / side / index, scope)
                    for index, office in enumerate(meeting.signatories.get(side, []))
                ],
            }
            for side in sides
        ],
    }
    return Lazy(makers)


def _agreements(
    meeting: Meeting, place: Place, scope: Scope, word: Callable[[Sentence, Place], dict[str, Any] | None]
) -> list[dict[str, Any]]:
    """Agreements by theme; sentences of which there is nothing to word, and themes without any other, are left out."""
    themes = []
    for index, theme in enumerate(meeting.agreements):
        here = place / "agreements" / index
        worded = [word(sentence, here / "sentences" / at) for at, sentence in enumerate(theme.sentences)]
        if sentences := [sentence for sentence in worded if sentence]:
            themes.append({"title": scope.line(theme.title, here / "title"), "sentences": sentences})
    return themes


def _previous(meeting: Meeting, scope: Scope) -> dict[str, Any] | None:
    """The meeting before, with what came of what was agreed there; what was only discussed there binds to nothing."""
    before = meeting_before(meeting, scope.book.meetings.values())
    if before is None:
        return None
    place = scope.book.place("meeting", before.id)

    def came_of(sentence: Sentence, here: Place) -> dict[str, Any] | None:
        if sentence.mode == "discussed":
            return None
        return {**_sentence(sentence, here, True, scope), "told": _outcome(sentence, here / "outcome", scope)}

    return {
        "title": scope.name(before.title, place / "title"),
        "date": scope.date(before.date, place / "date"),
        "agreements": _agreements(before, place, scope, came_of),
    }


def _outcome(sentence: Sentence, place: Place, scope: Scope) -> Text:
    """`Uitgevoerd (maart 2024): …`: what came of it, as far as is known."""
    outcome = outcome_on(sentence, scope.as_of)
    if outcome is None:
        return scope.word("outcome", "unknown")
    state = scope.word_at(place / "state", "outcome", outcome.state)
    if outcome.date.known:
        state = scope.word("came_of", "since", state=state, date=scope.date(outcome.date, place / "date"))
    text = with_source(scope.line(outcome.text, place / "text"), outcome.text, outcome.source, place, scope)
    return scope.word("came_of", "told", state=state, text=text)


def _place(meeting: Meeting, place: Place, scope: Scope) -> Text:
    if isinstance(meeting.place, str):
        scope.warn("place-unknown", place / "place")
        return scope.blank("place", place=place / "place")
    return scope.name(meeting.place, place / "place")


def _sentence(sentence: Sentence, place: Place, final: bool, scope: Scope) -> dict[str, Any]:
    mode = scope.word_at(place / "mode", "mode", sentence.mode)
    owners = scope.actors(sentence.owners, place / "owners")
    due = due_or_open(sentence.due, place / "due", scope)
    bracket = scope.word("bracket", mode=mode.lowered(), owners=owners, due=due)
    return {
        "text": scope.line(sentence.text, place / "text"),
        "mode": mode,
        "owners": owners,
        "due": due,
        "bracket": None if final else bracket,
    }


def _legal_nature(meeting: Meeting, place: Place, scope: Scope) -> Text:
    if isinstance(meeting.legal_nature, str):
        scope.warn("legal-nature-unknown", place / "legal_nature")
        return scope.blank("legal_nature", place=place / "legal_nature")
    return scope.line(meeting.legal_nature, place / "legal_nature")


def _authentic(meeting: Meeting, place: Place, scope: Scope) -> Text:
    if not meeting.authentic:
        scope.warn("authentic-unknown", place / "authentic")
        return scope.blank("authentic", place=place / "authentic")
    names = [
        scope.word_at(place / "authentic" / index, "language", language)
        for index, language in enumerate(meeting.authentic)
    ]
    return join(names, scope.language)
