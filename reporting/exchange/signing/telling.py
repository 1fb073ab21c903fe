"""Where each document stands, as text for a terminal and as JSON: `reporting signoff`."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from typing import Any

from ...desk.desk import JSON, Look
from ...desk.tables import GAP, fitted, wrap
from ...documents.routes import Step
from ...documents.words import Words
from ...model.book import Casebook
from ...problems import find_phrase
from .rounds import SHORT, Round, Stand
from .standing import Standing

INDENT = "  "


class Teller:
    """Says roles, offices and days in a language, that of the messages."""

    def __init__(self, book: Casebook, words: Words, language: str) -> None:
        self.book, self.words, self.language = book, words, language
        self._roles = words.tree(language).get("route", {})

    def phrase(self, code: str, **values: object) -> str:
        return find_phrase(f"signoff-{code}", self.language, **values)

    def role(self, name: str) -> str:
        """What a role is called; of an office its title, of anything else its name."""
        if name in self._roles:
            return str(self._roles[name])
        return self.office(name)

    def office(self, name: str) -> str:
        if name in self.book.offices:
            titles = self.book.offices[name][1].title
        elif name in self.book.parties:
            titles = self.book.parties[name].name
        else:
            return name
        return titles.get(self.language) or titles.get(self.book.settings.language) or next(iter(titles.values()))

    def step(self, step: Step) -> str:
        """A step with who takes it: the role's name for `--as`, and in words."""
        if step.consent:
            return self.phrase("consent", office=self.office(step.role))
        if step.office and step.office != step.role:
            return self.phrase("role-of", role=self.role(step.role), office=self.office(step.office))
        return self.role(step.role)


def render_rounds(rounds: Sequence[Round], teller: Teller, look: Look) -> str:
    """How every document of these packs stands."""
    if look.form == JSON:
        return json.dumps([_data(one, teller) for one in rounds], ensure_ascii=False, indent=2)
    width = fitted(look.width)
    lines: list[str] = []
    for one in rounds:
        for stand in one.documents.values():
            lines += [*([""] if lines else []), *_document(one, stand, teller, look, width)]
    return "\n".join(lines or wrap(teller.phrase("nothing"), width))


def _document(one: Round, stand: Stand, teller: Teller, look: Look, width: int) -> Iterator[str]:
    yield from (look.paint(line, "heading") for line in wrap(f"{one.pack}/{stand.name}: {stand.title}", width))
    yield from wrap(_version(stand, teller), width - len(INDENT), INDENT, split=False)
    names = [step.role for step in stand.route]
    if stand.kept is None:
        yield from wrap(INDENT + teller.phrase("route", roles=", ".join(names)), width - len(INDENT), INDENT)
        return
    column = min(max(map(len, names)), width // 3)
    for standing in stand.steps:
        told = wrap(
            f"{teller.step(standing.step)}: {tell_state(standing, stand, teller)}", width - column - 2 * len(GAP)
        )
        for number, line in enumerate(told):
            yield f"{INDENT}{(standing.step.role if not number else ''):<{column}}{GAP}{line}".rstrip()


def _version(stand: Stand, teller: Teller) -> str:
    if stand.kept is None or stand.version is None:
        return INDENT + teller.phrase("not-circulated")
    values = {
        "number": stand.kept.version,
        "date": stand.version.date,
        "digest": stand.kept.content[:SHORT],
    }
    code = "is-final" if stand.version.stage == "final" else "circulated"
    said = INDENT + teller.phrase(code, **values)
    return f"{said} {teller.phrase('changed')}" if stand.is_changed else said


def tell_state(standing: Standing, stand: Stand, teller: Teller) -> str:
    """How a step stands, in words."""
    assent = standing.assent
    given = ""
    if assent is not None:
        by = {} if assent.by == assent.role else {"by": teller.role(assent.by)}
        code = f"{standing.state}-by" if by else standing.state
        given = teller.phrase(code, date=assent.on, number=assent.number, **by)
    if standing.counts:
        return given
    if not standing.is_next:
        waits = teller.phrase("waits")
    elif stand.kept is None or stand.is_changed:
        waits = teller.phrase("circulate-first")
    elif standing.since is not None:
        waits = teller.phrase("next", date=standing.since)
    else:
        waits = teller.phrase("next-undated")
    return f"{given}; {waits}" if given else waits


def _data(one: Round, teller: Teller) -> dict[str, Any]:
    """Keys and values that stay the same in every language; days as 2026-11-24, null where there is none."""
    return {
        "pack": one.pack,
        "documents": [
            {
                "document": stand.name,
                "title": stand.title,
                "version": stand.kept.version if stand.kept else None,
                "stage": stand.version.stage if stand.version else None,
                "date": _iso(stand.version.date if stand.version else None),
                "content": stand.kept.content if stand.kept else None,
                "changed_since": stand.is_changed,
                "next": [standing.step.role for standing in stand.steps if standing.is_next],
                "steps": [_step(standing, teller) for standing in stand.steps],
            }
            for stand in one.documents.values()
        ],
    }


def _step(standing: Standing, teller: Teller) -> dict[str, Any]:
    step, assent = standing.step, standing.assent
    return {
        "role": step.role,
        "office": step.office,
        "who": teller.step(step),
        "consent": step.consent,
        "state": standing.state,
        "next": standing.is_next,
        "waits_since": _iso(standing.since),
        "assent": {"on": _iso(assent.on), "by": assent.by, "version": assent.number} if assent else None,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
