"""What an event would bring, before all of it is said: for an answer on a terminal, which is judged at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..casebook.entries import Entry
from ..casebook.faults import check_shape
from ..casebook.forms import find_spots, load_form
from ..casebook.life import RULES
from ..casebook.loading import Loaded
from ..casebook.references import check_references
from ..model.bodies import Chain
from ..model.obstacles import Event, Obstacle, Provision
from ..model.values import UNKNOWN
from ..places import Place
from ..problems import Problem
from ..yamlfile.rendering import to_plain
from .events import build_event
from .prose import check_typed, find_typed
from .recording import find_brought, find_option, place_of_event


def try_event(
    loaded: Loaded, obstacle: Obstacle, kind: str, said: Mapping[str, Sequence[str]], chain: Chain
) -> list[tuple[Problem, str]]:
    """The errors that an event with what is `said` so far would bring, each with the answer that it is about.

    What has not been said is `unknown`, or missing. The places are those in the obstacle as it would be, without file.
    """
    book = loaded.casebook
    data, case, unread = build_event(kind, said, book.settings.language)
    if unread:
        return [(Problem(code, Place(""), values), answer.name) for answer, code, values in unread]
    data = to_plain({"date": UNKNOWN, "by": UNKNOWN, "text": {book.settings.language: "-"}, **data})
    index = place_of_event(obstacle.events, data["date"])
    form = load_form(Obstacle)
    event, found = check_shape(Event, data, Place("", ("events", index)), form.fields["events"].items)
    entry = Entry("obstacle", obstacle.id, Place(""), data, None, find_spots(form, {"events": [data]}))
    found += [_moved(problem, index) for problem in check_references(entry, loaded.known, {})]
    provisions = []
    for number, given in enumerate(case.get("provisions", ()), len(obstacle.provisions)):
        place = Place("", ("provisions", number))
        provision, wrong = check_shape(Provision, to_plain(given), place, form.fields["provisions"].items)
        provisions.append(provision)
        found += wrong
    if not found:
        whole = insert_event(obstacle, index, event, provisions, case.get("cause"))
        found = find_brought(find_faults(obstacle, chain), find_faults(whole, chain))
        found += check_typed(book, find_typed(event, Place("", ("events", index))))
    return [(problem, find_option(problem, index)) for problem in found if problem.is_error]


def insert_event(
    obstacle: Obstacle, index: int, event: Event, provisions: Sequence[Provision] = (), cause: str | None = None
) -> Obstacle:
    """The obstacle with one event more, and what was said of itself."""
    events = [*obstacle.events[:index], event, *obstacle.events[index:]]
    whole = obstacle.model_copy(update={"events": events, "provisions": [*obstacle.provisions, *provisions]})
    return whole if cause is None else whole.model_copy(update={"cause": cause})


def find_faults(obstacle: Obstacle, chain: Chain) -> list[Problem]:
    """What the rules of an obstacle's life find; the places without file."""
    return [Problem(code, Place("", path), values) for rule in RULES for code, path, values in rule(obstacle, chain)]


def _moved(problem: Problem, index: int) -> Problem:
    """A problem of the one event that was looked at, as one of event `index`."""
    return replace(problem, place=Place("", ("events", index, *problem.place.field[2:])))
