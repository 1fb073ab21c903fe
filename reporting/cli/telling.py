"""What a command says about the work: progress, problems, notes, the closing line; all to the standard error."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

from ..problems import Problem, find_phrase, render_all
from .endings import DONE, PROBLEMS

if TYPE_CHECKING:
    from ..casebook.loading import Loaded
    from ..desk.translatable import Translatable
    from ..output.build import Outcome

say = find_phrase
WIDTH = 80  # of what is not shown on a terminal


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def page_width() -> int:
    """How many characters a line of an answer may have: as many as the terminal is wide, elsewhere `WIDTH`."""
    measured = sys.stdout.isatty() or "COLUMNS" in os.environ
    return shutil.get_terminal_size().columns if measured else WIDTH


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None]]:
    """What the engine tells its progress to: a bar on a terminal, a plain line each elsewhere."""
    with ExitStack() as stack:
        bar: Any = None

        def show(done: int, total: int, what: str) -> None:
            nonlocal bar
            if not _is_terminal():
                click.echo(f"{done}/{total} {what}", err=True)
                return
            if bar is None:
                shown = click.progressbar(length=total, file=sys.stderr, item_show_func=lambda item: item or "")
                bar = stack.enter_context(shown)
            bar.update(done - bar.pos, what)

        yield show


def report(outcome: Outcome) -> int:
    """Prints the problems and the notes; returns the exit code."""
    for line in (*outcome.lines, *outcome.notes):
        click.echo(line, err=True)
    return PROBLEMS if outcome.failed else DONE


def report_problems(problems: Iterable[Problem], loaded: Loaded | Translatable) -> int:
    """Prints problems of a casebook or of fixed words; returns the exit code, which only errors change."""
    found = list(problems)
    for line in render_all(found, loaded.language, loaded.locate):
        click.echo(line, err=True)
    return PROBLEMS if any(problem.is_error for problem in found) else DONE


def close(
    outcome: Outcome, started: float, did: str = "summary-made", left: str = "summary-current", none: str | None = None
) -> int:
    """Reports, and closes with a line of what was done (`did`, or `none`), `left` as it was, and how long it took.

    Returns the exit code.
    """
    code = report(outcome)
    if outcome.failed and (first := next((found.code for found in outcome.problems if found.is_error), None)):
        click.echo(say("learn-more", outcome.language, asked=first), err=True)
    errors = sum(problem.is_error for problem in outcome.problems)
    warnings = len(outcome.problems) - errors
    counts = {did: len(outcome.built), left: len(outcome.kept), "summary-errors": errors, "summary-warnings": warnings}
    said = [say(key, outcome.language, count=count) for key, count in counts.items() if count]
    if none and outcome.failed and not outcome.built:
        said.append(say(none, outcome.language))
    tenths = round((time.perf_counter() - started) * 10)
    took = say("summary-seconds", outcome.language, whole=tenths // 10, tenths=tenths % 10)
    click.echo(", ".join([*(said or [say("summary-clean", outcome.language)]), took]), err=True)
    return code
