"""An obstacle's data written as people write it: every indentation, quote, bracket, comment and line break."""

from __future__ import annotations

import json
import random
import re
from typing import Any

REMARKS = ["# nog nakijken", "#", "# - kind: solved", "# events:", "#! x: [y"]
PLAIN = re.compile(r"[a-z][a-z-]*|[12]\d{3}(-\d\d){0,2}")


class Writer:
    """Somebody with habits, which follow from the seed. `write` gives the bytes of a file that holds the data."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.step, self.dash = self.random.choice([(2, 2), (2, 0), (4, 2), (4, 4), (3, 1), (1, 1)])
        self.gap = self.random.choice([1, 1, 3])
        self.chatty, self.airy = self.random.choice([0, 0.3]), self.random.choice([0, 0, 0.5, 1])
        self.bracketed = self.random.choice([0, 0.3, 0.8])

    def write(self, data: dict[str, Any]) -> bytes:
        lines = [*self.remarks(0), *self.random.choice([[], [], ["---"]]), *self.mapping(data, 0)]
        lines += self.random.choice([[], [], ["# einde"], ["", ""], ["..."]])
        text = "\n".join(lines) + self.random.choice(["\n", "\n", ""])
        text = self.random.choice(["", "", "\ufeff"]) + text
        return text.replace("\n", self.random.choice(["\n", "\n", "\r\n"])).encode()

    def remarks(self, column: int) -> list[str]:
        found = [""] if self.random.random() < self.airy else []
        return found + [" " * column + self.random.choice(REMARKS)] * (self.random.random() < self.chatty)

    def beside(self) -> str:
        return self.random.choice(["  # zie boven", " #"]) if self.random.random() < self.chatty else ""

    def mapping(self, data: dict[str, Any], column: int) -> list[str]:
        lines: list[str] = []
        for key, value in data.items():
            lines += self.remarks(column) if lines else []
            lines += self.after(" " * column + key + ":", value, column)
        return lines

    def after(self, head: str, value: Any, column: int) -> list[str]:
        """A value behind its key."""
        if isinstance(value, dict | list) and value and not self.in_brackets(value):
            if isinstance(value, dict):
                return [head + self.beside(), *self.mapping(value, column + self.step)]
            return [head + self.beside(), *self.sequence(value, column + self.dash)]
        if isinstance(value, str) and not PLAIN.fullmatch(value) and self.random.random() < 0.3:
            return [f"{head} {self.random.choice(['|-', '>-'])}{self.beside()}", " " * (column + self.step) + value]
        return [f"{head} {self.flow(value)}{self.beside()}"]

    def sequence(self, data: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        for value in data:
            lines += self.remarks(column) if lines else []
            head = " " * column + "-" + " " * self.gap
            if isinstance(value, dict) and not self.in_brackets(value):
                first, *rest = self.mapping(value, column + 1 + self.gap)
                lines += [head + first.lstrip(" "), *rest]
            else:
                lines.append(head + self.flow(value) + self.beside())
        return lines

    def in_brackets(self, value: Any) -> bool:
        return not (isinstance(value, list) and len(str(value)) > 60) and self.random.random() < self.bracketed

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(each)}" for key, each in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(each) for each in value) + "]"
        if isinstance(value, bool):
            return str(value).lower()
        if PLAIN.fullmatch(value) and self.random.random() < 0.8:
            return value
        return self.random.choice([f"'{value}'", json.dumps(value, ensure_ascii=False)])
