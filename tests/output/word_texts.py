"""What a Word file says, part by part, with the language that Word takes each text for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
# Attributes with words that somebody reads or hears.
SPOKEN = re.compile(r"^(descr|title|alt|aria-label)$")


class Said(NamedTuple):
    """A text of one language: the part, what a reader sees, and the language, as `nl`."""

    part: str
    text: str
    language: str


def read_texts(data: bytes) -> Iterator[Said]:
    """Running text paragraph by paragraph, alternative texts, words in charts, signs of lists, and the properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    styles = etree.fromstring(parts["word/styles.xml"])
    own = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").get(W + "val").partition("-")[0]
    for name, part in parts.items():
        if STORY.fullmatch(name):
            yield from _story(name, etree.fromstring(part), own)
        elif name.endswith(".svg"):
            yield from (Said(name, " ".join(node.itertext()), own) for node in _named(part, "text"))
        elif name == "word/numbering.xml":
            yield from (Said(name, node.get(W + "val"), own) for node in _named(part, "lvlText"))
        elif name == "docProps/core.xml":
            yield from (
                Said(f"{name} {etree.QName(node).localname}", node.text, own) for node in etree.fromstring(part)
            )


def _named(part: bytes, name: str) -> Iterator[etree._Element]:
    return etree.fromstring(part).iter(f"{{*}}{name}")


def _story(name: str, root: etree._Element, own: str) -> Iterator[Said]:
    for node in root.iter():
        yield from (Said(name, value, own) for key, value in node.attrib.items() if SPOKEN.match(key))
    for paragraph in root.iter(W + "p"):
        text, language = "", own
        for run in paragraph.iter(W + "r"):
            mark = run.find(f"{W}rPr/{W}lang")
            said = own if mark is None else mark.get(W + "val").partition("-")[0]
            if said != language and text:
                yield Said(name, text, language)
                text = ""
            language = said
            text += "".join(
                "\u00ad" if node.tag == W + "softHyphen" else node.text or " " for node in run if _seen(node)
            )
        if text:
            yield Said(name, text, language)


def _seen(node: etree._Element) -> bool:
    return node.tag in {W + "t", W + "tab", W + "br", W + "noBreakHyphen", W + "softHyphen"}
