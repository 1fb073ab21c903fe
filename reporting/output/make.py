"""What lets make see by itself that nothing changed: a list of all that a build read and wrote, and a stamp.

The Makefile takes every word of `build/.make` as something that the stamp depends on. The list is words and nothing
else: one that is missing or damaged can never be a syntax error, and lacks the closing word that proves it whole, so
that make calls the build, which looks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

LIST, STAMP = ".make", ".stamp"
CLOSING = "complete"
# Everything that make could take for syntax is left out: of a file so named, make cannot judge.
_SAFE = re.compile(r"[\w./+@,\- ]+")


def build_list(paths: Iterable[Path]) -> str:
    """The words of the list: the `paths` as make should look for them (relative to where it runs), spaces escaped.

    A folder stands for the names in it, so that a file that comes or goes is seen. With a name that make cannot hold
    (`a:b.yaml`, `100%.yaml`) the list stays open, and make asks the build every time.
    """
    names = sorted({path.as_posix() for path in paths})
    closing = [CLOSING] if all(_SAFE.fullmatch(name) for name in names) else []
    return "\n".join([*(name.replace(" ", r"\ ") for name in names), *closing, ""])


def touch_stamp(build: Path, inputs: Iterable[Path], began: int) -> None:
    """Marks the build as done, unless an input was saved after it `began` (`time.time_ns()`), and perhaps missed."""
    stamp = build / STAMP
    if all(path.exists() and path.stat().st_mtime_ns < began for path in inputs):
        stamp.touch()
