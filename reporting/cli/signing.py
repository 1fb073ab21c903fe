"""The commands that sign off: sign, signoff, final."""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .endings import DONE, PROBLEMS
from .group import command
from .reading import Day, as_look, now, output_format, today
from .telling import close, progress, say

if TYPE_CHECKING:
    from ..output.folders import Folders

ROLE = "ROLE"


@command("sign", "reporting sign top-2023 letter --as director --on 2026-12-03")
@click.argument("pack", metavar="PACK")
@click.argument("document", metavar="DOCUMENT")
@click.option("--as", "role", metavar=ROLE, required=True, help="Who assents: a role of the route, or an office.")
@click.option("--for", "instead", metavar=ROLE, help="In whose place, for a deputy.")
@click.option("--on", "day", type=Day(), metavar="DATE", help="The day of the assent. [default: today]")
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Sign with this SSH key (ssh-keygen -Y sign).",
)
def sign(
    folders: Folders,
    pack: str,
    document: str,
    role: str,
    instead: str | None,
    day: datetime.date | None,
    key: Path | None,
) -> int:
    """Record that a role assents to a document.

    To the version that was last circulated: that is what was read. DOCUMENT is one of the pack's, as `letter`; of a
    series all, as `sheets`, or one, as `sheets/baarle-waste`. Who assents before whom stands in `route` of the kind of
    document, who may stand in for whom in `deputies` of casebook.yaml. A role that cases/allowed_signers names signs
    with its key.
    """
    from ..exchange.signing import assents

    wish = assents.Wish(role, day or today(), None if instead == role else instead, key)
    done = assents.sign(folders, pack, document, wish, now(), today())
    language = done.found.loaded.language
    for given in done.given:
        code = "sign-done-for" if given.by != given.role else "sign-done"
        values = {"document": f"{pack}/{given.document}", "number": given.number, "date": given.date.isoformat()}
        said = say(code, language, **values, digest=given.digest, role=given.role, by=given.by)
        click.echo(f"{said}{say('sign-done-key', language) if given.is_signed else ''}")
    if done.already and done.given:
        click.echo(say("sign-already", language, count=len(done.already)), err=True)
    for line in done.found.lines(done.problems):
        click.echo(line, err=True)
    return PROBLEMS if done.failed else DONE


@command("signoff", "reporting signoff top-2023 --sheet paraaf.docx")
@click.argument("pack", metavar="[PACK]", required=False)
@output_format("table", "json")
@click.option(
    "--sheet",
    metavar="FILE.docx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a sheet to initial on paper, in Word and PDF.",
)
def signoff(folders: Folders, pack: str | None, form: str, sheet: Path | None) -> int:
    """Show where each document stands, and who is next.

    Who assented, whose assent does not count any more since the text changed, who is next and since when it waits.
    --sheet writes the sheet for the paper route (parafenlijst): version, date and digest of what is initialled, and a
    row for each step. A file that is there already is never overwritten.
    """
    from ..exchange.signing import showing, telling
    from ..exchange.signing.sheet import ENDING, write_sheet

    if sheet and not pack:
        raise click.UsageError("A sheet is of one pack: name it.")
    if sheet and sheet.suffix.lower() != ENDING:
        raise click.UsageError(f"{sheet} is no name of a Word file; name it {sheet.with_suffix(ENDING)}")
    found, rounds, problems = showing.load_rounds(folders, [pack] if pack else [])
    book, language = found.loaded.casebook, found.loaded.language
    written: list[str] = []
    if book is not None and rounds:
        teller = telling.Teller(book, found.templates.words, language)
        click.echo(telling.render_rounds(rounds, teller, as_look(form)))
        if sheet and not any(problem.is_error for problem in problems):
            written, faults = write_sheet(rounds[0], sheet, today())
            problems += faults
    for line in found.lines(problems):
        click.echo(line, err=True)
    for name in written:
        click.echo(say("signoff-sheet", language, file=name), err=True)
    return PROBLEMS if any(problem.is_error for problem in problems) else DONE


@command("final", "reporting final top-2023")
@click.argument("pack", metavar="PACK")
@click.option("--discard", is_flag=True, help="Overwrite final documents that were edited by hand.")
def final(folders: Folders, pack: str, discard: bool) -> int:
    """Make the documents of a pack final.

    Without the mark CONCEPT, in build/PACK/final, and kept in cases/circulated as a version. Refused, with every
    reason, while an assent is missing or stale, a translation is not confirmed, a blank is open, a decision note is
    missing, or something is wrong. A change after that leads to a further version; what was final stays kept.
    """
    from ..exchange.signing.final import finalise
    from ..output.build import Outcome

    started = time.perf_counter()
    with progress() as show:
        done = finalise(folders, pack, now(), today(), discard, show)
    language = done.found.loaded.language
    outcome = Outcome(
        done.problems, done.found.lines(done.problems), language, done.built, done.kept, failed=done.failed
    )
    if done.version is not None:
        code = "final-already" if done.already else "final-done"
        values = {"pack": pack, "number": done.version.number, "date": done.version.date.isoformat()}
        outcome.notes.append(say(code, language, **values, folder=(folders.build / pack / "final").as_posix()))
    return close(outcome, started, none="summary-nothing")
