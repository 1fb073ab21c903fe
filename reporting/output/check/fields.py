"""Word's fields while they are read: which show their stored result, and which a number that only the pages know."""

from __future__ import annotations

import re

from .reading import NUMBER, NUMERAL

_NUMBER_FIELDS = {"PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES"}
_NUMERALS = re.compile(r"\\\*\s*(roman|alphabetic)", re.IGNORECASE)


class Fields:
    """The fields that are open at a spot, the innermost last. `numerals`: pages may be numbered i, ii or a, b."""

    def __init__(self, numerals: bool) -> None:
        self._numerals = numerals
        self._open: list[list[str]] = []  # of each its code, and what of it is being read: code, result or number

    def anew(self) -> Fields:
        """No field open, for a text of its own."""
        return Fields(self._numerals)

    @property
    def shows(self) -> bool:
        """Whether what stands here is seen."""
        return all(state == "result" for _, state in self._open)

    def begin(self, code: str = "") -> None:
        self._open.append([code, "code"])

    def add(self, code: str) -> None:
        if self._open:
            self._open[-1][0] += code

    def separate(self) -> str:
        """Between code and result; gives the sign of a page number, whose stored result is stale and is not read."""
        if not self._open or self._open[-1][1] != "code":
            return ""
        code = self._open[-1][0]
        if code.split()[:1] and code.split()[0].upper() in _NUMBER_FIELDS:
            seen = all(state == "result" for _, state in self._open[:-1])
            self._open[-1][1] = "number"
            return (NUMERAL if self._numerals or _NUMERALS.search(code) else NUMBER) if seen else ""
        self._open[-1][1] = "result"
        return ""

    def end(self) -> None:
        if self._open:
            self._open.pop()
