"""What somebody probably did where the parser gave up, in words of our own.

The parser says where it stopped and what it was reading; the rules below look at the text there, the most telling
first. Where the rest of the line can be blanked without moving anything, the slip says how (`mend`), so that the next
slip in the file can be found in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .lines import BREAK, line_span
from .losses import CLOSING, GLUED, shorten
from .nodes import Node


@dataclass(slots=True)
class Fault:
    """Where the parser gave up in `text`, and what it knew then.

    `words`: its own message. `at`: the offset where it stopped; `origin`: where the thing it was reading began.
    `last`: the scalar, alias (style `*`) or bracketed list before; `bracket`: the innermost `[` or `{` still open.
    """

    text: str
    words: str
    at: int
    origin: int
    last: Node | None
    bracket: Node | None


@dataclass(slots=True)
class Slip:
    """The problem's code, the offset where it stands, its values, and the mending: start, end and what to put there."""

    code: str
    offset: int
    values: dict[str, Any] = field(default_factory=dict)
    mend: tuple[int, int, str] | None = None


# A line as far as its value: blanks, dashes, and a key with its colon.
_ENTRY = re.compile(r"""[ ]*(?:-[ ]+)*(?:(?:"[^"]*"|'[^']*'|[^\s"'#:&*!|>%@`{\[,][^:]*):[ \t]+)?""")
_KEY = re.compile(r"[ ]*(?:-[ ]+)*[\w.-]+[ ]*:(?:[ \t]|$)")
_ATE = re.compile(r"""[^"'\n\r]*?[ \t](#)\w""")  # from a bracket on, past no quote
_SPAN = re.compile(r"(?:\r\n?|\n)([^\r\n]*)")
_AT_A_SIGN = re.compile(
    "any token|(?:scanning|parsing) an? (?:anchor|alias|tag)|scanning a block|node content|tag handle|are not allowed"
)
_SIGNS = "@`%&*!|>,[]{}?-#"
_SURROGATE = re.compile(r"\\[uU](?:0000)?([dD][89a-fA-F][0-9a-fA-F]{2})")


def explain(fault: Fault) -> Slip:
    """The slip behind a syntax error; `yaml-syntax` when no rule knows it."""
    for rule in RULES:
        if slip := rule(fault):
            return slip
    return Slip("yaml-syntax", fault.at, {"text": shorten(fault.text, _line(fault, fault.at)[0])})


def _line(fault: Fault, offset: int) -> tuple[int, int]:
    return line_span(fault.text, offset)


def _first(text: str, start: int) -> int:
    """The offset of the first character from `start` on that is not a space."""
    while text.startswith(" ", start):
        start += 1
    return start


def _is_plain(node: Node | None) -> bool:
    return node is not None and node.kind == "scalar" and not node.style


def _same_line(text: str, start: int, end: int) -> bool:
    return start <= end and not BREAK.search(text, start, end)


def _value(fault: Fault, offset: int) -> tuple[int, int]:
    """Where the value on the line of `offset` begins, and where the line ends."""
    start, end = _line(fault, offset)
    return _ENTRY.match(fault.text, start, end).end(), end


def _mend_value(fault: Fault, offset: int) -> tuple[int, int, str] | None:
    start, end = _value(fault, offset)
    return (start, end, "x" * (end - start)) if start < end else None


def _directive(fault: Fault) -> Slip | None:
    start, _ = _line(fault, fault.origin)
    return Slip("yaml-directive", start) if fault.text.startswith("%", start) else None


def _tab(fault: Fault) -> Slip | None:
    start, end = _line(fault, fault.at)
    line = fault.text[start:end]
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    if "\t" in blanks:
        return Slip("tab-in-indentation", start + blanks.index("\t"))
    return Slip("tab-in-indentation", fault.at) if fault.text.startswith("\t", fault.at) else None


def _escape(fault: Fault) -> Slip | None:
    if "escape" not in fault.words and "hexdecimal" not in fault.words:
        return None
    offset = fault.text.rfind("\\", 0, fault.at + 1)
    if found := _SURROGATE.match(fault.text, offset):
        return Slip("forbidden-character", offset, {"character": f"U+{found[1].upper()}"})
    return Slip("unknown-escape", offset, {"text": fault.text[offset : offset + 2]})


def _quote(fault: Fault) -> Slip | None:
    """A quote that is never closed, or closed by an apostrophe lines further, or has words behind it."""
    text, last = fault.text, fault.last
    if "quoted scalar" in fault.words and ("stream" in fault.words or "document" in fault.words):
        return Slip("unclosed-quote", fault.origin, {"text": shorten(text, fault.origin)})
    if last is None or last.style not in ("'", '"') or text[last.end : fault.at].strip(" "):
        return None
    if BREAK.search(text, last.start, last.end):
        return Slip("unclosed-quote", last.start, {"text": shorten(text, last.start)})
    if text.startswith(":", fault.at):
        return Slip("missing-space-after-colon", fault.at + 1, {"text": shorten(text, last.start)})
    values = {"quote": last.style, "text": shorten(text, fault.at)}
    return Slip("text-after-quote", fault.at, values, _mend_value(fault, fault.at))


def _curly(fault: Fault) -> Slip | None:
    last = fault.last
    starts = [_value(fault, fault.at)[0]]
    if _is_plain(last):
        starts.append(last.start)
    for start in starts:
        if fault.text[start : start + 1] in CLOSING:
            return Slip("curly-quotes", start, {"text": shorten(fault.text, start)}, _mend_value(fault, start))
    return None


