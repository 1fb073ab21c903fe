"""What went out, found for what came back: by the name that the file carries, else by its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ...output.word.origins import OriginMap
from ...output.word.properties import DOCUMENT, VERSION
from ...problems import Problem
from ..circulation import store
from ..circulation.versions import DocumentVersion, Version
from .aligning import likeness

FINAL = "final"  # says the property of every final file: which one it is, its words tell
NEAR = 0.4  # of its words a returned file shares at least so many with what was sent


@dataclass(frozen=True)
class Name:
    """A document as it went out: `document` (`pack/name`), and its `version`, of a final one `final 3`."""

    document: str
    version: str

    @property
    def carried(self) -> tuple[str, str]:
        """What the properties of its file say."""
        return self.document, FINAL if self.version.startswith(FINAL) else self.version


@dataclass(frozen=True)
class Sent:
    """A document as it went out: its Word file, the map of its origins, and the `inputs` it was made of, by name."""

    name: Name
    word: bytes
    origins: OriginMap
    inputs: Mapping[str, bytes] = field(default_factory=dict)


class Kept(Protocol):
    """Where what went out is kept."""

    def names(self) -> list[Name]:
        """All that went out, the oldest first."""
        ...

    def load(self, name: Name) -> tuple[Sent | None, list[Problem]]:
        """One of `names`, None with what is wrong where it is not whole."""
        ...


class Circulated:
    """The versions that were circulated or are final, in the casebook in `cases`, called `shown`."""

    def __init__(self, cases: Path, shown: str) -> None:
        self._cases, self._shown = cases, shown
        self._found: dict[Name, tuple[Version, DocumentVersion]] = {}
        self._loaded: dict[Name, tuple[Sent | None, list[Problem]]] = {}
        self.problems: list[Problem] = []
        for pack in store.list_packs(cases):
            versions, problems = store.list_versions(cases, shown, pack)
            self.problems += problems
            for version in versions:
                for document in version.documents.values():
                    number = f"{FINAL} {document.version}" if version.stage == "final" else str(document.version)
                    self._found[Name(f"{pack}/{document.name}", number)] = version, document

    def names(self) -> list[Name]:
        return list(self._found)

    def load(self, name: Name) -> tuple[Sent | None, list[Problem]]:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: Name) -> tuple[Sent | None, list[Problem]]:
        version, document = self._found[name]
        word, problems = store.read_file(self._cases, self._shown, version.pack, document, "docx")
        origins, faults = store.read_file(self._cases, self._shown, version.pack, document, "origins.json")
        problems = [*problems, *faults]
        if word is None or origins is None:
            return None, problems
        inputs: dict[str, bytes] = {}
        for kept, digest in version.inputs.items():
            if kept.endswith(".yaml"):
                data, faults = store.read_input(self._cases, self._shown, kept, digest)
                problems += faults
                inputs |= {kept: data} if data is not None else {}
        return Sent(name, word, OriginMap.from_json(origins.decode()), inputs), problems


@dataclass(frozen=True)
class Match:
    """What a returned file was found to be. `how`: `property`, or `text` where its words told; `likeness`: 0 to 1."""

    sent: Sent
    how: str
    likeness: float


def find_sent(properties: Mapping[str, str], text: str, kept: Kept) -> tuple[Match | None, list[Problem]]:
    """The version that a file is of: what its properties name, unless its words are rather those of another.

    By its words it is the one of all that went out that has the most of them in common, of equals the latest.
    """
    problems: list[Problem] = []
    best: Match | None = None
    says = properties.get(DOCUMENT, ""), properties.get(VERSION, "")
    named = [name for name in kept.names() if name.carried == says]
    for name in named:
        sent, faults = kept.load(name)
        problems = [*problems, *faults]
        near = likeness(text, text_of_map(sent.origins)) if sent is not None else 0.0
        if sent is not None and (best is None or near >= best.likeness):
            best = Match(sent, "property", near)
    if best is not None and best.likeness >= NEAR:
        return best, problems
    for name in kept.names():
        sent, _ = kept.load(name)
        near = likeness(text, text_of_map(sent.origins)) if sent is not None else 0.0
        if sent is not None and name not in named and near >= max(NEAR, best.likeness if best else 0.0):
            best = Match(sent, "text", near)
    return best, problems


def tells(part: str) -> bool:
    """Whether words of a part tell which version a file is: not those at the margins, which some programs lose."""
    return not part.startswith(("header", "footer"))


def text_of_map(origins: OriginMap) -> str:
    """The words of a document that went out, by which its version is found."""
    return "\n".join(_texts(origins))


def _texts(origins: OriginMap) -> Iterator[str]:
    for part, paragraphs in origins.parts.items():
        for segments in paragraphs if tells(part) else ():
            yield "".join(segment.text for segment in segments)
