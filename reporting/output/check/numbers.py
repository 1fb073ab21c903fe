"""The number that Word shows before a paragraph, worked out from `numbering.xml` (ECMA-376 part 1, 17.9).

Lists that share a `w:abstractNum` share their count; a `w:startOverride` takes effect where its `w:num` is first used
at that level; a level starts again when a higher one has counted on.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from .looks import CAPITALS, W, is_switched_on, value_of
from .reading import ANY


class Numbers:
    """Counts through one story (body, or one note or header) after the other, paragraph by paragraph."""

    def __init__(self, part: Element | None) -> None:
        root = part if part is not None else Element("none")
        self._abstract = {item.get(W + "abstractNumId"): item for item in root.iter(W + "abstractNum")}
        self._nums = {item.get(W + "numId"): item for item in root.iter(W + "num")}
        self._named = {name: item for item in self._abstract.values() if (name := value_of(item, "styleLink"))}
        self._levels: dict[str, tuple[str, dict[int, Element], dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.capital = False  # whether the last label's level has capitals by formatting

    def level_of_style(self, num: str, style: str) -> int:
        """The level that a list ties to a paragraph style; 0 when it ties none."""
        for level, element in self._list(num)[1].items():
            if value_of(element, "pStyle") == style:
                return level
        return 0

    def next_label(self, num: str, level: int) -> str | None:
        """The label of the next paragraph of this list and level; None when Word shows none there."""
        abstract, levels, starts = self._list(num)
        if level not in levels:
            return None
        self.capital = is_switched_on(levels[level].find(W + "rPr"), CAPITALS, False)
        counts = self._counts.setdefault(abstract, [None] * 9)
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = self._start(levels, starts, upper)
        fresh = level in starts and (num, level) not in self._begun
        self._begun.add((num, level))
        counts[level] = self._start(levels, starts, level) if fresh or counts[level] is None else counts[level] + 1
        counts[level + 1 :] = [None] * (8 - level)
        return self._text(levels, counts, level)

    def _list(self, num: str) -> tuple[str, dict[int, Element], dict[int, int]]:
        if num not in self._levels:
            self._levels[num] = self._build_list(num)
        return self._levels[num]

    def _build_list(self, num: str) -> tuple[str, dict[int, Element], dict[int, int]]:
        own = self._nums.get(num)
        abstract = self._abstract.get(value_of(own, "abstractNumId") or "")
        if abstract is None:
            return "", {}, {}
        abstract = self._named.get(value_of(abstract, "numStyleLink") or "", abstract)
        levels = {int(item.get(W + "ilvl", "0")): item for item in abstract.findall(W + "lvl")}
        starts = {}
        for change in own.findall(W + "lvlOverride"):
            level = int(change.get(W + "ilvl", "0"))
            if (whole := change.find(W + "lvl")) is not None:
                levels[level] = whole
            if (start := change.find(W + "startOverride")) is not None:
                starts[level] = int(start.get(W + "val", "1"))
        return abstract.get(W + "abstractNumId", ""), levels, starts

    def _start(self, levels: dict[int, Element], starts: dict[int, int], level: int) -> int:
        return starts[level] if level in starts else int(value_of(levels.get(level), "start") or 1)

    def _text(self, levels: dict[int, Element], counts: list[int | None], level: int) -> str | None:
        form, text = value_of(levels[level], "numFmt") or "decimal", value_of(levels[level], "lvlText") or ""
        if not text or (form == "none" and "%" not in text):
            return None
        if form == "bullet":
            return ANY
        legal = levels[level].find(W + "isLgl") is not None

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = "decimal" if legal else value_of(levels.get(at), "numFmt") or "decimal"
            return _FORMS.get(kind, lambda _: ANY)(counts[at] or 0)

        label = re.sub("%([1-9])", number, text)
        return ANY if ANY in label else label


def _roman(number: int) -> str:
    signs = "m cm d cd c xc l xl x ix v iv i".split()
    worth = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    out = ""
    for sign, value in zip(signs, worth, strict=True):
        out += sign * (number // value)
        number %= value
    return out


def _letter(number: int) -> str:
    """a … z, aa … zz, aaa … as Word counts."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


_FORMS = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda _: "",
}
