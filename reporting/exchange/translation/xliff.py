"""XLIFF in both versions: which one, and reading it from people and tools that nobody knows.

Written with lxml against the schemas of OASIS, not with translate-toolkit: that speaks XLIFF 2 without inline codes,
and its licence (GPL-3.0 or later) would become that of every copy of this software (EUPL-1.2, article 5). The tests run
it as the independent reader and writer.
"""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from ...places import Place
from ...problems import Problem
from . import xliff1, xliff2
from .delivery import Delivery, local
from .units import Unit

FORMS = {"xliff2": xliff2, "xliff1": xliff1}
LARGEST = 32 * 1024 * 1024  # bytes; a casebook of a thousand cases makes a twentieth of that


@dataclass(frozen=True)
class Record:
    """The units of one case file: its record (`kind/id`), the file's name, and what the record is called."""

    key: str
    file: str
    title: str
    units: tuple[Unit, ...]


def group_units(units: Sequence[Unit], titles: Mapping[str, str]) -> list[Record]:
    """The units by record, in their order."""
    found = []
    for key, own in groupby(units, key=lambda unit: unit.record):
        listed = tuple(own)
        found.append(Record(key, listed[0].standing.place.file, titles.get(key, key), listed))
    return found


def render_xliff(form: str, records: Sequence[Record], source: str, target: str) -> bytes:
    """The file for a translator. `form`: a key of `FORMS`."""
    root = FORMS[form].build(records, source, target)
    _indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


# What holds words: a line break in there would be one of theirs.
_LEAVES = frozenset({"source", "target", "data", "note", "context"})


def _indent(node: etree._Element, depth: int = 1) -> None:
    """A line for each element, down to those that hold words."""
    if len(node) and local(node) not in _LEAVES:
        node.text = "\n" + "  " * depth
        for child in node:
            _indent(child, depth + 1)
            child.tail = node.text
        child.tail = "\n" + "  " * (depth - 1)


def read_xliff(data: bytes, shown: str) -> tuple[Delivery | None, list[Problem]]:
    """The units of a file, or what is wrong with it.

    Nothing outside the file is opened, no entity is known but the five of XML, and a document type is refused as such:
    XLIFF has none. Problems: `exchange-too-large`, `exchange-doctype`, `exchange-not-xml`, `exchange-other-format`.
    """
    if len(data) > LARGEST:
        return None, [Problem("exchange-too-large", Place(shown), {"limit": LARGEST // 1024 // 1024})]
    try:
        _refuse_doctype(data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(data, parser)
    except _Doctype as found:
        return None, [Problem("exchange-doctype", Place(shown, position=(found.args[0], 1)))]
    except (etree.XMLSyntaxError, xml.parsers.expat.ExpatError, ValueError, LookupError) as error:
        line = max(getattr(error, "lineno", None) or 1, 1)
        return None, [Problem("exchange-not-xml", Place(shown, position=(line, 1)))]
    for form in FORMS.values():
        if form.is_mine(root):
            return form.read(root), []
    found = f"{local(root)} {root.get('version') or ''}".strip()
    return None, [Problem("exchange-other-format", Place(shown, position=(1, 1)), {"found": found[:40]})]


class _Doctype(Exception):
    """The line where a document type is declared."""


class _Begun(Exception):
    """The first element: no document type can follow."""


def _refuse_doctype(data: bytes) -> None:
    """Stops where a document type begins, before any entity in it is read, whatever the encoding."""
    parser = xml.parsers.expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise _Doctype(parser.CurrentLineNumber)

    def element(*_: object) -> None:
        raise _Begun

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, element
    try:
        parser.Parse(data, True)
    except _Begun:
        return
