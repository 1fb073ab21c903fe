"""A meeting in words, for an agreement: parties, considerations, agreements with how binding each sentence is."""

from __future__ import annotations

from typing import Any

from ..model.chain import Meeting, Sentence
from ..model.packs import Document
from ..places import Place
from .blocks import Text
from .scope import Scope
from .signing import signer
from .standing import due_or_open
from .wording import join


def build_meeting(meeting: Meeting, document: Document, final: bool, scope: Scope) -> dict[str, Any]:
    """What a template sees as `meeting`; the document's `first_side` comes first everywhere.

    `bracket` (how binding, who, when) stands behind each sentence of a draft and is `None` in the final text.
    """
    place = scope.book.place("meeting", meeting.id)
    sides = sorted(meeting.parties, key=lambda side: side != document.first_side)
    return {
        "title": scope.name(meeting.title, place / "title"),
        "place": _place(meeting, place, scope),
        "date": scope.date(meeting.date, place / "date"),
        "sides": [
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
        "considerations": [
            scope.line(text, place / "considerations" / index) for index, text in enumerate(meeting.considerations)
        ],
        "agreements": [
            {
                "title": scope.line(theme.title, place / "agreements" / index / "title"),
                "sentences": [
                    _sentence(sentence, place / "agreements" / index / "sentences" / at, final, scope)
                    for at, sentence in enumerate(theme.sentences)
                ],
            }
            for index, theme in enumerate(meeting.agreements)
        ],
        "legal_nature": _legal_nature(meeting, place, scope),
        "authentic": _authentic(meeting, place, scope),
        "signatories": [
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


def _place(meeting: Meeting, place: Place, scope: Scope) -> Text:
    if isinstance(meeting.place, str):
        scope.warn("place-unknown", place / "place")
        return scope.blank("place", place=place / "place")
    return scope.name(meeting.place, place / "place")


def _sentence(sentence: Sentence, place: Place, final: bool, scope: Scope) -> dict[str, Any]:
    mode = scope.word("mode", sentence.mode)
    mode = mode.look(origins=(place / "mode", *mode.origins))
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
    names = []
    for index, language in enumerate(meeting.authentic):
        word = scope.word("language", language)
        names.append(word.look(origins=(place / "authentic" / index, *word.origins)))
    return join(names, scope.language)
