"""Typst source, written as code and never as markup: every text is a string, so no character of it can be a command."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from ...places import Place
from ...problems import Problem
from .fonts import Face, FontBook
from .plan import Plan, Unit, notes_in
from .word import Block, Look, Section, WordDocument

NUMBERINGS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "01",
}
# Word draws raised and lowered text at about two thirds, a third of the size up or a tenth down.
SCRIPTS = {"superscript": (0.65, -0.33), "subscript": (0.65, 0.1)}
SMALL_CAPS = 0.8


_ESCAPES = {**{code: f"\\u{{{code:x}}}" for code in range(32)}, 92: "\\\\", 34: '\\"'}


def string(text: str) -> str:
    """A Typst string that is exactly `text`."""
    return f'"{text.translate(_ESCAPES)}"'


@lru_cache(maxsize=4096)
def pt(value: float) -> str:
    """A length; four decimals are finer than Word's twentieths, and print alike everywhere."""
    return f"{value:.4f}".rstrip("0").rstrip(".").replace("-0", "0" if abs(value) < 5e-5 else "-0", 1) + "pt"


def call(name: str, *arguments: str, **named: str | None) -> str:
    """A function call; named arguments that are none are left out, `_` in a name becomes `-`."""
    pairs = [f"{key.replace('_', '-')}: {value}" for key, value in named.items() if value is not None]
    return f"{name}({', '.join([*pairs, *arguments])})"


def array(items: list[str]) -> str:
    return f"({', '.join(items)},)" if items else "()"


def flag(on: bool) -> str:
    return "true" if on else "false"


def sides(**lengths: float) -> str:
    return "(" + ", ".join(f"{side}: {pt(value)}" for side, value in lengths.items()) + ")"


def rgb(colour: str) -> str:
    return f'rgb("#{colour.lower()}")'


def language_of(tag: str | None) -> dict[str, str | None]:
    """Typst's `lang` and `region` for a language tag (`nl-NL`)."""
    if not tag:
        return {"lang": None, "region": None}
    parts = tag.replace("_", "-").split("-")
    region = next((p.upper() for p in parts[1:] if len(p) == 2), None)
    return {"lang": string(parts[0].lower()), "region": string(region) if region else None}


@dataclass
class Names:
    """Definitions at the head of the source: one name for each value, in the order of first use."""

    known: dict[str, str] = field(default_factory=dict)

    def of(self, kind: str, value: str) -> str:
        if value not in self.known:
            self.known[value] = f"{kind}{len(self.known)}"
        return self.known[value]

    def lines(self) -> list[str]:
        return [f"#let {name} = {value}" for value, name in self.known.items()]


@dataclass
class Origin:
    """From which label a section counts its pages, and how it shows them."""

    label: str
    first: int
    style: str


@dataclass
class Sheet:
    """What the writer knows while it writes: the document and part at hand, names, pictures, bookmarks, problems."""

    fonts: FontBook
    names: Names = field(default_factory=Names)
    styles: dict[tuple[Look, float, str, str | None], str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    bookmarks: dict[tuple[int, str], str] = field(default_factory=dict)
    origins: dict[tuple[int, str], Origin] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    document: WordDocument | None = None
    part: int = 0
    origin: Origin | None = None
    section: Section | None = None
    section_key: str = ""
    marks: int = 0
    in_pack: bool = False
    in_story: bool = False
    height: float = 842.0
    levels: list[int] = field(default_factory=list)
    outline: list[int] = field(default_factory=list)
    place: Place = field(default_factory=lambda: Place(""))
    plan: Plan = field(default_factory=Plan)
    notes: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """By part and identity of a note: its number through the PDF, from 0, and the number that it shows."""
    ruled: dict[tuple[int, int], int] = field(default_factory=dict)
    """By part and identity of a ruled table: its number."""
    units: list[tuple[Unit, ...]] = field(default_factory=list)
    joins: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    """Of each table in pieces: how many tables stand before it, and how many rows of header each piece begins with."""
    tables: int = 0
    depth_of_tables: int = 0
    marks_only: bool = False
    """Notes are only marks now: what is written is measured, or drawn again."""
    measuring: bool = False
    entry: str = ""
    """The function that sets a note."""
    column: float = 0.0
    """The width of the text, and of notes."""

    def face(self, look: Look) -> Face:
        return self.fonts.face(look.font, look.bold, look.italic)

    def problem(self, code: str, **values: object) -> None:
        self.problems.append(Problem(code, self.place, values))

    def numbers_in(self, *blocks: Block) -> tuple[int, ...]:
        """The numbers of the notes that blocks refer to."""
        found = (self.notes.get((self.part, id(note))) for note in notes_in(blocks))
        return tuple(numbers[0] for numbers in found if numbers is not None)

    def breaks_before(self, block: Block | None) -> bool:
        """Whether a paragraph begins a page for the sake of its notes."""
        return bool(self.plan.before) and block is not None and not self.plan.before.isdisjoint(self.numbers_in(block))

    def target(self, name: str) -> str | None:
        """The label of a bookmark of this part or of a part's start; none, with a problem, when there is neither."""
        label = self.bookmarks.get((self.part, name)) or self.starts.get(name)
        if label is None:
            self.problem("word-bookmark-unknown", bookmark=name)
        return label

    def depth(self, level: int) -> int:
        """The heading level for Word's outline level: none is skipped on the way down (ISO 14289-1, 7.4.2)."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        self.outline.append(len(self.levels) + self.in_pack)
        return len(self.levels)
