"""What numbering prints before a paragraph (ECMA-376 part 1, 17.9): counters, and labels from `w:lvlText`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .package import Element, Part, Spot, W, local, val
from .properties import Props, paragraph_properties, run_properties

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out


def letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts (the letter repeats)."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


FORMATS = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "none": lambda n: "",
    "bullet": lambda n: "",
}

# Word's bullets come from symbol fonts, whose characters stand at U+F000 and up.
SYMBOLS = {
    "symbol": {
        0x20: " ", 0xB7: "•", 0xA7: "▪", 0xA8: "♦", 0xDE: "⇒", 0xAE: "→", 0x2D: "–", 0xB0: "°", 0xB3: "≥", 0xA3: "≤",
        0xB1: "±",
    },
    "wingdings": {
        0x20: " ", 0xA7: "▪", 0x6E: "■", 0x6C: "●", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0xA8: "◻",
        0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x6F: "□",
        0x9F: "•", 0x9E: "·", 0xF0: "⇨", 0xE8: "➔",
        0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0xA1: "○", 0xA4: "◉",
    },
    "courier new": {0x6F: "o"},
}  # fmt: skip


def symbol(character: str, font: str) -> str | None:
    """The Unicode character that a symbol font draws for `character`; none when unknown. Other fonts: as it is."""
    table, code = SYMBOLS.get(font.lower()), ord(character)
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
        return (table or SYMBOLS["symbol"]).get(code)
    return table.get(code) if table and font.lower() == "wingdings" else character


@dataclass
class Level:
    """One `w:lvl`."""

    node: Element
    start: int
    format: str
    text: str
    after: str
    align: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass
class List:
    """One `w:num`: its abstract numbering, levels with overrides in place, and the starts that it forces."""

    abstract: str
    levels: dict[int, Level]
    forced: dict[int, int]


@dataclass
class Numbering:
    """The lists of one file with their counters. Call `label_text` once a paragraph, in document order."""

    spot: Spot | None
    lists: dict[str, List] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, numbering: tuple[str, int | None], style: str = "") -> int:
        """The level that a paragraph of `style` stands on when its numbering does not say."""
        number, level = numbering
        if level is not None:
            return level
        found = self.lists.get(number)
        return next((i for i, lvl in found.levels.items() if lvl.style == style), 0) if found else 0

    def get(self, number: str, level: int) -> Level | None:
        return self.lists[number].levels.get(level) if number in self.lists else None

    def indents(self, number: str, level: int) -> Props:
        """The paragraph properties of the level."""
        found = self.get(number, level)
        return {} if found is None else paragraph_properties(found.node.find(W + "pPr"), self.spot)

    def run(self, number: str, level: int) -> Props:
        found = self.get(number, level)
        return {} if found is None else run_properties(found.node.find(W + "rPr"), self.spot)

    def label_text(self, number: str, level: int) -> str:
        """Counts the paragraph and gives its label."""
        numbers = self.lists[number]
        counts = self._counts.setdefault(numbers.abstract, {})
        for deeper in [d for d in counts if d > level]:
            restart = numbers.levels[deeper].restart if deeper in numbers.levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        here = numbers.levels[level]
        if level in numbers.forced and (number, level) not in self._begun:
            counts[level] = numbers.forced[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = numbers.forced.get(level, here.start)
        self._begun.add((number, level))

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in numbers.levels:
                return ""
            count = counts.setdefault(at, numbers.forced.get(at, numbers.levels[at].start))
            kind = numbers.levels[at].format
            return FORMATS["decimal" if here.legal and kind not in ("none", "bullet") else kind](count)

        return here.text if here.format == "bullet" else re.sub(r"%([1-9])", counted, here.text)


def read_numbering(part: Part | None, package_spot: Spot | None) -> Numbering:
    """The lists of `numbering.xml`; a number format outside `FORMATS` or a picture bullet is a problem."""
    found = Numbering(package_spot)
    if part is None or package_spot is None:
        return found
    abstracts: dict[str, Element] = {n.get(W + "abstractNumId", ""): n for n in part.root.iterfind(W + "abstractNum")}
    by_style = {val(n.find(W + "styleLink")): n for n in abstracts.values() if n.find(W + "styleLink") is not None}
    for node in part.root.iterfind(W + "num"):
        id, abstract_id = node.get(W + "numId", ""), val(node.find(W + "abstractNumId")) or ""
        abstract = abstracts.get(abstract_id)
        if abstract is not None and (link := val(abstract.find(W + "numStyleLink"))) in by_style:
            abstract = by_style[link]
        levels = {} if abstract is None else _levels(abstract, package_spot)
        forced: dict[int, int] = {}
        for override in node.iterfind(W + "lvlOverride"):
            at = int(override.get(W + "ilvl", "0"))
            levels.update(_levels(override, package_spot))
            if (start := val(override.find(W + "startOverride"))) is not None:
                forced[at] = int(start)
        found.lists[id] = List(abstract_id, levels, forced)
    return found


def _levels(parent: Element, spot: Spot) -> dict[int, Level]:
    found = {}
    for node in parent.iterfind(W + "lvl"):
        parts = {local(child): child for child in node}
        restart = val(parts.get("lvlRestart"))
        kind = val(parts.get("numFmt")) or "decimal"
        found[int(node.get(W + "ilvl", "0"))] = Level(
            node,
            int(val(parts.get("start")) or 0),
            kind,
            val(parts.get("lvlText")) or "",
            val(parts.get("suff")) or "tab",
            {"start": "left", "end": "right"}.get(val(parts.get("lvlJc")) or "left", val(parts.get("lvlJc")) or "left"),
            None if restart is None else int(restart),
            "isLgl" in parts,
            val(parts.get("pStyle")),
        )
    return found


def check_level(level: Level, spot: Spot) -> bool:
    """Whether the level can be printed; if not, says so. Called for the levels that paragraphs use."""
    if level.format not in FORMATS or level.node.find(W + "lvlPicBulletId") is not None:
        spot.odd_value(level.node.find(W + "numFmt"), "picture" if level.format in FORMATS else level.format)
        return False
    return True
