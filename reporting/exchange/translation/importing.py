"""A file of translations brought back into the files that its texts are of: `reporting translate import`.

All of it happens under the lock of their folder, on the texts as they then are. What is refused leaves its text as it
was and the rest goes on; each file is replaced whole or not at all, and only where it has no new fault by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args

from ...desk.confirming import Confirmation, add_confirmations, find_obstructions
from ...desk.recording import find_brought
from ...desk.texts import read_texts
from ...desk.translatable import Translatable
from ...desk.translating import find_standings
from ...documents.pandoc import Tree
from ...model.translation import pair_of
from ...model.values import Language, Line, Prose
from ...output.fixed import KIND as FIXED_WORDS
from ...places import Field, Place
from ...problems import Problem, find_words
from ...yamlfile.editing import set_values
from ...yamlfile.rendering import Quoted, Visible
from ...yamlfile.writing import lock, write_bytes
from . import delivery as delivered
from .delivery import Delivery
from .ids import stem_of
from .judging import Judged, judge
from .marking import Unmarkable
from .segments import segment_text
from .slots import FIXED
from .units import Unit, build_units
from .xliff import read_xliff

TEXTS = {"line": Line, "prose": Prose}


@dataclass
class Imported:
    """What came of it: each text with its outcome, and what was refused or wrong, as problems with their places."""

    of: Translatable
    texts: list[Judged] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(text.outcome == outcome for text in self.texts)


def import_file(open_texts: Callable[[bool], Translatable], data: bytes, file: str) -> list[Imported]:
    """Brings the translations in `data` (an XLIFF file, called `file` in problems) into the folders that they are of.

    `open_texts`: gives the fixed words (True) or the texts of the casebook; a file may have both, and what came of each
    is told apart. Raises `BrokenEnvironment` when pandoc does not run, OSError when the disk refuses; what was written
    by then is whole, and the file can be imported again.
    """
    delivery, problems = read_xliff(data, file)
    if delivery is None:
        return [Imported(open_texts(False), problems=problems)]
    shares: dict[bool, list[delivered.Unit]] = {}
    for unit in delivery.units:
        shares.setdefault(unit.id.partition(":")[0] == FIXED_WORDS, []).append(unit)
    return [
        _import(open_texts(words), replace(delivery, units=units), file)
        for words, units in (shares or {False: []}).items()
    ]


def _import(texts: Translatable, delivery: Delivery, file: str) -> Imported:
    with lock(texts.folder, texts.shown) as problems:
        if problems:
            return Imported(texts, problems=problems)
        texts = texts.reread()
        done = Imported(texts, problems=find_obstructions(texts, delivery.target.lower().split("-")[0]))
        if texts.book is None or done.problems or not _is_ours(delivery, file, done):
            return done
        done.texts = _judge_all(delivery, file, done)
        done.texts = _checked(_kept(done.texts), texts)
        for text in done.texts:
            if text.fault is not None:
                done.problems.append(Problem(text.fault[0], text.unit.standing.place, text.fault[1]))
        confirmations = list(_write_all(done))
        done.of = texts.reread()  # every text is told where it now stands
        if confirmations:
            done.problems += add_confirmations(done.of, delivery.target, confirmations)
    return done


def _is_ours(delivery: Delivery, file: str, done: Imported) -> bool:
    main = done.of.main
    others = [language for language in get_args(Language) if language != main]
    source, target = (tag.lower().split("-")[0] for tag in (delivery.source, delivery.target))
    delivery.target = target
    if source == main and target in others:
        return True
    values = {"source": delivery.source, "target": target, "main": main, "others": ", ".join(others)}
    done.problems.append(Problem("exchange-languages", Place(file, position=(1, 1)), values))
    return False


def _judge_all(delivery: Delivery, file: str, done: Imported) -> list[Judged]:
    """Every text of the file; what the folder has no text for is told at its line in the file."""
    units = build_units(find_standings(done.of, [delivery.target]), done.of).found
    judged: dict[str, Judged] = {}
    for returned in delivery.units:
        place, shown = Place(file, position=(returned.line, 1)), returned.id[:80]
        unit, others = _find(returned, units)
        if unit is None:
            code = "exchange-source-changed" if others else "exchange-unknown-text"
            done.problems.append(Problem(code, place, {"id": shown}))
        elif unit.id in judged:
            done.problems.append(Problem("exchange-twice", place, {"id": shown}))
        else:
            judged[unit.id] = judge(unit, returned)
    return list(judged.values())


def _find(returned: delivered.Unit, units: Mapping[str, Unit]) -> tuple[Unit | None, bool]:
    """The text that is meant, by its id and its source; and whether there are any that it might be.

    Texts that nothing but their source tells apart have ids that change when one of them comes or goes.
    """
    exact = units.get(returned.id)
    source = returned.marks[0] if returned.marks else ""
    if exact is not None and (not source or exact.marks[0] == source):
        return exact, True
    stem = stem_of(returned.id)
    near = [unit for identifier, unit in units.items() if stem_of(identifier) == stem]
    same = [unit for unit in near if unit.marks[0] == source]
    if len(same) == 1:
        return same[0], True
    return exact or (near[0] if len(near) == 1 else None), bool(near)


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


def _checked(texts: list[Judged], held: Translatable) -> list[Judged]:
    """Those that no document could print are refused."""
    typed = [
        (TEXTS[text.unit.standing.text.form](text.text), text.unit.standing.place) for text in texts if text.is_prose
    ]
    wrong: dict[tuple[str, Field], Problem] = {}
    for problem in held.check(typed):
        wrong.setdefault((problem.place.file, problem.place.field), problem)
    found = []
    for text in texts:
        place = text.unit.standing.place
        problem = wrong.get((place.file, place.field)) if text.is_prose else None
        reason = problem and find_words(problem, held.language)[0]
        found.append(_refuse(text, "exchange-text-wrong", reason=reason) if problem else text)
    return found


@dataclass(frozen=True)
class _Draft:
    """A file as it would be: its bytes before and after, and the numbers of the texts in it."""

    before: bytes
    data: bytes
    numbers: tuple[int, ...]


def _write_all(done: Imported) -> Iterator[Confirmation]:
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
    _drop_faulty(drafts, done)
    for file, draft in drafts.items():
        path = done.of.files[file].path
        if draft.data != draft.before and (problems := write_bytes(path, draft.data, draft.before, file)):
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
    """A file with its texts in it."""
    before = done.of.files[file].path.read_bytes()
    if hashlib.sha256(before).hexdigest() != done.of.files[file].digest:  # an editor saved it just now
        return None, [Problem("file-changed", Place(file, position=(1, 1)))]
    texts = [done.texts[number] for number in numbers]
    made, problems = set_values(before, file, {text.unit.standing.place.field: _typed(text) for text in texts})
    return (None, problems) if made is None else (_Draft(before, made, tuple(numbers)), [])


def _typed(text: Judged) -> str:
    """A translation as its file has them: fixed words show spaces that do not break, and stand plain if they can."""
    if text.unit.standing.text.form == FIXED:
        return Visible(text.text) if Visible.is_needed(text.text) else text.text
    return Quoted(text.text) if text.unit.standing.text.form == "name" or "\n" not in text.text else text.text


def _drop_faulty(drafts: dict[str, _Draft], done: Imported) -> None:
    """Takes out every file that would have a fault that it had not, and all where the fault is in none of them."""
    while drafts:
        after = done.of.reread({file: draft.data for file, draft in drafts.items()})
        brought = [problem for problem in find_brought(done.of.problems, after.problems) if problem.is_error]
        if not brought:
            return
        faulty = {problem.place.file: problem for problem in reversed(brought) if problem.place.file in drafts}
        for file in faulty or list(drafts):
            reason = find_words(faulty.get(file, brought[0]), done.of.language)[0]
            _give_up(
                drafts.pop(file).numbers, [Problem("exchange-record-wrong", Place(file), {"reason": reason})], done
            )
