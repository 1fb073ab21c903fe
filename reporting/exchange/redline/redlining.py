"""What changed since a version went out: a Word file with tracked changes of each document, and every change by record.

done = redline(folders, "top-2023", None, now)
done.documents, done.rows         # what `listing` shows, and `page` prints
written, problems = write_redline(done, folder)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ...documents.scope import Scope
from ...output.documents import Made
from ...output.folders import Folders
from ...output.gathering import Gathered, gather
from ...output.making import Progress
from ...places import Place
from ...problems import Problem
from ..circulation.store import list_versions, read_file
from ..circulation.versions import DocumentVersion, Version, find_latest
from .changes import compare_inputs
from .engine import Engine, EngineFailed, open_engine
from .frozen import load_now, load_then
from .marking import Marked, Side, mark_changes
from .telling import Row, Teller


@dataclass(frozen=True)
class Document:
    """A document of the pack: its name and title, what became of it, and in which version it went out (None: never)."""

    name: str
    title: str
    marked: Marked
    since: int | None = None


@dataclass
class Redline:
    """What changed in a pack since a version; None of it where there is no such version.

    `code`: the short digest of the pack as it is. `teller`: what says further words, in the casebook's language.
    """

    found: Gathered
    pack: str
    problems: list[Problem] = field(default_factory=list)
    version: Version | None = None
    documents: list[Document] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    teller: Teller | None = None
    now: datetime | None = None

    @property
    def code(self) -> str:
        return self.found.editions[self.pack].code


def redline(folders: Folders, pack: str, since: int | None, now: datetime, progress: Progress | None = None) -> Redline:
    """Sets a pack as it is beside a version of it.

    `since`: the number of the version; None: the last one. `now`: UTC, by which tracked changes are dated. `progress`
    is told (done, total, what) of each document.

    Problems: those of the casebook that stop the pack, a version that is not there (`redline-no-version`,
    `redline-unknown-version`), what was kept and is damaged, and documents that cannot be compared. Raises
    `BrokenEnvironment`. Nothing is written.
    """
    found = gather(folders, [pack])
    done = Redline(found, pack, [problem for problem in found.problems if found.counts(problem, [pack])], now=now)
    if done.problems or pack not in found.made:
        return done
    versions, done.problems = _find_versions(folders, pack, since)
    if not versions:
        return done
    done.version, book = versions[-1], found.loaded.casebook
    assert book is not None
    scope = Scope(book, found.templates.words, found.trees, book.settings.language, book.packs[pack].as_of.first)
    done.teller = Teller(scope)
    then, faults = load_then(done.version, folders)
    done.problems += faults
    if not faults:
        done.rows = [done.teller.row(change) for change in compare_inputs(then, load_now(found, pack))]
    author = str(scope.name(book.settings.title, book.place("settings") / "title"))
    _mark_documents(done, versions, author, progress or (lambda number, total, what: None))
    done.problems += scope.problems
    return done


def _find_versions(folders: Folders, pack: str, since: int | None) -> tuple[list[Version], list[Problem]]:
    """The versions up to the one asked for; none where it is not there."""
    shown = folders.cases.as_posix()
    versions, problems = list_versions(folders.cases, shown, pack)
    problems = [problem for problem in problems if problem.is_error]
    place = Place((folders.cases / "packs" / pack / "pack.yaml").as_posix())
    if not versions and not problems:
        return [], [Problem("redline-no-version", place, {"pack": pack})]
    if since is not None and all(one.number != since for one in versions):
        known = ", ".join(str(one.number) for one in versions)
        unknown = Problem("redline-unknown-version", place, {"pack": pack, "number": since, "known": known})
        return [], problems or [unknown]
    return [one for one in versions if since is None or one.number <= since], problems


def _mark_documents(done: Redline, versions: Sequence[Version], author: str, progress: Progress) -> None:
    earlier, codes = find_latest(versions), {version.number: version.code for version in versions}
    made = {one.name: one for one in done.found.made[done.pack]}
    with ExitStack() as stack:
        engine: Engine | None = None
        for number, (name, one) in enumerate(made.items(), 1):
            if (went := earlier.get(name)) is None:
                done.documents.append(Document(name, one.title, Marked("new")))
                continue
            old, problems = _kept(done, went)
            marked = Marked("failed")
            if old is not None:
                try:
                    engine = engine or stack.enter_context(open_engine())
                    side = Side(old, went.mark, codes.get(went.version, done.code))
                    marked, problems = _mark(done, one, side, engine, author)
                except EngineFailed as error:
                    problems = [Problem("redline-failed", Place(_shown(done, name)), {"reason": str(error)})]
            done.problems += problems
            done.documents.append(Document(name, one.title, marked, went.version))
            progress(number, len(made), _shown(done, name))
    gone = (one for name, one in earlier.items() if name not in made)
    done.documents += [Document(one.name, one.name, Marked("removed"), one.version) for one in gone]


def _kept(done: Redline, one: DocumentVersion) -> tuple[bytes | None, list[Problem]]:
    folders = done.found.folders
    return read_file(folders.cases, folders.cases.as_posix(), done.pack, one, "docx")


def _mark(done: Redline, made: Made, old: Side, engine: Engine, author: str) -> tuple[Marked, list[Problem]]:
    assert done.now is not None
    new = Side(made.word.data, made.mark, done.code)
    return mark_changes(old, new, engine, author, done.now, _shown(done, made.name))


def _shown(done: Redline, name: str) -> str:
    return f"{done.pack}/{name}.docx"


def files_of(done: Redline) -> Iterator[tuple[Path, bytes]]:
    """The Word files with tracked changes, by their path in the folder for them."""
    for document in done.documents:
        if document.marked.word is not None:
            yield Path(f"{document.name}.docx"), document.marked.word
