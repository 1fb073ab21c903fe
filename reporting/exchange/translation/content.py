"""Text as a translator sees it: words, with a numbered code wherever Markdown has markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

# What a code is of. Emphasis may be typed with stars or underscores and is the same; a link is not, to another address.
Role = Literal[
    "strong", "emph", "link", "span", "note", "citation", "key", "reference", "address", "break", "slot", "space"
]
ALIKE: frozenset[Role] = frozenset({"strong", "emph", "note", "citation", "break"})


@dataclass(frozen=True)
class Code:
    """Markup that stays as it is: `start` before the words it is about and `end` after them, or `start` alone."""

    role: Role
    start: str
    end: str = ""

    @property
    def paired(self) -> bool:
        return bool(self.end)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two codes the same."""
        return (self.role, str(self.paired)) if self.role in ALIKE else (self.role, self.start, self.end)


@dataclass(frozen=True)
class Mark:
    """The place of a code, by its id: where it begins (`open`) and ends (`close`), or where it stands (`alone`)."""

    side: Literal["open", "close", "alone"]
    id: str


Content = tuple[str | Mark, ...]
Codes = Mapping[str, Code]
_BLANKS = re.compile(r"[ \t\r\n]+")
# Marks round a word hold on to it: a blank inside them is none of theirs.
_HOLDING = frozenset({"strong", "emph"})


def normal(content: Iterable[str | Mark], codes: Codes) -> Content:
    """The content with single blanks, none at its ends or at a line break, and none just inside emphasis.

    Tools put line breaks and blanks where they like; in Markdown they mean no more than one blank does.
    """
    parts = list(_moved_out(_joined(content), codes))
    found: list[str | Mark] = []
    blank = True  # nothing yet, or a blank just before
    for part in parts:
        if isinstance(part, str):
            part = _BLANKS.sub(" ", part)
            part = part[1:] if blank and part.startswith(" ") else part
            if not part:
                continue
            blank = part.endswith(" ")
        elif part.side == "alone":
            blank = part.id in codes and codes[part.id].role == "break"
            found = _ended(found) if blank else found
        found.append(part)
    return tuple(_joined(_ended(found)))


def _ended(parts: list[str | Mark]) -> list[str | Mark]:
    """Without the blank at the end, also where marks close after it."""
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if isinstance(part, str):
            kept = part.rstrip(" ")
            return [*parts[:index], *([kept] if kept else []), *parts[index + 1 :]]
        if part.side == "alone":
            break
    return parts


def _joined(content: Iterable[str | Mark]) -> Iterator[str | Mark]:
    text = ""
    for part in content:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        text = ""
        yield part
    if text:
        yield text


def _moved_out(content: Iterable[str | Mark], codes: Codes) -> list[str | Mark]:
    """With the blanks at the inner edges of emphasis outside it."""
    parts = list(content)
    for index, part in enumerate(parts):
        if isinstance(part, str) or part.id not in codes or codes[part.id].role not in _HOLDING:
            continue
        step = {"open": 1, "close": -1, "alone": 0}[part.side]
        beside = index + step
        if not step or not 0 <= beside < len(parts) or not isinstance(words := parts[beside], str):
            continue
        kept = words.lstrip(" \t\r\n") if step > 0 else words.rstrip(" \t\r\n")
        if kept != words:
            parts[beside], other = kept, index - step
            if 0 <= other < len(parts) and isinstance(parts[other], str):
                parts[other] = parts[other] + " " if step > 0 else " " + parts[other]
            else:
                parts.insert(index if step > 0 else index + 1, " ")
                return _moved_out(_joined(parts), codes)
    return parts


def words_of(content: Content) -> str:
    """The words without their codes."""
    return "".join(part for part in content if isinstance(part, str))


def ids_of(content: Content) -> Counter[str]:
    """The codes in it, each as often as it stands there."""
    return Counter(part.id for part in content if isinstance(part, Mark) and part.side != "close")


def is_nested(content: Content, codes: Codes) -> bool:
    """Whether every code that begins ends, the last begun first, and each stands as its kind does."""
    begun: list[str] = []
    for part in content:
        if isinstance(part, str):
            continue
        if part.id in codes and codes[part.id].paired == (part.side == "alone"):
            return False
        if part.side == "open":
            begun.append(part.id)
        elif part.side == "close" and (not begun or begun.pop() != part.id):
            return False
    return not begun
