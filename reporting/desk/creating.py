"""A new case file, with every key that it needs and a comment on what belongs there."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from ..casebook.layout import FOLDERS, SUFFIX, Found
from ..casebook.loading import Loaded, load_casebook
from ..casebook.wording import suggest_id
from ..model.values import UNKNOWN
from ..places import Field, Place
from ..problems import Problem
from ..yamlfile.nodes import to_data
from ..yamlfile.reader import read_yaml
from ..yamlfile.rendering import Habit, Quoted, render_flow, render_value
from ..yamlfile.writing import lock, write_bytes
from .prose import check_texts
from .recording import find_broken_settings, find_brought, render_about

ALIKE = 0.75  # how alike two titles are, as difflib counts, to be told of
WORDS_OF_ID = 6
# Letters of our languages that are no plain letter with an accent; an apostrophe parts no words.
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "’": "", "'": ""})
# The field of an obstacle -> the option of `new` that fills it.
OPTIONS = {
    "id": "id", "title": "title", "borders": "border", "theme": "theme", "description": "description",
    "initiator": "initiator", "front_office": "front-office", "public": "public", "events": "on",
}  # fmt: skip
IN_EVENT = {"date": "on", "text": "text"}
BY: Field = ("events", 0, "by")  # the front office once more: what is wrong with it is told of the front office
MENDED_BY = {"citizen-without-front-office": "front-office"}


@dataclass
class Made:
    """What came of it: `id`; `file`, as shown, when `done`; `text`, what stands in it; the rest as in `Recorded`."""

    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    language: str = "nl"
    again: list[str] = field(default_factory=list)
    done: bool = False
    id: str = ""
    file: str = ""
    text: str = ""


def suggest_name(title: str, taken: Mapping[str, object]) -> str:
    """An id for a title, not one that is taken: `cafe-a-la-carte` for “Café «à la carte»”."""
    letters = unicodedata.normalize("NFKD", title.casefold().translate(LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    wanted = "-".join(suggest_id(plain).split("-")[:WORDS_OF_ID]) or "zaak"
    number, name = 2, wanted
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def make_obstacle(folder: Path, shown: str, said: Mapping[str, str], dry: bool = False) -> Made:
    """Writes the file of a new obstacle into the casebook in `folder`.

    `said`: by name, what was typed: title, border (several with commas), theme, description, initiator, front-office,
    public (`true` or `false`), on, text; `id` where it shall not follow from the title. With an error nothing is
    written. A file that is there already is never touched. Raises OSError when the disk refuses.
    """
    before = load_casebook(folder, shown)
    made = Made(language=before.language)
    taken = {entry.id: entry for entry in before.entries if entry.kind == "obstacle"}
    made.id = said.get("id") or suggest_name(said.get("title", ""), taken)
    if problems := find_broken_settings(before):
        return _close(made, problems, before)
    language = before.casebook.settings.language
    made.text = _fill(made.id, said, made.language, language)
    path = folder / FOLDERS["obstacle"] / (suggest_id(made.id) + SUFFIX)
    made.file = f"{shown.rstrip('/')}/{FOLDERS['obstacle']}/{path.name}"
    found, data = Found("obstacle", path.stem, path, made.file), made.text.encode("utf-8")
    after = load_casebook(folder, shown, [(found, data)])
    brought = find_brought(before.problems, [*after.problems, *check_texts(after, "obstacle", found.id)])
    brought = [problem for problem in brought if problem.place != Place(made.file, BY)]
    if path.stem in taken:
        brought = [Problem("file-exists", Place(made.file, ("id",)))]
    brought += [
        Problem("similar-obstacle", Place(made.file, ("title",)), {"id": other, "title": title})
        for other, title in find_similar(said.get("title", ""), before, language)
    ]
    if not any(problem.is_error for problem in brought) and not dry:
        path.parent.mkdir(exist_ok=True)
        with lock(folder, shown) as problems:
            brought += problems or write_bytes(path, data, None, made.file)
    return _close(made, brought, after)


def _close(made: Made, brought: list[Problem], loaded: Loaded) -> Made:
    """With the lines to print: what refuses it, or else what it brings."""
    made.done = not any(problem.is_error for problem in brought)
    made.problems = [problem for problem in brought if problem.is_error or made.done]
    for problem in sorted(made.problems, key=lambda problem: loaded.locate(problem.place)):
        option = "" if made.done else find_option(problem)
        made.lines.append(render_about(problem, option, made.id, loaded))
        made.again += [option] if option and option not in made.again else []
    return made


def find_similar(title: str, loaded: Loaded, language: str) -> list[tuple[str, str]]:
    """The obstacles whose title is much like this one: id and title."""
    book = loaded.casebook
    found = []
    for key, obstacle in book.obstacles.items() if book else ():
        other = str(obstacle.title.get(language, ""))
        if difflib.SequenceMatcher(None, title.lower(), other.lower()).ratio() >= ALIKE:
            found.append((key, other))
    return found


def find_option(problem: Problem) -> str:
    """The option that filled the field which a problem is about; "" where none did."""
    path = problem.place.field
    if problem.code in MENDED_BY:
        return MENDED_BY[problem.code]
    if path[:2] == ("events", 0) and len(path) > 2:
        return IN_EVENT.get(str(path[2]), "")
    return OPTIONS.get(str(path[0]), "") if path else ""


def make_data(said: Mapping[str, str], loaded: Loaded) -> Any:
    """The data of the file that `said` would make; what was not said yet is left as something harmless."""
    language = loaded.casebook.settings.language if loaded.casebook else "nl"
    nothing = {"title": "-", "border": "vl-nl", "theme": "transport", "description": "-", "text": "-"}
    text = _fill(said.get("id") or "x", {**nothing, **said}, loaded.language, language)
    return to_data(read_yaml(text.encode("utf-8"), "")[0])


def _fill(name: str, said: Mapping[str, str], messages: str, language: str) -> str:
    form = Template((files("reporting") / "desk" / "forms" / f"obstacle.{messages}.yaml").read_text(encoding="utf-8"))
    borders = [border.strip() for border in said.get("border", "").split(",") if border.strip()]
    front_office = said.get("front-office") or UNKNOWN

    def _text(key: str, column: int) -> str:
        return render_value(Quoted(said.get(key, "")), column, len(language) + 1, Habit())

    return form.substitute(
        id=render_flow(name),
        language=language,
        title=_text("title", 2),
        borders=render_flow(borders),
        theme=render_flow(said.get("theme", "")),
        initiator=render_flow(said.get("initiator") or UNKNOWN),
        front_office=render_flow(front_office),
        public=said.get("public") or "false",
        description=_text("description", 2),
        date=render_flow(said.get("on") or UNKNOWN),
        by=render_flow(front_office),
        text=_text("text", 6),
    )
