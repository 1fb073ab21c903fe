"""The same documents by plain docxtpl and LibreOffice, as they are used without this program.

The templates are the very same; docxtpl is given the same contexts as plain text, a note in the running text and the
cells of a table in a letter one under the other (it has no footnotes, and no tables within text). LibreOffice converts
all files in one go, which is its fastest way, with a profile that it has made before.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate, Listing
from lxml import etree

from reporting.documents.blocks import Block, Note, Span, Table, Text

from .commands import run
from .watch import Spent, Watch

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Plain = dict[str, tuple[Path, dict[str, Any]]]


@dataclass(frozen=True)
class Peer:
    """What the peer took for the documents named: filling the templates, and converting the files."""

    documents: int
    word: Spent
    pdf: Spent


def find_office() -> str | None:
    return shutil.which("soffice")


def measure_peer(office: str, watch: Watch, templates: Path, folder: Path, stems: list[str]) -> Peer:
    """The documents `stems` of a watched build, made by the peer in `folder`. Raises `RuntimeError` if they differ."""
    plain: Plain = {}
    for stem in stems:
        shown, context, _ = watch.filled[stem]
        kind = Path(shown).parent.name
        plain[stem] = (templates / kind / "document.docx", {name: _plain(context[name]) for name in context})
    folder.mkdir(parents=True)
    began = Spent.now()
    files = {}
    for stem, (template, context) in plain.items():
        files[stem] = _fill(template, context, folder / f"{stem.replace('/', '-')}.docx")
    word = Spent.now() - began
    for stem, file in files.items():
        _compare(stem, watch.filled[stem][2], file.read_bytes())
    profile = folder.parent / "profile"
    if not profile.exists():  # its first run makes the profile, which nobody waits for twice
        _convert(office, profile, [files[stems[0]]], folder.parent / "first")
    pdf = _convert(office, profile, list(files.values()), folder / "pdf")
    missing = [stem for stem, file in files.items() if not (folder / "pdf" / f"{file.stem}.pdf").exists()]
    if missing:
        raise RuntimeError(f"LibreOffice made no PDF of {', '.join(missing)}")
    return Peer(len(stems), word, pdf)


def _fill(template: Path, context: dict[str, Any], file: Path) -> Path:
    document = DocxTemplate(str(template))
    document.render(context, autoescape=True)
    document.save(str(file))
    return file


def _convert(office: str, profile: Path, files: list[Path], folder: Path) -> Spent:
    command = [office, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--convert-to", "pdf"]
    return run([*command, "--outdir", str(folder), *map(str, files)]).spent


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return "".join(_said(inline) for inline in value.inlines)
    if isinstance(value, Block):
        return {"kind": value.kind, "level": value.level, "text": _plain(value.text), "table": _plain(value.table)}
    if isinstance(value, Table):
        cells = [cell for row in (value.header, *value.rows) for cell in row]
        return Listing("\a".join("\a".join(_plain(block.text) for block in cell) for cell in cells))
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in value}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _said(inline: Any) -> str:
    if isinstance(inline, Span):
        return inline.text
    if isinstance(inline, Note):
        return "".join(_said(part) for paragraph in inline.paragraphs for part in paragraph)
    return "\n"


def _compare(stem: str, ours: bytes, theirs: bytes) -> None:
    """Both files have as many paragraphs in their text, and as many letters: a race over the same distance."""
    here, there = _count(ours), _count(theirs)
    if here[0] != there[0] or abs(here[1] - there[1]) > here[1] / 50:
        raise RuntimeError(f"{stem}: {here[0]} paragraphs of {here[1]} letters; the peer has {there[0]} of {there[1]}")


def _count(data: bytes) -> tuple[int, int]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        notes = "word/footnotes.xml" in package.namelist() and etree.fromstring(package.read("word/footnotes.xml"))
    text = "".join(node.text or "" for root in (body, notes) if root is not False for node in root.iter(W + "t"))
    return sum(1 for _ in body.iter(W + "p")), len("".join(text.split()))
