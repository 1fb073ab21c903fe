"""A letter's sections to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.packs import Document, Letter, Pack, Section
from ..places import Place
from .blocks import Block
from .progress import build_commitments, build_progress, build_recommendations, heading
from .scope import Scope


def build_letter(
    letter: Letter, letter_place: Place, document: Document, place: Place, pack: Pack, scope: Scope
) -> list[Block]:
    """All blocks of a letter, in order: of a section its heading, text, what it shows, text after, and its sections."""
    book = scope.book

    def shown(section: Section, here: Place, level: int) -> Iterator[Block]:
        if section.show == "progress":
            yield from build_progress(document, place, pack, level, scope)
        elif section.show == "recommendations":
            chosen = section.of or document.recommendations
            if chosen in book.recommendations:
                yield from build_recommendations(book.recommendations[chosen], scope)
            else:
                scope.warn("recommendations-unsaid", here / "show")
        elif section.show == "commitments":
            wanted = document.commitments or list(book.commitments)
            records = [book.commitments[i] for i in wanted if i in book.commitments]
            yield from build_commitments(records, document, scope)

    def walk(sections: Sequence[Section], parent: Place, level: int) -> Iterator[Block]:
        for index, section in enumerate(sections):
            here = parent / "sections" / index
            below = level
            if section.heading:
                if level > 3:
                    scope.warn("section-deep", here / "heading")
                yield heading(scope.line(section.heading, here / "heading"), level)
                below = level + 1
            if section.text:
                yield from scope.blocks(section.text, here / "text")
            yield from shown(section, here, below)
            if section.after:
                yield from scope.blocks(section.after, here / "after")
            yield from walk(section.sections, here, below)

    return list(walk(letter.sections, letter_place, 1))
