"""What a Word file with tracked changes says with all of them rejected, and with all of them accepted.

Read from the revisions themselves (ECMA-376 part 1, section 17.13.5), with nothing of the program that made them: a
file that does not say exactly the old text and the new is no redline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ...output.word.ooxml import WP, R, W
from ...output.word.package import Part, parse, read_package

# What is there on one side only: of runs; and of the end of a paragraph, a row, a cell.
ONLY_OLD = {W + "del", W + "moveFrom", W + "cellDel"}
ONLY_NEW = {W + "ins", W + "moveTo", W + "cellIns"}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
TEXTS = {W + "t", W + "delText"}
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
STORIES = ("document.main+xml", "header+xml", "footer+xml")
ROW, CELL = "\x1e", "\x1f"  # the end of a row, and of a cell: texts cannot hold them


@dataclass
class Reading:
    """The paragraphs of a story on one side, as they are read."""

    part: Part
    notes: dict[str, dict[str, etree._Element]]
    gone: set[str]
    here: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def end(self) -> None:
        """The end of a paragraph; an empty one says nothing."""
        if text := "".join(self.here).strip():
            self.done.append(text)
        self.here.clear()

    def read(self, node: etree._Element) -> None:
        if node.tag in self.gone:
            return
        if node.tag == W + "p":
            self._paragraph(node)
        elif node.tag == W + "tr":
            self._row(node)
        elif node.tag in TEXTS:
            self.here.append(node.text or "")
        elif node.tag in SIGNS and node.getparent().tag == W + "r":
            self.here.append(SIGNS[node.tag])
        elif node.tag in NOTES:
            self._note(node)
        elif node.tag == WP + "docPr":
            self.here.append(f"[picture: {node.get('descr', '')}]")
        elif node.tag == W + "hyperlink":
            self._link(node)
        elif node.tag != W + "pPr":
            self._below(node)

    def _below(self, node: etree._Element) -> None:
        for child in node:
            self.read(child)

    def _paragraph(self, node: etree._Element) -> None:
        self._below(node)
        marks = node.find(f"{W}pPr/{W}rPr")
        if marks is None or not self._is_gone(marks):
            self.end()

    def _row(self, node: etree._Element) -> None:
        look = node.find(W + "trPr")
        if look is not None and self._is_gone(look):
            return
        self.end()
        for cell in node.iterchildren(W + "tc", W + "sdt"):
            look = cell.find(W + "tcPr")
            if look is not None and self._is_gone(look):
                continue
            self._below(cell)
            self.end()
            self.done.append(CELL)
        self.done.append(ROW)

    def _is_gone(self, look: etree._Element) -> bool:
        return any(child.tag in self.gone for child in look)

    def _note(self, node: etree._Element) -> None:
        note = self.notes.get(NOTES[node.tag], {}).get(node.get(W + "id", ""))
        if note is not None:
            inside = Reading(self.part, {}, self.gone)
            inside._below(note)
            inside.end()
            self.here.append(f"[note: {' / '.join(inside.done)}]")

    def _link(self, node: etree._Element) -> None:
        before = len(self.here)
        self._below(node)
        relation = self.part.rels.get(node.get(R + "id", ""))
        if relation is not None and relation.external and len(self.here) > before:
            self.here.append(f"[{relation.target}]")


def read_side(data: bytes, accepted: bool) -> list[list[str]]:
    """The body, and the headers and footers in the order of what they say: the paragraphs of each, notes in place.

    `accepted`: with all tracked changes accepted; else with all rejected. Raises `NotWord`.
    """
    main, parts = read_package(data)
    gone = ONLY_OLD if accepted else ONLY_NEW
    notes = {
        relation.kind: {note.get(W + "id", ""): note for note in parse(parts[relation.target].data)}
        for relation in parts[main].rels.values()
        if relation.kind in NOTES.values() and relation.target in parts
    }
    stories = [_story(parts[main], notes, gone)]
    return stories + sorted(
        _story(part, notes, gone)
        for name, part in sorted(parts.items())
        if name != main and part.type.endswith(STORIES)
    )


def count_changes(data: bytes) -> int:
    """In how many paragraphs something is tracked; an added or removed row counts as its paragraphs."""
    stories = (part for part in read_package(data)[1].values() if part.type.endswith((*STORIES, "notes+xml")))
    return sum(any(True for _ in _tracked(p)) for part in stories for p in parse(part.data).iter(W + "p"))


def _tracked(paragraph: etree._Element) -> Iterator[etree._Element]:
    yield from paragraph.iter(*(ONLY_OLD | ONLY_NEW))
    for row in paragraph.iterancestors(W + "tr"):
        yield from row.iterfind(f"{W}trPr/{W}ins")
        yield from row.iterfind(f"{W}trPr/{W}del")


def _story(part: Part, notes: dict[str, dict[str, etree._Element]], gone: set[str]) -> list[str]:
    reading = Reading(part, notes, gone)
    reading._below(parse(part.data))
    reading.end()
    return reading.done
