"""Builds that several tests look at: each is made once, and never changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_casebook import ROOT, folders_in, write_small

from reporting.output.build import Folders, build


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small casebook, built."""
    folder = tmp_path_factory.mktemp("small") / "here"
    outcome = build(write_small(folder))
    assert not outcome.failed, outcome.lines
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The sample casebook of the repository, copied and built."""
    folder = tmp_path_factory.mktemp("sample")
    for name in ("cases", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    folders = folders_in(folder)
    outcome = build(folders)
    assert not outcome.failed, outcome.lines
    return folders
