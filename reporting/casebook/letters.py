"""Letters and the documents that name them: each `text:` has its file, each file its document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.packs import TEXT_FILE_PATTERN
from ..places import Place
from ..problems import Problem
from .entries import Entry
from .layout import PACK
from .wording import find_nearest

TEXT_FILE = re.compile(TEXT_FILE_PATTERN)


def check_letters(entries: dict[tuple[str, str], Entry]) -> Iterator[Problem]:
    """Whether documents' texts are there, and whether each text belongs to a document."""
    used: set[str] = set()
    unsure: set[str] = set()
    for (kind, identifier), entry in entries.items():
        if kind != "pack":
            continue
        if not entry.readable:
            unsure.add(identifier)
        for key, document in entry.part("documents").items():
            name = document.get("text") if isinstance(document, dict) else None
            if not isinstance(name, str):
                continue
            letter, at = f"{identifier}/{name}", entry.place / "documents" / key / "text"
            used.add(letter)
            if name == PACK:
                yield Problem("text-is-pack", at, {"file": name})
            elif not TEXT_FILE.fullmatch(name):
                unsure.add(identifier)
            elif ("letter", letter) not in entries:
                unsure.add(identifier)
                there = [
                    other.partition("/")[2] for kind, other in entries if kind == "letter" and within(other, identifier)
                ]
                yield Problem("text-missing", at, {"file": name, "nearest": find_nearest(name, there)})
    for (kind, identifier), entry in entries.items():
        pack, _, name = identifier.partition("/")
        if kind == "letter" and identifier not in used and ("pack", pack) in entries and pack not in unsure:
            yield Problem("unused-letter", Place(entry.place.file), {"name": name})


def within(letter: str, pack: str) -> bool:
    """Whether the letter with this id (`pack/file`) stands in the folder of the pack."""
    return letter.startswith(f"{pack}/")
