"""SSH signatures, made and checked by OpenSSH's own `ssh-keygen -Y` (its manual page, and PROTOCOL.sshsig, say how).

The program is called without a shell, with what it must read in a folder of its own that is gone afterwards, and is
stopped when it takes too long. What it says is told to the user, and never believed beyond its exit code.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ...places import Place
from ...problems import Problem

PROGRAM, NAMESPACE = "ssh-keygen", "reporting-signoff"
SIGNING, CHECKING = 120.0, 20.0  # seconds: to type a passphrase or touch a key; to compute
BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
LONGEST = 200


def make_signature(data: bytes, key: Path) -> tuple[str | None, list[Problem]]:
    """The armored signature over `data` with a private key, or the public one of which an agent has the private half.

    None with `ssh-keygen-missing`, or `signature-not-made` and what the program said.
    """
    place = Place(key.as_posix(), position=(1, 1))
    done, problem = _run(["-Y", "sign", "-n", NAMESPACE, "-f", str(key.absolute())], data, place, SIGNING)
    if done is None:
        return None, [problem]
    made = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    if done.returncode or not (made.startswith(BEGIN) and made.rstrip().endswith(END)):
        return None, [Problem("signature-not-made", place, {"reason": _said(done)})]
    return made, []


def check_signature(
    data: bytes, signature: str, signer: str, signers: bytes, at: datetime, place: Place
) -> list[Problem]:
    """Whether `signature` over `data` is that of `signer`, by a file of allowed `signers`, as it holds `at` a moment.

    `place`: of what was signed. Problems: `ssh-keygen-missing`, `signature-wrong` with what the program said.
    """
    with tempfile.TemporaryDirectory(prefix="reporting-") as folder:
        allowed, armored = Path(folder) / "allowed_signers", Path(folder) / "signature"
        allowed.write_bytes(signers)
        armored.write_text(signature, encoding="utf-8", newline="\n")
        moment = f"verify-time={at.astimezone(UTC):%Y%m%d%H%M%S}"
        who = ["-f", str(allowed), "-I", signer, "-n", NAMESPACE, "-s", str(armored)]
        done, problem = _run(["-Y", "verify", "-O", moment, *who], data, place, CHECKING)
    if done is None:
        return [problem]
    return [Problem("signature-wrong", place, {"role": signer, "reason": _said(done)})] if done.returncode else []


def _run(
    words: Sequence[str], data: bytes, place: Place, patience: float
) -> tuple[subprocess.CompletedProcess[bytes], None] | tuple[None, Problem]:
    """Runs the program; None with the problem where it is not there, does not start, or does not end."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None, Problem("ssh-keygen-missing", place)
    # Times in UTC: older versions know no `Z` behind them. Words in English, as they are shown.
    spoken = {**os.environ, "TZ": "UTC0", "LC_ALL": "C"}
    try:
        return subprocess.run(
            [program, *words], input=data, capture_output=True, timeout=patience, env=spoken, check=False
        ), None
    except subprocess.TimeoutExpired:
        return None, Problem("ssh-keygen-stuck", place, {"seconds": round(patience)})
    except OSError as error:
        return None, Problem("signature-not-made", place, {"reason": error.strerror or str(error)})


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The last line that the program printed: what was wrong comes after what it was doing."""
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").split("\n")
    said = next((line.strip() for line in reversed(lines) if line.strip()), f"{PROGRAM}: {done.returncode}")
    return "".join(c for c in said if c.isprintable())[:LONGEST]
