"""The only place that writes outputs: all of a pack or nothing, each file through a temporary name and one rename."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..places import Place
from ..problems import Problem
from .folders import shown


def open_elsewhere(path: Path) -> bool:
    """Whether an office program has the file open, or keeps it from being written.

    Word lays an owner file beside it: `~$` and the name, without its first two letters when it has more than six before
    the dot. LibreOffice lays `.~lock.<name>#`. On Windows an open file also refuses to be opened for writing.
    """
    if not path.exists():
        return False
    owners = {f"~${path.name}", f"~${path.name[1:]}", f"~${path.name[2:]}", f".~lock.{path.name}#"}
    if any((path.parent / owner).exists() for owner in owners):
        return True
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return True


def check_writable(paths: Mapping[Path, bytes]) -> list[Problem]:
    """A problem for each file that is open elsewhere."""
    return [Problem("output-open", Place(shown(path))) for path in paths if open_elsewhere(path)]


def write_files(files: Mapping[Path, bytes]) -> None:
    """Writes every file, or none: all under temporary names first, then one rename each.

    Raises `OSError` when the disk refuses; nothing has changed then, but for renames that had already been done.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.tmp")
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


def remove_files(paths: list[Path], root: Path) -> None:
    """Removes the files, and folders under `root` that are empty then."""
    for path in paths:
        path.unlink(missing_ok=True)
        folder = path.parent
        while folder != root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
