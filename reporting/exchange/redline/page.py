"""The page of changes, on paper: which documents changed, and every change by record, old beside new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ...documents.blocks import Block, Span, Text
from ...documents.wording import write_date
from ...output.papers import Paper, Printed, load_press, make_paper, table
from ...problems import Problem
from .redlining import Document, Redline
from .sentences import Pieces
from .telling import Row, Teller

NAME = "changes"
DOCUMENTS = (0.4, 0.42, 0.18)
COLUMNS = ("field", "was", "is", "decided")
CHANGES, WORDS = (0.19, 0.3, 0.3, 0.21), (0.24, 0.38, 0.38)


def print_page(done: Redline, stem: str) -> tuple[Printed | None, list[Problem]]:
    """The page in Word and PDF, the same bytes for the same changes. `stem`: its path as problems name it."""
    press, problems = load_press(done.found.folders, done.found.templates.words)
    if press is None:
        return None, problems
    printed, faults = make_paper(build_page(done), press, stem)
    return printed, [*problems, *faults]


def build_page(done: Redline) -> Paper:
    """What the page says."""
    teller, version = done.teller, done.version
    assert teller is not None and version is not None and done.now is not None
    scope, word = teller.scope, teller.word
    language = scope.language
    number, date = str(version.number), write_date(version.date, language)
    pack = scope.book.packs[done.pack]
    title = str(scope.name(pack.title, scope.book.place("pack", pack.id) / "title"))
    to = {"to": ", ".join(version.to)} if version.to else {}
    went = word("version_to" if to else "version", number=number, date=date, **to)
    today = write_date(done.now.date(), language)
    lines = [
        (word("dossier"), f"{title} ({pack.id})"),
        (word("then"), went),
        (word("now"), word("now_value", code=done.code, date=today)),
    ]
    return Paper(
        name=f"{pack.id}/{NAME}",
        title=_plain(word("title", number=number)),
        mark=_plain(word("mark", pack=pack.id, number=number, date=date, code=done.code)),
        language=language,
        created=done.now.date(),
        blocks=list(_blocks(done, teller)),
        lines=[(_plain(label), _plain(value)) for label, value in lines],
        author=str(scope.name(scope.book.settings.title, scope.book.place("settings") / "title")),
        landscape=True,
    )


def _blocks(done: Redline, teller: Teller) -> Iterator[Block]:
    yield _heading(teller, "documents")
    names = [teller.word(name) for name in ("outcome", "then")]
    header = [teller.scope.word("document"), *map(_plain, names)]
    titles = Counter(one.title for one in done.documents)
    yield table(header, [_document(one, titles[one.title] > 1, teller) for one in done.documents], DOCUMENTS)
    records = [row for row in done.rows if row.found.part == "record"]
    for name, rows in (("records", records), ("fixed", [row for row in done.rows if row.found.part != "record"])):
        yield _heading(teller, name)
        if not rows:
            yield Block("paragraph", _plain(teller.word("nothing")))
        for about, together in groupby(rows, lambda row: row.about):
            yield Block("heading", _plain(about), 2)
            shares = CHANGES if name == "records" else WORDS  # who changed a fixed word no record says
            head = [_plain(teller.word(column)) for column in COLUMNS[: len(shares)]]
            yield table(head, [_row(row)[: len(shares)] for row in together], shares)


def _heading(teller: Teller, name: str) -> Block:
    return Block("heading", _plain(teller.word(name)))


def _document(one: Document, shared: bool, teller: Teller) -> list[Text]:
    """`shared`: another document has its title."""
    state = teller.word("state", one.marked.state, **({"count": str(one.marked.count)} if one.marked.count else {}))
    return [
        _plain(f"{one.title} ({one.name})" if shared else one.title),
        _plain(state),
        _plain(str(one.since or teller.word("empty"))),
    ]


def _row(row: Row) -> list[Text | Sequence[Block]]:
    return [_plain(row.field), _lines(row.old), _lines(row.new), _plain(row.decided)]


def _lines(pieces: Pieces) -> list[Block]:
    """The lines of a text, in bold what changed; where all of it did, there is nothing to tell apart."""
    some = any(not piece.changed for piece in pieces)
    lines: list[list[Span]] = [[]]
    for piece in pieces:
        for index, part in enumerate(piece.text.split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append(Span(part, bold=piece.changed and some))
    return [Block("paragraph", Text(line)) for line in lines if line] or [Block("paragraph")]


def _plain(text: str) -> Text:
    return Text.plain(text)
