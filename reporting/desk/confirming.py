"""Confirming translations: the pairs of texts as they stand, kept in `translations/<language>.yaml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..casebook.layout import FOLDERS, SUFFIX
from ..casebook.loading import Loaded, load_casebook
from ..model.translation import pair_of, without_gone
from ..problems import Problem
from ..yamlfile.rendering import Quoted, render_flow
from ..yamlfile.writing import lock, write_bytes
from .translating import Standing, find_standings

Confirmation = tuple[str, str]  # a record (`kind/id`), and a pair of digests


@dataclass
class Confirmed:
    """What came of confirming: how many texts are confirmed anew, how many were already, and what stood in the way."""

    new: int = 0
    already: int = 0
    problems: list[Problem] = field(default_factory=list)


def confirm(folder: Path, shown: str, language: str, records: Collection[str] = (), pack: str = "") -> Confirmed:
    """Confirms every translation into `language` that is there, in those `records` (by id; none: in all) and `pack`.

    Raises OSError when the disk refuses.
    """
    with lock(folder, shown) as problems:
        if problems:
            return Confirmed(problems=problems)
        loaded = load_casebook(folder, shown)
        if wrong := find_obstructions(loaded, language):
            return Confirmed(problems=wrong)
        there = [
            standing for standing in find_standings(loaded, [language], pack, records) if standing.state != "missing"
        ]
        already = sum(standing.state == "confirmed" for standing in there)
        wrong = add_confirmations(folder, shown, loaded, language, [confirmation_of(standing) for standing in there])
        return Confirmed(0 if wrong else len(there) - already, already, wrong)


def find_obstructions(loaded: Loaded, language: str) -> list[Problem]:
    """Why nothing can be confirmed: settings with errors, or errors in the file where confirmations are kept."""
    errors = [problem for problem in loaded.problems if problem.is_error]
    own = f"{FOLDERS['translations']}/{language}{SUFFIX}"
    return errors if loaded.casebook is None else [error for error in errors if error.place.file.endswith(own)]


def confirmation_of(standing: Standing) -> Confirmation:
    """What confirms a translation that is there."""
    return standing.text.record, pair_of(standing.text.source, standing.text.texts[standing.language])


def add_confirmations(
    folder: Path, shown: str, loaded: Loaded, language: str, confirmations: Iterable[Confirmation]
) -> list[Problem]:
    """Keeps the confirmations beside those that there are of records that there are.

    A text that moved to another record is confirmed there. The caller holds the lock of `folder`. Raises OSError when
    the disk refuses.
    """
    book = loaded.casebook
    assert book is not None
    path = folder / FOLDERS["translations"] / (language + SUFFIX)
    name = f"{shown.rstrip('/')}/{FOLDERS['translations']}/{path.name}"
    kept = book.translations.get(language)
    known = {f"{kind}/{identifier}" for kind, identifier, _ in book.records()}
    pairs = {record: set(said) for record, said in (without_gone(kept, known) if kept else {}).items()}
    moved = (found for found in find_standings(loaded, [language]) if found.state == "confirmed")
    for record, pair in (*map(confirmation_of, moved), *confirmations):
        pairs.setdefault(record, set()).add(pair)
    before = path.read_bytes() if path.exists() else None
    data = render_translations(language, pairs).encode()
    if data == before or not pairs:
        return []
    path.parent.mkdir(exist_ok=True)
    return write_bytes(path, data, before, name)


def render_translations(language: str, pairs: dict[str, set[str]]) -> str:
    """The file of the confirmed translations into a language: one confirmation a line, in a fixed order."""
    lines = [
        "# Bijgehouden door reporting translate: brontekst en bevestigde vertaling, elk als kenmerk.",
        f"id: {language}",
        "confirmed:" if pairs else "confirmed: {}",
    ]
    for record in sorted(pairs):
        lines.append(f"  {render_flow(Quoted(record))}:")
        lines += [f"    - {render_flow(Quoted(pair))}" for pair in sorted(pairs[record])]
    return "\n".join(lines) + "\n"
