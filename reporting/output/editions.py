"""The same documents in another state: as a version that goes round, and as the final text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..documents.edition import Edition
from ..problems import Problem
from .documents import make_words
from .gathering import Gathered
from .journal import content_digest
from .word.content import content_digest_of


@dataclass(frozen=True)
class Imprint:
    """What somebody who assents to a document assents to, as SHA-256.

    `content`: what its concept says, the mark of its state excepted; `final`: what the final text says, which may lack
    what only a concept shows; `word`: the final Word file itself. Where only `word` differs the layout differs.
    """

    content: str
    final: str
    word: str


def remake(found: Gathered, pack: str, edition_of: Callable[[str], Edition]) -> tuple[Gathered, list[Problem]]:
    """What was gathered, with the documents of one pack made in another state (by their names; see `make_words`).

    Nothing is read anew. Problems are those of the documents in that state.
    """
    book = found.loaded.casebook
    assert book is not None
    made, problems = make_words(book, book.packs[pack], found.templates, found.trees, edition_of)
    return replace(found, made={pack: made}), problems


def finish(found: Gathered, pack: str) -> tuple[Gathered, list[Problem]]:
    """What was gathered, with one pack as its final text."""
    edition = replace(found.editions[pack], final=True)
    finished, problems = remake(found, pack, lambda _: edition)
    return replace(finished, editions={pack: edition}), problems


def find_imprints(found: Gathered, pack: str) -> dict[str, Imprint]:
    """The imprint of every document of a pack as it is now, by name; of a series, of each of it.

    A document that cannot be made has none; what is wrong with it, `found` tells.
    """
    finals = {made.name: made.word.data for made in finish(found, pack)[0].made[pack]}
    return {
        made.name: Imprint(
            content_digest_of(made.word.data, made.mark),
            content_digest_of(finals[made.name]),
            content_digest(finals[made.name]),
        )
        for made in found.made[pack]
        if made.name in finals
    }
