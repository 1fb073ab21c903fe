"""The templates folder: every kind with its words and its Word template, the cover, the look of charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..casebook.faults import check_shape
from ..documents.kinds import Kind, KindFile
from ..documents.privacy import check_kind
from ..documents.words import LANGUAGES, Words
from ..model.translation import Translations
from ..places import Place
from ..problems import BrokenEnvironment, Problem
from ..yamlfile.nodes import Node, to_data
from ..yamlfile.reader import load_yaml, read_yaml
from .charts import ChartStyle, build_style
from .folders import shown
from .word.template import Template, load_template

HOUSE, KIND, DOCUMENT, CHART, TRANSLATIONS = "house", "kind.yaml", "document.docx", "chart.yaml", "translations"


@dataclass
class Templates:
    """All kinds by name, their Word templates, the cover's, and the shared words.

    `kind_files`: what `kind.yaml` of each says, also of one without a Word template. `translations`: by language, what
    was confirmed of the words. `charts`: how charts look; as Vega draws them where the house has no file for it.
    `broken`: kinds that have an error, and `house` when the shared words have one. `files`: everything read, by the
    path shown. `folders`: those looked at. `trees`: the YAML files, to find lines in.
    """

    kinds: dict[str, Kind] = field(default_factory=dict)
    kind_files: dict[str, KindFile] = field(default_factory=dict)
    documents: dict[str, Template] = field(default_factory=dict)
    cover: Template | None = None
    words: Words = field(default_factory=lambda: Words(()))
    translations: dict[str, Translations] = field(default_factory=dict)
    charts: ChartStyle = field(default_factory=lambda: build_style(None, Path()))
    broken: set[str] = field(default_factory=set)
    files: dict[str, Path] = field(default_factory=dict)
    trees: dict[str, Node] = field(default_factory=dict)
    folders: list[Path] = field(default_factory=list)


def load_templates(folder: Path) -> tuple[Templates, list[Problem]]:
    """Reads the templates folder. A kind is any folder with a `kind.yaml` and a `document.docx`.

    Raises `BrokenEnvironment` when the shared words are missing: this is no templates folder then.
    """
    found, problems = load_words(folder)
    house = folder / HOUSE
    style = _read(house / CHART, folder, found, problems) if (house / CHART).is_file() else None
    found.charts = build_style(style, house / "fonts")
    found.cover = _template(house / "cover.docx", found, problems)
    for inner in found.folders:
        if inner not in (folder, house, folder / TRANSLATIONS):
            _load_kind(inner, found, problems)
    return found, problems


def load_words(folder: Path, drafts: Mapping[str, bytes] | None = None) -> tuple[Templates, list[Problem]]:
    """What the templates folder says in words, and what was confirmed of those; no Word template is read.

    `drafts`: bytes in the place of those of a file, by the path shown. Raises `BrokenEnvironment` as `load_templates`.
    """
    found = Templates(folders=[folder])
    problems: list[Problem] = []
    house = folder / HOUSE
    if not (house / "words.yaml").is_file():
        raise BrokenEnvironment(f"{shown(house / 'words.yaml')} is missing; name the templates folder with --templates")
    words = _read(house / "words.yaml", folder, found, problems, drafts)
    if words is None:
        found.broken.add(HOUSE)
    found.words = Words(((Place(shown(house / "words.yaml")), words if isinstance(words, dict) else {}),))
    found.folders.append(house)
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != HOUSE):
        if inner.name.startswith("."):
            continue
        found.folders.append(inner)
        if inner.name == TRANSLATIONS:
            _load_translations(inner, folder, found, problems)
        elif (inner / KIND).exists() and (data := _read(inner / KIND, folder, found, problems, drafts)) is not None:
            file, faults = check_shape(KindFile, data, Place(shown(inner / KIND)))
            problems.extend(faults)
            if isinstance(file, KindFile):
                found.kind_files[inner.name] = file
    return found, problems


def _load_translations(inner: Path, folder: Path, found: Templates, problems: list[Problem]) -> None:
    """What was confirmed, a file for each language."""
    for path in (inner / f"{language}.yaml" for language in LANGUAGES):
        if not path.is_file() or (data := _read(path, folder, found, problems)) is None:
            continue
        record, faults = check_shape(Translations, data, Place(shown(path)))
        problems.extend(faults)
        if isinstance(record, Translations):
            found.translations[path.stem] = record


def _load_kind(inner: Path, found: Templates, problems: list[Problem]) -> None:
    if not (inner / KIND).exists() and not (inner / DOCUMENT).exists():
        return
    place = Place(shown(inner / KIND))
    file, template = found.kind_files.get(inner.name), None
    if not (inner / KIND).exists():
        problems.append(Problem("kind-file-missing", Place(shown(inner / DOCUMENT)), {"file": shown(inner / KIND)}))
    if (inner / DOCUMENT).is_file():
        template = _template(inner / DOCUMENT, found, problems)
    else:
        problems.append(Problem("template-missing", place, {"file": shown(inner / DOCUMENT)}))
    if file is not None and template is not None:
        words = found.words.also(Place(place.file, ("words",)), file.words)
        found.kinds[inner.name] = kind = Kind(inner.name, file, place, words)
        problems.extend(check_kind(kind))
        found.documents[inner.name] = template
    else:
        found.broken.add(inner.name)


def _read(
    path: Path, folder: Path, found: Templates, problems: list[Problem], drafts: Mapping[str, bytes] | None = None
) -> object:
    draft = (drafts or {}).get(shown(path))
    node, faults = load_yaml(path, shown(path), root=folder) if draft is None else read_yaml(draft, shown(path))
    problems.extend(faults)
    found.files[shown(path)] = path
    if node is None:
        return None
    found.trees[shown(path)] = node
    return to_data(node)


def _template(path: Path, found: Templates, problems: list[Problem]) -> Template | None:
    template, faults = load_template(path, shown(path))
    problems.extend(faults)
    found.files[shown(path)] = path
    return template
