"""What each field of a record may hold, read from the JSON Schema of the model, to walk data that may be wrong.

The classes of the model check a record as a whole; a `Form` says of any spot of its data, right or wrong, what belongs
there: so references and texts are looked at in a record that has other faults, and a fault is told in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from ..places import Field

INTERNAL = "internal"


@dataclass(slots=True, eq=False)
class Form:
    """What may stand at one spot: a mapping of `fields` (or of free keys with `values`), a list of `items`, a scalar.

    `required`: the fields that must be there. `keys`: the keys that a mapping of `values` may have; empty: any id.
    `words`: the words to choose from.
    `reference`: the kind of record that the scalar names. `text`: it is a text that documents print. `value`: `date`,
    `day`, `flag` or `text` for other scalars.
    """

    fields: dict[str, Form] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    values: Form | None = None
    keys: tuple[str, ...] = ()
    items: Form | None = None
    words: tuple[str, ...] = ()
    reference: str = ""
    text: str = ""
    value: str = ""

    @property
    def in_languages(self) -> bool:
        """Whether this is a text in languages: a mapping of texts."""
        return self.values is not None and bool(self.values.text)

    @property
    def holds_spots(self) -> bool:
        """Whether a reference or a text in languages can stand here or below."""
        return bool(self.reference or self.fields or self.values or self.items)


@cache
def load_form(shape: Any) -> Form:
    """The form of a class of the model, or of any type that pydantic knows."""
    schema = TypeAdapter(shape).json_schema(by_alias=True)
    return _read(schema, schema.get("$defs", {}), {})


def _read(schema: dict, shared: dict, known: dict[str, Form]) -> Form:
    if name := schema.get("$ref", "").removeprefix("#/$defs/"):
        if name not in known:
            known[name] = Form()
            _fill(known[name], shared[name], shared, known)
        return known[name]
    form = Form()
    _fill(form, schema, shared, known)
    return form


def _fill(form: Form, schema: dict, shared: dict, known: dict[str, Form]) -> None:
    """A union becomes one form: of its parts only mappings of named fields can be of the same kind; they are joined."""
    parts = [_read(part, shared, known) for part in schema.get("anyOf", schema.get("oneOf", ()))]
    for part in parts:
        for name in Form.__slots__:
            if value := getattr(part, name):
                setattr(form, name, form.fields | value if name == "fields" else value)
    if parts := [part for part in parts if part.fields]:
        form.required = tuple(key for key in parts[0].required if all(key in part.required for part in parts))
    if "properties" in schema:
        form.fields = {key: _read(part, shared, known) for key, part in schema["properties"].items()}
        form.required = tuple(schema.get("required", ()))
    elif (values := find_values(schema)) is not None:
        form.values = _read(values, shared, known)
        form.keys = tuple(schema.get("propertyNames", {}).get("enum", ()))
    elif "items" in schema:
        form.items = _read(schema["items"], shared, known)
    elif "enum" in schema or "const" in schema:
        form.words = tuple(schema.get("enum", (schema.get("const"),)))
    elif "x-reference" in schema:
        form.reference = schema["x-reference"]
    elif "x-text" in schema:
        form.text = schema["x-text"]
    elif schema.get("type") == "boolean":
        form.value = "flag"
    elif "type" in schema and schema["type"] not in ("object", "null"):
        form.value = schema.get("x-value", "text")


def find_values(schema: dict) -> dict | None:
    """The schema of the values of a mapping with free keys, which may have to follow a pattern."""
    for values in (*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")):
        if isinstance(values, dict):
            return values
    return None


def find_form(form: Form, path: Field) -> Form:
    """What belongs at `path`; an empty form where nothing does."""
    for key in path:
        form = (form.items if isinstance(key, int) else form.fields.get(key) or form.values) or Form()
    return form


def find_spots(form: Form, data: Any) -> list[tuple[Field, Form, Any]]:
    """Where `data`, right or wrong, refers to a record or says something in languages: path, form and value of each."""
    spots: list[tuple[Field, Form, Any]] = []

    def walk(form: Form, data: Any, path: Field) -> None:
        if form.reference or form.in_languages:
            spots.append((path, form, data))
        elif isinstance(data, dict):
            for key, value in data.items():
                below = form.fields.get(key) or form.values
                if below is not None and below.holds_spots:
                    walk(below, value, (*path, key))
        elif isinstance(data, list) and form.items is not None:
            for index, value in enumerate(data):
                walk(form.items, value, (*path, index))

    walk(form, data, ())
    return spots


def find_named_internal(form: Form, data: Any, path: Field = ()) -> Iterator[Field]:
    """Where `internal` is given as the id of something (a document, a source): it would be taken for a remark."""
    if isinstance(data, dict):
        if INTERNAL in data and form.values is not None and not form.keys and not form.in_languages:
            yield (*path, INTERNAL)
        for key, value in data.items():
            below = form.fields.get(key) or form.values
            if below is not None and key != INTERNAL:
                yield from find_named_internal(below, value, (*path, key))
    elif isinstance(data, list) and form.items is not None:
        for index, value in enumerate(data):
            yield from find_named_internal(form.items, value, (*path, index))


def drop_internal(data: Any) -> Any:
    """The data without the key `internal`, at any level."""
    if isinstance(data, dict):
        return {key: drop_internal(value) for key, value in data.items() if key != INTERNAL}
    if isinstance(data, list):
        return [drop_internal(value) for value in data]
    return data
