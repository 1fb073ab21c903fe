"""Fixed words as content: slots such as `{date}` and spaces that do not break are codes, all else is words.

Programs drop or change such signs when they are mere characters. Where one comes back as the character that it is
(`{date}` typed, or left so by a program that knows no codes), it is the code all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .content import Code, Codes, Content, Mark, Role, ids_of

FIXED = "fixed"
# A slot is what `documents/words.py` fills; U+00A0 and U+202F are the spaces at which no line is broken.
_SIGNS = re.compile(r"(?P<slot>\{\w+\})|(?P<space>[\u00a0\u202f])")
# Where a language has a space that must not break, an ordinary one is a mistake: French before two-part signs and
# inside guillemets (Lexique des règles typographiques, Imprimerie nationale, « ponctuation »).
_BREAKING = {"fr": re.compile(r"\S? [:;!?»]|« .?")}


def read_fixed(text: str) -> list[tuple[str | None, str | Code]]:
    """The parts of a text, as `marking.read_paragraph` gives those of Markdown."""
    parts: list[tuple[str | None, str | Code]] = []
    done = 0
    for found in _SIGNS.finditer(text):
        role: Role = "slot" if found["slot"] else "space"
        parts += [(None, text[done : found.start()]), ("alone", Code(role, found.group()))]
        done = found.end()
    parts.append((None, text[done:]))
    return [(side, part) for side, part in parts if part]


def with_codes(content: Content, codes: Codes) -> Content:
    """What came back, with the signs in its words as the codes of the unit that they are.

    A slot that the unit has not is a code that nobody knows. A space that it has not stays a character: a translation
    may have more of them than its source.
    """
    free = {identifier: code.start for identifier, code in codes.items() if identifier not in ids_of(content)}
    return tuple(part for whole in content for part in _parts(whole, codes, free))


def _parts(whole: str | Mark, codes: Codes, free: dict[str, str]) -> Iterator[str | Mark]:
    if isinstance(whole, Mark):
        yield whole
        return
    for side, part in read_fixed(whole):
        if side is None or isinstance(part, str):
            yield str(part)
            continue
        identifier = next((identifier for identifier, start in free.items() if start == part.start), "")
        if identifier:
            del free[identifier]
        elif part.role == "slot":
            identifier = next((known for known, code in codes.items() if code.start == part.start), part.start)
        yield Mark("alone", identifier) if identifier else part.start


def find_breaking(text: str, language: str) -> str:
    """The first ordinary space where the language has one that does not break, with what stands around it; or ""."""
    found = _BREAKING[language].search(text) if language in _BREAKING else None
    return found.group() if found else ""
