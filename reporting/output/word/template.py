"""A Word template read once: checked, cleaned, each of its texts compiled, ready to be filled many times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from ...places import Place
from ...problems import Problem
from . import cleaning, faults
from .lists import Numbering
from .ooxml import CELL_ORDER, RELATIONSHIPS, W, element, to_bytes
from .package import MAIN, NotWord, Part, Relation, parse, read_package
from .printing import CLOSE, OPEN, TOKENS, TemplateLanguage
from .styles import Styles

NUMBER = "n"  # the attribute that carries a template paragraph's number through docxtpl's loops
RAW_TAG = re.compile(r"\{\{(?:p|r|tr|tc)\s.*?\}\}")  # docxtpl puts what these print outside any run: text would be lost
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Story:
    """A part that holds text: the body, a header, a footer or the notes.

    `marked`: its XML with the number of each paragraph. `source`: the same as docxtpl hands it to Jinja. `cells`: the
    table cell of each paragraph that stands in one.
    """

    name: str
    part: Part
    marked: str
    source: str
    cells: Mapping[int, str]

    def place(self, shown: str, number: int | None) -> Place:
        return Place(shown, (self.name,) if number is None else (self.name, f"¶{number}"))

    def where(self, number: int | None) -> str:
        """`body ¶12 [T1 R2 C1 ¶1]`: how a person finds the paragraph: part, paragraph, table, row, cell."""
        words = self.name if number is None else f"{self.name} ¶{number}"
        return words + (f" [{self.cells[number]}]" if number in self.cells else "")


@dataclass
class Template:
    """A Word template, kept warm. `shown`: its path as problems and origins show it."""

    shown: str
    main: str
    parts: dict[str, Part]
    stories: tuple[Story, ...]
    styles: Styles = field(init=False, repr=False)
    numbering: Numbering = field(init=False, repr=False)
    engine: DocxTemplate = field(default_factory=lambda: DocxTemplate(None), repr=False)
    language: TemplateLanguage = field(default_factory=TemplateLanguage, repr=False)
    names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.styles = Styles(parse(self.part("styles").data))
        self.numbering = Numbering(parse(self.part("numbering").data))

    def part(self, kind: str) -> Part:
        """The one part of the document whose relationship has that kind (`styles`, `numbering`)."""
        return next(self.parts[r.target] for r in self.parts[self.main].rels.values() if r.kind == kind)

    def fill(self, story: Story, context: Mapping[str, Any], tokens: list[Any]) -> etree._Element:
        """The story with a token for each printed value (appended to `tokens`). Raises what the template raises."""
        xml = self.engine.render_xml_part(story.source, None, {**context, TOKENS: tokens}, self.language)
        root = etree.fromstring(xml)  # a strict parse first: the one inside docxtpl mends, and mending loses text
        if any(_columns(table) != len(table.findall(f"{W}tblGrid/{W}gridCol")) for table in root.iter(W + "tbl")):
            root = self.engine.fix_tables(xml)
        for look in root.iter(W + "tcPr"):  # docxtpl puts shading and spans first, whatever the schema says
            look[:] = sorted(look, key=lambda child: CELL_ORDER.get(child.tag, len(CELL_ORDER)))
        return root


def load_template(path: Path, shown: str) -> tuple[Template | None, list[Problem]]:
    """Read a template. `shown`: its path as problems and origins should show it.

    Problems: a file that cannot be read, is no Word file, is too large, protected, holds macros, tracked changes,
    comments or parts that would not reach the document as they are; every fault of its template tags.
    """
    whole = Place(shown)
    try:
        data = path.read_bytes()
    except PermissionError:
        return None, [Problem("template-locked", whole)]
    except OSError as error:
        return None, [Problem("template-unreadable", whole, {"reason": error.strerror or str(error)})]
    try:
        main, parts = read_package(data)
        parts = {name: copy(part) for name, part in parts.items()}
        problems = [Problem(code, whole, values) for code, values in _keep_reachable(main, parts)]
        _complete(main, parts)
        stories: list[Story] = []
        for name, part in parts.items():
            problems += _clean(part, name == main, stories, shown)
    except NotWord as error:
        return None, [Problem(error.args[0], whole)]
    if problems:
        return None, list({(p.code, p.place): p for p in problems}.values())
    stories.sort(key=lambda story: (story.name != "body", story.name))
    template = Template(shown, main, parts, tuple(stories))
    found = faults.check(template)
    if found:
        return None, found
    template.names = frozenset().union(*(faults.needed(template.language, story.source) for story in stories))
    return template, []


def _keep_reachable(main: str, parts: dict[str, Part]) -> Iterator[tuple[str, dict[str, str]]]:
    """Leave only the parts that a document is made of; give what a document cannot be made of."""
    if "macroEnabled" in parts[main].type:
        yield "template-macros", {}
    parts[main].type = MAIN
    reached, waiting = [], [main]
    while waiting:
        part = parts[name := waiting.pop(0)]
        reached.append(name)
        kept = {}
        for key, relation in part.rels.items():
            if relation.kind in cleaning.MACROS:
                yield "template-macros", {}
            elif relation.kind == "comments" and relation.target in parts:
                if b"<w:comment " in parts[relation.target].data:
                    yield "template-comments", {"where": "comments"}
            elif relation.kind in cleaning.DROPPED:
                continue
            elif relation.external and relation.kind == "hyperlink":
                kept[key] = relation
            elif relation.external or relation.kind not in cleaning.KEPT | cleaning.STORIES:
                yield "template-part", {"part": relation.kind}
            elif relation.target not in parts:
                raise NotWord("template-damaged")
            else:
                kept[key] = relation
                if relation.target not in (*reached, *waiting):
                    waiting.append(relation.target)
        part.rels = kept
    for name in set(parts) - set(reached):
        del parts[name]


def _complete(main: str, parts: dict[str, Part]) -> None:
    """Add the styles, numbering, settings and footnotes that a template lacks, and the notes' separators."""
    rels = parts[main].rels
    for kind in ("styles", "numbering", "settings", "footnotes"):
        if all(relation.kind != kind for relation in rels.values()):
            name = f"word/{kind}.xml"
            if name in parts:
                raise NotWord("template-damaged")
            parts[name] = Part(name, f"{WML}.{kind}+xml", to_bytes(element(kind)))
            rels[kind + "Part"] = Relation(kind, f"{RELATIONSHIPS}/{kind}", name)
    notes = parts[next(r.target for r in rels.values() if r.kind == "footnotes")]
    root = parse(notes.data)
    for index, (kind, number) in enumerate(cleaning.SEPARATORS.items()):
        note = root.find(f"{W}footnote[@{W}type='{kind}']")
        if note is None:
            note = element("footnote", type=kind)
            element(kind, element("r", element("p", note)))
        note.set(W + "id", str(number))
        root.insert(index, note)
    notes.data = to_bytes(root)


