"""Making a version: what changed since it last went out gets the next number, the rest stays as it was.

A version is of the documents that were named (none: of all); a document that is not in it stays as it last went out,
with the number on its pages. Where none of them changed there is nothing to send to whoever has them. Roles that do not
are then a version of their own, without files, of the documents as they were: so the record says who got what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ...casebook.wording import find_nearest
from ...documents.edition import Edition
from ...output.editions import Imprint, find_imprints, remake
from ...output.folders import Folders, shown
from ...output.gathering import Gathered, gather
from ...output.journal import content_digest
from ...output.planning import made_with, make_files
from ...places import Place
from ...problems import Problem
from ...yamlfile.disk import load_bytes
from ...yamlfile.writing import lock
from .log import load_log
from .store import KEPT_INPUTS, LARGEST, Draft, Fresh, freeze, list_versions, next_number
from .verifying import verify
from .versions import DocumentVersion, Version, find_latest

STAGE = "circulated"


@dataclass
class Circulated:
    """What came of it: the `version`, None where nothing was kept. Without an error that is as all roles have it all.

    `changed`: names of the documents that are new or changed in it; `same`: those that are as they were.
    """

    found: Gathered
    problems: list[Problem] = field(default_factory=list)
    version: Version | None = None
    changed: list[str] = field(default_factory=list)
    same: list[DocumentVersion] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def circulate(
    folders: Folders, pack: str, documents: Sequence[str], roles: Sequence[str], now: datetime, today: date
) -> Circulated:
    """Keeps a version of a pack's documents (none named: of all) for these roles, or says why it cannot be.

    `documents`: of a series its name, for all of it, or that of one. `today`: the day on the pages. With an error in
    what the pack is made of nothing is kept. Raises `BrokenEnvironment`, and OSError when the disk refuses.
    """
    found = gather(folders, [pack])
    done = Circulated(found, [problem for problem in found.problems if found.counts(problem, [pack])])
    if pack not in found.made:
        return done
    names = _find_documents(found, pack, documents, done.problems)
    roles = _check_roles(found, pack, roles, done.problems)
    cases, name = folders.cases, shown(folders.cases)
    versions, problems = list_versions(cases, name, pack)
    done.problems += problems
    inputs = read_inputs(found, pack, done.problems)
    if done.failed or not names:
        return done
    earlier = [version for version in versions if version.stage == STAGE]
    imprints, latest = find_imprints(found, pack), find_latest(earlier)
    done.same = [latest[one] for one in names if one in latest and _is_same(latest[one], imprints.get(one))]
    same = {one.name for one in done.same}
    done.changed = [one for one in names if one not in same]
    if not done.changed:
        roles = [role for role in roles if not _has(role, done.same, earlier)]
        if not roles:
            return done
    number = next_number(cases, load_log(cases, name, pack)[0])
    fresh = _make(done, pack, imprints, number, today)
    if done.failed:
        return done
    book = found.loaded.casebook
    assert book is not None
    kept: dict[str, Fresh | DocumentVersion] = {one: fresh[one] if one in fresh else latest[one] for one in names}
    draft = Draft(
        pack, number, STAGE, today, str(book.packs[pack].as_of), found.editions[pack].code, tuple(roles), kept, inputs,
        made_with(),
    )  # fmt: skip
    with lock(cases, name) as problems:
        done.problems += problems
        if not problems:  # what is unchanged goes out again as it was kept
            whole = verify(cases, name, None, [pack]).problems
            done.problems += [problem for problem in whole if problem not in done.problems]
        if not done.failed:
            done.version, problems = freeze(cases, name, draft, now)
            done.problems += problems
    return done


def read_inputs(found: Gathered, pack: str, problems: list[Problem]) -> dict[str, bytes | str]:
    """What a pack was made of, by the name that is kept: case files and templates, of fonts the digest.

    A file that is not any more what the documents were made of is an error, `circulation-inputs-moved`.
    """
    paths = {name: file.path for name, file in found.loaded.files.items()} | found.templates.files
    inputs: dict[str, bytes | str] = {}
    for name in sorted(found.reaches[pack]):
        if name not in paths or paths[name].suffix not in KEPT_INPUTS:
            continue
        data, faults = load_bytes(paths[name], name, largest=LARGEST)
        problems += faults
        if data is not None:
            inputs[found.folders.kept_name(name)] = data
            if _was_saved(found, name, data):
                problems.append(Problem("circulation-inputs-moved", Place(name, position=(1, 1))))
    fonts = {f"templates/house/fonts/{path.name}": content_digest(path.read_bytes()) for path in found.folders.fonts}
    return inputs | fonts


def _was_saved(found: Gathered, name: str, data: bytes) -> bool:
    """Whether a YAML file holds something else than when it was read; Word templates are not saved meanwhile."""
    if name in found.loaded.files:
        return found.loaded.files[name].digest != content_digest(data)
    tree = found.templates.trees.get(name)
    return tree is not None and tree.source is not None and tree.source != data.decode("utf-8-sig", "replace")


def _find_documents(found: Gathered, pack: str, asked: Sequence[str], problems: list[Problem]) -> list[str]:
    """The documents asked for, in the pack's order; what the pack does not have is a problem."""
    book = found.loaded.casebook
    assert book is not None
    made = [one.name for one in found.made[pack]]
    known = {name: [one for one in made if one.partition("/")[0] == name] for name in book.packs[pack].documents}
    known |= {name: [name] for name in made}
    chosen: set[str] = set()
    for name in asked:
        if name in known:
            chosen.update(known[name])
        else:
            listed = list(book.packs[pack].documents)
            values = {"document": name, "known": ", ".join(listed), "nearest": find_nearest(name, known)}
            problems.append(Problem("circulation-unknown-document", book.place("pack", pack) / "documents", values))
    return [name for name in made if name in chosen] if asked else made


