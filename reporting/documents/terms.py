"""Where a text in one language says what the glossary forbids.

The rule, for each forbidden name:
- its words in any form of `inflection`, with its own blanks and hyphens (in English also hyphens for its blanks: a
  border-barrier policy), as whole words; in Dutch and German a hyphen ends a word (Grenz-Barriere has Barriere), in
  French and English it does not (sous-groupe has no groupe);
- as part of a compound written as one word only where the glossary asks for that by a hyphen: `-obstakel`, `obstakel-`;
- a capital must be one in the text; a small letter may be either;
- not inside a name that is right and not shorter, in any form, in Dutch and German also within a compound: a Beschluss
  is right, Grenzhindernisliste has no Hindernis, but a Beneluxbeschluss may be forbidden;
- not between quotation marks, which keep the words of others, nor in the key of a citation, an address, the name of a
  file, or {what is filled in}.

What nobody sees, such as a soft hyphen, does not count, nor how an accent is encoded.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import inf
from os.path import commonprefix
from typing import NamedTuple

from ..model.glossary import Named, plain_of
from .inflection import forms_of

_PARTS = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)
_HYPHENS, _APOSTROPHES = "-\u2010\u2011", "'’"
_COMPOUNDING = frozenset({"nl", "de"})
# Signs that nobody sees: soft hyphen, zero-width blanks and joiners. And accents that are characters of their own.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DISGUISED = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]")
_LETTER = re.compile(".[\u0300-\u036f]*", re.DOTALL)
# By how it begins: to where it goes. A single mark that begins 's, 't and the like opens nothing.
_OPENING = r"(?<!\w){}(?!(?:s|t|n|k|m)\b)"
_NOT_ITS_OWN = re.compile(
    "|".join(
        (
            "«[^«»]*»", "»[^«»]*«", "„[^„“”]*[“”]", "“[^“”]*”", "”[^„“”]*”", '"[^"]*"', "‹[^‹›]*›", "›[^‹›]*‹",
            "‚[^‚‘’]*[‘’]", _OPENING.format("‘") + r"[^‘]*?’(?!\w)", _OPENING.format("'") + r"[^']*'(?!\w)",
            r"(?<!\w)@[\w.-]*\w", r"(?<!\w)(?:\w+://|www\.)\S+", r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.\w+)+",
            r"(?<![\w-])[^\W\d][\w-]*(?:\.\w[\w-]*)+(?:/\S*)?", r"\{[^{}]*\}",
        )
    )
)  # fmt: skip


class Finding(NamedTuple):
    """A forbidden name in a text: where it begins and ends, and the term that it is a name of."""

    start: int
    end: int
    term: Named


@dataclass(frozen=True)
class Variant:
    """A name to look for. `before`, `after`: whether more may stand in one word with it."""

    name: str
    language: str
    before: bool = False
    after: bool = False
    term: Named | None = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What every form has, a key for each word, in small letters: looking for that is quick."""
        words = [forms_of(part, self.language) for part in _PARTS.findall(self.name) if part[0].isalnum()]
        keys = [_begin(form.casefold() for form in forms) for forms in words]
        return tuple(sorted(keys, key=len, reverse=True)) or ("",)

    def may_be_in(self, folded: str) -> bool:
        """Whether a text, given in small letters, can have it."""
        return all(key in folded for key in self.keys)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made only when a text may have it."""
        parts = list(_PARTS.findall(self.name))
        inner = [self._pattern_of(part, self.before and not index) for index, part in enumerate(parts)]
        joining = "" if self.language in _COMPOUNDING else _HYPHENS
        before, after = (r"\w*" if more else "" for more in (self.before, self.after))
        return re.compile(rf"(?<![{joining}\w]){before}{''.join(inner)}{after}(?![{joining}\w])")

    def _pattern_of(self, part: str, free: bool) -> str:
        if part[0].isalnum():
            forms = forms_of(part, self.language)
            stem = _begin(forms)
            endings = sorted((form[len(stem) :] for form in forms), key=lambda ending: (-len(ending), ending))
            return f"{_cased(stem, free)}(?:{'|'.join(_cased(ending) for ending in endings)})"
        if part.isspace():
            return rf"(?:\s+|[{_HYPHENS}])" if self.term and self.language == "en" else r"\s+"
        if part in _HYPHENS:
            return rf"[{_HYPHENS}]\s?"  # a line may end there
        return f"[{_APOSTROPHES}]" if part in _APOSTROPHES else re.escape(part)


@dataclass(frozen=True)
class Finder:
    """What is forbidden in a language, and what is right in it whatever it holds."""

    language: str
    forbidden: tuple[Variant, ...]
    right: tuple[str, ...]

    @cached_property
    def covers(self) -> tuple[Variant, ...]:
        """Asked for only when something was found."""
        compounds = self.language in _COMPOUNDING
        return tuple(Variant(name, self.language, compounds, compounds) for name in self.right)

    @cached_property
    def groups(self) -> dict[str, list[Variant]]:
        """The forbidden names by the key that most of them share, so that few keys are looked for in most texts."""
        shared = Counter(key for variant in self.forbidden for key in variant.keys)
        groups: dict[str, list[Variant]] = {}
        for variant in self.forbidden:
            groups.setdefault(max(variant.keys, key=shared.__getitem__), []).append(variant)
        return groups

    def among(self, folded: str) -> list[Variant]:
        """The names that may stand in a text, given in small letters."""
        groups = (group for key, group in self.groups.items() if key in folded)
        return [variant for group in groups for variant in group if variant.may_be_in(folded)]

    def find(self, text: str) -> Iterator[Finding]:
        """Every forbidden name in a text without markup, in order, the longest where several begin."""
        seen, at = see(text)
        possible = self.among(seen.casefold())
        if not possible:
            return
        found = [(*match.span(), variant) for variant in possible for match in variant.pattern.finditer(seen)]
        covered = self._covered(seen) if found else []
        done = 0
        for start, end, variant in sorted(found, key=lambda each: (each[0], -each[1])):
            size = len(variant.name)
            inside = any(a <= start and end <= b and size <= most for a, b, most in covered)
            if start >= done and not inside and variant.term is not None:
                done = end
                yield Finding(at[start], at[end], variant.term)

    def _covered(self, seen: str) -> list[tuple[int, int, float]]:
        """What is not to be told: from where, to where, and of names of how many letters at most."""
        folded = seen.casefold()
        covers = [cover for cover in self.covers if cover.may_be_in(folded)]
        own = [(*match.span(), len(cover.name)) for cover in covers for match in cover.pattern.finditer(seen)]
        return [*own, *((*match.span(), inf) for match in _NOT_ITS_OWN.finditer(seen))]


def see(text: str) -> tuple[str, Sequence[int]]:
    """What one sees of a text, each letter one character, and the offset in the text of each; that of its end last."""
    if text.isascii() or not _DISGUISED.search(text):
        return text, range(len(text) + 1)
    seen, at = [], []
    for letter in _LETTER.finditer(text):
        shown = unicodedata.normalize("NFC", letter[0].translate(_UNSEEN))
        seen.append(shown)
        at.extend([letter.start()] * len(shown))
    return "".join(seen), [*at, len(text)]


def build_finders(terms: Sequence[Named], names: Iterable[tuple[str, str]] = ()) -> dict[str, Finder]:
    """A finder for each language that has something forbidden. `names`: what else is right, each with its language."""
    right: dict[str, list[str]] = {}
    for language, name in names:
        right.setdefault(language, []).append(name)
    finders: dict[str, Finder] = {}
    for language in sorted({language for term in terms for language in term.forbidden}):
        forbidden = tuple(
            Variant(plain_of(name), language, name.startswith("-"), name.endswith("-"), term)
            for term in terms
            if language in term.names  # lacking when the record of its party has an error
            for name in term.forbidden.get(language, ())
        )
        every = [*(name for term in terms for name in term.right(language)), *right.get(language, ())]
        finders[language] = Finder(language, forbidden, tuple(dict.fromkeys(every)))
    return finders


def _begin(forms: Iterable[str]) -> str:
    """What all forms begin with, letter by letter."""
    return commonprefix([*forms])  # noqa: RUF071


def _cased(form: str, free: bool = False) -> str:
    """A form, or a part of it, as a pattern. `free`: its first letter may be a small one, as inside a compound."""
    parts = []
    for exact, run in groupby(enumerate(form), lambda at: at[1].isupper() and not (free and at[0] == 0)):
        part = re.escape("".join(character for _, character in run)).replace("ß", "ss").replace("ss", "(?:ss|ß)")
        parts.append(part if exact else f"(?i:{part})")
    return "".join(parts)
