"""What a build leaves for people, for archives and for the next build: manifests, the prose as read, make's list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..documents.pandoc import digest_of
from .archive import build_archive
from .gathering import TREES, Gathered, dump_trees
from .journal import Entry, content_digest, dump_json
from .make import LIST, build_list, touch_stamp
from .making import write_changed
from .planning import code_files, made_with


def build_manifest(pack: str, outputs: Mapping[str, Entry], found: Gathered, inside: str = "") -> bytes:
    """The manifest of a pack: what it was made of and with, as of when, and each file with its SHA-256.

    `of`: the digest of what a file was made of, which tells whether it would be made otherwise now. `archive`: the same
    for an archive, with the names of its standard. `inside`: the folder of the pack's that the files are in; names in
    the manifest do not repeat it.
    """
    outputs = {f"{pack}/{name.removeprefix(f'{pack}/{inside}')}": entry for name, entry in outputs.items()}
    book = found.loaded.casebook
    assert book is not None
    files = {name: file.digest for name, file in found.loaded.files.items()}
    files |= {name: content_digest(path.read_bytes()) for name, path in found.templates.files.items()}
    inputs = {found.folders.kept_name(name): files[name] for name in found.reaches[pack] if name in files}
    fonts = {f"templates/house/fonts/{path.name}": content_digest(path.read_bytes()) for path in found.folders.fonts}
    return dump_json(
        {
            "pack": pack,
            "as_of": str(book.packs[pack].as_of),
            "version": found.editions[pack].code,
            "final": found.editions[pack].final,
            "made_with": made_with(),
            "inputs": dict(sorted((inputs | fonts).items())),
            "outputs": {
                name.removeprefix(f"{pack}/"): {"sha256": entry.file, "of": entry.of}
                for name, entry in sorted(outputs.items())
            },
            "archive": build_archive(book.packs[pack], book, found.templates.kinds, found.made[pack], outputs),
        }
    )


def write_trees(found: Gathered) -> None:
    """Keeps the prose as pandoc read it: only what is still in the casebook."""
    used = {digest_of(text) for text in found.trees}
    trees = {key: tree for key, tree in sorted(found.kept.items()) if key in used}
    write_changed({found.folders.build / TREES: dump_trees(trees)})


def write_list(found: Gathered, outputs: list[str], began: int) -> None:
    """Leaves what make needs to see that nothing changed since the build `began`."""
    build, inputs = found.folders.build, _inputs(found)
    listed = [*inputs, *(build / path for path in sorted(outputs))]
    write_changed({build / LIST: build_list(listed).encode()})
    touch_stamp(build, inputs, began)


def _inputs(found: Gathered) -> list[Path]:
    """Every file and folder that a build looks at."""
    code = [_near(path) for path in code_files()]
    fonts = found.folders.fonts
    return [
        *(file.path for file in found.loaded.files.values()),
        *found.loaded.folders,
        *found.templates.files.values(),
        *found.templates.folders,
        *fonts,
        *{path.parent for path in fonts},
        *code,
        *sorted({path.parent for path in code}),
    ]


def _near(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
