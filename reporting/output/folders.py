"""The three folders of a build, and how their files are called in what people read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """Where the casebook, the templates and the outputs are."""

    cases: Path
    templates: Path
    build: Path


def shown(path: Path) -> str:
    """A path as people should read it: posix, as it was given."""
    return path.as_posix()
