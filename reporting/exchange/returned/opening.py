"""A Word file that came back, opened: hostile until shown otherwise (Open Packaging Conventions, ECMA-376 part 2).

Sizes are read in the zip's own list and refused before anything is unpacked; nothing is unpacked to disk, no address
is opened. What can act when somebody opens the file (macros, embedded objects, parts that load from elsewhere) is
refused by name: a reviewed letter has none of it.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from ...output.word.ooxml import STRICT, W
from .parsing import Refused, parse

LARGEST_FILE = 32 * 2**20
LARGEST_LIST = 2**20  # of the zip's list of parts: about 10,000 of them
LARGEST_XML = 48 * 2**20  # of all XML together, as far as names tell
LARGEST_UNPACKED = 96 * 2**20
MOST_PARTS = 2000
MOST_RATIO = 300  # deflate reaches 1000 on noughts, the XML of a large table 40
RATIO_FROM = 2**20

TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = ("macroenabled", "vbaproject", "vbadata", "keymapcustomizations", "attachedtoolbars")
EMBEDDED = ("oleobject", "activex", "package+", "control+")
MACRO_RELATIONS = {"vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars", "ui/extensibility"}
EMBEDDED_RELATIONS = {"oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument"}
# Instructions of fields that load or start something (ECMA-376 part 1, 17.16.5).
LOADING = re.compile(
    r"^\s*(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|EMBED|DATABASE|RD)\b", re.IGNORECASE
)
MACRO_FIELD = re.compile(r"^\s*MACROBUTTON\b", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODD_NAME = re.compile(r"^/|\\|(^|/)\.\.?(/|$)|^[A-Za-z]:|[\x00-\x1f]|//")


@dataclass(frozen=True)
class Relation:
    """A relationship: its `kind` (last word of its type), and the part's name or the outside address."""

    kind: str
    target: str
    external: bool


@dataclass
class Opened:
    """A file that may be read: its parts as bytes, their relationships by part and id, `main` the document."""

    main: str
    parts: dict[str, bytes]
    rels: dict[str, dict[str, Relation]] = field(default_factory=dict)
    roots: dict[str, etree._Element] = field(default_factory=dict)

    def root(self, name: str) -> etree._Element | None:
        """The tree of a part, None where there is no such part. Raises `Refused`."""
        if name not in self.parts:
            return None
        if name not in self.roots:
            root = parse(self.parts[name], name)
            _refuse_content(root, name)
            self.roots[name] = root
        return self.roots[name]

    def related(self, kind: str, of: str | None = None) -> str | None:
        """The name of the part of that kind that a part (None: the document) refers to."""
        rels = self.rels.get(self.main if of is None else of, {})
        return next((rel.target for rel in rels.values() if rel.kind == kind and rel.target in self.parts), None)


def open_returned(data: bytes) -> Opened:
    """The parts of a Word file. Raises `Refused`."""
    if len(data) > LARGEST_FILE:
        raise Refused("returned-too-large", limit=LARGEST_FILE // 2**20)
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("returned-password" if locked else "returned-old-word")
    if not data.startswith(b"PK"):
        raise Refused("returned-not-word")
    parts = _unpack(data)
    if TYPES not in parts:
        raise Refused("returned-not-word")
    types = _types(parts.pop(TYPES))
    rels = {
        _owner(name): _relations(content, name)
        for name, content in parts.items()
        if name.endswith(".rels") and "_rels/" in name
    }
    parts = {name: content for name, content in parts.items() if not name.endswith(".rels")}
    _refuse_active(types, rels, parts)
    main = next((rel for rel in rels.get("", {}).values() if rel.kind == "officeDocument"), None)
    if main is None or main.target not in parts:
        raise Refused("returned-not-word")
    if types.named(main.target) != MAIN:
        raise Refused("returned-not-word")
    opened = Opened(main.target, parts, rels)
    root = opened.root(main.target)
    if root.tag.startswith(f"{{{STRICT}"):
        raise Refused("returned-strict")
    if root.tag != W + "document" or root.find(W + "body") is None:
        raise Refused("returned-damaged", part=main.target)
    folder = posixpath.dirname(main.target).lower() + "/"
    for name in parts:
        if types.named(name).lower().endswith("+xml") or (
            name.lower().endswith(".xml") and name.lower().startswith(folder)
        ):
            opened.root(name)
    return opened


def _unpack(data: bytes) -> dict[str, bytes]:
    _bound_list(data)
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            for entry in entries:
                if ODD_NAME.search(entry.filename) or entry.filename.lower() in seen:
                    raise Refused("returned-names", name=_printable(entry.filename))
                seen.add(entry.filename.lower())
                if entry.flag_bits & 0x41:
                    raise Refused("returned-password")
                if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise Refused("returned-damaged", part=_printable(entry.filename))
                if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
                    raise Refused("returned-bomb", part=_printable(entry.filename))
            texts = sum(entry.file_size for entry in entries if entry.filename.lower().endswith((".xml", ".rels")))
            if (
                len(entries) > MOST_PARTS
                or texts > LARGEST_XML
                or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED
            ):
                raise Refused("returned-bomb", part="zip")
            for entry in entries:
                with archive.open(entry) as stream:
                    content = stream.read(entry.file_size + 1)
                if len(content) != entry.file_size:
                    raise Refused("returned-damaged", part=_printable(entry.filename))
                parts[entry.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Refused("returned-damaged", part="zip") from error
    return parts


def _printable(name: str) -> str:
    """A name for people, with nothing in it that a terminal would obey."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name[:80])


def _bound_list(data: bytes) -> None:
    """The zip's list is read whole by any reader of zips: how long it is stands at the end of the file."""
    at = data.rfind(b"PK\x05\x06", max(len(data) - 65557, 0))
    if at < 0 or len(data) < at + 22:
        raise Refused("returned-damaged", part="zip")
    size = struct.unpack("<L", data[at + 12 : at + 16])[0]
    if size > LARGEST_LIST or data[max(at - 20, 0) : at].startswith(b"PK\x06\x07"):
        raise Refused("returned-bomb", part="zip")


class _Types(dict[str, str]):
    """Content types by name, those of extensions under `*.xml`."""

    def named(self, name: str) -> str:
        return self.get(name.lower()) or self.get("*." + name.rpartition(".")[2].lower(), "")


def _types(data: bytes) -> _Types:
    found = _Types()
    for entry in parse(data, TYPES):
        kind = entry.get("ContentType", "")
        if entry.get("Extension") is not None:
            found["*." + entry.get("Extension").lower()] = kind
        else:
            found[entry.get("PartName", "").lstrip("/").lower()] = kind
    return found


def _owner(name: str) -> str:
    """The part that a part of relationships belongs to; "" for the package."""
    folder, _, base = name.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), base.removesuffix(".rels"))


