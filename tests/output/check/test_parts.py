"""Where each document begins in a combined PDF, also among a thousand that are nearly the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.output.check import parts
from reporting.output.check.parts import find_begins
from reporting.output.check.reading import Block, Paragraph, Spot
from reporting.output.check.word import WordFile

HERE = Spot((("body", 1),))
COMMON = ["Geachte heer of mevrouw,", "Met deze brief laten wij u weten hoe het ervoor staat.", "Hebt u vragen?"]


def words_of(texts: list[str]) -> WordFile:
    return WordFile(blocks=[Paragraph(text, HERE) for text in texts])


def printed(documents: list[list[str]], page_length: int = 4) -> tuple[list[Block], list[int]]:
    """The blocks of a PDF of the documents, each beginning a page, and where each begins."""
    blocks: list[Block] = []
    begins = []
    page = -1
    for texts in documents:
        begins.append(len(blocks))
        for number, text in enumerate(texts):
            page += number % page_length == 0
            blocks.append(Paragraph(text, HERE, page=page))
    return blocks, begins


def letters(count: int) -> list[list[str]]:
    return [[f"Betreft zaak {n}", *COMMON, *(f"Stap {step}" for step in range(n % 5)), "Groet"] for n in range(count)]


def test_many_letters_are_found_soon_and_each_where_it_begins():
    every = letters(300)
    blocks, begins = printed(every)
    started = time.process_time()
    assert find_begins([words_of(texts) for texts in every], blocks) == begins
    assert time.process_time() - started < 5, "looking for each on every page takes a minute"


@pytest.mark.parametrize("lost", [[], [7], [7, 8], range(20)])
def test_letters_that_lost_their_first_paragraph_are_found(lost):
    every = letters(40)
    drawn = [texts[1:] if number in lost else texts for number, texts in enumerate(every)]
    blocks, begins = printed(drawn)
    found = find_begins([words_of(texts) for texts in every], blocks)
    assert [found[number] for number in range(40) if number not in lost] == [
        begins[number] for number in range(40) if number not in lost
    ]
    assert found == sorted(found)


lines = st.lists(st.sampled_from(["a", "b", "c", "d", "eigen 1", "eigen 2", "eigen 3"]), min_size=1, max_size=5)


@given(every=st.lists(lines, min_size=1, max_size=6))
@settings(max_examples=200)
def test_looking_near_rare_paragraphs_finds_what_looking_everywhere_does(every):
    blocks, _ = printed(every, 2)
    words = [words_of(texts) for texts in every]
    near = find_begins(words, blocks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_RARE", 0)
        assert near == find_begins(words, blocks)