def _check_roles(found: Gathered, pack: str, roles: Iterable[str], problems: list[Problem]) -> list[str]:
    """The roles, each once: those of routes, and offices; another one is a problem."""
    book = found.loaded.casebook
    assert book is not None
    listed = list(found.templates.words.tree(book.settings.language).get("route", {}))
    known = {*listed, *book.offices}
    chosen = list(dict.fromkeys(roles))
    for role in chosen:
        if role not in known:
            values = {"role": role, "known": ", ".join(listed), "nearest": find_nearest(role, sorted(known))}
            problems.append(Problem("circulation-unknown-role", book.place("pack", pack), values))
    return chosen


def _is_same(kept: DocumentVersion, now: Imprint | None) -> bool:
    return now is not None and (kept.content, kept.final, kept.word) == (now.content, now.final, now.word)


def _has(role: str, documents: Iterable[DocumentVersion], versions: Sequence[Version]) -> bool:
    """Whether the role was sent each of the documents just so."""
    sent = [version.documents for version in versions if role in version.to]
    return all(any(one == documents.get(one.name) for documents in sent) for one in documents)


def _make(done: Circulated, pack: str, imprints: Mapping[str, Imprint], number: int, today: date) -> dict[str, Fresh]:
    """The changed documents with the number and the day on every page."""
    if not done.changed:
        return {}
    edition = Edition(done.found.editions[pack].code, number, today)
    remade, _ = remake(done.found, pack, lambda _: edition)  # what is wrong with them was told of the concept
    chosen = [made for made in remade.made[pack] if made.name in done.changed]
    files, problems = make_files(remade, chosen)
    done.problems += problems
    if any(problem.is_error for problem in problems):
        return {}
    marks = {made.name: made.mark for made in chosen}
    return {
        name: Fresh(imprints[name].content, imprints[name].final, imprints[name].word, marks[name], own)
        for name, own in files.items()
    }
