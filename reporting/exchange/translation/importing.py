"""A file of translations brought back into the casebook: `reporting translate import`.

All of it happens under the lock of the casebook, on the texts as they then are. What is refused leaves its text as it
was and the rest goes on; each case file is replaced whole or not at all, and only where it has no new fault by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from ...casebook.layout import Found
from ...casebook.loading import Loaded, load_casebook
from ...desk.confirming import Confirmation, add_confirmations, find_obstructions
from ...desk.prose import check_typed
from ...desk.recording import find_brought
from ...desk.texts import read_texts
from ...desk.translating import find_standings
from ...documents.pandoc import Tree
from ...model.book import Casebook
from ...model.translation import pair_of
from ...model.values import Language, Line, Prose
from ...places import Field, Place
from ...problems import Problem, find_words
from ...yamlfile.editing import set_value
from ...yamlfile.rendering import Quoted
from ...yamlfile.writing import lock, write_bytes
from .delivery import Delivery
from .judging import Judged, judge
from .marking import Unmarkable
from .segments import segment_text
from .units import build_units
from .xliff import read_xliff

TEXTS = {"line": Line, "prose": Prose}


@dataclass
class Imported:
    """What came of it: each text with its outcome, and what was refused or wrong, as problems with their places."""

    texts: list[Judged] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    loaded: Loaded = field(default_factory=Loaded)

    def count(self, outcome: str) -> int:
        return sum(text.outcome == outcome for text in self.texts)


def import_file(folder: Path, shown: str, data: bytes, file: str) -> Imported:
    """Brings the translations in `data` (an XLIFF file, called `file` in problems) into the casebook in `folder`.

    Raises `BrokenEnvironment` when pandoc does not run, OSError when the disk refuses; what was written by then is
    whole, and the file can be imported again.
    """
    delivery, problems = read_xliff(data, file)
    if delivery is None:
        return Imported(problems=problems, loaded=load_casebook(folder, shown))
    with lock(folder, shown) as problems:
        if problems:
            return Imported(problems=problems, loaded=load_casebook(folder, shown))
        loaded = load_casebook(folder, shown)
        done = Imported(problems=find_obstructions(loaded, delivery.target), loaded=loaded)
        book = loaded.casebook
        if book is None or done.problems or not _is_ours(delivery, book, file, done):
            return done
        done.texts = _judge_all(delivery, loaded, file, done)
        done.texts = _checked(_kept(done.texts), book)
        for text in done.texts:
            if text.fault is not None:
                done.problems.append(Problem(text.fault[0], text.unit.standing.place, text.fault[1]))
        confirmations = list(_write_all(folder, shown, done))
        done.loaded = load_casebook(folder, shown)  # every text is told where it now stands
        if confirmations:
            done.problems += add_confirmations(folder, shown, done.loaded, delivery.target, confirmations)
    return done


def _is_ours(delivery: Delivery, book: Casebook, file: str, done: Imported) -> bool:
    main = book.settings.language
    others = [language for language in get_args(Language) if language != main]
    source, target = (tag.lower().split("-")[0] for tag in (delivery.source, delivery.target))
    delivery.target = target
    if source == main and target in others:
        return True
    values = {"source": delivery.source, "target": target, "main": main, "others": ", ".join(others)}
    done.problems.append(Problem("exchange-languages", Place(file, position=(1, 1)), values))
    return False


def _judge_all(delivery: Delivery, loaded: Loaded, file: str, done: Imported) -> list[Judged]:
    """Every text of the file; what the casebook has no text for is told at its line in the file."""
    assert loaded.casebook is not None
    units = build_units(find_standings(loaded, [delivery.target]), loaded.casebook).found
    judged: dict[str, Judged] = {}
    for returned in delivery.units:
        place, shown = Place(file, position=(returned.line, 1)), returned.id[:80]
        if returned.id in judged:
            done.problems.append(Problem("exchange-twice", place, {"id": shown}))
        elif returned.id not in units:
            done.problems.append(Problem("exchange-unknown-text", place, {"id": shown}))
        else:
            judged[returned.id] = judge(units[returned.id], returned)
    return list(judged.values())


def _kept(texts: Iterable[Judged]) -> list[Judged]:
    """Those to be written are read again as Markdown: they must say what came back, and nothing else."""
    texts = list(texts)
    trees: dict[str, Tree] = {}
    read_texts((text.text for text in texts if text.is_prose), trees)
    return [_refuse(text, "exchange-not-kept") if text.is_prose and not _says(text, trees) else text for text in texts]


def _says(text: Judged, trees: dict[str, Tree]) -> bool:
    try:
        read = segment_text(text.text, trees[text.text])
    except Unmarkable:
        return False
    shape = (text.unit.target or text.unit.source).shape
    if read.shape != shape:
        return False
    return all(
        _spoken(segment.content, read.codes) == _spoken(content, text.unit.codes)
        for segment, content in zip(read.segments, text.contents, strict=True)
    )


def _spoken(content, codes) -> list[object]:
    """Content with what its codes are of, whatever their ids."""
    return [part if isinstance(part, str) else (part.side, codes[part.id].key) for part in content]


def _refuse(text: Judged, code: str, **values: object) -> Judged:
    return replace(text, outcome="refused", approved=False, fault=(code, {"id": text.unit.id, **values}))


def _checked(texts: list[Judged], book: Casebook) -> list[Judged]:
    """Those that no document could print are refused."""
    typed = [
        (TEXTS[text.unit.standing.text.form](text.text), text.unit.standing.place) for text in texts if text.is_prose
    ]
    wrong: dict[tuple[str, Field], Problem] = {}
    for problem in check_typed(book, typed):
        wrong.setdefault((problem.place.file, problem.place.field), problem)
    found = []
    for text in texts:
        place = text.unit.standing.place
        problem = wrong.get((place.file, place.field)) if text.is_prose else None
        reason = problem and find_words(problem, book.settings.messages)[0]
        found.append(_refuse(text, "exchange-text-wrong", reason=reason) if problem else text)
    return found


@dataclass(frozen=True)
class _Draft:
    """A case file as it would be: what it is, its bytes before and after, and the numbers of the texts in it."""

    found: Found
    before: bytes
    data: bytes
    numbers: tuple[int, ...]


def _write_all(folder: Path, shown: str, done: Imported) -> Iterator[Confirmation]:
    """Writes the texts, each file whole; gives what is to be confirmed of them, and of those that need no writing."""
    by_file: dict[str, list[int]] = {}
    for number, text in enumerate(done.texts):
        if text.outcome == "written":
            by_file.setdefault(text.unit.standing.place.file, []).append(number)
    drafts: dict[str, _Draft] = {}
    for file, numbers in by_file.items():
        draft, problems = _draft(file, numbers, done)
        if draft is None:
            _give_up(numbers, problems, done)
        else:
            drafts[file] = draft
    _drop_faulty(folder, shown, drafts, done)
    for file, draft in drafts.items():
        if draft.data != draft.before and (problems := write_bytes(draft.found.path, draft.data, draft.before, file)):
            _give_up(draft.numbers, problems, done)
    for text in done.texts:
        if text.approved:
            texts = text.unit.standing.text
            yield text.unit.record, pair_of(texts.source, text.text or texts.texts[text.unit.standing.language])


def _give_up(numbers: Iterable[int], problems: list[Problem], done: Imported) -> None:
    for number in numbers:
        done.texts[number] = replace(done.texts[number], outcome="refused", approved=False)
    done.problems += problems


def _draft(file: str, numbers: list[int], done: Imported) -> tuple[_Draft | None, list[Problem]]:
    """A case file with its texts in it."""
    path = done.loaded.files[file].path
    data = before = path.read_bytes()
    if hashlib.sha256(before).hexdigest() != done.loaded.files[file].digest:  # an editor saved it just now
        return None, [Problem("file-changed", Place(file, position=(1, 1)))]
    for text in (done.texts[number] for number in numbers):
        plain = text.unit.standing.text.form == "name" or "\n" not in text.text
        value = Quoted(text.text) if plain else text.text
        made, problems = set_value(data, file, text.unit.standing.place.field, value)
        if made is None:
            return None, problems
        data = made
    entry = next(entry for entry in done.loaded.entries if entry.place.file == file)
    return _Draft(Found(entry.kind, entry.id, path, file), before, data, tuple(numbers)), []


def _drop_faulty(folder: Path, shown: str, drafts: dict[str, _Draft], done: Imported) -> None:
    """Takes out every file that would have a fault that it had not, and all where the fault is in none of them."""
    while drafts:
        after = load_casebook(folder, shown, [(draft.found, draft.data) for draft in drafts.values()])
        brought = [problem for problem in find_brought(done.loaded.problems, after.problems) if problem.is_error]
        if not brought:
            return
        faulty = {problem.place.file: problem for problem in reversed(brought) if problem.place.file in drafts}
        for file in faulty or list(drafts):
            reason = find_words(faulty.get(file, brought[0]), done.loaded.language)[0]
            _give_up(
                drafts.pop(file).numbers, [Problem("exchange-record-wrong", Place(file), {"reason": reason})], done
            )
