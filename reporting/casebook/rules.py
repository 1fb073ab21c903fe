"""What must hold inside a record beyond the shape of each field.

A rule takes a record that is whole and gives its problems with a path in the record; the caller adds the place.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from ..model.bodies import Chain
from ..model.chain import Commitment, Recommendations
from ..model.measures import Measure
from ..model.obstacles import Obstacle
from ..model.packs import Letter, Pack, Section
from ..model.parties import Holder, Party
from ..model.values import Language
from ..places import Field, Place
from ..problems import Problem
from . import life
from .entries import Entry

Fault = tuple[str, Field, dict[str, Any]]
DEEPEST_SECTION = 3

ADDRESS = re.compile(r"([^@\s]+)@[^@\s]+")
# `voornaam.achternaam`, `j.jansen`, `j.w.van.den.berg`
PERSON = re.compile(r"[^\W\d_]+(?:\.[^\W\d_-]+)*\.[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*")
FUNCTIONAL = {
    "afdeling", "bestuur", "bureau", "cabinet", "communicatie", "contact", "contactpunt", "dienst", "directie", "grens",
    "grensoverschrijdende", "gros", "info", "kabinet", "kanzlei", "loket", "mail", "meldpunt", "office", "poststelle",
    "postbus", "post", "programma", "projecten", "secretariaat", "secretariat", "sekretariat", "service", "team",
    "vragen",
}  # fmt: skip


def check_events(obstacle: Obstacle) -> Iterator[Fault]:
    """Events stand oldest first, as the status is that of the last."""
    latest = None
    for index, event in enumerate(obstacle.events):
        if event.date.known:
            if latest is not None and event.date.last < latest.first:
                yield "events-out-of-order", ("events", index, "date"), {"date": str(event.date), "before": str(latest)}
            if latest is None or event.date.first > latest.first:
                latest = event.date


def check_related(obstacle: Obstacle) -> Iterator[Fault]:
    """An obstacle is not related to itself."""
    for index, other in enumerate(obstacle.related):
        if other == obstacle.id:
            yield "self-reference", ("related", index), {"value": other}


def check_holders(party: Party) -> Iterator[Fault]:
    """A period of office ends after it begins, and overlaps no other by more than the day of the handing over."""
    for number, office in enumerate(party.offices):
        path: Field = ("offices", number, "holders")
        for index, holder in enumerate(office.holders):
            if holder.until is not None and holder.until.known and holder.from_.known:
                if holder.until.last < holder.from_.first:
                    dates = {"from_": str(holder.from_), "until": str(holder.until)}
                    yield "holder-backward", (*path, index, "until"), dates
                    continue
        for index, other in _find_overlaps(office.holders):
            names = {"name": office.holders[index].name, "other": office.holders[other].name}
            yield "holders-overlap", (*path, index), names


def _find_overlaps(holders: list[Holder]) -> Iterator[tuple[int, int]]:
    """Who held the office for more than a day with which other, however their partly known dates are read."""
    terms = []
    for index, holder in enumerate(holders):
        end = holder.until.first if holder.until is not None else datetime.date.max
        if holder.from_.last is not None and end is not None:
            terms.append((holder.from_.last, index, end))
    longest: tuple[datetime.date, int] | None = None
    for start, index, end in sorted(terms):
        if longest is not None and start < min(longest[0], end):
            yield index, longest[1]
        longest = max(longest or (end, index), (end, index))


def check_mailbox(party: Party) -> Iterator[Fault]:
    """The letterhead names a functional mailbox, never an official's own."""
    mailbox = party.address.mailbox if party.address else None
    if mailbox is None:
        return
    found = ADDRESS.fullmatch(mailbox.strip())
    if found is None:
        yield "mailbox-form", ("address", "mailbox"), {"value": mailbox}
    elif PERSON.fullmatch(found[1]) and not FUNCTIONAL & set(re.split(r"[.-]", found[1].lower())):
        yield "personal-mailbox", ("address", "mailbox"), {"value": mailbox}


def check_annexes(pack: Pack) -> Iterator[Fault]:
    """No document is an annex of itself, not even by way of others, nor its own decision note.

    A circle is told once, where it closes.
    """
    for key, document in pack.documents.items():
        path: Field = ("documents", key)
        if document.decision_note == key:
            yield "self-reference", (*path, "decision_note"), {"value": key}
        named: set[str] = set()
        for index, annex in enumerate(document.annexes):
            if annex == key:
                yield "self-reference", (*path, "annexes", index), {"value": key}
            elif annex in named:
                yield "annex-twice", (*path, "annexes", index), {"value": annex}
            named.add(annex)
    for way, index in _find_circles({key: document.annexes for key, document in pack.documents.items()}):
        yield "annex-circle", ("documents", way[-1], "annexes", index), {"way": " → ".join([*way, way[0]])}


def check_previous(packs: Mapping[str, Pack], pack: Pack) -> Iterator[Fault]:
    """A pack is compared with one as of an earlier day."""
    previous = packs.get(pack.previous or "")
    if previous is not None and previous.as_of.first >= pack.as_of.first:
        values = {"previous": pack.previous, "date": str(previous.as_of), "as_of": str(pack.as_of)}
        yield "previous-not-earlier", ("previous",), values


