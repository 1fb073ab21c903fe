"""Which paragraphs of a document say something else than before: the old words, the new ones, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, zip_longest

from ...output.word.content import NOTE, read_content
from ...output.word.origins import OriginMap, Segment
from ...places import Place

CONTEXT = 4  # words shown beside what differs
LONGEST = 160


@dataclass(frozen=True)
class Text:
    """What a Word file says: its bytes, the mark that its pages bear (None: none), and where its words came from."""

    data: bytes
    mark: str | None
    origins: OriginMap


@dataclass(frozen=True)
class Change:
    """A paragraph that differs: what it said (`old`) and says (`new`), cut to what differs; "" where it was not there.

    `place`: where the new words come from, or came from before they were taken out; None where that is not known.
    `words`: what stands there, of that paragraph.
    """

    old: str
    new: str
    place: Place | None
    words: str = ""


def find_changes(before: Text, after: Text) -> list[Change]:
    """Every paragraph that differs, in the order of the document; also alternative texts and addresses of links.

    A reference to a note is shown as `[*]`, as `read_content` has it.
    """
    old, new = read_content(before.data, before.mark), read_content(after.data, after.mark)
    was, now = _index(before.origins), _index(after.origins)
    found: list[Change] = []
    for story in sorted({*old, *new}, key=lambda name: ("document.xml" not in name, name)):
        for left, right in _differing(_texts(old.get(story, [])), _texts(new.get(story, []))):
            if not left and not right:
                continue  # a cell that is empty, which others moved past
            segment = _find(now.get(_plain(right), ()), left) or _find(was.get(_plain(left), ()), right)
            spot = (segment.origins[0], segment.text) if segment else (None,)
            found.append(Change(*_cut(left, right), *spot))
    return found


def _texts(paragraphs: Iterable[list[str]]) -> list[str]:
    return list(chain.from_iterable(paragraphs))


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from zip_longest(old[a:b], new[c:d], fillvalue="")


def _index(origins: OriginMap) -> dict[str, tuple[Segment, ...]]:
    """The segments of every paragraph, by its words."""
    found: dict[str, tuple[Segment, ...]] = {}
    for segments in chain.from_iterable(origins.parts.values()):
        found.setdefault(_plain("".join(segment.text for segment in segments)), tuple(segments))
    return found


def _find(segments: Iterable[Segment], other: str) -> Segment | None:
    """What of a paragraph the other text does not have; else the first that is known to come from anywhere."""
    known = [segment for segment in segments if segment.origins and segment.text.strip()]
    differing = [segment for segment in known if _plain(segment.text) not in _plain(other)]
    return next(iter([*differing, *known]), None)


def _plain(text: str) -> str:
    return " ".join(text.replace(NOTE, "").split())


def _cut(old: str, new: str) -> tuple[str, str]:
    """Both texts without the words that they begin and end with alike, but for a few."""
    left, right = old.split(), new.split()
    shortest = min(len(left), len(right))
    begin = next((at for at in range(shortest) if left[at] != right[at]), shortest)
    end = next((at for at in range(shortest - begin) if left[-1 - at] != right[-1 - at]), shortest - begin)
    begin, end = max(begin - CONTEXT, 0), max(end - CONTEXT, 0)
    return _shown(left, begin, end), _shown(right, begin, end)


def _shown(words: list[str], begin: int, end: int) -> str:
    text = " ".join(words[begin : len(words) - end])
    if len(text) > LONGEST:
        text, end = text[:LONGEST].rstrip(), 1
    return f"{'… ' if begin and text else ''}{text}{' …' if end and text else ''}"
