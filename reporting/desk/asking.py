"""What to ask somebody who records an event on a terminal: what the rules need and was not said yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from ..casebook.entries import Entry
from ..casebook.faults import check_record, check_shape
from ..casebook.forms import find_spots, load_form
from ..casebook.loading import Loaded
from ..casebook.references import check_references
from ..model.instruments import InstrumentKind
from ..model.lifecycle import STEPS, judge_step, skipped_before, status_on
from ..model.obstacles import Event, EventKind, Obstacle, Theme
from ..model.requirements import REQUIREMENTS, lacking_sides, sides_of
from ..model.values import Border
from ..places import Place
from ..problems import Problem, catalogue, find_words
from .answers import ANSWERS
from .creating import find_option, make_data, suggest_name
from .events import build_event

GOING_ON = "pending"
SCORES = ("relevance", "benefits", "feasibility")


@dataclass(frozen=True)
class Question:
    """One question: the answer that it fills, its words, what Enter gives, and whether it may stay empty.

    `prefix` stands before what is typed: the side that was asked about.
    """

    name: str
    words: str
    default: str = ""
    may_be_empty: bool = False
    prefix: str = ""


@dataclass
class Interview:
    """The questions for an event of `kind` on an obstacle, one after another, in the light of what was said before."""

    loaded: Loaded
    identifier: str
    kind: str
    said: dict[str, list[str]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)  # what was asked, also where nothing was answered

    @property
    def obstacle(self) -> Obstacle | None:
        book = self.loaded.casebook
        return book.obstacles.get(self.identifier) if book else None

    def say(self, code: str, **values: object) -> str:
        return catalogue()[code][self.loaded.language]["message"].format_map(values)

    @property
    def can_ask(self) -> bool:
        """Whether there is such an obstacle and such a kind of event; if not, that is told before anything else."""
        return self.obstacle is not None and self.kind in get_args(EventKind)

    def questions(self, today: str, only_needed: bool = False) -> Iterator[Question]:
        """Each next question; `answer` must be called between. `today`: what Enter gives for the date.

        `only_needed`: nothing that the rules do not ask for.
        """
        yield from self._ask("on", default=today)
        yield from self._ask("by", default="unknown")
        yield from self._ask("text")
        if steps := self._skipped():
            yield from self._ask("skipped", steps=steps)
        step = STEPS.get(self.kind)
        for need in step.needs if step else ():
            yield from self._need(REQUIREMENTS[need].key, need)
        if not only_needed:
            yield from self._ask("source", may_be_empty=True)
            yield from self._next()

    def answer(self, question: Question, typed: str) -> list[str]:
        """Takes an answer, or gives what is wrong with it, in words."""
        typed = typed.strip()
        if not typed:
            self.settled.add(question.name)
            return []
        value = typed if "=" in typed else question.prefix + typed
        if wrong := self._judge(question.name, value):
            return wrong
        self.said.setdefault(question.name, []).append(value)
        self.settled.add(question.name)
        return []

    def _ask(
        self, name: str, default: str = "", may_be_empty: bool = False, prefix: str = "", **values: object
    ) -> Iterator[Question]:
        if name not in self.said and name not in self.settled:
            yield Question(name, self.say(f"ask-{name}", **values), default, may_be_empty, prefix)

    def _need(self, key: str, need: str) -> Iterator[Question]:
        """The questions for a requirement; none for what stands elsewhere in the file."""
        refused = self.said.get("instrument") == ["none"]
        if (refused and key in ("owners", "due")) or (need == "refusal" and not refused):
            return
        if key == "scores":
            yield from self._scores()
        elif key in ("ministers", "owners"):
            yield from self._sides({"ministers": "minister", "owners": "owner"}[key])
        elif key == "instrument":
            yield from self._ask("instrument", default="unknown", choices=", ".join(get_args(InstrumentKind)))
        elif key == "due":
            yield from self._ask("due", default="unknown")
        elif key:
            name = next(answer.name for answer in ANSWERS if answer.key == key)
            default = "" if key in ("reason", "evidence") else "unknown"
            yield from self._ask(name, default=default)

    def _sides(self, name: str) -> Iterator[Question]:
        """A question for each side that nothing was said of; `be=…` serves for both regions of Belgium."""
        if name in self.said or self.obstacle is None:
            return
        for side in sides_of(self.obstacle):
            said = {value.partition("=")[0]: value for value in self.said.get(name, ())}
            if side in lacking_sides(self.obstacle, said):
                yield Question(name, self.say(f"ask-{name}", side=side), "unknown", prefix=f"{side}=")

    def _scores(self) -> Iterator[Question]:
        if {"scores", *SCORES} & set(self.said):
            return
        yield from self._ask("scores", may_be_empty=True)
        for name in SCORES if "scores" not in self.said else ():
            yield from self._ask(name)
        if self.said.get("scores") == [GOING_ON]:
            yield from self._ask("asked", may_be_empty=True)
            yield from self._ask("due", default="unknown")

    def _next(self) -> Iterator[Question]:
        yield from self._ask("next", may_be_empty=True)
        if self.said.get("next", ["none"])[0] not in ("none", "unknown"):
            yield from self._ask("next-by", default="unknown")
            yield from self._ask("next-due", default="unknown")

    def _skipped(self) -> str:
        """The steps that this one leaves out; "" for none."""
        book, obstacle = self.loaded.casebook, self.obstacle
        if book is None or obstacle is None or self.kind not in STEPS:
            return ""
        status = status_on(obstacle, datetime.date.max, book.sources)
        before = status.name if status else ""
        return ", ".join(skipped_before(before, self.kind)) if judge_step(before, self.kind) == "skips" else ""

    def _judge(self, name: str, value: str) -> list[str]:
        """What is wrong with one answer by itself, in the words of a problem and its hint."""
        said = {name: [*self.said.get(name, []), value]}
        on, by = (value if name == "on" else "unknown"), (value if name == "by" else "unknown")
        book = self.loaded.casebook
        event, unread = build_event(self.kind, on, by, said, book.settings.language if book else "nl")
        if unread:
            return [self.say("answer-form", value=value)]
        event.setdefault("text", {"nl": "-"})
        problems = check_shape(Event, event, Place(""))[1]
        return [
            " — ".join(filter(None, find_words(problem, self.loaded.language)))
            for problem in [*problems, *self._check_names(event)]
            if problem.code != "missing-key"  # it has not been asked yet
        ]

    def _check_names(self, event: Mapping[str, object]) -> list[Problem]:
        form = load_form(Obstacle)
        data = {"events": [event]}
        entry = Entry("obstacle", self.identifier, Place(""), data, None, find_spots(form, data))
        return list(check_references(entry, self.loaded.known, {}))


@dataclass
class NewInterview:
    """The questions for a new obstacle. `said`: the answers so far, by the name of the option."""

    loaded: Loaded
    said: dict[str, str]

    def say(self, code: str, **values: object) -> str:
        return catalogue()[code][self.loaded.language]["message"].format_map(values)

    def questions(self, today: str) -> Iterator[Question]:
        """Each next question; `answer` must be called between, but for `public`, which is a yes or no."""
        choices = {"border": ", ".join(get_args(Border)), "theme": ", ".join(get_args(Theme))}
        defaults = {"initiator": "unknown", "front-office": "unknown", "on": today}
        names = ("title", "border", "theme", "description", "initiator", "front-office", "on", "text", "public")
        for name in names:
            if name not in self.said:
                words = self.say(f"ask-{name}", choices=choices.get(name, ""))
                yield Question(name, words, defaults.get(name, ""))
        if "id" not in self.said:
            taken = {entry.id: entry for entry in self.loaded.entries if entry.kind == "obstacle"}
            yield Question("id", self.say("ask-id"), suggest_name(self.said["title"], taken))

    def answer(self, question: Question, typed: str) -> list[str]:
        """Takes an answer, or gives what is wrong with it, in words."""
        said = {**self.said, question.name: typed.strip()}
        data = make_data(said, self.loaded)
        place = Place("")
        problems = check_record("obstacle", data, place)[1]
        form = load_form(Obstacle)
        entry = Entry("obstacle", "", place, data, None, find_spots(form, data))
        problems += check_references(entry, self.loaded.known, {})
        wrong = [problem for problem in problems if find_option(problem) == question.name]
        if not wrong:
            self.said[question.name] = typed.strip()
        return [" — ".join(filter(None, find_words(problem, self.loaded.language))) for problem in wrong]
