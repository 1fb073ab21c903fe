"""The whole round of the README, played as it stands there: from what is sent round to what is final and proved.

An invisible remark above a block says what is done before its session: `write` (the block is that file), `returned`
(three programs make the files that come back), `edit` (other words in that file), `damage` (a byte of that file).
Lines of an answer must come in that order; others may stand between them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import PROGRAM
from tests.whole_round import ROOT, Round, steps

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice (soffice)")
DATES = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?|\b\d\d:\d\d\b|\b[0-9a-f]{12}\b")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("round")
    for name in ("cases", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def plain(line: str) -> str:
    return " ".join(DATES.sub("#", line).split())


def test_the_round_goes_as_shown(folder: Path) -> None:
    played = Round(folder)
    compared = 0
    for step in steps():
        for command, wanted, answer in played.play(step):
            told = iter(plain(line) for line in answer.splitlines())
            for line in wanted:
                assert any(one.startswith(plain(line)) for one in told), f"{command}\n{line}\n--\n{answer}"
                compared += 1
    assert compared > 40
    for name in (
        "received.pdf",
        "initials.pdf",
        "redline/moties-2024/changes.pdf",
        "redline/moties-2024/overzicht.docx",
    ):
        assert (folder / name).is_file(), name
    final = folder / "build/moties-2024/final"
    assert {path.name for path in final.glob("*.*")} >= {"overzicht.docx", "overzicht.pdf", "manifest.json"}
