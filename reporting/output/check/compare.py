"""Word's blocks beside the PDF's: the first thing that one has and the other has not.

Running text must be the same, paragraph by paragraph and in order. Frames and text boxes are placed on the page, and
the tags may have them anywhere: each must occur once, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .reading import ANY, NOTE, Block, Note, Paragraph, Spot, Table, build_key, build_paragraphs, fold_case

_LOOK_AHEAD = 40  # blocks; far enough to tell a lost paragraph from a changed one
_QUOTED = 90  # characters of a quotation
_UNSHOWN = re.compile("[\ufdd0-\ufdef\ufffe]")
_ALIKE = 0.5  # of difflib's ratio, for two texts to be taken for one that was changed


@dataclass(frozen=True)
class Difference:
    """A difference: a problem's `code`, the Word file's `spot`, the `words` concerned and what is `found` instead."""

    code: str
    spot: Spot
    words: str = ""
    found: str = ""


@dataclass
class Comparison:
    """Of one document: the frames still to be met, and every pair of paragraphs that are the same."""

    frames: list[Block]
    pairs: list[tuple[Paragraph, Paragraph]] = field(default_factory=list)

    def find_first(self, word: list[Block], pdf: list[Block]) -> Difference | None:
        """The first difference between a document's running text, frames and notes, or None."""
        difference = self._find_in_blocks(word, pdf, Spot((("body", 1),)))
        if difference is None and self.frames:
            difference = _lost(self.frames[0])
        return difference or self._find_in_notes() or self._find_elsewhere()

    def _find_in_blocks(self, word: list[Block], pdf: list[Block], spot: Spot) -> Difference | None:
        at = 0
        for place, block in enumerate(word):
            while at < len(pdf) and not is_same(block, pdf[at]) and self._take_frame(pdf[at]):
                at += 1
            if at == len(pdf):
                return _lost(block)
            if not is_same(block, pdf[at]):
                as_many = len(word) - place == len(pdf) - at
                return self._explain(word[place : place + _LOOK_AHEAD], pdf[at : at + _LOOK_AHEAD], as_many)
            self._pair(block, pdf[at])
            at += 1
        while at < len(pdf) and self._take_frame(pdf[at]):
            at += 1
        if at < len(pdf):
            return self._explain_frame(pdf[at]) or _added(pdf[at], word[-1].spot if word else spot)
        return None

    def _take_frame(self, block: Block) -> bool:
        for number, frame in enumerate(self.frames):
            if is_same(frame, block):
                self._pair(frame, block)
                del self.frames[number]
                return True
        return False

    def _pair(self, word: Block, pdf: Block) -> None:
        self.pairs.extend(zip(build_paragraphs([word]), build_paragraphs([pdf]), strict=True))

    def _find_in_notes(self) -> Difference | None:
        for ours, theirs in list(self.pairs):
            for note, other in zip(ours.notes, theirs.notes, strict=True):
                spot = Spot((("note", note.number),))
                if difference := self._find_in_blocks(note.blocks, other.blocks, spot):
                    return difference
                if other.mark is not None and other.mark.strip().isdigit() and int(other.mark) != note.number:
                    return Difference("number-differs", spot, _quote(Table([[note.blocks]], spot)), other.mark.strip())
        return None

    def _find_elsewhere(self) -> Difference | None:
        """A note that begins on another page than the mark that refers to it; it may go on there."""
        for ours, theirs in self.pairs:
            for note, other in zip(ours.notes, theirs.notes, strict=True):
                if other.page != other.referred and min(other.page, other.referred) >= 0:
                    spot = Spot((("note", note.number),))
                    return Difference("note-elsewhere", spot, _quote(Table([[note.blocks]], spot)), str(other.page + 1))
        return None

    def _explain(self, word: list[Block], pdf: list[Block], as_many: bool) -> Difference:
        """Why the first of these blocks differ: a block lost, one added, or (where `as_many` follow) another text."""
        ours, theirs = word[0], pdf[0]
        lost, added = _find(is_same, theirs, word), _find(lambda a, b: is_same(b, a), ours, pdf)
        if as_many and type(ours) is type(theirs) and all(map(is_same, word[1:2], pdf[1:2])):
            lost = added = 0
        if lost and (not added or lost <= added):
            return _lost(ours)
        if added:
            return self._explain_frame(theirs) or _added(theirs, ours.spot)
        if isinstance(ours, Table) and isinstance(theirs, Table):
            return self._explain_table(ours, theirs)
        if isinstance(ours, Table) or isinstance(theirs, Table):
            return _lost(ours)
        return _explain_paragraph(ours, theirs)

    def _explain_frame(self, block: Block) -> Difference | None:
        """What became of the frame that a paragraph of the PDF resembles."""
        alike = [frame for frame in self.frames if type(frame) is type(block)]
        likeness = [SequenceMatcher(None, _text(frame), _text(block)).ratio() for frame in alike]
        if max(likeness, default=0) < _ALIKE:
            return None
        return self._explain([alike[likeness.index(max(likeness))]], [block], as_many=True)

    def _explain_table(self, word: Table, pdf: Table) -> Difference:
        for number, row in enumerate(word.rows):
            spot = _row_spot(word, number)
            if number >= len(pdf.rows):
                return Difference("row-lost", spot, _quote(Table([row], spot)))
            other = pdf.rows[number]
            if _is_same_row(row, other):
                continue
            if (
                len(word.rows) > len(pdf.rows)
                and number + 1 < len(word.rows)
                and _is_same_row(word.rows[number + 1], other)
            ):
                return Difference("row-lost", spot, _quote(Table([row], spot)))
            if len(word.rows) < len(pdf.rows) and _is_same_row(row, pdf.rows[number + 1]):
                return Difference("text-added", spot, _quote(Table([other], spot)))
            return self._explain_row(row, other, spot, len(word.rows) - len(pdf.rows))
        return Difference(
            "text-added", _row_spot(word, len(word.rows) - 1), _quote(Table(pdf.rows[len(word.rows) :], word.spot))
        )

    def _explain_row(
        self, row: list[list[Block]], other: list[list[Block]], spot: Spot, missing_rows: int
    ) -> Difference:
        for number, cell in enumerate(row):
            here = spot / ("cell", number + 1)
            if number >= len(other) or not _is_same_cell(cell, other[number]):
                if len(row) > len(other):
                    return Difference("cell-lost", here, _quote(Table([[cell]], here)))
                if missing_rows > 0 and not any(map(_is_same_cell, row, other)):
                    return Difference("row-lost", spot, _quote(Table([row], spot)))
                found = self._find_in_blocks(cell, other[number], here)
                return found or Difference("text-lost", here, _quote(Table([[cell]], here)))
        return Difference("text-added", spot, _quote(Table([other[len(row) :]], spot)))


