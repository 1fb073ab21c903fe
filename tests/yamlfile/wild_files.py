"""Files in every style that people write: a text made from a tree of values, with comments, blank lines and layouts.

The same seed gives the same text. What it means is for the reader and the referees to say.
"""

from __future__ import annotations

import random

WORDS = [
    "een",
    "twee:drie",
    "vier#vijf",
    "é",
    "o’clock",
    "x-1",
    "2019-05",
    "010",
    "no",
    "'s",
    "a,b",
    "😀",
    "https://x.nl",
]
FLOW_WORDS = ["een", "vier#vijf", "é", "x-1", "2019-05", "no"]
SIGNS = [": ", " #", "[", "- ", '\\"', "''", "{", "…"]
COMMENTS = ["# nog een", "#", "# - kind: x", "# a: b", "#! [x"]


class Author:
    """Somebody with habits: each file has its own indentation and line breaks, each value its own style."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.step = self.pick(1, 2, 2, 2, 3, 4)
        self.dash = self.pick(0, 2, 2, self.step)
        self.gap = self.pick(1, 1, 1, 3)
        self.airy = self.pick(0, 0, 0.3, 0.8)
        self.chatty = self.pick(0, 0.1, 0.4)
        self.number = 0

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, share):
        return self.random.random() < share

    def file(self) -> str:
        lines = [*self.remarks(0), *(["---"] if self.chance(0.1) else [])]
        lines += self.sequence(0, 0) if self.chance(0.15) else self.mapping(0, 0)
        lines += self.remarks(self.pick(0, 0, 2, 4))
        lines += self.pick([], [], [], ["..."], [""], ["", "  ", ""])
        text = "\n".join(lines) + self.pick("\n", "\n", "\n", "")
        return self.pick("", "", "", "\ufeff") + text.replace("\n", self.pick("\n", "\n", "\n", "\r\n", "\r"))

    def remarks(self, column) -> list[str]:
        """Comments and blank lines between entries."""
        lines = [""] * self.chance(self.airy)
        while self.chance(self.chatty):
            lines.append(" " * max(column + self.pick(0, 0, 0, 2, -2), 0) + self.pick(*COMMENTS))
            lines += [""] * self.chance(self.airy / 2)
        return lines

    def beside(self) -> str:
        return self.pick("  # x: [y", " #", "   ", "    # z") if self.chance(self.chatty) else ""

    def key(self) -> str:
        self.number += 1
        return self.pick("k{}", "k{}", "k{}", "'k {}'", '"k: {}"', "k {}").format(self.number)

    def mapping(self, column, depth) -> list[str]:
        lines: list[str] = []
        for number in range(self.pick(1, 2, 3, 4)):
            lines += self.remarks(column) if number else []
            lines += self.after(" " * column + self.key() + ":", column, column + self.step, column + self.dash, depth)
        return lines

    def sequence(self, column, depth) -> list[str]:
        lines: list[str] = []
        for number in range(self.pick(1, 2, 3)):
            lines += self.remarks(column) if number else []
            head, inner = " " * column + "-", column + 1 + self.gap
            if self.chance(0.4) and depth < 4:
                nested = (self.mapping if self.chance(0.8) else self.sequence)(inner, depth + 1)
                lines += [head + " " * self.gap + nested[0].lstrip(" "), *nested[1:]]
            else:
                lines += self.after(head, column, inner, inner, depth)
        return lines

    def after(self, head, column, deeper, dash, depth) -> list[str]:
        """A value behind a key or dash, on its line or under it."""
        kind = self.random.random()
        if kind < 0.25 and depth < 4:
            nested = (lambda: self.mapping(deeper, depth + 1)), (lambda: self.sequence(dash, depth + 1))
            return [head + self.beside(), *self.remarks(deeper), *self.pick(*nested)()]
        if kind < 0.4:
            return self.block(head, deeper)
        if kind < 0.45:
            return [head + self.beside()]
        if kind < 0.6:
            return self.flow(head + " ", deeper, depth)
        return self.text(head + self.pick(" ", " ", "   "), deeper)

    def block(self, head, deeper) -> list[str]:
        header = self.pick("|", ">", "|-", ">-", "|+", ">+") + self.pick("", "", "  # c")
        lines = [self.sentence() for _ in range(self.pick(1, 1, 2, 3))]
        body = [" " * deeper + line for line in lines]
        for _ in range(self.pick(0, 0, 1, 2)):
            body.insert(self.random.randrange(1, len(body) + 1), self.pick("", "", " " * (deeper + 2)))
        return [f"{head} {header}", *body]

    def sentence(self) -> str:
        return self.pick(*WORDS) + "".join(self.pick(" ", self.pick(*SIGNS)) + self.pick(*WORDS) for _ in range(3))

    def text(self, head, deeper) -> list[str]:
        style = self.pick("", "", "'", '"')
        if not style:
            words = [" ".join(self.random.choices(WORDS, k=self.pick(1, 1, 2))) for _ in range(self.pick(1, 1, 1, 3))]
        else:
            words = [self.sentence().replace("''" if style == '"' else '\\"', "") for _ in range(self.pick(1, 1, 2))]
            words = [word.replace("'", "''").replace("''''", "''") if style == "'" else word for word in words]
        lines = [head + style + words[0]]
        for word in words[1:]:
            lines += [""] * self.chance(0.2) + [" " * deeper + word]
        lines[-1] += style + self.beside()
        return lines

    def flow(self, head, deeper, depth) -> list[str]:
        opening, closing = self.pick("[]", "[]", "{}")
        parts = [self.part(opening, depth) for _ in range(self.pick(0, 1, 2, 3))]
        comma = self.pick("", "", ",") if parts else ""
        if self.chance(0.6):
            room = self.pick("", "", " ")
            return [head + opening + room + self.pick(", ", ",  ").join(parts) + comma + room + closing + self.beside()]
        lines = [head + opening + self.pick("", "  # c")]
        for number, part in enumerate(parts):
            lines += self.remarks(deeper)
            lines.append(
                " " * deeper + part + (comma if number == len(parts) - 1 else ",") + self.pick("", "", "  # c")
            )
        return [*lines, *self.remarks(deeper), " " * deeper + closing + self.beside()]

    def part(self, opening, depth) -> str:
        value = self.pick(*FLOW_WORDS, "'x, y'", '"[z"', "[]", "{}", "[a, [b]]", "{c: d, e: }")
        if opening == "{":
            return f"{self.key()}: {value}" if not self.chance(0.1) else f"{self.key()}: "
        return value
