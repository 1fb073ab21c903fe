"""The final text of a pack: what keeps it from being that, and its files in a folder of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem
from .cleaning import sweep
from .fixed import WordStates
from .gathering import Gathered
from .journal import FINAL, JOURNAL, Journal
from .making import Making, Progress, write_changed
from .planning import plan_packs
from .recording import build_manifest
from .word.content import read_content

INSIDE = f"{FINAL}/"
# What a draft may show behind a paragraph: how binding it is, who does it, when.
_BRACKET = re.compile(r"\s*\[[^\[\]]*\]")


def find_open(found: Gathered, pack: str) -> list[Problem]:
    """What a pack lacks before it can be final.

    An error for each document with blanks, with translations that nobody confirmed (of the casebook, or of fixed words
    that it prints), or without its decision note. What is wrong with it as a concept, `found` tells.
    """
    book = found.loaded.casebook
    assert book is not None
    problems: list[Problem] = []
    states = WordStates(found.templates, book.settings.language)
    for name in book.packs[pack].documents:
        place = book.place("pack", pack) / "documents" / name
        every = [made for made in found.made[pack] if (made.series or made.name) == name]
        counts = {
            "final-open": sum(len(made.blanks) for made in every),
            "final-unconfirmed": len(frozenset().union(*(made.drafts for made in every))),
            "final-words-unconfirmed": len(
                {place for made in every for place in states.unconfirmed(made.word.origins)}
            ),
            "final-without-note": sum(
                problem.code == "decision-note-missing" and problem.place == place for problem in found.problems
            ),
        }
        problems += [
            Problem(code, place, {"document": name, "count": count, "pack": pack})
            for code, count in counts.items()
            if count
        ]
    return problems


def find_unread(found: Gathered, finished: Gathered, pack: str) -> list[Problem]:
    """An error, `final-unread`, for each document whose final text says what its concept (`found`) does not.

    Who assents reads the concept. That may show more: paragraphs of its own, and a bracket behind one.
    """
    book = found.loaded.casebook
    assert book is not None
    concepts = {made.name: made for made in found.made[pack]}
    problems: list[Problem] = []
    for made in finished.made[pack]:
        if made.name not in concepts:
            continue  # it cannot be made, which is told already
        read = read_content(concepts[made.name].word.data, concepts[made.name].mark)
        for story, final in read_content(made.word.data).items():
            unread = _first_unread(iter(read.get(story, [])), final)
            if unread is not None:
                place = book.place("pack", pack) / "documents" / (made.series or made.name)
                problems.append(Problem("final-unread", place, {"document": made.name, "text": unread}))
                break
    return problems


def _first_unread(read: Iterator[list[str]], final: list[list[str]]) -> str | None:
    """The first paragraph of a final text that does not come in this order among those that were read."""
    for paragraph in final:
        if any(paragraph) and not any(_was_read(one, paragraph) for one in read):
            return " ".join(paragraph)
    return None


def _was_read(concept: list[str], final: list[str]) -> bool:
    if concept == final:
        return True
    same = len(concept) == len(final) and concept[1:] == final[1:] and concept[0].startswith(final[0])
    return same and _BRACKET.fullmatch(concept[0][len(final[0]) :]) is not None


def make_final(
    finished: Gathered, pack: str, discard: bool = False, progress: Progress | None = None
) -> tuple[Making, list[Problem]]:
    """Writes the files of a pack in its final state (`editions.finish`), in a folder `final` of its own: all, or none.

    What the pack has no more is removed there. Gives what was made and kept, and the problems; with an error among
    them nothing changed. `discard`: overwrite what was edited by hand. Raises `BrokenEnvironment`, and `OSError` when
    the disk refuses.
    """
    planned, problems = plan_packs(finished, INSIDE)
    journal = Journal.load(finished.folders.build)
    making = Making(finished.folders.build, journal, planned, discard, progress, INSIDE)
    if any(problem.is_error for problem in problems):
        return making, problems
    problems += making.make(pack, lambda name, outputs: build_manifest(name, outputs, finished, INSIDE))
    if making.made:
        folder = f"{pack}/{INSIDE}"
        wanted = {name for name in journal.entries if not name.startswith(folder)}
        problems += sweep(making.build, journal, {*wanted, *(output.path for output in planned[pack])}, [pack])[1]
        journal.settle(output.path for output in planned[pack])
        write_changed({making.build / JOURNAL: journal.dump()})
    return making, problems
