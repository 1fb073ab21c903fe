"""How large the letters of a finished Word file are, paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from .ooxml import W

HALF_POINTS = 20.0  # 10 pt: what Word takes where no style says anything (ECMA-376 part 1, 17.3.2.38)
_PARTS = {"body": "word/document.xml", "footnotes": "word/footnotes.xml"}


def sizes_of(word: bytes) -> dict[str, list[float]]:
    """The size in points that the style of each paragraph gives, by part as in a map of origins: body, footnotes."""
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        names = set(package.namelist())
        root = etree.fromstring(package.read("word/styles.xml"))
        styles = {style.get(W + "styleId"): style for style in root.iterfind(W + "style")}
        usual = said_of(root.find(f"{W}docDefaults/{W}rPrDefault"), HALF_POINTS)
        default = next((key for key, style in styles.items() if style.get(W + "default") == "1"), None)
        return {
            part: [size_of(_style(paragraph) or default, styles, usual) for paragraph in tree.iter(W + "p")]
            for part, name in _PARTS.items()
            if name in names
            for tree in [etree.fromstring(package.read(name))]
        }


def _style(paragraph: etree._Element) -> str | None:
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if named is None else named.get(W + "val")


def size_of(style: str | None, styles: Mapping[str | None, etree._Element], usual: float) -> float:
    """What the style says in points, or the nearest of those that it is based on; else the half of `usual`."""
    seen: set[str | None] = set()
    while style in styles and style not in seen:
        seen.add(style)
        if said := said_of(styles[style], 0.0):
            return said / 2
        based = styles[style].find(W + "basedOn")
        style = None if based is None else based.get(W + "val")
    return usual / 2


def said_of(node: etree._Element | None, otherwise: float) -> float:
    """The half points that a style or the defaults name."""
    size = None if node is None else node.find(f"{W}rPr/{W}sz")
    return otherwise if size is None else float(size.get(W + "val", otherwise))
