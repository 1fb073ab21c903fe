# ruff: noqa: E501 (tables of texts and records, a case a line)
"""The packs of the sample casebook, worded: origins of every value, no word of another language, no fixed word missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import desk
import pytest

from reporting.casebook.loading import Loaded, load_casebook
from reporting.documents.annex import build_groups
from reporting.documents.blocks import Block, Note, Span, Text
from reporting.documents.checking import check_prose, prose_of
from reporting.documents.context import build_context, title_of
from reporting.documents.edition import Edition
from reporting.documents.pandoc import build_trees
from reporting.documents.scope import Scope
from reporting.documents.words import LANGUAGES, Words
from reporting.model.packs import Document
from reporting.places import Place
from reporting.yamlfile.locate import locate
from reporting.yamlfile.nodes import Node


@cache
def loaded() -> Loaded:
    found = load_casebook(desk.ROOT / "cases", "cases")
    assert not [problem for problem in found.problems if problem.is_error]
    build_trees((text for _, text in prose_of(found.casebook)), desk.KEPT)
    return found


DOCUMENTS = [(pack.id, name) for pack in loaded().casebook.packs.values() for name in pack.documents]


def scope_of(pack: str, language: str, words: Words) -> Scope:
    book = loaded().casebook
    trees = build_trees((text for _, text in prose_of(book, desk.templates().kinds.values())), desk.KEPT)
    return Scope(book, words, trees, language, book.packs[pack].as_of.first)


def context_of(
    pack: str, name: str, language: str | None = None, words: Words | None = None
) -> tuple[Mapping[str, Any], Scope]:
    book = loaded().casebook
    document = book.packs[pack].documents[name]
    kind = desk.templates().kinds[document.kind]
    language = language or document.language or (document.languages or [book.settings.language])[0]
    scope = scope_of(pack, language, words or kind.words)
    place = book.place("pack", pack) / "documents"
    titles = {
        other: title_of(each, place / other, desk.templates().kinds[each.kind], scope)
        for other, each in book.packs[pack].documents.items()
    }
    kinds = desk.templates().kinds
    return build_context(book.packs[pack], name, kind, titles, Edition("abcdef0"), scope, kinds=kinds), scope


def texts_in(value: Any, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], Text]]:
    """Every text below a value of the context."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Block):
        yield from texts_in(value.text, (*path, value.kind))
        if value.table:
            yield from texts_in((value.table.header, value.table.rows), (*path, "table"))
    elif isinstance(value, Mapping):
        for key in value:
            yield from texts_in(value[key], (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from texts_in(item, (*path, index))
    else:
        assert value is None or isinstance(value, (str, bool)), f"{path}: {value!r} is neither a text nor plain"


def spans_in(text: Text) -> Iterator[Span]:
    for inline in text.inlines:
        if isinstance(inline, Span):
            yield inline
        elif isinstance(inline, Note):
            yield from (part for paragraph in inline.paragraphs for part in paragraph if isinstance(part, Span))


def exists(root: Node, place: Place) -> bool:
    node = root
    for key in place.field:
        try:
            node = node.value[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


# What no field says has the place of the record or list that lacks it; a date left out is unknown too.
LEFT_OUT = {"date", "due", "reference", "legal_nature", "place", "annexes", "next", "authentic", "dossiers", "retention"}


@pytest.mark.parametrize(("pack", "name"), DOCUMENTS, ids=["/".join(document) for document in DOCUMENTS])
def test_every_value_has_an_origin_that_exists(pack: str, name: str):
    context, _ = context_of(pack, name)
    trees = {**loaded().trees, **desk.templates().trees}
    count = 0
    for path, text in texts_in(context):
        for span in spans_in(text):
            if not span.text:
                continue
            count += 1
            assert span.origins, f"{path}: {span.text!r} in {str(text)!r} has no origin"
            for place in span.origins:
                assert place.file in trees, (
                    f"{path}: {span.text!r} comes from {place.file}, which is no file of the build"
                )
                assert exists(trees[place.file], place) or place.field[-1] in LEFT_OUT, (
                    f"{path}: {span.text!r}: {place}"
                )
                assert locate(trees[place.file], place).line >= 1
    assert count > 300


def test_the_sample_texts_have_no_fault():
    book = loaded().casebook
    kinds = desk.templates().kinds.values()
    trees = build_trees((text for _, text in prose_of(book, kinds)), desk.KEPT)
    assert check_prose(book, desk.words(), trees, kinds) == []


class Recording(Words):
    """Words that remember what was asked of them."""

    asked: set[tuple[Place, tuple[str, ...]]] = set()  # noqa: RUF012 (one list for all)

    def find(self, *path: str, language: str) -> Text:
        Recording.asked.add((self.layers[-1][0], path))
        return super().find(*path, language=language)


def test_every_fixed_word_asked_for_is_there_in_every_language():
    seen: set[str] = set()  # every kind in every language, every document in one: what is asked for differs no further
    for pack, name in DOCUMENTS:
        kind = desk.templates().kinds[loaded().casebook.packs[pack].documents[name].kind]
        languages = LANGUAGES[:1] if kind.name in seen else LANGUAGES
        seen.add(kind.name)
        for language in languages:
            context, scope = context_of(pack, name, language, Recording(kind.words.layers))
            list(texts_in(context))
            assert not [problem for problem in scope.problems if problem.code == "word-missing"]
    assert len(Recording.asked) > 60
    known = {kind.words.layers[-1][0]: kind.words for kind in desk.templates().kinds.values()}
    for kind, path in Recording.asked:
        for language in LANGUAGES:
            assert str(known[kind].find(*path, language=language))


def test_every_choice_of_the_model_has_its_words():
    from reporting.model.chain import Mode
    from reporting.model.instruments import InstrumentKind
    from reporting.model.lifecycle import STATUS
    from reporting.model.obstacles import Cause, Theme
    from reporting.model.packs import Audience
    from reporting.model.values import Border, Side

    choices = {
        "status": {name for name, _ in STATUS.values()}, "theme": get_args(Theme), "border": get_args(Border),
        "side": get_args(Side), "mode": get_args(Mode), "instrument": (*get_args(InstrumentKind), "none", "unknown"), "audience": get_args(Audience),
        "cause": get_args(Cause), "language": get_args(LANGUAGES) or LANGUAGES,
        "commitment": ("motion", "undertaking"), "commitment_state": ("open", "reported-settled", "settled", "reported-here"),
    }  # fmt: skip
    for group, names in choices.items():
        for name in names:
            for language in LANGUAGES:
                assert str(desk.words().find(group, name, language=language)).strip()


@pytest.mark.parametrize("languages", [("fr", "de"), ("de", "en"), ("en", "fr")])
def test_no_word_of_another_language_stands_in_a_column(languages: tuple[str, str]):
    """Every span is in its column's language or says that it is not: a word marked so, or a title of a source."""
    book = loaded().casebook
    document = Document.model_validate(
        {"kind": "bilingual-annex", "audience": "internal", "languages": list(languages)}
    )
    scope = scope_of("voortgang-2024", languages[0], desk.words())
    for group in build_groups(document, Place("x"), list(languages), scope):
        for obstacle in group["obstacles"]:
            for key, by_language in obstacle.items():
                if not isinstance(by_language, Mapping):
                    continue
                assert list(by_language) == list(languages)
                for language in languages:
                    for _, text in texts_in(by_language[language], (key,)):
                        for span in spans_in(text):
                            files = {place.file for place in span.origins}
                            foreign = span.language not in (None, language)
                            written_so = all(place.field[-1] == language for place in span.origins)  # [mot]{lang=fr}
                            assert not foreign or written_so or files <= {"cases/sources.yaml"}, (key, language, span)
                            for place in span.origins:
                                stated = [step for step in place.field if step in LANGUAGES and step == place.field[-1]]
                                own = (
                                    place.field[0] in ("title", "description", "events") and "owners" not in place.field
                                )
                                assert not (own and stated and stated != [language]), (key, language, span)
    assert book.settings.language == "nl"


def test_a_missing_language_is_a_marked_place_and_a_warning():
    context, scope = context_of("voortgang-2024", "letter", "en")
    marked = [span for _, text in texts_in(context["blocks"]) for span in spans_in(text) if span.mark == "missing"]
    assert marked
    assert {span.text for span in marked} == {"[translation to follow]"}
    warned = [problem for problem in scope.problems if problem.code == "translation-missing"]
    assert {problem.values["language"] for problem in warned} == {"en"}
    assert not any(problem.is_error for problem in scope.problems)


def test_words_that_the_templates_lack_are_told_of_with_their_name():
    context, scope = context_of("top-2023", "letter", words=Words(((Place("templates/house/words.yaml"), {}),)))
    texts = [text for _, text in texts_in(context["blocks"])]
    assert any(span.mark == "missing" for text in texts for span in spans_in(text))
    missing = [problem for problem in scope.problems if problem.code == "word-missing"]
    assert ("reaction", "nl") in {(problem.values["word"], problem.values["language"]) for problem in missing}
