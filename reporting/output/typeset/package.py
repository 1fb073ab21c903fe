"""The parts of a Word file and the relations between them (ECMA-376 part 2, Open Packaging Conventions)."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from ...places import Place
from ...problems import Problem

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{RELATION}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, load_dtd=False
)

Element = etree._Element


def parse(data: bytes) -> Element:
    """The root of an XML file of the package. Raises `XMLSyntaxError`."""
    return etree.fromstring(data, _PARSER)


@dataclass(frozen=True)
class Relation:
    kind: str
    target: str
    external: bool


@dataclass
class Part:
    """One XML part: its root, its relations, and the name that places use (`body`, `header1`, `footnotes`)."""

    path: str
    name: str
    root: Element
    relations: dict[str, Relation]


@dataclass
class Package:
    """An opened Word file. `problems` gathers what the reader finds, at places in `shown`."""

    shown: str
    files: zipfile.ZipFile
    problems: list[Problem] = field(default_factory=list)
    _parts: dict[str, Part] = field(default_factory=dict)

    def part(self, path: str) -> Part | None:
        """The XML part at `path`, read once; none when the file has no such part."""
        if path not in self._parts:
            if path not in self.files.NameToInfo:
                return None
            stem = posixpath.splitext(posixpath.basename(path))[0]
            root = parse(self.files.read(path))
            self._parts[path] = Part(path, "body" if stem == "document" else stem, root, self._relations(path))
        return self._parts[path]

    def related(self, part: Part, kind: str) -> Part | None:
        """The part that `part` names as its `kind` (the last step of the relation's type)."""
        for relation in part.relations.values():
            if relation.kind == kind and not relation.external:
                return self.part(relation.target)
        return None

    def data(self, path: str) -> bytes | None:
        return self.files.read(path) if path in self.files.NameToInfo else None

    def _relations(self, path: str) -> dict[str, Relation]:
        folder, name = posixpath.split(path)
        beside = posixpath.join(folder, "_rels", name + ".rels")
        if beside not in self.files.NameToInfo:
            return {}
        found = {}
        for node in parse(self.files.read(beside)):
            external = node.get("TargetMode") == "External"
            target = node.get("Target", "")
            if not external:
                target = (
                    posixpath.normpath(posixpath.join(folder, target)).lstrip("/") if target[:1] != "/" else target[1:]
                )
            found[node.get("Id")] = Relation(node.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found

    def main(self) -> Part | None:
        """The document part, wherever the file keeps it."""
        for relation in self._relations("").values():
            if relation.kind == "officeDocument":
                return self.part(relation.target)
        return None


def open_package(data: bytes, shown: str) -> tuple[Package | None, Part | None, list[Problem]]:
    """The file's package and main part; a problem when it is not a Word file that can be read."""
    broken = [Problem("word-file-unreadable", Place(shown), {})]
    try:
        package = Package(shown, zipfile.ZipFile(io.BytesIO(data)))
        main = package.main()
    except (zipfile.BadZipFile, etree.XMLSyntaxError, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return None, None, broken
    if main is None or main.root.tag != W + "document":
        return None, None, broken
    return package, main, []


@dataclass
class Spot:
    """Where the reader is: a part and the paragraph in it. Problems found here carry this place."""

    package: Package
    part: Part
    paragraph: int = 0
    within: str = ""

    @property
    def place(self) -> Place:
        inside = (self.part.name, f"¶{self.paragraph}") if self.paragraph else (self.part.name,)
        return Place(self.package.shown, (*inside, self.within) if self.within else inside)

    def problem(self, code: str, **values: object) -> None:
        self.package.problems.append(Problem(code, self.place, values))

    def unknown(self, node: Element) -> None:
        """An element that carries content or look and that this reader does not know."""
        self.problem("word-element-unknown", element=shown_name(node))

    def odd_value(self, node: Element, value: str | None) -> None:
        self.problem("word-value-unknown", element=shown_name(node), value=value or "")


def local(node: Element) -> str:
    return node.tag.rsplit("}", 1)[-1]


def shown_name(node: Element) -> str:
    """`w:tag` as it stands in the file."""
    name = etree.QName(node)
    prefix = node.prefix or (name.namespace or "").rsplit("/", 1)[-1]
    return f"{prefix}:{name.localname}"


def val(node: Element | None, name: str = "val") -> str | None:
    return None if node is None else node.get(W + name)


def is_on(node: Element) -> bool:
    """A toggle's value (ST_OnOff): present means on."""
    return node.get(W + "val", "1") not in ("0", "false", "off", "none")
