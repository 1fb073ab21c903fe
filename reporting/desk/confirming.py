"""Confirming translations: the pairs of texts as they stand, kept in `translations/<language>.yaml` of their folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from ..casebook.layout import FOLDERS, SUFFIX
from ..model.translation import pair_of
from ..problems import Problem
from ..yamlfile.rendering import Quoted, render_flow
from ..yamlfile.writing import lock, write_bytes
from .translatable import Translatable
from .translating import Standing, find_standings

Confirmation = tuple[str, str]  # a record (`kind/id`), and a pair of digests


@dataclass
class Confirmed:
    """What came of confirming: how many texts are confirmed anew, how many were already, and what stood in the way."""

    new: int = 0
    already: int = 0
    problems: list[Problem] = field(default_factory=list)


def confirm(texts: Translatable, language: str, records: Collection[str] = (), pack: str = "") -> Confirmed:
    """Confirms every translation into `language` that is there, in those `records` (by id; none: in all) and `pack`.

    Raises OSError when the disk refuses.
    """
    with lock(texts.folder, texts.shown) as problems:
        if problems:
            return Confirmed(problems=problems)
        texts = texts.reread()
        if wrong := find_obstructions(texts, language):
            return Confirmed(problems=wrong)
        there = [
            standing for standing in find_standings(texts, [language], pack, records) if standing.state != "missing"
        ]
        already = sum(standing.state == "confirmed" for standing in there)
        wrong = add_confirmations(texts, language, [confirmation_of(standing) for standing in there])
        return Confirmed(0 if wrong else len(there) - already, already, wrong)


def find_obstructions(texts: Translatable, language: str) -> list[Problem]:
    """Why nothing can be confirmed: settings with errors, or errors in the file where confirmations are kept."""
    own = f"{FOLDERS['translations']}/{language}{SUFFIX}"
    return texts.errors if texts.book is None else [error for error in texts.errors if error.place.file.endswith(own)]


def confirmation_of(standing: Standing) -> Confirmation:
    """What confirms a translation that is there."""
    return standing.text.record, pair_of(standing.text.source, standing.text.texts[standing.language])


def add_confirmations(texts: Translatable, language: str, confirmations: Iterable[Confirmation]) -> list[Problem]:
    """Keeps the confirmations beside those that there are of records that there are, with an error or without.

    A text that moved to another record is confirmed there. The caller holds the lock of the folder. Raises OSError
    when the disk refuses.
    """
    path = texts.folder / FOLDERS["translations"] / (language + SUFFIX)
    name = f"{texts.shown.rstrip('/')}/{FOLDERS['translations']}/{path.name}"
    kept = texts.translations.get(language)
    gone = {key for key in kept.confirmed if not texts.has(key)} if kept else set()
    pairs = {record: set(said) for record, said in (kept.confirmed if kept else {}).items() if record not in gone}
    moved = (found for found in find_standings(texts, [language]) if found.state == "confirmed")
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
