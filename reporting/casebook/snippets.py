"""A new case file to fill in: every key that must be there, with a stop to type at."""

from __future__ import annotations

from itertools import count
from typing import Any

KEY = "${1:kenmerk}"
TERM = {KEY: {"nl": "${2:nl}", "fr": "${3:fr}"}}  # a term needs some name, whichever


def build_snippets(kind: str, title: str, schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The `defaultSnippets` of a schema, their bodies following from the keys that it requires: a whole file, or one
    source of each kind."""
    if kind == "source":
        parts = schema["additionalProperties"]["anyOf"]
        shapes = [schema["definitions"][part["$ref"].removeprefix("#/definitions/")] for part in parts]
        return [
            _snippet(f"{shape['properties']['kind']['enumDescriptions'][0]}", {KEY: _fill(shape, schema, 2)})
            for shape in shapes
        ]
    return [_snippet(title.lower(), TERM if kind == "term" else _fill(schema, schema, 1))]


def build_document_snippet(schema: dict[str, Any]) -> dict[str, Any]:
    """The `defaultSnippets` entry for one more document of a pack."""
    return _snippet("stuk", {KEY: _fill(schema["definitions"]["Document"], schema, 2)})


def _snippet(name: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"label": f"nieuw: {name}", "description": "De verplichte sleutels.", "body": body}


def _fill(part: dict[str, Any], root: dict[str, Any], first: int) -> Any:
    return _skeleton(part, root, count(first), ())


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
