"""Whose assents must bear a signature: the `allowed_signers` of a casebook, written by people, roles as principals.

The format is that of ssh-keygen(1), ALLOWED SIGNERS: on each line the principals, a list of patterns separated by
commas; options; a public key. A role that a line names signs with that key, and no assent of that role counts without.
`valid-after` in a line says from when: an assent of before is not asked for a signature.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from ...casebook.layout import SIGNERS
from ...places import Place
from ...problems import Problem
from ...yamlfile.disk import load_bytes
from ..circulation.log import Entry, Log, Sign, name_in
from .ssh import check_signature, make_signature

_LINE = re.compile(r'(?:"([^"]*)"|([^\s"]+))[ \t]+(\S.*)')
_AFTER = re.compile(r'(?:^|,)valid-after="?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z?"?', re.IGNORECASE)


@dataclass(frozen=True)
class Signers:
    """What the file says: its bytes, and of each line the patterns of its principals and from when it holds."""

    data: bytes
    shown: str
    lines: tuple[tuple[tuple[str, ...], datetime | None], ...] = ()

    def names(self, role: str, at: datetime) -> bool:
        """Whether that role must sign what it does at that moment."""
        return any((after is None or at >= after) and _matches(role, patterns) for patterns, after in self.lines)


def load_signers(cases: Path, shown: str) -> tuple[Signers, list[Problem]]:
    """The allowed signers of the casebook in `cases` (called `shown`); nobody where there is no such file.

    Problems: what stands in its place and is no file, or lines that are no such line.
    """
    name = name_in(shown, SIGNERS)
    data, problems = load_bytes(cases / SIGNERS, name, cases)
    if data is None:
        return Signers(b"", name), [problem for problem in problems if problem.code != "no-such-file"]
    lines = []
    for number, raw in enumerate(data.split(b"\n"), 1):
        text = raw.decode("utf-8", "replace").strip()
        if not text or text.startswith("#"):
            continue
        found = _LINE.fullmatch(text)
        after = _after(found[3]) if found else None
        if found is None or not re.search(r"(^|\s)(ssh-|ecdsa-|sk-)\S+\s+[A-Za-z0-9+/=]{16}", found[3]):
            problems.append(Problem("signers-line", Place(name, position=(number, 1))))
            continue
        patterns = tuple(filter(None, (found[1] or found[2] or "").split(",")))
        lines.append((patterns, after))
    return Signers(data, name, tuple(lines)), problems


def signing_with(key: Path, role: str, signers: Signers, now: datetime, place: Place) -> Sign:
    """What signs an act as `role`: the signature is checked at once, as it will be later."""

    def sign(data: bytes) -> tuple[str | None, list[Problem]]:
        made, problems = make_signature(data, key)
        if made is not None:
            problems = check_signature(data, made, role, signers.data, now, place)
        return (None if problems else made), problems

    return sign


def judge_signatures(cases: Path, shown: str) -> Callable[[Log], list[Problem]]:
    """What judges the signatures in a log by the allowed signers of the casebook.

    Problems: `signature-wrong`; `signature-missing`, where the role must sign; `signer-unknown`, where nobody can tell
    whose it is; what is wrong with the file of signers.
    """
    signers, problems = load_signers(cases, shown)
    told = iter(problems)  # once, however many logs there are

    def judge(log: Log) -> list[Problem]:
        return [*told, *(problem for entry in log.find("signed") for problem in _judge(entry, log, signers))]

    return judge


def _judge(entry: Entry, log: Log, signers: Signers) -> list[Problem]:
    role, place = entry.said["role"], Place(log.shown, position=(entry.line, 1))
    named = signers.names(role, entry.moment)
    if entry.signature is None:
        return [Problem("signature-missing", place, {"entry": entry.number, "role": role})] if named else []
    if not named:
        return [Problem("signer-unknown", place, {"role": role, "file": signers.shown})]
    return check_signature(entry.signed, entry.signature, role, signers.data, entry.moment, place)


def _matches(role: str, patterns: tuple[str, ...]) -> bool:
    """As ssh-keygen does: one pattern must match, and none that begins with `!`."""
    if any(pattern.startswith("!") and _like(role, pattern[1:]) for pattern in patterns):
        return False
    return any(_like(role, pattern) for pattern in patterns if not pattern.startswith("!"))


def _like(role: str, pattern: str) -> bool:
    """`*` and `?` stand for any characters; brackets, unlike for fnmatch, for themselves."""
    return fnmatchcase(role, pattern.replace("[", "[[]"))


def _after(options: str) -> datetime | None:
    """From when a line holds; a date that is none counts as none: then always."""
    found = _AFTER.search(options.split(" ssh-")[0])
    if found is None:
        return None
    try:
        return datetime(*(int(part) for part in found.groups("0")), tzinfo=UTC)
    except ValueError:
        return None
