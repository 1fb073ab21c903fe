"""The footnotes of one document: the template's own and those of the texts, in the order in which they are referred to.

Word numbers notes by the order of their references in the body; the order of the entries is for readers that go by
the part alone. A template's note that is printed twice (in a loop) becomes two notes, one that is not printed goes.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from .cleaning import SEPARATORS
from .ooxml import W
from .origins import Paragraph


class Notes:
    """`root`: the filled footnotes part. `segments`: the origins of the paragraphs, shared with the part's writer."""

    def __init__(self, root: etree._Element, segments: dict[etree._Element, Paragraph]) -> None:
        self._root = root
        self._segments = segments
        self._own = {note.get(W + "id"): note for note in root if note.get(W + "type") not in SEPARATORS}
        self._made: list[etree._Element] = []
        for note in self._own.values():
            root.remove(note)

    def refer(self, reference: etree._Element) -> None:
        """Tie a reference that the template holds to its note."""
        note = self._own.get(reference.get(W + "id"))
        if note is None:
            return
        if note in self._made:
            twin = deepcopy(note)
            for copied, paragraph in zip(twin.iter(W + "p"), note.iter(W + "p"), strict=True):
                self._segments[copied] = self._segments.get(paragraph, ())
            note = twin
        reference.set(W + "id", str(self.add(note)))

    def add(self, note: etree._Element) -> int:
        """Add a `w:footnote`; gives its id."""
        self._made.append(note)
        note.set(W + "id", str(len(self._made)))
        self._root.append(note)
        return len(self._made)
