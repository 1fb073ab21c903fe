"""Citations in the forms of the House: papers of one dossier folded, numbers that do not break.

`Kamerstuk` and `Trb.` are names of series: they are Dutch in every language, and say so. What stands around them (the
words for a number, what joins a list, a date) is in the language of the document: `Kamerstuk 32 851, n° 74`.

`Kamerstuk 32 851, nrs. 70, 72 en 74`; `Kamerstukken 22 112 en 21 501-31, nr. 3437`; `Kamerstuk 36 200 VII, nr. 33`;
`Trb. 2008, nr. 135`; `COM (2017) 534 final/2`; free text with a link: the forms of the reference letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model.sources import Commission, Kamerstuk, Page, Treaty
from ..places import Place
from .blocks import Break, Inline, Note, Span, Text
from .wording import date_text, join, spaced

if TYPE_CHECKING:
    from .scope import Scope

_TIGHT = (",", ".", ":", ";", ")", "’", "»")


@dataclass(frozen=True)
class Entry:
    """One source in a citation: words before it, its key, words after it, and where it is cited."""

    before: tuple[Span, ...]
    key: str
    after: tuple[Span, ...]
    place: Place


def cite(entries: Sequence[Entry], scope: Scope) -> list[Inline]:
    """The running text of a citation: each source in its form, with `; ` between."""
    parts = [_worded(list(group), scope) for group in _folded(entries, scope)]
    return list(Text.plain(spaced(";", scope.language), language=scope.language).joined(parts).inlines)


def cite_source(key: str, place: Place, scope: Scope) -> Note:
    """A note that cites one source, for a `source:` field."""
    return Note((tuple(i for i in cite([Entry((), key, (), place)], scope) if isinstance(i, Span | Break)),))


def source_text(key: str, scope: Scope) -> Text:
    """One source in its form, without a note."""
    return _form([key], scope)


def _folded(entries: Sequence[Entry], scope: Scope) -> Iterable[list[Entry]]:
    """Neighbours that are papers of the same dossiers stand together, unless words stand between them."""
    group: list[Entry] = []
    for entry in entries:
        source = scope.book.sources[entry.key]
        if (
            group
            and not (entry.before or group[-1].after)
            and _fold(source)
            and _fold(source) == _fold(scope.book.sources[group[-1].key])
        ):
            group.append(entry)
        else:
            if group:
                yield group
            group = [entry]
    if group:
        yield group


def _fold(source: Any) -> tuple[str, ...] | None:
    return tuple(source.dossiers) if isinstance(source, Kamerstuk) and not source.show_title else None


def _worded(group: list[Entry], scope: Scope) -> Text:
    text = _form([entry.key for entry in group], scope)
    before, after = group[0].before, group[-1].after
    if before:
        text = Text(before).then(Text.plain(" ", *before[-1].origins), text)
    if after:
        gap = "" if after[0].text.startswith(_TIGHT) else " "
        text = text.then(Text.plain(gap, *after[0].origins) if gap else Text(), Text(after))
    return text


def _form(keys: list[str], scope: Scope) -> Text:
    source = scope.book.sources[keys[0]]
    return _FORMS[type(source)](keys, source, scope)


def _name(word: str, scope: Scope) -> Text:
    """The name of a series, which no language translates."""
    return scope.word("citation", word).look(language="nl")


def _number(value: str, place: Place, scope: Scope) -> Text:
    """A number that is a name: kept together; marked when unknown."""
    if value == "unknown":
        scope.warn("number-unknown", place)
        return scope.blank("number", place=place)
    return Text.plain(value.replace(" ", "\u00a0"), place, language=scope.language)


def _tied(*texts: Text) -> Text:
    """Texts with a space between that does not break."""
    return Text.plain("\u00a0").joined(texts)


def _titled(text: Text, source: Any, place: Place, scope: Scope, before: bool = False) -> Text:
    if not (source.title and source.show_title):
        return text
    title = _title(source, place, scope)
    return Text.plain(spaced(":", scope.language), *title.origins).joined([title, text] if before else [text, title])


def _title(source: Any, place: Place, scope: Scope) -> Text:
    """A source's title; a source is not translated, so another language stands in, named as such."""
    language = scope.language if scope.language in source.title else next(iter(source.title))
    return scope.into(language).line(source.title, place / "title")


def _kamerstuk(keys: list[str], source: Kamerstuk, scope: Scope) -> Text:
    place = scope.book.place("source", keys[0])
    dossiers = [_number(d, place / "dossiers" / i, scope) for i, d in enumerate(source.dossiers)]
    numbers = []
    for key in keys:
        numbers.append(_number(scope.book.sources[key].number, scope.book.place("source", key) / "number", scope))
    paper = _tied(_name("papers" if len(dossiers) > 1 else "paper", scope), join(dossiers, scope.language))
    listed = join(numbers, scope.language)
    # A paper of the Senate has a letter, and no "nr." before it.
    if any(character.isdigit() for character in str(listed)) or any(n.inlines[0].mark for n in numbers):
        listed = _tied(scope.word("citation", "numbers" if len(numbers) > 1 else "number"), listed)
    return _titled(Text.plain(", ").joined([paper, listed]), source, place, scope)


def _treaty(keys: list[str], source: Treaty, scope: Scope) -> Text:
    place = scope.book.place("source", keys[0])
    year, number = (_number(getattr(source, part), place / part, scope) for part in ("year", "number"))
    text = Text.plain(", ").joined(
        [_tied(_name("treaty", scope), year), _tied(scope.word("citation", "number"), number)]
    )
    return _titled(text, source, place, scope)


def _commission(keys: list[str], source: Commission, scope: Scope) -> Text:
    place = scope.book.place("source", keys[0])
    year, number = (_number(getattr(source, part), place / part, scope) for part in ("year", "number"))
    braced = Text.plain("(", *year.origins).then(year, Text.plain(")", *year.origins))
    version = Text.plain(source.version.replace(" ", "\u00a0"), place / "version")
    text = _tied(scope.word("citation", "commission"), braced, number, version)
    return _titled(text, source, place, scope, before=True)


def _page(keys: list[str], source: Page, scope: Scope) -> Text:
    place = scope.book.place("source", keys[0])
    parts = [_title(source, place, scope)]
    if source.publisher:
        parts.append(Text.plain(source.publisher, place / "publisher"))
    if source.date and source.date.known:
        parts.append(date_text(source.date, scope.language, place / "date"))
    text = Text.plain(", ").joined(parts)
    if source.url:
        link = Text((Span(source.url, (place / "url",), link=source.url),))
        text = text.then(Text.plain(spaced(":", scope.language), place / "url"), link)
    return text


_FORMS = {Kamerstuk: _kamerstuk, Treaty: _treaty, Commission: _commission, Page: _page}
