"""Everything that changed in what a pack is made of, with who decided it, as values; `telling` says it in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...casebook.layout import SHAPES
from ...places import Field, Place
from .comparing import Change, Key, find_changes
from .frozen import Held, Inputs

EVENTS = "events"
Part = Literal["record", "words", "layout"]


@dataclass(frozen=True)
class Decision:
    """Who decided a change: the event, or the settling of a commitment, that says so. `path`: in the record."""

    path: Field
    kind: str
    date: str
    by: str
    source: str


@dataclass(frozen=True)
class Found:
    """A change, and of what: a record (`record`, `id`), the words of a file (`words`), a Word template (`layout`).

    `place`: where it stands now, of what was removed the file where it stood. `old`, `new`: all of the record on each
    side, None where it is not. `decision`: None where the record does not say who decided it.
    """

    part: Part
    kind: str
    id: str
    change: Change
    place: Place
    old: Any
    new: Any
    decision: Decision | None = None


def compare_inputs(then: Inputs, now: Inputs) -> list[Found]:
    """What changed: records in the order of their kinds and ids, then words, then what is no text."""
    order = list(SHAPES)
    keys = sorted({*then.records, *now.records}, key=lambda key: (order.index(key[0]), key[1]))
    found = [one for key in keys for one in _record(key, then.records.get(key), now.records.get(key))]
    for name in sorted({*then.words, *now.words}):
        old, new = then.words.get(name), now.words.get(name)
        changes = find_changes(old or {}, new or {})
        found += [Found("words", "", name, change, Place(name, change.path), old, new) for change in changes]
    for name in sorted({*then.files, *now.files}):
        old, new = then.files.get(name), now.files.get(name)
        if old != new:
            what = "added" if old is None else "removed" if new is None else "changed"
            found.append(Found("layout", "", name, Change((), what, old, new), Place(name), old, new))
    return found


def _record(key: Key, old: Held | None, new: Held | None) -> Iterator[Found]:
    kind, identifier = key
    here = new or old
    assert here is not None
    if old is None or new is None:
        what = "added" if old is None else "removed"
        changes = [Change((), what, old and old.data, new and new.data)]
    else:
        changes = list(find_changes(old.data, new.data))
    before, after = old and old.data, new and new.data
    for change in changes:
        decision = find_decision(kind, change, before, after, changes)
        yield Found("record", kind, identifier, change, _place(here.place, change), before, after, decision)


def _place(place: Place, change: Change) -> Place:
    """Of what is not there any more: the mapping or list in which it was."""
    path = change.path if change.what != "removed" else change.path[:-1]
    return Place(place.file, (*place.field, *path))


def find_decision(kind: str, change: Change, old: Any, new: Any, changes: Sequence[Change]) -> Decision | None:
    """Who decided a change: the nearest thing around it that has a date and a by or a source; else, of an obstacle, the
    last of the events that came since."""
    side, path = (old, change.before) if change.what == "removed" else (new, change.path)
    for length in range(len(path), 0, -1):
        if (decision := _decision(_at(side, path[:length]), path[:length])) is not None:
            return decision
    if kind == "obstacle":
        fresh = [one for one in changes if one.what == "added" and one.path[:-1] == (EVENTS,)]
        for one in reversed(fresh):
            if (decision := _decision(one.new, one.path)) is not None:
                return decision
    return None


def _decision(value: Any, path: Field) -> Decision | None:
    if not isinstance(value, Mapping) or "date" not in value or not ({"by", "source"} & value.keys()):
        return None
    kind, date, by, source = (_text(value.get(name)) for name in ("kind", "date", "by", "source"))
    return Decision(path, kind or str(path[-1]), date, by, source)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _at(value: Any, path: Iterable[Any]) -> Any:
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value
