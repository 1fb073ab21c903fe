"""Ids: each record has the id that its file is named after, and no two records that are referred to alike share one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model.bridge import CITIZEN
from ..model.values import ID_FORM, UNKNOWN
from ..places import Place
from ..problems import Problem
from .entries import Entry
from .layout import KEYED
from .wording import shorten, suggest_id

ID = re.compile(ID_FORM)
# Words that have another meaning where something can be named; where a party or office can, `citizen` too.
RESERVED = frozenset({UNKNOWN})
RESERVED_OF_ACTORS = RESERVED | {CITIZEN}


def check_ids(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Ids that are not their file's name, that are taken, or that mean something else."""
    entries = list(entries)
    names = {(entry.kind, entry.id): entry.place.file for entry in entries}
    parties: dict[str, Place] = {}
    for entry in entries:
        if entry.kind in KEYED:
            yield from _check_key(entry)
        elif entry.kind not in ("settings", "letter"):
            yield from _check_name(entry, names)
        if entry.kind == "party":
            parties.setdefault(entry.id, entry.place / "id")
    yield from _check_offices([entry for entry in entries if entry.kind == "party"], parties)


def _check_name(entry: Entry, names: dict[tuple[str, str], str]) -> Iterator[Problem]:
    identifier, at = entry.part("id", kind=str), entry.place / "id"
    if not ID.fullmatch(entry.id):
        yield Problem(
            "name-form", Place(entry.place.file), {"name": shorten(entry.id), "nearest": suggest_id(entry.id)}
        )
        return
    if not ID.fullmatch(identifier):
        return
    if identifier in (RESERVED_OF_ACTORS if entry.kind == "party" else RESERVED):
        yield Problem("reserved-id", at, {"value": identifier})
    elif identifier != entry.id:
        taken = names.get((entry.kind, identifier))
        if taken:
            yield Problem("duplicate-id", at, {"value": identifier, "other": taken, "nearest": entry.id})
        elif entry.kind == "pack":
            yield Problem("id-not-folder-name", at, {"value": identifier, "name": entry.id})
        else:
            yield Problem("id-not-file-name", at, {"value": identifier, "name": entry.id})


def _check_key(entry: Entry) -> Iterator[Problem]:
    at = Place(entry.place.file, entry.place.field, on="key")
    if entry.id in RESERVED:
        yield Problem("reserved-id", at, {"value": entry.id})
    elif entry.place.field and not ID.fullmatch(entry.id):
        yield Problem("id-form", at, {"value": shorten(entry.id), "nearest": suggest_id(entry.id)})


def _check_offices(entries: list[Entry], taken: dict[str, Place]) -> Iterator[Problem]:
    """Offices and parties answer to the same references, so they share their ids."""
    for entry in entries:
        for index, office in enumerate(entry.part("offices", kind=list)):
            identifier = office.get("id") if isinstance(office, dict) else None
            at = entry.place / "offices" / index / "id"
            if not isinstance(identifier, str) or not ID.fullmatch(identifier):
                continue
            if identifier in RESERVED_OF_ACTORS:
                yield Problem("reserved-id", at, {"value": identifier})
            elif identifier in taken:
                nearest = suggest_id(f"{identifier}-{entry.id}")
                values = {"value": identifier, "other": taken[identifier].file, "nearest": nearest}
                yield Problem("duplicate-id", at, values)
            else:
                taken[identifier] = at
