"""Removing outputs that nothing asks for any more, and never one that people changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import get_args

from ..model.packs import Audience
from ..places import Place
from ..problems import Problem
from .folders import shown
from .journal import FINAL, MANIFEST, ORIGINS, Journal, file_digest, for_people
from .writing import TEMPORARY, open_elsewhere, remove_files

# The folders of a pack that outputs may lie in: its own, that of a series or of the final text, of a series in that.
INSIDE = ("", "*/", f"{FINAL}/*/")


def sweep(
    build: Path, journal: Journal, wanted: Collection[str], packs: Collection[str] | None = None
) -> tuple[list[str], list[Problem]]:
    """Removes the outputs that are not `wanted` from the folders of `packs` (None: every folder), and forgets them.

    One that was edited, is open or is known to no journal stays, with a problem. Gives the names of what is gone.
    """
    gone: list[str] = []
    left: list[str] = []
    for name in [name for name in sorted(journal.entries) if name not in wanted]:
        if packs is not None and name.split("/")[0] not in packs:
            continue
        now = file_digest(build / name)
        theirs = for_people(name) and not journal.made(name, now)
        if now is not None and (theirs or open_elsewhere(build / name)):
            left.append(name)
            continue
        gone += [name] if now is not None else []
        del journal.entries[name]
    known = {*wanted, *journal.entries, *gone}
    rest: list[Path] = []
    for folder in sorted(path for path in build.glob("*") if packs is None or path.name in packs):
        strays = [name for name in _names(folder, build) if name not in known and (build / name).exists()]
        left += strays
        if not any(name.startswith(f"{folder.name}/") for name in (*wanted, *left)):
            ours = any(name.startswith(f"{folder.name}/") for name in gone) or _is_pack(folder)
            rest += [folder / MANIFEST, folder / FINAL / MANIFEST] if ours else []
        rest += [
            path for path in _origins(folder) if _name(path, build) not in known and not _documents(path, build, left)
        ]
        for inside in INSIDE:
            rest += [*folder.glob(f"{inside}.*{TEMPORARY}"), *folder.glob(f"{inside}{ORIGINS}/.*{TEMPORARY}")]
    remove_files([*(build / name for name in gone), *rest, *build.glob(f".*{TEMPORARY}")], build)
    return gone, [Problem("output-left", Place(shown(build / name))) for name in left]


def _names(folder: Path, build: Path) -> Iterator[str]:
    """What our outputs in a pack's folder would be called: by the origins kept of documents, and by audience."""
    if _is_pack(folder):
        yield from (f"{folder.name}/{folder.name}-{audience}.pdf" for audience in get_args(Audience))
    for path in _origins(folder):
        yield from (f"{_stem(path, build)}{ending}" for ending in (".docx", ".pdf"))


def _documents(origins: Path, build: Path, left: Collection[str]) -> bool:
    """Whether a document that these are the origins of stays."""
    return any(f"{_stem(origins, build)}{ending}" in left for ending in (".docx", ".pdf"))


def _origins(folder: Path) -> list[Path]:
    """Of the documents of a pack, of those of its series, each in a folder of their own, and of the final ones."""
    return sorted(path for inside in INSIDE for path in folder.glob(f"{inside}{ORIGINS}/*.json"))


def _name(origins: Path, build: Path) -> str:
    return origins.relative_to(build).as_posix()


def _stem(origins: Path, build: Path) -> str:
    """The path of the document that these are the origins of, without its ending."""
    return (origins.parent.parent / origins.stem).relative_to(build).as_posix()


def _is_pack(folder: Path) -> bool:
    """Whether a build of ours made the folder."""
    if (folder / ORIGINS).is_dir():
        return True
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("pack") == folder.name
