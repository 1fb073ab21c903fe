"""From bytes to characters: UTF-8 only, and no character that a document cannot hold."""

from __future__ import annotations

import codecs
import re
from unicodedata import category

from ..places import Place
from ..problems import Problem
from .lines import line_column

# Control characters, byte-order marks inside the text and noncharacters (XML 1.0, section 2.2, has no room for most),
# marks that turn the direction of writing (what is printed would not be what is read), private use (no font agrees on
# them, and a document being made uses them for its own marks), and the line separators that YAML 1.1 counts as line
# ends while editors do not.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\uf8ff"
    "\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff\U000f0000-\U0010ffff]"
)
BOM = "\ufeff"


def read_characters(data: bytes, shown: str) -> tuple[str | None, list[Problem]]:
    """The text of the file without its byte-order mark, and what is wrong with the bytes. None when not UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, [Problem("utf16-file", Place(shown, position=(1, 1)))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix(BOM)
        byte = data[error.start : error.start + 1]
        values = {"byte": f"0x{byte[0]:02X}", "guess": byte.decode("cp1252", errors="replace")}
        return None, [Problem("not-utf8", Place(shown, position=line_column(before, len(before))), values)]
    if text.startswith(BOM):
        return text[1:], [Problem("byte-order-mark", Place(shown, position=(1, 1)))]
    return text, []


def describe_unwanted(character: str) -> tuple[str, dict[str, str]]:
    """The code of the problem for a character that `UNWANTED` found, and the values of its words."""
    values = {"character": f"U+{ord(character):04X}"}
    if character in "\x85\u2028\u2029":
        return "line-separator", values
    return "private-character" if category(character) == "Co" else "forbidden-character", values