def _flow(fault: Fault) -> Slip | None:
    """Inside brackets: a comment that ate the closing one, the end of the file or a line that cannot belong to them."""
    text, bracket, last = fault.text, fault.bracket, fault.last
    if bracket is None:
        return None
    start, end = _line(fault, bracket.start)
    unclosed = Slip("unclosed-bracket", bracket.start, {"bracket": text[bracket.start]})
    if (found := _ATE.match(text, bracket.start, end)) and fault.at > found.end():
        return Slip("hash-in-text", found.start(1), {"text": shorten(text, found.start(1))})
    if not text[fault.at :].strip():
        return unclosed
    indent = _first(text, start) - start
    for line in _SPAN.finditer(text, end, _line(fault, fault.at)[1]):
        first = _first(text, line.start(1))
        if first - line.start(1) <= indent and line[1].strip() and text[first] not in "]}#":
            return unclosed
    if text.startswith(":", fault.at) and "expected ','" in fault.words:
        before = last.start if last is not None else fault.at
        return Slip("colon-in-text", fault.at, {"text": shorten(text, before)})
    return unclosed if "flow sequence" in fault.words or "flow mapping" in fault.words else None


def _leading_sign(fault: Fault) -> Slip | None:
    """A text that begins with a sign that YAML keeps for itself."""
    text, last = fault.text, fault.last
    offset = fault.origin
    if last is not None and last.style in ("flow", "*") and _same_line(text, last.end, fault.at):
        offset = last.start
    elif "mapping values" in fault.words:
        offset = _value(fault, fault.at)[0]
        if text[offset : offset + 1] not in tuple("*&!"):
            return None
    elif not _AT_A_SIGN.search(fault.words):
        return None
    sign = text[offset : offset + 1]
    if not sign or sign not in _SIGNS or (sign in "-?" and text[offset + 1 : offset + 2].strip()):
        return None
    mend = _mend_value(fault, offset) if _value(fault, offset)[0] == offset else None
    return Slip("leading-sign", offset, {"sign": sign, "text": shorten(text, offset)}, mend)


def _glued(fault: Fault) -> Slip | None:
    """`title:Benelux` or `-vl-nl` on a line of its own: read as text that runs on into the next line."""
    if not re.search("mapping values|simple key|while parsing a block", fault.words):
        return None
    offsets = [fault.origin if "simple key" in fault.words else fault.at]
    if "mapping values" in fault.words and _is_plain(fault.last):
        offsets.insert(0, fault.last.start)
    for offset in offsets:
        start, end = _line(fault, offset)
        first = _first(fault.text, start)
        for code, pattern in GLUED:
            if found := pattern.match(fault.text, first, end):
                spot = found.end(1)
                return Slip(code, spot, {"text": shorten(fault.text, first)}, (spot, spot + 1, " "))
    return None


def _hash(fault: Fault) -> Slip | None:
    """A text that runs on after a line with ` #`, which ended it."""
    text, last = fault.text, fault.last
    if not _is_plain(last) or not last.value:
        return None
    end = _line(fault, last.end)[1]
    found = re.compile(r"[ \t]+(?=#)").match(text, last.end, end)
    start, stop = _line(fault, fault.origin if "simple key" in fault.words else fault.at)
    if not found or start <= end or _KEY.match(text, start, stop) or text[end:start].strip():
        return None
    return Slip("hash-in-text", found.end(), {"text": shorten(text, found.end())})


def _no_colon(fault: Fault) -> Slip | None:
    if "could not find expected ':'" not in fault.words:
        return None
    start, _ = _line(fault, fault.origin)
    first = _first(fault.text, start)
    return Slip("missing-colon", first, {"text": shorten(fault.text, first)}, (first, first + 1, "#"))


def _colon(fault: Fault) -> Slip | None:
    """A colon inside an unquoted text, or a deeper line under a field that already has its text."""
    if "mapping values" not in fault.words:
        return None
    text, last = fault.text, fault.last
    start, end = _line(fault, fault.at)
    if _is_plain(last) and last.start < start and _KEY.match(text, start, end):
        first = _first(text, start)
        return Slip("wrong-indentation", first, {"text": shorten(text, first)})
    value = _value(fault, fault.at)[0]
    return Slip("colon-in-text", fault.at, {"text": shorten(text, value)}, _mend_value(fault, fault.at))


def _documents(fault: Fault) -> Slip | None:
    if "document start" not in fault.words:
        return None
    before = fault.text[: _line(fault, fault.at)[0]].rstrip()
    last_line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    return Slip("several-documents", fault.at) if last_line.startswith("...") else None


def _indentation(fault: Fault) -> Slip | None:
    start, end = _line(fault, fault.at)
    if fault.at >= end or fault.text[start : fault.at].strip(" -"):
        return None
    if fault.text.startswith(":", fault.at):
        return Slip("key-not-text", fault.at)
    return Slip("wrong-indentation", fault.at, {"text": shorten(fault.text, fault.at)})


RULES: tuple[Callable[[Fault], Slip | None], ...] = (
    _directive,
    _tab,
    _escape,
    _quote,
    _curly,
    _flow,
    _leading_sign,
    _glued,
    _hash,
    _no_colon,
    _colon,
    _documents,
    _indentation,
)
