"""A file replaced whole or not at all, by one writer at a time.

The new bytes are written beside the file under a dot-name, which no reader of a casebook looks at, and take the file's
name in one step (rename(2) on POSIX, ReplaceFile on Windows): whoever reads, or is killed, finds the old file or the
new one. A lock in the casebook's folder, kept by the system and gone with its holder, makes writers wait in turn.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ..places import Place
from ..problems import Problem
from .disk import LARGEST, load_bytes

LOCK = ".reporting.lock"
PATIENCE = 5.0  # seconds; another writer needs a fraction of one
_TEMPORARY = ".reporting-{}.tmp"

Change = Callable[[bytes], tuple[bytes | None, list[Problem]]]


@contextmanager
def lock(folder: Path, shown: str, patience: float = PATIENCE) -> Iterator[list[Problem]]:
    """Only one holder at a time for `folder`, in all processes on all machines that share it.

    Gives no problems, or `file-locked` when another holder did not finish within `patience` seconds: then nothing may
    be written. Not to be asked for again while held. Raises OSError where the folder takes no file.
    """
    held = FileLock(folder / LOCK, timeout=patience)
    try:
        held.acquire()
    except Timeout:
        yield [Problem("file-locked", Place(shown, position=(1, 1)))]
        return
    try:
        yield []
    finally:
        held.release()


def edit_file(path: Path, shown: str, folder: Path, change: Change, patience: float = PATIENCE) -> list[Problem]:
    """Reads the file at `path`, lets `change` make new bytes of it, and writes those, all under the lock of `folder`.

    Two writers at once therefore both land. `change` gives None and problems to leave the file as it is. `path` must
    lie in `folder`, links followed. Raises OSError as `write_bytes`.
    """
    with lock(folder, shown, patience) as problems:
        if problems:
            return problems
        data, problems = load_bytes(path, shown, folder)
        if data is None:
            return problems
        made, problems = change(data)
        if made is None or made == data:
            return problems
        return [*problems, *write_bytes(path, made, data, shown)]


def write_bytes(path: Path, data: bytes, expected: bytes | None, shown: str) -> list[Problem]:
    """Puts `data` in the file at `path`, or in the file that a link there leads to; its mode stays.

    `expected`: the bytes that it must still hold, else `file-changed`; None: it must not exist, else `file-exists`.
    The caller holds the lock. Raises OSError when the disk or folder refuses; the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    if expected is None:
        if os.path.lexists(target):
            return [Problem("file-exists", Place(shown, position=(1, 1)))]
    else:
        found, problems = load_bytes(target, shown, largest=max(LARGEST, 2 * len(expected)))
        if found is None:
            return problems
        if found != expected:
            return [Problem("file-changed", Place(shown, position=(1, 1)))]
        if not os.access(target, os.W_OK):  # renaming would pass over the write protection
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    _remove_leftovers(target.parent)
    temporary = target.with_name(_TEMPORARY.format(os.getpid()))
    try:
        _write_whole(temporary, data)
        if expected is None:
            if not _give_name(temporary, target):
                return [Problem("file-exists", Place(shown, position=(1, 1)))]
        else:
            _copy_rights(target, temporary)
            os.replace(temporary, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    keep_name(target.parent)
    return []


def _remove_leftovers(folder: Path) -> None:
    """What a writer that was killed left behind; the lock says that no other is at work."""
    for path in folder.glob(_TEMPORARY.format("*")):
        with suppress(OSError):
            path.unlink()


def _write_whole(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _copy_rights(old: Path, new: Path) -> None:
    before = os.stat(old)
    with suppress(AttributeError, PermissionError):  # Windows has no owners of this kind; giving away takes rights
        os.chown(new, before.st_uid, before.st_gid)
    os.chmod(new, before.st_mode & 0o7777)


def _give_name(temporary: Path, target: Path) -> bool:
    """Names a new file, unless something has that name: a link cannot take it over, as a rename would."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links
        if os.path.lexists(target):
            return False
        os.rename(temporary, target)
    return True


def keep_name(folder: Path) -> None:
    """Lets the new name outlive a power cut; Windows cannot open a folder, and some network disks cannot flush one."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
