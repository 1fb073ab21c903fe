"""What a version is: `version.yaml`, written once and never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...places import Place
from ...problems import Problem
from .text import DAY, DOCUMENT, ID, NUMBER, SHA256, TEXT, TIME, Each, Scalar, Several, Shape, read_text, write_text

RECORD = "version.yaml"
# The files of a document, by their ending: the only ones there are.
ENDINGS = ("docx", "origins.json", "pdf")
_DOCUMENT: dict[str, Shape] = {
    "version": NUMBER,
    "mark?": TEXT,
    "content": SHA256,
    "final": SHA256,
    "word": SHA256,
    "files": dict.fromkeys(ENDINGS, SHA256),
}
_VERSION: dict[str, Shape] = {
    "pack": ID,
    "number": NUMBER,
    "stage": Scalar("circulated|final"),
    "date": DAY,
    "time": TIME,
    "as_of": DAY,
    "code": Scalar("[0-9a-f]{7,64}"),
    "to?": Several(ID),
    "documents": Each(DOCUMENT, _DOCUMENT, ordered=False),
    "bound?": Each(Scalar(rf"{ID.pattern}\.pdf"), SHA256),
    "inputs": Each(TEXT, SHA256),
    "made_with": Each(TEXT, TEXT),
}


@dataclass(frozen=True)
class DocumentVersion:
    """A document as it went out.

    `name`: as in the pack; of one of a series, `document/item`. `version`: in which it last changed, where its files
    are. `mark`: what each page says of its state; None in a final document. `content`, `final`, `word`: what it says,
    what it will say when final, and its final Word file (`output.editions.Imprint`). `files`: digests by ending.
    """

    name: str
    version: int
    mark: str | None
    content: str
    final: str
    word: str
    files: Mapping[str, str]

    def path(self, ending: str) -> str:
        """Its file in the folder of the pack."""
        return f"{self.version}/{self.name}.{ending}"


@dataclass(frozen=True)
class Version:
    """A version of documents of a pack. `stage`: `circulated` or `final`; `date`: the day on its pages; `time`: when
    it was kept; `to`: roles; `bound`: PDFs of several documents, with their digests; `inputs`: files it was made of.
    `digest`: of the record itself, as the log has it.
    """

    pack: str
    number: int
    stage: str
    date: date
    time: str
    as_of: str
    code: str
    to: tuple[str, ...]
    documents: Mapping[str, DocumentVersion]
    inputs: Mapping[str, str]
    made_with: Mapping[str, str]
    bound: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    def own_files(self) -> dict[str, str]:
        """What its folder holds beside the record, by path in the folder of the pack: the digest of each file."""
        fresh = (one for one in self.documents.values() if one.version == self.number)
        files = {one.path(ending): digest for one in fresh for ending, digest in one.files.items()}
        return files | {f"{self.number}/{name}": digest for name, digest in self.bound.items()}


def write_version(version: Version) -> bytes:
    """The record of a version. Raises ValueError for one that could not be read back."""
    record: dict[str, Any] = {key: getattr(version, key) for key in ("pack", "number", "stage")}
    record |= {"date": version.date.isoformat(), "time": version.time, "as_of": version.as_of, "code": version.code}
    if version.to:
        record["to"] = list(version.to)
    record["documents"] = {name: _write_document(one) for name, one in version.documents.items()}
    if version.bound:
        record["bound"] = dict(sorted(version.bound.items()))
    record["inputs"] = dict(sorted(version.inputs.items()))
    record["made_with"] = dict(sorted(version.made_with.items()))
    data = write_text(record)
    if read_text(data, _VERSION, RECORD)[1]:
        raise ValueError(f"no version of ours: {record}")
    return data


def read_version(data: bytes, shown: str) -> tuple[Version | None, list[Problem]]:
    """The version of which this is the record; None with `record-other-text` where a byte is not as it was written."""
    said, problems = read_text(data, _VERSION, shown)
    if problems:
        return None, problems
    documents = {name: _read_document(name, one) for name, one in said["documents"].items()}
    late = next((one for one in documents.values() if one.version > said["number"]), None)
    if late is not None:
        return None, [Problem("version-borrowed", Place(shown, position=(1, 1)), _borrowed(late))]
    fields = {**said, "documents": documents, "date": date.fromisoformat(said["date"]), "to": tuple(said.get("to", ()))}
    return Version(**fields, digest=hashlib.sha256(data).hexdigest()), []


def check_borrowed(version: Version, known: Mapping[int, Version], shown: str) -> list[Problem]:
    """Whether each document that was kept unchanged is in the version that it names just so."""
    problems = []
    for one in version.documents.values():
        if one.version != version.number:
            earlier = known.get(one.version)
            if earlier is None or earlier.documents.get(one.name) != one:
                problems.append(Problem("version-borrowed", Place(shown, position=(1, 1)), _borrowed(one)))
    return problems


def find_latest(versions: Iterable[Version]) -> dict[str, DocumentVersion]:
    """Each document as it last went out, whatever versions came since without it."""
    latest: dict[str, DocumentVersion] = {}
    for version in versions:
        latest |= version.documents
    return latest


def _borrowed(one: DocumentVersion) -> dict[str, object]:
    return {"document": one.name, "version": one.version}


def _write_document(one: DocumentVersion) -> dict[str, Any]:
    mark = {} if one.mark is None else {"mark": one.mark}
    digests = {"content": one.content, "final": one.final, "word": one.word}
    return {"version": one.version, **mark, **digests, "files": {ending: one.files[ending] for ending in ENDINGS}}


def _read_document(name: str, said: Mapping[str, Any]) -> DocumentVersion:
    return DocumentVersion(name, **{"mark": None, **said})
