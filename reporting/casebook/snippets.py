"""A new case file to fill in: every key that must be there, with a stop to type at."""

from __future__ import annotations

from itertools import count
from typing import Any


def build_snippet(kind: str, title: str, schema: dict[str, Any], language: str) -> dict[str, Any]:
    """The `defaultSnippets` entry of a schema; its body follows from the keys that the schema requires."""
    body = _skeleton(schema, schema, count(1), ())
    if kind == "source":
        first = next(part for part in schema["additionalProperties"]["anyOf"])
        body = {"${1:kenmerk}": _skeleton(first, schema, count(2), ())}
    return {"label": f"nieuw: {title.lower()}", "description": f"{title}: de verplichte sleutels", "body": body}


def _skeleton(part: dict[str, Any], root: dict[str, Any], stops: count[int], path: tuple[str, ...]) -> Any:
    if reference := part.get("$ref"):
        name = reference.removeprefix("#/definitions/")
        return (
            f"${{{next(stops)}:unknown}}"
            if name.endswith("-id")
            else _skeleton(root["definitions"][name], root, stops, path)
        )
    if "anyOf" in part:
        return _skeleton(part["anyOf"][0], root, stops, path)
    if "properties" in part:
        keys = part.get("required") or list(part["properties"])[: part.get("minProperties", 0)]
        if part["additionalProperties"]:
            keys = [f"${{{next(stops)}:kenmerk}}"]
        return {
            key: _skeleton(part["properties"].get(key, part["additionalProperties"]), root, stops, (*path, key))
            for key in keys
        }
    if "items" in part:
        return [_skeleton(part["items"], root, stops, path)]
    stop = next(stops)
    if "const" in part:
        return part["const"]
    if "enum" in part:
        return f"${{{stop}|{','.join(part['enum'])}|}}"
    if part.get("type") == "boolean":
        return f"${{{stop}|false,true|}}"
    examples = part.get("examples")
    return f"${{{stop}:{examples[0] if examples else path[-1]}}}"
