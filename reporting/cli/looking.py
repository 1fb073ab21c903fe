"""The commands that print what was asked for: list, where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .group import command
from .telling import report, say

if TYPE_CHECKING:
    from ..output.folders import Folders


@command("list", "reporting list")
def list_packs(folders: Folders) -> int:
    """Show the packs and their documents.

    A line a document: its pack, name, kind, audience, and whether what stands in the build folder is up to date. A
    series has one line, with how many documents it has.
    """
    from ..output import build as engine

    rows, outcome = engine.list_packs(folders)
    language = outcome.language
    cells = [
        (
            row.pack,
            row.document,
            row.kind,
            row.audience,
            say(f"state-{row.state}", language),
            _many(row.count, language),
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return report(outcome)


def _many(count: int | None, language: str) -> str:
    return "" if count is None else say("series-count", language, count=count)


@command("where", 'reporting where build/top-2023/letter.docx "Uw Kamer beschikt al"')
@click.argument("file", metavar="FILE.docx", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("words", metavar='"SOME WORDS"')
def where(folders: Folders, file: Path, words: str) -> int:
    """Tell where words in a Word file came from.

    Prints the line of the casebook, or the template or label whose fixed words they are.
    """
    from ..output import build as engine

    lines, outcome = engine.find_origin(folders, file, words)
    for line in lines:
        click.echo(line)
    return report(outcome)
