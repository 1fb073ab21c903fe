"""How far the translations of a casebook are, and confirming them: `reporting translate status` and `confirm`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..casebook.layout import FOLDERS, SUFFIX
from ..casebook.loading import Loaded, load_casebook
from ..casebook.reaching import reach
from ..model.book import Casebook
from ..model.translation import State, Translated, pair_of, texts_of, without_gone
from ..places import Place
from ..problems import Problem
from ..yamlfile.rendering import Quoted, render_flow
from ..yamlfile.writing import lock, write_bytes

STATES: tuple[State, ...] = ("missing", "stale", "draft", "confirmed")


@dataclass(frozen=True)
class Standing:
    """A text, the language it is to be in, how far that is, and where it stands."""

    text: Translated
    language: str
    state: State
    place: Place


def find_standings(
    loaded: Loaded, languages: Collection[str] = (), pack: str = "", records: Collection[str] = ()
) -> list[Standing]:
    """Every text with its state in each language that is wanted of it.

    Wanted are the `languages` asked for; else, of a pack, those of its documents; else those that the record already
    has some text in. `pack`: only what the pack depends on. `records`: only those, by id.
    """
    book = loaded.casebook
    assert book is not None
    main = book.settings.language
    reached = reach(loaded, pack) if pack else None
    asked = set(languages) or (_languages_of(book, pack) if pack else set())
    found: list[Standing] = []
    for kind, identifier, record in book.records():
        if kind in ("settings", "pack") or (records and identifier not in records):
            continue
        place = book.place(kind, identifier)
        if reached is not None and place.file not in reached:
            continue
        texts = list(texts_of(kind, identifier, record, main))
        there = {language for text in texts for language in text.texts}
        for language in sorted((asked or there) - {main}):
            memory = book.memory(language)
            found += [
                Standing(
                    text,
                    language,
                    memory.state_of(text.texts[main], text.texts.get(language)),
                    Place(place.file, (*place.field, *text.path, language)),
                )
                for text in texts
            ]
    return found


def _languages_of(book: Casebook, pack: str) -> set[str]:
    documents = book.packs[pack].documents.values() if pack in book.packs else ()
    return {
        str(language) for document in documents for language in (*document.languages, document.language) if language
    }


def count_states(standings: Sequence[Standing]) -> dict[str, Counter[str]]:
    """By language, how many texts there are of each state."""
    found: dict[str, Counter[str]] = {}
    for standing in standings:
        found.setdefault(standing.language, Counter())[standing.state] += 1
    return dict(sorted(found.items()))


@dataclass
class Confirmed:
    """What came of confirming: how many texts are confirmed anew, how many were already, and what stood in the way."""

    new: int = 0
    already: int = 0
    problems: list[Problem] = field(default_factory=list)


def confirm(folder: Path, shown: str, language: str, records: Collection[str]) -> Confirmed:
    """Confirms every translation into `language` that is there in those `records` (by id; none: in all).

    What is kept is the pair of texts as they stand now, in `translations/<language>.yaml`. Raises OSError when the
    disk refuses.
    """
    done = Confirmed()
    path = folder / FOLDERS["translations"] / (language + SUFFIX)
    name = f"{shown.rstrip('/')}/{FOLDERS['translations']}/{path.name}"
    path.parent.mkdir(exist_ok=True)
    with lock(folder, shown) as problems:
        if problems:
            return Confirmed(problems=problems)
        loaded = load_casebook(folder, shown)
        book = loaded.casebook
        if book is None:
            return Confirmed(problems=[problem for problem in loaded.problems if problem.is_error])
        before = path.read_bytes() if path.exists() else None
        kept = book.translations.get(language)
        known = {f"{kind}/{identifier}" for kind, identifier, _ in book.records()}
        pairs = {record: set(said) for record, said in (without_gone(kept, known) if kept else {}).items()}
        main = book.settings.language
        for standing in find_standings(loaded, [language], records=records):
            if standing.state == "missing":
                continue
            pair = pair_of(standing.text.texts[main], standing.text.texts[language])
            done.already += standing.state == "confirmed"
            done.new += standing.state != "confirmed"
            pairs.setdefault(standing.text.record, set()).add(pair)
        data = render_translations(language, pairs).encode()
        if data != before:
            done.problems = write_bytes(path, data, before, name)
    return done


def render_translations(language: str, pairs: dict[str, set[str]]) -> str:
    """The file of the confirmed translations into a language: one confirmation a line, in a fixed order."""
    lines = [
        "# Bijgehouden door reporting translate: brontekst en bevestigde vertaling, elk als kenmerk.",
        f"id: {language}",
    ]
    lines += ["confirmed:" if pairs else "confirmed: {}"]
    for record in sorted(pairs):
        lines.append(f"  {render_flow(Quoted(record))}:")
        lines += [f"    - {render_flow(Quoted(pair))}" for pair in sorted(pairs[record])]
    return "\n".join(lines) + "\n"


def rows_of(standings: Sequence[Standing]) -> Iterator[dict[str, Any]]:
    """The texts that need work, for a list: record, field, language and state."""
    for standing in standings:
        if standing.state != "confirmed":
            yield {
                "record": standing.text.record,
                "field": ".".join(map(str, standing.text.path)),
                "language": standing.language,
                "state": standing.state,
                "file": standing.place.file,
            }
