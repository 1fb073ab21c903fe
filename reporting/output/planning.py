"""What a pack's outputs are, of what each is made, and how; nothing is made or written here until asked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from .. import __version__
from ..problems import Problem
from .check import check_combined, check_outputs
from .cover import make_cover
from .documents import Made, label_of
from .folders import shown
from .gathering import Gathered
from .journal import ORIGINS, digest, tree_digest
from .lengths import find_too_long
from .tracing import renamed
from .typeset.build import Properties
from .typeset.fonts import FontBook, load_fonts
from .typeset.joining import join_pdfs
from .typeset.pdf import Part, typeset_pdf

PACKAGES = ("Babel", "Jinja2", "PyYAML", "docxtpl", "lxml", "pypandoc_binary", "typst", "vl-convert-python")
# Documents of a series that are set in one go: Typst's memory grows with them, about 10 MB each.
BATCH = 25
# What is for one reader alone is never bound with anything else.
UNBOUND = frozenset({"reporter"})
Bytes = tuple[bytes | None, list[Problem]]
_ROOT = Path(str(files("reporting")))


@dataclass(frozen=True)
class Output:
    """A file of a pack: its path under the build folder, the digest of what it is made `of`, and how to `make` it.

    `judge`: what is to be said of the finished file at every build, also when it was made by an earlier one.
    """

    path: str
    of: str
    make: Callable[[], Bytes]
    judge: Callable[[bytes], list[Problem]] | None = None


@cache
def code_digest() -> str:
    """The digest of this program and of what draws with it: another version may draw otherwise."""
    sources = [(path.relative_to(_ROOT).as_posix(), path) for path in code_files()]
    return digest(*(part for name, path in sources for part in (name, path.read_bytes())), version("typst"))


def code_files() -> list[Path]:
    """The files of this program."""
    return sorted(path for path in _ROOT.rglob("*") if path.suffix in {".py", ".toml", ".lua", ".typ"})


def plan_packs(found: Gathered, inside: str = "") -> tuple[dict[str, list[Output]], list[Problem]]:
    """Every output of each pack that was gathered, in the order in which they are best made.

    `inside`: the folder in that of the pack where they go, with a slash at its end.
    """
    fonts, base = _fonts(found), _base(found)
    problems: list[Problem] = []
    planned: dict[str, list[Output]] = {}
    for pack, every in found.made.items():
        outputs = planned[pack] = [
            output
            for made in every
            for output in _plan_document(made, found, f"{pack}/{inside}{made.name}", base, fonts)
        ]
        for series in dict.fromkeys(made.series for made in every if made.series):
            together = [made for made in every if made.series == series]
            whole = replace(together[0], properties=together[0].whole or together[0].properties)
            of = digest(base, repr(whole.properties), *(part for one in together for part in (one.name, one.word.data)))
            path = f"{pack}/{inside}{series}.pdf"
            outputs.append(Output(path, of, partial(_series, together, whole, _shown(found, path), fonts)))
        loose = [made for made in every if not made.series and made.audience not in UNBOUND]
        for audience in dict.fromkeys(made.audience for made in loose):
            bound = sorted((made for made in loose if made.audience == audience), key=lambda made: made.order)
            beside = [made for made in every if made.audience == audience and made.series]
            cover, faults = _make_cover(pack, audience, bound, beside, found)
            problems += faults
            if cover is not None:
                of = digest(base, *(part for made in (cover, *bound) for part in (made.name, made.word.data)))
                path = f"{pack}/{inside}{pack}-{audience}.pdf"
                make = partial(_combined, [cover, *bound], _shown(found, path), fonts)
                outputs.append(Output(path, of, make))
    return planned, problems


def series_of(found: Gathered, pack: str) -> list[str]:
    """The documents of a pack that are series: one file for each of something."""
    book, kinds = found.loaded.casebook, found.templates.kinds
    documents = book.packs[pack].documents if book and pack in book.packs else {}
    return [name for name, one in documents.items() if one.kind in kinds and kinds[one.kind].file.each]


def items_of(found: Gathered, pack: str, series: str) -> list[Made]:
    """What a series is made of."""
    return [made for made in found.made.get(pack, []) if made.series == series]


def made_with() -> dict[str, str]:
    """The versions that a manifest names."""
    return {"reporting": __version__, **{package: version(package) for package in PACKAGES}}


def make_files(found: Gathered, every: Sequence[Made]) -> tuple[dict[str, dict[str, bytes]], list[Problem]]:
    """By the name of each document, its files by their ending: `docx`, `origins.json`, `pdf`. Nothing is written.

    With an error a document has no `pdf`.
    """
    fonts, base = _fonts(found), _base(found)
    files: dict[str, dict[str, bytes]] = {}
    problems: list[Problem] = []
    for made in every:
        files[made.name] = {}
        endings = ("docx", "origins.json", "pdf")
        planned = _plan_document(made, found, f"{made.pack}/{made.name}", base, fonts)
        for ending, output in zip(endings, planned, strict=True):
            data, faults = output.make()
            problems += faults
            if data is not None:
                files[made.name][ending] = data
                problems += output.judge(data) if output.judge else []
    return files, problems


def _fonts(found: Gathered) -> Callable[[], FontBook]:
    return cache(lambda: load_fonts(found.folders.templates / "house" / "fonts"))


def _base(found: Gathered) -> str:
    return digest(code_digest(), tree_digest(found.folders.fonts))


def _plan_document(
    made: Made, found: Gathered, stem: str, base: str, fonts: Callable[[], FontBook]
) -> Iterator[Output]:
    """The Word file of a document, the map of its origins, its PDF; `stem`: their path without an ending."""
    word = made.word.data
    origins = renamed(made.word.origins, found.folders.kept_name).to_json().encode()
    yield Output(f"{stem}.docx", digest(word), lambda: (word, []))
    folder, _, name = stem.rpartition("/")
    yield Output(f"{folder}/{ORIGINS}/{name}.json", digest(origins), lambda: (origins, []))
    judge = None if made.pages is None else partial(find_too_long, made)
    yield Output(f"{stem}.pdf", digest(base, word), partial(_single, made, _shown(found, stem), fonts), judge)


def _make_cover(
    pack: str, audience: str, bound: Sequence[Made], series: Sequence[Made], found: Gathered
) -> tuple[Made | None, list[Problem]]:
    book = found.loaded.casebook
    assert book is not None
    templates, edition = found.templates, found.editions[pack]
    return make_cover(book, book.packs[pack], templates, found.trees, edition, audience, bound, series)


def _shown(found: Gathered, path: str) -> str:
    return shown(found.folders.build / path)


def _single(made: Made, stem: str, fonts: Callable[[], FontBook]) -> Bytes:
    part = Part(made.word.data, f"{stem}.docx", made.title)
    data, problems = typeset_pdf([part], fonts(), _properties(made))
    if data is None:
        return None, problems
    return _sound(data, problems, check_outputs(part.data, data, part.shown, f"{stem}.pdf", made.mark or ""))


def _combined(every: Sequence[Made], path: str, fonts: Callable[[], FontBook]) -> Bytes:
    """The PDF of documents that may refer to each other's pages: they are set in one go."""
    parts = _parts(every, path)
    data, problems = typeset_pdf(parts, fonts(), _properties(every[0]))
    return (None, problems) if data is None else _bound(every, parts, data, problems, path)


