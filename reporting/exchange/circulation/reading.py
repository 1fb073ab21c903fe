"""What a kept Word file says, read on its own: nothing here is shared with what made the file or took its digest.

The rules are those of `output.word.content`: by story, every paragraph that says something, with the alternative texts
of its pictures and the addresses of its links, a sign for each reference to a note, and the cells that are empty; a
paragraph that is only the mark of the state does not count. A file is taken for hostile: no entities, no network, and
no part larger than `LARGEST`.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from lxml import etree

LARGEST = 64 * 1024 * 1024
MOST_PARTS = 4096
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PARAGRAPH, RUN, LINK = f"{W}p", f"{W}r", f"{W}hyperlink"
TEXT, CELL, FIELD = f"{W}t", f"{W}tc", f"{W}instrText"
WRITTEN = {
    f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
    f"{W}footnoteReference": "[*]", f"{W}endnoteReference": "[*]",
}  # fmt: skip
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
STORIES = {f"{WORD}{name}+xml" for name in ("document.main", "header", "footer", "footnotes", "endnotes")}


# What a broken or hostile package makes of its readers.
UNREADABLE = (
    etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip


class NotReadable(Exception):
    """The file is no Word file that could have been kept."""


class WordFile:
    """A Word file, its parts read when asked for. Raises `NotReadable`, as its methods do."""

    def __init__(self, data: bytes) -> None:
        try:
            self._package = zipfile.ZipFile(io.BytesIO(data))
        except UNREADABLE as error:
            raise NotReadable from error
        self._sizes = {item.filename: item.file_size for item in self._package.infolist()}
        if len(self._package.infolist()) > MOST_PARTS or len(self._sizes) != len(self._package.infolist()):
            raise NotReadable

    def digest(self, mark: str | None) -> str:
        """The SHA-256 of what it says, its `mark` left out."""
        said = {name: [*self._paragraphs(name, mark)] for name in self._stories()}
        told = {name: paragraphs for name, paragraphs in said.items() if paragraphs}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def properties(self) -> dict[str, str]:
        """What it says of itself in properties that are no office program's own."""
        root = self._tree("docProps/custom.xml")
        found = () if root is None else root
        return {str(one.get("name")): "".join(map(str, one.itertext())) for one in found if isinstance(one.tag, str)}

    def _stories(self) -> list[str]:
        root = self._tree("[Content_Types].xml")
        if root is None:
            raise NotReadable
        named = {str(one.get("PartName")).lstrip("/"): one.get("ContentType") for one in root if one.get("PartName")}
        return [name for name, kind in named.items() if kind in STORIES]

    def _paragraphs(self, name: str, mark: str | None) -> Iterator[list[str]]:
        root = self._tree(name)
        if root is None:
            raise NotReadable
        words: dict[etree._Element, list[str]] = {paragraph: [] for paragraph in root.iter(PARAGRAPH)}
        shown: dict[etree._Element, list[str]] = {paragraph: [] for paragraph in words}
        for node in root.iter(TEXT, *WRITTEN):
            text = node.text or "" if node.tag == TEXT else WRITTEN[node.tag]
            if node.tag == TEXT or node.getparent().tag == RUN:
                for paragraph in islice(node.iterancestors(PARAGRAPH), 1):
                    words[paragraph].append(text)
        nodes = [*root.iter(PICTURE, LINK, FIELD)]
        links = self._links(name) if nodes else {}
        for node in nodes:
            for paragraph in node.iterancestors(PARAGRAPH):  # of a text box, too, and of what holds the box
                shown[paragraph].extend(_shown(node, links))
        for paragraph, pieces in words.items():
            text = "".join(pieces)
            said = [*([text] if text.strip() else []), *shown[paragraph]]
            cell = paragraph.getparent() if not said else None
            if cell is not None and cell.tag == CELL and [one.tag for one in cell].count(PARAGRAPH) == 1:
                said = [""]
            if said and said != [mark]:
                yield said

    def _links(self, name: str) -> dict[str, str]:
        folder, _, file = name.rpartition("/")
        root = self._tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        relations = () if root is None else root
        return {str(one.get("Id")): str(one.get("Target")) for one in relations if one.get("TargetMode") == "External"}

    def _tree(self, name: str) -> etree._Element | None:
        """The part of that name; None where there is none."""
        if name not in self._sizes:
            return None
        if self._sizes[name] > LARGEST:
            raise NotReadable
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(self._package.read(name), parser)
        except UNREADABLE as wrong:
            raise NotReadable from wrong
        if root.getroottree().docinfo.doctype:
            raise NotReadable
        return root


def _shown(node: etree._Element, links: dict[str, str]) -> Iterator[str]:
    if node.tag == PICTURE:
        yield f"picture: {node.get('descr', '')}"
    elif node.tag == LINK and node.get(RELATION, "") in links:
        yield f"link: {links[node.get(RELATION)]}"
    elif node.tag == FIELD and (node.text or "").split()[:1] == ["HYPERLINK"]:
        yield f"link: {(node.text or '').strip()}"