def _relations(data: bytes, name: str) -> dict[str, Relation]:
    folder = posixpath.dirname(_owner(name))
    found = {}
    for rel in parse(data, name):
        kind, target = rel.get("Type", ""), rel.get("Target", "")
        external = rel.get("TargetMode", "").lower() == "external"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        short = kind.rpartition("/")[2]
        found[rel.get("Id", "")] = Relation(short, target, external)
    return found


def _refuse_active(types: _Types, rels: dict[str, dict[str, Relation]], parts: dict[str, bytes]) -> None:
    for name in parts:
        kind = types.named(name).lower()
        if any(word in kind for word in MACROS) or name.lower().endswith("vbaproject.bin"):
            raise Refused("returned-macros", part=name[:80])
        if any(word in kind for word in EMBEDDED) or "/embeddings/" in name.lower() or "/activex/" in name.lower():
            raise Refused("returned-embedded", part=name[:80])
    if any(word in kind.lower() for kind in types.values() for word in MACROS):
        raise Refused("returned-macros", part=TYPES)
    for owner, relations in rels.items():
        for rel in relations.values():
            if rel.kind in MACRO_RELATIONS:
                raise Refused("returned-macros", part=rel.target[:80])
            if rel.external and rel.kind != "hyperlink":
                raise Refused("returned-external", target=rel.target[:80], part=owner or "_rels")
            if rel.kind in EMBEDDED_RELATIONS:
                raise Refused("returned-embedded", part=rel.target[:80])


CHUNK, OBJECT, SUBDOCUMENT = W + "altChunk", W + "object", W + "subDoc"
INSTRUCTIONS = {W + "instrText", W + "delInstrText"}


def _refuse_content(root: etree._Element, name: str) -> None:
    """What a part does without a relationship: chunks of other formats, objects, fields that load, web pictures."""
    instruction = ""
    for node in root.iter(etree.Element):
        tag = node.tag
        if tag in (CHUNK, OBJECT, SUBDOCUMENT):
            raise Refused("returned-embedded", part=f"{name}: {etree.QName(tag).localname}")
        if tag == W + "fldChar":
            if node.get(W + "fldCharType") == "begin":
                instruction = ""
        elif tag in INSTRUCTIONS:
            instruction = (instruction + (node.text or "")).lstrip()[:80]
            _refuse_field(instruction + " ", name)
        elif tag == W + "fldSimple":
            _refuse_field(node.get(W + "instr", ""), name)
        elif node.get("src") is not None and "://" in node.get("src"):
            raise Refused("returned-external", target=node.get("src")[:80], part=name)


def _refuse_field(instruction: str, name: str) -> None:
    if LOADING.match(instruction):
        raise Refused("returned-external", target=instruction.strip()[:80], part=name)
    if MACRO_FIELD.match(instruction):
        raise Refused("returned-macros", part=name)
