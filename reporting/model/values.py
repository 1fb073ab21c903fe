"""The kinds of value that fields hold: references to other records, and texts in languages.

Each is a `str` subclass, so that a walk over a record finds every reference and every text by its type.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler, Strict, StringConstraints
from pydantic import Field as ModelField
from pydantic_core import PydanticCustomError, core_schema

UNKNOWN = "unknown"
ID_FORM = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(ID_FORM)
ID_PATTERN = f"^{ID_FORM}$"
FILLED_PATTERN = r"\S"
# Editors read `number: 74` as a number where the casebook reads the text as typed; both are good.
TEXT_TYPES = ["string", "number"]

Language = Literal["nl", "fr", "de", "en"]
Border = Literal["vl-nl", "nl-wal", "nl-nrw", "nl-nds"]
Side = Literal["nl", "vl", "wal", "nrw", "nds", "be", "de", "benelux", "eu"]
# The two sides of each border; a country stands for its region.
SIDES_OF: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "vl-nl": (("nl",), ("vl", "be")),
    "nl-wal": (("nl",), ("wal", "be")),
    "nl-nrw": (("nl",), ("nrw", "de")),
    "nl-nds": (("nl",), ("nds", "de")),
}


def same_side(one: str, other: str) -> bool:
    """Whether two sides are one at some border: themselves, or a country and its region there."""
    return one == other or any(one in side and other in side for sides in SIDES_OF.values() for side in sides)


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
# A few characters printed as typed.
Plain = Annotated[str, StringConstraints(pattern=FILLED_PATTERN), ModelField(json_schema_extra={"type": TEXT_TYPES})]
# Numbers that are names (a dossier, a letter, a treaty): the text counts, noughts and Roman suffixes included.
NumberText = Plain
GRADE_PATTERN = r"^([1-5]|unknown)$"
# A mark from 1 (low) to 5 (high), or `unknown`.
Grade = Annotated[
    str,
    StringConstraints(pattern=GRADE_PATTERN),
    ModelField(json_schema_extra={"type": ["string", "integer"], "minimum": 1, "maximum": 5}),
]
WEIGHT_PATTERN = r"^[1-9][0-9]?$"
# How heavily a score counts: a whole number from 1.
Weight = Annotated[
    str,
    StringConstraints(pattern=WEIGHT_PATTERN),
    ModelField(json_schema_extra={"type": ["string", "integer"], "minimum": 1, "maximum": 99}),
]
# `true` or `false`, and no word that merely sounds like it.
Flag = Annotated[bool, Strict()]


class _Typed(str):
    """A string that keeps its meaning in its type."""

    @classmethod
    def _check(cls, text: str) -> _Typed:
        return cls(text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls._check, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )


class Reference(_Typed):
    """The id of another record, or `unknown`. `kind` names what it may point at."""

    kind: ClassVar[str]

    @property
    def known(self) -> bool:
        return self != UNKNOWN

    @classmethod
    def _check(cls, text: str) -> Reference:
        if not _ID.fullmatch(text):
            raise PydanticCustomError("id-form", "not an id: {value}", {"value": text})
        return cls(text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict:
        return {"type": "string", "x-reference": cls.kind}


class PartyRef(Reference):
    """A party (a ministry, province, government, institute …)."""

    kind = "party"


class InitiatorRef(Reference):
    """Who reported something: a party, or `citizen`; a citizen is never named."""

    kind = "initiator"


class OfficeRef(Reference):
    """An office of a party; who holds it follows from the date."""

    kind = "office"


class ActorRef(Reference):
    """Who acts: a party or an office."""

    kind = "actor"


class SourceRef(Reference):
    """An entry of `sources.yaml`."""

    kind = "source"


class ObstacleRef(Reference):
    kind = "obstacle"


class MeetingRef(Reference):
    kind = "meeting"


class RecommendationsRef(Reference):
    """A set of recommendations."""

    kind = "recommendations"


class CommitmentRef(Reference):
    kind = "commitment"


class DocumentRef(Reference):
    """Another document of the same pack."""

    kind = "document"


class EarlierRef(Reference):
    """A pack that went out before."""

    kind = "earlier-pack"


class DirectorateRef(Reference):
    """A directorate of the party that sends a document."""

    kind = "directorate"


class Written(_Typed):
    """A text that documents print."""

    form: ClassVar[str]
    pattern: ClassVar[str] = FILLED_PATTERN

    @classmethod
    def _check(cls, text: str) -> Written:
        if not text.strip():
            raise PydanticCustomError("empty-text", "empty text")
        return cls(text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict:
        return {"type": TEXT_TYPES, "pattern": cls.pattern, "x-text": cls.form}


class Name(Written):
    """A name or title: printed as typed, on one line, no markup."""

    form = "name"
    pattern = r"^\s*\S[^\n]*\s*$"

    @classmethod
    def _check(cls, text: str) -> Name:
        if "\n" in text.strip():
            raise PydanticCustomError("name-lines", "a name of several lines")
        return super()._check(text.strip())


class Fixed(Written):
    """Words that documents print around what a casebook says: as typed, with slots such as `{date}`, no markup."""

    form = "fixed"


class Line(Written):
    """One paragraph of Markdown: emphasis, links, citations, notes."""

    form = "line"


class Prose(Written):
    """Markdown: paragraphs, lists, tables, emphasis, links, citations, notes."""

    form = "prose"


class OrWord:
    """Marks a union of a mapping and a few words, so that what is wrong is told of the one that was meant.

    The tags stand in the location of a pydantic error; they begin with a character that no case file can hold.
    """

    TAG = "\0"

    @classmethod
    def _tag(cls, value: Any) -> str | None:
        if isinstance(value, (dict, BaseModel)):
            return cls.TAG + "mapping"
        return cls.TAG + "word" if isinstance(value, str) else None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        mapping, word = handler(source)["choices"]
        return core_schema.tagged_union_schema(
            {cls.TAG + "mapping": mapping, cls.TAG + "word": word}, discriminator=cls._tag
        )


Names = Annotated[dict[Language, Name], ModelField(min_length=1)]
Lines = Annotated[dict[Language, Line], ModelField(min_length=1)]
Proses = Annotated[dict[Language, Prose], ModelField(min_length=1)]
