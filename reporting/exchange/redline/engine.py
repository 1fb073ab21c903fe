"""The program that compares two Word files and writes the difference as tracked changes: Docxodus.

It comes with python-redlines, unpacked and without need of .NET or a network; nothing of it is left behind. It runs
apart, with a limit on its time: what it does with a file of ours can end in no traceback of ours.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from python_redlines.engines import DocxodusEngine

SECONDS = 120
# Without these it asks the machine for language data that a server may lack, and keeps a door open for debuggers.
PLAIN = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_EnableDiagnostics": "0"}


class EngineFailed(Exception):
    """There is no comparison; `args[0]` says why, for people who know the machine."""


class Engine:
    """The program, unpacked in a folder of its own."""

    def __init__(self, folder: Path, seconds: float = SECONDS) -> None:
        self.folder = folder
        self.seconds = seconds
        try:
            self.found = DocxodusEngine(target_path=str(folder / "program"))
        except OSError as error:  # a machine that it was not made for; a disk that is full
            raise EngineFailed(str(error)) from error

    def compare(self, old: bytes, new: bytes, author: str, now: datetime) -> bytes:
        """A Word file with what makes `new` of `old` as tracked changes of `author` at that time (UTC).

        The same files, author and time give the same bytes. Raises `EngineFailed`.
        """
        before, after, result = (self.folder / f"{name}.docx" for name in ("before", "after", "result"))
        before.write_bytes(old)
        after.write_bytes(new)
        result.unlink(missing_ok=True)
        options = [
            f"--author={author}",
            f"--date-time={now:%Y-%m-%dT%H:%M:%SZ}",
            "--no-conflate-spaces",  # a blank that does not break is another sign than one that does
        ]
        call = [self.found.extracted_binaries_path, str(before), str(after), str(result), *options]
        try:
            done = subprocess.run(
                call,
                capture_output=True,
                timeout=self.seconds,
                check=False,
                cwd=self.folder,
                env={**os.environ, **PLAIN},
            )
        except subprocess.TimeoutExpired as error:
            raise EngineFailed(f"> {self.seconds:.0f} s") from error
        except OSError as error:
            raise EngineFailed(error.strerror or str(error)) from error
        if done.returncode or not result.is_file():
            said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
            raise EngineFailed(said[-1] if said else f"exit {done.returncode}")
        return result.read_bytes()


@contextmanager
def open_engine(seconds: float = SECONDS) -> Iterator[Engine]:
    """The engine for as long as it is needed. Raises `EngineFailed` where the machine has none."""
    with tempfile.TemporaryDirectory(prefix="reporting-redline-", ignore_cleanup_errors=True) as folder:
        yield Engine(Path(folder), seconds)
