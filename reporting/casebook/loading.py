"""A folder of files becomes a checked set of records: `load_casebook`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import get_args

from ..model.bodies import Chain
from ..model.book import Casebook
from ..model.packs import Pack, Settings
from ..model.parties import Party
from ..model.values import UNKNOWN, Language
from ..places import Place, Position
from ..problems import LANGUAGES, Problem
from ..yamlfile.disk import load_bytes
from ..yamlfile.locate import locate
from ..yamlfile.nodes import Node
from .entries import Entry, File, load_entries
from .faults import MOST_PROBLEMS
from .identity import check_ids
from .layout import KEYED, SETTINGS, Found, load_listing
from .letters import check_letters
from .references import Known, build_known, check_references
from .rules import check_language, check_rules
from .terms import check_terms

MESSAGES = re.compile(r"^messages:\s*[\"']?(\w+)", re.MULTILINE)


@dataclass
class Loaded:
    """What was read of a folder.

    `casebook`: the records without errors; None when the settings have one. `problems`: everything that is wrong.
    `files`: every file read, by the path shown. `folders`: every folder looked at. `language`: that of messages.
    `entries`, `known`: what was read of each record, right or wrong, and what can be referred to; for `reach`.
    """

    casebook: Casebook | None = None
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    folders: list[Path] = field(default_factory=list)
    language: str = "nl"
    entries: list[Entry] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    trees: dict[str, Node] = field(default_factory=dict, repr=False)

    def locate(self, place: Place) -> Position:
        """The line and column of a place; of a file that is no case file, line 1 unless the place itself says more."""
        if place.position is None and place.file in self.trees:
            return locate(self.trees[place.file], place)
        return Position(place.file, *(place.position or (1, 1)))


def load_casebook(folder: Path, shown: str, drafts: Sequence[tuple[Found, bytes]] = ()) -> Loaded:
    """Reads and checks the casebook in `folder`; `shown` is how the folder is called in problems.

    `drafts`: files as they would be, in the place of those of the same name or beside the others: what comes of a
    change is known before it is made.

    A record with an error is left out of the casebook, yet what refers to it is not told of that. Never raises for
    what files hold, or for what stands in their place.
    """
    listing = load_listing(folder, shown)
    loaded = Loaded(folders=listing.folders, problems=listing.problems)
    drafted = {found.shown: (found, data) for found, data in drafts}
    for found in [*(file for file in listing.files if file.shown not in drafted), *(found for found, _ in drafts)]:
        data = drafted[found.shown][1] if found.shown in drafted else None
        entries, node, file, problems = load_entries(found, folder, data)
        loaded.entries.extend(entries)
        loaded.problems.extend(problems)
        loaded.files[found.shown] = file
        if node is not None:
            loaded.trees[found.shown] = node
    settings = next((entry for entry in loaded.entries if entry.kind == "settings"), None)
    if settings is None:
        name = f"{shown.rstrip('/')}/{SETTINGS}" if shown not in ("", ".") else SETTINGS
        loaded.problems.append(Problem("no-casebook", Place(name), {"folder": shown or ".", "file": SETTINGS}))
    loaded.language = _find_language(settings, folder)
    loaded.known = build_known(loaded.entries)
    loaded.problems = _limit([*loaded.problems, *_check(loaded, settings)])
    loaded.casebook = _build_casebook(loaded)
    return loaded


def _check(loaded: Loaded, settings: Entry | None) -> Iterator[Problem]:
    main = settings.part("language", kind=str) if settings else ""
    main = main if main in get_args(Language) else None
    by_id = {(entry.kind, entry.id): entry for entry in loaded.entries}
    chain = _build_chain(loaded.entries, settings)
    packs = {entry.id: entry.record for entry in loaded.entries if isinstance(entry.record, Pack)}
    yield from check_ids(loaded.entries)
    yield from check_letters(by_id)
    for entry in loaded.entries:
        yield from islice(check_references(entry, loaded.known, by_id), MOST_PROBLEMS + 1)
        yield from check_language(entry, main)
        yield from check_rules(entry, chain, packs)
    yield from check_terms(loaded.entries, chain)


def _build_chain(entries: list[Entry], settings: Entry | None) -> Chain | None:
    """Who plays which part, as far as the parties are without fault; None when the settings are not.

    Of an office whose id is somebody else's too nothing is known: that is told already.
    """
    if settings is None or not isinstance(settings.record, Settings):
        return None
    parties = {entry.id: entry.record for entry in entries if isinstance(entry.record, Party)}
    every = [(office.id, (key, office)) for key, party in parties.items() for office in party.offices]
    times = Counter([UNKNOWN, *parties, *(identifier for identifier, _ in every)])
    return Chain(settings.record, parties, {identifier: of for identifier, of in every if times[identifier] == 1})


def _limit(problems: list[Problem]) -> list[Problem]:
    """The problems, of each file no more than somebody can use."""
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_file[problem.place.file].append(problem)
    for file, found in by_file.items():
        if len(found) > MOST_PROBLEMS:
            found.sort(key=lambda problem: not problem.is_error)
            found[MOST_PROBLEMS:] = [Problem("more-problems", Place(file), {"count": MOST_PROBLEMS})]
    return [problem for found in by_file.values() for problem in found]


def _find_language(settings: Entry | None, folder: Path) -> str:
    """The language of messages, also of settings that are wrong or cannot be read as YAML."""
    if settings is None:
        return LANGUAGES[0]
    if isinstance(settings.record, Settings):
        return settings.record.messages
    if not settings.readable:
        return load_language(folder) or LANGUAGES[0]
    said = settings.part("messages", kind=str)
    return said if said in LANGUAGES else LANGUAGES[0]


def load_language(folder: Path) -> str | None:
    """The language of messages that the settings in `folder` ask for, whatever else they hold; None without any."""
    data, _ = load_bytes(folder / SETTINGS, SETTINGS, folder)
    if data is None:
        return None
    found = MESSAGES.search(data.decode("utf-8", "replace"))
    return found[1] if found and found[1] in LANGUAGES else LANGUAGES[0]


def _build_casebook(loaded: Loaded) -> Casebook | None:
    """The records without errors. An error of a source or term counts for that one only."""
    wrong: set[tuple[str, object]] = set()
    for problem in loaded.problems:
        if problem.is_error:
            wrong.add((problem.place.file, None))
            wrong.update((problem.place.file, key) for key in problem.place.field[:1])
    sound: dict[str, dict[str, Entry]] = {}
    for entry in sorted(loaded.entries, key=lambda entry: "" if entry.kind in KEYED else entry.id):
        spot = (entry.place.file, entry.place.field[0] if entry.kind in KEYED and entry.place.field else None)
        if entry.record is not None and spot not in wrong:
            sound.setdefault(entry.kind, {})[entry.id] = entry
    if "settings" not in sound:
        return None
    records: dict[str, dict] = {kind: {key: e.record for key, e in found.items()} for kind, found in sound.items()}
    places = {(kind, key): entry.place for kind, found in sound.items() for key, entry in found.items()}
    offices = {}
    for key, party in records.get("party", {}).items():
        for index, office in enumerate(party.offices):
            offices[office.id] = (key, office)
            places["office", office.id] = sound["party"][key].place / "offices" / index
    letters = {tuple(key.split("/", 1)): letter for key, letter in records.get("letter", {}).items()}
    return Casebook(
        settings=records["settings"][""],
        obstacles=records.get("obstacle", {}),
        parties=records.get("party", {}),
        offices=offices,
        sources=records.get("source", {}),
        recommendations=records.get("recommendations", {}),
        commitments=records.get("commitment", {}),
        meetings=records.get("meeting", {}),
        packs=records.get("pack", {}),
        translations=records.get("translations", {}),
        terms=records.get("term", {}),
        letters=letters,
        places=places,
    )
