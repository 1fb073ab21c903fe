"""What was made, from what: so that only what has changed is made again, and nothing that people changed is lost.

Every output has two digests: of what it was made `of` (the values in it, template, fonts, code) and of the `file` as
it was written. They stand in each pack's `manifest.json`, for people and archives, and in one `.journal.json` for the
build; when one of the two is damaged or gone the other still tells.

The journal is written before the outputs that it names. `before` is what then stands in their place: when a build is
cut off between the two, the next one finds a file that it knows, either way.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

JOURNAL, MANIFEST, ORIGINS = ".journal.json", "manifest.json", ".origins"
# In a pack's folder: its documents without the mark of a concept, as they went out.
FINAL = "final"
# A file of a pack. A damaged journal must never name one outside the build folder: what it names may be removed.
_NAME = re.compile(
    rf"[^/\\:]*[^/\\:.][^/\\:]*/({FINAL}/)?([^/\\:.][^/\\:]*/)?({re.escape(ORIGINS)}/)?[^/\\:]+\.(docx|pdf|json)"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """Digests (SHA-256, hex) of an output: what it was made `of`, of the `file` written, of the one `before` it."""

    of: str
    file: str
    before: str | None = None


@dataclass
class Journal:
    """Every output that was made, by its path under the build folder (posix)."""

    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def load(cls, build: Path) -> Journal:
        """Reads what is left: entries of damaged files are simply not known."""
        found: dict[str, Entry] = {}
        for path in sorted([*build.glob(f"*/{MANIFEST}"), *build.glob(f"*/{FINAL}/{MANIFEST}")]):
            folder = path.parent.relative_to(build).as_posix()
            rows = {f"{folder}/{name}": row for name, row in _outputs(path).items()}
            found |= _entries(rows, "of", "sha256")
        return cls(found | _entries(_outputs(build / JOURNAL), "of", "file", "before"))

    def dump(self) -> bytes:
        """The file that `load` reads."""
        rows = {
            name: {key: value for key, value in vars(entry).items() if value} for name, entry in self.entries.items()
        }
        return dump_json({"outputs": dict(sorted(rows.items()))})

    def made(self, name: str, digest: str | None) -> bool:
        """Whether the output stands as some build of ours wrote it."""
        entry = self.entries.get(name)
        return entry is not None and digest in (entry.file, entry.before)

    def settle(self, written: Iterable[str]) -> None:
        """Forgets what stood before these outputs: they are written."""
        for name in written:
            self.entries[name] = Entry(self.entries[name].of, self.entries[name].file)


def is_final(name: str) -> bool:
    """Whether the file is one of the final text of a pack."""
    return name.partition("/")[2].startswith(f"{FINAL}/")


def for_people(name: str) -> bool:
    """Whether the file is one that people read, may edit, and count; not what lies beside it for the program."""
    return "/." not in name


def _outputs(path: Path) -> Mapping[str, Any]:
    try:
        outputs = json.loads(path.read_bytes())["outputs"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return outputs if isinstance(outputs, dict) else {}


def _entries(rows: Mapping[str, Any], of: str, file: str, before: str = "") -> dict[str, Entry]:
    """The rows that can be trusted: a name inside a pack's folder, digests that are some."""
    found = {}
    for name, row in rows.items():
        values = [row.get(key) for key in (of, file)] if isinstance(row, dict) else [None]
        if _NAME.fullmatch(name) and all(isinstance(value, str) and _SHA256.fullmatch(value) for value in values):
            earlier = row.get(before)
            found[name] = Entry(*values, earlier if isinstance(earlier, str) else None)
    return found


def dump_json(data: Any) -> bytes:
    """JSON for people: indented, one form only."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def digest(*parts: bytes | str) -> str:
    """The SHA-256 of the parts; where one ends and the next begins counts."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def content_digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, as `sha256sum` says it."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str | None:
    """The digest of a file as it stands; `None` when there is none."""
    try:
        return content_digest(path.read_bytes())
    except FileNotFoundError:
        return None


def tree_digest(files: Iterable[Path]) -> str:
    """The digest of files by name and content."""
    return digest(*(part for path in sorted(files) for part in (path.name, path.read_bytes())))