def is_same(word: Block, pdf: Block) -> bool:
    """Whether a block of the PDF shows what a block of Word does."""
    if isinstance(word, Table):
        return (
            isinstance(pdf, Table) and len(word.rows) == len(pdf.rows) and all(map(_is_same_row, word.rows, pdf.rows))
        )
    if isinstance(pdf, Table):
        return False
    if word.label is None:
        return pdf.label is None and _is_same_text(word, pdf.key)
    fold = fold_case if word.any_case_label else build_key
    label = fold(word.label)
    if pdf.label is None:  # a number that is printed as the paragraph's first words
        return (
            label not in ("", ANY)
            and fold(pdf.key[: len(label)]) == label
            and _is_same_text(word, pdf.key[len(label) :])
        )
    return _is_same_text(word, pdf.key) and (label == ANY or fold(pdf.label) == label)


def _is_same_text(word: Paragraph, key: str) -> bool:
    if word.any_case:
        key = fold_case(key)
    return word.pattern.fullmatch(key) is not None if word.pattern else word.key == key


def _is_same_row(word: list[list[Block]], pdf: list[list[Block]]) -> bool:
    return len(word) == len(pdf) and all(map(_is_same_cell, word, pdf))


def _is_same_cell(word: list[Block], pdf: list[Block]) -> bool:
    return len(word) == len(pdf) and all(map(is_same, word, pdf))


