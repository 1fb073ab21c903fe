"""Where in the folder of a casebook each kind of record stands, and what in it is no case file.

casebook.yaml                       settings
obstacles/<id>.yaml  parties/  recommendations/  commitments/  meetings/  translations/<language>.yaml
sources.yaml                        a mapping of sources by their citation key
glossary.yaml                       a mapping of terms by a key of their own
packs/<id>/pack.yaml                and beside it the letters that its documents name
circulated/                         what went out; never read here
allowed_signers                     whose assents bear a signature; never read here
README.md                           how to keep it, for people
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.chain import Commitment, Meeting, Recommendations
from ..model.glossary import Term
from ..model.obstacles import Obstacle
from ..model.packs import Letter, Pack, Settings
from ..model.parties import Party
from ..model.sources import Source
from ..model.translation import Translations
from ..places import Place
from ..problems import Problem
from .wording import find_nearest

# kind of record -> its folder, where each file is one record named after its id
FOLDERS = {
    "obstacle": "obstacles",
    "party": "parties",
    "recommendations": "recommendations",
    "commitment": "commitments",
    "meeting": "meetings",
    "translations": "translations",
}
SHAPES: dict[str, Any] = {
    "settings": Settings,
    "source": Source,
    "term": Term,
    "obstacle": Obstacle,
    "party": Party,
    "recommendations": Recommendations,
    "commitment": Commitment,
    "meeting": Meeting,
    "translations": Translations,
    "pack": Pack,
    "letter": Letter,
}
SETTINGS, SOURCES, GLOSSARY, PACKS, PACK = "casebook.yaml", "sources.yaml", "glossary.yaml", "packs", "pack.yaml"
# files at the top -> the kind of what they hold
TOP = {SETTINGS: "settings", SOURCES: "source", GLOSSARY: "term"}
# kinds of which one file holds all records, each under its key
KEYED = frozenset({"source", "term"})
CIRCULATED, SIGNERS = "circulated", "allowed_signers"
UNREAD = {CIRCULATED, SIGNERS, "README.md"}
SUFFIX = ".yaml"
# What editors, office programs and systems leave behind; names with a dot in front are left alone as well.
LEFTOVERS = ("~", ".swp", ".swo", ".tmp", ".bak")
LEFTOVER_NAMES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Found:
    """A file to read: the `kind` of what it holds, the id that its name gives (a letter: `pack/file`), where it is."""

    kind: str
    id: str
    path: Path
    shown: str


@dataclass
class Listing:
    """What a folder holds: files to read, every folder looked at, and what does not belong there."""

    files: list[Found] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load_listing(folder: Path, shown: str) -> Listing:
    """Lists the casebook in `folder`. Every YAML file beside a `pack.yaml` is listed as a letter."""
    listing = Listing()
    known = {*FOLDERS.values(), PACKS, *UNREAD}
    for entry, name in _entries(listing, folder, shown):
        if name in TOP:
            listing.files.append(Found(TOP[name], "", Path(entry.path), _join(shown, name)))
        elif name not in known:
            _stray(listing, entry, shown, "wrong-folder" if name.endswith(SUFFIX) else "stray-file", known)
    for kind, name in FOLDERS.items():
        _list_records(listing, kind, folder, folder / name, _join(shown, name))
    _list_packs(listing, folder, _join(shown, PACKS))
    return listing


def _list_records(listing: Listing, kind: str, root: Path, folder: Path, shown: str) -> None:
    for entry, name in _entries(listing, folder, shown, root):
        if name.endswith(SUFFIX):
            listing.files.append(Found(kind, name.removesuffix(SUFFIX), Path(entry.path), _join(shown, name)))
        else:
            _stray(listing, entry, shown)


def _list_packs(listing: Listing, root: Path, shown: str) -> None:
    for entry, name in _entries(listing, root / PACKS, shown, root):
        if not _is_folder(entry):
            _stray(listing, entry, shown, "wrong-folder" if name.endswith(SUFFIX) else "stray-file")
            continue
        inside, inside_shown = Path(entry.path), _join(shown, name)
        pack = False
        for file, file_name in _entries(listing, inside, inside_shown, root):
            if not file_name.endswith(SUFFIX):
                _stray(listing, file, inside_shown)
                continue
            kind, identifier = ("pack", name) if file_name == PACK else ("letter", f"{name}/{file_name}")
            pack = pack or kind == "pack"
            listing.files.append(Found(kind, identifier, Path(file.path), _join(inside_shown, file_name)))
        if not pack:
            listing.problems.append(Problem("pack-without-file", Place(inside_shown), {"file": PACK}))


def _entries(listing: Listing, folder: Path, shown: str, root: Path | None = None) -> Iterator[tuple[os.DirEntry, str]]:
    """What the folder holds, by name, without leftovers. A folder that is not there holds nothing."""
    try:
        if root is not None and not folder.resolve().is_relative_to(root.resolve()):
            listing.problems.append(Problem("folder-elsewhere", Place(shown), {"target": str(folder.resolve())}))
            return
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        listing.problems.append(Problem("not-a-folder", Place(shown)))
        return
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or str(error)
        listing.problems.append(Problem("unreadable-folder", Place(shown), {"reason": reason}))
        return
    listing.folders.append(folder)
    for entry in found:
        name = entry.name
        if not (name.startswith((".", "~$")) or name.endswith(LEFTOVERS) or name.lower() in LEFTOVER_NAMES):
            yield entry, name


def _stray(
    listing: Listing, entry: os.DirEntry, shown: str, code: str = "stray-file", beside: Iterable[str] = ()
) -> None:
    """Something that is not read. A record that only has the wrong ending is told how to get read."""
    stem, dot, ending = entry.name.partition(".")
    if _is_folder(entry):
        code, nearest = "stray-folder", find_nearest(entry.name, beside)
    elif dot and ending.lower() in ("yml", "yaml", "yaml.txt", "yml.txt") and code == "stray-file":
        code, nearest = "wrong-ending", stem + SUFFIX
    else:
        nearest = ""
    listing.problems.append(
        Problem(code, Place(_join(shown, entry.name)), {"name": _plain(entry.name), "nearest": nearest})
    )


def _is_folder(entry: os.DirEntry) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle
        return False


def _join(shown: str, name: str) -> str:
    return _plain(name) if shown in ("", ".") else f"{shown.rstrip('/')}/{_plain(name)}"


def _plain(name: str) -> str:
    """A file name that can stand in a printed line: bytes that are no text and control characters written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in name)
