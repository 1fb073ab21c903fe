"""The whole round that the README shows, as it can be played in a folder with a copy of the casebook."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import docx
import pypandoc
from click.testing import CliRunner

from reporting.cli import main

from .office import Office

ROOT = Path(__file__).parents[1]
STEP = re.compile(r"(?ms)^ *<!-- round: ([^\n]*?) -->\n^( *)```\w+\n(.*?)^\2```$")
PACK, DOCUMENT = "moties-2024", "overzicht"
# What the three readers do: to these words, in a paragraph that begins so.
PROMISED, SOONER, ANNOUNCED = "een brief toegezegd", "een brief voor de zomer toegezegd", "een brief aangekondigd"
QUESTIONED, QUESTION = "Open; toegezegd", "Dit jaar is voorbij: nog te halen?"


@dataclass(frozen=True)
class Step:
    """A block of the walk-through: what is done first, and its lines."""

    before: str
    lines: tuple[str, ...]


def steps() -> list[Step]:
    found = STEP.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return [
        Step(before, tuple(line.removeprefix(indent) for line in inside.splitlines()))
        for before, indent, inside in found
    ]


class Round:
    """The round in `folder`, which has `cases` and `templates`; answers are in English."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._replace("cases/casebook.yaml", "messages: nl", "messages: en")

    def play(self, step: Step) -> Iterator[tuple[str, list[str], str]]:
        """Does what a step says. Of each command: itself, the lines that the README shows, the whole answer."""
        what, _, rest = step.before.partition(" ")
        if what == "write":
            path = self.folder / rest
            path.parent.mkdir(parents=True)
            path.write_text("\n".join(step.lines) + "\n", encoding="utf-8")
            return
        {
            "run": lambda: None,
            "returned": self._return,
            "edit": lambda: self._edit(rest),
            "damage": lambda: self._damage(rest),
        }[what]()
        shown: list[tuple[str, list[str]]] = []
        for line in step.lines:
            if line.startswith("$ "):
                shown.append((line[2:], []))
            else:
                shown[-1][1].append(line)
        for command, wanted in shown:
            with chdir(self.folder):
                done = CliRunner().invoke(main, shlex.split(command)[1:], catch_exceptions=False)
            yield command, wanted, done.output

    def _edit(self, said: str) -> None:
        file, old, new = said.split(" | ")
        self._replace(file, old, new)

    def _replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def _damage(self, file: str) -> None:
        data = bytearray((self.folder / file).read_bytes())
        data[len(data) // 2] ^= 1
        (self.folder / file).write_bytes(data)

    def _return(self) -> None:
        sent = (self.folder / f"cases/circulated/{PACK}/1/{DOCUMENT}.docx").read_bytes()
        (self.folder / "office").mkdir()
        self.office = Office(self.folder / "office")
        edits = f'doc.RecordChanges = True\n  Found(doc, "{PROMISED}").String = "{SOONER}"'
        back = {"lawyer": self.office.review(sent, edits), "head": _commented(sent), "director": self._typed_over(sent)}
        for who, data in back.items():
            (self.folder / f"{DOCUMENT}-{who}.docx").write_bytes(data)

    def _typed_over(self, sent: bytes) -> bytes:
        """As pandoc writes it: nothing is tracked, headers and looks are gone."""
        source, target = self.folder / "office/typed.docx", self.folder / "office/typed-over.docx"
        document = docx.Document(io.BytesIO(sent))
        for table in document.tables:
            for cell in table._cells:
                for paragraph in cell.paragraphs:
                    if PROMISED in paragraph.text:
                        paragraph.text = paragraph.text.replace(PROMISED, ANNOUNCED)
        document.save(source)
        pypandoc.convert_file(str(source), "docx", outputfile=str(target))
        return target.read_bytes()


def play_round(folder: Path) -> None:
    """Plays it all in an empty folder, and has LibreOffice draw the redline."""
    for name in ("cases", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    played = Round(folder)
    for step in steps():
        for _ in played.play(step):
            pass
    played.office.draw(folder / f"redline/{PACK}/{DOCUMENT}.docx")


def _commented(sent: bytes) -> bytes:
    document = docx.Document(io.BytesIO(sent))
    for table in document.tables:
        for cell in table._cells:
            for paragraph in cell.paragraphs:
                if paragraph.text.startswith(QUESTIONED):
                    document.add_comment(paragraph.runs, text=QUESTION, author="A. Head", initials="AH")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
