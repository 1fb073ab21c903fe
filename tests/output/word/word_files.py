"""What tests of Word files share: texts with an origin, and a filled file read back by our own eyes (lxml)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reporting.documents.blocks import Text
from reporting.output.word import OriginMap
from reporting.places import Place
from reporting.problems import LANGUAGES, Position, Problem, render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHOWN = "templates/letter/document.docx"


def at(*keys: str | int) -> Place:
    return Place("cases/obstacle.yaml", keys)


def text(characters: str, *keys: str | int, **look: Any) -> Text:
    """A text that came from a field of a case."""
    return Text.plain(characters, at(*(keys or ("title",))), **look)


@dataclass
class Made:
    data: bytes
    origins: OriginMap

    def part(self, name: str = "word/document.xml") -> bytes:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.read(name)

    def names(self) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return archive.namelist()

    def root(self, name: str = "word/document.xml") -> etree._Element:
        return etree.fromstring(self.part(name))

    def words(self, name: str = "word/document.xml") -> list[str]:
        """The text of each paragraph; a tab as \\t, a line break as \\n."""
        signs = {W + "tab": "\t", W + "br": "\n", W + "softHyphen": "\u00ad"}
        told: dict[etree._Element, str] = dict.fromkeys(self.root(name).iter(W + "p"), "")
        for paragraph in told:
            for run in paragraph.iter(W + "r"):
                if next(run.iterancestors(W + "p")) is paragraph:  # and not in a text box of it
                    pieces = (signs.get(n.tag, n.text or "") for n in run if n.tag in (*signs, W + "t"))
                    told[paragraph] += "".join(pieces)
        return list(told.values())


def told(problems: list[Problem]) -> list[str]:
    """Problems as printed, in every language: none of them may fail to say its words."""
    return [render(p, language, Position(p.place.file)) for p in problems for language in LANGUAGES]
