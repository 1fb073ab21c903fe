"""Numbers and bullets: each list of a document gets a `w:num` of its own, so that it starts where it should.

Word counts on through all paragraphs of one abstract numbering, whichever `w:num` they name, unless that `w:num` says
where to start (`w:startOverride`, ECMA-376 part 1, section 17.9.27). An override stands once for a level.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from ...documents.blocks import Block
from .ooxml import W, element, properties, put, to_bytes
from .styles import Styles

COUNTED = {"number", "letter", "advice"}
LISTED = COUNTED | {"bullet"}


class Numbering:
    """The numbering part of a template: which abstract numbering, with which levels, a `w:numId` stands for."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.levels: dict[str, set[str]] = {}
        links: dict[str, str] = {}
        for abstract in root.iterfind(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            self.levels[key] = {level.get(W + "ilvl", "") for level in abstract.iterfind(W + "lvl")}
            if (link := abstract.find(W + "styleLink")) is not None:
                links[link.get(W + "val", "")] = key
        self.abstract: dict[str, str] = {}
        for num in root.iterfind(W + "num"):
            key = num.find(W + "abstractNumId").get(W + "val", "")
            link = root.find(f"{W}abstractNum[@{W}abstractNumId='{key}']/{W}numStyleLink")
            if link is not None:  # a list style's numbering stands in another abstract numbering
                key = links.get(link.get(W + "val", ""), key)
            self.abstract[num.get(W + "numId", "")] = key
        self.highest = max((int(key) for key in self.abstract), default=0)


class Lists:
    """The lists of one document."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        self._nums: dict[tuple[str, int], int] = {}
        self._starts: list[tuple[str, int, int]] = []

    def number(self, paragraph: etree._Element, block: Block) -> bool:
        """Give a list item's paragraph its level and its list; `False` when its style has no such level."""
        if block.list_id is None and block.kind not in LISTED - {"advice"}:
            return True
        look = properties(paragraph)
        own = look.find(f"{W}numPr/{W}numId")
        style = look.find(W + "pStyle")
        base = own.get(W + "val") if own is not None else self._styles.numbering(style_key(style))
        abstract = self._numbering.abstract.get(base or "")
        level = block.level - 1 if block.kind != "advice" else 0
        if abstract is None or str(level) not in self._numbering.levels[abstract]:
            return False
        number: str | int = base or ""
        if block.kind in COUNTED and block.list_id is not None:
            key = (abstract, block.list_id)
            if key not in self._nums:
                self._starts.append((abstract, level, block.start))
                self._nums[key] = self._numbering.highest + len(self._starts)
            number = self._nums[key]
        numbered = put(look, "numPr")
        element("ilvl", numbered, val=level)
        element("numId", numbered, val=number)
        return True

    def to_bytes(self) -> bytes | None:
        """numbering.xml with the lists made, `None` when the template's own serves."""
        if not self._starts:
            return None
        root = deepcopy(self._numbering.root)
        nums = root.findall(W + "num")
        index = root.index(nums[-1]) + 1
        for number, (abstract, level, start) in enumerate(self._starts, self._numbering.highest + 1):
            num = element("num", numId=number)
            element("abstractNumId", num, val=abstract)
            element("startOverride", element("lvlOverride", num, ilvl=level), val=start)
            root.insert(index, num)
            index += 1
        return to_bytes(root)


def style_key(style: etree._Element | None) -> str | None:
    return None if style is None else style.get(W + "val")
