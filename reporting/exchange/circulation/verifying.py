"""The proof that what was kept belongs together: `reporting verify`.

Every act is chained to the one before, and the head names the last; an act names the digest of the record of its
version; the record names the digest of each file, of each input and of what each document says; what a Word file says
is read from it anew; the final documents that stand in the build folder are those that were kept. So a byte that
changes anywhere shows, and anything that is missing, swapped, renamed or added.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...casebook.layout import CIRCULATED, LEFTOVER_NAMES
from ...places import Place
from ...problems import Problem
from ...yamlfile.disk import load_bytes
from .log import HEAD, LOG, VERSIONS, Log, load_log, name_in
from .reading import NotReadable, WordFile
from .store import ATTRIBUTES, INPUTS, KEPT_INPUTS, LARGEST, TEMPORARY, list_packs, load_kept, load_version, sha256
from .text import ID
from .versions import RECORD, DocumentVersion, Version, check_borrowed

FINAL, DOCUMENT, VERSION = "final", "reporting-document", "reporting-version"
_INPUT = re.compile(rf"([0-9a-f]{{64}})({'|'.join(map(re.escape, KEPT_INPUTS))})")
_LEFT = re.compile(re.escape(TEMPORARY).replace(r"\{\}", ".*"))
_LITTER = LEFTOVER_NAMES | {".ds_store"}

# What is wrong with the signatures in a log.
Judge = Callable[[Log], list[Problem]]


@dataclass
class Verified:
    """What was looked at, and everything that is wrong; `packs`: how many acts, versions and files of each."""

    problems: list[Problem] = field(default_factory=list)
    packs: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def verify(
    cases: Path, shown: str, build: Path | None = None, packs: Iterable[str] = (), judges: Iterable[Judge] = ()
) -> Verified:
    """Proves what was kept of the packs named (none: of all, and that there is nothing beside it).

    `shown`: how `cases` is called in problems; `build`: the build folder, whose final documents are compared. Nothing
    is written. Never raises for what the files hold, or for what stands in their place.
    """
    done = Verified()
    chosen, every = list(packs), list_packs(cases)
    final = {path.parent.name for path in build.glob(f"*/{FINAL}") if ID.holds(path.parent.name)} if build else set()
    inputs: dict[str, str] = {}
    whole = True
    for pack in chosen or sorted({*every, *final}):
        inspection = _Pack(cases, shown, pack)
        done.problems += inspection.check(build)
        for judge in judges:
            done.problems += judge(inspection.log)
        done.packs[pack] = inspection.counts
        whole = whole and inspection.whole
        for version in inspection.versions.values():
            inputs |= {f"{digest}{Path(name).suffix}": digest for name, digest in version.inputs.items()}
    kept = {file: digest for file, digest in inputs.items() if Path(file).suffix in KEPT_INPUTS}
    for file, digest in sorted(kept.items()):
        done.problems += load_kept(cases, shown, f"{INPUTS}/{digest}{Path(file).suffix}", digest)[1]
    if not chosen:
        done.problems += _check_rest(cases, shown, kept, every, whole)
    return done


class _Pack:
    """The inspection of what was kept of a pack. `whole`: every version that the log has could be read."""

    def __init__(self, cases: Path, shown: str, pack: str) -> None:
        self.cases, self.shown, self.pack = cases, shown, pack
        self.folder, self.name = cases / CIRCULATED / pack, name_in(shown, CIRCULATED, pack)
        self.log, self.problems = load_log(cases, shown, pack)
        self.log_read = not any(problem.place.file == self.log.shown for problem in self.problems)
        self.versions: dict[int, Version] = {}
        self.expected: set[str] = {LOG, HEAD}
        self.unread: set[str] = set()

    @property
    def whole(self) -> bool:
        return not self.unread and not any(problem.place.file == self.log.shown for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        signed = sum(entry.signature is not None for entry in self.log.entries)
        files = sum(len(version.own_files()) for version in self.versions.values())
        return {"acts": len(self.log.entries), "versions": len(self.versions), "files": files, "signatures": signed}

    def check(self, build: Path | None) -> list[Problem]:
        self._read_versions()
        for version in self.versions.values():
            self.problems += check_borrowed(version, self.versions, self._record(version.number))
            self._check_files(version)
        self._check_assents()
        self._check_foreign()
        if build is not None:
            self._check_final(build / self.pack / FINAL)
        return self.problems

    def tell(self, code: str, file: str, line: int = 1, **values: object) -> None:
        self.problems.append(Problem(code, Place(file, position=(line, 1)), values))

    def _record(self, number: int) -> str:
        return f"{self.name}/{number}/{RECORD}"

    def _read_versions(self) -> None:
        last = 0
        for entry in self.log.entries:
            if entry.act not in VERSIONS:
                continue
            number = entry.said["number"]
            if number <= last:
                self.tell("version-repeated", self.log.shown, entry.line, entry=entry.number, number=number)
                continue
            last = number
            self.expected.add(f"{number}/{RECORD}")
            version, problems = load_version(self.cases, self.shown, self.pack, entry)
            self.problems += problems
            if version is None:
                self.unread.add(str(number))
            else:
                self.versions[number] = version
                self.expected |= version.own_files().keys()
                if version.to != tuple(entry.said.get("to", ())):
                    values = {"number": number, "entry": entry.number}
                    self.tell("version-changed", self._record(number), **values)

    def _check_files(self, version: Version) -> None:
        documents = {one.path("docx"): one for one in version.documents.values()}
        for path, digest in version.own_files().items():
            data, problems = load_kept(self.cases, self.shown, f"{self.pack}/{path}", digest)
            self.problems += problems
            if data is not None and path in documents:
                self._check_word(data, documents[path], version)

    def _check_word(self, data: bytes, one: DocumentVersion, version: Version) -> None:
        """What the file says, and which document it says that it is."""
        file = f"{self.name}/{one.path('docx')}"
        final = version.stage == FINAL
        try:
            word = WordFile(data)
            said, properties = word.digest(one.mark), word.properties()
        except NotReadable:
            return self.tell("content-differs", file)
        if said != (one.final if final else one.content) or (final and one.files["docx"] != one.word):
            self.tell("content-differs", file)
        wanted = (f"{self.pack}/{one.name}", FINAL if final else str(version.number))
        found = (properties.get(DOCUMENT, ""), properties.get(VERSION, ""))
        if found != wanted:
            self.tell("property-differs", file, found=" ".join(found).strip(), wanted=" ".join(wanted))
        return None

    def _check_assents(self) -> None:
        """Each assent is to a text that its version has, of a version that was there then."""
        there: set[int] = set()
        for entry in self.log.entries:
            said, number = entry.said, entry.said["number"]
            if entry.act in VERSIONS:
                there.add(number)
                continue
            version = self.versions.get(number)
            if version is None and number in there:
                continue  # its record cannot be read, which is told already
            one = version.documents.get(said["document"]) if version and number in there else None
            if one is None or (one.content, one.word) != (said["content"], said["word"]):
                values = {"entry": entry.number, "document": said["document"], "number": number}
                self.tell("assent-differs", self.log.shown, entry.line, **values)

    def _check_foreign(self) -> None:
        """What no version names: loose files and links, folders of versions that the log does not know."""
        folders = {parent.as_posix() for path in self.expected for parent in Path(path).parents}
        for path, is_file in _walk(self.folder):
            top, _, rest = path.partition("/")
            known = is_file is not None and path in (self.expected if is_file else folders)
            if (
                known or top in self.unread or (rest and top not in folders)
            ):  # what is in a foreign folder is told with the folder
                continue
            if _LEFT.fullmatch(top):
                self.tell("kept-left", f"{self.name}/{path}")
            elif top.isdecimal() and not rest and is_file is False:
                if self.log_read:  # else an act that cannot be read may have made it
                    self.tell("version-unrecorded", f"{self.name}/{path}")
            else:
                self.tell("kept-foreign", f"{self.name}/{path}")

    def _check_final(self, folder: Path) -> None:
        """The final documents in the build folder, where there are any, are those of the last final version."""
        wanted: dict[str, tuple[str, int]] = {}
        for version in [version for version in self.versions.values() if version.stage == FINAL][-1:]:
            wanted |= {name: (digest, version.number) for name, digest in version.bound.items()}
            for one in version.documents.values():
                wanted |= {f"{one.name}.{ending}": (one.files[ending], one.version) for ending in ("docx", "pdf")}
        for path, is_file in _walk(folder):
            name = (folder / path).as_posix()
            if not path.endswith((".docx", ".pdf")) or Path(path).name.startswith((".", "~$")):
                continue
            if path not in wanted or not is_file:
                if not self.unread:
                    self.tell("final-unknown", name)
                continue
            digest, number = wanted[path]
            data, problems = load_bytes(folder / path, name, largest=LARGEST)
            self.problems += problems
            if data is not None and sha256(data) != digest:
                self.tell("final-differs", name, number=number, pack=self.pack)


def _check_rest(cases: Path, shown: str, kept: dict[str, str], packs: list[str], whole: bool) -> Iterator[Problem]:
    """What stands beside the packs, and inputs that no version names (`whole`: every version could be read)."""
    known = {ATTRIBUTES: True, INPUTS: False, **dict.fromkeys(packs, False)}
    for path, is_file in _walk(cases / CIRCULATED):
        top, _, rest = path.partition("/")
        place = Place(name_in(shown, CIRCULATED, path), position=(1, 1))
        if (path in known and known[path] is is_file) or (rest and top != INPUTS) or (rest in kept and is_file):
            continue
        found = _INPUT.fullmatch(rest) if is_file else None
        if found is None:
            yield Problem("kept-left" if _LEFT.fullmatch(rest or top) else "kept-foreign", place)
            continue
        data, problems = load_kept(cases, shown, path, found[1])
        yield from problems
        if data is not None and whole:
            yield Problem("kept-left", place)


def _walk(folder: Path) -> Iterator[tuple[str, bool | None]]:
    """Everything below a folder, by its path in it, and whether it is a file or a folder (None: a link, which is not
    followed, or something else)."""
    if not folder.is_dir():
        return
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            found = sorted(os.scandir(folder / inside), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            if entry.name.lower() in _LITTER:
                continue
            path = f"{inside}/{entry.name}" if inside else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            yield path, False if is_folder else entry.is_file(follow_symlinks=False) or None
            if is_folder:
                waiting.append(path)
