"""The record of what was done with a pack: one act after another, each chained to the one before.

`circulated/<pack>/log.yaml` holds a block of lines for each act. Its `previous` is the digest of the act before (of the
first: zeros); its last line, `digest`, is the SHA-256 of its other lines, `previous` among them. `head.yaml` beside it
says how many there are and the digest of the last, so that one taken off the end is missed. A signature is over all
lines of its act before it. What is changed, taken out, swapped or said twice therefore shows. Whoever makes log and
head anew from the first change on is found only by signatures, by what was printed or sent, and by git.

An act is added by writing the whole log anew in one step, then the head. A writer that is killed between the two leaves
a head that is one act behind; the next writer puts that right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ...casebook.layout import CIRCULATED
from ...places import Place
from ...problems import Problem
from ...yamlfile.disk import load_bytes
from ...yamlfile.writing import write_bytes
from .text import DAY, DOCUMENT, ID, NUMBER, SHA256, TIME, Lines, Scalar, Several, Shape, read_text, write_text

LOG, HEAD = "log.yaml", "head.yaml"
FIRST = "0" * 64
LARGEST = 64 * 1024 * 1024
_BEGIN = ("entry", "time", "act")
# What is said of each act, beside its number, its time, the chain and a signature.
ACTS: dict[str, dict[str, Shape]] = {
    "circulated": {"number": NUMBER, "record": SHA256, "to": Several(ID)},
    "final": {"number": NUMBER, "record": SHA256, "to?": Several(ID)},
    "signed": {
        "number": NUMBER, "document": DOCUMENT, "role": ID, "for?": ID, "on": DAY, "content": SHA256, "word": SHA256,
    },
}  # fmt: skip
# Acts that make a version exist.
VERSIONS = frozenset({"circulated", "final"})
_HEAD: dict[str, Shape] = {"entries": NUMBER, "digest": SHA256}

# Gives the signature over the lines of an act, or why there is none.
Sign = Callable[[bytes], tuple[str | None, list[Problem]]]


@dataclass(frozen=True)
class Entry:
    """An act: its number from 1, when (UTC, as written), what was done, and what is `said` of it (see `ACTS`).

    `signed`: the lines that a `signature` is over; `digest`: of all its lines. `line`: where it begins in the log.
    """

    number: int
    time: str
    act: str
    said: Mapping[str, Any]
    previous: str
    digest: str
    signed: bytes
    signature: str | None
    line: int

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.time.removesuffix("Z")).replace(tzinfo=UTC)


@dataclass
class Log:
    """The acts of a pack in their order, as far as they could be read; `shown`: the file, as problems name it."""

    pack: str
    shown: str
    entries: list[Entry] = field(default_factory=list)
    data: bytes = b""
    head: bytes | None = None

    def find(self, act: str = "", number: int | None = None) -> list[Entry]:
        """The acts of a kind ("": of all), of one version or of all."""
        return [entry for entry in self.entries if act in ("", entry.act) and number in (None, entry.said["number"])]


def written_time(now: datetime) -> str:
    """A moment (with its zone) as records have it: in UTC, in whole seconds."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def name_in(shown: str, *parts: object) -> str:
    """How a file below the folder that is called `shown` is named in problems."""
    return "/".join([*([] if shown in ("", ".") else [shown.rstrip("/")]), *map(str, parts)])


def load_log(cases: Path, shown: str, pack: str) -> tuple[Log, list[Problem]]:
    """The log of a pack of the casebook in `cases` (called `shown`), empty where there is none, and what is wrong.

    With an error nothing may be added. `log-head-behind` is a warning: an act was cut off before the head was written.
    """
    folder, name = cases / CIRCULATED / pack, name_in(shown, CIRCULATED, pack)
    log = Log(pack, f"{name}/{LOG}")
    there = [load_bytes(folder / file, f"{name}/{file}", cases, LARGEST) for file in (LOG, HEAD)]
    missing = [any(problem.code == "no-such-file" for problem in problems) for _, problems in there]
    if all(missing):
        return log, []
    problems = [one for (_, found), gone in zip(there, missing, strict=True) for one in found if not gone]
    if missing[0]:
        return log, [*problems, Problem("log-missing", Place(log.shown, position=(1, 1)))]
    if problems:
        return log, problems
    log.data, log.head = there[0][0] or b"", there[1][0]
    log.entries, problems = read_log(log.data, log.shown)
    return log, problems or check_head(log.entries, log.head, f"{name}/{HEAD}")


