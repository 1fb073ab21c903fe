"""Spaces at which a line may not end, in finished paragraphs: across runs, each run by the rules of its language."""

from __future__ import annotations

from itertools import accumulate

from lxml import etree

from ...documents.no_break import tie
from .ooxml import W
from .origins import Paragraph, Segment
from .runs import TEXTS


def tie_spaces(paragraph: etree._Element, segments: Paragraph, language: str) -> Paragraph:
    """Make spaces of a paragraph no-break spaces. `language`: of runs that name none. Gives its segments, as they read
    now, which hold what the paragraph holds, character by character."""
    pieces: list[tuple[etree._Element, str, str]] = []
    for run in paragraph.iter(W + "r"):
        if next(run.iterancestors(W + "p")) is not paragraph:  # in a text box, which has paragraphs of its own
            continue
        own = run.find(f"{W}rPr/{W}lang")
        spoken = language if own is None else own.get(W + "val", language)
        for child in run:
            if child.tag == W + "t" or child.tag in TEXTS:
                pieces.append((child, spoken, TEXTS.get(child.tag, child.text or "")))
    said = "".join(text for _, _, text in pieces)
    tied = {spoken: tie(said, spoken) for _, spoken, _ in pieces}
    starts = accumulate((len(text) for _, _, text in pieces), initial=0)
    now = ""
    for (node, spoken, text), at in zip(pieces, starts, strict=False):
        now += tied[spoken][at : at + len(text)]
        if node.tag == W + "t" and text:
            node.text = now[at:]
    ends = list(accumulate(len(segment.text) for segment in segments))
    return tuple(
        Segment(now[end - len(segment.text) : end], segment.origins)
        for segment, end in zip(segments, ends, strict=True)
    )
