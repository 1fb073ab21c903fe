"""What changed, in words: of each change a row with what it is about, how it was, how it is, and who decided it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...casebook.forms import find_form, load_form
from ...casebook.layout import KEYED, SHAPES
from ...casebook.schema import FILES, build_schemas
from ...desk.texts import without_address
from ...documents.blocks import Text
from ...documents.citations import source_text
from ...documents.scope import Scope
from ...documents.wording import write_date
from ...model.dates import PartialDate
from ...model.values import UNKNOWN
from ...places import Field
from .changes import EVENTS, Decision, Found
from .comparing import leaves
from .sentences import Piece, Pieces, find_differences, flow

# In the descriptions of fields: where what the field is ends, and what is said of its form begins.
ENDS = (". ", ": ", "; ", ", per taal", ", of unknown", ", none of unknown", " (")
ACTORS = {"party", "office", "actor", "initiator"}
DATES = {"date", "day"}
SCHEMAS = "nl"  # the language in which fields are described


@dataclass(frozen=True)
class Row:
    """A change in words: the record (or file) it is about, the field, both sides, who decided it."""

    found: Found
    about: str
    field: str
    old: Pieces
    new: Pieces
    decided: str


@dataclass
class Teller:
    """Says changes in the language of `scope`, with the names of the casebook as it is now."""

    scope: Scope

    def row(self, found: Found) -> Row:
        change = found.change
        if change.what == "moved":
            places = [self.word("moved", number=str(place)) for place in (change.old, change.new)]
            old, new = ((Piece(place, True),) for place in places)
        elif found.part == "layout":
            was = self.word("empty") if change.what == "added" else self.word("file_was")
            now = {"added": "file_added", "removed": "file_removed"}.get(change.what, "file_is")
            old, new = (Piece(was),), (Piece(self.word(now), True),)
        else:
            old, new = self._sides(found)
        return Row(found, self.about(found), self._field(found), old, new, self._decided(found))

    def word(self, *path: str, **values: str) -> str:
        """Words of the page of changes."""
        return str(self.scope.word("changes", *path, **{name: Text.plain(text) for name, text in values.items()}))

    def about(self, found: Found) -> str:
        """The record by its kind, its title and its id; or the file."""
        if found.part != "record":
            return found.id
        side = found.new or found.old
        names = next((side[key] for key in ("title", "name") if isinstance(side, Mapping) and key in side), None)
        title = names.get(self.scope.language) or next(iter(names.values()), "") if isinstance(names, Mapping) else ""
        kind = self.word("record", found.kind)
        return kind + (f": {title}" if title else "") + (f" ({found.id})" if found.id else "")

    def _field(self, found: Found) -> str:
        path = found.change.path
        if found.part == "words":
            return ".".join(map(str, path))
        if not path:
            return self.word("whole")
        if path[0] == EVENTS and len(path) > 1:
            side = found.old if found.change.what == "removed" else found.new
            event = side[EVENTS][path[1]]
            values = {"event": self._event(event.get("kind")), "date": self._date(event.get("date"))}
            if len(path) == 2:
                return self.word("an_event", **values)
            return self.word("in_event", field=self._label(found, path), **values)
        return self._label(found, path)

    def _label(self, found: Found, path: Field) -> str:
        """What the schema calls a field, where it speaks this language; and how it is typed."""
        side = found.old if found.change.what == "removed" else found.new
        typed = _typed(side, path)
        if path[:1] == (EVENTS,):
            typed = typed.split(".", 2)[2]
        if self.scope.language != SCHEMAS or found.kind in KEYED or found.kind not in FILES:
            return typed
        named = path
        while named and find_form(load_form(SHAPES[found.kind]), named[:-1]).in_languages:
            named = named[:-1]
        said = _describe(self._schemas[FILES[found.kind]], named)
        return f"{said} ({typed})" if said else typed

    @cached_property
    def _schemas(self) -> Mapping[str, Any]:
        return build_schemas(self.scope.book)

    def _sides(self, found: Found) -> tuple[Pieces, Pieces]:
        change = found.change
        old = "" if change.what == "added" else self._value(change.old, found, change.before or change.path)
        new = "" if change.what == "removed" else self._value(change.new, found, change.path)
        nothing = (Piece(self.word("empty")),)
        if not old or not new:
            return ((Piece(old, True),) if old else nothing), ((Piece(new, True),) if new else nothing)
        if old == new:  # two ids that people know under one name
            old, new = str(change.old), str(change.new)
        return find_differences(old, new)

    def _value(self, value: Any, found: Found, path: Field) -> str:
        """A value as people read it; of a mapping or a list of them a line for each."""
        if isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(one, Mapping) for one in value)):
            lines = []
            for below, leaf in leaves(value):
                name = _typed(value, below)
                lines.append(f"{name}: {self._value(leaf, found, (*path, *below))}")
            return "\n".join(lines)
        if isinstance(value, list):
            return ", ".join(self._value(one, found, (*path, index)) for index, one in enumerate(value)) or "[]"
        if isinstance(value, bool):
            return str(value).lower()
        if value is None:
            return self.word("empty")
        if found.part != "record":
            return flow(value)
        form = find_form(load_form(SHAPES[found.kind]), path)
        if value == UNKNOWN:
            return self.word("unknown")
        if form.reference in ACTORS:
            return self._actor(value)
        if path[0] == EVENTS and path[-1] == "kind":
            return self._event(value)
        return self._date(value) if form.value in DATES else flow(value)

    def _decided(self, found: Found) -> str:
        if found.part != "record":
            return ""
        if found.decision is None:
            return self.word("no_decision")
        decision = found.decision
        values = {"what": self._event(decision.kind), "date": self._date(decision.date), "by": self._by(decision)}
        if not decision.source:
            return self.word("decision", **values)
        known = decision.source in self.scope.book.sources
        source = str(without_address(source_text(decision.source, self.scope))) if known else decision.source
        return self.word("decision_source", source=source, **values)

    def _by(self, decision: Decision) -> str:
        return self.word("by_unknown") if decision.by in ("", UNKNOWN) else self._actor(decision.by)

    def _event(self, kind: Any) -> str:
        words = self.scope.words.tree(self.scope.language).get("event", {})
        return str(words.get(kind, kind or ""))

    def _date(self, value: Any) -> str:
        if value in (None, "", UNKNOWN):
            return self.word("unknown")
        try:
            date = PartialDate.parse(value)
        except ValueError:
            return str(value)
        return write_date(date, self.scope.language) if date.known else str(value)

    def _actor(self, value: Any) -> str:
        book = self.scope.book
        if value in book.parties or value in book.offices:
            return str(self.scope.actor(value, self.scope.book.place("settings")))
        return str(value)


def _typed(side: Any, path: Field) -> str:
    """The path of a field in one word; an item of a list by its id, or else by its number, from 1."""
    names = []
    for key in path:
        side = side[key] if isinstance(side, Mapping | list) else None
        named = isinstance(key, int) and isinstance(side, Mapping) and isinstance(side.get("id"), str)
        names.append(side["id"] if named else str(key + 1) if isinstance(key, int) else key)
    return ".".join(names)


def _describe(schema: Mapping[str, Any], path: Field) -> str:
    """The description of a field in a JSON Schema, without what it says of the form; "" where there is none."""
    said = ""
    parts = [schema]
    for key in path:
        below = [one for part in parts for one in _below(part, key, schema)]
        parts = [whole for part in below for whole in _whole(part, schema)]
        said = next((part["description"] for part in (*below, *parts) if "description" in part), said)
    for end in ENDS:
        said = said.partition(end)[0]
    return said.rstrip(".")


def _whole(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A part of a schema with what it refers to, and each part of a union."""
    yield part
    if name := part.get("$ref", "").removeprefix("#/definitions/"):
        yield from _whole(schema["definitions"][name], schema)
    for one in (*part.get("anyOf", ()), *part.get("allOf", ())):
        yield from _whole(one, schema)


def _below(part: Mapping[str, Any], key: Any, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if isinstance(key, int):
        if isinstance(part.get("items"), Mapping):
            yield part["items"]
    elif key in part.get("properties", {}):
        yield part["properties"][key]
    else:
        others = (*part.get("patternProperties", {}).values(), part.get("additionalProperties"))
        yield from (one for one in others if isinstance(one, Mapping))
