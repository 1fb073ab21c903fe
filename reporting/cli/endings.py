"""How a command ends: its exit codes, and what is said when the machine or the program is in the way."""

from __future__ import annotations

import errno
import locale

import click

from ..problems import catalogue

DONE, PROBLEMS, WRONG_CALL, BROKEN, INTERRUPTED = 0, 1, 2, 3, 130


def system_language() -> str:
    """The language of the user's system, for where the casebook's is not known."""
    dutch = (locale.getlocale()[0] or "").startswith(("nl", "Dutch"))  # Windows writes the name out
    return "nl" if dutch else "en"


def stop(code: int, said: str, language: str | None = None, /, **values: object) -> int:
    """Says why the command ends, in the `language` (None: the system's); returns the exit code."""
    words = catalogue()[said][language or system_language()]
    click.echo("reporting: " + words["message"].format_map(values), err=True)
    if hint := words.get("hint"):
        click.echo(f"  hint: {hint.format_map(values)}", err=True)
    return code


def answer_for(error: Exception) -> int:
    """Says which part of the machine refused, or that the program is at fault; returns the exit code."""
    if isinstance(error, ImportError):
        return stop(BROKEN, "library-missing", name=error.name or error)
    if not isinstance(error, OSError):
        return stop(BROKEN, "internal-error", reason=f"{type(error).__name__}: {error}")
    file = error.filename2 or error.filename or "?"
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):  # Windows knows no quota
        return stop(BROKEN, "disk-full", file=file)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return stop(BROKEN, "not-permitted", file=file)
    return stop(BROKEN, "system-refuses", file=file, reason=error.strerror or error)
