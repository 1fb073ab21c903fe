"""Casebooks to load: the minimal one, or one with files of the test's own over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reporting.casebook.loading import Loaded, load_casebook

MINIMAL = Path(__file__).parent / "minimal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the minimal casebook, to change."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "cases"))


@pytest.fixture
def load(folder: Path) -> Callable[..., Loaded]:
    """`load({"obstacles/ferry.yaml": "…"})` writes the files (None: removes one) and loads the casebook as `cases`."""

    def write_and_load(files: dict[str, str | None] = {}, shown: str = "cases") -> Loaded:  # noqa: B006 (never changed)
        for name, text in files.items():
            path = folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return load_casebook(folder, shown)

    return write_and_load
