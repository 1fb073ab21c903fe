"""Changes of layout alone: tracked ones with their author, others found by comparing looks.

Every program writes looks in its own way. Of files of LibreOffice and others only `COARSE` looks are compared, which
they all keep; of files that say Word saved them, or nobody, all looks are. What stands in a line once a look is told
with the number of its places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from .changes import Change, Span
from .looks import COARSE
from .pieces import Paragraph, Reading
from .units import Unit

KEEPS_ALL = "Microsoft"  # what the name of a program begins with that leaves alone what nobody changed
Look = Mapping[str, str]


def compare_looks(pairs: Sequence[tuple[Unit, Unit]], units: Sequence[Unit], program: str) -> Iterator[Change]:
    """`pairs`: units of what was sent and what they became; `units`: all that came back."""
    for unit in units:
        for paragraph in unit.paragraphs:
            yield from _tracked(unit, paragraph)
    every = program.startswith(KEEPS_ALL) or not program
    places: dict[str, dict[Span, None]] = defaultdict(dict)
    for base, unit in pairs:
        ours, theirs = base.first.look, unit.paragraphs[-1].look
        for name in differing(ours, theirs, every):
            places[name][base.span(0, len(base.text))] = None
        for start, end, names in _run_differences(base, unit, every):
            for name in names:
                places[name][base.span(start, end)] = None
    for name, spans in sorted(places.items()):
        yield Change("layout", tuple(spans), what=(name,))


def differing(ours: Look, theirs: Look, every: bool) -> list[str]:
    """The names of the looks that differ."""
    if ours is theirs or ours == theirs:
        return []
    names = sorted({*ours, *theirs})
    return [name for name in names if (every or name in COARSE) and ours.get(name) != theirs.get(name)]


def _tracked(unit: Unit, paragraph: Paragraph) -> Iterator[Change]:
    start = unit.offset(paragraph, 0)
    length = sum(len(piece.text) for piece in paragraph.pieces if piece.stands(accepted=False))
    for what, mark in paragraph.changed:
        span = unit.place(start, start + length)
        yield Change("layout", (span,) if span else (), "", "", True, mark.author, mark.date, what=(what,))
    at = start
    for piece in paragraph.pieces:
        width = len(piece.text) if piece.stands(accepted=False) else 0
        if piece.looked is not None and piece.text:
            span = unit.place(at, at + width)
            what = tuple(differing(piece.before, piece.look, every=True)) or ("text",)
            mark = piece.looked
            spans, text = (span,) if span else (), piece.text
            yield Change("layout", spans, text, text, True, mark.author, mark.date, what=what)
        at += width


def _run_differences(base: Unit, unit: Unit, every: bool) -> Iterator[tuple[int, int, list[str]]]:
    """Where text that stayed looks otherwise: from, to, and in what."""
    ours, theirs = _looks(base), _looks(unit)
    i = j = 0
    for tag, a, b, c, _ in unit.ops:
        if tag != "equal":
            continue
        at = a
        while at < b:
            while i < len(ours) and ours[i][1] <= at:
                i += 1
            while j < len(theirs) and theirs[j][1] <= at - a + c:
                j += 1
            if i >= len(ours) or j >= len(theirs):
                break
            end = min(b, ours[i][1], theirs[j][1] - c + a)
            if (
                base.text[at:end].strip()
                and ours[i][2]
                and theirs[j][2]
                and (names := differing(ours[i][2], theirs[j][2], every))
            ):
                yield at, end, names
            at = end


def _looks(unit: Unit) -> list[tuple[int, int, Look]]:
    """The looks of a unit as it was sent, by offset."""
    found = []
    at = 0
    for paragraph in unit.paragraphs:
        for piece in paragraph.pieces:
            if piece.stands(accepted=False) and piece.text:
                found.append((at, at + len(piece.text), piece.before))
                at += len(piece.text)
    return found


def compare_pages(sent: Reading, back: Reading) -> Iterator[Change]:
    """Page setup, pictures, and what the file says of itself."""
    for _, changes in back.sections:
        for what, mark in changes:
            yield Change("layout", tracked=True, author=mark.author, date=mark.date, what=(what,))
    looks, others = [look for look, _ in sent.sections], [look for look, _ in back.sections]
    if len(looks) != len(others):
        yield Change("layout", what=("sections",))
    pages = zip(looks, others, strict=False)
    for name in dict.fromkeys(name for a, b in pages for name in differing(a, b, every=True)):
        yield Change("layout", what=(name,))
    for name in sorted({*sent.properties, *back.properties}):
        old, new = sent.properties.get(name, ""), back.properties.get(name, "")
        if back.properties and old != new:
            yield Change("layout", what=(f"property-{name}",), old=old, new=new)
