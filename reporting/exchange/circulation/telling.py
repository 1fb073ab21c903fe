"""What was kept and whether it is sound, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ...desk.desk import JSON, Look
from ...desk.tables import fitted, wrap
from ...places import Position
from ...problems import Problem, find_phrase, find_words, render_all
from .circulating import Circulated
from .verifying import FINAL, Verified
from .versions import DocumentVersion, Version

INDENT = "  "


def position_of(place) -> Position:
    """Where a place is: problems of what is kept know their line."""
    return Position(place.file, *(place.position or (1, 1)))


def problem_lines(problems: Iterable[Problem], language: str) -> list[str]:
    return render_all(problems, language, position_of)


def tell_circulated(done: Circulated, folder: str, roles: Sequence[str], width: int) -> list[str]:
    """What was done, in lines: the number, which documents are new, where they are (`folder`: of all versions)."""
    language, version = done.found.loaded.language, done.version
    if version is None:
        nothing = "circulate-nothing" if done.same else "circulate-empty"
        code = "circulate-refused" if done.failed else nothing
        return [find_phrase(code, language, to=", ".join(roles), count=len(roles))]
    values: dict[str, Any] = {"pack": version.pack, "number": version.number, "to": ", ".join(version.to)}
    if not done.changed:
        return [find_phrase("circulate-only-roles", language, **values)]
    lines = [find_phrase("circulate-done", language, **values, date=version.date.isoformat())]
    below = [find_phrase("circulate-changed", language, documents=", ".join(done.changed))]
    if done.same:
        below.append(find_phrase("circulate-same", language, documents=_same(done.same, language)))
    below.append(find_phrase("circulate-where", language, **values, folder=f"{folder}/{version.pack}/{version.number}"))
    for text in below:
        lines += [f"{INDENT}{line}" for line in wrap(text, fitted(width) - len(INDENT), INDENT, split=False)]
    return lines


def render_versions(versions: Iterable[Version], language: str, look: Look) -> str:
    """The versions in their order: when, for whom, and which documents are new in each."""
    if look.form == JSON:
        return json.dumps([_data(version) for version in versions], ensure_ascii=False, indent=2)
    lines: list[str] = []
    pack = ""
    for version in versions:
        if version.pack != pack:
            pack = version.pack
            lines += [*([""] if lines else []), look.paint(pack, "heading")]
        lines += _version_lines(version, language, fitted(look.width))
    return "\n".join(lines)


def render_verified(done: Verified, language: str, look: Look) -> str:
    """Of each pack whether it is sound; as JSON with every problem."""
    if look.form == JSON:
        problems = [_problem(problem, language) for problem in done.problems]
        data = {"sound": not done.failed, "packs": done.packs, "problems": problems}
        return json.dumps(data, ensure_ascii=False, indent=2)
    lines = []
    for pack, counts in done.packs.items():
        wrong = any(problem.is_error and f"/{pack}/" in f"/{problem.place.file}" for problem in done.problems)
        lines.append(find_phrase("verify-unsound" if wrong else "verify-sound", language, pack=pack, **counts))
    return "\n".join(lines)


def _version_lines(version: Version, language: str, width: int) -> list[str]:
    code = "versions-final" if version.stage == FINAL else "versions-circulated"
    said = find_phrase(code, language, to=", ".join(version.to))
    fresh = [one.name for one in version.documents.values() if one.version == version.number]
    same = [one for one in version.documents.values() if one.version != version.number]
    head = f"{INDENT}{version.number:>3}  {version.date.isoformat()}  {said}"
    below = [find_phrase("versions-changed", language, documents=", ".join(fresh))] if fresh else []
    below += [find_phrase("versions-same", language, documents=_same(same, language))] if same else []
    indent = " " * len(f"{INDENT}{version.number:>3}  ")
    lines = [line for text in below for line in wrap(text, width - len(indent), INDENT, split=False)]
    return [head, *(f"{indent}{line}" for line in lines)]


def _same(documents: Iterable[DocumentVersion], language: str) -> str:
    one = [find_phrase("circulate-one-same", language, document=kept.name, version=kept.version) for kept in documents]
    return ", ".join(one)


def _data(version: Version) -> dict[str, Any]:
    documents = {
        one.name: {
            "version": one.version,
            "mark": one.mark,
            "content": one.content,
            "final": one.final,
            "word": one.word,
            "files": {one.path(ending): digest for ending, digest in one.files.items()},
        }
        for one in version.documents.values()
    }
    return {
        "pack": version.pack,
        "number": version.number,
        "stage": version.stage,
        "date": version.date.isoformat(),
        "time": version.time,
        "as_of": version.as_of,
        "code": version.code,
        "to": list(version.to),
        "documents": documents,
        "bound": dict(version.bound),
        "inputs": dict(version.inputs),
        "record": version.digest,
    }


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    spot = position_of(problem.place)
    message, hint = find_words(problem, language)
    where = {"file": spot.file, "line": spot.line, "column": spot.column}
    return {"severity": problem.severity, "code": problem.code, **where, "message": message, "hint": hint}
