"""A document is in one language (the annex in two): no word of another stands in it, of every kind and in each part.

Two checks that share nothing: every word must be a text of the casebook in that language, a fixed word in it or a month
of it; and words that only another language has (articles, months, what Dutch officials write) may not occur.

What stays Dutch everywhere is a name, and says so to Word: `Kamerstuk` and `Trb.`, the series in which the States
General and the Kingdom publish. The rest of a citation (number, list, page) is in the language of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

import pytest
from babel.dates import get_month_names
from marked_casebook import PACK, PAIRS, write_marked
from small_casebook import ROOT, Folders
from word_texts import Said, read_texts

from reporting.documents.edition import Edition
from reporting.documents.words import LANGUAGES, is_leaf
from reporting.output.cover import make_cover
from reporting.output.documents import Made
from reporting.output.gathering import Gathered, gather
from reporting.output.kinds import Templates, load_templates

KINDS = sorted(path.parent.name for path in (ROOT / "templates").glob("*/kind.yaml"))
MARKER = re.compile(r"z(nl|fr|de|en)\d+z", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
# No words of a language.
NO_WORDS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|\S+\.(?:docx|pdf)"  # addresses and files
    r"|reporting record [^“”\n]*|\S*zaak-\d+\S*|every\b|\b[0-9a-f]{7}\b"  # commands, names of records, a code
    r"|\b(?:[IVX]+|[A-Z])\b|Ξ+"  # numbers of papers, and what people and places are called here
)
NO_LANGUAGE = "zxx"
NAMES = {"Kamerstuk", "Kamerstukken", "Trb"}
# Words that make a text Dutch, French, German or English, and that no other of the four has.
TELLING = {
    "nl": "aan bij dat deze dit een het hun ik met naar niet nog of om ook op over te tot uit van voor wij wordt "
    "worden zijn januari februari maart mei juni juli augustus oktober nrs blz bijlage kamer geen stuk",
    "fr": "au aux avec ce cette dans des du elle est et il la le les nous ou par pas pour que qui sur un une vous "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre annexe",
    "de": "am auf aus bei bis das dem den der des durch ein eine einer für ist mit nach nicht noch oder sich und "
    "von vor werden wird wir zu zum zur januar februar märz mai juni juli oktober dezember anlage",
    "en": "and are as at be been by for from has have how not of or than that the there this to we what which "
    "with you january february march may june july october december annex",
}


def months(language: str) -> Iterable[str]:
    return get_month_names("wide", locale=language).values()


@cache
def telling(language: str) -> frozenset[str]:
    """What may not stand in a text of this language."""
    own = {*TELLING[language].split(), *(month.casefold() for month in months(language))}
    return frozenset(set(chain.from_iterable(TELLING[other].split() for other in LANGUAGES if other != language)) - own)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    folder = tmp_path_factory.mktemp("marked")
    write_marked(folder / "cases", templates().kinds)
    found = gather(Folders(folder / "cases", ROOT / "templates", folder / "build"))
    assert not [problem for problem in found.problems if problem.is_error]
    assert not [problem for problem in found.problems if problem.code.startswith(("translation-", "word-"))]
    return found


def leaves(words: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    for value in words.values():
        if is_leaf(value):
            yield value
        elif isinstance(value, Mapping):
            yield from leaves(value)


@cache
def templates() -> Templates:
    return load_templates(ROOT / "templates")[0]


@cache
def fixed(kind: str, language: str) -> frozenset[str]:
    """The words that a kind can print in a language: the house's, its own, headings of its body, and months."""
    own = templates().kinds[kind] if kind else None
    layers = own.words.layers if own else templates().words.layers
    texts = [leaf[language] for _, layer in layers for leaf in leaves(layer)]
    texts += [one.file.title[language] for one in templates().kinds.values()]
    texts += [section.heading[language] for section in own.file.body if section.heading] if own else []
    texts += months(language)
    texts += ["final", *{"fr": ["euro", "euros"], "en": ["euro", "euros"]}.get(language, ["euro"])]
    texts += [{"nl": "en", "fr": "et er", "de": "und", "en": "and"}[language]]
    return frozenset(chain.from_iterable(WORD.findall(re.sub(r"\{\w+\}", " ", text.casefold())) for text in texts))


