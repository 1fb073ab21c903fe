"""The folder `circulated` of a casebook: what went out is kept there, read back, and taken out byte for byte.

    circulated/_inputs/<sha256>.<yaml|docx>   what it was made of, each content once; of other files only the digest
    circulated/<pack>/log.yaml, head.yaml     every act (see `log`)
    circulated/<pack>/<number>/version.yaml   what version <number> is, and the files of documents that changed in it

A version exists once the log has it. Its folder is made whole under another name before that, so that a run that is
killed leaves a folder that no record names: no version, and not in the way of the next. Nothing kept is ever changed
or removed. What is read back is believed only as far as its digest goes; paths are made of ids, numbers and digests.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from ...casebook.layout import CIRCULATED
from ...places import Place
from ...problems import Problem
from ...yamlfile.disk import load_bytes
from ...yamlfile.writing import keep_name, write_bytes
from .log import VERSIONS, Entry, Log, append, build_entry, load_log, name_in, written_time
from .text import ID
from .versions import ENDINGS, RECORD, DocumentVersion, Version, read_version, write_version

INPUTS = "_inputs"
KEPT_INPUTS = (".yaml", ".docx")
# Git changes no line end of what is kept, whatever the settings of a machine.
ATTRIBUTES, NO_LINE_ENDS = ".gitattributes", b"* -text\n"
TEMPORARY = ".reporting-{}.tmp"
LARGEST = 64 * 1024 * 1024  # of a file that is kept
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Fresh:
    """A document that is new or changed: its imprint, its mark, and its files by ending."""

    content: str
    final: str
    word: str
    mark: str | None
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Draft:
    """A version to be kept. `documents`: those that are new or changed as `Fresh`, the others as they were kept;
    `inputs`: by name, bytes, or of what is not kept itself the digest."""

    pack: str
    number: int
    stage: str
    date: date
    as_of: str
    code: str
    to: tuple[str, ...]
    documents: Mapping[str, Fresh | DocumentVersion]
    inputs: Mapping[str, bytes | str]
    made_with: Mapping[str, str]
    bound: Mapping[str, bytes] = field(default_factory=dict)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def list_packs(cases: Path) -> list[str]:
    """The packs of which something was kept."""
    folder = cases / CIRCULATED
    there = folder.iterdir() if folder.is_dir() else ()
    return sorted(path.name for path in there if path.is_dir() and not path.is_symlink() and ID.holds(path.name))


def next_number(cases: Path, log: Log) -> int:
    """The number of the next version: after all that the log has, and after any folder that is in the way."""
    folder = cases / CIRCULATED / log.pack
    there = [int(path.name) for path in folder.iterdir() if _NUMBER.fullmatch(path.name)] if folder.is_dir() else []
    return max([0, *there, *(entry.said["number"] for entry in log.entries)]) + 1


def list_versions(cases: Path, shown: str, pack: str) -> tuple[list[Version], list[Problem]]:
    """Every version of a pack in its order; with what is wrong with the log, and with each record that is left out."""
    log, problems = load_log(cases, shown, pack)
    versions = []
    for entry in log.entries:
        if entry.act in VERSIONS:
            version, faults = load_version(cases, shown, pack, entry)
            problems += faults
            versions += [version] if version else []
    return versions, problems


def load_version(cases: Path, shown: str, pack: str, entry: Entry) -> tuple[Version | None, list[Problem]]:
    """The version that an act of the log made; None when its record is not there, or not what the log says."""
    number = entry.said["number"]
    name = name_in(shown, CIRCULATED, pack, number, RECORD)
    data, problems = load_bytes(cases / CIRCULATED / pack / str(number) / RECORD, name, cases, LARGEST)
    if data is None:
        return None, _reworded(problems, {"no-such-file": "version-missing"}, pack=pack, number=number)
    version, problems = read_version(data, name)
    if version is None:
        return None, problems
    place = Place(name, position=(1, 1))
    if (version.pack, version.number, version.stage, version.time) != (pack, number, entry.act, entry.time):
        values = {"pack": version.pack, "number": version.number, "stage": version.stage, "time": version.time}
        return None, [Problem("version-misplaced", place, values)]
    if version.digest != entry.said["record"]:
        return None, [Problem("version-changed", place, {"number": number, "entry": entry.number})]
    return version, []


def read_file(
    cases: Path, shown: str, pack: str, document: DocumentVersion, ending: str
) -> tuple[bytes | None, list[Problem]]:
    """A file of a document as it went out (`ending`: one of ENDINGS); None when it is not there, or was changed."""
    return load_kept(cases, shown, f"{pack}/{document.path(ending)}", document.files[ending])


def read_input(cases: Path, shown: str, name: str, digest: str) -> tuple[bytes | None, list[Problem]]:
    """A file that a version was made of, by its name and digest in the record; only YAML and Word files were kept."""
    return load_kept(cases, shown, f"{INPUTS}/{digest}{Path(name).suffix}", digest)


def load_kept(cases: Path, shown: str, path: str, digest: str) -> tuple[bytes | None, list[Problem]]:
    """The file at `path` under `circulated`, if it has that digest; else None with what is wrong."""
    name = name_in(shown, CIRCULATED, path)
    data, problems = load_bytes(cases / CIRCULATED / path, name, cases, LARGEST)
    if data is None:
        return None, _reworded(problems, {"no-such-file": "kept-missing", "file-too-large": "kept-changed"})
    if sha256(data) != digest:
        return None, [Problem("kept-changed", Place(name, position=(1, 1)))]
    return data, []


def freeze(cases: Path, shown: str, draft: Draft, now: datetime) -> tuple[Version | None, list[Problem]]:
    """Keeps a version: its folder whole, then the act in the log that makes it exist. Gives it as it was kept.

    The caller holds the lock of the casebook. Nothing is kept where the log is not whole, the clock is behind it, or
    the number is not the next any more (`circulation-overtaken`). Raises OSError when the disk refuses.
    """
    log, problems = load_log(cases, shown, draft.pack)
    if any(problem.is_error for problem in problems):
        return None, problems
    folder = cases / CIRCULATED / draft.pack
    place = Place(log.shown, position=(1, 1))
    if next_number(cases, log) != draft.number:
        return None, [Problem("circulation-overtaken", place, {"number": draft.number})]
    version = _version_of(draft, now)
    record = write_version(version)
    version = replace(version, digest=sha256(record))
    said = {"number": version.number, "record": version.digest, **({"to": list(version.to)} if version.to else {})}
    problems = build_entry(log, version.stage, said, now)[2]
    files = {RECORD: record, **_files_of(draft)}
    large = [data for data in (*files.values(), *draft.inputs.values()) if len(data) > LARGEST]
    if problems or large:
        return None, problems or [Problem("file-too-large", place, {"largest": LARGEST // 1024})]
    folder.mkdir(parents=True, exist_ok=True)
    problems = _keep_inputs(cases, shown, draft.inputs)
    if problems:
        return None, problems
    target = _make_folder(folder, version.number, files)
    kept = False
    try:
        entry, problems = append(cases, shown, draft.pack, version.stage, said, now)
        kept = entry is not None
    finally:
        if not kept and not load_log(cases, shown, draft.pack)[0].find(version.stage, version.number):
            shutil.rmtree(target, ignore_errors=True)
    return (version if kept else None), problems


def take_out(cases: Path, shown: str, pack: str, number: int, output: Path) -> tuple[list[str], list[Problem]]:
    """Writes the documents of a version into the folder `output`, byte for byte: Word, PDF, and the maps of origins.

    Gives the paths in `output` of what people read. A file that is there already stays if it is the same; if it is
    another one (`take-out-exists`), or if one that was kept is not whole, nothing is written. Raises OSError.
    """
    versions, problems = list_versions(cases, shown, pack)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        return [], [problem for problem in problems if problem.is_error]
    files: dict[str, bytes] = {}
    problems = []
    for path, kept, digest in _outputs_of(version):
        data, faults = load_kept(cases, shown, f"{pack}/{kept}", digest)
        problems += faults
        if data is not None:
            files[path] = data
    waiting = {}
    for path, data in files.items():
        there, faults = load_bytes(output / path, (output / path).as_posix(), largest=LARGEST)
        if there is None and faults[0].code == "no-such-file":
            waiting[path] = data
        elif there != data:
            problems.append(Problem("take-out-exists", Place((output / path).as_posix(), position=(1, 1))))
    if problems:
        return [], problems
    for path, data in waiting.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        problems += write_bytes(output / path, data, None, (output / path).as_posix())
    return [path for path in files if "/." not in f"/{path}"], problems


def _outputs_of(version: Version) -> Iterator[tuple[str, str, str]]:
    """Where each file of a version goes, where it is kept, its digest."""
    for one in version.documents.values():
        folder, _, name = one.name.rpartition("/")
        inside = f"{folder}/" if folder else ""
        paths = {ending: f"{inside}{name}.{ending}" for ending in ENDINGS}
        paths["origins.json"] = f"{inside}.origins/{name}.json"  # where `reporting where` looks
        yield from ((paths[ending], one.path(ending), one.files[ending]) for ending in ENDINGS)
    yield from ((name, f"{version.number}/{name}", digest) for name, digest in version.bound.items())


def _version_of(draft: Draft, now: datetime) -> Version:
    documents = {
        name: one
        if isinstance(one, DocumentVersion)
        else DocumentVersion(
            name, draft.number, one.mark, one.content, one.final, one.word,
            {ending: sha256(one.files[ending]) for ending in ENDINGS},
        )
        for name, one in draft.documents.items()
    }  # fmt: skip
    digests = {name: one if isinstance(one, str) else sha256(one) for name, one in draft.inputs.items()}
    bound = {name: sha256(data) for name, data in draft.bound.items()}
    same = {key: getattr(draft, key) for key in ("pack", "number", "stage", "date", "as_of", "code", "to", "made_with")}
    return Version(time=written_time(now), documents=documents, inputs=digests, bound=bound, **same)


def _files_of(draft: Draft) -> dict[str, bytes]:
    fresh = ((name, one) for name, one in draft.documents.items() if isinstance(one, Fresh))
    return {f"{name}.{ending}": one.files[ending] for name, one in fresh for ending in ENDINGS} | dict(draft.bound)


def _keep_inputs(cases: Path, shown: str, inputs: Mapping[str, bytes | str]) -> list[Problem]:
    """Keeps what is not there yet; what is there must be whole."""
    folder, problems = cases / CIRCULATED / INPUTS, []
    folder.mkdir(exist_ok=True)
    if not os.path.lexists(cases / CIRCULATED / ATTRIBUTES):
        write_bytes(cases / CIRCULATED / ATTRIBUTES, NO_LINE_ENDS, None, name_in(shown, CIRCULATED, ATTRIBUTES))
    kept = {f"{sha256(data)}{Path(name).suffix}": data for name, data in inputs.items() if isinstance(data, bytes)}
    for file, data in kept.items():
        if os.path.lexists(folder / file):
            problems += load_kept(cases, shown, f"{INPUTS}/{file}", sha256(data))[1]
        else:
            problems += write_bytes(folder / file, data, None, name_in(shown, CIRCULATED, INPUTS, file))
    return problems


def _make_folder(folder: Path, number: int, files: Mapping[str, bytes]) -> Path:
    """The folder of a version with all its files, on the disk before it has its name."""
    for left in folder.glob(TEMPORARY.format("*")):
        if left.is_dir() and not left.is_symlink():  # of a run that was killed; the lock says that no other is at work
            shutil.rmtree(left, ignore_errors=True)
    temporary, target = folder / TEMPORARY.format(number), folder / str(number)
    try:
        for name, data in files.items():
            (temporary / name).parent.mkdir(parents=True, exist_ok=True)
            with (temporary / name).open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for inside in {path.parent for path in temporary.rglob("*")}:
            keep_name(inside)
        os.rename(temporary, target)
        keep_name(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return target


def _reworded(problems: list[Problem], codes: Mapping[str, str], **values: object) -> list[Problem]:
    """The problems of a file that could not be read, in words of our own where there are any."""
    return [
        Problem(codes[problem.code], problem.place, values) if problem.code in codes else problem
        for problem in problems
    ]
