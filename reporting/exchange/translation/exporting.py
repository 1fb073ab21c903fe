"""The texts that need a translator, as a file: `reporting translate export`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...desk.translatable import Translatable
from ...desk.translating import Standing, find_standings, needing_work
from ...model.book import Casebook
from ...places import Place
from ...problems import Problem, find_phrase
from ...yamlfile.writing import write_bytes
from .tbx import build_tbx
from .units import Unit, build_units
from .xliff import group_units, render_xliff


def _build_glossary(book: Casebook, language: str) -> bytes | None:
    main = book.settings.language
    if not book.terms:
        return None
    return build_tbx(book.named(), (main, language), book.settings.title.get(main, ""))


# What goes out beside the file, by the ending of its name; None where the casebook has nothing to send along.
BESIDE: dict[str, Callable[[Casebook, str], bytes | None]] = {".tbx": _build_glossary}


@dataclass
class Exported:
    """What came of it: the bytes of the file and of those beside it by their ending, how many texts, what was wrong."""

    data: bytes = b""
    beside: dict[str, bytes] = field(default_factory=dict)
    count: int = 0
    problems: list[Problem] = field(default_factory=list)


def export_texts(
    texts: Translatable, language: str, pack: str = "", form: str = "xliff2", everything: bool = False
) -> Exported:
    """The texts that are missing in `language`, stale there or not confirmed.

    `pack`: only what it prints, or may print. `form`: `xliff2` or `xliff1`. `everything`: the confirmed ones too. A
    text that cannot be taken apart (it has faults) is told, and the rest exported. Raises `BrokenEnvironment` when
    pandoc does not run.
    """
    book = texts.book
    assert book is not None
    standings = find_standings(texts, [language], pack)
    wanted = standings if everything else list(needing_work(standings))
    built = build_units(wanted, texts)
    units = [replace(unit, notes=tuple(_notes(unit, texts))) for unit in built.found.values()]
    problems = [Problem("exchange-text-broken", _source_place(standing)) for standing in built.unmarkable]
    titles = {key: held.title or key for key, held in texts.held.items()}
    data = render_xliff(form, group_units(units, titles), texts.main, language) if units else b""
    beside = {ending: made for ending, make in BESIDE.items() if (made := make(book, language)) is not None}
    return Exported(data, beside, len(units), problems)


def write_export(path: Path, exported: Exported) -> tuple[list[str], list[Problem]]:
    """Writes the file, and what goes beside it under the same name with its own ending; gives their names.

    A file that is there already is the problem `file-exists`: a translator may be at work in it. Raises OSError when
    the disk refuses.
    """
    files = {path: exported.data} | {path.with_suffix(ending): data for ending, data in exported.beside.items()}
    taken = [Problem("file-exists", Place(file.as_posix(), position=(1, 1))) for file in files if file.exists()]
    written: list[str] = []
    for file, data in () if taken else files.items():
        taken += write_bytes(file, data, None, file.as_posix())
        written.append(file.as_posix())
    return written, taken


def _source_place(standing: Standing) -> Place:
    place = standing.place
    return Place(place.file, (*place.field[:-1], standing.text.main))


def _notes(unit: Unit, texts: Translatable) -> Iterator[tuple[str, str]]:
    """What a translator wants to know of a text: what it is, where it is printed, what is the matter with it."""
    standing = unit.standing
    place = Place(standing.place.file, standing.place.field[:-1])
    yield from texts.describe(standing.text, place, standing.language)
    if standing.state == "stale":
        yield "state", find_phrase("translate-note-stale", texts.language)
    if unit.other:
        yield "present", find_phrase("translate-note-other", texts.language, text=unit.other.strip())
