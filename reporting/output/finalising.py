"""The final text of a pack: what keeps it from being that, and its files in a folder of their own."""

from __future__ import annotations

from ..problems import Problem
from .fixed import WordStates
from .gathering import Gathered
from .journal import FINAL, JOURNAL, Journal
from .making import Making, Progress, write_changed
from .planning import plan_packs
from .recording import build_manifest

INSIDE = f"{FINAL}/"


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
            Problem(code, place, {"document": name, "count": count}) for code, count in counts.items() if count
        ]
    return problems


def make_final(
    finished: Gathered, pack: str, discard: bool = False, progress: Progress | None = None
) -> tuple[Making, list[Problem]]:
    """Writes the files of a pack in its final state (`editions.finish`), in a folder `final` of its own: all, or none.

    Gives what was made and kept, and the problems; with an error among them nothing changed. `discard`: overwrite what
    was edited by hand. Raises `BrokenEnvironment`, and `OSError` when the disk refuses.
    """
    planned, problems = plan_packs(finished, INSIDE)
    journal = Journal.load(finished.folders.build)
    making = Making(finished.folders.build, journal, planned, discard, progress, INSIDE)
    if any(problem.is_error for problem in problems):
        return making, problems
    problems += making.make(pack, lambda name, outputs: build_manifest(name, outputs, finished, INSIDE))
    if making.made:
        journal.settle(output.path for output in planned[pack])
        write_changed({making.build / JOURNAL: journal.dump()})
    return making, problems