def wrong_words(said: Said, kind: str, languages: tuple[str, ...]) -> list[str]:
    """The words of a text that are not of its language, or that are of none of the document's."""
    wrong = [] if said.language in languages else [f"{said.text} is marked as {said.language}"]
    wrong += [found[0] for found in MARKER.finditer(said.text) if found[1].lower() != said.language]
    rest = NO_WORDS.sub(" ", MARKER.sub(" ", said.text))
    return wrong + [word for word in WORD.findall(rest) if word.casefold() not in fixed(kind, said.language)]


def strangers(said: Said) -> list[str]:
    words = WORD.findall(NO_WORDS.sub(" ", said.text).casefold())
    return [word for word in words if word in telling(said.language)]


def is_name(said: Said) -> bool:
    """A name that is Dutch everywhere, or a command to copy, each marked as such."""
    return (said.language == "nl" and set(WORD.findall(said.text)) <= NAMES) or said.language == NO_LANGUAGE


def of_kind(gathered: Gathered, kind: str, language: str) -> list[Made]:
    documents = gathered.loaded.casebook.packs[PACK].documents
    return [
        made for made in gathered.made[PACK]
        if documents[made.name.partition("/")[0]].kind == kind and made.properties.language == language
        and not made.name.startswith("annex-")
    ]  # fmt: skip


def faults_of(made: Made, kind: str, languages: tuple[str, ...]) -> list[tuple[str, str, list[str]]]:
    found = []
    for said in read_texts(made.word.data):
        if not said.part.endswith(("identifier", "created", "modified", "language")) and not is_name(said):
            if wrong := [*wrong_words(said, kind, languages), *strangers(said)]:
                found.append((said.part, said.text[:80], wrong))
    return found


def strange_origins(made: Made, languages: tuple[str, ...]) -> list[object]:
    """Fixed words that come from another language's entry in the templates folder."""
    return [
        (segment.text, place)
        for paragraphs in made.word.origins.parts.values()
        for segment in chain.from_iterable(paragraphs)
        for place in segment.origins
        if place.file.endswith(".yaml") and "templates" in place.file and place.field
        and place.field[-1] in LANGUAGES and place.field[-1] not in languages
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_another_language(gathered: Gathered, kind: str, language: str):
    documents = of_kind(gathered, kind, language)
    assert documents
    for made in documents:
        assert faults_of(made, kind, (language,)) == []
        assert strange_origins(made, (language,)) == []
        said = list(read_texts(made.word.data))
        assert {text.text for text in said if text.part == "docProps/core.xml language"} == {language}
        assert any(MARKER.search(text.text) for text in said)
    every = [said.text for made in documents for said in read_texts(made.word.data)]
    assert sum(len(WORD.findall(text)) for text in every) > 60


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_an_annex_has_two_languages_and_no_other(gathered: Gathered, pair: tuple[str, str]):
    (made,) = [one for one in gathered.made[PACK] if one.name == f"annex-{'-'.join(pair)}"]
    assert faults_of(made, "bilingual-annex", pair) == []
    assert strange_origins(made, pair) == []
    marked = {found[1] for said in read_texts(made.word.data) for found in MARKER.finditer(said.text)}
    assert marked == set(pair)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cover_speaks_the_language_of_what_it_binds(gathered: Gathered, language: str):
    templates, book = gathered.templates, gathered.loaded.casebook
    pack = book.packs[PACK]
    bound = [made for made in gathered.made[PACK] if made.audience == "house" and made.properties.language == language]
    series = [made for made in bound if made.series]
    alone = [made for made in bound if not made.series]
    made, problems = make_cover(book, pack, templates, gathered.trees, Edition("abcdef0"), "house", alone, series)
    assert made is not None and not problems
    assert faults_of(made, "", (language,)) == []
    assert strange_origins(made, (language,)) == []
