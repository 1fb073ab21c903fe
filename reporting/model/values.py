"""The kinds of value that fields hold: references to other records, and texts in languages.

Each is a `str` subclass, so that a walk over a record finds every reference and every text by its type.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as ModelField
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

UNKNOWN = "unknown"
ID_FORM = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(ID_FORM)

Language = Literal["nl", "fr", "de", "en"]
Border = Literal["vl-nl", "nl-wal", "nl-nrw", "nl-nds"]
Side = Literal["nl", "vl", "wal", "nrw", "nds", "be", "de", "benelux", "eu"]

Id = Annotated[str, StringConstraints(pattern=f"^{ID_FORM}$")]
# Numbers that are names (a dossier, a letter, a treaty): the text counts, noughts and Roman suffixes included.
NumberText = Annotated[str, ModelField(min_length=1, json_schema_extra={"type": ["string", "integer"]})]


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


class Written(_Typed):
    """A text that documents print."""

    form: ClassVar[str]

    @classmethod
    def _check(cls, text: str) -> Written:
        if not text.strip():
            raise PydanticCustomError("empty-text", "empty text")
        return cls(text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict:
        return {"type": "string", "x-text": cls.form}


class Name(Written):
    """A name or title: printed as typed, on one line, no markup."""

    form = "name"

    @classmethod
    def _check(cls, text: str) -> Name:
        if "\n" in text.strip():
            raise PydanticCustomError("name-lines", "a name of several lines")
        return super()._check(text.strip())


class Line(Written):
    """One paragraph of Markdown: emphasis, links, citations, notes."""

    form = "line"


class Prose(Written):
    """Markdown: paragraphs, lists, tables, emphasis, links, citations, notes."""

    form = "prose"


Names = Annotated[dict[Language, Name], ModelField(min_length=1)]
Lines = Annotated[dict[Language, Line], ModelField(min_length=1)]
Proses = Annotated[dict[Language, Prose], ModelField(min_length=1)]
