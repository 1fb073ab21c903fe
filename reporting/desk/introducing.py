"""What to ask somebody who brings a new obstacle, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..casebook.entries import Entry
from ..casebook.faults import check_record
from ..casebook.forms import find_spots, load_form
from ..casebook.loading import Loaded
from ..casebook.references import check_references
from ..model.bridge import CITIZEN
from ..model.obstacles import Obstacle
from ..model.values import UNKNOWN
from ..places import Place
from ..problems import Problem, find_phrase, find_words
from .candidates import Candidates
from .creating import find_option, find_similar, make_data, suggest_name
from .prose import check_typed, find_typed
from .questions import Choice, Question
from .trial import find_faults

TEXTS = {"title", "description", "text"}


@dataclass
class NewInterview:
    """The questions for a new obstacle. `said`: the answers so far, by the name of the option."""

    loaded: Loaded
    said: dict[str, str]

    @property
    def can_ask(self) -> bool:
        """Whether the settings of the casebook can be read; if not, that is told before anything else."""
        return self.loaded.casebook is not None

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self.loaded.casebook, self.loaded.language)

    def say(self, code: str, **values: object) -> str:
        return find_phrase(code, self.loaded.language, **values)

    def questions(self, today: str) -> Iterator[Question]:
        """Each next question; `answer` must be called between. `today`: what Enter gives for the date."""
        find = self.candidates
        yield from self._ask("title")
        yield from self._ask("border", choices=find.words("border"), open=False, several=True)
        yield from self._ask("theme", choices=find.words("theme"), open=False)
        yield from self._ask("description")
        yield from self._ask("initiator", UNKNOWN, choices=find.initiators())
        by_office = self.said.get("initiator") == CITIZEN
        offices = find.front_offices(self._borders())
        yield from self._ask("front-office", "" if by_office else UNKNOWN, choices=offices)
        yield from self._ask("on", today)
        yield from self._ask("text")
        yes_or_no = (Choice("true", self.say("yes")), Choice("false", self.say("no")))
        yield from self._ask("public", "false", choices=yes_or_no, open=False)
        yield from self._ask("id", suggest_name(self.said["title"], self._taken()))

    def answer(self, question: Question, typed: str) -> list[str]:
        """Takes an answer, or gives what is wrong with it, in words."""
        if wrong := question.judge(typed, self.loaded.language):
            return wrong
        said = {**self.said, question.name: typed.strip()}
        found = [problem for problem in self._try(said) if problem.is_error and find_option(problem) == question.name]
        if not found:
            self.said[question.name] = typed.strip()
        return [" — ".join(filter(None, find_words(problem, self.loaded.language))) for problem in found]

    def remarks(self, question: Question) -> list[str]:
        """What somebody should know who has just answered: of a title, which obstacles have one much like it."""
        if question.name != "title":
            return []
        similar = find_similar(self.said["title"], self.loaded, self.loaded.casebook.settings.language)
        return [self.say("similar-obstacle", id=key, title=title) for key, title in similar]

    def _ask(self, name: str, default: str = "", choices: tuple[Choice, ...] = (), **how: Any) -> Iterator[Question]:
        if name not in self.said:
            form = "text" if name in TEXTS else "date" if name == "on" else "word"
            words = self.say(f"ask-{'received' if name == 'on' else 'reported' if name == 'text' else name}")
            yield Question(name, words, default, choices=choices, **{"open": True, "form": form, **how})

    def _borders(self) -> list[str]:
        return [border.strip() for border in self.said["border"].split(",")]

    def _taken(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.loaded.entries if entry.kind == "obstacle"}

    def _try(self, said: dict[str, str]) -> list[Problem]:
        """What would be wrong with the file, as far as it was said."""
        data = make_data(said, self.loaded)
        record, found = check_record("obstacle", data, Place(""))
        entry = Entry("obstacle", "", Place(""), data, record, find_spots(load_form(Obstacle), data))
        found += check_references(entry, self.loaded.known, {})
        if record is not None:
            found += find_faults(record, self.candidates.chain)
            found += check_typed(self.loaded.casebook, find_typed(record, Place("")))
        if said.get("id") in self._taken():
            found.append(Problem("file-exists", Place("", ("id",))))
        return found
