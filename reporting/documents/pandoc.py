"""Markdown texts to plain trees, by pandoc, once for a whole build.

A tree is a list of blocks, JSON throughout so that it can be kept by digest:

    {"k": "para", "at": [line, column], "in": [inline…]}
    {"k": "list", "at": …, "style": "Decimal" | "LowerAlpha" | "Bullet" | …, "start": n, "items": [[block…]…]}
    {"k": "table", "at": …, "align": […], "header": [[block…]…], "rows": [[[block…]…]…]}
    {"k": "outside", "at": …, "to": …, "what": pandoc's name of an element that is not in the subset}

    inline: {"t": text, "at": …}, {"k": "strong" | "emph", "at": …, "to": …, "in": …}, {"k": "break", "at": …},
    {"k": "link", "at": …, "to": …, "url": …, "in": …}, {"k": "span", "at": …, "to": …, "language": …, "in": …},
    {"k": "note", "at": …, "to": …, "blocks": …}, {"k": "outside", …}

Lines and columns count from 1 in the text itself; `to` is the spot after the last character. The characters of a text
stand one by one in the source from `at` on, the end of a line as "\n" after them; where they do not (an escape, an
entity, several blanks) `w` says how many characters of the source they take, and `raw` that they cannot be markup.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterable, MutableMapping
from importlib.resources import as_file, files
from typing import Any

import pypandoc

from ..problems import BrokenEnvironment
from .nesting import find_nested_note

Tree = list[dict[str, Any]]
# The AST's version: what pandoc writes and reads as JSON since 3.0 (https://hackage.haskell.org/package/pandoc-types).
_API = [1, 23, 1]
# Trees kept from another version of this module, its reader or pandoc must not be used.
_SHAPE = "5"


def digest_of(text: str) -> str:
    """The key under which a text's tree is kept."""
    return hashlib.sha256(f"{_SHAPE}\0{text}".encode()).hexdigest()


def build_trees(texts: Iterable[str], kept: MutableMapping[str, Tree]) -> dict[str, Tree]:
    """The tree of each text. `kept` (digest -> tree) is read first and given what was missing.

    A text that pandoc cannot read is one element outside the subset. Raises `BrokenEnvironment` when pandoc does not
    run.
    """
    wanted = {text: digest_of(text) for text in texts}
    missing = []
    for text, digest in wanted.items():
        if digest not in kept:
            if nested := find_nested_note(text):
                kept[digest] = _unread(text, "NoteInNote", nested)
            else:
                missing.append(text)
    if missing:
        for text, tree in zip(missing, _read(missing), strict=True):
            kept[wanted[text]] = tree
    return {text: kept[digest] for text, digest in wanted.items()}


# What stands in for a text that was not read: it calls a note in a note, or is more than pandoc can read in time.
UNREAD = frozenset({"NoteInNote", "Unread"})


def _unread(text: str, what: str, at: tuple[int, int]) -> Tree:
    return [{"k": "outside", "at": list(at), "to": [text.count("\n") + 2, 1], "what": what}]


def _read(texts: list[str]) -> list[Tree]:
    """The tree of each text, `_BATCH` of them at a time: pandoc's answer is many times as long as what it was asked."""
    return [tree for first in range(0, len(texts), _BATCH) for tree in _read_batch(texts[first : first + _BATCH])]


def _read_batch(texts: list[str]) -> list[Tree]:
    """The tree of each text: of all together, or of each alone when one is more than pandoc can read in time."""
    try:
        return [_blocks(blocks, ([1, 1], [1, 1])) for blocks in _run(texts, _TOGETHER)]
    except subprocess.SubprocessError:
        found = []
        for text in texts:
            try:
                found.append(_blocks(_run([text], _ALONE)[0], ([1, 1], [1, 1])))
            except subprocess.SubprocessError:
                found.append(_unread(text, "Unread", (1, 1)))
        return found


# The seconds that pandoc may take for a batch of texts (hundreds take one), and for one of them.
_TOGETHER, _ALONE = 60.0, 5.0
_BATCH = 2000


def _run(texts: list[str], seconds: float) -> list[list[dict[str, Any]]]:
    """What pandoc makes of each text. `SubprocessError` when it fails or takes longer."""
    source = {
        "pandoc-api-version": _API,
        "meta": {},
        "blocks": [{"t": "CodeBlock", "c": [["", [], []], text]} for text in texts],
    }
    try:
        with as_file(files(__package__) / "reader.lua") as reader:
            command = [pypandoc.get_pandoc_path(), "--from=json", "--to=json", f"--lua-filter={reader}"]
            asked = json.dumps(source).encode()
            answer = subprocess.run(command, input=asked, capture_output=True, timeout=seconds, check=True)
    except OSError as error:
        raise BrokenEnvironment(f"pandoc does not run ({error}); install pypandoc_binary anew") from error
    return [div["c"][1] for div in json.loads(answer.stdout)["blocks"]]


_SPOT = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
Range = tuple[list[int], list[int]]


def _range(attributes: list[Any]) -> Range | None:
    """Where an element stands: `data-pos` is `line:column-line:column`, several with `;` where its lines are apart.

    Of several attributes the last is the element's own; those before it are of what it stands in.
    """
    spots = _SPOT.findall(dict(attributes[2]).get("data-pos", ""))
    if not spots:
        return None
    numbers = [[int(number) for number in spot] for spot in spots]
    return min(n[:2] for n in numbers), max(n[2:] for n in numbers)


