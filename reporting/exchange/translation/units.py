"""What a translator gets of a text: a unit, with an id that stays, its segments, its codes and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...desk.texts import read_texts
from ...desk.translatable import Translatable
from ...desk.translating import Standing
from ...documents.pandoc import Tree
from ...model.translation import digest_of
from .content import Code, Content, Mark, ids_of
from .ids import build_id
from .marking import Unmarkable
from .segments import Segmented, segment_text
from .slots import FIXED

UNMARKED = frozenset({"name", FIXED})  # forms of text that have no markup


@dataclass(frozen=True)
class Pair:
    """A segment: what it says, and how that is said now in the other language, if it is."""

    source: Content
    target: Content | None = None


@dataclass(frozen=True)
class Unit:
    """A text to translate.

    `id`: made of its record and field (`ids.py`). `codes`: those of
    the source (`1` …), and those that only the target has (`t1` …). `other`: the present translation, where it is built
    otherwise than the source, so that their segments do not answer to each other. `marks`: digests of both texts, by
    which is seen whether one changed while the file was away. `notes`: what to know of it, by category.
    """

    id: str
    standing: Standing
    source: Segmented
    target: Segmented | None
    pairs: tuple[Pair, ...]
    codes: Mapping[str, Code]
    other: str = ""
    marks: tuple[str, str] = ("", "")
    notes: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def record(self) -> str:
        return self.standing.text.record


@dataclass
class Units:
    """The units of a folder by id, in its order, and the texts that nobody can take apart."""

    found: dict[str, Unit] = field(default_factory=dict)
    unmarkable: list[Standing] = field(default_factory=list)


def build_units(standings: Iterable[Standing], texts: Translatable) -> Units:
    """A unit of each text. Raises `BrokenEnvironment` when pandoc does not run."""
    standings = list(standings)
    trees: dict[str, Tree] = {}
    read_texts(
        (
            text.texts[language]
            for text, language in _sides(standings)
            if text.form not in UNMARKED and language in text.texts
        ),
        trees,
    )
    units = Units()
    for standing in standings:
        try:
            identifier = build_id(standing.text, texts.held[standing.text.record].record, units.found)
            units.found[identifier] = _unit(identifier, standing, trees)
        except Unmarkable:
            units.unmarkable.append(standing)
    return units


def _sides(standings: list[Standing]) -> Iterator[tuple[Any, str]]:
    for standing in standings:
        yield standing.text, standing.text.main
        yield standing.text, standing.language


def _unit(identifier: str, standing: Standing, trees: Mapping[str, Tree]) -> Unit:
    texts = standing.text.texts
    form = standing.text.form
    named = form in UNMARKED
    typed = texts.get(standing.language)
    source = segment_text(standing.text.source, None if named else trees[standing.text.source], form)
    marks = digest_of(standing.text.source), digest_of(typed) if typed is not None else ""
    target = None
    if typed is not None:
        try:
            target = segment_text(typed, None if named else trees[typed], form)
        except Unmarkable:
            target = None
    if target is None or target.shape != source.shape:
        pairs = tuple(Pair(segment.content) for segment in source.segments)
        return Unit(identifier, standing, source, None, pairs, source.codes, typed or "", marks)
    codes = dict(source.codes)
    pairs = []
    for one, other in zip(source.segments, target.segments, strict=True):
        ids = _match(one.content, other.content, source, target, codes)
        content = tuple(part if isinstance(part, str) else Mark(part.side, ids[part.id]) for part in other.content)
        pairs.append(Pair(one.content, content))
    return Unit(identifier, standing, source, target, tuple(pairs), codes, "", marks)


def _match(
    source: Content, target: Content, of_source: Segmented, of_target: Segmented, codes: dict[str, Code]
) -> dict[str, str]:
    """The id in the source of each code of the target; one that the source lacks gets an id of its own."""
    free: dict[tuple[str, ...], list[str]] = {}
    for identifier in ids_of(source):
        free.setdefault(of_source.codes[identifier].key, []).append(identifier)
    ids: dict[str, str] = {}
    for identifier in ids_of(target):
        code = of_target.codes[identifier]
        if same := free.get(code.key):
            ids[identifier] = same.pop(0)
        else:
            ids[identifier] = f"t{sum(key.startswith('t') for key in codes) + 1}"
            codes[ids[identifier]] = code
    return ids
