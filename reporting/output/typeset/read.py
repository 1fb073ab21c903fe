"""From the bytes of a Word file to a `WordDocument`, with everything that the typesetter cannot honour as problems."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ...places import Place
from ...problems import Problem
from .body import Body
from .numbering import read_numbering
from .package import Package, Part, Spot, W, is_on, local, open_package, val
from .sections import Sections
from .styles import Styles, theme_fonts
from .values import points
from .word import Block, NoteMark, Paragraph, WordDocument


def read_word(data: bytes, shown: str) -> tuple[WordDocument | None, list[Problem]]:
    """The document in `data`; `shown` is its path in problems.

    Every element that carries content or look and is not known is a problem (`word-element-unknown` and its kin) at
    `Place(shown, (part, "¶n"))`, the n-th `w:p` of the part. None when the file cannot be read at all.
    """
    package, main, problems = open_package(data, shown)
    if package is None or main is None:
        return None, problems
    try:
        document = _Reader(package, main).document()
    except (etree.XMLSyntaxError, KeyError, ValueError) as error:
        return None, [*package.problems, Problem("word-file-broken", Place(shown), {"reason": str(error)})]
    return document, _once(package.problems)


def _once(problems: list[Problem]) -> list[Problem]:
    """Each problem once: a style or a repeated header is met many times."""
    return list({(p.code, p.place, str(p.values)): p for p in problems}.values())


class _Reader:
    def __init__(self, package: Package, main: Part):
        self.package, self.main = package, main
        self.settings = self._settings(package.related(main, "settings"))
        sheet = package.related(main, "styles")
        self.styles = Styles(package, sheet, theme_fonts(package.related(main, "theme")))
        numbers = package.related(main, "numbering")
        self.numbering = read_numbering(numbers, Spot(package, numbers) if numbers else None)
        self.styles.numbering = self.numbering
        self.styles.modern = self.settings["mode"] >= 15
        self.characters: dict[Place, Any] = {}
        self.notes = package.related(main, "footnotes")
        self._bodies: dict[str, Body] = {}

    def document(self) -> WordDocument:
        body = self._body(self.main)
        sections = Sections(Spot(self.package, self.main), lambda part: self._body(part).blocks(part.root))
        root = self.main.root.find(W + "body")
        found, blocks = [], []
        for block, ends in body.blocks_and_sections(() if root is None else root):
            if block is not None:
                blocks.append(block)
            if ends is not None:
                found.append(sections.read(ends, tuple(blocks)))
                blocks = []
        found.append(sections.read(None if root is None else root.find(W + "sectPr"), tuple(blocks)))
        return WordDocument(
            self.package.shown,
            tuple(found),
            self.styles.get(None, "paragraph").run.get("language") or self.styles.run.get("language"),
            self.settings["hyphenate"],
            self.settings["even"],
            self.settings["sum"],
            self.settings["tab"],
            {place: tuple(texts) for place, texts in self.characters.items() if texts},
        )

    def _body(self, part: Part) -> Body:
        if part.path not in self._bodies:
            spot = Spot(self.package, part)
            self._bodies[part.path] = Body(spot, self.styles, self.numbering, self._note, self.characters)
        return self._bodies[part.path]

    def _note(self, id: str, spot: Spot) -> tuple[Paragraph, ...]:
        if self.notes is None:
            spot.problem("word-note-missing", note=id)
            return ()
        node = next((n for n in self.notes.root if n.get(W + "id") == id and local(n) == "footnote"), None)
        if node is None:
            spot.problem("word-note-missing", note=id)
            return ()
        blocks: tuple[Block, ...] = self._body(self.notes).blocks(node)
        for block in blocks:
            if not isinstance(block, Paragraph):
                Spot(self.package, self.notes).problem("word-element-unknown", element="w:tbl")
        paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))
        if not any(isinstance(inline, NoteMark) for p in paragraphs for inline in p.inlines):
            spot.problem("word-value-unknown", element="w:footnote", value="w:footnoteRef ?")
        return paragraphs

    @staticmethod
    def _settings(part: Part | None) -> dict[str, Any]:
        found: dict[str, Any] = {"hyphenate": False, "even": False, "sum": False, "tab": 36.0, "mode": 12}
        for node in () if part is None else part.root:
            name = local(node)
            if name == "autoHyphenation":
                found["hyphenate"] = is_on(node)
            elif name == "evenAndOddHeaders":
                found["even"] = is_on(node)
            elif name == "defaultTabStop":
                found["tab"] = points(val(node)) or 36.0
            elif name == "compat":
                for setting in node:
                    if local(setting) == "doNotUseHTMLParagraphAutoSpacing":
                        found["sum"] = is_on(setting)
                    elif setting.get(W + "name") == "compatibilityMode":
                        found["mode"] = int(val(setting) or 12)
        return found
