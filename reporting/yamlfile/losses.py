"""Valid YAML that means something else than its writer: text that silently falls off, or joins what came before.

Careful by design: a rule here speaks only where the ordinary reading is very unlikely, and its hint says how to write
either meaning.
"""

from __future__ import annotations

import re
from typing import Any

from .lines import BREAK, line_column, line_span
from .nodes import Node

# A `#` with a space after it is how people write a comment; `#12` or `#bis` glued to a word is text.
HASH = re.compile(r"[ \t]+(#\w)")
# A key, unless it is how an address begins: `https://…`, `doi:10.…`.
MISSING_SPACE = re.compile(r"(?!(?:doi|isbn|mailto|tel|urn):)([A-Za-z_][\w-]*:)(?!//)[^\s:]")
MISSING_DASH_SPACE = re.compile(r"""(-)(?:[^\W\d]|["'{\[“])""")
GLUED = (("missing-space-after-colon", MISSING_SPACE), ("missing-space-after-dash", MISSING_DASH_SPACE))
_FIELD = re.compile(r"( *)(?:- +)*[\w.-]+:(?:[ \t]|$)")
_ITEM = re.compile(r" *- ")
# What word processors put around a quotation, by the opening character.
CLOSING = {"“": "”“", "„": "”“", "”": "”", "‘": "’‘", "‚": "’‘", "’": "’", "«": "»", "»": "«"}
_QUOTATION = {first: re.compile(f"{first}[^{first}{last}]*[{last}]") for first, last in CLOSING.items()}

Loss = tuple[str, int, int, dict[str, Any]]


def find_loss(text: str, node: Node, parent: Node | None, at: Any, before: Node | None, hashes: bool) -> Loss | None:
    """What is probably lost in the scalar `node`: code, line, column and values of a problem.

    `parent`, `at`: the mapping or sequence that it stands in, and its key or index there. `before`: the scalar read
    just before it. `hashes`: whether the file has a ` #` at all.
    """
    if node.style:
        return _swallowed(text, node, parent) if node.style in "'\"" else None
    if hashes and (found := HASH.match(text, node.end)):
        code = "hash-in-text" if node.value else "leading-sign"
        return code, *line_column(text, found.start(1)), {"sign": "#", "text": shorten(text, found.start(1))}
    value = node.value
    if parent is not None and parent.style and parent.kind == "mapping" and not value:
        return _bare_key(text, node, parent, at, before)
    if not value:
        return None
    if value[0] in CLOSING and _QUOTATION[value[0]].fullmatch(value):
        return "curly-quotes-kept", node.line, node.column, {"text": shorten(value)}
    if "-" in value or ":" in value:
        return _glued(text, node, parent, at)
    return None


def _bare_key(text: str, node: Node, parent: Node, at: Any, before: Node | None) -> Loss | None:
    """In braces a word without a colon is a key without a value: `{nl: Akkoord, met voorbehoud}`."""
    if before is None or before.style or ":" in text[before.end : node.start + 1] or not isinstance(at, str):
        return None
    if (found := MISSING_SPACE.match(at)) and not at.endswith(":"):
        return "missing-space-after-colon", before.line, before.column + found.end(1), {"text": shorten(at)}
    others = [child for child in parent.value.values() if child is not node]
    if others and others[-1].kind == "scalar" and not others[-1].style and others[-1].value[:1] in CLOSING:
        return "curly-quotes", others[-1].line, others[-1].column, {"text": shorten(text, others[-1].start)}
    return "comma-in-text", before.line, before.column, {"text": shorten(at)}


def _swallowed(text: str, node: Node, parent: Node | None) -> Loss | None:
    """A quoted text that holds what looks like the next field of the mapping it stands in: its quote was forgotten."""
    if parent is None or parent.style:
        return None
    for line in BREAK.split(text[node.start : node.end])[1:]:
        if (found := _FIELD.match(line)) and len(found[1]) < parent.column:
            return "unclosed-quote", node.line, node.column, {"text": shorten(text, node.start)}
    return None


def _glued(text: str, node: Node, parent: Node | None, at: Any) -> Loss | None:
    """Lines such as `nl:Benelux` or `-vl-nl`, which are text where their writer meant a key or an item."""
    start = node.start - node.column + 1  # where its line begins; a search for it would cost every node the file
    lines = BREAK.split(text[node.start : node.end])
    if parent is None or (parent.kind == "mapping" and not parent.style and not text[start : node.start].strip()):
        for code, pattern in GLUED:
            if (found := pattern.match(lines[0])) and all(map(pattern.match, filter(None, map(str.strip, lines)))):
                return code, node.line, node.column + found.end(1), {"text": shorten(lines[0])}
    for number, line in enumerate(lines[1:], node.line + 1):
        if _ITEM.match(line):
            return "wrong-indentation", number, len(line) - len(line.lstrip(" ")) + 1, {"text": shorten(line.strip())}
    if parent is not None and parent.kind == "sequence" and not parent.style:
        for number, line in enumerate(lines[1:], node.line + 1):
            dash = len(line) - len(line.lstrip(" "))
            if dash + 1 == parent.column and MISSING_DASH_SPACE.match(line, dash):
                return "missing-space-after-dash", number, dash + 2, {"text": shorten(line.strip())}
    return None


def shorten(text: str, start: int = 0, most: int = 40) -> str:
    """The words of the line at `start`, cut for a message."""
    begin, end = start, line_span(text, start)[1]
    words = text[begin:end].strip()
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