def _clean(part: Part, is_main: bool, stories: list[Story], shown: str) -> Iterator[Problem]:
    """Clean one part in place; a part that holds text becomes a story."""
    if not part.type.endswith("xml"):
        return
    root = parse(part.data)
    kind = "body" if is_main else part.name.rpartition("/")[2].removesuffix(".xml")
    is_story = is_main or any(part.type == f"{WML}.{name}+xml" for name in cleaning.STORIES)
    cells = dict(_number(root)) if is_story else {}
    story = Story(kind, part, "", "", cells)
    for paragraph in root.iter(W + "p") if is_story else ():
        if raw := RAW_TAG.search("".join(text.text or "" for text in paragraph.iter(W + "t"))):
            yield faults.problem(shown, story, _number_of(paragraph), faults.Fault.told("raw", tag=raw[0]))
    for code, node in cleaning.clean(root):
        number = _number_of(node)
        yield Problem(code, story.place(shown, number), {"where": story.where(number)})
    if part.type == f"{WML}.settings+xml":
        cleaning.clean_settings(root)
    if is_story:
        marked = etree.tostring(root, encoding="unicode")
        if OPEN in marked or CLOSE in marked:
            raise NotWord("template-damaged")
        stories.append(Story(kind, part, marked, DocxTemplate(None).patch_xml(marked), cells))
    else:
        part.data = to_bytes(root)


def _columns(table: etree._Element) -> int:
    """The columns that the widest row of a table takes, cells that span counted for what they span."""
    spans = (W + "gridSpan", W + "gridBefore", W + "gridAfter")
    return max(
        (
            len(row.findall(W + "tc"))
            + sum(
                int(node.get(W + "val", "1")) - (node.tag == spans[0])
                for look in (*row.iterfind(W + "trPr"), *row.iterfind(f"{W}tc/{W}tcPr"))
                for node in look.iterchildren(*spans)
            )
            for row in table.iterfind(W + "tr")
        ),
        default=0,
    )


def _number(root: etree._Element) -> Iterator[tuple[int, str]]:
    """Number all paragraphs in document order, as docxtpl-lint counts them; give the cell of those in tables."""
    for number, paragraph in enumerate(root.iter(W + "p"), 1):
        paragraph.set(NUMBER, str(number))
    for table_number, table in enumerate(root.iter(W + "tbl"), 1):
        for row_number, row in enumerate(table.iterfind(W + "tr"), 1):
            for cell_number, cell in enumerate(row.iterfind(W + "tc"), 1):
                for index, paragraph in enumerate(cell.iterfind(W + "p"), 1):
                    yield int(paragraph.get(NUMBER)), f"T{table_number} R{row_number} C{cell_number} ¶{index}"


def _number_of(node: etree._Element) -> int | None:
    while node is not None:
        if node.get(NUMBER):
            return int(node.get(NUMBER))
        node = node.getparent()
    return None
