"""Everything that a build needs, read and checked before anything is written."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..casebook.loading import Loaded, load_casebook
from ..casebook.reaching import lists_commitments, reach
from ..documents.checking import check_prose, prose_of
from ..documents.edition import Edition
from ..documents.pandoc import Tree, build_trees
from ..documents.routes import check_routes
from ..places import Place, Position
from ..problems import Problem, render_all
from ..yamlfile.locate import locate
from .documents import Made, make_words, version_of
from .fixed import WordStates
from .folders import Folders, shown
from .journal import digest, dump_json
from .kinds import HOUSE, TRANSLATIONS, Templates, load_templates

# Names of the context that show obstacles: a kind whose template uses one may show any obstacle of the selection.
SHOWING = frozenset({"groups", "blocks", "item"})
TREES = ".prose.json"


@dataclass
class Gathered:
    """The checked input of a build.

    `made`: by pack, the Word files of its documents, in memory; `reaches`: by pack, the files it depends on;
    `editions`: by pack, the state that it is made in; `trees`: all prose as read by pandoc, by text; `kept`: by digest.
    """

    folders: Folders
    loaded: Loaded
    templates: Templates
    problems: list[Problem]
    made: dict[str, list[Made]] = field(default_factory=dict)
    reaches: dict[str, set[str]] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    kept: dict[str, Tree] = field(default_factory=dict)

    def locate(self, place: Place) -> Position:
        """The line and column of any place, of case files and templates alike."""
        if place.position is None and place.file in self.templates.trees:
            return locate(self.templates.trees[place.file], place)
        return self.loaded.locate(place)

    def lines(self, problems: Iterable[Problem]) -> list[str]:
        """Problems as printed, in the casebook's language."""
        return render_all(problems, self.loaded.language, self.locate)

    def counts(self, problem: Problem, packs: Collection[str]) -> bool:
        """Whether an error stops the `packs` asked for (none: all): it stands in a file that one of them depends on.

        Without a casebook, or without the words of the house, no pack can be made: there every error does.
        """
        if not problem.is_error:
            return False
        unmade = self.loaded.casebook is None or HOUSE in self.templates.broken
        if not packs or unmade or problem.code == "unknown-pack":
            return True
        reached = set().union(*(self.reaches.get(pack, set()) for pack in packs))
        return problem.place.file in reached


def gather(folders: Folders, packs: Sequence[str] = ()) -> Gathered:
    """Reads the casebook and the templates, checks all prose, and makes the Word files of the packs (none: all).

    Raises `BrokenEnvironment` when pandoc or the templates folder are not there.
    """
    loaded = load_casebook(folders.cases, shown(folders.cases))
    templates, problems = load_templates(folders.templates)
    found = Gathered(folders, loaded, templates, [*loaded.problems, *problems])
    book = loaded.casebook
    cases = Place(shown(folders.cases / "packs"))
    if book is None:
        return found
    known = {entry.id for entry in loaded.entries if entry.kind == "pack"}
    for pack in packs:
        if pack not in known:
            found.problems.append(Problem("unknown-pack", cases, {"pack": pack, "known": ", ".join(sorted(known))}))
    if HOUSE in templates.broken:  # every document would miss every word
        return found
    found.kept = load_trees(folders.build)
    kinds = templates.kinds.values()
    found.trees = build_trees((text for _, text in prose_of(book, kinds)), found.kept)
    found.problems += check_prose(book, templates.words, found.trees, kinds)
    found.problems += check_routes(book, templates.words, kinds)
    found.problems += WordStates(templates, book.settings.language).find_stale()
    showing = [name for name, template in templates.documents.items() if template.names & SHOWING]
    bodies = {name: [section.model_dump() for section in kind.file.body] for name, kind in templates.kinds.items()}
    listing = [name for name, body in bodies.items() if lists_commitments(body)]
    for name in sorted(known) if not packs else [pack for pack in packs if pack in known]:
        reached = reach(loaded, name, showing, listing)
        pack = book.packs.get(name)
        if pack is not None:
            used = {document.kind for document in pack.documents.values()}
            reached |= {file for file in templates.files if file.split("/")[-2] in {*used, HOUSE, TRANSLATIONS}}
            found.editions[name] = edition = Edition(version_of(book, reached, templates))
            made, faults = make_words(book, pack, templates, found.trees, lambda _, edition=edition: edition)
            found.made[name] = made
            found.problems += faults
        found.reaches[name] = reached
    # A source with an error is told of where it stands, not again wherever it is cited.
    listed = {entry.id for entry in loaded.entries if entry.kind == "source"}
    found.problems = [
        problem
        for problem in found.problems
        if problem.code != "unknown-citation" or problem.values["key"] not in listed
    ]
    return found


def load_trees(build: Path) -> dict[str, Tree]:
    """The prose that pandoc has read before; nothing when the file is gone or damaged."""
    try:
        kept = json.loads((build / TREES).read_bytes())
        trees = kept["trees"]
        whole = kept["digest"] == digest(dump_json(trees))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return trees if whole and isinstance(trees, dict) else {}


def dump_trees(trees: dict[str, Tree]) -> bytes:
    """The file that `load_trees` reads; its digest shows damage."""
    return dump_json({"digest": digest(dump_json(trees)), "trees": trees})
