"""Whether every reference names something that is there.

What is there counts also when it is wrong itself: one mistake is told once. Where a file could not be read, what it
would have held cannot be known, and nothing is said of references that it might have answered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..model.bridge import CITIZEN
from ..model.values import ID_FORM, UNKNOWN
from ..places import Field, Place
from ..problems import Problem
from .entries import Entry
from .layout import KEYED
from .wording import find_nearest, shorten, suggest_id

ID = re.compile(ID_FORM)  # what is no id at all has been told already
# kinds that stand inside a party
INSIDE_PARTY = {"office", "directorate"}


@dataclass
class Known:
    """Ids by kind of reference, each with the file that it stands in, and the kinds of which some may not be known."""

    files: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    incomplete: set[str] = field(default_factory=set)

    def add(self, kind: str, identifier: object, file: str) -> None:
        """Also what is not quite an id, as the id that it will become."""
        if isinstance(identifier, str) and (identifier := suggest_id(identifier)) not in ("", UNKNOWN):
            self.files[kind].setdefault(identifier, file)


def build_known(entries: Iterable[Entry]) -> Known:
    """Everything that can be referred to: by the name of its file, and by the `id` in it should that differ."""
    known, entries = Known(), list(entries)
    for entry in entries:
        if entry.id:
            known.add(entry.kind, entry.id, entry.place.file)
        if not entry.readable:
            known.incomplete |= {"source"} if entry.kind == "source" else set()
            known.incomplete |= INSIDE_PARTY | {"actor", "initiator"} if entry.kind == "party" else set()
    for entry in entries:
        file = entry.place.file
        if entry.kind not in KEYED:
            known.add(entry.kind, entry.part("id", kind=str), file)
        if entry.kind == "party":
            for office in entry.part("offices", kind=list):
                known.add("office", office.get("id") if isinstance(office, dict) else None, file)
            for directorate in entry.part("directorates"):
                known.add("directorate", directorate, file)
    for kind in ("party", "office"):
        known.files["actor"].update(known.files[kind])
    known.files["earlier-pack"].update(known.files["pack"])
    known.files["initiator"].update(known.files["party"])
    known.files["initiator"].setdefault(CITIZEN, "")
    return known


def check_references(entry: Entry, known: Known, entries: dict[tuple[str, str], Entry]) -> Iterator[Problem]:
    """What the record refers to and is not there. `entries`: all records by kind and id."""
    documents = {suggest_id(key) for key in entry.part("documents")}
    for path, kind, identifier in entry.references:
        there = documents if kind == "document" else _choices(entry, path, kind, known, entries)
        if there is not None and identifier not in there and ID.fullmatch(identifier):
            values = {
                "value": shorten(identifier),
                "nearest": find_nearest(identifier, there),
                "file": entry.place.file,
            }
            yield Problem(f"unknown-{kind}", Place(entry.place.file, (*entry.place.field, *path)), values)


def _choices(
    entry: Entry, path: Field, kind: str, known: Known, entries: dict[tuple[str, str], Entry]
) -> Iterable[str] | None:
    """The ids that a reference may have; None when that cannot be known."""
    if kind == "directorate":
        # A directorate is one of the sender's; of a document without a sender it may be anybody's.
        sender = entries.get(("party", entry.part(*map(str, path[:-1]), "sender", kind=str)))
        if sender is not None:
            return [suggest_id(key) for key in sender.part("directorates")] if sender.readable else None
    return None if kind in known.incomplete else known.files[kind]
