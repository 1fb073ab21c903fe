"""The commands that check, and write or remove files: check, build, schema, clean."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from .group import command
from .telling import close, progress

if TYPE_CHECKING:
    from ..output.folders import Folders


@command("check", "reporting check --cases ../casebook")
def check(folders: Folders) -> int:
    """Look for problems in the casebook; nothing is written."""
    from ..output import build as engine

    started = time.perf_counter()
    return close(engine.check(folders), started)


@command("build", "reporting build top-2023 voortgang-2024")
@click.argument("packs", metavar="[PACK]...", nargs=-1)
@click.option("--discard", is_flag=True, help="Overwrite documents that were edited by hand.")
def build(folders: Folders, packs: tuple[str, ...], discard: bool) -> int:
    """Make the documents of the packs named, or of all packs.

    Only what has changed is made again. With an error in the files that go into it nothing is written; a document
    that somebody edited by hand is kept, and named.
    """
    from ..output import build as engine

    started = time.perf_counter()
    with progress() as show:
        outcome = engine.build(folders, packs, discard=discard, progress=show)
    return close(outcome, started, none="summary-nothing")


@command("schema", "reporting schema")
def schema(folders: Folders) -> int:
    """Write the JSON Schemas that editors check with.

    With them an editor completes and checks the case files while you type, the casebook's own names among the choices.
    """
    from ..output import build as engine

    started = time.perf_counter()
    return close(engine.write_schemas_of(folders), started, did="summary-written")


@command("clean", "reporting clean")
def clean(folders: Folders) -> int:
    """Remove what can be made again.

    A document that was edited by hand stays, and is named; so does any file that the build did not make.
    """
    from ..output import build as engine

    started = time.perf_counter()
    return close(engine.clean(folders), started, did="summary-removed", left="summary-left")
