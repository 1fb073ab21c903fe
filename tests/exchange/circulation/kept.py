"""Versions to keep, made of nothing but bytes: small, quick, and whole as the real ones are."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reporting.exchange.circulation.log import append, load_log
from reporting.exchange.circulation.store import Draft, Fresh, freeze, list_versions, next_number
from reporting.exchange.circulation.versions import DocumentVersion, Version, find_latest
from reporting.problems import Problem
from reporting.yamlfile.writing import lock

MINIMAL = Path(__file__).parents[2] / "casebook" / "minimal"
START = datetime(2026, 11, 24, 14, 5, 11, tzinfo=UTC)


def casebook(folder: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, folder / "cases"))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fresh(text: str, mark: str | None = "CONCEPT · top") -> Fresh:
    """A document of which the files are the text itself."""
    files = {ending: f"{ending}: {text}".encode() for ending in ("docx", "origins.json", "pdf")}
    return Fresh(sha(f"c{text}"), sha(f"f{text}"), sha(f"w{text}"), mark, files)


def draft(number: int, documents: dict[str, Fresh | DocumentVersion], **fields) -> Draft:
    given = {
        "pack": "top", "stage": "circulated", "date": date(2026, 11, 24), "as_of": "2022-12-15", "code": "ba7c8cb",
        "to": ("legal", "director"),
        "inputs": {"cases/casebook.yaml": b"language: nl\n", "templates/house/fonts/x.ttf": sha("font")},
        "made_with": {"reporting": "0.1", "Babel": "2.16.0"},
    }  # fmt: skip
    return Draft(number=number, documents=documents, **{**given, **fields})


def keep(
    cases: Path, texts: dict[str, str], now: datetime, pack: str = "top", **fields
) -> tuple[Version | None, list[Problem]]:
    """Keeps these texts as the next version: what has not changed since as it was."""
    with lock(cases, "cases"):
        latest = find_latest(list_versions(cases, "cases", pack)[0])
        number = next_number(cases, load_log(cases, "cases", pack)[0])
        documents = {
            name: latest[name] if name in latest and latest[name].content == sha(f"c{text}") else fresh(text)
            for name, text in texts.items()
        }
        return freeze(cases, "cases", draft(number, documents, pack=pack, **fields), now)


def sign(cases: Path, version: Version, name: str, role: str, now: datetime, signer=None):
    document = version.documents[name]
    said = {"number": version.number, "document": name, "role": role, "on": "2026-11-25",
            "content": document.content, "word": document.word}  # fmt: skip
    with lock(cases, "cases"):
        return append(cases, "cases", version.pack, "signed", said, now, signer)


def small_record(cases: Path) -> list[Version]:
    """Two versions and two assents, one of them signed."""
    one, problems = keep(cases, {"letter": "Geachte", "sheets/ferry": "Veer"}, START)
    assert one is not None and problems == []
    entry, problems = sign(cases, one, "letter", "legal", START + timedelta(hours=1))
    assert entry is not None and problems == []
    armored = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
    entry, problems = sign(cases, one, "sheets/ferry", "director", START + timedelta(hours=2), lambda _: (armored, []))
    assert entry is not None and problems == []
    two, problems = keep(cases, {"letter": "Zeer geachte", "sheets/ferry": "Veer"}, START + timedelta(days=1))
    assert two is not None and problems == []
    return [one, two]
