"""What must hold of the glossary: each term has a name, each forbidden one has another to use, and none is both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.bodies import Chain
from ..model.glossary import Named, Term, name_all, plain_of
from ..places import Place
from ..problems import Problem
from .entries import Entry


def check_terms(entries: Sequence[Entry], chain: Chain | None) -> Iterator[Problem]:
    """Terms without any name; forbidden names in a language without a right one, or that are right in it.

    `chain`: the parties and offices, whose names are those of the terms about them; None when those are not known, and
    nothing can be said. What is right for one term may be forbidden for another: only its own names count.
    """
    found = {entry.id: entry for entry in entries if entry.kind == "term" and isinstance(entry.record, Term)}
    if chain is None:
        return
    terms = {key: entry.record for key, entry in found.items()}
    known = {*chain.parties, *chain.offices}
    for named in name_all(terms, chain.parties, chain.offices):
        term, place = terms[named.id], found[named.id].place
        if term.actor and term.actor.known and term.actor not in known:
            continue  # there is none, which is told, or it is wrong itself
        if not named.names:
            yield Problem("term-nameless", Place(place.file, place.field, on="key"), {"term": named.id})
            continue
        yield from _check_forbidden(named, place)


def _check_forbidden(named: Named, place: Place) -> Iterator[Problem]:
    for language, variants in named.forbidden.items():
        at = place / "forbidden" / language
        if language not in named.names:
            yield Problem("term-to-use-missing", Place(at.file, at.field, on="key"), {"language": language})
        right = {name.casefold() for name in named.right(language)}
        for index, variant in enumerate(variants):
            if not plain_of(variant):
                yield Problem("empty-text", at / index)
            elif plain_of(variant).casefold() in right:
                yield Problem("term-right-and-forbidden", at / index, {"value": plain_of(variant)})
