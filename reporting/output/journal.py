"""What was made, from what: so that only what has changed is made again, and nothing that people changed is lost.

Every output has two digests: of what it was made `of` (the values in it, template, fonts, code) and of the `file` as
it was written. They stand in each pack's `manifest.json`, for people and archives, and in one `.journal.json` for the
build; when one of the two is damaged or gone the other still tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

JOURNAL, MANIFEST = ".journal.json", "manifest.json"


@dataclass(frozen=True)
class Entry:
    """Digests (SHA-256, hex) of an output: what it was made `of`, and of the `file` written."""

    of: str
    file: str


@dataclass
class Journal:
    """Every output that was made, by its path under the build folder (posix)."""

    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def load(cls, build: Path) -> Journal:
        """Reads what is left: entries of damaged files are simply not known."""
        found: dict[str, Entry] = {}
        for path in [*sorted(build.glob(f"*/{MANIFEST}")), build / JOURNAL]:
            prefix = "" if path.name == JOURNAL else f"{path.parent.name}/"
            for name, row in _outputs(path).items():
                if isinstance(row, dict) and isinstance(row.get("of"), str) and isinstance(row.get("file"), str):
                    found[prefix + name] = Entry(row["of"], row["file"])
        return cls(found)

    def dump(self) -> bytes:
        outputs = {name: vars(entry) for name, entry in sorted(self.entries.items())}
        return dump_json({"outputs": outputs})


def _outputs(path: Path) -> Mapping[str, Any]:
    try:
        outputs = json.loads(path.read_bytes())["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return outputs if isinstance(outputs, dict) else {}


def dump_json(data: Any) -> bytes:
    """JSON for people: indented, one form only."""
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


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
