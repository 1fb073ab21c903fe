"""What both readings of a document yield: blocks in reading order, and how their characters are compared.

The Word file and the PDF are read by two modules that share nothing but these values. Characters are compared after
NFKC (a ligature is its letters, a composed letter equals its parts) without white space and without hyphens, because
lines are broken and words divided in the PDF only; dashes are text and stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize

# Unicode noncharacters: no file may hold them as text, so they can stand for what is no character.
NOTE = "\ufdd0"  # a note is referred to here
NUMBER = "\ufdd1"  # a number that only the finished pages know (page, number of pages)
NUMERAL = "\ufdd3"  # such a number where pages may be numbered i, ii or a, b
PICTURE = "\ufdd4"  # a picture stands here, followed by its alternative text and the words in it
ANY = "\ufdd2"  # a symbol of a symbol font: its code says nothing about the character that it shows

# White space, controls, zero-width characters, hyphens; U+FFFE is pdfium's sign for a hyphen at the end of a line.
_IGNORED = re.compile("[\\s\\x00-\\x1f\\x7f-\\x9f\\xad\\u200b-\\u200d\\u2010\\u2011\\u2060\\ufeff\\ufffe-]+")
_WILD = {NUMBER: r"\d+", NUMERAL: "(?:[0-9]+|[a-z]+|[A-Z]+)", ANY: ".?"}


def build_key(text: str) -> str:
    """The characters of a text that must be the same in both files."""
    return _IGNORED.sub("", normalize("NFKC", text))


def fold_case(key: str) -> str:
    """A key of which the case counts for nothing, also where a letter has no capital of its own (ß is SS)."""
    return build_key(key.upper().casefold())


def build_pattern(key: str) -> str:
    """A regular expression for a key in which numbers and symbols may stand for several characters."""
    return "".join(_WILD.get(char) or re.escape(char) for char in key)


@dataclass(frozen=True)
class Spot:
    """A place in a document, as `(kind, number)` from the outside in; `f"{spot:nl}"` says it in Dutch."""

    parts: tuple[tuple[str, int], ...]

    def __truediv__(self, part: tuple[str, int]) -> Spot:
        return Spot((*self.parts, part))

    def __format__(self, language: str) -> str:
        words = _SPOT_WORDS[language or "en"]
        return " ".join(words[kind].format(number) for kind, number in self.parts)

    def __str__(self) -> str:
        return format(self, "en")

    __repr__ = __str__

    @property
    def field(self) -> tuple[str, ...]:
        """The spot as the field of a `Place`: `("table 2", "row 5", "cell 3")`."""
        return tuple(_SPOT_WORDS["en"][kind].format(number) for kind, number in self.parts)


_SPOT_WORDS = {
    "en": {
        "body": "body ¶{}", "frame": "frame ¶{}", "table": "table {}", "row": "row {}", "cell": "cell {}",
        "note": "note {}", "page": "page {}", "header": "header of page {}", "footer": "footer of page {}",
        "margin": "header or footer",
    },
    "nl": {
        "body": "lopende tekst ¶{}", "frame": "kader ¶{}", "table": "tabel {}", "row": "rij {}", "cell": "cel {}",
        "note": "noot {}", "page": "bladzijde {}", "header": "kop van bladzijde {}", "footer": "voet van bladzijde {}",
        "margin": "kop- of voettekst",
    },
}  # fmt: skip


@dataclass
class Paragraph:
    """A paragraph that shows something.

    `text` holds `NOTE` where a note is referred to; `notes` are those notes, each a list of blocks. `label` is the
    number or bullet before it (`ANY`: one is shown, whichever; None: none). `page`: 0-based, from the PDF only.
    `section`, `any_case` and `any_case_label` (capitals by formatting): from Word only.
    """

    text: str
    spot: Spot
    label: str | None = None
    notes: list[Note] = field(default_factory=list)
    page: int = -1
    section: int = 0
    any_case: bool = False
    any_case_label: bool = False

    @cached_property
    def key(self) -> str:
        key = build_key(self.text)
        return fold_case(key) if self.any_case else key

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """For a paragraph that has wild cards, what the other side's key must match in full."""
        return re.compile(build_pattern(self.key)) if not _WILD.keys().isdisjoint(self.key) else None


@dataclass
class Note:
    """A footnote: its number in order of reference (from 1) and what it says. From the PDF only: the mark printed
    before it, the page that it begins on and that of the mark which refers to it (-1: not told)."""

    number: int
    blocks: list[Block]
    mark: str | None = None
    page: int = -1
    referred: int = -1


@dataclass
class Table:
    """Rows of cells of blocks; cells that only continue a merged cell above, and rows of nothing else, are left out."""

    rows: list[list[list[Block]]]
    spot: Spot
    page: int = -1
    section: int = 0


Block = Paragraph | Table


def build_paragraphs(blocks: list[Block]) -> list[Paragraph]:
    """All paragraphs in reading order, those in tables row by row."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            for row in block.rows:
                for cell in row:
                    found.extend(build_paragraphs(cell))
    return found
