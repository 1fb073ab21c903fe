"""The notes and citations in a paragraph: `^[text]`, `[^1]`, `[@key]`, `[zie @key, p. 3; @other]`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from ..places import Place
from .blocks import Break, Inline, Note, Span
from .citations import Entry, cite
from .pieces import FILL, Piece, closing, cut, flatten, markup_of, spot
from .words import LANGUAGES

if TYPE_CHECKING:
    from .scope import Scope

# What pandoc calls an element outside the subset -> the problem that says it in the user's words.
_OUTSIDE = {
    "Header": "markdown-heading",
    "CodeBlock": "markdown-code",
    "Code": "markdown-code",
    "BlockQuote": "markdown-quote",
    "HorizontalRule": "markdown-rule",
    "RawBlock": "markdown-html",
    "RawInline": "markdown-html",
    "Image": "markdown-image",
    "Strikeout": "markdown-strikeout",
    "LinkTitle": "markdown-link-title",
    "Span": "markdown-span",
    "NoteInNote": "note-in-note",
    "Unread": "markdown-unread",
}
_OPEN = re.compile(r"\^\[|\[(?=[^\[\]]*(?<!\w)@\w)")
_KEY = re.compile(r"(?<!\w)@([A-Za-z0-9_][\w.-]*\w|\w)")
_BARE = re.compile(rf"(?<![\w.@/{FILL}-])@([a-z0-9]+(?:-[a-z0-9]+)+)")
# Right under a line of text no list can begin but one of dashes or from `1.`: another runs on in that line.
_SWALLOWED = re.compile(r"\n((?:[a-z]\)|[0-9]{1,2}[.)]))[ ]\S")
_LEFTOVER = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass
class Reading:
    """A text being read: where it stands, and in which setting."""

    source: str
    place: Place
    scope: Scope

    def warn(self, code: str, at: Iterable[int], **values: object) -> None:
        line, column = at
        row = (self.source.split("\n")[line - 1 : line] or [""])[0]
        self.scope.warn(code, self.place.at(line, column if row.isascii() else _typed(row, column)), **values)

    def outside(self, node: dict[str, Any]) -> None:
        """An element that is no piece of a paragraph; a language span is none when its language is known."""
        if node["k"] != "span":
            self.warn(_OUTSIDE.get(node["what"], "markdown-outside"), node["at"], what=node["what"])
        elif node["language"] not in LANGUAGES:
            self.warn("language-unknown", node["at"], language=node["language"])

    def paragraph(self, inlines: Iterable[dict[str, Any]], in_note: bool = False) -> list[Inline]:
        """A paragraph's tree as inlines, with its notes and citations made."""
        return _merged(self.compose(list(flatten(inlines, Piece(), self.outside)), in_note))

    def compose(self, pieces: list[Piece], in_note: bool) -> Iterator[Inline]:
        markup = markup_of(pieces)
        done = 0
        while opening := _OPEN.search(markup, done):
            at = spot(pieces, opening.start())
            end = closing(markup, opening.end())
            if end is None:
                self.warn("note-open", at)
                break
            yield from self.plain(cut(pieces, done, opening.start()), in_note)
            inside = cut(pieces, opening.end(), end)
            if opening.group() == "[":
                content = tuple(cite(self.entries(inside, at), self.scope))
                yield from content if in_note else [Note((content,))]
            else:
                content = tuple(_merged(self.compose(inside, in_note=True)))
                if not "".join(i.text for i in content if isinstance(i, Span)).strip():
                    self.warn("note-empty", at)
                if in_note:
                    self.warn("note-in-note", at)
                yield Note((content,))
            done = end + 1
        yield from self.plain(cut(pieces, done, len(markup)), in_note)

    def plain(self, pieces: list[Piece], in_note: bool) -> Iterator[Inline]:
        """Pieces without markup of their own."""
        self.leftovers(pieces)
        for piece in pieces:
            if piece.broken:
                yield Break()
            elif piece.note is None:
                yield self.span(piece)
            else:
                if in_note:
                    self.warn("note-in-note", piece.at)
                yield self.note(piece)

    def note(self, piece: Piece) -> Note:
        paragraphs = []
        for node in piece.note:
            if node["k"] == "outside":
                self.outside(node)
            elif node["k"] == "para":
                paragraphs.append(tuple(self.paragraph(node["in"], in_note=True)))
            else:
                self.warn("note-blocks", node["at"])
        if not piece.note:
            self.warn("note-empty", piece.at)
        return Note(tuple(paragraphs))

    def leftovers(self, pieces: list[Piece]) -> None:
        """Tells of what looks like markup and is printed as typed."""
        text = markup_of(pieces)
        for before, piece in pairwise((Piece(""), *pieces)):
            if piece.link and not before.link and (before.text.endswith("^") or piece.text.startswith("@")):
                self.warn("note-is-link", piece.at)
        if "@" in text:
            for bare in _BARE.finditer(text):
                if bare.group(1) in self.scope.book.sources:
                    self.warn("citation-bare", spot(pieces, bare.start()), key=bare.group(1))
        if "\n" in text:
            for item in _SWALLOWED.finditer(text):
                self.warn("markdown-list-swallowed", spot(pieces, item.start(1)), marker=item.group(1))
        if "[^" in text:
            for left in _LEFTOVER.finditer(text):
                self.warn("note-without-text", spot(pieces, left.start()), label=left.group(1))

    def span(self, piece: Piece) -> Span:
        language = piece.language or self.scope.language
        return Span(piece.text.replace("\n", " "), (self.place,), piece.bold, piece.italic, language, piece.link)

    def entries(self, pieces: list[Piece], at: tuple[int, int]) -> list[Entry]:
        """A citation's parts between `;`: what stands before the key, the key, what stands after it."""
        markup = markup_of(pieces)
        found: list[Entry] = []
        start = 0
        for part in markup.split(";"):
            inside = cut(pieces, start, start + len(part))
            keys = list(_KEY.finditer(part))
            words = "".join(piece.text for piece in inside)
            if len(keys) == 1:
                key = keys[0]
                before, after = self.words(cut(inside, 0, key.start())), self.words(cut(inside, key.end(), len(part)))
                if key.group(1) in self.scope.book.sources:
                    found.append(Entry(before, key.group(1), after, self.place))
                else:
                    near = difflib.get_close_matches(key.group(1), self.scope.book.sources, 1)
                    nearest = near[0] if near else ""
                    self.warn("unknown-citation", spot(inside, key.start()), key=key.group(1), nearest=nearest)
            else:
                blank = len(words) - len(words.lstrip())
                where = spot(inside, blank) if words.strip() else spot(pieces, start) if pieces else at
                self.warn("citation-form", where, text=" ".join(words.split()))
            start += len(part) + 1
        return found

    def words(self, pieces: list[Piece]) -> tuple[Span, ...]:
        """The words beside a key, without the blanks around them."""
        for piece in pieces:
            if piece.note is not None:
                self.warn("note-in-note", piece.at)
        plain = (piece._replace(text=" ") if piece.broken else piece for piece in pieces if piece.note is None)
        spans = [span for span in _merged(map(self.span, plain)) if isinstance(span, Span)]
        while spans and not spans[0].text.strip():
            spans.pop(0)
        while spans and not spans[-1].text.strip():
            spans.pop()
        if spans:
            spans[0] = replace(spans[0], text=spans[0].text.lstrip())
            spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
        return tuple(spans)


def _typed(row: str, column: int) -> int:
    """The column in a line as typed. pandoc composes characters (NFC): what was typed in parts is shorter there."""
    typed = column - 1
    while typed < len(row) and len(normalize("NFC", row[:typed])) < column - 1:
        typed += 1
    return typed + 1


def _look(span: Span) -> tuple[object, ...]:
    return span.bold, span.italic, span.link, span.language, span.mark, span.origins


def _merged(inlines: Iterable[Inline]) -> list[Inline]:
    """Spans of one look as one, and no blank before a note: its number follows the word or stop before it."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        if isinstance(inline, Note):
            while isinstance(last, Span) and last.text != (words := last.text.rstrip(" ")):
                found[-1:] = [replace(last, text=words)] if words else []
                last = found[-1] if found else None
        elif isinstance(inline, Span) and isinstance(last, Span) and _look(inline) == _look(last):
            found[-1] = replace(last, text=last.text + inline.text)
            continue
        found.append(inline)
    return found
