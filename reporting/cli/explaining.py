"""The command that tells what a problem means: explain."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import click

from ..explaining import Explanation, build_explanation, build_overview, nearest_code
from .endings import DONE, WRONG_CALL, stop, system_language
from .group import command
from .telling import page_width, say

if TYPE_CHECKING:
    from ..output.folders import Folders

WIDEST = 100  # longer lines of running text are hard to read


@command("explain", "reporting explain unknown-actor", needs=())
@click.argument("code", required=False)
def explain(folders: Folders, code: str | None) -> int:
    """Tell what a problem means, with a wrong and a right example.

    CODE is what stands in square brackets in the line of a problem. Without it, every code is listed.
    """
    from ..casebook.loading import load_language

    language = load_language(folders.cases) or system_language()
    width = min(WIDEST, page_width())
    if code is None:
        click.echo(render_overview(language, width))
        return DONE
    asked = re.sub(r".*\[|\].*", "", code).strip().lower()
    try:
        click.echo(render_explanation(build_explanation(asked, language), language, width))
    except KeyError:
        nearest = nearest_code(asked)
        said = "unknown-code-near" if nearest else "unknown-code"
        return stop(WRONG_CALL, said, language, code=code, nearest=nearest)
    return DONE


def render_explanation(told: Explanation, language: str, width: int) -> str:
    """An explanation as text for a terminal of that width."""
    severity = say(f"severity-{told.severity}", language)
    heading = f"{click.style(told.code, bold=True)} ({severity})"
    message = _wrap(told.message, width, 2) + (f"\n{_wrap('hint: ' + told.hint, width, 2)}" if told.hint else "")
    where = say("example-in", language, file=told.where) if told.where else ""
    parts = [heading, message, _wrap(told.why, width)]
    for title, example in (("example-wrong", told.wrong), ("example-right", told.right)):
        parts += [click.style(say(title, language) + where + ":", bold=True), _example(told, example, width)]
    return "\n\n".join(parts)


def render_overview(language: str, width: int) -> str:
    """Every code with its message, by room, as text for a terminal of that width."""
    parts = []
    for room, codes in build_overview(language).items():
        column = max(map(len, codes)) + 4
        lines = [_wrap(f"  {code}".ljust(column) + message, width, 0, column) for code, message in codes.items()]
        parts.append("\n".join([click.style(say(f"room-{room}", language), bold=True), *lines]))
    return "\n\n".join(parts)


def _example(told: Explanation, example: str, width: int) -> str:
    """The lines of a file as they stand there, what is invisible in them by its number; words as a paragraph."""
    if told.where is None:
        return _wrap(example, width, 4)
    return "\n".join("    " + "".join(map(_visible, line)) for line in example.rstrip("\n").split("\n"))


def _visible(character: str) -> str:
    if character == "\t":
        return "<tab>"
    return character if character.isprintable() else f"<U+{ord(character):04X}>"


def _wrap(text: str, width: int, indent: int = 0, further: int | None = None) -> str:
    """A paragraph within the width; the lines after the first are indented as far, or as `further` says."""
    rest = " " * (indent if further is None else further)
    return textwrap.fill(
        text, width, initial_indent=" " * indent, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
