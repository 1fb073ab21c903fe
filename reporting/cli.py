"""The command `reporting`: parse the call, hand it to the engine, print what came back, give an exit code.

Exit codes: 0 done; 1 problems in the user's files; 2 a wrong call (click's own); 3 the machine stands in the way, or
the program itself is at fault; 130 interrupted. What was asked for (`list`, `where`) goes to the standard output; all
that is said about the work (progress, problems, the closing line) to the standard error, as compilers do.

The engine and what it needs are imported by the command that uses them, so that `--help` answers at once.
"""

from __future__ import annotations

import errno
import locale
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .problems import BrokenEnvironment, catalogue

if TYPE_CHECKING:
    from .output.build import Folders, Outcome

DONE, PROBLEMS, BROKEN, INTERRUPTED = 0, 1, 3, 130
FOLDERS = {
    "cases": "The casebook: the YAML files.",
    "templates": "The kinds of document and the house style.",
    "build": "Where the documents are written.",
}


class Reporting(click.Group):
    """The group of commands, answering for whatever ends one: no traceback, the right exit code."""

    def main(self, *args: Any, **kwargs: Any) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a Windows pipe speaks cp1252, a name may hold bytes that are no text
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as wrong:
            wrong.show()
            code = wrong.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = _stop(INTERRUPTED, "interrupted")
        except BrokenEnvironment as broken:
            click.echo(f"reporting: {broken}", err=True)
            code = BROKEN
        except Exception as error:
            if os.environ.get("REPORTING_DEBUG"):
                raise
            code = _answer_for(error)
        sys.exit(code)


def _answer_for(error: Exception) -> int:
    """Says which part of the machine refused, or that the program is at fault."""
    if isinstance(error, ImportError):
        return _stop(BROKEN, "library-missing", name=error.name or error)
    if not isinstance(error, OSError):
        return _stop(BROKEN, "internal-error", reason=f"{type(error).__name__}: {error}")
    file = error.filename2 or error.filename or "?"
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):  # Windows knows no quota
        return _stop(BROKEN, "disk-full", file=file)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _stop(BROKEN, "not-permitted", file=file)
    return _stop(BROKEN, "system-refuses", file=file, reason=error.strerror or error)


def _stop(code: int, said: str, **values: object) -> int:
    """Says why the command ends, in the language of the user's system: the casebook's is not known here."""
    dutch = (locale.getlocale()[0] or "").startswith(("nl", "Dutch"))  # Windows writes the name out
    words = catalogue()[said]["nl" if dutch else "en"]
    click.echo("reporting: " + words["message"].format_map(values), err=True)
    if hint := words.get("hint"):
        click.echo(f"  hint: {hint}", err=True)
    return code


def _folder_options(command: Callable[..., Any], first: bool = False) -> Callable[..., Any]:
    """The folder options, taken both `first`, before the name of a command, and after it; the later one wins."""
    for name, words in reversed(FOLDERS.items()):
        command = click.option(
            f"--{name}",
            metavar="FOLDER",
            help=f"{words} [default: {name}]",
            type=click.Path(file_okay=False, path_type=Path),
            envvar=f"REPORTING_{name.upper()}" if first else None,
            default=name if first else None,
        )(command)
    return command


@click.group(
    cls=Reporting,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\b\nExamples:\n  reporting check\n  reporting build top-2023\n  reporting --cases ../casebook build",
)
@partial(_folder_options, first=True)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, **folders: Path) -> None:
    """Make the Word and PDF documents of a casebook of cross-border obstacles.

    Each command works on the folders cases, templates and build under the current folder, unless options (or the
    variables REPORTING_CASES, REPORTING_TEMPLATES and REPORTING_BUILD) name others.
    """
    context.obj = folders


def _command(name: str, example: str) -> Callable[[Callable[..., int]], click.Command]:
    """Makes a command of a function that takes the `Folders` of the call first and returns an exit code."""

    def make(function: Callable[..., int]) -> click.Command:
        @click.pass_context
        @wraps(function)
        def run(context: click.Context, **given: Any) -> int:
            chosen = {folder: given.pop(folder) or context.obj[folder] for folder in FOLDERS}
            return function(_folders(chosen), **given)

        return main.command(name, epilog=f"\b\nExample:\n  {example}")(_folder_options(run))

    return make


