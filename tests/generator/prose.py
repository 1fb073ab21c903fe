"""Invented prose with every kind of Markdown that case files may have."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .words import NEIGHBOURS, SENTENCES, Said, draw_values, say

WIDTH = 100
_NUMBERED = re.compile(r" (?=[0-9]+[.)])")


@dataclass(frozen=True)
class Material:
    """What a text is made from: chance, the languages, how many places there are, and the keys of sources to cite.

    `unknowns`: whether something may be left open. `turns`: how often each list of choices was gone to.
    """

    chance: Random
    languages: tuple[str, ...]
    places: int
    sources: Sequence[str]
    unknowns: bool = True
    turns: Counter[str] = field(default_factory=Counter)

    def turn(self, name: str, choices: Sequence[Any]) -> Any:
        """The next of these choices: gone through in turn, so that all of them occur."""
        self.turns[name] += 1
        return choices[(self.turns[name] - 1) % len(choices)]

    def open(self, name: str) -> bool:
        """Whether this is one of those that are left open: the second and then each third."""
        return self.unknowns and self.turn(f"open {name}", (False, True, False))

    def sentence(self) -> Said:
        return say(self.chance.choice(SENTENCES), self.languages, **draw_values(self.chance, self.places))

    def sentences(self, count: int) -> Said:
        every = [self.sentence() for _ in range(count)]
        return {language: " ".join(said[language] for said in every) for language in self.languages}

    def cite(self) -> str:
        """A citation in one of its forms: one source, several, with words before or after."""
        key = self.chance.choice(self.sources)
        others = self.chance.sample(self.sources, min(3, len(self.sources)))
        form = self.chance.choice(("[@{key}]", "[@{key}]", "[@{many}]", "[@{key}, artikel 2]", "[zie @{key}]"))
        return form.format(key=key, many="; @".join(others))


def _plain(made: Material) -> Said:
    cite = made.cite()
    return {language: f"{text} {cite}" for language, text in made.sentences(3).items()}


def _stressed(made: Material) -> Said:
    first, second = made.sentences(2), made.sentence()
    return {language: f"*{second[language]}* {first[language]} **{second[language]}**" for language in made.languages}


def _bullets(made: Material) -> Said:
    intro, every = made.sentence(), [made.sentence() for _ in range(4)]
    cite = made.cite()
    return {
        language: f"{intro[language]}\n\n- {every[0][language]}\n- {every[1][language]} {cite}\n"
        f"  - {every[2][language]}\n- {every[3][language]}"
        for language in made.languages
    }


def _numbers(made: Material) -> Said:
    every = [made.sentence() for _ in range(5)]
    return {
        language: f"1. {every[0][language]}\n2. {every[1][language]}\n\n"
        f"   a) {every[2][language]}\n   b) {every[3][language]}\n\n   {every[4][language]}\n3. {every[2][language]}"
        for language in made.languages
    }


def _table(made: Material) -> Said:
    rows = [(made.sentence(), draw_values(made.chance, made.places), made.cite()) for _ in range(3)]
    return {
        language: "\n".join(
            ["| | n | % |", "|:--|--:|:-:|"]
            + [f"| {said[language]} {cite} | {values['n']} | {values['p']} |" for said, values, cite in rows]
        )
        for language in made.languages
    }


def _noted(made: Material) -> Said:
    text, note, cite = made.sentences(2), made.sentence(), made.cite()
    values = draw_values(made.chance, made.places)
    link = f"[{values['a']}](https://voorbeeld.example/{values['n']})"
    return {
        language: f"{text[language]}^[{note[language]} {link}, {cite}.] {note[language]}" for language in made.languages
    }


def _note_below(made: Material) -> Said:
    text, note = made.sentences(2), made.sentence()
    return {
        language: f"{text[language]}[^lang] {text[language]}\n\n[^lang]: {note[language]}"
        for language in made.languages
    }


def _foreign(made: Material) -> Said:
    text, words = made.sentence(), say(NEIGHBOURS, made.languages)
    link = "https://voorbeeld.example/a_b?c=d&e=f"
    return {
        language: f"{text[language]} {words[language]} ([voorbeeld]({link})).\\\n{text[language]}"
        for language in made.languages
    }


_KINDS: tuple[Callable[[Material], Said], ...] = (
    _plain, _bullets, _stressed, _noted, _numbers, _foreign, _table, _note_below,
)  # fmt: skip


def build_prose(made: Material, paragraphs: int, turn: int) -> Said:
    """A text of so many parts. `turn`: which kind comes first, so that records in a row show them all."""
    parts = [_KINDS[(turn + index) % len(_KINDS)](made) for index in range(paragraphs)]
    return {language: "\n\n".join(_wrapped(part[language]) for part in parts) + "\n" for language in made.languages}


def _wrapped(part: str) -> str:
    """Running text in lines as people type it; what has lines of its own stays as it is."""
    return "\n\n".join(
        piece if "\n" in piece or piece[:1] in "-|1[" else _filled(piece) for piece in part.split("\n\n")
    )


def _filled(piece: str) -> str:
    """Such a number at the start of a line would look like a list: it stays with the word before it."""
    tied = _NUMBERED.sub("\u00a0", piece)
    return textwrap.fill(tied, WIDTH, break_long_words=False, break_on_hyphens=False).replace("\u00a0", " ")
