"""How a change is said: its kind, its place and its texts in words, for the screen and for the report alike."""

from __future__ import annotations

import re

from ...problems import catalogue, find_phrase
from .changes import PARAGRAPH_END, Change
from .pieces import Paragraph
from .receiving import Received
from .sides import Told

DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?")
FAMILIES = {"ind-": "indent", "spacing-": "spacing", "list-": "list", "cell-": "cell", "row-": "row"}
SHOWN = {"\n": "\n", "\t": "⇥"}
FEW = 3  # places of a change of looks that are named; a program that sets a page anew changes every one


class Wording:
    """The words of one answer, in the language of the casebook."""

    def __init__(self, received: Received) -> None:
        self._received = received
        self.language = received.loaded.language

    def phrase(self, code: str, /, **values: object) -> str:
        return find_phrase(f"receive-{code}", self.language, **values)

    def shown(self, text: str) -> str:
        """A text of a file for people: marks of what is no text in brackets, ends of paragraphs visible."""
        atoms = self._received.atoms.shown
        text = text.replace(PARAGRAPH_END, "¶")
        told = "".join(f"[{self.phrase(f'atom-{atoms[c]}')}]" if c in atoms else c for c in text)
        return "".join(SHOWN.get(c) or (c if c.isprintable() else " " if c.isspace() else "\ufffd") for c in told)

    def kind(self, change: Change) -> str:
        if change.kind == "layout":
            return self.phrase("kind-layout", what=", ".join(dict.fromkeys(map(self.look, change.what))))
        if change.comment is not None:
            code = "answer" if change.comment.parent else "comment"
            done = f" ({self.phrase('resolved')})" if change.comment.resolved else ""
            return self.phrase(f"kind-{code}") + done
        return self.phrase(f"kind-{change.kind}")

    def look(self, name: str) -> str:
        """What the name of a look is called; one of Word's own names where we have no word for it."""
        family = next((told for begin, told in FAMILIES.items() if name.startswith(begin)), name)
        code = f"receive-look-{family}"
        return find_phrase(code, self.language) if code in catalogue() else self.phrase("look-other", name=name)

    def who(self, told: Told) -> str:
        """By whom and when; where nothing tracked it, who saved the file."""
        change = told.change
        if change.tracked:
            day = DATE.match(change.date)
            when = " ".join(filter(None, day.groups())) if day else ""
            return ", ".join(filter(None, (self.shown(change.author) or self.phrase("nobody"), when)))
        saved = self._received.files[told.file].saved_by
        return self.phrase("untracked-by", who=self.shown(saved)) if saved else self.phrase("untracked")

    def text(self, change: Change) -> str:
        """What it was and what it became."""
        old, new = self.shown(change.old), self.shown(change.new)
        if change.comment is not None:
            about = self.phrase("about", text=old) + " " if old.strip() else ""
            return f"{about}{self.shown(change.comment.text)}"
        if change.kind == "layout":
            if old != new:
                return self.phrase("old-new", old=old, new=new)
            places = self.phrase("places", count=len(change.spans)) if len(change.spans) > 1 else ""
            return places or (self.phrase("quoted", text=old) if old.strip() else "")
        if change.kind == "moved" and (old == new or not change.tracked):
            return self.phrase("quoted", text=old)
        if change.old and change.new:
            return self.phrase("old-new", old=old, new=new)
        return self.phrase("quoted", text=old or new)

    def spot(self, told: Told) -> str:
        """Where in the document: body, note, header, and the paragraph or cell."""
        if not told.change.spans:
            return self.phrase("spot-document")
        span = told.change.spans[0]
        paragraph = self._received.paragraph(told, span.part, span.number)
        family = re.sub(r"\d+$", "", span.part)
        part = self.phrase(f"spot-{family}") if f"receive-spot-{family}" in catalogue() else span.part
        return ", ".join(filter(None, (part, self._within(paragraph, span.number))))

    def _within(self, paragraph: Paragraph | None, number: int) -> str:
        if paragraph is not None and paragraph.row is not None:
            table, row, column = paragraph.row
            return self.phrase("spot-cell", table=table, row=row + 1, column=column + 1)
        return self.phrase("spot-paragraph", number=number)

    def homes(self, told: Told) -> list[str]:
        """Every home with its field, and what has become of that since; of a change of looks alone the first few."""
        found = []
        for home in told.homes:
            state = "" if home.state == "same" else f" ({self.phrase(f'state-{home.state}')})"
            field = " ".join(map(str, home.field)) if home.kind == "template" else home.path
            found.append(f"{home} {field}".rstrip() + state)
        if told.change.kind == "layout" and len(found) > FEW:
            found[FEW:] = [self.phrase("more-homes", count=len(found) - FEW)]
        return found or [self.phrase("no-home")]
