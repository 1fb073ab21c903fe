"""The folder of a redline: its files are written together, and one that somebody worked in is never written over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...output.journal import content_digest, dump_json, file_digest
from ...output.papers import paper_files
from ...output.writing import check_writable, remove_files, write_files
from ...places import Place
from ...problems import Problem
from .page import NAME, print_page
from .redlining import Redline, files_of

RECORD = ".redline.json"


def write_redline(done: Redline, folder: Path) -> tuple[list[str], list[Problem]]:
    """Writes the Word files with tracked changes, and the page of changes beside them; gives the paths written.

    A page that cannot be printed is a problem, and the rest is written. See `write_files_of`.
    """
    files = dict(files_of(done))
    printed, problems = print_page(done, (folder / NAME).as_posix())
    if printed is not None:
        files |= paper_files(printed, Path(NAME))
    written, faults = write_files_of(folder, files)
    return written, [*problems, *faults]


def write_files_of(folder: Path, files: Mapping[Path, bytes]) -> tuple[list[str], list[Problem]]:
    """Writes the files (by their path in the folder), and removes those of an earlier redline; gives the paths written.

    All or nothing: with a file that is open elsewhere (`output-open`), or that is not as a redline left it
    (`redline-edited`), nothing changes. Raises `OSError`.
    """
    known = _load(folder / RECORD)
    wanted = {(folder / path): data for path, data in files.items()}
    old = {folder / name for name in known} - wanted.keys()
    problems = check_writable([*wanted, *old])
    for path in (*wanted, *sorted(old)):
        there, name = file_digest(path), path.relative_to(folder).as_posix()
        if there not in (None, known.get(name)) and (path in old or there != content_digest(wanted[path])):
            problems.append(Problem("redline-edited", Place(path.as_posix())))
    if problems:
        return [], problems
    digests = {path.as_posix(): content_digest(data) for path, data in files.items()}
    write_files({**wanted, folder / RECORD: dump_json(dict(sorted(digests.items())))})
    remove_files(old, folder)
    return [path.as_posix() for path in wanted], []


def _load(path: Path) -> dict[str, str]:
    """What was written, by name; names that lead out of the folder are nobody's."""
    try:
        found: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: digest
        for name, digest in found.items()
        if isinstance(digest, str) and name.endswith((".docx", ".pdf")) and not Path(name).is_absolute()
        and ".." not in Path(name).parts and "\\" not in name and ":" not in name
    }  # fmt: skip
