"""Runs for inlines: the template run's look, with what the text itself adds to it."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from ...documents.blocks import Span
from .ooxml import SPACE, W, element, put
from .styles import Styles, put_language

# What XML 1.0 cannot carry (https://www.w3.org/TR/xml/#charsets), and noncharacters, which stand for our own tokens.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
PIECES = re.compile("([\t\n\u00ad])")
ELEMENTS = {"\t": "tab", "\n": "br", "\u00ad": "softHyphen"}
BETWEEN_NOTES = ",\u00a0"
# What stands for text in a run of a template.
TEXTS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n"}
TEXTS |= {W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}


def new_run(look: etree._Element | None) -> etree._Element:
    """An empty run with a copy of a `w:rPr`."""
    run = element("r")
    if look is not None:
        run.append(deepcopy(look))
    return run


def add_text(run: etree._Element, text: str) -> None:
    """Put text in a run; tabs, line breaks and soft hyphens become Word's own elements."""
    for piece in PIECES.split(text):
        if piece in ELEMENTS:
            element(ELEMENTS[piece], run)
        elif piece:
            made = element("t", run)
            made.text = piece
            if piece[0] == " " or piece[-1] == " " or "  " in piece:
                made.set(SPACE, "preserve")


def span_run(span: Span, text: str, look: etree._Element | None, styles: Styles, language: str) -> etree._Element:
    """The run of a span. `language`: that of the document; a span of another one is marked as such."""
    run = new_run(look)
    style = "Placeholder Text" if span.mark else "Hyperlink" if span.link else None
    own = span.language if span.language and (span.language != language or styles.tell_languages) else None
    present = run.find(W + "rPr")
    if present is None and (style or own or span.bold or span.italic):
        present = element("rPr", run)
    if present is not None:
        if style:
            put(present, "rStyle", val=styles.id("character", style) or "")
        for wanted, names in ((span.bold, ("b", "bCs")), (span.italic, ("i", "iCs"))):
            for name in names if wanted else ():
                put(present, name)
        if own:
            put_language(present, own)
        else:
            for mark in present.findall(W + "lang"):  # the language of who typed the template, not of this text
                present.remove(mark)
    add_text(run, text)
    return run


def note_run(number: int, look: etree._Element | None, styles: Styles) -> etree._Element:
    """The reference to a footnote."""
    run = raised_run(look, styles)
    element("footnoteReference", run, id=number)
    return run


def between_notes(look: etree._Element | None, styles: Styles) -> etree._Element:
    """What parts two references that follow one another: 20 and 21 would read as 2021."""
    run = raised_run(look, styles)
    add_text(run, BETWEEN_NOTES)
    return run


def is_reference(run: etree._Element) -> bool:
    return run.find(W + "footnoteReference") is not None


def raised_run(look: etree._Element | None, styles: Styles) -> etree._Element:
    """An empty run that looks as references to notes do."""
    run = new_run(look)
    present = run.find(W + "rPr")
    if present is None:
        present = element("rPr", run)
    put(present, "rStyle", val=styles.id("character", "footnote reference") or "")
    for name in ("position", "vertAlign"):
        for found in present.findall(W + name):
            present.remove(found)
    return run