def read_log(data: bytes, shown: str) -> tuple[list[Entry], list[Problem]]:
    """The acts in the bytes of a log, and everything in them that is not as it was written; acts after that as well."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for line, block in _blocks(data):
        entry, faults = _read_entry(block, shown, line)
        if entry is not None:
            faults += _check_place(entry, entries, shown)
            entries.append(entry)
        problems += faults
        if entry is None:
            break  # where an act ends cannot be told any more
    return entries, problems


def check_head(entries: list[Entry], head: bytes | None, shown: str) -> list[Problem]:
    """Whether the head (None: there is none) is that of these acts."""

    def told(code: str, **values: object) -> list[Problem]:
        return [Problem(code, Place(shown, position=(1, 1)), values)]

    if head is None:  # the first act is in the log, and its writer was killed
        return told("log-head-behind") if len(entries) == 1 else told("log-head-missing")
    said, problems = read_text(head, _HEAD, shown)
    if problems:
        return problems
    count, digest = said["entries"], said["digest"]
    digests = [entry.digest for entry in entries]
    if count > len(digests):
        return told("log-shortened", entries=count, found=len(digests))
    if digests[count - 1] != digest or count < len(digests) - 1:
        return told("log-head-differs")
    return told("log-head-behind") if count < len(digests) else []


def append(
    cases: Path, shown: str, pack: str, act: str, said: Mapping[str, Any], now: datetime, sign: Sign | None = None
) -> tuple[Entry | None, list[Problem]]:
    """Adds an act of a pack to its log, and gives it; None with the problems that keep it from being added.

    The caller holds the lock of the casebook in `cases` (see `yamlfile.writing.lock`), also while `sign` is asked.
    Refused where the log is not whole, and where `now` is before the last act. An act that was added may come with a
    warning. Raises OSError when the disk refuses; the log is then as it was.
    """
    log, problems = load_log(cases, shown, pack)
    if any(problem.is_error for problem in problems):
        return None, problems
    entry, line, problems = build_entry(log, act, said, now, sign)
    if entry is None:
        return None, problems
    folder = cases / CIRCULATED / pack
    folder.mkdir(parents=True, exist_ok=True)
    name = log.shown.removesuffix(LOG)
    if log.entries:
        problems = _write_head(folder / HEAD, log.head, log.entries[-1], name)
    problems = problems or write_bytes(folder / LOG, log.data + line, log.data or None, log.shown)
    if problems:
        return None, problems
    try:
        return entry, _write_head(folder / HEAD, _head_of(log.entries), entry, name)
    except OSError:  # what was done stands in the log; the next writer puts the head right
        return entry, [Problem("log-head-behind", Place(f"{name}{HEAD}", position=(1, 1)))]


def build_entry(
    log: Log, act: str, said: Mapping[str, Any], now: datetime, sign: Sign | None = None
) -> tuple[Entry | None, bytes, list[Problem]]:
    """The next act of a log, and its lines; nothing is written."""
    time, last = written_time(now), log.entries[-1] if log.entries else None
    if last is not None and time < last.time:
        values = {"now": time, "last": last.time}
        return None, b"", [Problem("clock-rewound", Place(log.shown, position=(last.line + 1, 1)), values)]
    record = {"entry": len(log.entries) + 1, "time": time, "act": act, **said}
    record["previous"] = last.digest if last else FIRST
    if sign is not None:
        signature, problems = sign(_dashed(record))
        if signature is None:
            return None, b"", problems
        record["signature"] = signature
    record["digest"] = hashlib.sha256(_dashed(record)).hexdigest()
    lines = _dashed(record)
    entry, problems = _read_entry(lines, log.shown, log.data.count(b"\n") + 1)
    if problems:
        raise ValueError(f"no act of ours: {record}")
    return entry, lines, []


def _head_of(entries: list[Entry]) -> bytes | None:
    return write_text({"entries": entries[-1].number, "digest": entries[-1].digest}) if entries else None


def _write_head(path: Path, now: bytes | None, last: Entry, shown: str) -> list[Problem]:
    head = _head_of([last])
    assert head is not None
    return [] if now == head else write_bytes(path, head, now, f"{shown}{HEAD}")


def _dashed(record: Mapping[str, Any]) -> bytes:
    """The lines of an act: an item of a list."""
    return b"- " + b"".join(
        (b"  " if number else b"") + line for number, line in enumerate(write_text(record).splitlines(keepends=True))
    )


def _blocks(data: bytes):
    """The lines of each act, with the number of the first."""
    lines = data.split(b"\n")
    starts = [number for number, line in enumerate(lines) if line.startswith(b"- ")]
    starts = [0, *starts] if starts[:1] != [0] else starts
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        block = b"\n".join(lines[start:end])
        yield start + 1, block + b"\n" if end < len(lines) else block


def _shape_of(act: str) -> dict[str, Shape]:
    fixed = {"entry": NUMBER, "time": TIME, "act": Scalar(act)}
    armor = Lines(r"[!-~](?:[ -~]*[!-~])?")
    return {**fixed, **ACTS[act], "previous": SHA256, "signature?": armor, "digest": SHA256}


def _read_entry(block: bytes, shown: str, line: int) -> tuple[Entry | None, list[Problem]]:
    rows = block.split(b"\n")
    indents = [b"- ", *[b"  "] * (len(rows) - 2), b""]
    for number, (row, indent) in enumerate(zip(rows, indents, strict=len(rows) > 1)):
        if not row.startswith(indent):
            at = line + number
            return None, [Problem("record-other-text", Place(shown, position=(at, 1)), {"line": at})]
    act = rows[2].removeprefix(b"  act: ").decode("ascii", "replace") if len(rows) > 2 else ""
    plain = b"\n".join(row[len(indent) :] for row, indent in zip(rows, indents, strict=False))
    said, problems = read_text(plain, _shape_of(act if act in ACTS else "signed"), shown, line)
    if problems:
        return None, problems
    body, _, _ = block[:-1].rpartition(b"\n")
    unsigned = body + b"\n"
    if "signature" in said:
        unsigned = _dashed({key: value for key, value in said.items() if key not in ("signature", "digest")})
    number, time, act = (said[key] for key in _BEGIN)
    about = {key: said[key] for key in (name.removesuffix("?") for name in ACTS[act]) if key in said}
    entry = Entry(
        number, time, act, about, said["previous"], said["digest"], unsigned, said.get("signature"), line
    )  # fmt: skip
    if hashlib.sha256(body + b"\n").hexdigest() != entry.digest:
        return entry, [Problem("log-changed", Place(shown, position=(line, 1)), {"entry": number})]
    return entry, []


def _check_place(entry: Entry, before: list[Entry], shown: str) -> list[Problem]:
    """Whether an act follows the acts before it."""
    place = Place(shown, position=(entry.line, 1))
    last = before[-1] if before else None
    if entry.number != len(before) + 1 or entry.previous != (last.digest if last else FIRST):
        return [Problem("log-broken", place, {"entry": entry.number, "wanted": len(before) + 1})]
    if last is not None and entry.time < last.time:
        return [Problem("log-time-backward", place, {"entry": entry.number, "time": entry.time, "last": last.time})]
    return []