def _find(test: Callable[[Block, Block], bool], wanted: Block, among: list[Block]) -> int:
    """The index of a later block that is the wanted one; 0 when there is none."""
    return next((index for index in range(1, len(among)) if test(among[index], wanted)), 0)


def _text(block: Block) -> str:
    return "".join(paragraph.key for paragraph in build_paragraphs([block]))


def _lost(block: Block) -> Difference:
    if isinstance(block, Table):
        return Difference("table-lost", block.spot, _quote(block))
    if block.label is not None:
        return Difference("item-lost", block.spot, _quote(block), "")
    return Difference("text-lost", block.spot, _quote(block))


def _added(block: Block, spot: Spot) -> Difference:
    return Difference("text-added", spot, _quote(block))


def _explain_paragraph(word: Paragraph, pdf: Paragraph) -> Difference:
    """The words that differ: what is left when the same beginning and the same end are taken off."""
    if _is_same_text(word, pdf.key):
        return Difference("number-differs", word.spot, _shorten(f"{word.label or ''} {word.text}"), pdf.label or "")
    ours, ours_at = _build_indexed_key(word.text)
    theirs, theirs_at = _build_indexed_key(pdf.text)
    begin = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    most = min(len(ours), len(theirs)) - begin
    end = next((i for i in range(most) if ours[-1 - i] != theirs[-1 - i]), most)
    if note := _find_note(word, ours, begin, len(ours) - end, theirs[begin : len(theirs) - end]):
        return Difference("note-lost", Spot((("note", note.number),)), _quote(Table([[note.blocks]], word.spot)))
    lost = _cut(word.text, ours_at, begin, len(ours) - end)
    added = _cut(pdf.text, theirs_at, begin, len(theirs) - end)
    if len(theirs) - end == begin:
        return Difference("text-lost", word.spot, lost)
    if len(ours) - end == begin:
        return Difference("text-added", word.spot, added)
    return Difference("text-differs", word.spot, lost, added)


def _find_note(word: Paragraph, key: str, begin: int, end: int, instead: str) -> Note | None:
    """The first note that is referred to in a stretch of Word's text, where the PDF has fewer."""
    if key.count(NOTE, begin, end) <= instead.count(NOTE):
        return None
    return word.notes[key.count(NOTE, 0, begin)]


def _build_indexed_key(text: str) -> tuple[str, list[int]]:
    """The key of a text and, for each of its characters, the index in the text of the cluster that it came from."""
    key, at, begin = "", [], 0
    while begin < len(text):
        end = begin + 1
        while end < len(text) and build_key(text[begin:end]) + build_key(text[end]) != build_key(text[begin : end + 1]):
            end += 1
        part = build_key(text[begin:end])
        key += part
        at += [begin] * len(part)
        begin = end
    return key, at


def _cut(text: str, at: list[int], begin: int, end: int) -> str:
    """The whole words of a text that characters `begin` to `end` of its key belong to."""
    if begin >= end:
        return ""
    first, last = at[begin], at[end - 1] + 1
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    return _shorten(text[first:last])


def _row_spot(table: Table, number: int) -> Spot:
    return table.spot / ("row", number + 1)


def _quote(block: Block) -> str:
    return _shorten(" | ".join(paragraph.text for paragraph in build_paragraphs([block])))


def _shorten(text: str) -> str:
    text = " ".join(_UNSHOWN.sub("", text).split())
    return text if len(text) <= _QUOTED else text[:_QUOTED].rstrip() + "…"
