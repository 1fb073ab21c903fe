"""The command on a terminal: questions answered one after another, as somebody would type."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CTRL_C, CTRL_D = "\x03", "\x04"
PATIENCE = 60  # seconds for one answer of the program
QUIET = 0.05  # seconds without output after a prompt: it is waiting


@dataclass
class Session:
    """What came of it: the exit code, everything shown (without colours), and the answers that were not asked for."""

    code: int
    screen: str
    left: list[str]

    @property
    def questions(self) -> list[str]:
        """The questions with their answers, each once for every time that it was asked."""
        return re.findall(r"(?m)^(?! |cases/|gemaakt|made).+: .*$", self.screen)


def talk(folder: Path, words: Sequence[str], answers: Sequence[str]) -> Session:
    """Runs `reporting WORDS` in a folder on a terminal of 80 columns; each prompt gets the next answer.

    `CTRL_C` and `CTRL_D` are keys; after the last answer Ctrl-C is pressed.
    """
    import pty  # which Windows has not

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        os.environ.update(COLUMNS="80", TERM="xterm", PYTHONPATH=path)
        os.execv(sys.executable, [sys.executable, "-m", "reporting", *words])
    shown, asked, left = b"", 0, list(answers)
    try:
        while (more := _read(terminal, PATIENCE)) is not None:
            shown += more
            if not shown[asked:].endswith(b": "):
                continue
            if (more := _read(terminal, QUIET)) is None:
                break
            shown += more
            if more:
                continue
            asked = len(shown)
            answer = left.pop(0) if left else CTRL_C
            os.write(terminal, answer.encode() + (b"" if answer in (CTRL_C, CTRL_D) else b"\n"))
    finally:
        os.close(terminal)
        code = _end(child)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode("utf-8", "replace"))
    return Session(code, text.replace("\r\n", "\n").replace("\r", ""), left)


def _read(terminal: int, seconds: float) -> bytes | None:
    """What came within so many seconds; None at the end. Raises TimeoutError where an answer is due."""
    ready, _, _ = select.select([terminal], [], [], seconds)
    if not ready:
        if seconds == PATIENCE:
            raise TimeoutError("the program neither answers nor asks")
        return b""
    try:
        return os.read(terminal, 65536) or None
    except OSError:  # how Linux says that the other side is gone
        return None


def _end(child: int) -> int:
    """The exit code; a child that does not end by itself is killed."""
    for _ in range(200):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
