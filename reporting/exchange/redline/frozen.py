"""The records and the fixed words as they were when a version went out, beside those of now.

What a version was made of is kept file by file; only what its pack is made of, then or now, is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...casebook.entries import load_entries
from ...casebook.layout import FOLDERS, PACK, PACKS, SUFFIX, TOP, Found
from ...output.folders import Folders
from ...output.gathering import Gathered
from ...output.journal import content_digest
from ...places import Place
from ...problems import Problem
from ...yamlfile.nodes import to_data
from ...yamlfile.reader import read_yaml
from ..circulation.store import KEPT_INPUTS, read_input
from ..circulation.versions import Version
from .comparing import Key, leaves

CASES, TEMPLATES = "cases/", "templates/"
_KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_CITED = re.compile(r"@([a-z0-9][a-z0-9-]*)")


@dataclass(frozen=True)
class Held:
    """A record as typed: where it stands, and its data without what is `internal`."""

    place: Place
    data: Any


@dataclass
class Inputs:
    """What a pack is made of: its records by kind and id, the YAML files of the templates by name, and the digests of
    what else goes in (Word templates, fonts)."""

    records: dict[Key, Held] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def load_then(version: Version, folders: Folders) -> tuple[Inputs, list[Problem]]:
    """The inputs as they were kept with a version; a file that is not there, or not as it was, is a problem."""
    then, problems = Inputs(), []
    for name, digest in version.inputs.items():
        if not name.endswith(KEPT_INPUTS):
            then.files[name] = digest
            continue
        data, faults = read_input(folders.cases, folders.cases.as_posix(), name, digest)
        problems += faults
        if data is None:
            continue
        shown = folders.shown_name(name)
        if name.startswith(TEMPLATES) and name.endswith(SUFFIX):
            then.words[name] = to_data(read_yaml(data, shown)[0])
        elif name.startswith(TEMPLATES):
            then.files[name] = digest
        elif (found := _found_of(name.removeprefix(CASES), shown)) is not None:
            for entry in load_entries(found, folders.cases, data)[0]:
                then.records[entry.kind, entry.id] = Held(entry.place, _plain(entry.kind, entry.data))
    then.records = _used(then.records)
    return then, problems


def load_now(found: Gathered, pack: str) -> Inputs:
    """The inputs as they are."""
    now = Inputs()
    reached = found.reaches[pack]
    records = {
        (entry.kind, entry.id): Held(entry.place, _plain(entry.kind, entry.data))
        for entry in found.loaded.entries
        if entry.place.file in reached
    }
    now.records = _used(records)
    for shown, path in found.templates.files.items():
        if shown in reached:
            name = found.folders.kept_name(shown)
            if shown in found.templates.trees:
                now.words[name] = to_data(found.templates.trees[shown])
            elif not name.endswith(SUFFIX):
                now.files[name] = content_digest(path.read_bytes())
    fonts = found.folders.fonts
    now.files |= {found.folders.kept_name(path.as_posix()): content_digest(path.read_bytes()) for path in fonts}
    return now


def _found_of(name: str, shown: str) -> Found | None:
    """What the file of that name, in the folder of a casebook, holds; the way in which `load_listing` finds it."""
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(SUFFIX)
    if name in TOP:
        return Found(TOP[name], "", Path(name), shown)
    if folder in _KINDS:
        return Found(_KINDS[folder], stem, Path(name), shown)
    if folder.startswith(f"{PACKS}/"):
        pack = folder.removeprefix(f"{PACKS}/")
        kind, identifier = ("pack", pack) if file == PACK else ("letter", f"{pack}/{file}")
        return Found(kind, identifier, Path(name), shown)
    return None


def _plain(kind: str, data: Any) -> Any:
    """The data of a record; of confirmed translations how many there are, for their digests say nothing to people."""
    if kind == "translations" and isinstance(data, Mapping) and isinstance(data.get("confirmed"), Mapping):
        return {"confirmed": {record: str(len(texts or ())) for record, texts in data["confirmed"].items()}}
    return data


def _used(records: Mapping[Key, Held]) -> dict[Key, Held]:
    """The records without the sources that none of the others names: all sources stand in one file."""
    named = set(_named(held.data for (kind, _), held in records.items() if kind != "source"))
    return {key: held for key, held in records.items() if key[0] != "source" or key[1] in named}


def _named(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        for _, leaf in leaves(value):
            for text in leaf if isinstance(leaf, list) else [leaf]:
                if isinstance(text, str):
                    yield text
                    yield from _CITED.findall(text)
