"""A Word file with tracked changes between a document as it went out and as it is now.

What every page says of its state (CONCEPT, number, date) differs always, as does the code of the pack, and is no
change: both sides get the new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from lxml import etree

from ...output.word.ooxml import W, to_bytes
from ...output.word.package import CORE, CUSTOM, NotWord, Part, parse, read_package, write_package
from ...places import Place
from ...problems import Problem
from .engine import Engine, EngineFailed
from .mending import find_mended
from .reading import count_changes, read_side

State = Literal["changed", "layout", "unchanged", "new", "removed", "failed"]
PAGE_ENDS, BODY = ("header+xml", "footer+xml"), "main+xml"


@dataclass(frozen=True)
class Side:
    """A document on one side: its Word file, what its pages say of its state (None: nothing), its pack's code."""

    word: bytes
    mark: str | None
    code: str


@dataclass(frozen=True)
class Marked:
    """What became of a document: its state; where it says something else, the Word file with `count` changes."""

    state: State
    word: bytes | None = None
    count: int = 0


def mark_changes(
    old: Side, new: Side, engine: Engine, author: str, now: datetime, shown: str
) -> tuple[Marked, list[Problem]]:
    """The tracked changes from `old` to `new`, proved: all rejected it says the old text, all accepted the new.

    `shown`: the path of the Word file, for problems: `redline-failed` when the engine has no answer, and
    `redline-inexact` when its answer is not exactly the two texts.
    """
    try:
        level = _level(old, new)
        before, after = read_side(level, accepted=False), read_side(new.word, accepted=True)
        if before == after:
            return Marked("unchanged" if _looks(level) == _looks(new.word) else "layout"), []
        made = find_mended(
            _finish(engine.compare(level, new.word, author, now)),
            lambda one: (read_side(one, accepted=False), read_side(one, accepted=True)) == (before, after),
        )
        if made is None:
            return Marked("failed"), [Problem("redline-inexact", Place(shown))]
    except EngineFailed as error:
        return Marked("failed"), [Problem("redline-failed", Place(shown), {"reason": str(error)})]
    except NotWord as error:  # what went out is believed by its digest only; it may be of another make
        return Marked("failed"), [Problem("redline-failed", Place(shown), {"reason": error.args[0]})]
    return Marked("changed", made, count_changes(made)), []


def _level(old: Side, new: Side) -> bytes:
    """The old file with the new mark and the new code in the place of its own."""
    main, parts = read_package(old.word)
    _, others = read_package(new.word)
    paragraph = next((p for root in _page_ends(others) for p in _marks(root, new.mark)), None)
    for name, part in parts.items():
        if not part.type.endswith((*PAGE_ENDS, BODY)):
            continue
        root = parse(part.data)
        for mark in _marks(root, old.mark) if paragraph is not None and part.type.endswith(PAGE_ENDS) else ():
            mark.getparent().replace(mark, deepcopy(paragraph))
        for text in root.iter(W + "t"):
            text.text = (text.text or "").replace(old.code, new.code)
        parts[name] = replace(part, data=to_bytes(root))
    return write_package(main, parts)


def _page_ends(parts: dict[str, Part]) -> Iterator[etree._Element]:
    return (parse(part.data) for part in parts.values() if part.type.endswith(PAGE_ENDS))


def _marks(root: etree._Element, mark: str | None) -> list[etree._Element]:
    """The paragraphs that say the mark and nothing else."""
    if not mark:
        return []
    return [p for p in root.iter(W + "p") if "".join(text.text or "" for text in p.iter(W + "t")) == mark]


def _looks(data: bytes) -> dict[str, bytes]:
    """All of a file but what it says of itself."""
    return {
        name: etree.tostring(parse(part.data), method="c14n") if part.type.endswith("xml") else part.data
        for name, part in read_package(data)[1].items()
        if not name.startswith("docProps/")
    }


def _finish(data: bytes) -> bytes:
    """The engine's file in our own package: who changed something stays named in Word, and which version it is goes.

    A redline is no version that anybody could send back; what comes back is set against the version itself.
    """
    main, parts = read_package(data)
    parts.pop(CUSTOM[0], None)
    for relation in parts[main].rels.values():
        if relation.kind == "settings":
            settings = parse(parts[relation.target].data)
            for node in settings.findall(W + "removePersonalInformation"):
                settings.remove(node)
            parts[relation.target] = replace(parts[relation.target], data=to_bytes(settings))
    if CORE[0] in parts:
        parts[CORE[0]] = replace(parts[CORE[0]], type=CORE[1])
    return write_package(main, parts)
