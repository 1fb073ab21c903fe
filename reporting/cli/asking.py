"""Questions on a terminal, one after another, until each answer is good."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from .endings import INTERRUPTED
from .telling import say

if TYPE_CHECKING:
    from ..desk.questions import Choice, Question

Answer = Callable[["Question", str], list[str]]


def is_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_all(
    questions: Iterable[Question], answer: Answer, language: str, remarks: Callable[[Question], list[str]] | None = None
) -> None:
    """Asks each question until its answer is good. `remarks`: what is said once it is."""
    for number, question in enumerate(questions):
        if not number:
            _say(say("ask-intro", language), dim=True)
        _ask(question, answer, language)
        for line in remarks(question) if remarks else ():
            _say(line, fg="yellow")


def confirm(code: str, language: str, **values: object) -> bool:
    """A question that is answered with yes or no; Enter is no. `values`: what its words name."""
    from ..desk.questions import Choice, Question

    choices = (Choice("true", say("yes", language)), Choice("false", say("no", language)))
    taken: list[str] = []

    def answer(question: Question, typed: str) -> list[str]:
        wrong = question.judge(typed, language)
        taken.append(typed)
        return wrong

    _ask(Question(code, say(code, language, **values), "false", choices=choices), answer, language)
    return taken[-1] == "true"


def _ask(question: Question, answer: Answer, language: str) -> None:
    """Enter takes what is proposed, and nothing where that is allowed; `?` lists the choices."""
    listed = question.choices
    if question.is_listed:
        _show(enumerate(listed, 1), language)
    words = _words(question, language)
    while True:
        try:
            typed = click.prompt(words, default="", show_default=False, err=True).strip()
        except click.Abort:
            _say(f"\n{say('stopped', language)}")
            raise click.exceptions.Exit(INTERRUPTED) from None
        if typed.startswith("?") and listed:
            _show(question.find(typed), language)
            continue
        if not typed and not question.default and not question.may_be_empty:
            _say(f"  {say('answer-needed', language)}", fg="red")
            continue
        meant = question.understand(typed or question.default)
        if typed and meant != typed:
            _say(f"  → {_shown(question, meant)}", dim=True)
        wrong = answer(question, meant)
        if not wrong:
            return
        for line in wrong:
            _say(f"  {line}", fg="red")


def _words(question: Question, language: str) -> str:
    """The question with how it may be answered, and what Enter does."""
    words = question.words
    if question.is_yes_or_no:
        words += f" ({say('ask-yes-or-no', language)})"
    elif question.choices and not question.is_listed:
        words += f" ({say('ask-list', language)})"
    if question.default:
        return f"{words} [{_shown(question, question.default)}]"
    return f"{words} [{say(question.empty, language)}]" if question.may_be_empty else words


def _show(choices: Iterable[tuple[int, Choice]], language: str) -> None:
    found = list(choices)
    width = max((len(choice.word) for _, choice in found), default=0)
    for number, choice in found:
        _say(f"  {number:>2}  {choice.word:<{width}}  {choice.meaning}".rstrip())
    if not found:
        _say(f"  {say('list-empty', language)}", dim=True)


def _shown(question: Question, word: str) -> str:
    """A word as the user knows it: `ja` for `true`."""
    meaning = next((choice.meaning for choice in question.choices if choice.word == word), "")
    return meaning if word in ("true", "false") and meaning else word


def _say(line: str, **style: object) -> None:
    click.echo(click.style(line, **style) if style else line, err=True)
