"""The story of a record as parts and entries, and those as text for a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .tables import Paint, fitted, plain, unpainted, wrap
from .words import Wording

LABEL = 20  # the most that the labels before the text take
NARROW = 60  # on a terminal narrower than this the text stands under its label


@dataclass(frozen=True)
class Entry:
    """A line of a story: what it is (`key`, the same in every language; `label`, in words), and what it says.

    `data`: ids and dates behind the words, for JSON.
    """

    key: str
    label: str
    lines: tuple[str, ...]
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A part of a story: its key ("" for the first, which has no heading), its entries, and a `heading` of its own."""

    key: str
    entries: tuple[Entry, ...]
    heading: str = ""


@dataclass(frozen=True)
class Story:
    """All that is told of one record: its kind, id and title, and the parts that have something to say."""

    kind: str
    id: str
    title: str
    parts: tuple[Part, ...]


def entry(wording: Wording, key: str, *lines: str, **data: Any) -> Entry:
    """An entry under its usual label."""
    return Entry(key, wording.phrase(f"label-{key}"), lines, data)


def part(key: str, entries: Iterable[Entry | None]) -> Part:
    """The entries that have something to say."""
    return Part(key, tuple(found for found in entries if found is not None and any(found.lines)))


def render_story(story: Story, wording: Wording, width: int, paint: Paint = unpainted) -> str:
    """The story for a terminal of that width: labels at the left, nothing cut off."""
    width = fitted(width)
    kind = wording.phrase(f"record-{story.kind}")
    lines = [paint(line, "heading") for line in wrap(story.title, width)]
    lines += wrap(wording.phrase("story-of", kind=kind, id=story.id, day=wording.date(wording.day)), width)
    for found in story.parts:
        if not found.entries:
            continue
        heading = found.heading or (wording.phrase(f"part-{found.key}") if found.key else "")
        lines += ["", *(paint(line, "heading") for line in wrap(heading, width) if line)]
        for told in found.entries:
            lines += _entry(told, width)
    return "\n".join(lines)


def _entry(told: Entry, width: int) -> list[str]:
    """The label, and the text beside it; under it where either is too long for that."""
    indent = 0 if not told.label else LABEL if width >= NARROW else 2
    text = [line for said in told.lines if said for line in _lines(said, width - indent)]
    if not told.label:
        return text
    if len(told.label) > indent - 2:
        return [*wrap(told.label, width), *(" " * indent + line for line in text)]
    first, *others = text
    label = told.label.replace("\u00a0", " ").ljust(indent)
    return [label + first, *(" " * indent + line for line in others)]


def _lines(said: str, width: int) -> list[str]:
    """A text in lines; an item of a list keeps its indent."""
    bare = said.lstrip(" ")
    indent = " " * (len(said) - len(bare))
    further = indent + "  " if bare.startswith("- ") else indent
    return [
        indent + line if number == 0 else line for number, line in enumerate(wrap(bare, width, further, split=False))
    ]


def data_of(story: Story, wording: Wording) -> dict[str, Any]:
    """The story as data; keys stay the same in every language, `text` is in that of the answer."""
    parts = {
        found.key or "summary": [
            {"key": told.key, "label": plain(told.label), "text": [plain(line) for line in told.lines if line]}
            | told.data
            for told in found.entries
        ]
        for found in story.parts
        if found.entries
    }
    head = {"record": story.kind, "id": story.id, "title": story.title, "as_of": wording.day.isoformat()}
    return head | {"parts": parts}


def render_stories(stories: Iterable[Story], wording: Wording) -> str:
    """A list of objects, one a record of that id: usually one."""
    return json.dumps([data_of(story, wording) for story in stories], ensure_ascii=False, indent=2)
