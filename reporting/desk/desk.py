"""What the command asks of the desk: the work list, and the story of one record, as of a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..casebook.loading import Loaded, load_casebook
from ..casebook.wording import find_nearest
from ..documents.words import Words
from ..model.book import Casebook
from ..model.worklist import build_tasks
from ..places import Place
from ..problems import BrokenEnvironment, render_all
from ..yamlfile.nodes import to_data
from ..yamlfile.reader import load_yaml
from .pages import Story, render_stories, render_story
from .records import tell_commitment, tell_meeting, tell_office, tell_party, tell_recommendations
from .rows import Row, build_rows
from .story import tell_obstacle
from .tables import Paint, fitted, render_csv, render_json, render_table, unpainted, wrap
from .words import Wording

TABLE, JSON, CSV = "table", "json", "csv"


@dataclass(frozen=True)
class Look:
    """How an answer looks: its form (`table`, `json` or `csv`), and for a table the width and the paint."""

    form: str = TABLE
    width: int = 80
    paint: Paint = unpainted


@dataclass
class Answer:
    """What the desk answers.

    `shown`: what was asked for, as text, or as bytes where every byte counts; None when there is no such thing, and
    then `refused` is the phrase that says so and `nearest` what was probably meant. `lines`: the errors of the
    casebook, as printed: what stands in a record with an error is not in the answer. `warnings`: how many there are.
    """

    language: str = "nl"
    shown: str | bytes | None = None
    lines: list[str] = field(default_factory=list)
    warnings: int = 0
    refused: str = ""
    nearest: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.lines) or self.shown is None


def show_status(
    cases: Path, templates: Path, day: datetime.date, body: str | None = None, look: Look = Look()
) -> Answer:
    """The work list as of `day`; with `body`, the id of a party or office, of what lies on its desk.

    Raises `BrokenEnvironment` when the templates folder has no words of the house, or pandoc does not run.
    """
    loaded, answer = open_casebook(cases)
    book = loaded.casebook
    if book is None:
        return answer
    if body is not None and body not in book.parties and body not in book.offices:
        return _refuse(answer, "no-such-body", body, [*book.parties, *book.offices])
    wording = Wording(book, load_words(templates), loaded.language, day)
    rows = build_rows(build_tasks(book, day, body), wording)
    if look.form == JSON:
        answer.shown = render_json(rows)
    elif look.form == CSV:
        answer.shown = render_csv(rows, wording)
    else:
        heading = wording.phrase("worklist", day=wording.date(day))
        if body is not None:
            heading = wording.phrase("worklist-of", body=wording.actor(body), day=wording.date(day))
        answer.shown = _work_list(heading, rows, wording, look, answer.warnings)
    return answer


def _work_list(heading: str, rows: list[Row], wording: Wording, look: Look, warnings: int = 0) -> str:
    """The heading, the table, and a line that counts."""
    late = sum(row.late > 0 for row in rows)
    counted = wording.phrase("nothing-to-do")
    if rows:
        counted = wording.phrase("summary-tasks", count=len(rows))
        counted += wording.phrase("summary-late", count=late) if late else wording.phrase("summary-none-late")
    if warnings:
        said = wording.phrase("summary-warnings", count=warnings)
        counted += "\n" + wording.phrase("summary-casebook", warnings=said)
    width = fitted(look.width)
    table = [render_table(rows, wording, look.width, look.paint), ""] if rows else []
    above = [look.paint(line, "heading") for line in wrap(heading, width)]
    return "\n".join([*above, "", *table, *wrap(counted, width)])


def show_record(cases: Path, templates: Path, identifier: str, day: datetime.date, look: Look = Look()) -> Answer:
    """The story of the record of that id as of `day`; of each, where records of several kinds have it.

    Raises `BrokenEnvironment` as `show_status` does.
    """
    loaded, answer = open_casebook(cases)
    book = loaded.casebook
    if book is None:
        return answer
    wording = Wording(book, load_words(templates), loaded.language, day, sources=[])
    shown = []
    stories = []
    for story in _stories(identifier, book, wording):
        text = render_story(story, wording, look.width, look.paint)
        if story.kind in ("party", "office"):
            rows = build_rows(build_tasks(book, day, identifier), wording)
            text += "\n\n" + _work_list(wording.phrase("on-desk"), rows, wording, look)
        stories.append(story)
        shown.append(text)
    if not stories:
        if any(entry.id == identifier for entry in loaded.entries):
            return _refuse(answer, "record-in-error", identifier, [])
        return _refuse(answer, "no-such-record", identifier, _known(book))
    answer.shown = render_stories(stories, wording) if look.form == JSON else "\n\n".join(shown)
    return answer


def _stories(identifier: str, book: Casebook, wording: Wording) -> Iterator[Story]:
    for records, tell in (
        (book.obstacles, tell_obstacle),
        (book.commitments, tell_commitment),
        (book.meetings, tell_meeting),
        (book.recommendations, tell_recommendations),
        (book.parties, tell_party),
    ):
        if identifier in records:
            yield tell(records[identifier], wording)
    if identifier in book.offices:
        yield tell_office(*book.offices[identifier], wording)


def _known(book: Casebook) -> list[str]:
    kinds = (book.obstacles, book.commitments, book.meetings, book.recommendations, book.parties, book.offices)
    return [key for records in kinds for key in records]


def open_casebook(cases: Path) -> tuple[Loaded, Answer]:
    """The casebook, and an answer that has its errors so far."""
    loaded = load_casebook(cases, cases.as_posix())
    errors = [problem for problem in loaded.problems if problem.is_error]
    lines = render_all(errors, loaded.language, loaded.locate)
    return loaded, Answer(loaded.language, lines=lines, warnings=len(loaded.problems) - len(errors))


def _refuse(answer: Answer, phrase: str, identifier: str, known: list[str]) -> Answer:
    answer.nearest = find_nearest(identifier, known) if known else ""
    answer.refused = f"{phrase}-near" if answer.nearest else phrase
    return answer


def load_words(templates: Path) -> Words:
    """The words of the house. What is wrong with them is told by `check`; here the rest is used."""
    file = templates / "house" / "words.yaml"
    if not file.is_file():
        raise BrokenEnvironment(f"{file.as_posix()} is missing; name the templates folder with --templates")
    node, _ = load_yaml(file, file.as_posix(), root=templates)
    words = to_data(node) if node is not None else {}
    return Words(((Place(file.as_posix()), words if isinstance(words, dict) else {}),))
