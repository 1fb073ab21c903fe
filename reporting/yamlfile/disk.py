"""The bytes of one file, whatever a folder may hold in its place: a pipe, a device, a link to elsewhere."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..places import Place
from ..problems import Problem

LARGEST = 1024 * 1024
# Opening a pipe for reading waits for a writer unless told not to; Windows has neither the flag nor pipes in folders.
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def load_bytes(
    path: Path, shown: str, root: Path | None = None, largest: int = LARGEST
) -> tuple[bytes | None, list[Problem]]:
    """At most `largest` bytes of the ordinary file at `path`; None with a problem for anything else.

    `root`: the folder that the file must really be in, links followed. None: anywhere.
    """

    def refuse(code: str, **values: object) -> tuple[None, list[Problem]]:
        return None, [Problem(code, Place(shown, position=(1, 1)), values)]

    try:
        if root is not None:
            target = path.resolve()
            if not target.is_relative_to(root.resolve()):
                return refuse("link-out-of-folder", target=str(target))
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return refuse("folder-as-file")
        if not stat.S_ISREG(mode):
            return refuse("not-a-file")
        handle = os.open(path, FLAGS)
        with os.fdopen(handle, "rb") as file:
            # Asked again of what was opened: between the two calls another thing may have taken its place.
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return refuse("not-a-file")
            data = file.read(largest + 1)
    except FileNotFoundError:
        return refuse("no-such-file")
    except PermissionError:
        return refuse("no-permission")
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle; ValueError: NUL in the name
        return refuse("unreadable-file", reason=getattr(error, "strerror", None) or str(error))
    if len(data) > largest:
        return refuse("file-too-large", largest=largest // 1024)
    return data, []
