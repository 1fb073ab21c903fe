"""Broken casebooks: what a case changes in the minimal casebook, and the problems that its files say they have.

A case is a folder of files laid over `minimal/`. Each expected problem stands in the file that has it, as a comment
`# error: 7:12 unknown-party` or `# warning: …`; one of a folder stands in `expected.txt` as
`# warning: packs/winter:1:1 pack-without-file`, where a line `remove: <name>` takes something away.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HERE = Path(__file__).parent
MINIMAL, BROKEN = HERE / "minimal", HERE / "broken"
EXPECTED = re.compile(r"^# (error|warning): (?:(.+):)?(\d+):(\d+) ([a-z0-9-]+)$", re.MULTILINE)

Finding = tuple[str, str, int, int, str]  # severity, file, line, column, code


def build_overlay(case: Path, target: Path) -> Path:
    """The minimal casebook with the case's files over it, in `target/cases`."""
    folder = target / "cases"
    shutil.copytree(MINIMAL, folder)
    told = case / "expected.txt"
    for line in told.read_text(encoding="utf-8").splitlines() if told.exists() else ():
        if name := line.removeprefix("remove: ").strip() if line.startswith("remove: ") else "":
            path = folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return folder


def read_expected(case: Path) -> list[Finding]:
    """The problems that the files of the case say they have, in order."""
    found = []
    for path in sorted(case.rglob("*")):
        if path.is_file():
            own = path.relative_to(case).as_posix()
            for severity, file, line, column, code in EXPECTED.findall(path.read_text(encoding="utf-8")):
                assert bool(file) == (own == "expected.txt"), path
                found.append((severity, file or own, int(line), int(column), code))
    return sorted(found)
