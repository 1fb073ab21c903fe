"""Notes that the comparing program tracks in one place and not in the other: put right, where that can be told.

A note that is put in beside another, or whose neighbour went with its row, comes out of the comparison with its text
tracked but not the number in the running text that leads to it. Either the number belongs with the text (both are new),
or the text is no change at all: whichever gives the two texts exactly is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from ...output.word.ooxml import W, to_bytes
from ...output.word.package import Part, parse, read_package, write_package

REFERENCE = W + "footnoteReference"
FREE = 1_000_000  # numbers of tracked changes from here on are not given by the program
TRACKED = {W + "ins", W + "del"}
TEXTS = {W + "t": W + "ins", W + "delText": W + "del"}


def find_mended(data: bytes, is_exact: Callable[[bytes], bool]) -> bytes | None:
    """The file, or the one mended way of it, that `is_exact`; None where there is none."""
    return next((one for one in (data, *_variants(data)) if is_exact(one)), None)


def _variants(data: bytes) -> Iterator[bytes]:
    for mend in (_track_reference, _settle_note):
        main, parts = read_package(data)
        named = next((rel.target for rel in parts[main].rels.values() if rel.kind == "footnotes"), None)
        if named not in parts:
            return
        body, notes = parse(parts[main].data), parse(parts[named].data)
        for reference, note, tracked in list(_astray(body, notes)):
            mend(reference, note, tracked)
        yield write_package(main, parts | {main: _with(parts[main], body), named: _with(parts[named], notes)})


def _astray(body: etree._Element, notes: etree._Element) -> Iterator[tuple[etree._Element, etree._Element, str]]:
    """References that are not tracked to notes of which all of the text is, with how (`w:ins`, `w:del`)."""
    by_id = {note.get(W + "id"): note for note in notes}
    for reference in body.iter(REFERENCE):
        note = by_id.get(reference.get(W + "id"))
        if note is None or any(above.tag in TRACKED for above in reference.iterancestors()):
            continue
        texts = [text for text in note.iter(*TEXTS) if (text.text or "").strip()]
        ways = {next((a.tag for a in text.iterancestors() if a.tag in TRACKED), None) for text in texts}
        if len(ways) == 1 and None not in ways:
            yield reference, note, ways.pop()


def _track_reference(reference: etree._Element, note: etree._Element, tracked: str) -> None:
    """The reference is tracked as its note is."""
    run, like = reference.getparent(), next(note.iter(tracked))
    wrapper = etree.Element(tracked, dict(like.attrib))
    wrapper.set(W + "id", str(FREE + int(reference.get(W + "id"))))
    run.getparent().replace(run, wrapper)
    wrapper.append(run)


def _settle_note(reference: etree._Element, note: etree._Element, tracked: str) -> None:
    """The note is no change: its text is not tracked."""
    for text in note.iter(W + "delText"):
        text.tag = W + "t"
    for node in list(note.iter(*TRACKED)):
        for child in node:
            node.addprevious(deepcopy(child))
        node.getparent().remove(node)


def _with(part: Part, root: etree._Element) -> Part:
    return replace(part, data=to_bytes(root))
