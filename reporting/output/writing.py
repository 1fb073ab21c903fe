"""The only place that writes outputs: all of a pack or nothing, each file through a temporary name and one rename."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..places import Place
from ..problems import Problem
from .folders import shown

TEMPORARY = ".tmp"


def open_elsewhere(path: Path) -> bool:
    """Whether an office program has the file open, or keeps it from being written.

    Word lays an owner file beside it: `~$` in the place of the first two letters of the name; of one, or none, when the
    name is short (seven letters, or fewer, before the dot). LibreOffice lays `.~lock.<name>#`. On Windows an open file
    also refuses to be opened for writing.
    """
    if not path.exists():
        return False
    owners = (*(f"~${path.name[replaced:]}" for replaced in range(3)), f".~lock.{path.name}#")
    if any((path.parent / owner).exists() for owner in owners):
        return True
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return True


def check_writable(paths: Iterable[Path]) -> list[Problem]:
    """A problem for each file that is open elsewhere."""
    return [Problem("output-open", Place(shown(path))) for path in paths if open_elsewhere(path)]


def write_files(files: Mapping[Path, bytes]) -> None:
    """Writes every file, or none: all under temporary names first, then one rename each, in their order.

    Raises `OSError` when the disk refuses; nothing has changed then, but for renames that had already been done.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}{TEMPORARY}")
            waiting.append((temporary, path))
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for temporary, path in waiting:
            os.replace(temporary, path)
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def remove_files(paths: Iterable[Path], root: Path) -> None:
    """Removes the files, and folders under `root` that are empty then."""
    folders: set[Path] = set()
    for path in paths:
        path.unlink(missing_ok=True)
        folders |= {folder for folder in path.parents if folder != root and folder.is_relative_to(root)}
    for folder in sorted(folders, key=lambda folder: -len(folder.parts)):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
