"""The engine: what the command line calls, and make through it.

Gather everything, check it, then write: with an error in what goes into a pack, nothing of it changes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..casebook.loading import load_casebook
from ..casebook.schema import write_schemas
from ..documents.pandoc import Tree, digest_of
from ..places import Place
from ..problems import Problem, render_all
from .documents import Made
from .folders import Folders, shown
from .gathering import TREES, Gathered, dump_trees, gather
from .journal import JOURNAL, MANIFEST, Entry, Journal, content_digest, digest, dump_json, file_digest, tree_digest
from .make import LIST, STAMP, build_list, touch_stamp
from .planning import Output, code_files, made_with, plan_pack
from .tracing import Traced, trace
from .typeset.fonts import FontBook, load_fonts
from .writing import check_writable, open_elsewhere, remove_files, write_files

Progress = Callable[[int, int, str], None]


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
    """A document of a pack, for a list: its pack, name, kind, audience, and the state of its outputs."""

    pack: str
    document: str
    kind: str
    audience: str
    state: str


def check(folders: Folders) -> Outcome:
    """Every problem of the casebook and of the templates with it; nothing is written."""
    found = gather(folders)
    return _close(Outcome(), found, found.problems, ())


def build(
    folders: Folders, packs: Sequence[str] = (), discard: bool = False, progress: Progress | None = None
) -> Outcome:
    """Makes what is not up to date of the packs named (none: of all).

    `discard`: overwrite outputs that were edited by hand. `progress` is told (done, total, what) of each file made.
    Raises `BrokenEnvironment`, and `OSError` when the disk refuses.
    """
    began = time.time_ns()
    found = gather(folders, packs)
    outcome, problems = Outcome(), list(found.problems)
    if any(found.counts(problem, packs) for problem in problems):
        return _close(outcome, found, problems, packs)
    journal = Journal.load(folders.build)
    fonts = cache(lambda: load_fonts(folders.templates / "house" / "fonts"))
    font_digest = tree_digest(path for path in _font_files(folders) if path.is_file())
    planned: dict[str, list[Output]] = {}
    for pack in found.made:
        planned[pack], faults = plan_pack(pack, found, fonts, font_digest)
        problems += faults
    if any(problem.is_error for problem in problems[len(found.problems) :]):
        return _close(outcome, found, problems, packs, failed=True)
    work = _Work(folders, journal, discard, progress or (lambda done, total, what: None))
    stale = {pack: [output for output in outputs if not work.current(output)] for pack, outputs in planned.items()}
    work.total = sum(_told(output.path) for outputs in stale.values() for output in outputs)
    done: list[str] = []
    for pack, outputs in planned.items():
        faults = work.make(outputs, stale[pack])
        problems += faults
        if not any(problem.is_error for problem in faults):
            done.append(pack)
    problems += work.sweep(planned, whole=not packs)
    if done:
        write_files(work.files_of_record(done, found))
    outcome.built, outcome.kept = work.built, work.kept
    outcome = _close(outcome, found, problems, packs, failed=len(done) < len(planned))
    if not packs and not outcome.failed:
        inputs = _inputs(folders, found)
        outputs = [folders.build / path for path in sorted(journal.entries)]
        write_files({folders.build / LIST: build_list([*inputs, *outputs]).encode()})
        touch_stamp(folders.build, inputs, began)
    return outcome


def list_packs(folders: Folders) -> tuple[list[PackRow], Outcome]:
    """Every document of every pack, and whether what stands in the build folder is up to date."""
    found = gather(folders)
    journal = Journal.load(folders.build)
    rows = []
    for pack, every in found.made.items():
        for made in every:
            rows.append(PackRow(pack, made.name, _kind_of(found, made), made.audience, _state(folders, journal, made)))
    return rows, _close(Outcome(), found, found.problems, ())


def find_origin(folders: Folders, file: Path, words: str) -> tuple[list[str], Outcome]:
    """The lines that say where `words` in the Word file came from: `path:line:column`, one an origin."""
    found: Traced = trace(folders, file, words)
    return found.lines, Outcome(
        found.problems, found.told, found.language, failed=any(problem.is_error for problem in found.problems)
    )


def clean(folders: Folders) -> Outcome:
    """Removes what a build can make again; an output that was edited by hand stays and is named."""
    journal = Journal.load(folders.build)
    gone, problems, kept = [], [], []
    for name, entry in sorted(journal.entries.items()):
        path = folders.build / name
        now = file_digest(path)
        if now == entry.file:
            gone.append(path)
        elif now is not None:
            kept.append(name)
            problems.append(Problem("output-edited-left", Place(shown(path))))
    built = [path.relative_to(folders.build).as_posix() for path in gone]
    gone += [path for path in folders.build.glob(f"*/{MANIFEST}") if path.parent.name not in {n.split("/")[0] for n in kept}]
    gone += [folders.build / name for name in (TREES, LIST, STAMP)]
    journal.entries = {name: journal.entries[name] for name in kept}
    remove_files(gone if kept else [*gone, folders.build / JOURNAL], folders.build)
    if kept:
        write_files({folders.build / JOURNAL: journal.dump()})
    found = Outcome(problems, built=built, kept=kept)
    loaded = load_casebook(folders.cases, shown(folders.cases))
    found.language, found.lines = loaded.language, render_all(problems, loaded.language, loaded.locate)
    return found


def write_schemas_of(folders: Folders) -> Outcome:
    """Writes the JSON Schemas with which editors complete and check case files."""
    found = gather(folders)
    outcome = _close(Outcome(), found, found.problems, ())
    if found.loaded.casebook is not None:
        outcome.built = [shown(path) for path in write_schemas(found.loaded.casebook, folders.cases)]
        outcome.failed = False
    return outcome


def _close(
    outcome: Outcome, found: Gathered, problems: Iterable[Problem], packs: Sequence[str], failed: bool = False
) -> Outcome:
    unique = {(problem.code, problem.place, str(problem.values)): problem for problem in problems}
    outcome.problems = list(unique.values())
    outcome.lines = found.lines(outcome.problems)
    outcome.language = found.loaded.language
    outcome.failed = failed or any(found.counts(problem, packs) for problem in outcome.problems)
    return outcome


class _Work:
    """Making outputs: what is current, what may be overwritten, what is written together."""

    def __init__(self, folders: Folders, journal: Journal, discard: bool, progress: Progress) -> None:
        self.folders = folders
        self.journal = journal
        self.discard = discard
        self.progress = progress
        self.total = self.done = 0
        self.built: list[str] = []
        self.kept: list[str] = []

    def path(self, name: str) -> Path:
        return self.folders.build / name

    def current(self, output: Output) -> bool:
        """Whether the file stands as it was made, of the same as now."""
        entry = self.journal.entries.get(output.path)
        return entry is not None and entry.of == output.of and file_digest(self.path(output.path)) == entry.file

    def make(self, outputs: list[Output], stale: list[Output]) -> list[Problem]:
        """Makes the stale outputs of one pack and writes them together, or none of them."""
        problems: list[Problem] = []
        files: dict[Path, bytes] = {}
        entries: dict[str, Entry] = {}
        for output in stale:
            data, faults = output.make()
            problems += faults
            if _told(output.path):
                self.done += 1
                self.progress(self.done, self.total, output.path)
            if data is None:
                continue
            path, now = self.path(output.path), file_digest(self.path(output.path))
            entries[output.path] = Entry(output.of, content_digest(data))
            if now == entries[output.path].file:
                continue
            known = self.journal.entries.get(output.path)
            if now is not None and (known is None or known.file != now) and not self.discard:
                problems.append(Problem("output-edited", Place(shown(path))))
                continue
            files[path] = data
        problems += check_writable(files)
        if any(problem.is_error for problem in problems):
            return problems
        write_files(files)
        self.journal.entries.update(entries)
        self.built += [output.path for output in stale if self.path(output.path) in files and _told(output.path)]
        self.kept += [output.path for output in outputs if self.path(output.path) not in files and _told(output.path)]
        return problems

    def sweep(self, planned: dict[str, list[Output]], whole: bool) -> list[Problem]:
        """Removes outputs of documents and packs that are no more; those edited by hand stay and are named."""
        wanted = {output.path for outputs in planned.values() for output in outputs}
        gone, problems = [], []
        for name, entry in list(self.journal.entries.items()):
            pack = name.split("/")[0]
            if name in wanted or (not whole and pack not in planned):
                continue
            path, now = self.path(name), file_digest(self.path(name))
            if now in (None, entry.file) and not open_elsewhere(path):
                gone.append(path)
                del self.journal.entries[name]
            elif now is not None:
                problems.append(Problem("output-left", Place(shown(path))))
        if whole:
            gone += [path for path in self.folders.build.glob(f"*/{MANIFEST}") if path.parent.name not in planned]
        remove_files(gone, self.folders.build)
        return problems

    def files_of_record(self, packs: Sequence[str], found: Gathered) -> dict[Path, bytes]:
        """The journal, the manifests of `packs` and the prose as read, where they say something new."""
        files = {self.path(JOURNAL): self.journal.dump(), self.path(TREES): dump_trees(_used(found))}
        for pack in packs:
            files[self.path(f"{pack}/{MANIFEST}")] = _manifest(pack, found, self.journal)
        return {path: data for path, data in files.items() if file_digest(path) != content_digest(data)}


def _told(name: str) -> bool:
    """Whether a summary counts the file: people's files, not what lies beside them for the program."""
    return "/." not in name


