"""Who signs off a document, in what order: the route of its kind, whose consent it needs, who signs it.

A route is a list of roles in `kind.yaml`; what a role is called stands under `route` in the words of the house. The
last signs the document: the office that `signatory` names or, where the route ends on `signatories`, every office that
signs at the meeting, of both sides. Before that come the offices on behalf of whom is signed as well: who is named
below a document has agreed to it. A document whose kind has no route needs no sign-off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..model.book import Casebook
from ..model.packs import Document
from ..model.values import UNKNOWN
from ..places import Place
from ..problems import Problem
from .kinds import Kind
from .words import Words

# In a route: the offices that sign at the meeting that the document is of.
SIGNATORIES = "signatories"


@dataclass(frozen=True)
class Step:
    """Somebody whose assent a document needs.

    `role`: by its name in a route, or as an office. `rank`: a step waits for all steps of a lower one, and for none of
    its own. `office`: who it is, where the casebook says. `consent`: it is asked for signing on that office's behalf.
    `place`: what asks for it.
    """

    role: str
    rank: int
    place: Place
    office: str | None = None
    consent: bool = False


def build_steps(document: Document, kind: Kind, book: Casebook, place: Place) -> list[Step]:
    """The steps of a document (at `place`) in their order, each role once; none where its kind has no route.

    An office that is not known yet is no step: it is a marked blank, which keeps the document from being final.
    """
    route, steps = kind.file.route, list[Step]()
    for index, role in enumerate(route):
        here = kind.place / "route" / index
        if index < len(route) - 1:
            steps.append(Step(role, index, here))
            continue
        for number, office in _known(document.on_behalf_of):
            if office != document.signatory:
                steps.append(Step(office, index, place / "on_behalf_of" / number, office, consent=True))
        if role == SIGNATORIES:
            steps += _signatories(document, book, index + 1)
        else:
            signatory = None if document.signatory == UNKNOWN else document.signatory
            steps.append(Step(role, index + 1, here, signatory))
    return list({step.role: step for step in reversed(steps)}.values())[::-1]


def roles_of(words: Words, book: Casebook) -> list[str]:
    """The roles that the house has a word for."""
    return list(words.tree(book.settings.language).get("route", {}))


def check_routes(book: Casebook, words: Words, kinds: Iterable[Kind]) -> Iterator[Problem]:
    """Roles that nobody has, in routes and among deputies; offices with a step of their own and the name of a role."""
    kinds, roles = {kind.name: kind for kind in kinds}, roles_of(words, book)
    for kind in kinds.values():
        for index, role in enumerate(kind.file.route):
            last = index == len(kind.file.route) - 1
            if role not in roles and not (last and role == SIGNATORIES):
                values = {"role": role, "known": ", ".join([*roles, SIGNATORIES])}
                yield Problem("route-unknown-role", kind.place / "route" / index, values)
    settings = book.place("settings") / "deputies"
    for role, deputies in book.settings.deputies.items():
        named = [(role, Place(settings.file, (*settings.field, role), on="key"))]
        named += [(deputy, settings / role / index) for index, deputy in enumerate(deputies)]
        for name, place in named:
            if name not in roles and name not in book.offices and name not in book.parties:
                yield Problem("deputy-unknown", place, {"role": name, "known": ", ".join(roles)})
    for pack in book.packs.values():
        for name, document in pack.documents.items():
            if document.kind not in kinds:
                continue
            place = book.place("pack", pack.id) / "documents" / name
            for step in build_steps(document, kinds[document.kind], book, place):
                of_its_own = step.place.file != kinds[document.kind].place.file  # not the role of a route
                if of_its_own and step.role in roles:
                    yield Problem("office-named-as-role", step.place, {"office": step.role})


def _signatories(document: Document, book: Casebook, rank: int) -> Iterator[Step]:
    meeting = book.meetings.get(document.meeting or "")
    for side, offices in meeting.signatories.items() if meeting else ():
        for number, office in _known(offices):
            here = book.place("meeting", meeting.id) / "signatories" / side / number
            yield Step(office, rank, here, office)


def _known(offices: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, office) for number, office in enumerate(offices) if office != UNKNOWN)
