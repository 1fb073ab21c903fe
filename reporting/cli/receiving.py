"""The command that reads what came back from reviewers: receive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .endings import PROBLEMS, stop
from .group import command
from .reading import as_look, output_format, today
from .telling import report_problems, say

if TYPE_CHECKING:
    from ..output.folders import Folders

RETURNED = click.Path(exists=True, dir_okay=False, path_type=Path)


@command("receive", "reporting receive letter-legal.docx letter-finance.docx --output received.docx")
@click.argument("files", metavar="FILE.docx...", nargs=-1, required=True, type=RETURNED)
@output_format("table", "json")
@click.option(
    "--output", metavar="FILE.docx", type=click.Path(dir_okay=False, path_type=Path), help="A report too: Word and PDF."
)
def receive(folders: Folders, files: tuple[Path, ...], form: str, output: Path | None) -> int:
    """Read Word files that came back from reviewers.

    Shows every comment, every change, tracked or not, with who made it, and for each the line of the casebook that it
    touches, or the template. What several desks did to the same sentence stands side by side. A file says itself of
    which version it is; else its text tells, among all that was circulated. Nothing is taken over, and nothing is
    written but the report that --output asks for.
    """
    from ..exchange.returned.receiving import receive as read
    from ..exchange.returned.telling import render_json, render_table

    if output is not None and output.suffix.lower() != ".docx":
        raise click.UsageError(f"{output} is no name of a Word file; name it {output.with_suffix('.docx')}")
    done = read(folders, files)
    code = report_problems(done.problems, done.loaded)
    look = as_look(form)
    if done.files or form == "json":
        click.echo(render_json(done) if form == "json" else render_table(done, look.width, look.paint))
    if output is not None and done.files:
        from ..exchange.returned.report import make_report

        written, problems = make_report(done, folders, output, today())
        code = report_problems(problems, done.loaded) or code
        for path in written:
            if path.exists():
                return stop(PROBLEMS, "receive-report-exists", done.loaded.language, file=path.as_posix())
        for path, data in written.items():
            with path.open("xb") as file:
                file.write(data)
            click.echo(say("receive-written", done.loaded.language, file=path.as_posix()), err=True)
    return code
