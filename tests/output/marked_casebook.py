"""A casebook whose every text exists in all four languages, in words that say which: `zfr12z` is French.

What has no language (names of people, addresses, places in laws) is `Ξ`. An invented casebook of the generator
gives the records, so that every choice of the model and all of Markdown occur; a pack has every kind in each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from reporting.documents.kinds import Kind
from reporting.documents.words import LANGUAGES
from tests.generator import COVERED_FROM, build_casebook
from tests.generator.packs import AS_OF
from tests.generator.parties import GOVERNOR, HOUSE, MINISTER, MINISTRY, OTHER_MINISTER
from tests.generator.yaml_text import dump_yaml

PACK = "every"
OBSTACLES = COVERED_FROM // 3  # one of each way that an obstacle may go
GIVEN = ("nl", "fr", "de")  # the languages of the generator
PAIRS = (("nl", "fr"), ("nl", "de"), ("nl", "en"), ("fr", "de"))
PLAIN = frozenset({"name", "visiting", "postal", "publisher", "area", "citation", "members"})
# Keys of citations, addresses of links and letters that number a list stay as they are.
KEPT = r"@[\w-]+|\]\([^)]*\)|(?m:^\s*[a-z]\))"
LETTERS = re.compile(rf"({KEPT})|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
FOREIGN = re.compile(r"\[([^\[\]]*)\]\{lang=\w+\}")
NOTE = ("reason", "decision", "key-points", "politics", "explanation", "not-public")


def write_marked(folder: Path, kinds: Mapping[str, Kind], main: str = "nl") -> None:
    """Writes the casebook; its pack has a document of every kind for each of its readers (a series: for one) in each
    language, and the annex in each pair of languages. `main`: the casebook's own language."""
    numbers = count(1)
    records = build_casebook(7, OBSTACLES, GIVEN)
    records[f"packs/{PACK}/letter.yaml"] = records.pop("packs/voorbeeld/letter.yaml")
    del records["packs/voorbeeld/pack.yaml"]
    records = {name: _marked(record, numbers) for name, record in records.items()}
    records["casebook.yaml"]["language"] = main
    for name, record in records.items():
        if name.startswith("obstacles/"):
            _untell(record["events"])
    records[f"packs/{PACK}/note.yaml"] = {"sections": [{"id": key, "text": _said(numbers)} for key in NOTE]}
    records[f"packs/{PACK}/pack.yaml"] = {
        "id": PACK, "title": _said(numbers), "as_of": str(AS_OF), "period": {"from": "2021", "to": "2024"},
        "documents": dict(_documents(kinds.values(), numbers)),
    }  # fmt: skip
    for name, record in records.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dump_yaml(record, Random(name)))


def _untell(events: list[dict[str, Any]]) -> None:
    """Leaves out the last feedback, so that a reply is owed."""
    told = [index for index, event in enumerate(events) if event["kind"] == "feedback"]
    for index in told[-1:]:
        del events[index]


def _said(numbers: Iterator[int]) -> dict[str, str]:
    number = next(numbers)
    return {language: f"Z{language}{number}z" for language in LANGUAGES}


def _marked(value: Any, numbers: Iterator[int], key: str = "") -> Any:
    if isinstance(value, dict):
        if set(value) == set(GIVEN):
            number = next(numbers)
            texts = {**value, "en": value["nl"]}
            return {language: _worded(texts[language], f"z{language}{number}z") for language in LANGUAGES}
        return {name: _marked(inner, numbers, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner, numbers, key) for inner in value]
    if isinstance(value, str) and key in PLAIN and value != "unknown":
        return re.sub(r"[^\W\d_]+", "Ξ", value)
    return value


def _worded(text: str, word: str) -> str:
    return LETTERS.sub(
        lambda found: found[1] or (word.capitalize() if found[0][0].isupper() else word), FOREIGN.sub(r"\1", text)
    )


def _documents(kinds: Iterable[Kind], numbers: Iterator[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in kinds:
        for audience in kind.file.audiences[: 1 if kind.file.each else None]:
            for language in LANGUAGES:
                document = _document(kind.name, audience, numbers) | {"language": language, "languages": [language]}
                yield f"{kind.name}-{audience}-{language}", document
    for pair in PAIRS:
        document = _document("bilingual-annex", "house", numbers) | {"languages": list(pair), "authentic": pair[1]}
        yield f"annex-{'-'.join(pair)}", document


def _document(kind: str, audience: str, numbers: Iterator[int]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": kind, "audience": audience, "date": "2024-01-01", "place": _said(numbers), "reference": "2024-1",
        "your_reference": "2023-2", "sender": MINISTRY, "directorate": "bestuur", "to": [HOUSE],
        "subject": _said(numbers), "on_behalf_of": [OTHER_MINISTER], "recommendations": "advies-voorbeeld",
        "signatory": GOVERNOR if kind == "governors-report" else MINISTER,
        "meeting": "overleg-voorbeeld" if kind == "annotated-agenda" else "top-voorbeeld",
    }  # fmt: skip
    texts = {"decision-note": "note.yaml", "kamerbrief": "letter.yaml"}
    said |= {"text": texts[kind]} if kind in texts else {}
    said |= {"first_side": "vl"} if kind == "summit-agreement" else {}
    return said | ({"decision_note": "unknown"} if kind == "kamerbrief" else {})