def _series(every: Sequence[Made], whole: Made, path: str, fonts: Callable[[], FontBook]) -> Bytes:
    """The PDF of the documents of a series, which are set in batches of about the same size."""
    parts = _parts(every, path)
    count = -(-len(parts) // BATCH)
    edges = [len(parts) * number // count for number in range(count + 1)]
    batches: list[bytes] = []
    problems: list[Problem] = []
    for first, last in pairwise(edges):
        data, faults = typeset_pdf(parts[first:last], fonts(), _properties(whole))
        problems += faults
        if data is None:
            return None, problems
        batches.append(data)
    return _bound(every, parts, join_pdfs(batches), problems, path)


def _parts(every: Sequence[Made], path: str) -> list[Part]:
    folder = path.split("/")[:-1]
    return [
        Part(made.word.data, "/".join([*folder, f"{made.name}.docx"]), made.title, label_of(made.name))
        for made in every
    ]


def _bound(every: Sequence[Made], parts: Sequence[Part], data: bytes, problems: list[Problem], path: str) -> Bytes:
    bound = [(part.shown, part.data) for part in parts]
    marks = list(dict.fromkeys(made.mark for made in every if made.mark))
    return _sound(data, problems, check_combined(bound, data, path, marks))


def _sound(data: bytes, told: list[Problem], found: list[Problem]) -> Bytes:
    """The file, unless the check found that something of it is lost."""
    return None if any(problem.is_error for problem in found) else data, [*told, *found]


def _properties(made: Made) -> Properties:
    said = made.properties
    return Properties(
        said.title, said.language, said.created or datetime.date(1970, 1, 1), (said.author,), said.subject
    )
