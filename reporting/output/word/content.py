"""What a Word file says, apart from how it looks: two files with the same digest say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from lxml import etree

from .ooxml import WP, R, W
from .package import Part, parse, read_package

STORIES = ("wordprocessingml.document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
# Where a note stands is part of what is said: under another sentence it proves something else.
NOTE = "[*]"
SIGNS |= {W + "footnoteReference": NOTE, W + "endnoteReference": NOTE}
Said = dict[str, list[list[str]]]


def read_content(data: bytes, mark: str | None = None) -> Said:
    """By story (the part's name), each paragraph that says something: its text, pictures and links.

    A note counts where it is referred to; an empty cell of a table as well, since a word in another column says
    something else. A picture counts by its alternative text, which has its figures; a link by its address too. `mark`:
    what every page says of its state; a paragraph that is that, and no more, is left out. Raises `NotWord`.
    """
    _, parts = read_package(data)
    found: Said = {}
    for name, part in sorted(parts.items()):
        if part.type.endswith(STORIES):
            said = [list(_paragraph(node, part)) or _empty_cell(node) for node in parse(part.data).iter(W + "p")]
            found[name] = [one for one in said if one and one != [mark]]
    return {name: paragraphs for name, paragraphs in found.items() if paragraphs}


def content_digest_of(data: bytes, mark: str | None = None) -> str:
    """The SHA-256 of what `read_content` finds."""
    said = json.dumps(read_content(data, mark), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _empty_cell(paragraph: etree._Element) -> list[str]:
    """What an empty paragraph says: something only where it is all that a cell has."""
    cell = paragraph.getparent()
    return [""] if cell is not None and cell.tag == W + "tc" and len(cell.findall(W + "p")) == 1 else []


def _paragraph(paragraph: etree._Element, part: Part) -> Iterator[str]:
    """The text of a paragraph, and what it shows and leads to; nothing where it is empty."""
    words: list[str] = []
    for node in paragraph.iter():
        if node.tag != W + "p" and next(node.iterancestors(W + "p")) is not paragraph:
            continue  # of a paragraph in a text box, which comes by itself
        if node.tag == W + "t":
            words.append(node.text or "")
        elif node.tag in SIGNS and node.getparent().tag == W + "r":
            words.append(SIGNS[node.tag])
    text = "".join(words)
    if text.strip():
        yield text
    for node in paragraph.iter(WP + "docPr", W + "hyperlink", W + "instrText"):
        if node.tag == WP + "docPr":
            yield f"picture: {node.get('descr', '')}"
        elif node.tag == W + "instrText" and (node.text or "").split()[:1] == ["HYPERLINK"]:
            yield f"link: {node.text.strip()}"
        elif (relation := part.rels.get(node.get(R + "id", ""))) is not None and relation.external:
            yield f"link: {relation.target}"
