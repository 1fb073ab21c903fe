"""XLIFF 2.0 (OASIS, 2014; 2.1 and 2.2 have the same core): a file a record, a unit a text, a segment each part.

http://docs.oasis-open.org/xliff/xliff-core/v2.0/os/xliff-core-v2.0-os.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from ...model.translation import State
from .content import Code, Content, Mark, Role
from .delivery import NAMESPACE, Delivery, Returned, Unit, is_blank, local

if TYPE_CHECKING:
    from . import units
    from .xliff import Record

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# How far a text is -> the state of its segments, and a finer one of our own (section 4.3.1.31).
STATES: dict[State, tuple[str, str]] = {
    "missing": ("initial", ""),
    "stale": ("initial", "reporting:stale"),
    "draft": ("translated", ""),
    "confirmed": ("final", ""),
}
APPROVED = frozenset({"reviewed", "final"})
TYPES: dict[Role, str] = {
    "strong": "fmt",
    "emph": "fmt",
    "link": "link",
    "address": "link",
    "break": "fmt",
    "slot": "ui",
}
SUBTYPES: dict[Role, str] = {"strong": "xlf:b", "emph": "xlf:i", "break": "xlf:lb", "slot": "xlf:var"}
SHOWN: dict[Role, str] = {"break": "\\", "space": "\u237d"}  # a code that would be shown as nothing
EQUIVALENTS: frozenset[Role] = frozenset({"slot", "space"})  # what counts as text where words are counted or matched


def build(records: Sequence[Record], source: str, target: str) -> etree._Element:
    """The document."""
    root = etree.Element(_name("xliff"), nsmap={None: XLIFF, "reporting": NAMESPACE})
    root.attrib.update({"version": "2.0", "srcLang": source, "trgLang": target})
    for number, record in enumerate(records, 1):
        file = etree.SubElement(root, _name("file"), id=f"f{number}", original=record.file, canResegment="no")
        notes = etree.SubElement(file, _name("notes"))
        etree.SubElement(notes, _name("note"), category="title").text = record.title
        for unit in record.units:
            _unit(file, unit)
    return root


def _unit(file: etree._Element, unit: units.Unit) -> None:
    node = etree.SubElement(file, _name("unit"), id=unit.id)
    node.set("name", f"{unit.record} {unit.standing.field}")
    node.set(SPACE, "preserve")
    for name, mark in zip(("source", "target"), unit.marks, strict=True):
        node.set(f"{{{NAMESPACE}}}{name}", mark)
    if unit.notes:
        notes = etree.SubElement(node, _name("notes"))
        for category, words in unit.notes:
            etree.SubElement(notes, _name("note"), category=category).text = words
    if unit.codes:
        original = etree.SubElement(node, _name("originalData"))
        for identifier, code in unit.codes.items():
            for name, data in _data(identifier, code):
                etree.SubElement(original, _name("data"), id=name).text = data
    state, finer = STATES[unit.standing.state]
    for number, pair in enumerate(unit.pairs, 1):
        segment = etree.SubElement(node, _name("segment"), id=f"s{number}")
        segment.set("state", "initial" if pair.target is None else state)
        if finer and pair.target is not None:
            segment.set("subState", finer)
        _fill(etree.SubElement(segment, _name("source")), pair.source, unit)
        if pair.target is not None:
            _fill(etree.SubElement(segment, _name("target")), pair.target, unit)


def _data(identifier: str, code: Code) -> Iterator[tuple[str, str]]:
    if code.paired:
        yield f"d{identifier}s", code.start
        yield f"d{identifier}e", code.end
    else:
        yield f"d{identifier}", code.start


def _fill(parent: etree._Element, content: Content, unit: units.Unit) -> None:
    open_nodes, last = [parent], None
    for part in content:
        here = open_nodes[-1]
        if isinstance(part, str):
            if last is None:
                here.text = (here.text or "") + part
            else:
                last.tail = (last.tail or "") + part
        elif part.side == "close":
            last = open_nodes.pop()
        else:
            last = _code(here, part, unit.codes[part.id])
            if part.side == "open":
                open_nodes.append(last)
                last = None


def _code(parent: etree._Element, mark: Mark, code: Code) -> etree._Element:
    node = etree.SubElement(parent, _name("pc" if code.paired else "ph"), id=mark.id)
    free = "yes" if code.role == "space" else "no"  # where a language has such spaces is for the translator to say
    node.attrib.update({"canCopy": free, "canDelete": free, "type": TYPES.get(code.role, "other")})
    if code.role in SUBTYPES:
        node.set("subType", SUBTYPES[code.role])
    if code.paired:
        node.attrib.update({"dataRefStart": f"d{mark.id}s", "dataRefEnd": f"d{mark.id}e"})
        node.attrib.update({"dispStart": code.start, "dispEnd": code.end})
    else:
        node.attrib.update({"dataRef": f"d{mark.id}", "disp": SHOWN.get(code.role, code.start.strip())})
        node.set("equiv", code.start if code.role in EQUIVALENTS else "")
    return node


def is_mine(root: etree._Element) -> bool:
    """Whether this is XLIFF 2, of whatever minor version."""
    return root.tag == _name("xliff") and root.get("version", "").startswith("2")


def read(root: etree._Element) -> Delivery:
    """The units of a document."""
    delivery = Delivery(root.get("srcLang", ""), root.get("trgLang", ""))
    for node in root.iter(_name("unit")):
        marks = tuple(node.get(f"{{{NAMESPACE}}}{name}") for name in ("source", "target"))
        unit = Unit(node.get("id", ""), node.sourceline or 1, None if None in marks else marks)
        for segment in node.iterchildren(_name("segment")):
            source, target = (segment.find(_name(name)) for name in ("source", "target"))
            content = None if target is None else tuple(_content(target))
            state = segment.get("state", "initial")
            unit.segments.append(
                Returned(
                    () if source is None else tuple(_content(source)),
                    None if is_blank(content) else content,
                    state != "initial",
                    state in APPROVED,
                )
            )
        delivery.units.append(unit)
    return delivery


def _content(node: etree._Element) -> Iterator[str | Mark]:
    yield node.text or ""
    for child in node:
        name, identifier = local(child), child.get("id", "")
        if name == "pc":
            yield Mark("open", identifier)
            yield from _content(child)
            yield Mark("close", identifier)
        elif name == "mrk":  # a remark of the tool, which goes with it
            yield from _content(child)
        elif name == "cp":
            yield chr(int(child.get("hex", "fffd"), 16)) if _is_hex(child.get("hex", "")) else "\ufffd"
        elif name == "sc":
            yield Mark("open", identifier)
        elif name == "ec":
            yield Mark("close", child.get("startRef") or identifier)
        elif name not in ("", "sm", "em"):  # a `ph`, or what is no inline element at all and then is no code of ours
            yield Mark("alone", identifier)
        yield child.tail or ""


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 6 and all(sign in "0123456789abcdefABCDEF" for sign in text) and int(text, 16) < 0x110000


def _name(name: str) -> str:
    return f"{{{XLIFF}}}{name}"
