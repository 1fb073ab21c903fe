"""The parts of a Word file and how they refer to each other (ECMA-376 part 2, 9)."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_PICTURE, _ABOUT = _DRAWING + "picture}pic", _DRAWING + "wordprocessingDrawing}docPr"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_SVG_TEXT = "{http://www.w3.org/2000/svg}text"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
ANCHORED = _DRAWING + "wordprocessingDrawing}anchor"
PLACED = {ANCHORED, _DRAWING + "wordprocessingDrawing}inline"}
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """`main`: the name of the document's part. `related`: by relationship id, the kind and name of a part it uses."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.main = next((name for kind, name in self._relations("").values() if kind == "officeDocument"), "")
        self.related = self._relations(self.main)

    def part(self, name: str) -> Element:
        """A part's root. Raises `KeyError` when there is none of that name, `ParseError` when it is not XML."""
        return fromstring(self._archive.read(name))

    def first(self, kind: str) -> Element | None:
        """The document's part of a kind (`styles`, `footnotes`)."""
        return next((self.part(name) for its, name in self.related.values() if its == kind), None)

    def picture(self, placed: Element) -> str | None:
        """The alternative text of a placed picture and the words of its SVG; None for decoration and the like."""
        about = placed.find(_ABOUT)
        if placed.find(f".//{_PICTURE}") is None or about is None or not about.get("descr"):
            return None
        if any(mark.get("val") in ("1", "true") for mark in about.iter(_DECORATIVE)):
            return None
        svg = placed.find(f".//{_SVG}")
        _, name = self.related.get("" if svg is None else svg.get(_EMBED, ""), ("", ""))
        words = [word for text in (self.part(name).iter(_SVG_TEXT) if name else ()) for word in text.itertext()]
        return "\n".join([about.get("descr", ""), *words])

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        name = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
        if name not in self._archive.namelist():
            return {}
        found = {}
        for item in fromstring(self._archive.read(name)).iter(_RELATIONSHIP):
            if item.get("TargetMode") != "External":
                target = normpath(join("/", dirname(part), item.get("Target", ""))).strip("/")
                found[item.get("Id", "")] = item.get("Type", "").rpartition("/")[2], target
        return found


def alternative(element: Element) -> Element:
    """Of a drawing that is stored twice, the first way; else the element itself."""
    return element[0] if element.tag == _MC + "AlternateContent" and len(element) else element
