"""The command as people run it: a process of its own, with what it took and how much memory it held at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reporting.output.folders import Folders

from .watch import Spent


@dataclass(frozen=True)
class Ran:
    """What a command took. `memory`: the most bytes held at once, by it or one it started; None on Windows."""

    spent: Spent
    memory: int | None
    told: str


def run_build(folders: Folders) -> Ran:
    """`reporting build`. Raises `RuntimeError` with what it said when it did not end well."""
    options = [f"--{name}={getattr(folders, name)}" for name in ("cases", "templates", "build")]
    return run([sys.executable, "-m", "reporting", *options, "build"])


def run(command: list[str], folder: Path | None = None) -> Ran:
    began = time.perf_counter()
    before = os.times()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr
        told = process.stderr.read().decode("utf-8", "replace")
        memory = None
        if hasattr(os, "wait4"):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            cpu = used.ru_utime + used.ru_stime
        else:
            process.wait()
            after = os.times()
            cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{told}")
    return Ran(Spent(time.perf_counter() - began, cpu), memory, told)


def state_of(build: Path) -> dict[str, bytes]:
    """The documents in a build folder."""
    return {
        path.relative_to(build).as_posix(): path.read_bytes()
        for path in sorted(build.rglob("*"))
        if path.suffix in {".docx", ".pdf"}
    }
