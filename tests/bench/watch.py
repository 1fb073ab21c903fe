"""Measuring: what a stretch of work takes, and where in a build the time goes."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and seconds that this process and the ones it waited for were at work."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.cpu - other.cpu)

    @classmethod
    def now(cls) -> Spent:
        times = os.times()  # on Windows the time of children is not known and counts as 0
        return cls(time.perf_counter(), time.process_time() + times.children_user + times.children_system)


@dataclass(frozen=True)
class Stretch:
    part: str
    of: str
    spent: Spent


@dataclass
class Watch:
    """The stretches of a build as they were measured, and the contexts that its Word files were filled with."""

    stretches: list[Stretch] = field(default_factory=list)
    filled: dict[str, tuple[str, Mapping[str, Any], bytes]] = field(default_factory=dict)

    @contextmanager
    def part(self, part: str, of: str = "") -> Iterator[None]:
        began = Spent.now()
        yield
        self.stretches.append(Stretch(part, of, Spent.now() - began))

    def parts(self) -> dict[str, Spent]:
        """What each part took in all, in the order in which they first came."""
        found: dict[str, Spent] = {}
        for stretch in self.stretches:
            found[stretch.part] = found.get(stretch.part, Spent()) + stretch.spent
        return found

    def of(self, stem: str, *parts: str) -> Spent:
        """What these parts took of one document."""
        return sum((one.spent for one in self.stretches if one.of == stem and one.part in parts), Spent())


# The doors between the rooms of a build: the module that calls, what it calls, the part that the time counts for, and
# which argument says of which document it is.
DOORS: tuple[tuple[str, str, str, Callable[..., str]], ...] = (
    ("gathering", "load_casebook", "load and check the casebook", lambda *given: ""),
    ("gathering", "load_templates", "load the templates", lambda *given: ""),
    ("gathering", "load_trees", "prose kept from before", lambda *given: ""),
    ("gathering", "build_trees", "prose through pandoc", lambda *given: ""),
    ("gathering", "check_prose", "check the prose", lambda *given: ""),
    ("planning", "load_fonts", "load the fonts", lambda *given: ""),
    ("planning", "typeset_pdf", "typeset", lambda parts, *given: _stem(parts[0].shown) if len(parts) == 1 else ""),
    ("planning", "check_outputs", "check", lambda word, pdf, shown, *given: _stem(shown)),
    ("planning", "check_combined", "check, combined", lambda *given: ""),
    ("making", "write_files", "write", lambda *given: ""),
)
# Fixed words, worded when asked for: all of them would be more than any template prints.
UNWORDED = frozenset({"words", "in_words"})


def _stem(shown: str) -> str:
    return "/".join(shown.removesuffix(".docx").split("/")[-2:])


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch on every build made in this block."""
    watch = Watch()
    with ExitStack() as stack:
        for name, attribute, part, of in DOORS:
            module = importlib.import_module(f"reporting.output.{name}")
            stack.enter_context(patch.object(module, attribute, _timed(watch, getattr(module, attribute), part, of)))
        documents = importlib.import_module("reporting.output.documents")
        begun: list[Spent] = []
        stack.enter_context(patch.object(documents, "needed", _begun(begun, documents.needed)))
        stack.enter_context(patch.object(documents, "render_word", _worded(watch, begun, documents.render_word)))
        yield watch


def _timed(watch: Watch, function: Callable[..., Any], part: str, of: Callable[..., str]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        combined = ", combined" if part == "typeset" and len(given[0]) > 1 else ""
        with watch.part(part + combined, of(*given)):
            return function(*given, **named)

    return timed


def _begun(begun: list[Spent], needed: Callable[..., Any]) -> Callable[..., Any]:
    """Choosing what a template needs words the first of it: that time is kept for the document that comes next."""

    def timed(*given: Any) -> Any:
        before = Spent.now()
        chosen = needed(*given)
        begun.append(Spent.now() - before)
        return chosen

    return timed


def _worded(watch: Watch, begun: list[Spent], render_word: Callable[..., Any]) -> Callable[..., Any]:
    """Wording is done when a template asks for it; here it is done before, so that it can be told from Word's part."""

    def timed(template: Any, context: Mapping[str, Any], properties: Any, *more: Any, **named: Any) -> Any:
        stem = properties.identifier
        watch.stretches.append(Stretch("wording", stem, sum(begun, Spent())))
        begun.clear()
        with watch.part("wording", stem):
            for name in context:
                if name not in UNWORDED:
                    _ask(context[name])
        with watch.part("Word", stem):
            made = render_word(template, context, properties, *more, **named)
        if made[0] is not None:
            watch.filled[stem] = (template.shown, context, made[0].data)
        return made

    return timed


def _ask(value: Any) -> None:
    if isinstance(value, Mapping):
        for key in value:
            _ask(value[key])
    elif isinstance(value, (list, tuple)):
        for item in value:
            _ask(item)