def _used(found: Gathered) -> dict[str, Tree]:
    used = {digest_of(text) for text in found.trees}
    return {key: tree for key, tree in sorted(found.kept.items()) if key in used}


def _manifest(pack: str, found: Gathered, journal: Journal) -> bytes:
    book = found.loaded.casebook
    assert book is not None
    files = {name: file.digest for name, file in found.loaded.files.items()}
    for name, path in found.templates.files.items():
        files[name] = content_digest(path.read_bytes())
    return dump_json(
        {
            "pack": pack,
            "as_of": str(book.packs[pack].as_of),
            "version": found.versions[pack],
            "final": book.packs[pack].final,
            "made_with": made_with(),
            "inputs": {name: files[name] for name in sorted(found.reaches[pack]) if name in files},
            "outputs": {
                name.split("/", 1)[1]: vars(entry)
                for name, entry in sorted(journal.entries.items())
                if name.startswith(f"{pack}/")
            },
        }
    )


def _font_files(folders: Folders) -> list[Path]:
    folder = folders.templates / "house" / "fonts"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _inputs(folders: Folders, found: Gathered) -> list[Path]:
    """Every file and folder that a build looks at."""
    code = [_near(path) for path in code_files()]
    return [
        *(file.path for file in found.loaded.files.values()),
        *found.loaded.folders,
        *found.templates.files.values(),
        *found.templates.folders,
        *_font_files(folders),
        *code,
        *{path.parent for path in code},
    ]


def _near(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _kind_of(found: Gathered, made: Made) -> str:
    book = found.loaded.casebook
    assert book is not None
    return book.packs[made.pack].documents[made.name].kind


def _state(folders: Folders, journal: Journal, made: Made) -> str:
    path = f"{made.pack}/{made.name}.docx"
    entry, now = journal.entries.get(path), file_digest(folders.build / path)
    if now is None:
        return "not-built"
    if entry is None or entry.file != now:
        return "edited"
    return "current" if entry.of == digest(made.word.data) else "out-of-date"
