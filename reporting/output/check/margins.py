"""Headers and footers: what Word's sections say each page shows, beside what the PDF's pages show outside the text.

Which section a page belongs to follows from the text on it: a page has the header of the section that its first
paragraph is in, the first-page header where the section begins (`w:titlePg`), the even one on even pages where the
settings ask for it (ECMA-376 part 1, 17.10).
"""

from __future__ import annotations

import re

from .compare import Difference
from .reading import Paragraph, Spot, build_key, build_pattern
from .tags import PdfFile
from .word import WordFile

_LEADERS = " ._·"  # what a tab may be filled with (17.18.71 ST_TabTlc); hyphens are not compared
_CUT = "\n"  # where a text was found and taken out; never part of a key


def find_margin_difference(
    word: WordFile, pdf: PdfFile, pairs: list[tuple[Paragraph, Paragraph]], pages: range
) -> Difference | None:
    """The first header or footer of these pages that is lost, or a text in the margin that Word has not."""
    governing = _find_sections(pairs, pages)
    first_pages = {section: page for page, section in reversed(governing.items())}
    for page, number in governing.items():
        section = word.sections[min(number, len(word.sections) - 1)] if word.sections else None
        kind = "default"
        if section and section.title_page and first_pages[number] == page:
            kind = "first"
        elif word.even_and_odd and (page - pages.start) % 2 == 1:
            kind = "even"
        expected = [
            (side, paragraph)
            for side in ("header", "footer")
            if section and (part := section.parts.get((side, kind)))
            for paragraph in word.stories[part]
        ]
        if difference := _find_on_page(page, expected, pdf):
            return difference
    return None


def _find_sections(pairs: list[tuple[Paragraph, Paragraph]], pages: range) -> dict[int, int]:
    """The section of each page: the earliest that has text on it, else (a page of notes) that of the page before."""
    found: dict[int, int] = {}
    for ours, theirs in pairs:
        found[theirs.page] = min(ours.section, found.get(theirs.page, ours.section))
    out, current = {}, 0
    for page in pages:
        current = out[page] = found.get(page, current)
    return out


def _find_on_page(page: int, expected: list[tuple[str, Paragraph]], pdf: PdfFile) -> Difference | None:
    """Take every expected paragraph out of the page's artifacts, the longest first so that a short one (a number) is
    not found inside another; what is left must be header rows of tables that go on, and what fills tabs."""
    rest = build_key("".join(pdf.artifacts[page]))
    for side, paragraph in sorted(expected, key=lambda item: -len(item[1].key)):
        wanted = build_pattern(paragraph.key)
        taken, count = re.subn(wanted, _CUT, rest, count=1, flags=re.IGNORECASE if paragraph.any_case else 0)
        if not count:
            return Difference(f"{side}-lost", Spot(((side, page + 1),)), " ".join(_show(paragraph.text).split()))
        rest = taken
    for head in sorted(filter(None, pdf.heads), key=len, reverse=True):
        rest = rest.replace(head, _CUT)
    left = rest.replace(_CUT, " ").strip()
    if left.strip(_LEADERS):
        return Difference("text-added", Spot((("page", page + 1),)), left)
    return None


def _show(text: str) -> str:
    return re.sub("[\ufdd0-\ufdef]", "#", text)
