"""What all records share, and the walk over a record's values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ..places import Field as Path
from .values import Id


class Shape(BaseModel):
    """A mapping in a case file: only the keys named here, unchangeable once read.

    `internal`, which any mapping may have, is no field of any shape: reading drops it, so no document can print it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class Record(Shape):
    """A mapping that stands in a file of its own and has an id (the file's name)."""

    id: Id = Field(
        description="Kenmerk: gelijk aan de bestandsnaam zonder .yaml; kleine letters, cijfers en streepjes."
    )


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value below `value` that is not a mapping or list, with its field path."""
    if isinstance(value, Shape):
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*path, type(value).model_fields[name].alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
    else:
        yield path, value


def at_field(value: Any, name: str) -> Any:
    """A field of a mapping or record by the name that it has in the file; None where there is no such field."""
    if isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, Shape):
        names = (key for key, info in type(value).model_fields.items() if name in (key, info.alias))
        return getattr(value, next(names, ""), None)
    return None
