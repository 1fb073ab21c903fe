"""Fixed words: every one in every language, and one for every value that the model knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from test_template_files import FILES, FOLDER, stories, text_of

from reporting.documents.kinds import KindFile
from reporting.documents.standing import EXPLAINED
from reporting.model.chain import Commitment, Meeting, Mode, OutcomeState
from reporting.model.instruments import InstrumentKind
from reporting.model.lifecycle import STATUS
from reporting.model.obstacles import Cause, EventKind, Theme
from reporting.model.packs import Audience, Document
from reporting.model.promises import PromiseState
from reporting.model.standing import CommitmentState
from reporting.model.values import Border, Language, Side
from reporting.yamlfile.nodes import to_data
from reporting.yamlfile.reader import load_yaml

LANGUAGES = set(get_args(Language))
KINDS = sorted(path.parent for path in FOLDER.glob("*/kind.yaml"))
CHOICES = {
    "status": {name for name, _ in STATUS.values()},
    "public_status": {public for _, public in STATUS.values()},
    "event": set(get_args(EventKind)),
    "theme": set(get_args(Theme)),
    "border": set(get_args(Border)),
    "side": set(get_args(Side)),
    "mode": set(get_args(Mode)),
    "cause": set(get_args(Cause)),
    "instrument": {*get_args(InstrumentKind), "none", "unknown"},
    "audience": set(get_args(Audience)),
    "meeting": set(get_args(Meeting.model_fields["kind"].annotation)),
    "commitment": set(get_args(Commitment.model_fields["kind"].annotation)),
    "commitment_state": {*get_args(CommitmentState), "reported-here"},
    "explanation": set(EXPLAINED),
    "outcome": {*get_args(OutcomeState), "unknown"},
    "promise": set(get_args(PromiseState)),
    "language": LANGUAGES,
}


def load(path: Path) -> dict[str, Any]:
    node, problems = load_yaml(path, str(path), root=FOLDER)
    assert problems == []
    return to_data(node)


def leaves(words: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping[str, str]]]:
    if words and set(words) <= LANGUAGES:
        yield path, words
        return
    for key, value in words.items():
        assert isinstance(value, Mapping), f"{path}/{key}: a word needs its languages"
        yield from leaves(value, (*path, key))


def all_words() -> Iterator[tuple[str, tuple[str, ...], Mapping[str, str]]]:
    for path, leaf in leaves(load(FOLDER / "house/words.yaml")):
        yield "house", path, leaf
    for kind in KINDS:
        file = load(kind / "kind.yaml")
        yield kind.name, ("title",), file["title"]
        for path, leaf in leaves(file.get("words") or {}):
            yield kind.name, path, leaf


def test_every_word_is_there_in_every_language() -> None:
    for source, path, leaf in all_words():
        assert set(leaf) == LANGUAGES, (source, path)
        assert all(text.strip() == text and text for text in leaf.values()), (source, path)


def test_a_word_has_the_same_slots_in_every_language() -> None:
    for source, path, leaf in all_words():
        slots = {language: sorted(re.findall(r"\{(\w+)\}", text)) for language, text in leaf.items()}
        assert len({tuple(found) for found in slots.values()}) == 1, (source, path, slots)


@pytest.mark.parametrize("key", sorted(CHOICES))
def test_every_value_of_the_model_has_a_word(key: str) -> None:
    words = load(FOLDER / "house/words.yaml")[key]
    other = {"other"} if key == "language" else set()  # keeps the map from looking like one word in languages
    assert set(words) == CHOICES[key] | other


def test_a_group_of_words_is_never_taken_for_one_word() -> None:
    words = load(FOLDER / "house/words.yaml")
    for key in CHOICES:
        assert not set(words[key]) <= LANGUAGES, key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_every_word_that_a_template_prints_is_told(path: Path) -> None:
    words = load(FOLDER / "house/words.yaml")
    if path.parent.name != "house":
        words |= load(path.parent / "kind.yaml").get("words") or {}
    text = "\n".join(text_of(root) for _, root in stories(path))
    used = set(re.findall(r"\bwords(?:\[\w+\])?\.(\w+)", text))
    assert used
    assert used <= set(words)


@pytest.mark.parametrize("folder", KINDS, ids=lambda folder: folder.name)
def test_what_a_kind_says_of_itself_holds(folder: Path) -> None:
    kind = KindFile.model_validate(load(folder / "kind.yaml"))
    assert set(kind.needs) <= set(Document.model_fields)
    assert not kind.decision_note or "house" in kind.audiences


def test_kinds_have_each_their_own_place_in_a_pack() -> None:
    orders = [load(folder / "kind.yaml")["order"] for folder in KINDS]
    assert len(set(orders)) == len(orders)
