"""Values written as YAML, the way the files of a casebook are written by hand.

- Ids, dates, years and addresses stay plain; every other text stands in double quotes, and `Quoted` forces them. Words
  that some reader of YAML 1.1 or 1.2 takes for something else than text (`no`, `on`, `1e3`, `010`) are quoted as well.
- A text of several lines becomes a literal block (`|`, `|-`), a sentence too long for its line a folded one (`>-`),
  broken at spaces; where a block cannot hold the very same text (blanks at the end of a line, tabs) it is one line
  in quotes.
- A mapping is written line by line, a list of plain words in brackets if that fits, any other list with dashes.
- Inside brackets all of it stays on one line.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Any

WIDTH = 120
NARROWEST = 40  # so many columns a folded text gets, however deep it stands

# What YAML 1.1 (https://yaml.org/type/bool.html) and 1.2 (section 10.3.2) do not read as text.
_NOT_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_WORD = re.compile(r"[^\W\d_](?:[\w./-]*\w)?")
_DATED = re.compile(r"[12]\d{3}|\d+(?:-\w+)+")  # 2019, 2019-05, 2019-05-31, 2021-2027
_ADDRESS = re.compile(r"https?://[\w.~%/=&?+-]*[\w/]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_UNBREAKING = {"\u00a0": "\\u00a0", "\u202f": "\\u202f"}
_UNFIT_FOR_BLOCK = re.compile(r"\A[ \n]|[\t\r]|[ ]$|\n\n\Z", re.MULTILINE)


class Quoted(str):
    """A text that is written in double quotes even where it could stand plain: `nl: "Akkoord"`."""

    __slots__ = ()


class Visible(Quoted):
    """A text in quotes in which spaces that do not break are escapes, for people to see: `fr: "Objet\\u00a0:"`."""

    __slots__ = ()

    @staticmethod
    def is_needed(text: str) -> bool:
        """Whether the text has any such space."""
        return any(space in text for space in _UNBREAKING)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a file is indented. `step`: a mapping under its key; `dash`: a dash under its key (0: at the key's own
    column); `gap`: the blanks after a dash. `blocks`: whether texts may be written as blocks at all.
    """

    step: int = 2
    dash: int = 2
    gap: int = 1
    blocks: bool = True


def to_plain(value: Any) -> Any:
    """The data that reading `value` back must give. Raises TypeError for what a file cannot hold."""
    if isinstance(value, dict):
        return {str(key): to_plain(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(child) for child in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str | int | date):
        return "".join(str(value))
    raise TypeError(f"a file holds text, lists and mappings, not {type(value).__name__}")


def render_flow(value: Any) -> str:
    """`value` on one line, as it may stand inside brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{render_key(key)}: {render_flow(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(render_flow, value)) + "]"
    return _inline(value, flow=True)


def render_key(key: str) -> str:
    return key if _is_word(key) and not isinstance(key, Quoted) else _quoted(key)


def render_pair(key: str, value: Any, column: int, habit: Habit) -> str:
    """`key: value` as it stands in a block mapping at `column` (0-based); the first line is not indented."""
    name = render_key(key)
    return f"{name}:" + render_value(value, column, len(name) + 1, habit)


def render_value(value: Any, column: int, used: int, habit: Habit) -> str:
    """What follows a key's colon: a space and the value, or an indented value on the next lines.

    `column`: of the key; `used`: how many characters the key and its colon take.
    """
    if isinstance(value, dict) and value:
        deeper = column + habit.step
        return _break(deeper) + _mapping(value, deeper, habit)
    if isinstance(value, list | tuple) and value:
        if (brackets := _brackets(value)) and column + used + 1 + len(brackets) <= WIDTH:
            return f" {brackets}"
        deeper = column + habit.dash
        return _break(deeper) + _sequence(value, deeper, habit)
    return " " + _scalar(value, column + used + 1, column + habit.step, habit)


def render_item(value: Any, column: int, habit: Habit) -> str:
    """`- value` as it stands in a block sequence with its dashes at `column`; the first line is not indented."""
    deeper = column + 1 + habit.gap
    if isinstance(value, dict) and value:
        written = _mapping(value, deeper, habit)
    elif isinstance(value, list | tuple) and value:
        brackets = _brackets(value)
        written = brackets if brackets and deeper + len(brackets) <= WIDTH else _sequence(value, deeper, habit)
    else:
        written = _scalar(value, deeper, deeper, habit)
    return "-" + " " * habit.gap + written


def _mapping(value: dict[str, Any], column: int, habit: Habit) -> str:
    return _break(column).join(render_pair(key, child, column, habit) for key, child in value.items())


def _sequence(value: Any, column: int, habit: Habit) -> str:
    return _break(column).join(render_item(child, column, habit) for child in value)


def _break(column: int) -> str:
    return "\n" + " " * column


def _brackets(value: Any) -> str | None:
    """A list of words, each plain or short, on one line; None for a list that holds anything longer."""
    longer = (isinstance(child, dict | list | tuple) or len(render_flow(child)) > NARROWEST for child in value)
    return None if any(longer) else render_flow(value)


def _scalar(value: Any, column: int, indent: int, habit: Habit) -> str:
    """`value` at `column`; the lines of a block, if it becomes one, at `indent`."""
    inline = _inline(value)
    if not isinstance(value, str) or not habit.blocks or _UNFIT_FOR_BLOCK.search(value):
        return inline
    if "\n" in value:
        lines = value.removesuffix("\n").split("\n")
        mark = "|" if value.endswith("\n") else "|-"
        return mark + "".join(_break(indent) + line if line else "\n" for line in lines)
    if column + len(inline) > WIDTH and "  " not in value:
        width = max(WIDTH - indent, NARROWEST)
        lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        if (len(lines) > 1 or len(value) <= width) and not isinstance(value, Visible):
            return ">-" + "".join(_break(indent) + line for line in lines)
    return inline


def _inline(value: Any, flow: bool = False) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict | list | tuple):
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, int | date):
        return str(value)
    plain = _is_word(value) or _DATED.fullmatch(value) or (not flow and _ADDRESS.fullmatch(value))
    return "".join(value) if plain and not isinstance(value, Quoted) else _quoted(value)


def _is_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and text.lower() not in _NOT_TEXT


def _quoted(text: str) -> str:
    escapes = _ESCAPES | str.maketrans(_UNBREAKING) if isinstance(text, Visible) else _ESCAPES
    return '"' + text.translate(escapes) + '"'
