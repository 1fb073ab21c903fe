"""The commands for translations: translate status, confirm, export, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .asking import confirm as ask
from .asking import is_terminal
from .endings import DONE, PROBLEMS, stop
from .group import command, main
from .reading import LANGUAGES, as_look, output_format
from .telling import report_problems, say

if TYPE_CHECKING:
    from ..casebook.loading import Loaded
    from ..exchange.translation.importing import Imported
    from ..output.folders import Folders
    from ..problems import Problem


@main.group("translate", epilog="\b\nExample:\n  reporting translate status --to fr --pack top-2023")
def translate() -> None:
    """Keep track of translations, and exchange them with translators.

    A text is missing, draft, confirmed, or stale: its source changed after it was confirmed. What is not confirmed
    goes to a translator as XLIFF, which translation programs read, and comes back into the case files.
    """


def into(required: bool):
    return click.option("--to", "language", type=click.Choice(LANGUAGES), required=required, help="The other language.")


of_pack = click.option("--pack", default="", metavar="PACK", help="Only what this pack prints.")


@command("status", "reporting translate status --to fr --pack top-2023", needs=("cases",), group=translate)
@into(required=False)
@of_pack
@output_format("table", "json")
def status(folders: Folders, language: str | None, pack: str, form: str) -> int:
    """Show how far the translations are, and what needs work.

    Without --to every language in which there is something; with --pack those of its documents.
    """
    from ..desk.translations import show_translations

    loaded = _load(folders)
    if code := _refuse(loaded, language or "", pack):
        return code
    click.echo(show_translations(loaded, as_look(form), language or "", pack))
    return report_problems(_errors(loaded), loaded)


@command("confirm", "reporting translate confirm --to fr estuarine-shipping baarle-waste", ("cases",), translate)
@into(required=True)
@click.argument("records", metavar="[ID]...", nargs=-1)
@of_pack
@click.option("--all", "everything", is_flag=True, help="All that is there in that language.")
def confirm(folders: Folders, language: str, records: tuple[str, ...], pack: str, everything: bool) -> int:
    """Confirm that translations are right.

    They then belong to their source as it is now; when that changes, they are stale. ID is a record: an obstacle, a
    party, a pack. What is confirmed is kept in cases/translations; the case files stay as they are. Without ID, --pack
    or --all it is asked on a terminal.
    """
    from ..desk import confirming
    from ..desk.translating import find_standings

    loaded = _load(folders)
    if code := _refuse(loaded, language, pack, records):
        return code
    if not (records or pack or everything):
        if not is_terminal():
            return stop(PROBLEMS, "translate-which", loaded.language)
        count = sum(found.state in ("draft", "stale") for found in find_standings(loaded, [language]))
        name = say(f"translate-language-{language}", loaded.language)
        if not ask("translate-ask-confirm", loaded.language, count=count, into=name):
            return stop(PROBLEMS, "translate-not-confirmed", loaded.language)
    done = confirming.confirm(folders.cases, folders.cases.as_posix(), language, records, pack)
    if done.problems:
        return report_problems(done.problems, loaded)
    click.echo(say("translate-confirmed", loaded.language, count=done.new, already=done.already))
    return DONE


@command("export", "reporting translate export --to fr --pack top-2023 --output top-fr.xlf", ("cases",), translate)
@into(required=True)
@of_pack
@click.option("--format", "form", type=click.Choice(["xliff2", "xliff1"]), default="xliff2", help="[default: xliff2]")
@click.option("--all", "everything", is_flag=True, help="Confirmed texts too.")
@click.option("--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="[default: LANG.xlf]")
def export(folders: Folders, language: str, pack: str, form: str, everything: bool, output: Path | None) -> int:
    """Write the texts that need work for a translator.

    XLIFF 2.0, or 1.2 for older programs. Markup, notes and citations are codes in it, which a translator can move and
    not break. A glossary of the casebook goes with it as TBX. A file that is there already is never overwritten.
    """
    from ..exchange.translation.exporting import BESIDE, export_texts, write_export

    if output and output.suffix.lower() in BESIDE:
        raise click.UsageError(f"{output} is the name of what goes beside it; name it {output.with_suffix('.xlf')}")
    loaded = _load(folders)
    if code := _refuse(loaded, language, pack):
        return code
    done = export_texts(loaded, language, pack, form, everything)
    problems = [*_errors(loaded), *done.problems]
    code, spoken = report_problems(problems, loaded), loaded.language
    if not done.data:
        if not problems:
            click.echo(say("translate-nothing-out", spoken))
        return code
    path = output or Path("-".join(filter(None, (pack, language))) + ".xlf")
    written, problems = write_export(path, done)
    if problems:
        return report_problems(problems, loaded)
    for number, name in enumerate(written):
        words = "translate-exported-beside" if number else "translate-exported"
        click.echo(say(words, spoken, count=done.count, file=name))
    return code


@command("import", "reporting translate import top-fr.xlf", needs=("cases",), group=translate)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(folders: Folders, file: Path) -> int:
    """Bring a translator's file back into the case files.

    Says of each text what became of it. What the translator approved (final, reviewed, signed off) is confirmed too.
    Refused by name, and left as it was: a text whose source or translation changed meanwhile, one with missing or
    broken codes, one that is not whole. The rest is taken over; comments and layout of the case files stay.
    """
    from ..exchange.translation.importing import import_file

    done = import_file(folders.cases, folders.cases.as_posix(), file.read_bytes(), file.as_posix())
    _tell_imported(done)
    code = report_problems(done.problems, done.loaded)
    if done.texts:
        outcomes = ("written", "confirmed", "unchanged", "waiting", "refused")
        counts = {outcome: done.count(outcome) for outcome in outcomes}
        counts["refused"] += sum(
            problem.code in ("exchange-unknown-text", "exchange-twice") for problem in done.problems
        )
        click.echo(say("translate-imported", done.loaded.language, **counts), err=True)
    return code


def _tell_imported(done: Imported) -> None:
    for text in done.texts:
        outcome = f"{text.outcome}-confirmed" if text.outcome == "written" and text.approved else text.outcome
        words = say(f"translate-outcome-{outcome}", done.loaded.language)
        click.echo(f"{done.loaded.locate(text.unit.standing.place)}: {words} ({text.unit.id})")


def _load(folders: Folders) -> Loaded:
    from ..casebook.loading import load_casebook

    return load_casebook(folders.cases, folders.cases.as_posix())


def _errors(loaded: Loaded) -> list[Problem]:
    """What is wrong with the casebook: texts of a record with an error are in no answer."""
    return [problem for problem in loaded.problems if problem.is_error]


def _refuse(loaded: Loaded, language: str, pack: str, records: tuple[str, ...] = ()) -> int:
    """Why nothing can be done with what was asked, as an exit code; 0 where something can."""
    from ..desk.translations import find_refusal

    if loaded.casebook is None:
        return report_problems(_errors(loaded), loaded)
    phrase, values = find_refusal(loaded, language, pack, records)
    if any(entry.id == values.get("id") for entry in loaded.entries):  # it is there, with an error
        return report_problems(_errors(loaded), loaded)
    return stop(PROBLEMS, phrase, loaded.language, **values) if phrase else DONE
