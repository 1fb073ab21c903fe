"""What a pack's outputs are, of what each is made, and how; nothing is made or written here until asked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from .. import __version__
from ..problems import Problem
from .check import check_combined, check_outputs
from .documents import Made, label_of, make_cover
from .gathering import Gathered
from .journal import digest
from .typeset.build import Properties
from .typeset.fonts import FontBook
from .typeset.pdf import Part, typeset_pdf

Bytes = tuple[bytes | None, list[Problem]]
_ROOT = Path(str(files("reporting")))


@dataclass(frozen=True)
class Output:
    """A file of a pack: its path under the build folder, the digest of what it is made `of`, and how to `make` it."""

    path: str
    of: str
    make: Callable[[], Bytes]


@cache
def code_digest() -> str:
    """The digest of this program and of what draws with it: another version may draw otherwise."""
    sources = [(path.relative_to(_ROOT).as_posix(), path) for path in code_files()]
    return digest(*(part for name, path in sources for part in (name, path.read_bytes())), version("typst"))


def code_files() -> list[Path]:
    """The files of this program."""
    return sorted(path for path in _ROOT.rglob("*") if path.suffix in {".py", ".toml", ".lua", ".typ"})


def plan_pack(pack: str, found: Gathered, fonts: Callable[[], FontBook], font_digest: str) -> tuple[list[Output], list[Problem]]:
    """Every output of a pack, in the order in which they are best made."""
    outputs: list[Output] = []
    problems: list[Problem] = []
    base = digest(code_digest(), font_digest)
    for made in found.made[pack]:
        stem = f"{pack}/{made.name}"
        data, origins = made.word.data, made.word.origins.to_json().encode()
        outputs.append(Output(f"{stem}.docx", digest(data), lambda data=data: (data, [])))
        outputs.append(Output(f"{pack}/.origins/{made.name}.json", digest(origins), lambda data=origins: (data, [])))
        outputs.append(Output(f"{stem}.pdf", digest(base, data), lambda made=made, stem=stem: _single(made, stem, fonts())))
    for audience in dict.fromkeys(made.audience for made in found.made[pack]):
        bound = sorted((made for made in found.made[pack] if made.audience == audience), key=lambda made: made.order)
        book = found.loaded.casebook
        assert book is not None
        cover, faults = make_cover(
            book, book.packs[pack], found.templates, found.trees, found.versions[pack], audience, bound
        )
        problems += faults
        if cover is not None:
            path = f"{pack}/{pack}-{audience}.pdf"
            of = digest(base, *(part for made in (cover, *bound) for part in (made.name, made.title, made.word.data)))
            outputs.append(Output(path, of, lambda c=cover, b=bound, p=path: _combined(c, b, p, fonts())))
    return outputs, problems


def made_with() -> dict[str, str]:
    """The versions that a manifest names."""
    packages = ("docxtpl", "typst", "lxml", "Babel")
    return {"reporting": __version__, **{package: version(package) for package in packages}}


def _single(made: Made, stem: str, fonts: FontBook) -> Bytes:
    part = Part(made.word.data, f"{stem}.docx", made.title)
    data, problems = typeset_pdf([part], fonts, _properties(made, made.title))
    if data is None:
        return None, problems
    found = check_outputs(made.word.data, data, f"{stem}.docx", f"{stem}.pdf", made.mark or "")
    problems = [*problems, *found]
    return (None if any(problem.is_error for problem in found) else data), problems


def _combined(cover: Made, bound: Sequence[Made], path: str, fonts: FontBook) -> Bytes:
    every = [cover, *bound]
    parts = [Part(made.word.data, f"{made.pack}/{made.name}.docx", made.title, label_of(made.name)) for made in every]
    data, problems = typeset_pdf(parts, fonts, _properties(cover, cover.title))
    if data is None:
        return None, problems
    found = check_combined([(part.shown, part.data) for part in parts], data, path, cover.mark or "")
    problems = [*problems, *found]
    return (None if any(problem.is_error for problem in found) else data), problems


def _properties(made: Made, title: str) -> Properties:
    said = made.properties
    return Properties(title, said.language, said.created or datetime.date(1970, 1, 1), (said.author,), said.subject)
