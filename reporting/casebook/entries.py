"""What was read of each record, right or wrong: its data, and the record if it is one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ..model.values import UNKNOWN
from ..places import Field, Place
from ..problems import Problem
from ..yamlfile.disk import load_bytes
from ..yamlfile.nodes import Node, to_data
from ..yamlfile.reader import read_yaml
from .faults import check_record
from .forms import Form, drop_internal, find_named_internal, find_spots, load_form
from .layout import KEYED, SHAPES, Found
from .wording import KEYED_WORDS, describe_found


@dataclass(frozen=True)
class File:
    """A file that was read: where it is, and the SHA-256 of its bytes ("" when they could not be read)."""

    path: Path
    digest: str


@dataclass(eq=False)
class Entry:
    """A record as read: `data`, None when its file could not be read; `record`, None when something is wrong with it.

    `id`: what the file's name, the folder's name (a pack) or the key (of a source or term) says; a letter's is
    `pack/file`.
    """

    kind: str
    id: str
    place: Place
    data: Any = None
    record: BaseModel | None = None
    spots: list[tuple[Field, Form, Any]] = field(default_factory=list)

    @property
    def readable(self) -> bool:
        return self.data is not None

    @property
    def references(self) -> Iterator[tuple[Field, str, str]]:
        """Each reference that names something: its path, the kind of what it names, the id."""
        for path, form, value in self.spots:
            if form.reference and isinstance(value, str) and value != UNKNOWN:
                yield path, form.reference, value

    def part(self, *path: str, kind: type = dict) -> Any:
        """What the data holds at `path`, or an empty `kind` where there is none: also of data that is wrong."""
        value = self.data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, kind) else kind()


def load_entries(
    found: Found, root: Path, draft: bytes | None = None
) -> tuple[list[Entry], Node | None, File, list[Problem]]:
    """The records of a file (one; of sources and terms, one a key), its tree, the file, and what is wrong with them.

    `draft`: what stands in for the bytes on disk.
    """
    data, problems = load_bytes(found.path, found.shown, root) if draft is None else (draft, [])
    digest = "" if data is None else hashlib.sha256(data).hexdigest()
    node = None
    if data is not None:
        node, more = read_yaml(data, found.shown)
        problems = problems + more
    read = to_data(node)
    form = load_form(SHAPES[found.kind])
    form = Form(values=form) if found.kind in KEYED else form
    named = [Problem("reserved-internal", Place(found.shown, path, "key")) for path in find_named_internal(form, read)]
    entries, more = _build_entries(found, drop_internal(read))
    return entries, node, File(found.path, digest), [*problems, *more, *named]


def _build_entries(found: Found, data: Any) -> tuple[list[Entry], list[Problem]]:
    top = Place(found.shown)
    if found.kind not in KEYED or data is None:
        entries = [Entry(found.kind, found.id, top, data)]
    elif not isinstance(data, dict):
        nl, en = describe_found(data)
        expected_nl, expected_en = KEYED_WORDS[found.kind]
        values = {"expected_nl": expected_nl, "expected_en": expected_en, "found_nl": nl, "found_en": en, "quoted": ""}
        return [Entry(found.kind, "", top)], [Problem("wrong-type", top, values)]
    else:
        # A key without anything under it is a record that still has to be filled in.
        entries = [Entry(found.kind, key, top / key, {} if value is None else value) for key, value in data.items()]
    problems: list[Problem] = []
    for entry in entries:
        if entry.readable:
            entry.record, wrong = check_record(entry.kind, entry.data, entry.place)
            problems.extend(wrong)
            entry.spots = find_spots(_form(entry), entry.data)
    return entries, problems


def _form(entry: Entry) -> Form:
    """The form of the record's class; of a source that is wrong, that of all kinds of source together."""
    return load_form(type(entry.record) if entry.record is not None else SHAPES[entry.kind])