def _within(node: Any) -> Range | None:
    """Where the first thing inside a block of a note stands: such a block has no position of its own."""
    found = _SPOT.search(json.dumps(node))
    return found and ([int(found[1]), int(found[2])], [int(found[3]), int(found[4])])


def _unwrap(node: dict[str, Any]) -> tuple[list[dict[str, Any]] | None, Range | None]:
    """What a position wrapper holds, and where that stands."""
    if node["t"] not in ("Div", "Span") or not any(key == "wrapper" for key, _ in node["c"][0][2]):
        return None, None
    attributes, content = node["c"]
    return content, _range(attributes)


def _blocks(nodes: list[dict[str, Any]], here: Range) -> Tree:
    found: Tree = []
    for node in nodes:
        inner, there = _unwrap(node)
        if inner is not None:
            found.extend(_blocks(inner, there or here))
        else:
            found.append(_block(node, here))
    return found


def _block(node: dict[str, Any], here: Range) -> dict[str, Any]:
    kind, content = node["t"], node.get("c")
    at = here[0]
    if kind in ("Para", "Plain"):
        return {"k": "para", "at": at, "in": _inlines(content, here)}
    if kind == "BulletList":
        return {"k": "list", "at": at, "style": "Bullet", "start": 1, "items": [_blocks(i, here) for i in content]}
    if kind == "OrderedList":
        (start, style, _), items = content
        return {"k": "list", "at": at, "style": style["t"], "start": start, "items": [_blocks(i, here) for i in items]}
    if kind == "Table":
        attributes, _, columns, head, bodies, foot = content
        here = _range(attributes) or here
        rows = [*[row for body in bodies for row in (*body[2], *body[3])], *foot[1]]
        return {
            "k": "table",
            "at": here[0],
            "align": [{"AlignRight": "right", "AlignCenter": "center"}.get(c[0]["t"], "left") for c in columns],
            "header": [_blocks(cell[4], here) for row in head[1] for cell in row[1]],
            "rows": [[_blocks(cell[4], here) for cell in row[1]] for row in rows],
        }
    return _outside(kind, content, here)


def _outside(kind: str, content: Any, here: Range) -> dict[str, Any]:
    attributes = next((part for part in content or [] if isinstance(part, list) and len(part) == 3), None)
    if kind in ("Header", "CodeBlock", "Code", "Div", "Image", "LinkTitle", "Span") and attributes:
        here = _range(attributes) or here
    return {"k": "outside", "at": here[0], "to": here[1], "what": kind}


def _inlines(nodes: list[dict[str, Any]], here: Range) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for node in nodes:
        inner, there = _unwrap(node)
        if inner is not None:
            here = there or (here[1], here[1])
            pieces = _inlines(inner, here)
        else:
            pieces = [_inline(node, here)]
            here = (here[0], pieces[-1].get("to", here[1]))
        for piece in pieces:
            if found and _follows(found[-1], piece):
                found[-1]["t"] += piece["t"]
            else:
                found.append(piece)
    return found


def _follows(last: dict[str, Any], piece: dict[str, Any]) -> bool:
    """Whether a text goes on, in the source as well, where the one before it ends."""
    if "t" not in last or "t" not in piece or "w" in last or "w" in piece or last["t"].endswith("\n"):
        return False
    return piece["at"] == [last["at"][0], last["at"][1] + len(last["t"])]


_LOOK = {"Emph": "emph", "Strong": "strong"}
_SAID = {"Space": " ", "SoftBreak": "\n"}


def _inline(node: dict[str, Any], here: Range) -> dict[str, Any]:
    kind, content = node["t"], node.get("c")
    at, to = here
    if kind == "Str":
        width = to[1] - at[1] if at[0] == to[0] else 0
        return {"t": content, "at": at} if width == len(content) else {"t": content, "at": at, "w": width, "raw": True}
    if kind == "Space":
        return {"t": " ", "at": at} if to == [at[0], at[1] + 1] else {"t": " ", "at": at, "w": to[1] - at[1]}
    if kind == "SoftBreak":
        return {"t": "\n", "at": at}
    if kind == "LineBreak":
        return {"k": "break", "at": at}
    if kind in _LOOK:
        return {"k": _LOOK[kind], "at": at, "to": to, "in": _inlines(content, here)}
    if kind == "Note":
        blocks = [block for node in content for block in _blocks([node], _within(node) or here)]
        return {"k": "note", "at": at, "to": to, "blocks": blocks}
    if kind == "Link":
        attributes, inner, (url, title) = content
        if not title:
            here = _range(attributes) or here
            return {"k": "link", "at": here[0], "to": here[1], "url": url, "in": _inlines(inner, here)}
        kind = "LinkTitle"
    if kind == "Span":
        attributes, inner = content
        given = {key: value for key, value in attributes[2] if key not in ("data-pos", "wrapper")}
        if set(given) == {"lang"} and not attributes[0] and not attributes[1]:
            here = _range(attributes) or here
            return {"k": "span", "at": here[0], "to": here[1], "language": given["lang"], "in": _inlines(inner, here)}
    return _outside(kind, content, here)