def _find_circles(annexes: dict[str, list[str]]) -> Iterator[tuple[list[str], int]]:
    """Each way of documents from annex to annex whose last has the first as an annex, and as which of its annexes.

    A walk depth first, each document once, with a stack of our own: packs may be long.
    """
    done: set[str] = set()
    for start in annexes:
        way, todo = {start: None}, [iter(enumerate(annexes[start]))]  # a dict: in order, and quick to look in
        while way and start not in done:
            index, annex = next(todo[-1], (0, None))
            if annex is None:
                done.add(way.popitem()[0])
                todo.pop()
            elif annex in way:
                circle = list(way)[list(way).index(annex) :]
                if len(circle) > 1:  # an annex of itself is told apart
                    yield circle, index
            elif annex in annexes and annex not in done:
                way[annex] = None
                todo.append(iter(enumerate(annexes[annex])))


def check_sections(letter: Letter) -> Iterator[Fault]:
    """Sections have ids of their own within the letter, and stand three deep at most, as headings do."""
    seen: set[str] = set()

    def check(sections: list[Section], path: Field, depth: int) -> Iterator[Fault]:
        for index, section in enumerate(sections):
            here = (*path, index)
            if section.id in seen:
                yield "duplicate-section", (*here, "id"), {"value": section.id}
            seen.add(section.id)
            if depth > DEEPEST_SECTION:
                yield "section-too-deep", here, {"deepest": DEEPEST_SECTION}
            elif section.sections:
                yield from check(section.sections, (*here, "sections"), depth + 1)

    yield from check(letter.sections, ("sections",), 1)


def check_settled(commitment: Commitment, chain: Chain) -> Iterator[Fault]:
    """A letter tells the House that a commitment is settled; then the House itself decides that it is."""
    reported, settled = commitment.reported, commitment.settled
    if settled is None:
        return
    party = chain.parties.get(settled.by)
    if party is not None and party.kind != "parliament":
        yield "settled-by-other", ("settled", "by"), {"actor": settled.by}
    if reported is None:
        yield "settled-unreported", ("settled",), {}
    elif reported.date.known and settled.date.known and settled.date.last < reported.date.first:
        dates = {"date": str(settled.date), "before": str(reported.date)}
        yield "settled-backward", ("settled", "date"), dates


def check_obstacle_measures(obstacle: Obstacle) -> Iterator[Fault]:
    """See `check_measures`."""
    yield from check_measures(obstacle.measures, ("measures",))


def check_reaction_measures(recommendations: Recommendations) -> Iterator[Fault]:
    """See `check_measures`: those that carry a whole reaction, and those of its actions."""
    for number, advice in enumerate(recommendations.recommendations):
        if advice.reaction is None:
            continue
        here: Field = ("recommendations", number, "reaction")
        yield from check_measures(advice.reaction.measures, (*here, "measures"))
        for index, action in enumerate(advice.reaction.actions):
            yield from check_measures(action.measures, (*here, "actions", index, "measures"))


def check_measures(measures: list[Measure], path: Field) -> Iterator[Fault]:
    """An approval is granted or refused, not both. `path`: where the measures stand in the record."""
    for index, measure in enumerate(measures):
        approval = measure.approval
        if not isinstance(approval, str) and approval.granted is not None and approval.refused is not None:
            yield "approval-twice", (*path, index, "approval", "refused"), {}


RULES: dict[str, tuple[Callable[[Any], Iterator[Fault]], ...]] = {
    "obstacle": (check_events, check_related, check_obstacle_measures),
    "recommendations": (check_reaction_measures,),
    "party": (check_holders, check_mailbox),
    "pack": (check_annexes,),
    "letter": (check_sections,),
}


# Rules that look at the bodies of the casebook as well.
CHAIN_RULES: dict[str, tuple[Callable[[Any, Chain], Iterator[Fault]], ...]] = {
    "obstacle": life.RULES,
    "commitment": (check_settled,),
}


def check_rules(entry: Entry, chain: Chain | None, packs: Mapping[str, Pack]) -> Iterator[Problem]:
    """What the rules for this kind of record find in it.

    `chain`: None when the settings are wrong themselves. `packs`: those without fault.
    """
    if entry.record is None:
        return
    found = [rule(entry.record) for rule in RULES.get(entry.kind, ())]
    if chain is not None:
        found += [rule(entry.record, chain) for rule in CHAIN_RULES.get(entry.kind, ())]
    if isinstance(entry.record, Pack):
        found.append(check_previous(packs, entry.record))
    for code, path, values in itertools.chain.from_iterable(found):
        yield Problem(code, Place(entry.place.file, (*entry.place.field, *path)), values)


def check_language(entry: Entry, language: str | None) -> Iterator[Problem]:
    """Texts that are not there in the casebook's own language; not those that have an unknown one, told already.

    And translations into that language, or into none.
    """
    if entry.kind == "translations" and language and entry.id not in set(get_args(Language)) - {language}:
        others = ", ".join(other for other in get_args(Language) if other != language)
        yield Problem("not-a-translation-language", Place(entry.place.file), {"value": entry.id, "others": others})
    for path, form, value in entry.spots if language else ():
        if form.in_languages and isinstance(value, dict) and value and language not in value:
            if all(key in form.keys for key in value):
                place = Place(entry.place.file, (*entry.place.field, *path, language))
                yield Problem("main-language-missing", place, {"language": language})
