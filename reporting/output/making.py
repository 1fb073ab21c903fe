"""Making outputs: what is current, what may be overwritten, what is written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..places import Place
from ..problems import Problem
from .folders import shown
from .journal import JOURNAL, MANIFEST, Entry, Journal, content_digest, file_digest, for_people
from .planning import Output
from .writing import check_writable, write_files

Progress = Callable[[int, int, str], None]
BuildManifest = Callable[[str, Mapping[str, Entry]], bytes]


class Making:
    """The making of all outputs of a build, pack by pack.

    `built`, `kept`: the files for people that were written, and those that were as they should be. `made`: the packs
    whose outputs all stand as planned now. `inside`: the folder in that of the pack that they go to (see `plan_packs`).
    """

    def __init__(
        self,
        build: Path,
        journal: Journal,
        planned: Mapping[str, Sequence[Output]],
        discard: bool = False,
        progress: Progress | None = None,
        inside: str = "",
    ) -> None:
        self.build = build
        self.journal = journal
        self.planned = planned
        self.discard = discard
        self.inside = inside
        self.progress = progress or (lambda done, total, what: None)
        self.stale = {pack: [one for one in outputs if not self.current(one)] for pack, outputs in planned.items()}
        self.total = sum(for_people(output.path) for outputs in self.stale.values() for output in outputs)
        self.done = 0
        self.built: list[str] = []
        self.kept: list[str] = []
        self.made: list[str] = []

    def current(self, output: Output) -> bool:
        """Whether the file stands as it was made, of the same as now."""
        entry = self.journal.entries.get(output.path)
        return entry is not None and (entry.of, entry.file) == (output.of, file_digest(self.build / output.path))

    def _judged(self, output: Output) -> list[Problem]:
        """What is to be said of a file that stands as it should."""
        return output.judge((self.build / output.path).read_bytes()) if output.judge else []

    def make(self, pack: str, build_manifest: BuildManifest) -> list[Problem]:
        """Makes the stale outputs of one pack and writes them together with what is known of them, or nothing."""
        problems: list[Problem] = []
        files: dict[Path, bytes] = {}
        entries: dict[str, Entry] = {}
        stale = {output.path for output in self.stale[pack]}
        for output in self.planned[pack]:
            if output.path not in stale:
                problems += self._judged(output)
        for output in self.stale[pack]:
            data, faults = output.make()
            problems += faults
            if data is not None and output.judge:
                problems += output.judge(data)
            if for_people(output.path):
                self.done += 1
                self.progress(self.done, self.total, output.path)
            if data is None:
                continue
            path, new = self.build / output.path, content_digest(data)
            now = file_digest(path)
            entries[output.path] = Entry(output.of, new, now if now != new else None)
            ours = self.journal.made(output.path, now) or not for_people(output.path)
            if now in (None, new) or ours or self.discard:
                files |= {path: data} if now != new else {}
            else:
                problems.append(Problem("output-edited", Place(shown(path))))
        problems += check_writable(files)
        if any(problem.is_error for problem in problems):
            return problems
        self.journal.entries |= entries
        outputs = {output.path: self.journal.entries[output.path] for output in self.planned[pack]}
        manifest = self.build / pack / self.inside / MANIFEST
        write_changed({self.build / JOURNAL: self.journal.dump(), **files, manifest: build_manifest(pack, outputs)})
        for output in self.planned[pack]:
            if for_people(output.path):
                (self.built if self.build / output.path in files else self.kept).append(output.path)
        self.made.append(pack)
        return problems


def write_changed(files: Mapping[Path, bytes]) -> None:
    """Writes the files that do not stand so already, in their order."""
    write_files({path: data for path, data in files.items() if file_digest(path) != content_digest(data)})
