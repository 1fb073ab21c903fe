"""Whatever one thing is dropped from whatever document: it is found. A document that lost nothing has no problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from check_samples import Doc, Foot, Grid, Para, to_pdf, to_typst, to_word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.output.check import check_outputs

WORDS = (
    "de het efficiënte office Maastricht grensoverschrijdende samenwerking « » 32 851 nr. 74 – naïef e\u0301e\u0301n "
    "coördinatie \ufb01ne \u0132ssel ’s-Gravenhage COM(2017) 1 . x ² ½ … A\u030angstro\u0308m “ja” "
    "& < > \\ # $ * _ \" '"
).split(" ")
SHORT = ("de", "het", "Ĳssel", "32", "1")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14)
notes = st.lists(words.map(" ".join), min_size=1, max_size=2).map(lambda texts: Foot(tuple(texts)))


@st.composite
def paragraphs(draw: st.DrawFn, kinds: tuple[str, ...], noted: bool = True) -> Para:
    kind = draw(st.sampled_from(kinds))
    if kind == "frame":
        return Para(tuple(draw(st.lists(st.sampled_from(SHORT), min_size=1, max_size=3))), kind)
    parts: list[str | Foot] = [*draw(words)]
    for note in draw(st.lists(notes, max_size=2)) if noted else ():
        parts.insert(draw(st.integers(1, len(parts))), note)
    return Para(tuple(parts), kind, draw(st.integers(0, 2)) if kind in ("number", "letter", "bullet") else 0)


@st.composite
def tables(draw: st.DrawFn) -> Grid:
    columns = draw(st.integers(1, 3))
    head = tuple((draw(paragraphs(("body",), noted=False)),) for _ in range(columns))
    cells = st.lists(paragraphs(("body",)), max_size=2).map(tuple)
    return Grid((head, *draw(st.lists(st.tuples(*[cells] * columns), min_size=1, max_size=6))))


KINDS = ("body", "body", "heading", "number", "letter", "bullet", "frame")
documents = st.lists(st.one_of(paragraphs(KINDS), paragraphs(KINDS), tables()), min_size=1, max_size=8).map(
    lambda blocks: Doc(tuple(blocks))
)


def without(items: tuple, number: int) -> tuple:
    return items[:number] + items[number + 1 :]


def swapped(items: tuple, number: int, item: object) -> tuple:
    return (*items[:number], item, *items[number + 1 :])


def drops(doc: Doc) -> Iterator[tuple[str, Doc]]:
    """Every document that is this one without one thing, and what that was."""
    for number, block in enumerate(doc.blocks):
        yield type(block).__name__, replace(doc, blocks=without(doc.blocks, number))
        for what, fewer in _drops_of_block(block):
            yield what, replace(doc, blocks=swapped(doc.blocks, number, fewer))


def _drops_of_block(block: Para | Grid) -> Iterator[tuple[str, Para | Grid]]:
    if isinstance(block, Para):
        yield from _drops_of_paragraph(block)
        return
    for at, row in enumerate(block.rows):
        if at:
            yield "row", Grid(without(block.rows, at))
        for place, cell in enumerate(row):
            here: Callable[[tuple[Para, ...]], Grid] = lambda fewer, at=at, row=row, place=place: Grid(  # noqa: E731
                swapped(block.rows, at, swapped(row, place, fewer))
            )
            if cell:
                yield "cell", here(())
            for index, paragraph in enumerate(cell):
                for what, fewer in _drops_of_paragraph(paragraph):
                    yield what, here(swapped(cell, index, fewer))


def _drops_of_paragraph(paragraph: Para) -> Iterator[tuple[str, Para]]:
    for number, part in enumerate(paragraph.parts):
        if len(paragraph.parts) > 1 and number:
            yield (
                "note" if isinstance(part, Foot) else "word",
                replace(paragraph, parts=without(paragraph.parts, number)),
            )
        if isinstance(part, Foot):
            for at, text in enumerate(part.paragraphs):
                if len(part.paragraphs) > 1:
                    fewer = Foot(without(part.paragraphs, at))
                    yield "paragraph of note", replace(paragraph, parts=swapped(paragraph.parts, number, fewer))
                said = tuple(text.split(" "))
                for place in range(len(said) if len(said) > 1 else 0):
                    fewer = Foot(swapped(part.paragraphs, at, " ".join(without(said, place))))
                    yield "word of note", replace(paragraph, parts=swapped(paragraph.parts, number, fewer))


def losses(word: bytes, pdf: bytes) -> list[str]:
    """What is found, but for notes on another page than their marks: Typst, left to itself, puts them there."""
    found = [problem.code for problem in check_outputs(word, pdf, "a.docx", "a.pdf")]
    return [code for code in found if code != "note-elsewhere"]


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents, st.data())
def test_one_dropped_thing_is_always_found(doc: Doc, data: st.DataObject) -> None:
    word, pdf = to_word(doc), to_pdf(to_typst(doc))
    assert losses(word, pdf) == []
    every = list(drops(doc))
    for what, fewer in data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=12, unique_by=id)):
        assert losses(to_word(fewer), pdf), f"{what} only in the PDF"
    what, fewer = data.draw(st.sampled_from(every))
    assert losses(word, to_pdf(to_typst(fewer))), f"{what} only in Word"
