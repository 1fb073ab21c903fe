"""The group of commands, and how a function becomes one of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..problems import BrokenEnvironment
from .endings import BROKEN, INTERRUPTED, answer_for, stop

if TYPE_CHECKING:
    from ..output.folders import Folders

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
            code = stop(INTERRUPTED, "interrupted")
        except BrokenEnvironment as broken:
            click.echo(f"reporting: {broken}", err=True)
            code = BROKEN
        except Exception as error:
            if os.environ.get("REPORTING_DEBUG"):
                raise
            code = answer_for(error)
        sys.exit(code)


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


def command(
    name: str, example: str, needs: Sequence[str] = ("cases", "templates"), group: click.Group | None = None
) -> Callable[[Callable[..., int]], click.Command]:
    """Makes a command of a function that takes the `Folders` of the call first and returns an exit code.

    `needs`: the folders that are read from and must be there, or the call is wrong. `group`: what it is a command of;
    None: of `reporting` itself.
    """

    def make(function: Callable[..., int]) -> click.Command:
        @click.pass_context
        @wraps(function)
        def run(context: click.Context, **given: Any) -> int:
            chosen = {folder: given.pop(folder) or context.obj[folder] for folder in FOLDERS}
            return function(_folders(chosen, needs), **given)

        return (group or main).command(name, epilog=f"\b\nExample:\n  {example}")(_folder_options(run))

    return make


def _folders(chosen: dict[str, Path], needs: Sequence[str]) -> Folders:
    for name in needs:
        if not chosen[name].is_dir():
            raise click.UsageError(
                f"There is no folder {chosen[name]} here. Go to the folder that holds it, or name it: --{name} FOLDER"
            )
    from ..output.folders import Folders

    return Folders(**chosen)
