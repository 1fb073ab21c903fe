"""Ids of texts: they stay when texts around them come, go or move, and never lead to another text unseen.

`obstacle:ferry:events:decided_2023-06-06:text` is an NMTOKEN, as XLIFF 2 asks of ids (section 4.3.1.20). An item of a
list is told by what it is, never by its number. Where that tells it from no other (two events of one kind on one day,
or an item that nothing tells), six digits of the digest of its source text follow: `decided_2023-06-06.1f0a9c`. When
the second of two such events is added while a file is out, the id of the first gets its digits; `stem_of` is the part
that both have, and the digest of the source, which goes along with each text, says which of them is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from typing import Any

from ...model.record import at_field
from ...model.translation import Translated, digest_of

# What tells the items of a list apart, the first that they have.
_TOLD_BY = (("id",), ("kind", "date"), ("side", "citation"), ("number",), ("date",))
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_DIGITS = 6
_DIGEST = re.compile(rf"\.[0-9a-f]{{{_DIGITS}}}(?=:|_\d+$|$)")


def build_id(text: Translated, record: object, taken: Container[str] = ()) -> str:
    """The id of a text of `record`. Texts that are the same in all, the source too, are counted."""
    kind, _, identifier = text.record.partition("/")
    mark = f".{digest_of(text.source)[:_DIGITS]}"
    steps = [kind, *identifier.split("/"), *_steps(record, text, mark)]
    made = ":".join(_UNFIT.sub("-", step) for step in steps if step)
    times = 1
    while (made if times == 1 else f"{made}_{times}") in taken:
        times += 1
    return made if times == 1 else f"{made}_{times}"


def stem_of(identifier: str) -> str:
    """The id without the digits of its source."""
    return _DIGEST.sub("", identifier)


def _steps(value: Any, text: Translated, mark: str) -> Iterator[str]:
    for step in text.path:
        if isinstance(step, int):
            told = _told(value[step])
            alone = told and Counter(_told(other) for other in value)[told] == 1
            yield told if alone else f"{told or 'item'}{mark}"
            value = value[step]
        else:
            yield step
            value = at_field(value, step)


def _told(item: Any) -> str:
    for names in _TOLD_BY:
        values = [str(at_field(item, name)) for name in names if at_field(item, name) is not None]
        if len(values) == len(names):
            return "_".join(values)
    return ""
