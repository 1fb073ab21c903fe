"""The commands for what goes round: circulate, versions, take-out, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .endings import DONE, PROBLEMS, stop, system_language
from .group import command
from .reading import as_look, now, output_format, today
from .telling import page_width, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..output.folders import Folders

a_pack = click.argument("pack", metavar="PACK")


@command("circulate", "reporting circulate top-2023 letter --to legal,director")
@a_pack
@click.argument("documents", metavar="[DOCUMENT]...", nargs=-1)
@click.option("--to", "roles", metavar="ROLE[,ROLE]...", multiple=True, required=True, help="Who gets them.")
def circulate(folders: Folders, pack: str, documents: tuple[str, ...], roles: tuple[str, ...]) -> int:
    """Keep a version of a pack to send round.

    Word and PDF of the documents named, or of all, with CONCEPT, the number and the date on every page, under
    cases/circulated. Only what changed since it last went out gets the new number; the rest stays as it was, number
    and all, and is stored once. Where nothing changed, only who gets the documents now is recorded. DOCUMENT is one of
    the pack's, as `letter`; of a series all, as `sheets`, or one, as `sheets/baarle-waste`. ROLE is a role of the
    routes, as `legal`, or an office. Sending is up to you. With an error in the pack nothing is kept.
    """
    from ..casebook.layout import CIRCULATED
    from ..exchange.circulation import circulating, telling

    asked = [role for given in roles for role in given.split(",") if role]
    if not asked:
        raise click.UsageError("Name who gets them: --to ROLE")
    done = circulating.circulate(folders, pack, documents, asked, now(), today())
    for line in done.found.lines(done.problems):
        click.echo(line, err=True)
    folder = (folders.cases / CIRCULATED).as_posix()
    for line in telling.tell_circulated(done, folder, asked, page_width()):
        click.echo(line, err=done.failed)
    return PROBLEMS if done.failed else DONE


@command("versions", "reporting versions top-2023", needs=("cases",))
@click.argument("pack", metavar="[PACK]", required=False)
@output_format("table", "json")
def versions(folders: Folders, pack: str | None, form: str) -> int:
    """List what went out, when and to whom.

    Each version, with the documents that were new in it.
    """
    from ..exchange.circulation import store, telling

    language = _language(folders)
    if pack and (code := _refuse_pack(folders, [pack], language)):
        return code
    found, problems = [], []
    for name in [pack] if pack else store.list_packs(folders.cases):
        listed, faults = store.list_versions(folders.cases, folders.cases.as_posix(), name)
        found += listed
        problems += faults
    for line in telling.problem_lines(problems, language):
        click.echo(line, err=True)
    if found or form == "json":
        click.echo(telling.render_versions(found, language, as_look(form)))
    elif not problems:
        click.echo(say("versions-none-of" if pack else "versions-none", language, id=pack))
    return PROBLEMS if any(problem.is_error for problem in problems) else DONE


@command("take-out", "reporting take-out top-2023 3 --output version-3", needs=("cases",))
@a_pack
@click.argument("number", metavar="NUMBER", type=click.IntRange(min=1))
@click.option(
    "--output",
    metavar="FOLDER",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go.",
)
def take_out(folders: Folders, pack: str, number: int, output: Path) -> int:
    """Take the documents of a version out again, byte for byte.

    Word and PDF files come into FOLDER, those that were unchanged in that version too. Each is compared with its digest
    on the way. A file that is there already and is another one is never overwritten: then nothing is written.
    """
    from ..exchange.circulation import store, telling

    language, cases, shown = _language(folders), folders.cases, folders.cases.as_posix()
    if code := _refuse_pack(folders, [pack], language):
        return code
    files, problems = store.take_out(cases, shown, pack, number, output)
    for line in telling.problem_lines(problems, language):
        click.echo(line, err=True)
    if problems:
        return PROBLEMS
    if not files:
        known = [version.number for version in store.list_versions(cases, shown, pack)[0]]
        if not known:
            return stop(PROBLEMS, "versions-none-of", language, id=pack)
        listed = ", ".join(map(str, known))
        return stop(PROBLEMS, "take-out-no-version", language, id=pack, number=number, known=listed)
    values = {"pack": pack, "number": number, "folder": output.as_posix()}
    click.echo(say("take-out-done", language, **values, count=len(files)))
    return DONE


@command("verify", "reporting verify", needs=("cases",))
@click.argument("packs", metavar="[PACK]...", nargs=-1)
@output_format("table", "json")
def verify(folders: Folders, packs: tuple[str, ...], form: str) -> int:
    """Prove that what went out and was signed is still what it was.

    Records, chain, files, inputs, signatures and the final documents in the build folder must belong together; any byte
    that changed is found and named, and what is missing, swapped, renamed or added. Nothing is written.
    """
    from ..exchange.circulation import telling, verifying
    from ..exchange.signing.signers import judge_signatures

    language, shown = _language(folders), folders.cases.as_posix()
    if code := _refuse_pack(folders, packs, language):
        return code
    judges = [judge_signatures(folders.cases, shown)]
    done = verifying.verify(folders.cases, shown, folders.build, packs, judges)
    for line in telling.problem_lines(done.problems, language):
        click.echo(line, err=True)
    if done.packs or form == "json":
        click.echo(telling.render_verified(done, language, as_look(form)))
    elif not done.problems:
        click.echo(say("versions-none", language))
    return PROBLEMS if done.failed else DONE


def _language(folders: Folders) -> str:
    from ..casebook.loading import load_language

    return load_language(folders.cases) or system_language()


def _refuse_pack(folders: Folders, packs: Sequence[str], language: str) -> int:
    """Says that there is no such pack, neither in the casebook nor among what was kept; 0 where there is."""
    from ..casebook.layout import PACKS
    from ..casebook.wording import find_nearest
    from ..exchange.circulation.store import list_packs

    folder = folders.cases / PACKS
    there = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    known = sorted({*there, *list_packs(folders.cases)})
    for pack in packs:
        if pack not in known:
            nearest = find_nearest(pack, known)
            said = "versions-no-pack-near" if nearest else "versions-no-pack"
            return stop(PROBLEMS, said, language, id=pack, nearest=nearest)
    return DONE
