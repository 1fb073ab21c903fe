"""Giving an assent: `reporting sign` records that a role agrees to a document as it last went round.

What is assented to is the version that went round, which is what was read. Where the casebook already says something
else the assent is recorded all the same, as it was given, perhaps on paper; it is told at once that it will not count,
and which paragraphs differ.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ...casebook.wording import find_nearest
from ...documents.routes import Step
from ...output.editions import find_imprints
from ...output.folders import Folders, shown
from ...output.gathering import Gathered, gather
from ...places import Place
from ...problems import Problem
from ...yamlfile.writing import lock
from ..circulation.log import append
from .rounds import SHORT, Round, Stand, load_round
from .signers import Signers, load_signers, signing_with
from .standing import Standing


@dataclass(frozen=True)
class Wish:
    """What somebody asks to record: assent as `role`, perhaps in the place of another (`instead`), given `on` a day.

    `key`: the file of the SSH key to sign with; None: no signature.
    """

    role: str
    on: datetime.date
    instead: str | None = None
    key: Path | None = None


@dataclass(frozen=True)
class Given:
    """An assent that was recorded: to which document, version (of what day) and digest, for which role, by whom."""

    document: str
    number: int
    date: datetime.date
    digest: str
    role: str
    by: str
    is_signed: bool


@dataclass
class Done:
    """What was recorded. `already`: documents of a series that had this assent; `problems`: an error is a refusal."""

    found: Gathered
    given: list[Given] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def sign(folders: Folders, pack: str, document: str, wish: Wish, now: datetime.datetime, today: datetime.date) -> Done:
    """Records assent to a document of a pack, or to each of a series, as it last went round.

    `document`: its name; one of a series is `series/item`. Where one of several is refused, none is recorded; what then
    goes wrong while they are written leaves those before it. Raises `BrokenEnvironment`, and OSError where the disk
    refuses.
    """
    found = gather(folders, [pack])
    done = Done(found, problems=[problem for problem in found.problems if found.counts(problem, [pack])])
    if done.failed:
        return done
    imprints = find_imprints(found, pack)
    cases, name = folders.cases, shown(folders.cases)
    with lock(cases, name) as problems:
        if problems:
            done.problems = problems
            return done
        rounds = load_round(found, pack, imprints)
        signers, _ = load_signers(cases, name)  # what is wrong with them, the round tells
        done.problems = [problem for problem in rounds.problems if problem.is_error]
        stands = _chosen(rounds, document, done) if not done.failed else []
        wanted: list[tuple[Stand, Standing]] = []
        for stand in stands:
            step, refused = _find_step(stand, wish, rounds, signers, now, today)
            if any(problem.code == "sign-twice" for problem in refused) and len(stands) > 1:
                done.already.append(stand.name)
                continue
            done.problems += refused
            wanted += [(stand, step)] if step else []
        if not wanted and len(stands) == len(done.already) > 0:
            done.problems.append(Problem("sign-twice", stands[0].place, _twice(document, wish)))
        if done.failed:
            return done
        for stand, step in wanted:
            done.problems += _record(stand, step.step, wish, signers, now, done)
            if done.failed:
                return done
    for stand, _ in wanted:
        if stand.is_changed and stand.kept:
            values = {"document": stand.name, "number": stand.kept.version}
            done.problems += [Problem("sign-other-text", stand.place, values)]
            done.problems += rounds.tell_changes(stand, stand.kept.version)
    return done


def deputies_of(step: Step, found: Gathered) -> list[str]:
    """Who may stand in for the one whose step it is: by its role, and by its office."""
    book = found.loaded.casebook
    assert book is not None
    named = (book.settings.deputies.get(key, []) for key in (step.role, step.office or ""))
    return list(dict.fromkeys(deputy for deputies in named for deputy in deputies))


def _chosen(rounds: Round, document: str, done: Done) -> list[Stand]:
    """The document of that name, or all of the series; none, with the problem, where there is no such document."""
    chosen = [stand for name, stand in rounds.documents.items() if name == document or name.split("/")[0] == document]
    if chosen:
        return chosen
    book = rounds.found.loaded.casebook
    assert book is not None
    names = [*book.packs[rounds.pack].documents, *(made.name for made in rounds.found.made[rounds.pack])]
    place = book.place("pack", rounds.pack) / "documents"
    if document in names:
        place = Place(place.file, (*place.field, document.split("/")[0]), on="key")
        done.problems.append(Problem("sign-no-route", place, {"document": document}))
    else:
        nearest = find_nearest(document, names)
        values = {"document": document, "nearest": nearest, "known": ", ".join(rounds.documents)}
        done.problems.append(Problem("sign-unknown-document", place, values))
    return []


def _find_step(
    stand: Stand, wish: Wish, rounds: Round, signers: Signers, now: datetime.datetime, today: datetime.date
) -> tuple[Standing | None, list[Problem]]:
    """The step of a document that the wish is for; None, with everything that speaks against it."""
    role = wish.instead or wish.role
    roles = [step.role for step in stand.route]
    own = {"document": stand.name, "role": role}

    def refuse(code: str, **values: object) -> Problem:
        return Problem(code, stand.place, {**own, **values})

    if role not in roles:
        return None, [refuse("sign-unknown-role", nearest=find_nearest(role, roles), known=", ".join(roles))]
    problems = []
    step = next(step for step in stand.route if step.role == role)
    deputies = deputies_of(step, rounds.found)
    if wish.instead and wish.role not in deputies:
        problems.append(refuse("sign-no-deputy", by=wish.role, known=", ".join(deputies)))
    if wish.on > today:
        problems.append(refuse("sign-date-ahead", date=wish.on.isoformat(), today=today.isoformat()))
    named = signers.names(wish.role, now)
    if named and wish.key is None:
        problems.append(refuse("sign-key-needed", by=wish.role, file=signers.shown))
    if wish.key is not None and not named:
        problems.append(Problem("signer-unknown", Place(signers.shown), {"role": wish.role, "file": signers.shown}))
    if stand.kept is None or stand.version is None:
        return None, [*problems, refuse("sign-not-circulated", pack=rounds.pack)]
    if stand.version.stage == "final":
        return None, [*problems, refuse("sign-final", number=stand.kept.version, pack=rounds.pack)]
    sent = [one for one in rounds.versions if wish.role in one.to and stand.name in one.documents]
    if sent and sent[-1].documents[stand.name] != stand.kept:
        values = {"by": wish.role, "sent": sent[-1].documents[stand.name].version, "pack": rounds.pack}
        problems.append(refuse("sign-not-sent", number=stand.kept.version, **values))
    judged = stand.judged()
    mine = next(one for one in judged if one.step.role == role)
    if mine.state == "given":
        problems.append(refuse("sign-twice", number=stand.kept.version))
    elif not mine.is_next and mine.state != "layout":
        waiting = [one.step.role for one in judged if one.is_next]
        problems.append(refuse("sign-out-of-order", waiting=", ".join(waiting)))
    earliest = max([stand.version.date, *_before(judged, step)])
    if wish.on < earliest:
        values = {"date": wish.on.isoformat(), "earliest": earliest.isoformat(), "number": stand.kept.version}
        problems.append(refuse("sign-date-before", **values))
    return (None if problems else mine), problems


def _before(judged: Iterable[Standing], step: Step) -> list[datetime.date]:
    """The days of the assents that this one follows."""
    return [one.assent.on for one in judged if one.step.rank < step.rank and one.counts and one.assent]


def _record(
    stand: Stand, step: Step, wish: Wish, signers: Signers, now: datetime.datetime, done: Done
) -> list[Problem]:
    kept, version = stand.kept, stand.version
    assert kept is not None and version is not None
    said = {"number": kept.version, "document": stand.name, "role": wish.role}
    if wish.instead:
        said["for"] = wish.instead
    said |= {"on": wish.on.isoformat(), "content": kept.content, "word": kept.word}
    cases = done.found.folders.cases
    signing = signing_with(wish.key, wish.role, signers, now, stand.place) if wish.key else None
    entry, problems = append(cases, shown(cases), version.pack, "signed", said, now, signing)
    if entry is not None:
        digest = kept.content[:SHORT]
        done.given.append(
            Given(stand.name, kept.version, version.date, digest, step.role, wish.role, entry.signature is not None)
        )
    return problems


def _twice(document: str, wish: Wish) -> dict[str, object]:
    return {"document": document, "role": wish.instead or wish.role, "number": ""}
