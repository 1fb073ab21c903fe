"""Versions to keep, of documents that are one paragraph: small and quick, and whole as the real ones are."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from reporting.exchange.circulation.log import append, load_log
from reporting.exchange.circulation.store import Draft, Fresh, freeze, list_versions, next_number
from reporting.exchange.circulation.versions import DocumentVersion, Version, find_latest
from reporting.output.word.content import content_digest_of
from reporting.problems import Problem
from reporting.yamlfile.writing import lock

MINIMAL = Path(__file__).parents[2] / "casebook" / "minimal"
START = datetime(2026, 11, 24, 14, 5, 11, tzinfo=UTC)
MARK = "CONCEPT · top · versie {} van 24 november 2026"
OFFICE = "http://schemas.openxmlformats.org"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="a" Type="{OFFICE}/'
    'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{OFFICE}/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>{mark}</w:t></w:r></w:p><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
    "docProps/custom.xml": f'<Properties xmlns="{OFFICE}/officeDocument/2006/custom-properties" xmlns:vt="{OFFICE}/'
    'officeDocument/2006/docPropsVTypes"><property name="reporting-document"><vt:lpwstr>{document}</vt:lpwstr>'
    '</property><property name="reporting-version"><vt:lpwstr>{version}</vt:lpwstr></property></Properties>',
}


def casebook(folder: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, folder / "cases"))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def word_file(text: str, document: str, version: str, mark: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, part in PARTS.items():
            said = part.format(text=escape(text), document=document, version=version, mark=escape(mark))
            package.writestr(zipfile.ZipInfo(name), said)
    return data.getvalue()


def fresh(text: str, document: str, number: int, stage: str = "circulated") -> Fresh:
    """A document that says the text, as it goes round or in the end."""
    final = word_file(text, document, "final")
    mark = MARK.format(number) if stage == "circulated" else None
    word = word_file(text, document, str(number), mark) if mark else final
    files = {"docx": word, "origins.json": f"origins of {text}".encode(), "pdf": f"pdf of {text}".encode()}
    content = content_digest_of(final)
    return Fresh(content, content, hashlib.sha256(final).hexdigest(), mark, files)


def draft(number: int, documents: Mapping[str, Fresh | DocumentVersion], **fields) -> Draft:
    given = {
        "pack": "top", "stage": "circulated", "date": date(2026, 11, 24), "as_of": "2022-12-15", "code": "ba7c8cb",
        "to": ("legal", "director"),
        "inputs": {"cases/casebook.yaml": b"language: nl\n", "templates/house/fonts/x.ttf": sha("font")},
        "made_with": {"reporting": "0.1", "Babel": "2.16.0"},
    }  # fmt: skip
    return Draft(number=number, documents=documents, **{**given, **fields})


def keep(
    cases: Path, texts: Mapping[str, str], now: datetime, pack: str = "top", stage: str = "circulated", **fields
) -> tuple[Version | None, list[Problem]]:
    """Keeps these texts as the next version: what has not changed since as it was."""
    with lock(cases, "cases", 60):
        earlier = [version for version in list_versions(cases, "cases", pack)[0] if version.stage == stage]
        latest = find_latest(earlier)
        number = next_number(cases, load_log(cases, "cases", pack)[0])
        documents = {}
        for name, text in texts.items():
            new = fresh(text, f"{pack}/{name}", number, stage)
            documents[name] = latest[name] if name in latest and latest[name].content == new.content else new
        return freeze(cases, "cases", draft(number, documents, pack=pack, stage=stage, **fields), now)


def sign(cases: Path, version: Version, name: str, role: str, now: datetime, signer=None):
    document = version.documents[name]
    said = {"number": version.number, "document": name, "role": role, "on": "2026-11-25",
            "content": document.content, "word": document.word}  # fmt: skip
    with lock(cases, "cases"):
        return append(cases, "cases", version.pack, "signed", said, now, signer)


def small_record(cases: Path) -> list[Version]:
    """Two versions, two assents, one of them signed, and what is final."""
    one, problems = keep(cases, {"letter": "Geachte", "sheets/ferry": "Veer"}, START)
    assert one is not None and problems == []
    entry, problems = sign(cases, one, "letter", "legal", START + timedelta(hours=1))
    assert entry is not None and problems == []
    armored = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
    entry, problems = sign(cases, one, "sheets/ferry", "director", START + timedelta(hours=2), lambda _: (armored, []))
    assert entry is not None and problems == []
    texts = {"letter": "Zeer geachte", "sheets/ferry": "Veer"}
    two, problems = keep(cases, texts, START + timedelta(days=1))
    assert two is not None and problems == []
    bound = {"top-house.pdf": b"pdf of all"}
    three, problems = keep(cases, texts, START + timedelta(days=2), stage="final", to=(), bound=bound)
    assert three is not None and problems == []
    return [one, two, three]
