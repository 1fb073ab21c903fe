"""Values that a template prints outside running text: in an attribute, in the code of a field.

An alternative text takes any text, a field code the name of a bookmark (`PAGEREF {{ d.label }}`); nothing else takes
any, since a value there would be lost or become code.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from ...documents.blocks import Note, Text
from .ooxml import W
from .printing import OPEN, TOKEN
from .writing import PartWriting, short

ALT_TEXT = {"descr", "title", "alt", "tooltip"}
BOOKMARK = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")  # what Word takes (ECMA-376 part 1, 17.13.6.2)


def write_outside(part: PartWriting) -> None:
    """Replace the tokens that `PartWriting.write` has left, or report them at their paragraph."""
    for node in part.root.iter(etree.Element):
        odd = [(name, text) for name, text in node.items() if OPEN in text]
        if not odd and OPEN not in (node.text or "") and OPEN not in (node.tail or ""):
            continue
        above = (p for parent in (node, *node.iterancestors()) for p in parent.iter(W + "p") if p in part.numbers)
        near = next(above, None)
        part.number = part.numbers[near] if near is not None else None
        for name, text in odd:
            attribute = etree.QName(name).localname
            node.set(name, _filled(text, part, lambda value, a=attribute: _alternative(value, a, part)))
        if node.tag == W + "instrText":
            node.text = _filled(node.text or "", part, lambda value: _bookmark(value, part))
        for key in TOKEN.findall((node.text or "") + (node.tail or "")):
            _refuse(part.shared.tokens[int(key)], part)


def _filled(text: str, part: PartWriting, written: Any) -> str:
    return TOKEN.sub(lambda token: written(part.shared.tokens[int(token[1])]), text)


def _refuse(value: Any, part: PartWriting) -> str:
    part.problem("value-misplaced", text=short(str(value)))
    return ""


def _bookmark(value: Any, part: PartWriting) -> str:
    """A value as part of a field code: nothing but a name may become code."""
    return str(value) if isinstance(value, str) and BOOKMARK.fullmatch(value) else _refuse(value, part)


def _alternative(value: Any, attribute: str, part: PartWriting) -> str:
    """A value as the characters of an attribute."""
    if attribute not in ALT_TEXT or not isinstance(value, Text):
        return _refuse(value, part)
    if any(isinstance(inline, Note) for inline in value.inlines):
        part.problem("note-misplaced", text=short(value))
    return part.printable(str(value), value.origins or part.own)
