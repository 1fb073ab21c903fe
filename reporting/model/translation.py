"""How far each translated text is: missing, draft, confirmed, or stale since its source changed.

A confirmation is kept as two digests, of the source text and of its translation, in `translations/<language>.yaml` of
the folder that the texts are in (a casebook, or the templates with their fixed words): the files stay readable, and a
text may move within its file. What is confirmed is a pair of texts: where the source is another one now, the
translation is stale; where the translation is another one, it is a draft again.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .record import Record, walk
from .values import Written

State = Literal["missing", "draft", "stale", "confirmed"]
LENGTH = 12  # hex digits of a digest: one chance in 16 million million that two texts share it
Confirmation = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{LENGTH}}} [0-9a-f]{{{LENGTH}}}$")]
RecordKey = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9./-]*$")]


class Translations(Record):
    """The confirmed translations into one language, the `id`; made by `reporting translate`, not by hand."""

    confirmed: dict[RecordKey, list[Confirmation]] = Field(
        default_factory=dict, description="Per dossierstuk: kenmerk van de brontekst en van de bevestigde vertaling."
    )


def digest_of(text: str) -> str:
    """What tells one text from another; how its lines were broken does not count."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:LENGTH]


@dataclass(frozen=True)
class Memory:
    """What was confirmed in one language: pairs of digests, and the translations in them."""

    pairs: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()

    @classmethod
    def of(cls, translations: Translations | None) -> Memory:
        """The confirmations of a file; none where there is no file."""
        found = [pair for pairs in translations.confirmed.values() for pair in pairs] if translations else []
        return cls(frozenset(found), frozenset(pair.partition(" ")[2] for pair in found))

    def state_of(self, source: str, target: str | None) -> State:
        """How far a translation of `source` is."""
        if target is None:
            return "missing"
        if pair_of(source, target) in self.pairs:
            return "confirmed"
        return "stale" if digest_of(target) in self.targets else "draft"


def pair_of(source: str, target: str) -> str:
    """A confirmation as it stands in the file."""
    return f"{digest_of(source)} {digest_of(target)}"


@dataclass(frozen=True)
class Translated:
    """A text in languages: the record (`kind/id`) and the path of the mapping in it.

    `form`: `name`, `fixed`, `line` or `prose`; `main`: the language of the source.
    """

    record: str
    path: tuple[str | int, ...]
    form: str
    main: str
    texts: Mapping[str, str] = field(hash=False)

    @property
    def source(self) -> str:
        return self.texts[self.main]


def texts_of(kind: str, identifier: str, record: object, main: str) -> Iterator[Translated]:
    """Every text in languages of a record that is there in its `main` language."""
    found: dict[tuple[str | int, ...], dict[str, Written]] = {}
    for path, value in walk(record):
        if isinstance(value, Written) and path:
            found.setdefault(path[:-1], {})[str(path[-1])] = value
    for path, texts in found.items():
        if main in texts:
            yield Translated(f"{kind}/{identifier}", path, texts[main].form, main, texts)
