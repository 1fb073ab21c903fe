"""YAML files as people write them: read safely, in bounded time, with every slip as a problem.

What is taken is the part of YAML that a form needs: one document of mappings with text keys, sequences and scalars.
Anchors, aliases, tags, merge keys and directives are refused, so nothing in a file can stand for more than it shows.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from ..places import Place
from ..problems import Problem
from .characters import UNWANTED, describe_unwanted, read_characters
from .disk import LARGEST, load_bytes
from .lines import BREAK, line_column
from .losses import shorten
from .nodes import WORDS, Node
from .slips import Fault, explain
from .tree import MOST_PROBLEMS, Builder, TooMuch

MOST_SLIPS = 20
MENDED_UP_TO = 64 * 1024  # a longer file is read once: its first slip is told, the next after that is put right


def load_yaml(path: Path, shown: str, *, root: Path | None = None) -> tuple[Node | None, list[Problem]]:
    """The tree of the file at `path`, and everything that is wrong with it; `shown` is the path that problems name.

    `root`: the folder that the file must be in, links followed. The tree is None when nothing in it can be relied on:
    no such file, not a file, too large, not UTF-8, a syntax error, empty. Problems that leave the rest readable (a
    duplicate key: the first counts; an anchor) come with a tree. Never raises, never waits.
    """
    data, problems = load_bytes(path, shown, root)
    return (None, problems) if data is None else read_yaml(data, shown)


def read_yaml(data: bytes, shown: str) -> tuple[Node | None, list[Problem]]:
    """As `load_yaml`, for the bytes of a file."""
    if len(data) > LARGEST:
        return None, [Problem("file-too-large", Place(shown, position=(1, 1)), {"largest": LARGEST // 1024})]
    text, problems = read_characters(data, shown)
    if text is None:
        return None, problems
    unwanted = _find_unwanted(text, shown)
    if unwanted:
        text = UNWANTED.sub("x", text)
    root, found = _read_text(text, shown)
    problems = problems + unwanted + [p for p in found if not (unwanted and p.code == "only-text")]
    if root is None or unwanted:
        only_warned = not any(problem.is_error for problem in problems)
        return None, problems + [Problem("empty-file", Place(shown, position=(1, 1)))] * only_warned
    root.source = text
    return root, problems


def _find_unwanted(text: str, shown: str) -> list[Problem]:
    """The characters that no document can hold: the first of each line."""
    problems: list[Problem] = []
    if not UNWANTED.search(text):
        return problems
    for number, line in enumerate(BREAK.split(text), 1):
        if found := UNWANTED.search(line):
            code, values = describe_unwanted(found[0])
            place = Place(shown, position=(number, found.start() + 1))
            problems.append(Problem(code, place, values))
            if len(problems) == MOST_PROBLEMS:
                return [*problems, Problem("too-many-problems", place)]
    return problems


def _read_text(text: str, shown: str) -> tuple[Node | None, list[Problem]]:
    """Reads, and where a slip stops the parser blanks it and reads again, as long as that leads further down."""
    slips: list[tuple[int, Problem]] = []
    while True:
        builder = Builder(text, shown)
        fault = _run(builder)
        if fault is None:
            break
        slip = explain(fault)
        line, column = line_column(text, slip.offset)
        if slips and line <= slips[-1][0]:
            break
        slips.append((line, Problem(slip.code, Place(shown, position=(line, column)), slip.values)))
        if len(slips) == MOST_SLIPS:
            slips.append((line, Problem("too-many-problems", Place(shown, position=(line, column)))))
        if slip.mend is None or len(text) > MENDED_UP_TO or len(slips) > MOST_SLIPS:
            break
        start, end, blank = slip.mend
        text = text[:start] + blank + text[end:]
    found = builder.problems
    if fault is not None:  # past a slip that could not be blanked, what was read is read wrongly
        found = [problem for problem in found if problem.place.position < slips[-1][1].place.position]
    # One problem a spot: where two rules see the same thing, the first is the more telling.
    at_spot: dict[object, Problem] = {}
    for problem in [*(problem for _, problem in slips), *found]:
        at_spot.setdefault((problem.place.position, problem.code == "too-many-problems"), problem)
    problems = list(at_spot.values())
    if slips or builder.unusable:
        return None, problems
    return _check_top(builder.root, shown, problems)


def _run(builder: Builder) -> Fault | None:
    """Builds the tree; a Fault when the parser stopped."""
    text = builder.text
    try:
        builder.run()
    except TooMuch:
        builder.unusable = True
    except yaml.MarkedYAMLError as error:
        words = f"{error.context or ''} {error.problem or ''}"
        at = error.problem_mark.index if error.problem_mark else len(text)
        origin = error.context_mark.index if error.context_mark else at
        return Fault(text, words, at, origin, builder.last, builder.bracket)
    except (ValueError, OverflowError):  # PyYAML's own parser on an escape past the last character, "\UFFFFFFFF"
        at = max(text.find("\\U", builder.read_to), 0)
        return Fault(text, "escape", at, at, builder.last, builder.bracket)
    return None


def _check_top(root: Node | None, shown: str, problems: list[Problem]) -> tuple[Node | None, list[Problem]]:
    """A file is fields or a list; only text, or nothing at all, is no file."""
    if root is None or (root.kind == "scalar" and not root.style and root.value in WORDS):
        return None, problems
    if root.kind == "scalar":
        place = Place(shown, position=(root.line, root.column))
        return None, problems or [Problem("only-text", place, {"text": shorten(root.value)})]
    return root, problems
