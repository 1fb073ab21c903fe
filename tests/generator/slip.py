"""What a mistake in an invented casebook is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from random import Random
from typing import Any

from .words import EVENTS

Record = dict[str, Any]
Records = dict[str, Record]
Dump = Callable[[Record], bytes]
OBSTACLE = "obstacles/*"
# A small file in which nothing is `internal` yet: there, a mistake of YAML is the only thing wrong.
SMALL = "parties/euregio-1.yaml"
WHY = {"nl": "Daarom."}


@dataclass(frozen=True)
class Slip:
    """What is changed: the `record` of one file whose name is like `file`, its `data` as written, or a file `added`.

    `needs`: which records will do. `languages`: how many the casebook needs for the mistake to be one.
    """

    file: str = ""
    record: Callable[[Record, Records], object] | None = None
    data: Callable[[bytes], bytes] | None = None
    added: tuple[tuple[str, bytes], ...] = ()
    needs: Callable[[Record], bool] = lambda record: True
    languages: int = 1

    def make(self, records: Records, dump: Dump, chance: Random) -> dict[str, bytes]:
        """The files of the casebook with this mistake in it."""
        like = [name for name, record in records.items() if fnmatch(name, self.file) and self.needs(record)]
        chosen = chance.choice(like) if like else None
        if chosen and self.record:
            self.record(records[chosen], records)
        files = {name: dump(record) for name, record in records.items()}
        if chosen and self.data:
            files[chosen] = self.data(files[chosen])
        return {name: data for name, data in files.items() if data != GONE} | dict(self.added)


GONE = b"\0gone"


def put(file: str, *path: str | int, to: Any, **more: Any) -> Slip:
    """A value put in place of what stands at `path`; a function is given the record and all records."""

    def change(record: Record, records: Records) -> None:
        value = to(record, records) if callable(to) else to
        holder: Any = record
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value

    return Slip(file, record=change, **more)


def drop(file: str, *path: str | int, **more: Any) -> Slip:
    """A key that is not there."""

    def change(record: Record, records: Records) -> None:
        holder: Any = record
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return Slip(file, record=change, **more)


def typed(lines: str, file: str = SMALL) -> Slip:
    """Lines typed at the end of a file."""
    return Slip(file, data=lambda data: data + lines.encode())


def rewritten(change: Callable[[bytes], bytes], file: str = SMALL) -> Slip:
    return Slip(file, data=change)


def added(name: str, data: bytes = b"") -> Slip:
    return Slip(added=((name, data),))


def make_event(kind: str, date: str) -> Record:
    return {"kind": kind, "date": date, "by": "unknown", "text": {"nl": EVENTS["feedback"]["nl"]}}
