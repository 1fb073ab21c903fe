"""What came back: the units of a file as it holds them, before anything of it is believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .content import Content

if TYPE_CHECKING:
    from lxml.etree import _Element

# In our own namespace, on a unit: digests of its texts as they went out. Other tools keep what they do not know
# (XLIFF 2.0, section 3.1.3.2); where one does not, the texts themselves are compared.
NAMESPACE = "urn:x-reporting:exchange"


@dataclass(frozen=True)
class Returned:
    """A segment: what the source was, the target (None: none), whether it was begun, and whether it was approved."""

    source: Content
    target: Content | None
    begun: bool
    approved: bool


@dataclass
class Unit:
    """A unit: its id, the line of the file where it stands, the digests that it went out with, and its segments."""

    id: str
    line: int
    marks: tuple[str, str] | None = None
    segments: list[Returned] = field(default_factory=list)


@dataclass
class Delivery:
    """A file: from which language into which, and its units."""

    source: str
    target: str
    units: list[Unit] = field(default_factory=list)


def local(node: _Element) -> str:
    """The name of an element without its namespace; "" for a comment or instruction."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def is_blank(content: Iterable[object] | None) -> bool:
    """Whether there is nothing in it: no words and no code."""
    return content is None or not any(not isinstance(part, str) or part.strip() for part in content)
