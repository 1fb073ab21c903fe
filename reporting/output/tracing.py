"""Where words of a Word file came from: the map of origins kept beside it, with lines looked up now."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..casebook.loading import load_casebook
from ..places import Place, Position
from ..problems import Problem, render_all
from ..yamlfile.locate import find_text, locate
from .folders import Folders, shown
from .journal import Journal, file_digest
from .kinds import load_templates
from .word.origins import OriginMap


@dataclass
class Traced:
    """The answer: `lines` to print, and the `problems` that stand in the way (`told`: as printed, in `language`)."""

    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    language: str = "nl"


def trace(folders: Folders, file: Path, words: str) -> Traced:
    """Every place in the Word file `file` where `words` stand, with each origin: `path:line:column: words`.

    A template's fixed words answer with the template and the paragraph in it.
    """
    loaded = load_casebook(folders.cases, shown(folders.cases))
    templates, _ = load_templates(folders.templates)
    trees = {**loaded.trees, **templates.trees}
    answer = Traced(language=loaded.language)

    def fail(code: str, **values: object) -> Traced:
        answer.problems.append(Problem(code, Place(shown(file)), dict(values)))
        answer.told = render_all(answer.problems, answer.language, loaded.locate)
        return answer

    origins = file.parent / ".origins" / f"{file.stem}.json"
    try:
        found = OriginMap.from_json(origins.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return fail("origins-missing")
    try:
        name = file.resolve().relative_to(folders.build.resolve()).as_posix()
    except ValueError:
        name = ""
    entry = Journal.load(folders.build).entries.get(name)
    if entry is not None and entry.file != file_digest(file):
        fail("origins-edited")
    hits = found.find(words)
    if not hits:
        return fail("words-not-found", words=words)
    lines = []
    for hit in hits:
        for segment in hit.segments:
            for place in segment.origins:
                lines.append(f"{_where(place, segment.text, trees)}: {' '.join(segment.text.split())}")
    answer.lines = list(dict.fromkeys(lines))
    return answer


def _where(place: Place, words: str, trees: dict) -> str:
    if place.file in trees:
        spot = find_text(trees[place.file], place, words) if place.spot is None else locate(trees[place.file], place)
        return str(spot)
    spot = Position(place.file, *(place.position or (1, 1)))
    return f"{place.file}: {' '.join(map(str, place.field))}" if place.field else str(spot)
