"""The bench measures every part of a build, and the peer where it is there; how long things take is not tested."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PARTS = {
    "load and check the casebook", "load the templates", "prose kept from before", "prose through pandoc",
    "check the prose", "wording", "Word", "load the fonts", "typeset", "check", "typeset, combined", "check, combined",
    "write", "the rest of a whole build", "all",
}  # fmt: skip
COMMANDS = {"whole build, nothing there yet", "nothing has changed", "a comment has changed", "one field has changed"}
LETTER = {"wording", "Word", "typeset", "Word + PDF", "check", "Word + PDF + check"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    file = tmp_path_factory.mktemp("bench") / "times.json"
    command = [sys.executable, "-m", "tests.bench", "3", "--letters", "2", "--json", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads(file.read_text(encoding="utf-8"))


def test_every_part_is_measured(bench: tuple[str, dict[str, Any]]):
    told, times = bench
    assert (times["obstacles"], times["letters"]) == (3, 2)
    assert set(times["parts"]) == PARTS
    assert set(times["commands"]) == COMMANDS
    assert set(times["letter"]) == LETTER
    for measured in (times["parts"], times["commands"]):
        assert all(spent["wall"] >= 0 and spent["cpu"] >= 0 for spent in measured.values())
        assert max(spent["wall"] for spent in measured.values()) > 0
    assert all(row["median"] <= row["p95"] for row in times["letter"].values())
    for name in (*PARTS, *COMMANDS, *LETTER):
        assert f"  {name} " in told


def test_nothing_is_typeset_when_nothing_has_changed(bench: tuple[str, dict[str, Any]]):
    _, times = bench
    assert {"prose kept from before", "load and check the casebook"} <= set(times["again"])
    assert not {"typeset", "check", "typeset, combined", "load the fonts"} & set(times["again"])


def test_the_peer_is_measured_or_named_as_left_out(bench: tuple[str, dict[str, Any]]):
    told, times = bench
    if shutil.which("soffice") is None:
        assert times["peer"] == {"left out": "LibreOffice (soffice) is not installed"}
        assert "left out" in told
        return
    assert {name: row["documents"] for name, row in times["peer"].items()} == {"letters": 2, "the other documents": 6}
    for row in times["peer"].values():
        assert row["peer"]["wall"] == pytest.approx(row["peer, Word"]["wall"] + row["peer, PDF"]["wall"])
        assert row["times faster"]["wall"] == pytest.approx(row["peer"]["wall"] / row["ours"]["wall"])
