"""A template and a context become the bytes of a Word file, with the map of where each word came from.

docxtpl fills the template with tokens (`printing`), the tokens are replaced in the tree (`writing`), and the package
is written with nothing of the template's own history in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ...places import Place
from ...problems import Problem
from ..charts import ChartStyle
from . import faults
from .lists import Lists
from .notes import Notes
from .ooxml import WP, W, to_bytes
from .origins import OriginMap
from .outside import write_outside
from .package import CORE, CUSTOM, Part, write_package
from .printing import OPEN
from .properties import Properties, core_xml, custom_xml
from .runs import UNPRINTABLE
from .shared import Writing
from .template import Template
from .writing import PartWriting


@dataclass(frozen=True)
class WordFile:
    """A finished Word file: its bytes, and where its words came from."""

    data: bytes
    origins: OriginMap


def render_word(
    template: Template, context: Mapping[str, Any], properties: Properties, charts: ChartStyle | None = None
) -> tuple[WordFile | None, list[Problem]]:
    """Fill a template.

    `context`: names for the template; mappings, sequences and dataclasses whose leaves are `Text`, `Block`, `Table`,
    `Chart`, and plain `str`, `int`, `bool`, `None` (a template may test and compare these, but a plain `str` cannot be
    printed: it does not know where it came from). `charts`: how charts look, where there may be any.
    The same arguments give the same bytes on every machine.
    """
    tokens: list[Any] = []
    if template.names - context.keys():
        return None, faults.explain(template, context)
    try:
        roots = {story.name: template.fill(story, context, tokens) for story in template.stories}
    except Exception:  # a template's expression can raise anything that Python can
        problems = faults.explain(template, context)
        if not problems:
            raise
        return None, problems
    problems = _unprintable(template, properties)
    lists = Lists(template.numbering, template.styles)
    shared = Writing(template.shown, template.styles, lists, tokens, properties.language, charts)
    rels = {story.name: dict(story.part.rels) for story in template.stories}
    written = {
        story.name: PartWriting(shared, story, roots[story.name], rels[story.name]) for story in template.stories
    }
    # the notes first, so that a note of the template is finished before the body refers to it
    for story in sorted(template.stories, key=lambda story: story.part is not template.part("footnotes")):
        written[story.name].write()
        if story.part is template.part("footnotes"):
            shared.notes = Notes(roots[story.name], shared.segments)
            shared.notes_part = PartWriting(shared, story, roots[story.name], rels[story.name])
    _make_unique(roots.values())
    parts = {**template.parts, **shared.media}
    for story in template.stories:
        data = to_bytes(roots[story.name])
        if OPEN.encode() in data:
            write_outside(written[story.name])
            data = to_bytes(roots[story.name])
        parts[story.part.name] = Part(story.part.name, story.part.type, data, rels[story.name])
    problems += shared.problems
    if problems:
        return None, list({(p.code, p.place, str(p.values)): p for p in problems}.values())
    _put(parts, template.part("styles"), template.styles.to_bytes(properties.language))
    _put(parts, template.part("numbering"), shared.lists.to_bytes())
    parts[CORE[0]] = Part(*CORE, core_xml(properties))
    _put(parts, Part(*CUSTOM, b""), custom_xml(properties))
    origins = OriginMap(
        {
            story.name: [shared.segments.get(paragraph, ()) for paragraph in roots[story.name].iter(W + "p")]
            for story in template.stories
        }
    )
    return WordFile(write_package(template.main, parts), origins), []


def _put(parts: dict[str, Part], part: Part, data: bytes | None) -> None:
    if data is not None:
        parts[part.name] = Part(part.name, part.type, data, part.rels)


def _unprintable(template: Template, properties: Properties) -> list[Problem]:
    return [
        Problem("unprintable-character", Place(template.shown, ("properties", name)), {"code": ord(bad)})
        for name, text in properties.told().items()
        for bad in UNPRINTABLE.findall(text)
    ]


def _make_unique(roots: Iterable[etree._Element]) -> None:
    """Ids of drawings and bookmarks that a loop has repeated: numbered anew, a bookmark's name kept once."""
    drawing = bookmark = 0
    names: set[str] = set()
    for root in roots:
        starts: dict[str, str | None] = {}
        for node in list(root.iter(WP + "docPr", W + "bookmarkStart", W + "bookmarkEnd")):
            key = node.get(W + "id", "")
            if node.tag == WP + "docPr":
                drawing += 1
                node.set("id", str(drawing))
            elif node.tag == W + "bookmarkStart":
                if node.get(W + "name") in names:
                    starts[key] = None
                    node.getparent().remove(node)
                    continue
                names.add(node.get(W + "name"))
                bookmark += 1
                starts[key] = str(bookmark)
                node.set(W + "id", starts[key])
            elif starts.get(key) is None:
                node.getparent().remove(node)
            else:
                node.set(W + "id", starts[key])
