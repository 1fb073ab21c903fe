"""The engine: what the command line calls, and make through it.

Gather everything, check it, then write: with an error in what goes into a pack, nothing of it changes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..casebook.loading import load_casebook
from ..casebook.schema import write_schemas
from ..problems import Problem, catalogue, render_all
from .cleaning import sweep
from .folders import Folders, shown
from .gathering import TREES, Gathered, gather
from .journal import JOURNAL, Journal, file_digest, for_people, is_final
from .make import LIST, STAMP
from .making import Making, Progress, write_changed
from .planning import Output, items_of, plan_packs, series_of
from .recording import build_manifest, write_list, write_trees
from .tracing import trace
from .writing import remove_files


@dataclass
class Outcome:
    """What a command did.

    `problems`, and `lines`: the same as printed. `language`: of messages. `built`, `kept`: paths made, or removed, and
    paths left as they were. `notes`: further lines of the summary. `failed`: something was not done that was asked for.
    """

    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    language: str = "nl"
    built: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: bool = False


@dataclass(frozen=True)
class PackRow:
    """A document of a pack, for a list: its pack, name, kind, audience, and the state of its outputs; of a series, the
    worst of them, and `count`, how many documents it has now."""

    pack: str
    document: str
    kind: str
    audience: str
    state: str
    count: int | None = None


def check(folders: Folders) -> Outcome:
    """Every problem of the casebook and of the templates with it; nothing is written."""
    found = gather(folders)
    return _close(found, found.problems)


def build(
    folders: Folders, packs: Sequence[str] = (), discard: bool = False, progress: Progress | None = None
) -> Outcome:
    """Makes what is not up to date of the packs named (none: of all).

    `discard`: overwrite outputs that were edited by hand. `progress` is told (done, total, what) of each file made.
    Raises `BrokenEnvironment`, and `OSError` when the disk refuses.
    """
    began = time.time_ns()
    found = gather(folders, packs)
    if any(found.counts(problem, packs) for problem in found.problems):
        return _close(found, found.problems, packs)
    planned, faults = plan_packs(found)
    problems = [*found.problems, *faults]
    if any(problem.is_error for problem in faults):
        return _close(found, problems, packs, failed=True)
    journal = Journal.load(folders.build)
    making = Making(folders.build, journal, planned, discard, progress)
    for pack in planned:
        problems += making.make(pack, partial(build_manifest, found=found))
    wanted = {output.path for outputs in planned.values() for output in outputs}
    failed = planned.keys() - making.made
    wanted |= {name for name in journal.entries if name.split("/")[0] in failed or is_final(name)}
    gone, left = sweep(folders.build, journal, wanted, packs or None)
    problems += left
    if making.made or gone or not planned:
        journal.settle(output.path for pack in making.made for output in planned[pack])
        write_trees(found)
        write_changed({folders.build / JOURNAL: journal.dump()})
    outcome = _close(found, problems, packs, failed=bool(failed))
    outcome.built, outcome.kept = making.built, making.kept
    outcome.notes += _empty_series(found, planned)
    if not packs and not outcome.failed:
        write_list(found, list(journal.entries), began)
    return outcome


def list_packs(folders: Folders) -> tuple[list[PackRow], Outcome]:
    """Every document of every pack, and whether what stands in the build folder is up to date."""
    found = gather(folders)
    outcome = _close(found, found.problems)
    if found.loaded.casebook is None:
        return [], outcome
    outputs = {output.path: output for every in plan_packs(found)[0].values() for output in every}
    journal = Journal.load(folders.build)
    rows = []
    for pack in found.loaded.casebook.packs.values():
        for name, document in pack.documents.items():
            paths, count = [f"{pack.id}/{name}.docx", f"{pack.id}/{name}.pdf"], None
            if name in series_of(found, pack.id):
                count = len(items_of(found, pack.id, name))
                paths = _paths_of_series(f"{pack.id}/{name}", outputs, folders.build, journal)
            state = _state(paths, outputs, folders.build, journal)
            rows.append(PackRow(pack.id, name, document.kind, document.audience, state, count))
    return rows, outcome


def find_origin(folders: Folders, file: Path, words: str) -> tuple[list[str], Outcome]:
    """The lines that say where `words` in the Word file came from: `path:line:column`, one an origin."""
    found = trace(folders, file, words)
    failed = any(problem.is_error for problem in found.problems)
    return found.lines, Outcome(found.problems, found.told, found.language, failed=failed)


def clean(folders: Folders) -> Outcome:
    """Removes what a build can make again; an output that was edited by hand stays and is named."""
    journal = Journal.load(folders.build)
    gone, problems = sweep(folders.build, journal, wanted=())
    remove_files([folders.build / name for name in (TREES, LIST, STAMP)], folders.build)
    if journal.entries:
        write_changed({folders.build / JOURNAL: journal.dump()})
    else:
        remove_files([folders.build / JOURNAL], folders.build)
    loaded = load_casebook(folders.cases, shown(folders.cases))
    lines = render_all(problems, loaded.language, loaded.locate)
    kept = [problem.place.file for problem in problems]
    return Outcome(problems, lines, loaded.language, [name for name in gone if for_people(name)], kept)


def write_schemas_of(folders: Folders) -> Outcome:
    """Writes the JSON Schemas with which editors complete and check case files."""
    found = gather(folders)
    outcome = _close(found, found.problems)
    if found.loaded.casebook is not None:
        outcome.built = [shown(path) for path in write_schemas(found.loaded.casebook, folders.cases)]
        outcome.failed = False
    return outcome


def _close(found: Gathered, problems: Iterable[Problem], packs: Sequence[str] = (), failed: bool = False) -> Outcome:
    unique = list({(problem.code, problem.place, str(problem.values)): problem for problem in problems}.values())
    failed = failed or any(found.counts(problem, packs) for problem in unique)
    language = found.loaded.language
    lacking = [
        f"{problem.place.file.split('/')[-2]}/{problem.values['document']}"
        for problem in unique
        if problem.code == "decision-note-missing"
    ]
    said = catalogue()["summary-without-note"][language]["message"]
    notes = [said.format(documents=", ".join(lacking))] if lacking else []
    return Outcome(unique, found.lines(unique), language, notes=notes, failed=failed)


def _empty_series(found: Gathered, packs: Iterable[str]) -> list[str]:
    """The line of the summary that names the series without a document, where there are any."""
    empty = [f"{pack}/{name}" for pack in packs for name in series_of(found, pack) if not items_of(found, pack, name)]
    said = catalogue()["summary-empty-series"][found.loaded.language]["message"]
    return [said.format(documents=", ".join(empty))] if empty else []


def _paths_of_series(stem: str, outputs: dict[str, Output], build: Path, journal: Journal) -> list[str]:
    """The files of a series for people: those that it has now, and those left of before."""
    left = (path for path in journal.entries if path not in outputs and (build / path).exists())
    known = [path for path in (*outputs, *left) if path == f"{stem}.pdf" or path.startswith(f"{stem}/")]
    return [path for path in known if for_people(path)]


def _state(paths: Iterable[str], outputs: dict[str, Output], build: Path, journal: Journal) -> str:
    """How the outputs of a document stand: the worst of them."""
    states = {"current"}
    for path in paths:
        now, entry = file_digest(build / path), journal.entries.get(path)
        if now is None:
            states.add("not-built")
        elif not journal.made(path, now):
            states.add("edited")
        else:
            made = path in outputs and entry is not None and (entry.of, entry.file) == (outputs[path].of, now)
            states.add("current" if made else "out-of-date")
    return next(state for state in ("edited", "not-built", "out-of-date", "current") if state in states)
