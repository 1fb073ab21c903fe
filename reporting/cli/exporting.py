"""The command that gives the public register to other programs: export."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .endings import DONE, PROBLEMS, stop
from .group import command
from .reading import LANGUAGES, as_of, today

if TYPE_CHECKING:
    from ..output.folders import Folders

FORMS = ("csv", "json", "xlsx")


@command("export", "reporting export --format xlsx --language fr --output register.xlsx")
@click.option("--format", "form", type=click.Choice(FORMS), help="[default: as the name of FILE ends; else csv]")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the labels. [default: the casebook's]")
@as_of
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it here, and not to the screen.",
)
def export(
    folders: Folders, form: str | None, language: str | None, day: datetime.date | None, output: Path | None
) -> int:
    """Give the public register: what may be public of it.

    `xlsx` is a spreadsheet, with a second sheet that counts the files under Regulation (EU) 2025/925 by year; `json`
    has both, too; `csv` has the register only, and is for Excel in Dutch settings. Nothing that a spreadsheet would
    take for a formula is calculated. Texts that are not there in the language asked for are in the casebook's own.
    """
    from ..desk.register import export_register

    chosen = form or (output.suffix.lstrip(".").lower() if output else FORMS[0])
    if chosen not in FORMS:
        raise click.UsageError(f"Which format is {output}? Name it: --format {'|'.join(FORMS)}")
    if chosen == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("A spreadsheet is not for the screen; name a file: --output register.xlsx")
    answer = export_register(folders.cases, folders.templates, day or today(), language, chosen)
    for line in answer.lines:
        click.echo(line, err=True)
    if answer.refused:
        return stop(PROBLEMS, answer.refused, answer.language, id=answer.nearest)
    assert answer.shown is not None
    data = answer.shown if isinstance(answer.shown, bytes) else f"{answer.shown}\n".encode()
    if output is not None:
        output.write_bytes(data)
    else:
        click.echo(data, nl=False)
    return DONE
