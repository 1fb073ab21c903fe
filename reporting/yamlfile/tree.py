"""From the parser's events to a tree, refusing what a casebook has no use for: anchors, tags, merges, odd keys.

Events come from libyaml where PyYAML has it, else from PyYAML's own parser; both give the same tree. The tree is built
with a stack of our own, so that no nesting in a file can exhaust Python's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import yaml

from ..places import Place
from ..problems import Problem
from .characters import UNWANTED, describe_unwanted
from .lines import line_column, line_span
from .losses import find_loss
from .nodes import WORDS, Node
from .trace import trace

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 32
MOST_PROBLEMS = 100
DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(%)")

_AWAITED = object()  # the next node of this mapping is a key
_DROPPED = object()  # the next node of this mapping belongs to a key that was refused


class _Frame:
    """A mapping or sequence being filled; `at` is the key or index of the child now being read."""

    __slots__ = ("at", "key", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key: Any = _AWAITED if node.kind == "mapping" else None
        self.at: str | int | None = None


class TooMuch(Exception):
    """Enough is wrong with this file; reading on would not help."""


class Builder:
    """One reading of a text: `root`, `problems`, and `last`, the scalar or bracketed list read last."""

    def __init__(self, text: str, shown: str) -> None:
        self.text = text
        self.shown = shown
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.last: Node | None = None
        self.stack: list[_Frame] = []
        self.documents = 0
        self.unusable = False  # what was read must not be used
        self.tabs = "\t" in text
        self.hashes = " #" in text or "\t#" in text
        self.read_to = 0

    @property
    def bracket(self) -> Node | None:
        """The innermost `[` or `{` that is still open."""
        # A pair without braces, `[a: b]`, is a mapping of its own in the events.
        open_nodes = (frame.node for frame in reversed(self.stack))
        return next((node for node in open_nodes if node.style and self.text[node.start] in "[{"), None)

    def report(self, code: str, line: int, column: int, /, **values: object) -> None:
        field = tuple(frame.at for frame in self.stack if frame.at is not None)
        self.problems.append(Problem(code, Place(self.shown, field, position=(line, column)), values))
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.append(Problem("too-many-problems", Place(self.shown, position=(line, column))))
            raise TooMuch

    def run(self) -> None:
        """Reads the whole file; raises `TooMuch`, or what the parser raises at a syntax error."""
        handlers = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.begin,
            yaml.SequenceStartEvent: self.begin,
            yaml.MappingEndEvent: self.finish,
            yaml.SequenceEndEvent: self.finish,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        for event in yaml.parse(self.text, Loader=LOADER):
            if handler := handlers.get(event.__class__):
                handler(event)

    def document(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.documents += 1
        if self.documents > 1:
            self.report("several-documents", line, column)
            raise TooMuch
        if found := DIRECTIVE.match(self.text):  # the parsers pass over those that they do not know
            self.report("yaml-directive", *line_column(self.text, found.start(1)))

    def alias(self, event: Any) -> None:
        mark = event.start_mark
        node = Node("scalar", "", mark.line + 1, mark.column + 1, mark.index, event.end_mark.index)
        self.report("yaml-alias", node.line, node.column, name=event.anchor)
        self.place(node)
        self.last = replace(node, style="*")

    def begin(self, event: Any) -> None:
        mark = event.start_mark
        kind = "mapping" if event.__class__ is yaml.MappingStartEvent else "sequence"
        style = "flow" if event.flow_style else ""
        self.gap(mark)
        node = Node(
            kind, {} if kind == "mapping" else [], mark.line + 1, mark.column + 1, mark.index, mark.index, style
        )
        self.place(node)
        self.marked(event, node)
        self.stack.append(_Frame(node))
        if len(self.stack) > DEEPEST:
            self.report("too-deep", node.line, node.column, deepest=DEEPEST)
            raise TooMuch

    def finish(self, event: Any) -> None:
        node = self.stack.pop().node
        node.end = event.end_mark.index
        if node.style:
            self.last = node
        self.read_to = max(self.read_to, node.end)

    def scalar(self, event: Any) -> None:
        mark = event.start_mark
        style = event.style or ""
        self.gap(mark)
        end = event.end_mark.index
        node = Node("scalar", event.value, mark.line + 1, mark.column + 1, mark.index, end, style)
        self.read_to = end
        if not style:
            self.refuse_tab(node.start, end)
        self.marked(event, node)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is _AWAITED:
            self.take_key(frame, node)
        else:
            self.place(node)
            loss = find_loss(self.text, node, frame and frame.node, frame and frame.at, self.last, self.hashes)
            if loss:
                code, line, column, values = loss
                self.report(code, line, column, **values)
        self.last = node
        if style == '"' and (found := UNWANTED.search(node.value)):
            code, values = describe_unwanted(found[0])
            offsets = trace(self.text, node)
            self.unusable = True
            self.report(code, *line_column(self.text, offsets[found.start()] if offsets else node.start), **values)

    def take_key(self, frame: _Frame, node: Node) -> None:
        key, mapping = node.value, frame.node
        if not node.style and key == "<<":
            self.report("merge-key", node.line, node.column)
        elif not node.style and key in WORDS:
            self.report("key-not-text", node.line, node.column, key=key or "")
        elif key in mapping.keys:
            frame.at = key
            self.report("duplicate-key", node.line, node.column, key=key, line=mapping.keys[key][0])
        else:
            frame.key = frame.at = key
            mapping.keys[key] = node.line, node.column
            return
        frame.key = _DROPPED

    def place(self, node: Node) -> None:
        """Puts a node where it belongs: in the sequence, under the key just read, or at the top."""
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if frame.key is None:
            frame.node.value.append(node)
            frame.at = len(frame.node.value) - 1
        elif frame.key is _AWAITED:
            self.report("key-not-text", node.line, node.column, key="")
            frame.key = _DROPPED
        else:
            if frame.key is not _DROPPED:
                frame.node.value[frame.key] = node
            frame.key = _AWAITED

    def refuse_tab(self, start: int, end: int) -> None:
        """A tab between a key or dash and its value, or in an unquoted text: libyaml takes it, other readers do not."""
        if self.tabs and (offset := self.text.find("\t", start, end)) >= 0:
            self.unusable = True
            self.report("tab-in-indentation", *line_column(self.text, offset))

    def gap(self, mark: Any) -> None:
        """What stands before a value on its line; tabs at the end of a line do no harm."""
        if self.tabs:
            self.refuse_tab(max(self.read_to, line_span(self.text, mark.index)[0]), mark.index)

    def marked(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            self.report("yaml-anchor", node.line, node.column, name=event.anchor)
        if event.tag is not None:
            self.report("yaml-tag", node.line, node.column, name=event.tag)
