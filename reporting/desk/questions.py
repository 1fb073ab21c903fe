"""A question on a terminal, and what somebody meant who answers it with a number, a beginning or a Dutch word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..casebook.faults import suggest_date
from ..casebook.wording import find_choice
from ..model.values import UNKNOWN
from ..problems import find_phrase

ASK = "?"  # lists the choices; with a part of a name behind it, those that have it
SHORT = 8  # so many choices of an open question are listed unasked
NOT_KNOWN = ("onbekend", "niet bekend", "weet ik niet", "not known", "?")


@dataclass(frozen=True)
class Choice:
    """Something that can be answered: the word that the file takes, and what it means."""

    word: str
    meaning: str = ""


@dataclass(frozen=True)
class Question:
    """One question: the answer that it fills, its words, what Enter gives, and whether it may stay empty.

    `prefix` stands before what is typed: the side that was asked about. `choices`: what can be answered, or, when
    `open`, some of it: more than `unasked` are then listed when asked for only. `several`: more than one, with commas.
    `form`: `text` is taken as typed, a `date` in any form that leaves no doubt. `empty`: what Enter does where there is
    no default, the code of the words for it.
    """

    name: str
    words: str
    default: str = ""
    may_be_empty: bool = False
    prefix: str = ""
    choices: tuple[Choice, ...] = ()
    open: bool = False
    unasked: int = SHORT
    several: bool = False
    form: str = "word"
    empty: str = "answer-optional"

    @property
    def is_yes_or_no(self) -> bool:
        return any(choice.word == "true" for choice in self.choices)

    @property
    def is_listed(self) -> bool:
        """Whether the choices are shown with the question."""
        if self.is_yes_or_no:
            return False
        return bool(self.choices) and (not self.open or len(self.choices) <= self.unasked)

    def find(self, typed: str) -> Iterator[tuple[int, Choice]]:
        """The choices, numbered, that `?` or `?part` asks for."""
        part = typed.removeprefix(ASK).strip().casefold()
        for number, choice in enumerate(self.choices, 1):
            if part in choice.word.casefold() or part in choice.meaning.casefold():
                yield number, choice

    def understand(self, typed: str) -> str:
        """The word that was meant; what was typed, where that is not certain."""
        typed = typed.strip()
        if self.form == "text":
            return typed
        if self.several:
            return ", ".join(self._one(part.strip()) for part in typed.split(",") if part.strip())
        return self._one(typed)

    def judge(self, typed: str, language: str) -> list[str]:
        """What is wrong, in words, with an answer (as understood) that is none of the choices, where it must be."""
        words = [choice.word for choice in self.choices]
        parts = [part.strip() for part in typed.split(",")] if self.several else [typed]
        if not words or self.open or (self.may_be_empty and not typed):
            return []
        found = []
        for part in (part for part in parts if part not in words):
            nearest = find_choice(part, tuple(words))
            code = "choose-nearest" if nearest else "choose"
            found.append(find_phrase(code, language, value=part, nearest=nearest))
        return found

    def _one(self, typed: str) -> str:
        said = typed.casefold()
        if self.form == "date":
            return UNKNOWN if said in NOT_KNOWN else suggest_date(typed) or typed
        if any(typed == choice.word for choice in self.choices):
            return typed
        if typed.isdecimal() and 0 < int(typed) <= len(self.choices):
            return self.choices[int(typed) - 1].word
        for matches in (_equals, _turned, _begins):
            found = [choice.word for choice in self.choices if matches(said, choice)]
            if len(found) == 1:
                return found[0]
        return UNKNOWN if said in NOT_KNOWN and self.choices else typed


def _equals(said: str, choice: Choice) -> bool:
    return said in (choice.word, choice.meaning.casefold())


def _turned(said: str, choice: Choice) -> bool:
    """`nl-vl` for `vl-nl`."""
    return sorted(said.split("-")) == sorted(choice.word.split("-"))


def _begins(said: str, choice: Choice) -> bool:
    return bool(said) and (choice.word.startswith(said) or choice.meaning.casefold().startswith(said))
