"""How the documents of a pack stand on their round: what last went out of each, what it says now, who has assented."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ...documents.routes import Step, build_steps
from ...output.documents import Made
from ...output.editions import Imprint
from ...output.folders import shown
from ...output.gathering import Gathered
from ...output.tracing import find_words, renamed
from ...output.word.origins import OriginMap
from ...places import Place
from ...problems import Problem
from ..circulation.log import Entry, Log, load_log
from ..circulation.store import list_versions, read_file
from ..circulation.verifying import verify
from ..circulation.versions import DocumentVersion, Version, find_latest
from .changed import Change, Text, find_changes
from .rerouted import find_rerouted
from .signers import judge_signatures
from .standing import Assent, Standing, judge_steps, says_the_same

SHORT = 12  # characters of a digest that people compare


@dataclass(frozen=True)
class Stand:
    """How a document stands that needs assents.

    `kept`: it as it last went out, in which `version` (None: it never did); `now`: its imprint as it would go out now
    (None: it cannot be made). `assents`: all of it, in the order of the log; `steps`: judged against `now`.
    """

    name: str
    title: str
    place: Place
    route: list[Step]
    kept: DocumentVersion | None
    version: Version | None
    now: Imprint | None
    assents: list[Assent]
    steps: list[Standing]

    @property
    def imprint(self) -> Imprint | None:
        """Of what last went out."""
        return imprint_of(self.kept) if self.kept else None

    @property
    def is_changed(self) -> bool:
        """Whether it says something else now than what last went out."""
        return self.kept is not None and not says_the_same(self.imprint, self.now)

    def judged(self) -> list[Standing]:
        """The steps against what last went out: what somebody who assents has read."""
        return judge_steps(self.route, self.assents, self.imprint, self.version.date if self.version else None)


@dataclass
class Round:
    """The documents of a pack that need assents, by name; with the log, and every version in order.

    `problems`: what is wrong with what was kept: who assents read those files, and relies on the assents before; and
    warnings of routes that changed meanwhile.
    """

    found: Gathered
    pack: str
    log: Log
    versions: list[Version] = field(default_factory=list)
    documents: dict[str, Stand] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def made(self, name: str) -> Made:
        """A document as it is now. `KeyError` where it cannot be made."""
        every = {made.name: made for made in self.found.made[self.pack]}
        return every[name]

    def changes_since(self, stand: Stand, number: int) -> list[Change]:
        """What a document says now and did not in version `number`, or the other way round.

        Nothing where one of the two cannot be read, which is told of elsewhere.
        """
        version = next((one for one in self.versions if one.number == number), None)
        kept = version.documents.get(stand.name) if version else None
        if kept is None or stand.now is None:
            return []
        cases = self.found.folders.cases
        data, _ = read_file(cases, shown(cases), self.pack, kept, "docx")
        origins, _ = read_file(cases, shown(cases), self.pack, kept, "origins.json")
        if data is None or origins is None:
            return []
        try:
            was = renamed(OriginMap.from_json(origins.decode()), self.found.folders.shown_name)
        except ValueError:
            was = OriginMap()
        made = self.made(stand.name)
        return find_changes(Text(data, kept.mark, was), Text(made.word.data, made.mark, made.word.origins))

    def tell_changes(self, stand: Stand, number: int) -> list[Problem]:
        """The same as problems, each where it stands."""
        return [
            Problem(
                "paragraph-changed",
                self._spot(change) or stand.place,
                {"document": stand.name, "number": number, "old": change.old, "new": change.new},
            )
            for change in self.changes_since(stand, number)
        ]

    def _spot(self, change: Change) -> Place | None:
        """The line and column of the words themselves, where the field that they come from is there."""
        place = change.place
        trees = {**self.found.loaded.trees, **self.found.templates.trees}
        if place is None or place.file not in trees:
            return place
        found = find_words(trees[place.file], place, change.words)
        return replace(place, position=(found.line, found.column))


def load_round(found: Gathered, pack: str, imprints: Mapping[str, Imprint]) -> Round:
    """How the documents of a pack that was gathered stand. `imprints`: as `editions.find_imprints` gives them."""
    book = found.loaded.casebook
    assert book is not None
    cases, name = found.folders.cases, shown(found.folders.cases)
    log, _ = load_log(cases, name, pack)
    versions, _ = list_versions(cases, name, pack)
    problems = verify(cases, name, None, [pack], [judge_signatures(cases, name)]).problems
    problems += find_rerouted(found, pack, versions)
    rounds = Round(found, pack, log, versions, problems=problems)
    latest, numbered = find_latest(versions), {version.number: version for version in versions}
    for document_name, document in book.packs[pack].documents.items():
        kind = found.templates.kinds.get(document.kind)
        place = book.place("pack", pack) / "documents" / document_name
        route = build_steps(document, kind, book, place) if kind else []
        if not route:
            continue
        for made in found.made[pack]:
            if (made.series or made.name) == document_name:
                kept = latest.get(made.name)
                version = numbered.get(kept.version) if kept else None
                assents = read_assents(log.entries, made.name, numbered)
                now = imprints.get(made.name)
                steps = judge_steps(route, assents, now, _since(kept, version, now))
                rounds.documents[made.name] = Stand(
                    made.name, made.title, place, route, kept, version, now, assents, steps
                )
    return rounds


def read_assents(entries: Iterable[Entry], document: str, versions: Mapping[int, Version]) -> list[Assent]:
    """The assents to a document in a log, in its order."""
    found = []
    for entry in entries:
        said = entry.said
        if entry.act != "signed" or said["document"] != document:
            continue
        version = versions.get(said["number"])
        kept = version.documents.get(document) if version else None
        whole = kept is not None and (kept.content, kept.word) == (said["content"], said["word"])
        found.append(
            Assent(
                entry.number,
                said["number"],
                said.get("for", said["role"]),
                said["role"],
                datetime.date.fromisoformat(said["on"]),
                imprint_of(kept) if kept and whole else None,
            )
        )
    return found


def imprint_of(kept: DocumentVersion) -> Imprint:
    return Imprint(kept.content, kept.final, kept.word)


def _since(kept: DocumentVersion | None, version: Version | None, now: Imprint | None) -> datetime.date | None:
    """From when the first step waits: since what the document says went round; None while it has not."""
    return version.date if version and kept and says_the_same(imprint_of(kept), now) else None
