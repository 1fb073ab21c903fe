"""The commands for translations: translate status, confirm, export, import."""

from __future__ import annotations

from functools import partial
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
    from ..desk.translatable import Translatable
    from ..exchange.translation.importing import Imported
    from ..output.folders import Folders


@main.group("translate", epilog="\b\nExample:\n  reporting translate status --to fr --pack top-2023")
def translate() -> None:
    """Keep track of translations, and exchange them with translators.

    A text is missing, draft, confirmed, or stale: its source changed after it was confirmed. What is not confirmed
    goes to a translator as XLIFF, which translation programs read, and comes back into the case files. With --words
    all this is about the fixed words of documents, which are in the templates folder.
    """


def into(required: bool):
    return click.option("--to", "language", type=click.Choice(LANGUAGES), required=required, help="The other language.")


of_pack = click.option("--pack", default="", metavar="PACK", help="Only what this pack prints.")
of_words = click.option("--words", is_flag=True, help="The fixed words of documents, not the case texts.")


@command("status", "reporting translate status --to fr --pack top-2023", needs=("cases",), group=translate)
@into(required=False)
@of_pack
@of_words
@output_format("table", "json")
def status(folders: Folders, language: str | None, pack: str, words: bool, form: str) -> int:
    """Show how far the translations are, and what needs work.

    Without --to every language in which there is something; with --pack those of its documents.
    """
    from ..desk.translations import show_translations

    texts = _open(folders, words)
    if code := _refuse(texts, language or "", pack):
        return code
    click.echo(show_translations(texts, as_look(form), language or "", pack))
    return report_problems(texts.errors, texts)


@command("confirm", "reporting translate confirm --to fr estuarine-shipping baarle-waste", ("cases",), translate)
@into(required=True)
@click.argument("records", metavar="[ID]...", nargs=-1)
@of_pack
@of_words
@click.option("--all", "everything", is_flag=True, help="All that is there in that language.")
def confirm(folders: Folders, language: str, records: tuple[str, ...], pack: str, words: bool, everything: bool) -> int:
    """Confirm that translations are right.

    They then belong to their source as it is now; when that changes, they are stale. ID is a record: an obstacle, a
    party, a pack; with --words a kind of document, or house. What is confirmed is kept in cases/translations, or in
    templates/translations; the files with the texts stay as they are. Without ID, --pack or --all it is asked on a
    terminal.
    """
    from ..desk import confirming
    from ..desk.translating import find_standings

    texts = _open(folders, words)
    if code := _refuse(texts, language, pack, records):
        return code
    if not (records or pack or everything):
        if not is_terminal():
            return stop(PROBLEMS, "translate-which", texts.language)
        count = sum(found.state in ("draft", "stale") for found in find_standings(texts, [language]))
        name = say(f"translate-language-{language}", texts.language)
        if not ask("translate-ask-confirm", texts.language, count=count, into=name):
            return stop(PROBLEMS, "translate-not-confirmed", texts.language)
    done = confirming.confirm(texts, language, records, pack)
    if done.problems:
        return report_problems(done.problems, texts)
    click.echo(say("translate-confirmed", texts.language, count=done.new, already=done.already))
    return report_problems(texts.errors, texts)


@command("export", "reporting translate export --to fr --pack top-2023 --output top-fr.xlf", ("cases",), translate)
@into(required=True)
@of_pack
@of_words
@click.option("--format", "form", type=click.Choice(["xliff2", "xliff1"]), default="xliff2", help="[default: xliff2]")
@click.option("--all", "everything", is_flag=True, help="Confirmed texts too.")
@click.option("--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="[default: LANG.xlf]")
def export(
    folders: Folders, language: str, pack: str, words: bool, form: str, everything: bool, output: Path | None
) -> int:
    """Write the texts that need work for a translator.

    XLIFF 2.0, or 1.2 for older programs. Markup, notes, citations and slots are codes in it, which a translator can
    move and not break. A glossary of the casebook goes with it as TBX. A file that is there already is never
    overwritten.
    """
    from ..exchange.translation.exporting import BESIDE, export_texts, write_export

    if output and output.suffix.lower() in BESIDE:
        raise click.UsageError(f"{output} is the name of what goes beside it; name it {output.with_suffix('.xlf')}")
    texts = _open(folders, words)
    if code := _refuse(texts, language, pack):
        return code
    done = export_texts(texts, language, pack, form, everything)
    problems = [*texts.errors, *done.problems]
    code, spoken = report_problems(problems, texts), texts.language
    if not done.data:
        if not problems:
            click.echo(say("translate-nothing-out", spoken))
        return code
    path = output or Path("-".join(filter(None, ("words" if words else "", pack, language))) + ".xlf")
    written, problems = write_export(path, done)
    if problems:
        return report_problems(problems, texts)
    for number, name in enumerate(written):
        phrase = "translate-exported-beside" if number else "translate-exported"
        click.echo(say(phrase, spoken, count=done.count, file=name))
    return code


@command("import", "reporting translate import top-fr.xlf", needs=("cases",), group=translate)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(folders: Folders, file: Path) -> int:
    """Bring a translator's file back into the files that its texts are from.

    Says of each text what became of it. What the translator approved (final, reviewed, signed off) is confirmed too.
    Refused by name, and left as it was: a text whose source or translation changed meanwhile, one with missing or
    broken codes, one that is not whole. The rest is taken over; comments and layout of the files stay. Whether a text
    is of a case or a fixed word, the file itself knows.
    """
    from ..exchange.translation.importing import import_file

    code, counts, language = DONE, dict.fromkeys(("written", "confirmed", "unchanged", "waiting", "refused"), 0), ""
    for done in import_file(partial(_open, folders), file.read_bytes(), file.as_posix()):
        language = done.of.language
        _tell_imported(done)
        code = max(code, report_problems(done.problems, done.of))
        for outcome in counts:
            counts[outcome] += done.count(outcome)
        counts["refused"] += sum(problem.place.file == file.as_posix() for problem in done.problems if done.texts)
    if any(counts.values()):
        click.echo(say("translate-imported", language, **counts), err=True)
    return code


def _tell_imported(done: Imported) -> None:
    for text in done.texts:
        outcome = f"{text.outcome}-confirmed" if text.outcome == "written" and text.approved else text.outcome
        words = say(f"translate-outcome-{outcome}", done.of.language)
        click.echo(f"{done.of.locate(text.unit.standing.place)}: {words} ({text.unit.id})")


def _open(folders: Folders, words: bool) -> Translatable:
    """The texts of the casebook, or the fixed words."""
    if words:
        from ..exchange.translation.fixed_words import FixedWords

        return FixedWords(folders)
    from ..desk.case_texts import load_case_texts

    return load_case_texts(folders.cases, folders.cases.as_posix())


def _refuse(texts: Translatable, language: str, pack: str, records: tuple[str, ...] = ()) -> int:
    """Why nothing can be done with what was asked, as an exit code; 0 where something can."""
    from ..desk.translations import find_refusal

    if texts.book is None:
        return report_problems(texts.errors, texts)
    phrase, values = find_refusal(texts, language, pack, records)
    if "id" in values and texts.stands_in_error(values["id"]):  # it is there, with an error
        return report_problems(texts.errors, texts)
    return stop(PROBLEMS, phrase, texts.language, **values) if phrase else DONE