def _folders(chosen: dict[str, Path]) -> Folders:
    """The folders as the engine takes them. Those that are read from must be there, or the call is wrong."""
    for name in ("cases", "templates"):
        if not chosen[name].is_dir():
            raise click.UsageError(
                f"There is no folder {chosen[name]} here. Go to the folder that holds it, or name it: --{name} FOLDER"
            )
    from .output.build import Folders

    return Folders(**chosen)


def _is_terminal() -> bool:
    return sys.stderr.isatty()


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
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


def _report(outcome: Outcome) -> int:
    """Prints the problems and the notes; returns the exit code."""
    for line in (*outcome.lines, *outcome.notes):
        click.echo(line, err=True)
    return PROBLEMS if outcome.failed else DONE


def _close(
    outcome: Outcome, started: float, did: str = "summary-made", left: str = "summary-current", none: str | None = None
) -> int:
    """Reports, and closes with a line of what was done (`did`, or `none`), `left` as it was, and how long it took."""
    code = _report(outcome)
    errors = sum(problem.is_error for problem in outcome.problems)
    warnings = len(outcome.problems) - errors
    counts = {did: len(outcome.built), left: len(outcome.kept), "summary-errors": errors, "summary-warnings": warnings}
    said = [_say(key, outcome.language, count=count) for key, count in counts.items() if count]
    if none and outcome.failed and not outcome.built:
        said.append(_say(none, outcome.language))
    tenths = round((time.perf_counter() - started) * 10)
    took = _say("summary-seconds", outcome.language, whole=tenths // 10, tenths=tenths % 10)
    click.echo(", ".join([*(said or [_say("summary-clean", outcome.language)]), took]), err=True)
    return code


def _say(code: str, language: str, **values: Any) -> str:
    words = catalogue()[code][language]
    return words["one" if values.get("count") == 1 and "one" in words else "message"].format_map(values)


@_command("check", "reporting check --cases ../casebook")
def check(folders: Folders) -> int:
    """Look for problems in the casebook; nothing is written."""
    from .output import build as engine

    started = time.perf_counter()
    return _close(engine.check(folders), started)


@_command("build", "reporting build top-2023 voortgang-2024")
@click.argument("packs", metavar="[PACK]...", nargs=-1)
@click.option("--discard", is_flag=True, help="Overwrite documents that were edited by hand.")
def build(folders: Folders, packs: tuple[str, ...], discard: bool) -> int:
    """Make the documents of the packs named, or of all packs.

    Only what has changed is made again. With an error in the files that go into it nothing is written; a document
    that somebody edited by hand is kept, and named.
    """
    from .output import build as engine

    started = time.perf_counter()
    with _progress() as progress:
        outcome = engine.build(folders, packs, discard=discard, progress=progress)
    return _close(outcome, started, none="summary-nothing")


@_command("list", "reporting list")
def list_packs(folders: Folders) -> int:
    """Show the packs and their documents.

    A line a document: its pack, name, kind, audience, and whether what stands in the build folder is up to date.
    """
    from .output import build as engine

    rows, outcome = engine.list_packs(folders)
    cells = [astuple(replace(row, state=_say(f"state-{row.state}", outcome.language))) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return _report(outcome)


@_command("schema", "reporting schema")
def schema(folders: Folders) -> int:
    """Write the JSON Schemas that editors check with.

    With them an editor completes and checks the case files while you type, the casebook's own names among the choices.
    """
    from .output import build as engine

    started = time.perf_counter()
    return _close(engine.write_schemas_of(folders), started, did="summary-written")


@_command("where", 'reporting where build/top-2023/letter.docx "Uw Kamer beschikt al"')
@click.argument("file", metavar="FILE.docx", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("words", metavar='"SOME WORDS"')
def where(folders: Folders, file: Path, words: str) -> int:
    """Tell where words in a Word file came from.

    Prints the line of the casebook, or the template or label whose fixed words they are.
    """
    from .output import build as engine

    lines, outcome = engine.find_origin(folders, file, words)
    for line in lines:
        click.echo(line)
    return _report(outcome)


@_command("clean", "reporting clean")
def clean(folders: Folders) -> int:
    """Remove what can be made again.

    A document that was edited by hand stays, and is named; so does any file that the build did not make.
    """
    from .output import build as engine

    started = time.perf_counter()
    return _close(engine.clean(folders), started, did="summary-removed", left="summary-left")
