"""XLIFF 1.2 (OASIS Standard, 2008), for older tools: a file a record, a group a text, a `trans-unit` each segment.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from ...model.translation import State
from .content import Code, Content, Mark, Role
from .delivery import Delivery, Returned, Unit, is_blank, local

if TYPE_CHECKING:
    from . import units
    from .xliff import Record

XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# How far a text is -> the state of its targets (section 3.2.3, `state`).
STATES: dict[State, str] = {
    "missing": "needs-translation",
    "stale": "needs-review-translation",
    "draft": "translated",
    "confirmed": "final",
}
NOT_BEGUN = frozenset({"new", "needs-translation"})
APPROVED = frozenset({"final", "signed-off"})
CTYPES: dict[Role, str] = {"strong": "bold", "emph": "italic", "link": "link", "address": "x-address", "break": "lb"}
# What stands for a code in plain text, for a program that counts or matches words (section 2.3.1, `equiv-text`).
EQUIVALENTS: frozenset[Role] = frozenset({"slot", "space"})
MARKS = ("x-reporting-source", "x-reporting-target")  # contexts with the digests of the texts as they went out
NUMBER = "#"  # between the id of a text and the number of its segment


def build(records: Sequence[Record], source: str, target: str) -> etree._Element:
    """The document."""
    root = etree.Element(_name("xliff"), nsmap={None: XLIFF})
    root.set("version", "1.2")
    for record in records:
        file = etree.SubElement(root, _name("file"), original=record.file, datatype="plaintext")
        file.attrib.update({"source-language": source, "target-language": target})
        header = etree.SubElement(file, _name("header"))
        etree.SubElement(header, _name("note")).text = record.title
        body = etree.SubElement(file, _name("body"))
        for unit in record.units:
            group = etree.SubElement(body, _name("group"), id=unit.id)
            for number in range(len(unit.pairs)):
                _segment(group, unit, number)
    return root


def _segment(group: etree._Element, unit: units.Unit, number: int) -> None:
    pair, state = unit.pairs[number], unit.standing.state
    node = etree.SubElement(group, _name("trans-unit"), id=f"{unit.id}{NUMBER}{number + 1}")
    node.set("resname", f"{unit.record} {unit.standing.field}")
    node.set(SPACE, "preserve")
    if state == "confirmed":
        node.set("approved", "yes")
    _fill(etree.SubElement(node, _name("source")), pair.source, unit)
    target = etree.SubElement(node, _name("target"))
    target.set("state", STATES["missing" if pair.target is None else state])
    _fill(target, pair.target or (), unit)
    contexts = etree.SubElement(node, _name("context-group"), purpose="x-reporting")
    for name, mark in zip(MARKS, unit.marks, strict=True):
        context = etree.SubElement(contexts, _name("context"))
        context.set("context-type", name)
        context.text = mark or "-"
    for category, words in unit.notes:
        etree.SubElement(node, _name("note"), attrib={"from": category}).text = words


def _fill(parent: etree._Element, content: Content, unit: units.Unit) -> None:
    last = None
    for part in content:
        if not isinstance(part, str):
            last = _code(parent, part, unit.codes[part.id])
        elif last is None:
            parent.text = (parent.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def _code(parent: etree._Element, mark: Mark, code: Code) -> etree._Element:
    name = {"open": "bpt", "close": "ept", "alone": "ph"}[mark.side]
    node = etree.SubElement(parent, _name(name), id=mark.id)
    if mark.side != "alone":
        node.set("rid", mark.id)
    if mark.side != "close":
        node.set("ctype", CTYPES.get(code.role, f"x-{code.role}"))
    if code.role in EQUIVALENTS:
        node.set("equiv-text", code.start)
    node.text = code.end if mark.side == "close" else code.start
    return node


def is_mine(root: etree._Element) -> bool:
    """Whether this is XLIFF 1.2."""
    return root.tag == _name("xliff") and root.get("version", "") == "1.2"


def read(root: etree._Element) -> Delivery:
    """The texts of a document. Where its files are of different languages, all are named, and none will do."""
    sources, targets = (
        sorted({file.get(f"{side}-language", "") for file in root.iter(_name("file"))}) for side in ("source", "target")
    )
    delivery = Delivery("+".join(sources), "+".join(targets))
    by_id: dict[str, dict[str, Returned]] = {}
    texts: dict[str, Unit] = {}
    for node in root.iter(_name("trans-unit")):
        identifier, _, number = node.get("id", "").rpartition(NUMBER)
        if not identifier:
            identifier, number = node.get("id", ""), "1"
        unit = texts.setdefault(identifier, Unit(identifier, node.sourceline or 1, _marks(node)))
        own = by_id.setdefault(identifier, {})
        if number in own:  # told as a text that is there twice
            unit = Unit(identifier, node.sourceline or 1, _marks(node))
            delivery.units.append(unit)
            unit.segments.append(_returned(node))
            continue
        if not own:
            delivery.units.append(unit)
        own[number] = _returned(node)
    for identifier, own in by_id.items():
        texts[identifier].segments = [own[number] for number in sorted(own, key=_order)]
    return delivery


def _order(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isascii() and number.isdigit() and len(number) < 9 else (0, number)


def _marks(node: etree._Element) -> tuple[str, str] | None:
    found = {context.get("context-type"): context.text or "" for context in node.iter(_name("context"))}
    if not set(MARKS) <= set(found):
        return None
    source, target = (found[name].strip().replace("-", "") for name in MARKS)
    return source, target


def _returned(node: etree._Element) -> Returned:
    source, target = node.find(_name("source")), node.find(_name("target"))
    content = None if target is None else tuple(_content(target))
    state = "" if target is None else target.get("state", "")
    approved = state in APPROVED or node.get("approved") == "yes"
    return Returned(
        () if source is None else tuple(_content(source)),
        None if is_blank(content) else content,
        state not in NOT_BEGUN,
        approved,
    )


def _content(node: etree._Element) -> Iterator[str | Mark]:
    yield node.text or ""
    for child in node:
        name, identifier = local(child), child.get("id", "")
        if name == "g":
            yield Mark("open", identifier)
            yield from _content(child)
            yield Mark("close", identifier)
        elif name == "mrk":  # a remark of the tool, or a segment of it
            yield from _content(child)
        elif name in ("bpt", "bx"):
            yield Mark("open", identifier)
        elif name in ("ept", "ex"):
            yield Mark("close", child.get("rid") or identifier)
        elif name:  # `ph`, `x`, or what is no inline element at all and then is no code of ours
            yield Mark("alone", identifier)
        yield child.tail or ""


def _name(name: str) -> str:
    return f"{{{XLIFF}}}{name}"
