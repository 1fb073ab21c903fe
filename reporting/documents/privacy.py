"""What only an internal copy may say: that no other document prints it, and that there is a copy that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model.book import Casebook
from ..model.packs import Document, Pack
from ..problems import Problem
from .kinds import Kind
from .selection import INTERNAL


def check_kind(kind: Kind) -> Iterator[Problem]:
    """Sections of a kind's body are told apart; what it calls private or inside is one, and some copy may hold it."""
    known = [section.id for section in kind.file.body]
    for index, section in enumerate(known):
        if section in known[:index]:
            yield Problem("duplicate-section", kind.place / "body" / index / "id", {"value": section})
    for field in ("private", "inside"):
        named = getattr(kind.file, field)
        for index, section in enumerate(named):
            if section not in known:
                values = {"id": section, "known": ", ".join(known)}
                yield Problem("kind-section-unknown", kind.place / field / index, values)
        if named and INTERNAL not in kind.file.audiences:
            yield Problem("private-nowhere", kind.place / field, {"kind": kind.name})


def check_private(pack: Pack, book: Casebook, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """A text that one kind keeps inside stays inside, whatever other document is made of the same file.

    A copy for outside that leaves something out wants an internal one of the same text, or nobody would ever read it;
    and the decision note that goes with a letter is the copy for the letter's own readers.
    """
    secret: dict[str, dict[str, str]] = {}  # text file -> section that stays inside -> the document that says so
    for name, document in pack.documents.items():
        for section in _kept(document, kinds) & _said(document, pack, book):
            secret.setdefault(document.text or "", {}).setdefault(section, name)
    complete = {document.text for document in pack.documents.values() if document.audience == INTERNAL}
    for name, document in pack.documents.items():
        yield from _nested(document, pack, book, kinds)
        place = book.place("pack", pack.id) / "documents" / name
        inside = secret.get(document.text or "", {})
        if document.audience != INTERNAL:
            for section in sorted(inside.keys() - _kept(document, kinds)):
                yield Problem("private-elsewhere", place / "text", {"id": section, "document": inside[section]})
            if inside and document.text not in complete:
                yield Problem("private-without-copy", place, {"document": name, "ids": ", ".join(sorted(inside))})
        note = pack.documents.get(document.decision_note or "")
        if note is not None and note.audience != document.audience:
            values = {"note": document.decision_note, "audience": note.audience, "wanted": document.audience}
            yield Problem("decision-note-for-others", place / "decision_note", values)


def _kept(document: Document, kinds: Mapping[str, Kind]) -> set[str]:
    """The sections that a document of this kind has in its internal copy only."""
    kind = kinds.get(document.kind)
    return {*kind.file.private, *kind.file.inside} if kind else set()


def _said(document: Document, pack: Pack, book: Casebook) -> set[str]:
    """The sections at the top of the document's text."""
    letter = book.letters.get((pack.id, document.text or ""))
    return {section.id for section in letter.sections} if letter else set()


def _nested(document: Document, pack: Pack, book: Casebook, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """Sections that would stay inside, did they not stand in one that does not: there nothing keeps them back."""
    letter, kept = book.letters.get((pack.id, document.text or "")), _kept(document, kinds)
    if letter is None or not kept:
        return
    place = book.place("letter", f"{pack.id}/{document.text}") / "sections"
    todo = [(section, place / index, 1) for index, section in enumerate(letter.sections)]
    while todo:
        section, here, depth = todo.pop()
        if depth > 1 and section.id in kept:
            yield Problem("private-nested", here / "id", {"id": section.id})
        todo += [(inner, here / "sections" / index, depth + 1) for index, inner in enumerate(section.sections)]
