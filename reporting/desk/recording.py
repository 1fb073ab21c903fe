"""An event added to the file of an obstacle, if the rules allow it; every other byte of the file stays."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from ..casebook.glossary import WORDS
from ..casebook.layout import FOLDERS, SUFFIX, Found
from ..casebook.loading import Loaded, load_casebook
from ..casebook.wording import find_choice, find_nearest
from ..model.dates import PartialDate
from ..model.lifecycle import STEPS, status_on
from ..model.obstacles import Event, EventKind, Obstacle
from ..places import Field, Place, Position
from ..problems import Problem, render
from ..yamlfile.editing import insert_item, set_value
from ..yamlfile.writing import edit_file
from .answers import ANSWERS, Answer
from .events import build_event
from .prose import check_texts

KINDS: tuple[str, ...] = get_args(EventKind)
# Problems of a step as such, which an answer mends all the same.
MENDED_BY = {"step-skipped": "skipped", "analysis-unfinished": "skipped"}
# Warnings that a further event takes away.
FOLLOWED_BY = {"reporter-not-told": "feedback"}


@dataclass
class Recorded:
    """What came of it.

    `problems`: what refused it, or (warnings) what it brings; `lines`: the same as printed, each with the option that
    it is about, or the command that takes it away. `again`: the names of those options. `done`: whether the event now
    stands in the file (`dry`: would); `at`: where; `text`: the lines added; `status`, `public`: what the obstacle's
    status and that in the register then are, in words; `closing`: the code of what is then said of it. `loaded`: the
    casebook in which the lines are found.
    """

    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    language: str = "nl"
    again: list[str] = field(default_factory=list)
    done: bool = False
    at: Position | None = None
    text: str = ""
    status: str = ""
    public: str = ""
    closing: str = ""
    loaded: Loaded = field(default_factory=Loaded)


About = tuple[Problem, str]  # a problem, and the option of the answer that it is about


def record_event(
    folder: Path, shown: str, identifier: str, kind: str, said: Mapping[str, Sequence[str]], dry: bool = False
) -> Recorded:
    """Adds an event to obstacle `identifier` of the casebook in `folder`.

    `said`: what was typed, by the name of an answer (`answers.ANSWERS`). The event goes where its date belongs. What
    the rules refuse is not written: nothing that was right may be wrong because of it. Another writer's event is never
    lost: reading, checking and writing happen under one lock. Raises OSError when the disk refuses.
    """
    before = load_casebook(folder, shown)
    done = Recorded(language=before.language, loaded=before)
    found, problems = find_obstacle(before, shown, folder, identifier)
    if found is None:
        return _close(done, [(problem, "") for problem in problems], identifier)
    if problems := _find_obstructions(before, found, kind):
        return _close(done, [(problem, "") for problem in problems], identifier)
    event, case, wrong = build_event(kind, said, before.casebook.settings.language if before.casebook else "nl")
    if wrong:
        place = Place(found.shown, ("events",), on="key")
        about = [(Problem(code, place, values), answer.name) for answer, code, values in wrong]
        return _close(done, about, identifier)
    about: list[About] = []

    def change(data: bytes) -> tuple[bytes | None, list[Problem]]:
        now = load_casebook(folder, shown, [(found, data)])
        already = [*now.problems, *check_texts(now, "obstacle", identifier)]
        index = place_of_event(_obstacle(now, found).events, event.get("date", ""))
        made, faults = _edit(data, found, _obstacle(now, found), index, event, case)
        if made is None:
            return None, faults
        after = load_casebook(folder, shown, [(found, made)])
        brought = find_brought(already, [*after.problems, *check_texts(after, "obstacle", identifier)])
        if any(problem.is_error for problem in brought):
            about.extend(_in_old_file(problem, found.shown, index) for problem in brought if problem.is_error)
            return None, []
        done.done, done.loaded = True, after
        done.status, done.public = find_status(_obstacle(after, found), after)
        done.closing = "recorded" if kind in STEPS else "recorded-same" if done.status else "recorded-first"
        done.at, done.text = after.locate(Place(found.shown, ("events", index))), _added(data, made)
        about.extend((problem, "") for problem in brought)
        return (None if dry else made), []

    problems = edit_file(found.path, found.shown, folder, change)
    done.done = done.done and not problems
    return _close(done, [*about, *((problem, "") for problem in problems)], identifier)


def find_obstacle(loaded: Loaded, shown: str, folder: Path, identifier: str) -> tuple[Found | None, list[Problem]]:
    """The file of an obstacle, or the problem that there is none of that name."""
    known = {entry.id: entry for entry in loaded.entries if entry.kind == "obstacle"}
    name = FOLDERS["obstacle"]
    if identifier not in known:
        values = {"value": identifier, "nearest": find_nearest(identifier, known), "file": ""}
        return None, [Problem("unknown-obstacle", Place(f"{shown.rstrip('/')}/{name}"), values)]
    return Found("obstacle", identifier, folder / name / (identifier + SUFFIX), known[identifier].place.file), []


def _find_obstructions(loaded: Loaded, found: Found, kind: str) -> list[Problem]:
    """Why nothing can be recorded: no such kind of event, or faults because of which the rules cannot be held."""
    if kind not in KINDS:
        values = {"value": kind, "choices": ", ".join(KINDS), "nearest": find_choice(kind, KINDS)}
        return [Problem("not-a-choice", Place(found.shown, ("events",), on="key"), values)]
    if problems := find_broken_settings(loaded):
        return problems
    entry = next(entry for entry in loaded.entries if entry.place.file == found.shown)
    if isinstance(entry.record, Obstacle):
        return []
    own = [problem for problem in loaded.problems if problem.is_error and problem.place.file == found.shown]
    return [Problem("record-broken-file", Place(found.shown)), *own]


def find_broken_settings(loaded: Loaded) -> list[Problem]:
    """Why nothing can be added to a casebook at all: without its settings nobody knows the rules."""
    if loaded.casebook is not None:
        return []
    file = next((entry.place.file for entry in loaded.entries if entry.kind == "settings"), None)
    if file is None:
        return [problem for problem in loaded.problems if problem.code == "no-casebook"]
    own = [problem for problem in loaded.problems if problem.is_error and problem.place.file == file]
    return [Problem("record-broken-casebook", Place(file)), *own]


def _obstacle(loaded: Loaded, found: Found) -> Obstacle:
    """The obstacle in that file, which was without fault when it was first read, or one without events."""
    record = next((entry.record for entry in loaded.entries if entry.place.file == found.shown), None)
    return record if isinstance(record, Obstacle) else Obstacle.model_construct(events=[], provisions=[])


def _edit(
    data: bytes, found: Found, obstacle: Obstacle, index: int, event: Mapping[str, Any], case: Mapping[str, Any]
) -> tuple[bytes | None, list[Problem]]:
    """The file with the event, and with what was said of the obstacle itself."""
    made, problems = insert_item(data, found.shown, ("events",), index, event)
    if made is not None and "cause" in case:
        made, problems = set_value(made, found.shown, ("cause",), case["cause"])
    for number, provision in enumerate(case.get("provisions", ()), len(obstacle.provisions)):
        if made is not None:
            made, problems = insert_item(made, found.shown, ("provisions",), number, provision)
    return made, problems


def find_status(obstacle: Obstacle, loaded: Loaded) -> tuple[str, str]:
    """The status once everything in the file has happened, and that of the register, in words; "" without any."""
    status = status_on(obstacle, datetime.date.max, loaded.casebook.sources if loaded.casebook else {})
    if status is None:
        return "", ""
    if loaded.language == "nl":
        return WORDS["status"][status.name], WORDS["public status"][status.public]
    return status.name, status.public


def place_of_event(events: Sequence[Event], on: str) -> int:
    """Where an event of that date belongs: before the first that surely began later; an unknown date, at the end."""
    try:
        date = PartialDate.parse(on)
    except ValueError:  # no date at all: told when the event is checked
        return len(events)
    if not date.known:
        return len(events)
    later = (index for index, event in enumerate(events) if event.date.known and event.date.first > date.last)
    return next(later, len(events))


def find_brought(before: Sequence[Problem], after: Sequence[Problem]) -> list[Problem]:
    """The problems that were not there before, wherever in their file they stand."""
    count = Counter((problem.code, problem.place.file, str(problem.values)) for problem in before)
    found = []
    for problem in after:
        key = (problem.code, problem.place.file, str(problem.values))
        if count[key]:
            count[key] -= 1
        else:
            found.append(problem)
    return found


def _in_old_file(problem: Problem, file: str, index: int) -> About:
    """A problem of an event that was refused, at a place that the file has, with the option it is about.

    What is wrong with an event after it stands one place higher in the file as it is.
    """
    place = problem.place
    if place.file != file:
        return problem, ""
    name = find_option(problem, index)
    if place.field[:2] == ("events", index) or place.field[:1] in (("cause",), ("provisions",)):
        return Problem(problem.code, Place(file, place.field[:1], on="key"), problem.values), name
    if place.field[:1] != ("events",) or len(place.field) < 2:
        return problem, name
    number, path = place.field[1], place.field[2:]
    moved = Place(file, ("events", number - (number > index), *path), place.on, place.spot)
    return Problem(problem.code, moved, problem.values), name


def find_option(problem: Problem, index: int) -> str:
    """The name of the answer that a problem of event `index` is about, or of the nearest to its field; "" for none."""
    if problem.code in MENDED_BY:
        return MENDED_BY[problem.code] if problem.place.field[:2] == ("events", index) else ""
    path: Field = problem.place.field
    of_case = path[:2] != ("events", index)
    path = path if of_case else path[2:]

    def alike(answer: Answer) -> int:
        return next((n for n, (a, b) in enumerate(zip(answer.path, path, strict=False)) if a != b), len(answer.path))

    near = [answer for answer in ANSWERS if path and answer.of_case == of_case and answer.key == path[0]]
    return max(near, key=lambda answer: min(alike(answer), len(path))).name if near else ""


def _added(before: bytes, after: bytes) -> str:
    """The text that stands in the new bytes and not in the old: what lies between their common beginning and end."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = 0
    while end < len(before) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return after[start : len(after) - end].decode("utf-8", "replace").strip("\r\n")


def render_about(problem: Problem, option: str, identifier: str, loaded: Loaded) -> str:
    """A problem as printed, with the option that it is about, or the command that takes it away."""
    lines = [render(problem, loaded.language, loaded.locate(problem.place))]
    if option:
        lines.append(f"  option: --{option}")
    if problem.code in FOLLOWED_BY:
        lines.append(f"  command: reporting record {identifier} {FOLLOWED_BY[problem.code]}")
    return "\n".join(lines)


def _close(done: Recorded, about: Sequence[About], identifier: str) -> Recorded:
    """With the lines to print, errors first."""
    ordered = sorted(about, key=lambda found: (not found[0].is_error, done.loaded.locate(found[0].place)))
    done.problems = [problem for problem, _ in ordered]
    done.lines = [render_about(problem, name, identifier, done.loaded) for problem, name in ordered]
    done.again = list(dict.fromkeys(name for _, name in ordered if name))
    return done
