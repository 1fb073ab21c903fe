"""The command that tells what changed since a version went out: redline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .endings import DONE, PROBLEMS
from .group import command
from .reading import as_look, now, output_format
from .telling import progress, say

if TYPE_CHECKING:
    from ..output.folders import Folders


@command("redline", "reporting redline top-2023 --since 2")
@click.argument("pack", metavar="PACK")
@click.option("--since", type=click.IntRange(min=1), metavar="NUMBER", help="The version. [default: the last one]")
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go. [default: redline/PACK]",
)
@output_format("table", "json")
def redline(folders: Folders, pack: str, since: int | None, output: Path | None, form: str) -> int:
    """Show what changed in a pack since it was circulated.

    Writes for each document that says something else a Word file with tracked changes, tables and notes included, and a
    page (changes.docx, changes.pdf) with every change by record and field: old beside new, and who decided it. What
    every page says of its state (CONCEPT, number, date) is no change. A file that somebody worked in stays.
    """
    from ..exchange.redline import keeping, listing, redlining

    with progress() as show:
        done = redlining.redline(folders, pack, since, now(), show)
    folder = output or Path("redline", pack)
    problems, written = done.problems, []
    if done.version is not None:
        written, faults = keeping.write_redline(done, folder)
        problems, look = [*problems, *faults], as_look(form)
        shown = listing.render_json(done) if form == "json" else listing.render_table(done, look.width, look.paint)
        click.echo(shown)
    for line in done.found.lines(problems):
        click.echo(line, err=True)
    if written:
        said = say("redline-written", done.found.loaded.language, count=len(written), folder=folder.as_posix())
        click.echo(said, err=True)
    return PROBLEMS if any(problem.is_error for problem in problems) else DONE
