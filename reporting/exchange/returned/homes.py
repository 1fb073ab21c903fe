"""Where a change belongs: the YAML file, line, column and field that the words came from, or the template of them.

The map of origins says it of what went out; the line is looked up in the casebook as it is now. A field that holds
another text now than then is said to have `changed`; one that stands in another place of its file (an event was put
before it) is found there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from ...output.word.origins import OriginMap, Paragraph
from ...places import Field, Place
from ...yamlfile.locate import locate
from ...yamlfile.nodes import Node
from ...yamlfile.reader import read_yaml
from .changes import Change, Span
from .pieces import Reading
from .sent import Sent

WORDS = re.compile(r"[^\W_]+")
MOST_WORDS = 2_000_000  # of a printed text times its source


@dataclass(frozen=True)
class Home:
    """A place that a change touches.

    `kind`: `casebook`, `words` (fixed words in a YAML file of the templates) or `template` (a Word template, whose
    paragraph `field` names). `line`, `column`: 0 where the file has no lines or is not there any more. `state`: `same`,
    `changed` or `gone`, beside what went out; `unknown` where that was not kept.
    """

    kind: str
    file: str
    field: Field = ()
    line: int = 0
    column: int = 0
    state: str = "same"

    @property
    def path(self) -> str:
        """The field as people read it: `events[2].text.nl`."""
        told = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.field)
        return told.removeprefix(".")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Homes:
    """The homes of the changes of one document. `trees`: YAML files as they are now, by the name shown."""

    def __init__(self, sent: Sent, reading: Reading, trees: Mapping[str, Node], shown: Callable[[str], str]) -> None:
        self._origins: OriginMap = sent.origins
        self._inputs = sent.inputs
        self._then: dict[str, Node | None] = {}
        self._trees, self._shown = trees, shown
        self._paragraphs = reading.paragraphs

    def find(self, change: Change) -> tuple[Home, ...]:
        """All homes of a change, each once: those of where it is, and of a move those of where it went."""
        spans = (*change.spans, *([change.to] if change.to else []))
        return tuple(dict.fromkeys(home for span in spans for home in self._at(span)))

    def _at(self, span: Span) -> Iterator[Home]:
        start, end = self._raw(span)
        at = 0
        found = False
        for index, (text, origins) in enumerate(self._segments(span.part, span.number)):
            low, high = max(start, at), min(end, at + len(text))
            touched = low < high if start < end else at <= start <= at + len(text)
            if touched and origins:
                found = True
                for place in origins:
                    yield self._home(place, (span.part, span.number, index), max(start - at, 0))
            at += len(text)
        if not found:
            yield from self._near(span)

    def _segments(self, part: str, number: int) -> Paragraph:
        paragraphs = self._origins.parts.get(part, [])
        return paragraphs[number - 1] if 0 < number <= len(paragraphs) else ()

    def _raw(self, span: Span) -> tuple[int, int]:
        """Offsets in the text of the map, where notes and pictures are nothing and page numbers are what they were."""
        paragraph = self._paragraphs.get((span.part, span.number))
        found = [0, 0]
        for index, offset in enumerate((span.start, span.end)):
            at = raw = 0
            for piece in paragraph.pieces if paragraph is not None else ():
                inside = min(max(offset - at, 0), len(piece.text))
                if inside == len(piece.text):
                    raw += len(piece.raw)
                else:
                    raw += inside
                    break
                at += len(piece.text)
            found[index] = raw
        return found[0], found[1]

    def _near(self, span: Span) -> Iterator[Home]:
        """What touches no words belongs to others of its paragraph, else to those before it, at the beginning after."""
        count = len(self._origins.parts.get(span.part, []))
        for number in (*range(span.number, 0, -1), *range(span.number + 1, count + 1)):
            segments = self._segments(span.part, number)
            own = [index for index, segment in enumerate(segments) if segment.origins]
            if own:
                index = own[-1] if number <= span.number else own[0]
                at = len(segments[index].text) if number <= span.number else 0
                for place in segments[index].origins:
                    yield self._home(place, (span.part, number, index), at)
                return

    def _home(self, place: Place, where: tuple[str, int, int], offset: int) -> Home:
        file = self._shown(place.file)
        if place.file.endswith(".docx"):
            return Home("template", file, place.field)
        kind = "words" if place.file.startswith("templates/") else "casebook"
        root = self._trees.get(file)
        if root is None:
            return Home(kind, file, place.field, state="gone")
        field, state = self._follow(place, root)
        here = replace(place, file=file, field=field)
        node = find_node(root, field)
        if node is not None and node.kind == "scalar" and place.position is None:
            text, begin = self._printed(place, *where)
            spot = find_spot(str(node.value), text, begin + offset)
            if spot is not None:
                here = replace(here, spot=spot)
        position = locate(root, here)
        return Home(kind, file, field, position.line, position.column, state)

    def _printed(self, place: Place, part: str, number: int, index: int) -> tuple[str, int]:
        """All that was printed of a place in the paragraphs around one of its segments, and where that begins in it.

        One word of a field may stand in it ten times; with what was printed before and after it is that one.
        """
        first = last = number
        while self._has(place, part, first - 1):
            first -= 1
        while self._has(place, part, last + 1):
            last += 1
        text, begin = "", 0
        for one in range(first, last + 1):
            for position, segment in enumerate(self._segments(part, one)):
                if (one, position) == (number, index):
                    begin = len(text)
                if place in segment.origins:
                    text += segment.text
            text += "\n"
        return text, begin

    def _has(self, place: Place, part: str, number: int) -> bool:
        return any(place in segment.origins for segment in self._segments(part, number))

    def _follow(self, place: Place, root: Node) -> tuple[Field, str]:
        """The field now of what was in a field then, and whether it still says the same."""
        then, now = self._tree_then(place.file), find_node(root, place.field)
        if then is None:
            return place.field, "unknown" if now is not None else "gone"
        was = find_node(then, place.field)
        if was is None or (now is not None and same(now, was)):
            return place.field, "same" if now is not None else "gone"
        if any(isinstance(key, int) for key in place.field):
            for field in fields_like(root, place.field):
                other = find_node(root, field)
                if other is not None and same(other, was):
                    return field, "same"
        return place.field, "changed" if now is not None else "gone"

    def _tree_then(self, file: str) -> Node | None:
        if file not in self._then:
            data = self._inputs.get(file)
            self._then[file] = read_yaml(data, file)[0] if data is not None else None
        return self._then[file]


def find_node(root: Node, field: Field) -> Node | None:
    """The node of a field, None where there is none."""
    node = root
    for key in field:
        known = range(len(node.value)) if isinstance(node.value, list) else node.value
        if isinstance(known, str) or key not in known:
            return None
        node = node.value[key]  # type: ignore[index, call-overload]
    return node


def same(one: Node, other: Node) -> bool:
    """Whether two nodes say the same, wherever they stand."""
    if isinstance(one.value, dict) and isinstance(other.value, dict):
        return one.value.keys() == other.value.keys() and all(same(one.value[k], other.value[k]) for k in one.value)
    if isinstance(one.value, list) and isinstance(other.value, list):
        return len(one.value) == len(other.value) and all(map(same, one.value, other.value))
    return one.value == other.value


def fields_like(root: Node, field: Field) -> Iterator[Field]:
    """Every field with the same keys, whatever its indexes."""
    found: list[Field] = [()]
    for key in field:
        following: list[Field] = []
        for begun in found:
            node = find_node(root, begun)
            if isinstance(key, int):
                count = len(node.value) if node is not None and isinstance(node.value, list) else 0
                following += [(*begun, index) for index in range(count)]
            else:
                following.append((*begun, key))
        found = following
    yield from found


def find_spot(value: str, text: str, offset: int) -> tuple[int, int] | None:
    """The 1-based line and column, in the text of a field, of a character of what was printed from it.

    What is printed lacks the marks, citations and notes that stand in the field, and may be one paragraph of many:
    the words of both are laid side by side. None where no word is found back: a date, a name that stands elsewhere.
    """
    printed, typed = list(WORDS.finditer(text)), list(WORDS.finditer(value))
    if not printed or not typed or len(printed) * len(typed) > MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, [w[0] for w in printed], [w[0] for w in typed], autojunk=False)
    found = {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}
    if not found:
        return None
    index = next((number for number, word in enumerate(printed) if offset < word.end()), None)
    if index is not None and index in found:
        at = typed[found[index]].start() + max(offset - printed[index].start(), 0)
    else:
        before = [number for number in found if index is None or number < index]
        at = typed[found[max(before)]].end() if before else typed[found[min(found)]].start()
    line = value.count("\n", 0, at) + 1
    return line, at - (value.rfind("\n", 0, at) + 1) + 1
