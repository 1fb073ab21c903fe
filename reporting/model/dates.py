"""Dates as people know them: a day, a month, a year, or unknown."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# For the JSON Schema, which cannot know how long a month is.
_YEAR, _MONTH, _DAY = "(?!0000)[0-9]{4}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, the month or everything may be unknown.

    A period is compared by its bounds: something of `2023-09` happened at the earliest on `first` (1 September) and at
    the latest on `last` (30 September). An unknown date has neither.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def known(self) -> bool:
        return self.year is not None

    @property
    def first(self) -> datetime.date | None:
        """The first day that this may be; `None` when unknown."""
        return None if self.year is None else datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date | None:
        """The last day that this may be; `None` when unknown."""
        if self.year is None:
            return None
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def by(self, day: datetime.date) -> bool:
        """Whether this has surely happened by the end of `day`: a month counts when over, unknown never."""
        return self.last is not None and self.last <= day

    def may_be_by(self, day: datetime.date) -> bool:
        """Whether this may have happened by the end of `day`: it is unknown, or the period began."""
        return self.first is None or self.first <= day

    def counts_by(self, day: datetime.date) -> bool:
        """Whether what is recorded with this date counts at the end of `day`: on an unknown date it does at once."""
        return not self.known or self.by(day)

    def __str__(self) -> str:
        if self.year is None:
            return "unknown"
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: Any) -> PartialDate:
        """Reads `2022-12-05`, `2023-09`, `2018` or `unknown` (ISO 8601 calendar dates, whole or cut short).

        Raises `PydanticCustomError` of type `date-form` or `impossible-date`.
        """
        if isinstance(text, cls):
            return text
        if isinstance(text, datetime.date):
            return cls(text.year, text.month, text.day)
        if isinstance(text, bool) or not isinstance(text, (str, int)):
            raise PydanticCustomError("date-form", "not a date")
        text = str(text)
        if text == "unknown":
            return cls()
        found = _FORM.fullmatch(text)
        if not found:
            raise PydanticCustomError("date-form", "not a date: {value}", {"value": text})
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise PydanticCustomError("impossible-date", "impossible date: {value}", {"value": text}) from None
        return cls(year, month, day)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict:
        return {
            "type": ["string", "integer"],
            "pattern": f"^({_YEAR}(-{_MONTH}(-{_DAY})?)?|unknown)$",
            "minimum": 1,
            "maximum": 9999,
            "examples": ["2022-12-05", "2023-09", "unknown"],
            "x-value": "date",
        }


UNKNOWN_DATE = PartialDate()


@dataclass(frozen=True)
class Term(PartialDate):
    """The last day on which something holds; `never` (typed `none`): it has no end."""

    never: bool = False

    def __str__(self) -> str:
        return "none" if self.never else super().__str__()

    @classmethod
    def parse(cls, text: Any) -> PartialDate:
        return cls(never=True) if text == "none" else super().parse(text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict:
        found = super().__get_pydantic_json_schema__(schema, handler)
        return found | {"pattern": found["pattern"].replace("|unknown", "|none|unknown"), "x-value": "term"}


def _whole(date: PartialDate) -> PartialDate:
    if date.day is None:
        raise PydanticCustomError("not-a-day", "a day is needed")
    return date


Day = Annotated[
    PartialDate,
    AfterValidator(_whole),
    WithJsonSchema(
        {"type": "string", "pattern": f"^{_YEAR}-{_MONTH}-{_DAY}$", "examples": ["2022-12-15"], "x-value": "day"}
    ),
]
