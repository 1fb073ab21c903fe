"""Where words of a Word file came from: the map of origins kept beside it, with lines looked up now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..casebook.loading import load_casebook
from ..places import Place, Position
from ..problems import Problem, render_all
from ..yamlfile.locate import find_text, locate
from ..yamlfile.nodes import Node
from .folders import Folders, shown
from .journal import ORIGINS, Journal, file_digest
from .kinds import load_templates
from .word.origins import OriginMap, Segment


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

    try:
        kept = OriginMap.from_json((file.parent / ORIGINS / f"{file.stem}.json").read_text(encoding="utf-8"))
        found = renamed(kept, folders.shown_name)
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
    told: dict[str, tuple[str, list[str]]] = {}  # by line: the first spot in it, and what came from there
    for hit in hits:
        for segment in hit.segments:
            for place in segment.origins:
                spot = _where(place, segment.text, trees)
                line = spot.rpartition(":")[0] if place.file in trees else spot
                told.setdefault(line, (spot, []))[1].append(" ".join(segment.text.split()))
    answer.lines = [f"{spot}: {_joined(texts)}" for spot, texts in told.values()]
    return answer


def _joined(texts: list[str]) -> str:
    """What came from one line, once each; signs between words are told only where there is nothing else."""
    texts = list(dict.fromkeys(texts))
    return " … ".join([text for text in texts if any(map(str.isalnum, text))] or texts)


def renamed(origins: OriginMap, name: Callable[[str], str]) -> OriginMap:
    """The same map with another name for each file."""
    return OriginMap(
        {
            part: [
                tuple(
                    Segment(text, tuple(replace(place, file=name(place.file)) for place in places))
                    for text, places in segments
                )
                for segments in paragraphs
            ]
            for part, paragraphs in origins.parts.items()
        }
    )


def find_words(root: Node, place: Place, text: str) -> Position:
    """Where a printed text begins in the field that it came from.

    What stands between its words in the file (a citation, a note) is not in the text: then its first words tell.
    """
    field, words = locate(root, place), text.split()
    for length in (len(words), 12, 6, 3):
        spot = find_text(root, place, " ".join(words[:length]))
        if spot != field:
            return spot
    return field


def _where(place: Place, words: str, trees: Mapping[str, Node]) -> str:
    if place.file in trees:
        return str(find_words(trees[place.file], place, words))
    spot = Position(place.file, *(place.position or (1, 1)))
    return f"{place.file}: {' '.join(map(str, place.field))}" if place.field else str(spot)
