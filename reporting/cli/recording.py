"""The commands with which an adviser keeps the casebook: new, record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from ..desk.answers import ANSWERS, NEEDED
from .asking import ask_all, confirm, is_terminal
from .endings import DONE, PROBLEMS
from .group import command
from .reading import today
from .telling import say

if TYPE_CHECKING:
    from ..desk.creating import Made
    from ..desk.recording import Recorded
    from ..output.folders import Folders

NEW = {
    "title": "Short title, in the casebook's language.",
    "border": "Border: vl-nl, nl-wal, nl-nrw or nl-nds; several with commas.",
    "theme": "Theme, such as transport or health.",
    "description": "What is the matter.",
    "initiator": "Who brought it up: a party, citizen or unknown. Never name a citizen.",
    "front-office": "Front office where it came in.",
    "on": "Date on which it came in.",
    "text": "What was reported, in a sentence or two.",
    "id": "Id and name of the file; follows from the title.",
}
REQUIRED = ("title", "border", "theme", "description", "on", "text")


def _options(helps: Mapping[str, str], multiple: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option for each name, with its help."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for name, words in reversed(helps.items()):
            function = click.option(f"--{name}", help=words, multiple=multiple)(function)
        return function

    return add


@command(
    "record",
    "reporting record ferry raised --on 2024-03-18 --by governor --text 'Put to both ministers.'\n"
    "      --minister nl=minister-a --minister vl=minister-b --question 'May the ferry call at ports?'",
    needs=("cases",),
)
@click.argument("identifier", metavar="ID")
@click.argument("event", metavar="EVENT", default="")
@_options({answer.name: answer.help for answer in ANSWERS}, multiple=True)
@click.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
def record(folders: Folders, identifier: str, event: str, dry_run: bool, **given: Any) -> int:
    """Add an event to the file of an obstacle.

    ID is the obstacle. EVENT is one of submitted, identification, analysis, selected, not-selected, raised, decided,
    implementing, solved, mitigated, accepted, no-obstacle, reopened, progress, feedback.

    What the rules refuse is not written; everything else in the file stays byte for byte. On a terminal, what is
    missing is asked for, EVENT as well. A text is in the casebook's language, or in another as “fr=…”; options may be
    repeated.
    """
    from ..desk import recording as engine

    said = {name.replace("_", "-"): list(values) for name, values in given.items() if values}
    shown, kind, ask = folders.cases.as_posix(), event.lower(), is_terminal()
    if not kind and not ask:
        raise click.UsageError("Missing argument 'EVENT'.")
    only_needed = set(NEEDED) <= set(said)
    while True:
        if ask:
            kind, refused = _interview(folders, identifier, kind, said, only_needed)
            if refused:
                return refused
        else:
            _require(NEEDED, said)
        done = engine.record_event(folders.cases, shown, identifier, kind, said, dry_run)
        for line in done.lines:
            click.echo(line, err=True)
        if done.done or not ask or not done.again or not confirm("ask-again", done.language):
            return _tell_recorded(done, kind, said, dry_run)
        only_needed = True
        for name in done.again:
            said.pop(name, None)


def _require(names: tuple[str, ...], said: Mapping[str, object]) -> None:
    for name in names:
        if name not in said:
            raise click.UsageError(f"Missing option '--{name}'.")


def _interview(
    folders: Folders, identifier: str, kind: str, said: dict[str, list[str]], only_needed: bool
) -> tuple[str, int]:
    """Asks for what is missing; `said` grows. Gives the kind of event, and an exit code when the step is refused.

    Nothing is asked of an obstacle or event that there is not.
    """
    from ..casebook.loading import load_casebook
    from ..desk.asking import Interview

    loaded = load_casebook(folders.cases, folders.cases.as_posix())
    talk = Interview(loaded, identifier, kind, dict(said))
    if not talk.can_ask:
        return kind, DONE
    ask_all(talk.questions(today().isoformat(), only_needed), talk.answer, loaded.language)
    said.update(talk.said)
    lines = talk.refusal()
    for line in lines:
        click.echo(line, err=True)
    if lines:
        click.echo(say("not-recorded", loaded.language), err=True)
    return talk.kind, PROBLEMS if lines else DONE


def _tell_recorded(done: Recorded, kind: str, said: Mapping[str, list[str]], dry: bool) -> int:
    if not done.done:
        click.echo(say("not-recorded", done.language), err=True)
        return PROBLEMS
    if dry:
        click.echo(say("would-record", done.language), err=True)
        click.echo(done.text)
    else:
        values = {"event": kind, "date": said["on"][0], "status": done.status, "public": done.public}
        click.echo(f"{done.at}: {say(done.closing, done.language, **values)}")
    return DONE


@command(
    "new",
    "reporting new obstacle --title 'Ferry over the Scheldt' --border vl-nl --theme transport\n"
    "      --description 'The ferry may not call.' --front-office unknown --on 2024-03-18 --text 'Reported.'",
    needs=("cases",),
)
@click.argument("kind", type=click.Choice(["obstacle"]))
@_options(NEW, multiple=False)
@click.option("--public/--not-public", default=None, help="Whether papers for the House may name it.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
def new(folders: Folders, kind: str, public: bool | None, dry_run: bool, **given: str | None) -> int:
    """Make the file of a new obstacle, with a comment on every key.

    On a terminal, what is missing is asked for. A file that is there already is never touched.
    """
    from ..desk import creating as engine

    said = {name.replace("_", "-"): value for name, value in given.items() if value}
    if public is not None:
        said["public"] = str(public).lower()
    shown = folders.cases.as_posix()
    ask = is_terminal()
    while True:
        if ask:
            _interview_new(folders, said)
        else:
            _require(REQUIRED, said)
        made = engine.make_obstacle(folders.cases, shown, said, dry_run)
        for line in made.lines:
            click.echo(line, err=True)
        if made.done or not ask or not made.again or not confirm("ask-again", made.language):
            return _tell_made(made, dry_run)
        for name in made.again:
            said.pop(name, None)


def _interview_new(folders: Folders, said: dict[str, str]) -> None:
    from ..casebook.loading import load_casebook
    from ..desk.introducing import NewInterview

    talk = NewInterview(load_casebook(folders.cases, folders.cases.as_posix()), said)
    if talk.can_ask:
        ask_all(talk.questions(today().isoformat()), talk.answer, talk.loaded.language, talk.remarks)


def _tell_made(made: Made, dry: bool) -> int:
    if not made.done:
        click.echo(say("not-made", made.language), err=True)
        return PROBLEMS
    if dry:
        click.echo(say("would-record", made.language), err=True)
        click.echo(made.text.rstrip("\n"))
    else:
        click.echo(say("made", made.language, file=made.file))
    return DONE
