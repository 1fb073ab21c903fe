"""Which files a pack depends on: an error in another file need not stop it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ..model.obstacles import Obstacle
from .entries import Entry
from .forms import load_form
from .layout import TOP
from .loading import Loaded

# kinds that every pack depends on
ALWAYS = frozenset({*TOP.values(), "translations"})
# field of a selection -> the field of an obstacle that it is compared with
COMPARED = {"borders": "borders", "themes": "theme"}
# what a section shows of all motions and undertakings, where its document names none
LISTED = frozenset({"commitments", "commitments-by-state", "late", "agenda"})


def reach(
    loaded: Loaded, pack: str, kinds_with_obstacles: Collection[str] | None = None, listing: Collection[str] = ()
) -> set[str]:
    """The files, as shown in problems, that the pack may take something from.

    The pack's own file and its letters; every record that they name, and what those name in turn; the obstacles that a
    selection could take, an obstacle that cannot be told from its file included; the meetings of the same kind as one
    that is named, of which one may be the meeting before it; all motions and undertakings, where a document lists them
    and names none; the settings, the sources, the glossary and the confirmed translations always; and what went wrong
    with a folder. `kinds_with_obstacles`: the kinds of document that show obstacles; None: any may. `listing`: those
    that list motions and undertakings whatever their text says.
    """
    files: dict[str, list[Entry]] = defaultdict(list)
    for entry in loaded.entries:
        files[entry.place.file].append(entry)
    found = {entry.place.file for entry in loaded.entries if entry.kind in ALWAYS}
    found |= {name for name in loaded.files if name.rpartition("/")[2] in TOP}
    found |= {problem.place.file for problem in loaded.problems if problem.place.file not in loaded.files}
    todo = list(_start(loaded, pack, kinds_with_obstacles, listing))
    while todo:
        file = todo.pop()
        if file in found:
            continue
        found.add(file)
        for entry in files[file]:
            todo.extend(_named(loaded, entry))
    return found


def lists_commitments(sections: Iterable[Any]) -> bool:
    """Whether a section, or one inside it, shows motions and undertakings."""
    found = [section for section in sections if isinstance(section, dict)]
    return any(section.get("show") in LISTED or lists_commitments(_list(section, "sections")) for section in found)


def _start(loaded: Loaded, pack: str, kinds: Collection[str] | None, listing: Collection[str]) -> Iterator[str]:
    entry = next((entry for entry in loaded.entries if (entry.kind, entry.id) == ("pack", pack)), None)
    if entry is None:
        return
    yield entry.place.file
    documents = [document for document in entry.part("documents").values() if isinstance(document, dict)]
    texts = {f"{pack}/{document.get('text')}" for document in documents}
    for other in loaded.entries:
        own = other.kind == "letter" and other.id.startswith(f"{pack}/")
        if (own and (other.id in texts or not entry.readable)) or (
            other.kind == "obstacle"
            and (not entry.readable or any(_could_take(document, other, kinds) for document in documents))
        ):
            yield other.place.file
    yield from _unnamed(loaded, pack, documents, listing)


def _unnamed(loaded: Loaded, pack: str, documents: list[dict[str, Any]], listing: Collection[str]) -> Iterator[str]:
    """The files of motions, undertakings and meetings that no document names and some may take something from."""
    letters = {entry.id: entry.part("sections", kind=list) for entry in loaded.entries if entry.kind == "letter"}
    taken = any(
        document.get("kind") in listing or lists_commitments(letters.get(f"{pack}/{document.get('text')}", ()))
        for document in documents
        if not _list(document, "commitments")
    )
    meetings = [entry for entry in loaded.entries if entry.kind == "meeting"]
    named = {document.get("meeting") for document in documents}
    kinds = {entry.part("kind", kind=str) for entry in meetings if entry.id in named}
    for entry in loaded.entries:
        if entry.kind == "commitment" and taken:
            yield entry.place.file
        if entry.kind == "meeting" and kinds and (not entry.readable or entry.part("kind", kind=str) in kinds):
            yield entry.place.file


def _list(data: dict[str, Any], key: str) -> list[Any]:
    return data[key] if isinstance(data.get(key), list) else []


def _named(loaded: Loaded, entry: Entry) -> Iterator[str]:
    """The files of what the record names; where it is in none, the files that could not be read and might hold it."""
    for _, kind, identifier in entry.references:
        file = loaded.known.files[kind].get(identifier)
        if file:
            yield file
        elif file is None and kind in loaded.known.incomplete:  # "": a word that stands in no file, as `citizen`
            yield from (other.place.file for other in loaded.entries if other.kind == "party" and not other.readable)


def _could_take(document: dict[str, Any], obstacle: Entry, kinds: Collection[str] | None) -> bool:
    if kinds is not None and document.get("kind") not in kinds:
        return False
    selection = document.get("obstacles")
    if not isinstance(selection, dict):
        return True
    if ids := selection.get("ids"):
        return not isinstance(ids, list) or obstacle.id in ids or obstacle.part("id", kind=str) in ids
    return all(_could_match(selection.get(field), obstacle, compared) for field, compared in COMPARED.items())


def _could_match(wanted: Any, obstacle: Entry, field: str) -> bool:
    """Whether the obstacle has one of the words wanted, or has something else there that may be meant as one."""
    if not isinstance(wanted, list) or not wanted:
        return True
    given = obstacle.part(field, kind=list) or [obstacle.part(field, kind=str)]
    form = load_form(Obstacle).fields[field]
    possible = (form.items or form).words
    return any(word in wanted or word not in possible for word in given)
