"""What changed within a text: the sentences that are not the same, with the words in which they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A line that begins so does not go on where the one before it ended: an item of a list, a heading, a quotation, a row.
_BEGINS = re.compile(r"\s*(?:[-+*](?:\s|$)|[#>|~`:=]|\(?\w{1,9}[.)](?:\s|$)|\[\^)")
_HARD_BREAK = ("  ", "\\")
# The end of a sentence, with what closes it and the sources that stand behind it; or of a paragraph.
_END = re.compile(r"[.!?…][\"”’»)\]*_]*(?:\s*\[@[^\]]*\])*(?P<gap>\s+)(?=[\"“‘«(\[*_]*[A-ZÀ-Þ0-9])|(?P<line>\n+)")
_WORD = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
ELLIPSIS = "…"
# Of texts that differ so much a comparison of words shows nothing but noise.
ALIKE = 0.4


@dataclass(frozen=True)
class Piece:
    """Characters that are the same on both sides, or not (`changed`)."""

    text: str
    changed: bool = False


Pieces = tuple[Piece, ...]


def flow(text: str) -> str:
    """The text without the ends of lines that mean nothing: where a line ends in a paragraph is for who types."""
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = lines and lines[-1].strip() and line.strip() and not lines[-1].endswith(_HARD_BREAK)
        if goes_on and not _BEGINS.match(line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.rstrip() if not line.endswith(_HARD_BREAK) else line)
    return re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip("\n")


def find_differences(old: str, new: str) -> tuple[Pieces, Pieces]:
    """The sentences that changed, as they were and as they are; between them `…` for those that did not."""
    before, after = _sentences(old), _sentences(new)
    was: list[Piece] = []
    now: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(codes):
        if kind == "equal":
            edge = number in (0, len(codes) - 1)
            for side in (was, now):
                side.append(Piece(ELLIPSIS if edge else f" {ELLIPSIS} "))
            continue
        left, right = _words(" ".join(before[a:b]), " ".join(after[c:d]))
        was += left
        now += right
    return _joined(was), _joined(now)


def _sentences(text: str) -> list[str]:
    found, begin = [], 0
    for end in _END.finditer(text):
        gap = "line" if end["line"] else "gap"
        found.append(text[begin : end.start(gap)])
        begin = end.end(gap)
    return [part for part in (*found, text[begin:]) if part.strip()]


def _words(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [Piece(old, True)], [Piece(new, True)]
    was: list[Piece] = []
    now: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        was.append(Piece("".join(before[a:b]), kind != "equal"))
        now.append(Piece("".join(after[c:d]), kind != "equal"))
    return was, now


def _joined(pieces: Sequence[Piece]) -> Pieces:
    """The pieces without empty ones; a lone blank between two changed ones is one with them."""
    found = [piece for piece in pieces if piece.text]
    for index in range(1, len(found) - 1):
        if not found[index].text.strip() and found[index - 1].changed and found[index + 1].changed:
            found[index] = Piece(found[index].text, True)
    return tuple(_runs(_spaced(found)))


def _spaced(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A blank between an ellipsis at an edge and the sentence beside it."""
    last = ""
    for piece in pieces:
        edge = ELLIPSIS in (piece.text, last)
        if last and edge and not last.endswith(" ") and not piece.text.startswith(" "):
            yield Piece(" ")
        yield piece
        last = piece.text


def _runs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is not None and waiting.changed == piece.changed:
            waiting = Piece(waiting.text + piece.text, piece.changed)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting
