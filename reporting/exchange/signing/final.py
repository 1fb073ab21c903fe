"""Making a pack final: every reason against it at once; its documents without the mark of a concept; a version of it.

The files come into `build/<pack>/final/` first, all or none, and are then kept as a version of the stage `final`, which
the log has as an act. Where a run is cut off between the two, the next finds the files as they should be, and keeps
them. What was kept stays, whatever becomes of the casebook: a change leads to a further version.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...output.editions import Imprint, find_imprints, finish
from ...output.finalising import INSIDE, find_open, find_unread, make_final
from ...output.folders import Folders, shown
from ...output.gathering import Gathered, gather
from ...output.journal import ORIGINS, content_digest
from ...output.making import Making, Progress
from ...output.planning import made_with
from ...places import Place
from ...problems import Problem
from ...yamlfile.writing import lock
from ..circulation.circulating import read_inputs
from ..circulation.store import Draft, Fresh, freeze, next_number
from ..circulation.versions import DocumentVersion, Version, find_latest
from .rounds import Round, Stand, imprint_of, load_round
from .standing import says_the_same


@dataclass
class Finalised:
    """What came of it: the `version`, and whether it was there `already`; `built`, `kept`: files of the build folder.

    `problems`: with an error among them there is no version; they are all the reasons there are.
    """

    found: Gathered
    problems: list[Problem] = field(default_factory=list)
    version: Version | None = None
    already: bool = False
    built: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def finalise(
    folders: Folders,
    pack: str,
    now: datetime.datetime,
    today: datetime.date,
    discard: bool = False,
    progress: Progress | None = None,
) -> Finalised:
    """Makes a pack final, or says why it cannot be.

    `discard`: overwrite final documents that were edited by hand. Raises `BrokenEnvironment`, and OSError where the
    disk refuses.
    """
    found = gather(folders, [pack])
    done = Finalised(found, [problem for problem in found.problems if found.counts(problem, [pack])])
    if pack not in found.made:
        return done
    imprints = find_imprints(found, pack)
    finished, faults = finish(found, pack)
    done.problems += [problem for problem in faults if problem.is_error]
    done.problems += [*find_open(found, pack), *find_unread(found, finished, pack)]
    rounds = load_round(found, pack, imprints)
    done.problems += [*(problem for problem in rounds.problems if not problem.is_error), *find_reasons(rounds)]
    if done.failed:
        return done
    making, problems = make_final(finished, pack, discard, progress)
    done.problems += problems
    if done.failed:
        return done
    done.built, done.kept = making.built, making.kept
    cases, name = folders.cases, shown(folders.cases)
    with lock(cases, name) as problems:
        done.problems += problems
        if not done.failed:
            _keep(done, load_round(found, pack, imprints), imprints, making, now, today)
    return done


def find_reasons(rounds: Round) -> list[Problem]:
    """What keeps a pack from being final as to its assents: one that is missing or stale, a log that is not whole."""
    problems = [problem for problem in rounds.problems if problem.is_error]
    for stand in rounds.documents.values():
        problems += _reasons_of(stand, rounds)
    return problems


def _reasons_of(stand: Stand, rounds: Round) -> Iterator[Problem]:
    lacking = [one for one in stand.steps if not one.counts]
    stale: dict[int, list[str]] = {}
    for one in lacking:
        if one.assent and not says_the_same(one.assent.imprint, stand.now):
            stale.setdefault(one.assent.number, []).append(one.step.role)
    told = {role for roles in stale.values() for role in roles}
    missing = [one.step for one in lacking if one.step.role not in told]
    for code, chosen in (
        ("final-assent-missing", [step.role for step in missing if not step.consent]),
        ("final-consent-missing", [step.role for step in missing if step.consent]),
    ):
        if chosen:
            values = {"document": stand.name, "roles": ", ".join(chosen), "pack": rounds.pack}
            yield Problem(code, stand.place, values)
    for number, roles in stale.items():
        values = {"document": stand.name, "roles": ", ".join(roles), "number": number}
        yield Problem("final-assent-stale", stand.place, values)
        yield from rounds.tell_changes(stand, number)
    last = max(step.rank for step in stand.route)
    other = [one.step.role for one in stand.steps if one.step.rank == last and one.state == "layout"]
    if other and not lacking:
        values = {"document": stand.name, "roles": ", ".join(other), "to": ",".join(other), "pack": rounds.pack}
        yield Problem("final-layout-changed", stand.place, values)


def _keep(
    done: Finalised,
    rounds: Round,
    imprints: Mapping[str, Imprint],
    making: Making,
    now: datetime.datetime,
    today: datetime.date,
) -> None:
    """Keeps the files as a version, unless the last final one is just that. The caller holds the lock."""
    done.problems += find_reasons(rounds)
    files, bound = _read(done, rounds, making)
    if done.failed:
        return
    finals = [version for version in rounds.versions if version.stage == "final"]
    before = find_latest(finals)
    documents: dict[str, Fresh | DocumentVersion] = {}
    for made in done.found.made[rounds.pack]:
        imprint, own, old = imprints[made.name], files[made.name], before.get(made.name)
        digests = {ending: content_digest(data) for ending, data in own.items()}
        same = old is not None and imprint_of(old) == imprint and old.files == digests
        documents[made.name] = old if same else _fresh(imprint, own)
    last = finals[-1] if finals else None
    digests = {name: content_digest(data) for name, data in bound.items()}
    if last and documents == last.documents and digests == last.bound:
        done.version, done.already = last, True
        return
    inputs = read_inputs(done.found, rounds.pack, done.problems)
    if done.failed:
        return
    book = done.found.loaded.casebook
    assert book is not None
    draft = Draft(
        pack=rounds.pack,
        number=next_number(done.found.folders.cases, rounds.log),
        stage="final",
        date=today,
        as_of=str(book.packs[rounds.pack].as_of),
        code=done.found.editions[rounds.pack].code,
        to=(),
        documents=documents,
        inputs=inputs,
        made_with=made_with(),
        bound=bound,
    )
    cases = done.found.folders.cases
    done.version, problems = freeze(cases, shown(cases), draft, now)
    done.problems += problems


def _fresh(imprint: Imprint, files: Mapping[str, bytes]) -> Fresh:
    return Fresh(imprint.content, imprint.final, imprint.word, None, files)


def _read(done: Finalised, rounds: Round, making: Making) -> tuple[dict[str, dict[str, bytes]], dict[str, bytes]]:
    """The files of each document by ending, and the PDFs of several documents: as they were made, and no others."""
    pack, found = rounds.pack, done.found
    data: dict[str, bytes] = {}
    for output in making.planned[pack]:
        path = making.build / output.path
        read = path.read_bytes()
        if content_digest(read) != making.journal.entries[output.path].file:
            done.problems.append(Problem("output-edited", Place(shown(path))))
        data[output.path.removeprefix(f"{pack}/{INSIDE}")] = read
    files: dict[str, dict[str, bytes]] = {}
    for made in found.made[pack]:
        folder, _, name = made.name.rpartition("/")
        inside = f"{folder}/" if folder else ""
        files[made.name] = {
            "docx": data.pop(f"{made.name}.docx"),
            "origins.json": data.pop(f"{inside}{ORIGINS}/{name}.json"),
            "pdf": data.pop(f"{made.name}.pdf"),
        }
    return files, data
