"""The XML of a part of a returned file, read with nothing opened and nothing expanded.

A document type is refused before a parser sees it: a part of a Word file has none (ECMA-376 part 2, 8.1.4), and all
that XML can do to its reader (entities that multiply, files and addresses that open) begins there.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

MOST_TAGS = 3_000_000  # a table of 10,000 rows has about 800,000
DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii"}
DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
TOO_DEEP = {"ERR_NAME_TOO_LONG", "ERR_RESOURCE_LIMIT"}


class Refused(Exception):
    """A file is not read: `code` of the problem and the `values` of its words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def parse(data: bytes, part: str) -> etree._Element:
    """The root of a part. Raises `Refused`: `returned-doctype`, `returned-bomb`, `returned-damaged`."""
    data = _in_utf8(data, part)
    if DECLARATION.search(data):
        raise Refused("returned-doctype", part=part)
    if data.count(b"<") > MOST_TAGS:
        raise Refused("returned-bomb", part=part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error).lower() or "huge" in str(error).lower()
        raise Refused("returned-bomb" if deep else "returned-damaged", part=part) from error
    except (ValueError, LookupError) as error:
        raise Refused("returned-damaged", part=part) from error


def _in_utf8(data: bytes, part: str) -> bytes:
    """The part in UTF-8: a parser's own idea of other encodings would let a document type pass unseen."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()
        data = data.removeprefix(codecs.BOM_UTF8)
        declared = DECLARED.match(data)
        if declared and declared[1].decode().lower() not in ENCODINGS:
            raise Refused("returned-damaged", part=part)
        data.decode("utf-8")
        if b"\0" in data:  # of another encoding, which the parser would find out by itself
            raise Refused("returned-damaged", part=part)
    except UnicodeError as error:
        raise Refused("returned-damaged", part=part) from error
    return data
