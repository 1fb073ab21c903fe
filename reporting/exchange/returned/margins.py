"""Which headers and footers of a returned file are which of what was sent: by section and kind of page, not by name."""

from __future__ import annotations

from collections.abc import Mapping

from .pieces import Paragraph

Flows = Mapping[str, list[Paragraph]]
Match = tuple[list[Paragraph], list[Paragraph]]


def match_flows(ours: Flows, theirs: Flows) -> list[Match]:
    """The flows of both by twos, `[]` where one has none. A program may copy a header for each section: told once."""
    ours, theirs = _unboxed(ours, theirs), _unboxed(theirs, ours)
    plain = dict.fromkeys(name for name in (*ours, *theirs) if ":" not in name)
    found = [(ours.get(name, []), theirs.get(name, [])) for name in plain]
    seen: set[tuple[str, str]] = set()
    for name in dict.fromkeys(name for name in (*ours, *theirs) if ":" in name):
        left, right = _nearest(name, ours), _nearest(name, theirs)
        key = (left[0].part if left else "", repr([(one.pieces, one.look, one.inserted, one.deleted) for one in right]))
        if key not in seen and (left or any(_text(one).strip() for one in right)):
            seen.add(key)
            found.append((left, right))
    return found


def _unboxed(flows: Flows, others: Flows) -> Flows:
    """The flows with the text of boxes where it stands in the file, if the other has no boxes: pandoc keeps none."""
    made = dict(flows)
    for name in flows:
        main = name.removesuffix("/box")
        if main != name and name not in others:
            made[main] = sorted([*made.get(main, []), *made.pop(name)], key=lambda paragraph: paragraph.number)
    return made


def _nearest(name: str, flows: Flows) -> list[Paragraph]:
    """The flow of that name; else that of the last section before it, as sections go on with the headers they have."""
    kind, section, page = name.split(":", 2)
    for number in range(min(int(section), len(flows)), -1, -1):
        if (key := f"{kind}:{number}:{page}") in flows:
            return flows[key]
    return []


def _text(paragraph: Paragraph) -> str:
    return "".join(piece.text for piece in paragraph.pieces)
