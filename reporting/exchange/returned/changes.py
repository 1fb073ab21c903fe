"""What a reviewer did, each change once: what kind, where in what was sent, what it was and what it became."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from .pieces import Comment

Kind = Literal[
    "inserted", "deleted", "replaced", "moved", "cells-inserted", "cells-deleted", "spacing", "layout", "comment"
]
PARAGRAPH_END = "\u2029"


@dataclass(frozen=True, order=True)
class Span:
    """Characters of a paragraph as it was sent: `part` and `number` as in the map of origins, offsets in its text."""

    part: str
    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Change:
    """One thing that a reviewer did.

    `spans`: where in what was sent; a span without length is a spot between two characters. None at all: it has no
    place there (a new header). `old`, `new`: its text, with `PARAGRAPH_END` where a paragraph ends. `tracked`: the
    program kept it as a change, with `author` and `date`; else it was found by comparing. `to`: where a move went.
    `what`: of a change of layout, the looks that differ. `over`: the author of the insertion that this change deletes.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    old: str = ""
    new: str = ""
    tracked: bool = False
    author: str = ""
    date: str = ""
    to: Span | None = None
    what: tuple[str, ...] = ()
    comment: Comment | None = None
    over: str = ""

    def named(self) -> Change:
        """The same change with the kind that its texts show: nothing but blanks is `spacing`, untracked ones only."""
        if self.kind not in ("inserted", "deleted", "replaced"):
            return self
        if not (self.old + self.new).strip() and not self.tracked:
            return replace(self, kind="spacing")
        return replace(self, kind="replaced" if self.old and self.new else "inserted" if self.new else "deleted")
