"""Markdown texts to plain trees, by pandoc, once for a whole build.

A tree is a list of blocks, JSON throughout so that it can be kept by digest:

    {"k": "para", "at": [line, column], "in": [inline…]}
    {"k": "list", "at": …, "style": "Decimal" | "LowerAlpha" | "Bullet" | …, "start": n, "items": [[block…]…]}
    {"k": "table", "at": …, "align": […], "header": [[block…]…], "rows": [[[block…]…]…]}
    {"k": "outside", "at": …, "what": pandoc's name of an element that is not in the subset}

    inline: {"t": text (a line's end in the source is "\\n"), "at": …, "raw": true when every character was escaped}, {"k": "strong" | "emph", "in": …},
    {"k": "link", "at": …, "url": …, "in": …}, {"k": "span", "language": …, "at": …, "in": …}, {"k": "break"},
    {"k": "note", "at": …, "blocks": …}, {"k": "outside", …}

Lines and columns count from 1 in the text itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, MutableMapping
from importlib.resources import as_file, files
from typing import Any

import pypandoc

from ..problems import BrokenEnvironment

Tree = list[dict[str, Any]]
# The AST's version: what pandoc writes and reads as JSON since 3.0 (https://hackage.haskell.org/package/pandoc-types).
_API = [1, 23, 1]
# Trees kept from another version of this module, its reader or pandoc must not be used.
_SHAPE = "2"


def digest_of(text: str) -> str:
    """The key under which a text's tree is kept."""
    return hashlib.sha256(f"{_SHAPE}\0{text}".encode()).hexdigest()


def build_trees(texts: Iterable[str], kept: MutableMapping[str, Tree]) -> dict[str, Tree]:
    """The tree of each text. `kept` (digest -> tree) is read first and given what was missing.

    Raises `BrokenEnvironment` when pandoc does not run.
    """
    wanted = {text: digest_of(text) for text in texts}
    missing = [text for text, digest in wanted.items() if digest not in kept]
    if missing:
        for text, blocks in zip(missing, _run(missing), strict=True):
            kept[wanted[text]] = _blocks(blocks)
    return {text: kept[digest] for text, digest in wanted.items()}


def _run(texts: list[str]) -> list[list[dict[str, Any]]]:
    source = {
        "pandoc-api-version": _API,
        "meta": {},
        "blocks": [{"t": "CodeBlock", "c": [["", [], []], text]} for text in texts],
    }
    try:
        with as_file(files(__package__) / "reader.lua") as reader:
            answer = pypandoc.convert_text(json.dumps(source), "json", format="json", filters=[str(reader)])
    except (OSError, RuntimeError) as error:
        raise BrokenEnvironment(f"pandoc does not run ({error}); install pypandoc_binary anew") from error
    return [div["c"][1] for div in json.loads(answer)["blocks"]]


_SPOT = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")


def _position(attributes: list[Any]) -> list[int] | None:
    """`data-pos` is `line:column-line:column`, several with `;` where a block's lines are apart; the first line counts."""
    spots = _SPOT.findall(dict(attributes[2]).get("data-pos", ""))
    return min([int(line), int(column)] for line, column, _, _ in spots) if spots else None


def _unwrap(node: dict[str, Any]) -> tuple[list[dict[str, Any]] | None, list[int] | None, int]:
    """What a position wrapper holds, where it begins, and how many columns it is wide (0 when over lines or unknown)."""
    if node["t"] not in ("Div", "Span") or not dict(node["c"][0][2]).get("wrapper"):
        return None, None, 0
    attributes, content = node["c"]
    spots = _SPOT.findall(dict(attributes[2]).get("data-pos", ""))
    width = int(spots[0][3]) - int(spots[0][1]) if len(spots) == 1 and spots[0][0] == spots[0][2] else 0
    return content, _position(attributes), width


def _blocks(nodes: list[dict[str, Any]], at: list[int] | None = None) -> Tree:
    found: Tree = []
    for node in nodes:
        inner, here, _ = _unwrap(node)
        if inner is not None:
            found.extend(_blocks(inner, here or at))
        else:
            found.append(_block(node, at))
    return found


def _block(node: dict[str, Any], at: list[int] | None) -> dict[str, Any]:
    kind, content = node["t"], node.get("c")
    at = at or [1, 1]
    if kind in ("Para", "Plain"):
        return {"k": "para", "at": at, "in": _inlines(content, at)}
    if kind == "BulletList":
        return {"k": "list", "at": at, "style": "Bullet", "start": 1, "items": [_blocks(i, at) for i in content]}
    if kind == "OrderedList":
        (start, style, _), items = content
        return {"k": "list", "at": at, "style": style["t"], "start": start, "items": [_blocks(i, at) for i in items]}
    if kind == "Table":
        attributes, _, columns, head, bodies, foot = content
        at = _position(attributes) or at
        rows = [*[row for body in bodies for row in (*body[2], *body[3])], *foot[1]]
        return {
            "k": "table",
            "at": at,
            "align": [{"AlignRight": "right", "AlignCenter": "center"}.get(c[0]["t"], "left") for c in columns],
            "header": [_blocks(cell[4], at) for row in head[1] for cell in row[1]],
            "rows": [[_blocks(cell[4], at) for cell in row[1]] for row in rows],
        }
    attributes = next((part for part in content or [] if isinstance(part, list) and len(part) == 3), None)
    where = _position(attributes) if kind in ("Header", "CodeBlock", "Div") and attributes else None
    return {"k": "outside", "at": where or at, "what": kind}


def _inlines(nodes: list[dict[str, Any]], at: list[int]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for node in nodes:
        inner, here, width = _unwrap(node)
        if inner is not None:
            pieces = _inlines(inner, here or at)
            # A backslash before a character makes the element one column wider than its text.
            if len(pieces) == 1 and len(pieces[0].get("t", "")) == 1 and width == 2:
                pieces[0]["raw"] = True
            at = here or at
        else:
            pieces = [_inline(node, at)]
        for piece in pieces:
            last = found[-1] if found else {}
            if "t" in piece and "t" in last and piece.get("raw") == last.get("raw"):
                last["t"] += piece["t"]
            else:
                found.append(piece)
    return found


_LOOK = {"Emph": "emph", "Strong": "strong"}


def _inline(node: dict[str, Any], at: list[int]) -> dict[str, Any]:
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return {"t": content, "at": at}
    if kind == "Space":
        return {"t": " ", "at": at}
    if kind == "SoftBreak":
        return {"t": "\n", "at": at}
    if kind == "LineBreak":
        return {"k": "break"}
    if kind in _LOOK:
        return {"k": _LOOK[kind], "in": _inlines(content, at)}
    if kind == "Note":
        return {"k": "note", "at": at, "blocks": _blocks(content, at)}
    if kind == "Link":
        attributes, inner, (url, title) = content
        at = _position(attributes) or at
        if title:
            return {"k": "outside", "at": at, "what": "LinkTitle"}
        return {"k": "link", "at": at, "url": url, "in": _inlines(inner, at)}
    if kind == "Span":
        attributes, inner = content
        at = _position(attributes) or at
        given = {key: value for key, value in attributes[2] if key not in ("data-pos", "wrapper")}
        if set(given) == {"lang"} and not attributes[0] and not attributes[1]:
            return {"k": "span", "language": given["lang"], "at": at, "in": _inlines(inner, at)}
    if kind in ("Image", "Code", "Span") and isinstance(content, list):
        at = _position(content[0]) or at
    return {"k": "outside", "at": at, "what": kind}
