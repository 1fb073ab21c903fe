"""An event added to the file of an obstacle, if the rules allow it; every other byte of the file stays."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..casebook.glossary import WORDS
from ..casebook.layout import FOLDERS, SUFFIX, Found
from ..casebook.loading import Loaded, load_casebook
from ..casebook.wording import find_nearest
from ..model.dates import PartialDate
from ..model.lifecycle import status_on
from ..model.obstacles import Event, Obstacle
from ..places import Field, Place, Position
from ..problems import Problem, render
from ..yamlfile.editing import insert_item
from ..yamlfile.writing import edit_file
from .answers import ANSWERS, Answer
from .events import build_event
from .prose import check_texts


@dataclass
class Recorded:
    """What came of it.

    `problems`: what refused it, or (warnings) what it brings; `lines`: the same as printed, each with the options that
    it is about. `again`: the names of those options. `done`: whether the event now stands in the file (`dry`: would);
    `at`: where; `text`: the lines added; `status`, `public`: what the obstacle's status and that in the register then
    are, in words. `loaded`: the casebook in which the lines are found.
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
    loaded: Loaded = field(default_factory=Loaded)


About = tuple[Problem, str]  # a problem, and the option of the answer that it is about


def record_event(
    folder: Path,
    shown: str,
    identifier: str,
    kind: str,
    on: str,
    by: str,
    said: Mapping[str, Sequence[str]],
    dry: bool = False,
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
        return _close(done, [(problem, "") for problem in problems])
    entry = next(entry for entry in before.entries if entry.place.file == found.shown)
    if not isinstance(entry.record, Obstacle):
        own = [problem for problem in before.problems if problem.place.file == found.shown and problem.is_error]
        return _close(done, [(problem, "") for problem in (Problem("record-broken-file", Place(found.shown)), *own)])
    language = before.casebook.settings.language if before.casebook else "nl"
    event, wrong = build_event(kind, on, by, said, language)
    if wrong:
        place = Place(found.shown, ("events",), on="key")
        return _close(done, [(Problem("answer-form", place, {"value": typed}), name) for name, typed in wrong])
    about: list[About] = []

    def change(data: bytes) -> tuple[bytes | None, list[Problem]]:
        now = load_casebook(folder, shown, [(found, data)])
        already = [*now.problems, *check_texts(now, "obstacle", identifier)]
        index = place_of_event(_obstacle(now, found).events, on)
        made, faults = insert_item(data, found.shown, ("events",), index, event)
        if made is None:
            return None, faults
        after = load_casebook(folder, shown, [(found, made)])
        brought = find_brought(already, [*after.problems, *check_texts(after, "obstacle", identifier)])
        if any(problem.is_error for problem in brought):
            about.extend(_in_old_file(problem, found.shown, index) for problem in brought if problem.is_error)
            return None, []
        done.done, done.loaded = True, after
        done.status, done.public = find_status(_obstacle(after, found), after)
        done.at, done.text = after.locate(Place(found.shown, ("events", index))), _added(data, made)
        about.extend((problem, "") for problem in brought)
        return (None if dry else made), []

    problems = edit_file(found.path, found.shown, folder, change)
    done.done = done.done and not problems
    return _close(done, [*about, *((problem, "") for problem in problems)])


def _obstacle(loaded: Loaded, found: Found) -> Obstacle:
    """The obstacle in that file, which was without fault when it was first read, or one without events."""
    record = next(entry.record for entry in loaded.entries if entry.place.file == found.shown)
    return record if isinstance(record, Obstacle) else Obstacle.model_construct(events=[])


def find_status(obstacle: Obstacle, loaded: Loaded) -> tuple[str, str]:
    """The status once everything in the file has happened, and that of the register, in words; "" without any."""
    status = status_on(obstacle, datetime.date.max, loaded.casebook.sources if loaded.casebook else {})
    if status is None:
        return "", ""
    if loaded.language == "nl":
        return WORDS["event"][status.event.kind], WORDS["public status"][status.public]
    return status.name, status.public


def find_obstacle(loaded: Loaded, shown: str, folder: Path, identifier: str) -> tuple[Found | None, list[Problem]]:
    """The file of an obstacle, or the problem that there is none of that name."""
    known = {entry.id: entry for entry in loaded.entries if entry.kind == "obstacle"}
    name = FOLDERS["obstacle"]
    if identifier not in known:
        values = {"value": identifier, "nearest": find_nearest(identifier, known), "file": ""}
        return None, [Problem("unknown-obstacle", Place(f"{shown.rstrip('/')}/{name}"), values)]
    return Found("obstacle", identifier, folder / name / (identifier + SUFFIX), known[identifier].place.file), []


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
    """A problem of an event that was refused, at the list that it would have stood in, with the option it is about.

    What is wrong with an event after it stands one place higher in the file as it is.
    """
    place = problem.place
    if place.file != file or place.field[:1] != ("events",) or len(place.field) < 2:
        return problem, ""
    number, path = place.field[1], place.field[2:]
    if number == index:
        return Problem(problem.code, Place(file, ("events",), on="key"), problem.values), find_option(path)
    moved = Place(file, ("events", number - (number > index), *path), place.on, place.spot)
    return Problem(problem.code, moved, problem.values), ""


def find_option(path: Field) -> str:
    """The name of the answer that fills a field of an event, or the nearest; "" for none (`kind`)."""
    if path[:1] in (("date",), ("by",)):
        return {"date": "on", "by": "by"}[str(path[0])]

    def alike(answer: Answer) -> int:
        return next((n for n, (a, b) in enumerate(zip(answer.path, path, strict=False)) if a != b), len(answer.path))

    best = max(ANSWERS, key=lambda answer: min(alike(answer), len(path)))
    return best.name if path and best.key == path[0] else ""


def _added(before: bytes, after: bytes) -> str:
    """The text that stands in the new bytes and not in the old: what lies between their common beginning and end."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = 0
    while end < len(before) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return after[start : len(after) - end].decode("utf-8", "replace").strip("\r\n")


def _close(done: Recorded, about: Sequence[About]) -> Recorded:
    """With the lines to print, errors first."""
    ordered = sorted(about, key=lambda found: (not found[0].is_error, done.loaded.locate(found[0].place)))
    done.problems = [problem for problem, _ in ordered]
    for problem, name in ordered:
        option = f"\n  --{name}" if name else ""
        done.lines.append(render(problem, done.language, done.loaded.locate(problem.place)) + option)
        done.again += [name] if name and name not in done.again else []
    return done
