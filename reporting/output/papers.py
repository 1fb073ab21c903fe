"""Papers about a pack: not what goes out, but what goes round with it. A Word file and its PDF, from blocks.

The page of changes, the sign-off sheet and the report of what came back are all made here, in one look
(`templates/house/paper.docx`), by what makes the documents: filled, set and checked in the same way.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..documents.blocks import Block, Table, Text
from ..documents.words import Words
from ..problems import Problem
from .check import check_outputs
from .folders import Folders, shown
from .kinds import HOUSE
from .typeset.build import Properties as PdfProperties
from .typeset.fonts import FontBook, load_fonts
from .typeset.pdf import Part, typeset_pdf
from .word.properties import Properties
from .word.render import render_word
from .word.template import Template, load_template

PAPER = "paper.docx"
_PAGE_SIZE = re.compile(r"<w:pgSz\b[^>]*>")
_SIDES = re.compile(r'\bw:([wh])="(\d+)"')


@dataclass(frozen=True)
class Paper:
    """What a paper says.

    `name`: what it is kept as, unique in the casebook (`top-2023/changes`). `mark`: what stands above every page: what
    it is, of which pack and version. `lines`: labels with their values, below the title. `created`: the day that the
    file is of; nothing here comes from the clock. `landscape`: for wide tables.
    """

    name: str
    title: Text
    mark: Text
    language: str
    created: datetime.date
    blocks: Sequence[Block] = ()
    lines: Sequence[tuple[Text, Text]] = ()
    subtitle: Text | None = None
    author: str = ""
    landscape: bool = False


@dataclass(frozen=True)
class Printed:
    """A finished paper: the bytes of its Word file and of its PDF."""

    word: bytes
    pdf: bytes


@dataclass(frozen=True)
class Press:
    """What papers are made with: the Word template, the fonts, the fixed words."""

    template: Template
    fonts: FontBook
    words: Words


def load_press(folders: Folders, words: Words) -> tuple[Press | None, list[Problem]]:
    """Reads what the house gives papers. `words`: the fixed words, as in `Templates.words`.

    Problems: a template that is not there or has a fault. Raises `BrokenEnvironment` where there are no fonts.
    """
    path = folders.templates / HOUSE / PAPER
    template, problems = load_template(path, shown(path))
    if template is None:
        return None, problems
    return Press(template, load_fonts(folders.templates / HOUSE / "fonts"), words), problems


def make_paper(paper: Paper, press: Press, stem: str) -> tuple[Printed | None, list[Problem]]:
    """The Word file and the PDF of a paper, the same bytes each time. None where there is a problem.

    `stem`: the path of the files without their ending, as problems name them.
    """
    properties = Properties(
        str(paper.title), paper.author, language=paper.language, created=paper.created, identifier=paper.name
    )
    template = _turned(press.template) if paper.landscape else press.template
    word, problems = render_word(template, _context(paper, press.words), properties)
    if word is None:
        return None, problems
    part = Part(word.data, f"{stem}.docx", properties.title)
    said = PdfProperties(properties.title, paper.language, paper.created, (paper.author,) if paper.author else ())
    pdf, faults = typeset_pdf([part], press.fonts, said)
    problems += faults
    if pdf is None:
        return None, problems
    lost = check_outputs(word.data, pdf, part.shown, f"{stem}.pdf", str(paper.mark))
    if any(problem.is_error for problem in lost):
        return None, [*problems, *lost]
    return Printed(word.data, pdf), [*problems, *lost]


def table(header: Sequence[Text], rows: Sequence[Sequence[Text | Sequence[Block]]], shares: Sequence[float]) -> Block:
    """A table with columns in these shares of the page; a cell is a text, or blocks below each other."""
    cells = [tuple(_cell(cell) for cell in row) for row in rows]
    head = tuple(_cell(cell) for cell in header)
    return Block("table", table=Table(head, tuple(cells), ("left",) * len(shares), tuple(shares)))


def paper_files(printed: Printed, path: Path) -> Mapping[Path, bytes]:
    """The two files of a paper, to be written: beside each other, of one name. `path`: without an ending."""
    return {path.with_name(f"{path.name}.docx"): printed.word, path.with_name(f"{path.name}.pdf"): printed.pdf}


def _cell(cell: Text | Sequence[Block]) -> tuple[Block, ...]:
    return (Block("paragraph", cell),) if isinstance(cell, Text) else tuple(cell)


def _context(paper: Paper, words: Words) -> dict[str, Any]:
    """What the template sees."""
    return {
        "words": words.tree(paper.language),
        "document": {"title": paper.title, "subtitle": paper.subtitle, "mark": paper.mark},
        "lines": [{"label": label, "value": value} for label, value in paper.lines],
        "blocks": list(paper.blocks),
    }


def _turned(template: Template) -> Template:
    """The same template on its side."""
    return replace(
        template,
        stories=tuple(replace(story, source=_PAGE_SIZE.sub(_swap, story.source)) for story in template.stories),
    )


def _swap(size: re.Match[str]) -> str:
    sides = dict(_SIDES.findall(size[0]))
    return f'<w:pgSz w:w="{sides["h"]}" w:h="{sides["w"]}" w:orient="landscape"/>'
