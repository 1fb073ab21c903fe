"""Nothing is lost: an independent reading of the Word file and of the PDF, compared.

It shares no code with what makes the PDF. Both files are read anew (`word`; `pages` and `tags`), compared paragraph by
paragraph, row by row, note by note (`compare`) and page by page (`margins`), and the pages are searched for text that
is there but cannot be seen (`layout`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...places import Place
from ...problems import Problem
from .compare import Comparison, Difference
from .layout import find_off_page, find_overprinted, find_undrawn
from .margins import find_margin_difference
from .pages import Page, count_pages, load_pages
from .parts import find_begins
from .reading import Spot, build_key
from .tags import PdfFile, build_pdf
from .word import UnreadableFile, WordFile, load_word

__all__ = ["check_combined", "check_marks", "check_outputs", "count_pages"]


def check_outputs(word: bytes, pdf: bytes, shown_word: str, shown_pdf: str, mark: str = "") -> list[Problem]:
    """What the PDF of a document lacks, adds or makes unreadable; empty when it says what the Word file says.

    `shown_word`, `shown_pdf`: the files' names as problems name them. `mark`: as in `check_marks`, in the same reading.
    The first loss is named, beside everything that is hidden in Word or unreadable on a page.
    """
    return _check(((shown_word, word),), pdf, shown_pdf, [mark] if mark else [], front=False)


def check_combined(
    words: Sequence[tuple[str, bytes]], pdf: bytes, shown_pdf: str, marks: Sequence[str] = ()
) -> list[Problem]:
    """The same for a PDF of several documents, in the order of `words` (shown name, file), each beginning a page.

    What stands before the first document (cover, contents) is in no Word file: only its layout is checked. `marks`:
    those of the documents, each in its language; a page shows one of them.
    """
    return _check(words, pdf, shown_pdf, marks, front=True)


def check_marks(pdf: bytes, mark: str, shown_pdf: str = "") -> list[Problem]:
    """A problem for each page that does not show `mark` (say, *CONCEPT* with the pack's version and date)."""
    try:
        return list(_find_unmarked(load_pages(pdf), [mark], shown_pdf))
    except UnreadableFile as error:
        return [_unreadable(shown_pdf, error)]


def _check(
    words: Sequence[tuple[str, bytes]], pdf: bytes, shown_pdf: str, marks: Sequence[str], front: bool
) -> list[Problem]:
    problems: list[Problem] = []
    read: list[tuple[str, WordFile]] = []
    for shown, data in words:
        try:
            read.append((shown, load_word(data)))
        except UnreadableFile as error:
            problems.append(_unreadable(shown, error))
    try:
        pages = load_pages(pdf)
        tagged = build_pdf(pdf, pages)
    except UnreadableFile as error:
        return [*problems, _unreadable(shown_pdf, error)]
    for shown, word in read:
        problems.extend(_find_hidden(word, shown))
    if tagged is None:
        problems.append(Problem("pdf-untagged", Place(shown_pdf), {}))
    elif len(read) == len(words):
        problems.extend(_find_losses(read, tagged, shown_pdf, front))
    problems.extend(_find_unreadable_text(pages, shown_pdf))
    if marks:
        problems.extend(_find_unmarked(pages, marks, shown_pdf))
    return problems


def _find_losses(read: list[tuple[str, WordFile]], pdf: PdfFile, shown_pdf: str, front: bool) -> Iterator[Problem]:
    begins = find_begins([word for _, word in read], pdf.blocks) if front else [0]
    for (shown, word), begin, end in zip(read, begins, [*begins[1:], len(pdf.blocks)], strict=True):
        comparison = Comparison(list(word.frames))
        difference = comparison.find_first(word.blocks, pdf.blocks[begin:end])
        if difference is None:
            first = pdf.blocks[begin].page if front and begin < end else 0
            last = pdf.blocks[end].page if end < len(pdf.blocks) else len(pdf.pages)
            difference = find_margin_difference(word, pdf, comparison.pairs, range(first, last))
        if difference is not None:
            yield _build_problem(difference, shown, shown_pdf)


def _find_hidden(word: WordFile, shown: str) -> Iterator[Problem]:
    for code, found in (("word-hidden", word.hidden[:1]), ("word-reviewed", word.changes[:1])):
        for spot, text in found:
            yield Problem(code, Place(shown, spot.field), {"where": spot, "words": " ".join(text.split())[:90]})


def _find_unreadable_text(pages: list[Page], shown: str) -> Iterator[Problem]:
    """One problem of a kind a page: where one line is off the page, the rest of its paragraph usually is too."""
    for number, page in enumerate(pages, 1):
        spot = Spot((("page", number),))
        place = Place(shown, spot.field)
        for code, find in (("text-off-page", find_off_page), ("text-undrawn", find_undrawn)):
            for item in find(page):
                yield Problem(code, place, {"where": spot, "words": item.text.strip()})
                break
        for one, other in find_overprinted(page):
            yield Problem(
                "text-overprinted", place, {"where": spot, "words": other.text.strip(), "found": one.text.strip()}
            )
            break


def _find_unmarked(pages: list[Page], marks: Sequence[str], shown: str) -> Iterator[Problem]:
    wanted = [build_key(mark) for mark in marks]
    for number, page in enumerate(pages, 1):
        drawn = build_key("".join(item.text for item in page.prints if item.drawn))
        if not any(mark in drawn for mark in wanted):
            spot = Spot((("page", number),))
            yield Problem("mark-missing", Place(shown, spot.field), {"where": spot, "mark": marks[0]})


def _build_problem(difference: Difference, shown_word: str, shown_pdf: str) -> Problem:
    values = {"where": difference.spot, "words": difference.words, "found": difference.found, "pdf": shown_pdf}
    return Problem(difference.code, Place(shown_word, difference.spot.field), values)


def _unreadable(shown: str, error: UnreadableFile) -> Problem:
    return Problem("output-unreadable", Place(shown), {"reason": str(error)})
