"""The sections of a document to blocks: those of its kind, of its text, or the one filled in by the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..model.packs import Letter, Section
from ..places import Place
from .blocks import Block
from .progress import heading
from .selection import INTERNAL
from .showing import Showing
from .shows import SHOWS


@dataclass(frozen=True)
class Part:
    """A section of the kind, of the document's text, or of both: each with its place; `withheld`: what it says is not
    for these readers, nor is a heading that its writer gave it."""

    own: tuple[Section, Place] | None
    fixed: tuple[Section, Place] | None = None
    withheld: bool = False

    @property
    def sections(self) -> list[tuple[Section, Place]]:
        return [found for found in (self.fixed, None if self.withheld else self.own) if found]


def build_letter(letter: Letter | None, letter_place: Place, setting: Showing) -> list[Block]:
    """All blocks of a document, in order: of a section its heading, text, what it shows, text after, and its sections.

    A kind with a `body` has its sections in that order; a section of the text with the same id adds to it, and one
    that the kind does not know is a problem. Only an internal copy has what the kind calls `private` or `inside`.
    `letter`: None for a document without a text; `setting`: of which document, whatever its section.
    """
    kind, scope = setting.kind, setting.scope
    own = [
        (section, letter_place / "sections" / index) for index, section in enumerate(letter.sections if letter else ())
    ]
    if not kind.file.body:
        return list(_walk([Part(found) for found in own], 1, setting))
    known = {section.id for section in kind.file.body}
    for section, here in own:
        if section.id not in known:
            scope.warn("section-not-of-kind", here / "id", id=section.id, known=", ".join(sorted(known)))
    said = {section.id: (section, here) for section, here in own}
    outside = setting.document.audience != INTERNAL
    parts = [
        Part(
            said.get(section.id),
            (section, kind.place / "body" / index),
            outside and section.id in kind.file.private,
        )
        for index, section in enumerate(kind.file.body)
        if not (outside and section.id in kind.file.inside)
    ]
    return list(_walk(parts, 1, setting))


def _walk(parts: Sequence[Part], level: int, setting: Showing) -> Iterator[Block]:
    scope = setting.scope
    for part in parts:
        below = level
        titled = next(((section, here) for section, here in part.sections if section.heading), None)
        if titled:
            section, here = titled
            if level > 3:
                scope.warn("section-deep", here / "heading")
            yield heading(scope.line(section.heading, here / "heading"), level)
            below = level + 1
        if part.withheld:
            yield Block("paragraph", scope.word("withheld"))
            continue
        for section, here in part.sections:
            yield from _section(section, here, below, setting)


def _section(section: Section, here: Place, below: int, setting: Showing) -> Iterator[Block]:
    scope = setting.scope
    if section.text:
        yield from scope.blocks(section.text, here / "text")
    if section.show:
        yield from SHOWS[section.show](replace(setting, section=section, here=here, level=below))
    if section.after:
        yield from scope.blocks(section.after, here / "after")
    inner = [Part((child, here / "sections" / index)) for index, child in enumerate(section.sections)]
    yield from _walk(inner, below, setting)
