"""The zip around a Word file (Open Packaging Conventions, ECMA-376 part 2): read with bounds, written in one way."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from .ooxml import PACKAGE, RELATIONSHIPS, STRICT

LARGEST_FILE = 32 * 2**20
LARGEST_UNPACKED = 128 * 2**20
MOST_PARTS = 1000

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE = ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
CUSTOM = ("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
CORE_RELATION = f"{PACKAGE}/relationships/metadata/core-properties"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


class NotWord(Exception):
    """The bytes are no Word file that can be read; `args[0]` is the code of the problem."""


@dataclass(frozen=True)
class Relation:
    """A relationship: its `kind` (last word of its type), the type itself, and the part's name or outside address."""

    kind: str
    type: str
    target: str
    external: bool = False


@dataclass
class Part:
    """A part of a package with its relationships by id."""

    name: str
    type: str
    data: bytes
    rels: dict[str, Relation] = field(default_factory=dict)


def parse(data: bytes) -> etree._Element:
    """The root of a part; entities stay closed, comments and processing instructions are left out."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotWord("template-damaged") from error
    if root.getroottree().docinfo.doctype:
        raise NotWord("template-damaged")
    return root


def read_package(data: bytes) -> tuple[str, dict[str, Part]]:
    """The name of the main document and all parts by name. Raises `NotWord`."""
    if len(data) > LARGEST_FILE:
        raise NotWord("template-too-large")
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # a compound file: .doc, or a .docx with a password
        raise NotWord("template-protected")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise NotWord("template-too-large")
            files = {entry.filename.lstrip("/"): archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise NotWord("template-damaged") from error
    except zipfile.zlib.error as error:
        raise NotWord("template-damaged") from error
    if CONTENT_TYPES not in files:
        raise NotWord("template-damaged")
    types = parse(files.pop(CONTENT_TYPES))
    defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in types if e.get("Extension")}
    named = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in types if e.get("PartName")}
    parts: dict[str, Part] = {}
    for name, content in files.items():
        if not name.endswith(".rels"):
            kind = named.get(name) or defaults.get(name.rpartition(".")[2].lower(), "application/octet-stream")
            parts[name] = Part(name, kind, content, _read_rels(files, name))
    for relation in _read_rels(files, "").values():
        if relation.kind == "officeDocument":
            if relation.type.startswith(STRICT):
                raise NotWord("template-strict")
            main = parts.get(relation.target)
            if (main is not None and "wordprocessingml" in main.type) or (main is not None and "ms-word" in main.type):
                return main.name, parts
    raise NotWord("template-damaged")


def _read_rels(files: dict[str, bytes], name: str) -> dict[str, Relation]:
    folder, _, base = name.rpartition("/")
    content = files.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    found = {}
    for rel in parse(content) if content is not None else ():
        kind, target = rel.get("Type", ""), rel.get("Target", "")
        external = rel.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[rel.get("Id", "")] = Relation(kind.rpartition("/")[2], kind, target, external)
    return found


def write_package(main: str, parts: dict[str, Part]) -> bytes:
    """The zip: the same bytes for the same parts, whatever the folder, the clock and the platform."""
    order = sorted(parts, key=lambda name: (name != main, name == CORE[0], name))
    files: dict[str, bytes] = {CONTENT_TYPES: _content_types(order, parts)}
    top = {"document": Relation("", f"{RELATIONSHIPS}/officeDocument", main)}
    if CORE[0] in parts:
        top["core"] = Relation("", CORE_RELATION, CORE[0])
    if CUSTOM[0] in parts:
        top["custom"] = Relation("", f"{RELATIONSHIPS}/custom-properties", CUSTOM[0])
    files["_rels/.rels"] = _rels_bytes("", top)
    for name in order:
        files[name] = parts[name].data
        if parts[name].rels:
            folder, _, base = name.rpartition("/")
            files[posixpath.join(folder, "_rels", f"{base}.rels")] = _rels_bytes(folder, parts[name].rels)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # the platform's own number would differ between Windows and the rest
            entry.external_attr = 0o600 << 16  # what zipfile would put there itself
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=6)
    return out.getvalue()


def _content_types(order: list[str], parts: dict[str, Part]) -> bytes:
    root = etree.Element(f"{{{PACKAGE}/content-types}}Types", nsmap={None: f"{PACKAGE}/content-types"})
    defaults = {"rels": RELS_TYPE, "xml": "application/xml"}
    for name in order:
        defaults.setdefault(name.rpartition(".")[2].lower(), parts[name].type)
    for extension, kind in sorted(defaults.items()):
        etree.SubElement(root, "Default", Extension=extension, ContentType=kind)
    for name in order:
        if defaults[name.rpartition(".")[2].lower()] != parts[name].type:
            etree.SubElement(root, "Override", PartName=f"/{name}", ContentType=parts[name].type)
    return _to_bytes(root)


def _rels_bytes(folder: str, rels: dict[str, Relation]) -> bytes:
    root = etree.Element("Relationships", nsmap={None: f"{PACKAGE}/relationships"})
    for key, rel in sorted(rels.items()):
        target = rel.target if rel.external else posixpath.relpath(f"/{rel.target}", f"/{folder}")
        one = etree.SubElement(root, "Relationship", Id=key, Type=rel.type, Target=target)
        if rel.external:
            one.set("TargetMode", "External")
    return _to_bytes(root)


def _to_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
