"""Routes that changed after a document went round: who assents is a line of a template."""

from __future__ import annotations

from collections.abc import Sequence

from ...output.folders import shown
from ...output.gathering import Gathered
from ...problems import Problem
from ...yamlfile.nodes import to_data
from ...yamlfile.reader import read_yaml
from ..circulation.store import read_input
from ..circulation.versions import Version


def find_rerouted(found: Gathered, pack: str, versions: Sequence[Version]) -> list[Problem]:
    """A warning for each document of a pack whose kind has another route than when it last went round.

    A role that is not asked any more is missed by nobody else. What was kept and cannot be read is told elsewhere.
    """
    book = found.loaded.casebook
    assert book is not None
    problems: list[Problem] = []
    for name, document in book.packs[pack].documents.items():
        kind = found.templates.kinds.get(document.kind)
        rounds = [one for one in versions if any(key.partition("/")[0] == name for key in one.documents)]
        if kind is None or not rounds:
            continue
        then = _route_then(found, document.kind, rounds[-1])
        if then is not None and then != kind.file.route:
            told = [", ".join(route) or "–" for route in (then, kind.file.route)]
            values = {"document": name, "number": rounds[-1].number, "then": told[0], "now": told[1]}
            place = book.place("pack", pack) / "documents" / name
            problems.append(Problem("route-changed", place, values))
    return problems


def _route_then(found: Gathered, kind: str, version: Version) -> list[str] | None:
    """The route of a kind as it was kept with a version; None where it was another kind then, or cannot be read."""
    cases, name = found.folders.cases, f"templates/{kind}/kind.yaml"
    digest = version.inputs.get(name)
    data = read_input(cases, shown(cases), name, digest)[0] if digest else None
    node = read_yaml(data, name)[0] if data is not None else None
    told = to_data(node) if node is not None else None
    route = (told.get("route") or []) if isinstance(told, dict) else None
    return route if isinstance(route, list) else None
