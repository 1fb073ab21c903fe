"""The commands of the adviser's desk that read: status, show."""

from __future__ import annotations

import datetime
import os
import sys
from typing import TYPE_CHECKING

import click

from .endings import DONE, PROBLEMS, stop
from .group import command
from .telling import page_width

if TYPE_CHECKING:
    from ..desk.desk import Answer, Look
    from ..output.folders import Folders

LANGUAGES = ("nl", "fr", "de", "en")  # of texts; told anew here, for `--help` does not wait for the model
STYLES = {"heading": {"bold": True}, "late": {"fg": "red", "bold": True}}


class Day(click.ParamType):
    """A day, as `2024-06-30`."""

    name = "date"

    def convert(
        self, value: str | datetime.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
        except ValueError:
            self.fail(f"“{value}” is not a day; write it as 2024-06-30.", param, ctx)


as_of = click.option("--as-of", "day", type=Day(), metavar="DATE", help="The day, as 2024-06-30. [default: today]")


def output_format(*forms: str):
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], help="[default: table]")


@command("status", "reporting status --desk bzk --as-of 2024-06-30")
@as_of
@click.option("--desk", "body", metavar="BODY", help="Only what this party or office must do (its id).")
@output_format("table", "json", "csv")
def status(folders: Folders, day: datetime.date | None, body: str | None, form: str) -> int:
    """Show what is to be done, what is late first.

    A date of which only the month is known is late once the month is over. `--format csv` is for Excel in Dutch
    settings; in it an apostrophe goes before a text that a spreadsheet would take for a formula.
    """
    from ..desk.desk import show_status

    answer = show_status(folders.cases, folders.templates, day or today(), body, as_look(form))
    return _close(answer, body)


@command("show", "reporting show ambulances-woensdrecht-essen --as-of 2024-06-30")
@click.argument("identifier", metavar="ID")
@as_of
@output_format("table", "json")
def show(folders: Folders, identifier: str, day: datetime.date | None, form: str) -> int:
    """Tell the story of one record, as of a day.

    How it stands, what happened, what is missing. ID is that of an obstacle, a motion or undertaking, a meeting, an
    advice, a party or an office.
    """
    from ..desk.desk import show_record

    answer = show_record(folders.cases, folders.templates, identifier, day or today(), as_look(form))
    return _close(answer, identifier)


def today() -> datetime.date:
    """The day on the user's wall."""
    return datetime.date.today()  # noqa: DTZ011 (no time zone but the user's own)


def now() -> datetime.datetime:
    """This moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def as_look(form: str) -> Look:
    """As wide as the page; colour is for a terminal, and not where NO_COLOR is set (https://no-color.org)."""
    from ..desk.desk import Look

    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    paint = {"paint": lambda text, part: click.style(text, **STYLES[part])} if coloured else {}
    return Look(form, page_width(), **paint)


def _close(answer: Answer, asked: str | None) -> int:
    """Prints the errors and the answer; returns the exit code."""
    for line in answer.lines:
        click.echo(line, err=True)
    if answer.refused:
        return stop(PROBLEMS, answer.refused, answer.language, id=asked, nearest=answer.nearest)
    if answer.shown is not None:
        click.echo(answer.shown, nl=isinstance(answer.shown, str))
    return PROBLEMS if answer.failed else DONE
