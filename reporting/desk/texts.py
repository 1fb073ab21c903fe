"""Typed texts without their marks: read as documents read them, shown as plain characters.

Emphasis becomes plain words, a link has its address behind it, a list keeps its dashes, numbers or letters, the cells
of a table have ` | ` between them. What becomes of a note is for the caller to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from unicodedata import is_normalized

from ..documents.blocks import Block, Note, Span, Text
from ..documents.pandoc import Tree, build_trees
from ..model.chain import letter_of

# One line in which nothing can be markup reads as it was typed, and pandoc need not be asked. It begins with a letter,
# but not as an item of a list does, and has no sign that CommonMark or an extension of ours could take for its own.
PLAIN = re.compile(r"(?!\w{1,9}[.)](?: |$))[^\W\d_](?:[^\W_]|[,;.?!()/%€'’‘“”«»–—-]|:(?= )| (?=[^ ]))*")


def read_texts(texts: Iterable[str], trees: dict[str, Tree]) -> None:
    """Adds to `trees` what is not yet in it. Raises `BrokenEnvironment` when pandoc does not run."""
    marked = []
    for text in dict.fromkeys(texts):
        if text in trees:
            continue
        if PLAIN.fullmatch(text) and is_normalized("NFC", text):
            trees[text] = [{"k": "para", "at": [1, 1], "in": [{"t": text, "at": [1, 1]}]}]
        else:
            marked.append(text)
    if marked:
        trees.update(build_trees(marked, {}))


def show_text(text: Text, note: Callable[[Note], str]) -> str:
    """One paragraph; `note` says what stands for a note."""
    return "".join(
        note(inline) if isinstance(inline, Note) else _span(inline) if isinstance(inline, Span) else "\n"
        for inline in text.inlines
    )


def _span(span: Span) -> str:
    return span.text if span.link in (None, span.text) else f"{span.text} ({span.link})"


def show_blocks(blocks: Iterable[Block], note: Callable[[Note], str]) -> Iterator[str]:
    """Paragraphs, items of lists and rows of tables, each as a line; items of inner lists further in."""
    counts: Counter[int | None] = Counter()
    for block in blocks:
        if block.table is not None:
            for row in filter(None, (block.table.header, *block.table.rows)):
                yield " | ".join(" ".join(show_blocks(cell, note)) for cell in row)
            continue
        mark = ""
        if block.kind in ("bullet", "number", "letter"):
            number = block.start + counts[block.list_id]
            counts[block.list_id] += 1
            mark = {"bullet": "- ", "number": f"{number}. ", "letter": f"{letter_of(number - 1)}) "}[block.kind]
            mark = "   " * (block.level - 1) + mark
        elif block.kind == "continue":
            mark = "   " * block.level
        yield mark + show_text(block.text, note)


def without_address(text: Text) -> Text:
    """A citation without the web address of its source, and the colon before that."""
    return Text(part for part in text.inlines if not (isinstance(part, Span) and _of_address(part)))


def _of_address(span: Span) -> bool:
    return any(origin.field[-1:] == ("url",) for origin in span.origins)
