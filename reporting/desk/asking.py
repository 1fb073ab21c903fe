"""What to ask somebody who records an event on a terminal: what the rules need and was not said yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ..casebook.loading import Loaded
from ..model.lifecycle import CLOSED, NOTHING, STATUS, STEPS, is_refused, judge_step, skipped_before
from ..model.obstacles import Event, Obstacle
from ..model.requirements import REQUIREMENTS, awaits_analysis, lacking_sides, sides_of
from ..model.values import UNKNOWN
from ..places import Place
from ..problems import Problem, catalogue, find_phrase, find_words, render_all
from .answers import ANSWERS
from .candidates import Candidates
from .questions import Choice, Question
from .recording import KINDS, MENDED_BY, place_of_event
from .trial import insert_event, try_event

GOING_ON = "pending"
SCORES = ("relevance", "benefits", "feasibility")
TEXTS = {answer.name for answer in ANSWERS if answer.form in ("text", "score", "provision")}
DATES = {"on", "due", "next-due", "signed", "published", "in-force", "expires"}
NAMES = {"ministers": "minister", "owners": "owner"}
# What is missing is asked for further on, unless the answer itself lacks it: a date without a day.
ASKED_FOR = {requirement.code for name, requirement in REQUIREMENTS.items() if name != "day"} | {*MENDED_BY}


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

    @property
    def can_ask(self) -> bool:
        """Whether there is such an obstacle and such a kind of event; if not, that is told before anything else."""
        return self.obstacle is not None and self.kind in ("", *KINDS)

    @cached_property
    def candidates(self) -> Candidates:
        return Candidates(self.loaded.casebook, self.loaded.language)

    def say(self, code: str, **values: object) -> str:
        return find_phrase(code, self.loaded.language, **values)

    def questions(self, today: str, only_needed: bool = False) -> Iterator[Question]:
        """Each next question; `answer` must be called between. `today`: what Enter gives for the date.

        `only_needed`: nothing that the rules do not ask for. Ends where the step cannot be taken: see `refusal`.
        """
        if not self.kind:
            kinds = self.candidates.kinds(self._before(), is_refused(self.obstacle.events))
            yield Question("kind", self.say("ask-kind"), choices=kinds)
        yield from self._ask("on", today)
        if self.refusal():
            return
        takers = self.candidates.takers(self.kind, self.obstacle)
        only = [choice.word for choice in takers if choice.word not in self.candidates.book.offices]
        yield from self._ask("by", self._front_office() or (only[0] if len(only) == 1 else UNKNOWN), takers)
        yield from self._ask("text")
        if self._skipped():
            yield from self._ask("skipped")
        for need in STEPS[self.kind].needs if self.kind in STEPS else ():
            yield from self._need(need)
        if not only_needed:
            yield from self._ask("source", choices=self.candidates.sources(), may_be_empty=True, unasked=0)
            yield from self._next()

    def answer(self, question: Question, typed: str) -> list[str]:
        """Takes an answer, or gives what is wrong with it, in words."""
        typed = typed.strip()
        if wrong := question.judge(typed, self.loaded.language):
            return wrong
        if question.name == "kind":
            self.kind = typed
        elif typed:
            value = typed if "=" in typed.split(" ")[0] else question.prefix + typed
            said = {**self.said, question.name: [*self.said.get(question.name, []), value]}
            wrong = [problem for problem, name in self._try(said) if name == question.name]
            if wrong := [problem for problem in wrong if problem.code not in ASKED_FOR]:
                return [" — ".join(filter(None, find_words(problem, self.loaded.language))) for problem in wrong]
            self.said = said
        self.settled.add(question.name)
        return []

    def refusal(self) -> list[str]:
        """Why the step cannot be taken at its date, whatever else is said of it: the problems as printed."""
        known = {name: values for name, values in self.said.items() if name == "on"}
        found = [problem for problem, name in self._try(known) if not name and problem.code not in ASKED_FOR]
        file = self.loaded.casebook.place("obstacle", self.identifier).file
        placed = [replace(problem, place=Place(file, ("events",), on="key")) for problem in found]
        return render_all(placed, self.loaded.language, self.loaded.locate)

    def _ask(
        self, name: str, default: str = "", choices: Sequence[Choice] = (), may_be_empty: bool = False,
        side: str = "", **how: Any,
    ) -> Iterator[Question]:  # fmt: skip
        """The question, unless it was answered: of a side, unless that side was. `how`: see `Question`."""
        said = self.said.get(name, ())
        if any(value.startswith(f"{side}=") for value in said) if side else name in {*self.said, *self.settled}:
            return
        form = "text" if name in TEXTS else "date" if name in DATES else "word"
        own = f"ask-{name}-{self.kind}"  # the words for this kind of event
        words = self.say(own if own in catalogue() else f"ask-{name}", side=self._side(side), steps=self._skipped())
        how = {"open": True, "form": form, "prefix": f"{side}=" if side else "", **how}
        yield Question(name, words, default, may_be_empty, choices=tuple(choices), **how)

    def _need(self, need: str) -> Iterator[Question]:
        """The questions for a requirement."""
        key = REQUIREMENTS[need].key
        refused = self.said.get("instrument") == ["none"]
        if (refused and key in ("owners", "due")) or (need == "refusal" and not refused):
            return
        if key == "scores":
            yield from self._scores()
        elif need == "provisions":
            yield from self._provisions()
        elif need == "cause":
            if self.obstacle.cause == UNKNOWN:
                yield from self._ask("cause", UNKNOWN, self.candidates.words("cause"), open=False)
        elif key in NAMES:
            yield from self._sides(NAMES[key])
        elif key == "instrument":
            refusal = Choice("none", self.say("choice-refusal"))
            unknown = Choice(UNKNOWN, self.candidates.meaning("unknown", UNKNOWN))
            choices = self.candidates.words("instrument", refusal, unknown)
            yield from self._ask("instrument", UNKNOWN, choices, open=False)
        elif key == "verified_by":
            yield from self._ask("verified-by", UNKNOWN, self.candidates.everybody())
        elif key:
            name = next(answer.name for answer in ANSWERS if answer.key == key)
            yield from self._ask(name, "" if key in ("reason", "evidence") else UNKNOWN)

    def _sides(self, name: str) -> Iterator[Question]:
        """A question for each side that nothing was said of; `be=…` serves for both regions of Belgium."""
        borders = self.obstacle.borders
        for side in sides_of(self.obstacle):
            said = {value.partition("=")[0]: value for value in self.said.get(name, ())}
            if side in lacking_sides(self.obstacle, said):
                find = self.candidates
                choices = find.ministers(side, borders) if name == "minister" else find.on_side(side)
                yield from self._ask(name, UNKNOWN, choices, side=side)

    def _side(self, side: str) -> str:
        return self.candidates.meaning("side", side) or side

    def _provisions(self) -> Iterator[Question]:
        """On each side of which the file has none; not while the analysis goes on."""
        if self.said.get("scores") == [GOING_ON]:
            return
        there = {provision.side: provision.citation for provision in self.obstacle.provisions}
        for side in sides_of(self.obstacle):
            said = {value.partition("=")[0]: value for value in self.said.get("provision", ())}
            if side in lacking_sides(self.obstacle, {**there, **said}):
                yield from self._ask("provision", UNKNOWN, side=side)

    def _scores(self) -> Iterator[Question]:
        if {"scores", *SCORES} & set(self.said):
            return
        choices = tuple(Choice(word, self.candidates.meaning("scores", word)) for word in (GOING_ON, UNKNOWN))
        yield from self._ask("scores", choices=choices, may_be_empty=True, open=False, empty="answer-scores")
        for name in SCORES if "scores" not in self.said else ():
            yield from self._ask(name)
        if self.said.get("scores") == [GOING_ON]:
            yield from self._ask("asked", choices=self.candidates.institutes(self.obstacle.borders), may_be_empty=True)
            yield from self._ask("due", UNKNOWN)

    def _next(self) -> Iterator[Question]:
        if self.kind in STEPS and STATUS[self.kind][0] in CLOSED:
            return
        yield from self._ask("next", may_be_empty=True)
        if self.said.get("next", ["none"])[0] not in ("none", UNKNOWN):
            yield from self._ask("next-by", UNKNOWN, self.candidates.everybody())
            yield from self._ask("next-due", UNKNOWN)

    def _front_office(self) -> str:
        """Who tells the reporter, where that is known."""
        office = self.obstacle.front_office
        return office if self.kind == "feedback" and office != UNKNOWN else ""

    def _index(self) -> int:
        return place_of_event(self.obstacle.events, self.said.get("on", [UNKNOWN])[0])

    def _before(self) -> str:
        """The status before the event, where its date puts it."""
        kinds = [event.kind for event in self.obstacle.events[: self._index()] if event.kind in STATUS]
        return STATUS[kinds[-1]][0] if kinds else NOTHING

    def _skipped(self) -> str:
        """The steps that this one leaves out; "" for none."""
        if self.kind not in STEPS:
            return ""
        if judge_step(self._before(), self.kind) == "skips":
            steps = skipped_before(self._before(), self.kind)
            return self.say("steps-left-out", steps=", ".join(self.candidates.meaning("event", x) or x for x in steps))
        index = self._index()
        whole = insert_event(self.obstacle, index, Event.model_construct(kind=self.kind))
        return self.say("analysis-going-on") if awaits_analysis(whole, index) else ""

    def _try(self, said: Mapping[str, Sequence[str]]) -> list[tuple[Problem, str]]:
        return try_event(self.loaded, self.obstacle, self.kind, said, self.candidates.chain)
