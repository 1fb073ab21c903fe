"""Every field that changed is listed, with what it was and what it is; and none that did not."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.exchange.redline.comparing import Change, find_changes, leaves, same
from reporting.exchange.redline.sentences import find_differences, flow

RECORD: dict[str, Any] = {
    "id": "veer",
    "title": {"nl": "Veerdienst", "fr": "Bac"},
    "borders": ["vl-nl"],
    "public": True,
    "events": [
        {"kind": "submitted", "date": "2022-03", "by": "gewest", "text": {"nl": "Gemeld."}},
        {"kind": "progress", "date": "2022-05-02", "by": "ministerie", "text": {"nl": "Overleg."},
         "next": {"text": {"nl": "Nog eens."}, "by": "unknown", "due": "unknown"}},
        {"kind": "progress", "date": "2022-09-01", "by": "gewest", "text": {"nl": "Weer overleg."}},
    ],
    "sections": [{"id": "opening", "text": {"nl": "Een\ntwee."}}, {"id": "slot", "text": {"nl": "Drie."}}],
}  # fmt: skip


def listed(old: Any, new: Any) -> dict[tuple, tuple[Any, Any]]:
    """Every single value that is listed: by where it was and where it is, both values."""
    found = {}
    for change in find_changes(old, new):
        assert change.what != "moved"
        was = {} if change.what == "added" else dict(leaves(change.old))
        now = {} if change.what == "removed" else dict(leaves(change.new))
        for path in {*was, *now}:
            found[(*change.before, *path), (*change.path, *path)] = (was.get(path), now.get(path))
    return found


def put(record: Any, path: tuple, value: Any) -> Any:
    record = copy.deepcopy(record)
    at = record
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return record


# Which item of a list an item is, is told by these; with them changed at once the item may be another one.
FREE = [path for path, _ in leaves(RECORD) if path[-1] not in ("id", "kind", "date")]
VALUES = st.one_of(st.text("abc XYZ.\n", min_size=1).filter(str.strip), st.booleans())


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FREE), VALUES, max_size=6))
def test_every_changed_field_is_listed_and_no_other(edits: dict[tuple, Any]):
    new = RECORD
    for path, value in edits.items():
        new = put(new, path, value)
    before = dict(leaves(RECORD))
    wanted = {(path, path): (before[path], value) for path, value in edits.items() if not same(before[path], value)}
    assert listed(RECORD, new) == wanted
    back = {where: (is_, was) for where, (was, is_) in listed(new, RECORD).items()}
    assert back == wanted, "the other way round it is the same"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_added_and_removed_items_are_those(data: st.DataObject):
    """Of a list of events with a name of their own each, whatever else changed in them."""
    old = [{"kind": "progress", "date": f"2022-{n:02}", "text": {"nl": f"Nummer {n}."}} for n in range(1, 7)]
    kept = data.draw(st.lists(st.sampled_from(range(6)), unique=True)).copy()
    kept.sort()
    fresh = data.draw(st.lists(st.integers(0, len(kept)), max_size=3))
    new = [copy.deepcopy(old[index]) for index in kept]
    edited = data.draw(st.lists(st.sampled_from(kept), unique=True)) if kept else []
    for index in edited:
        new[kept.index(index)]["text"]["nl"] = f"Anders {index}."
    for number, at in enumerate(sorted(fresh, reverse=True)):
        new.insert(at, {"kind": "decided", "date": f"2024-{number + 1:02}", "text": {"nl": f"Nieuw {number}."}})
    changes = list(find_changes({"events": old}, {"events": new}))
    told = {what: [change for change in changes if change.what == what] for what in ("added", "removed", "changed")}
    assert len(changes) == sum(map(len, told.values())), "nothing moved"
    assert [change.new["date"] for change in told["added"]] == [e["date"] for e in new if e["date"] > "2023"]
    assert [change.old for change in told["removed"]] == [old[index] for index in range(6) if index not in kept]
    assert sorted(change.new for change in told["changed"]) == sorted(f"Anders {index}." for index in edited)
    for change in told["added"]:
        assert new[change.path[1]] == change.new
    for change in told["changed"]:
        assert old[change.before[1]]["text"]["nl"] == change.old and new[change.path[1]]["text"]["nl"] == change.new


def test_an_item_in_another_place_is_said_to_have_moved():
    old = {"sections": [{"id": name} for name in ("a", "b", "c", "d")]}
    new = {"sections": [{"id": name} for name in ("b", "c", "a", "d")]}
    assert list(find_changes(old, new)) == [Change(("sections", 2), "moved", 1, 3, ("sections", 0))]


def test_an_event_of_another_date_is_the_same_event():
    new = put(put(RECORD, ("events", 1, "date"), "2022-05-03"), ("public",), False)
    assert {(change.path, change.old, change.new) for change in find_changes(RECORD, new)} == {
        (("events", 1, "date"), "2022-05-02", "2022-05-03"), (("public",), True, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Een zin die\nverder gaat.\n", "Een zin\ndie verder gaat.\n"),
        ("Een.\n\nTwee.\n", "Een.\n\n\nTwee."),
        ("- een\n- twee, dat\n  langer is\n", "- een\n- twee, dat langer\n  is\n"),
    ],
)
def test_where_lines_end_is_no_change(old: str, new: str):
    assert same(old, new) and list(find_changes({"text": old}, {"text": new})) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("een\n- twee", "een - twee"),
        ("een\n1. twee", "een 1. twee"),
        ("een  \ntwee", "een\ntwee"),
        ("een\\\ntwee", "een\ntwee"),
        ("een\n\ntwee", "een\ntwee"),
        ("true", True),
        ("een", "Een"),
    ],
)
def test_what_reads_otherwise_is_a_change(old: object, new: object):
    assert not same(old, new) and list(find_changes({"text": old}, {"text": new}))


TEXTS = st.lists(st.sampled_from(["Een zin.", "Nog een zin!", "Een andere zin?", "Slot [@kst-1].", "met wat meer"]))


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_what_is_shown_of_a_text_is_in_it(old: list[str], new: list[str]):
    """Nothing is shown that is not there, and of what differs nothing is left out."""
    before, after = " ".join(old), " ".join(new)
    was, now = find_differences(before, after)
    for shown, text in ((was, before), (now, after)):
        for part in "".join(piece.text for piece in shown).split("…"):
            assert part.strip() in text
    if before != after:
        assert any(piece.changed for piece in (*was, *now))
    else:
        assert not any(piece.changed for piece in (*was, *now))


def test_only_the_sentences_that_changed_are_shown():
    old = "Dit blijft. Het veer vaart niet. Ook dit blijft. [@kst-1] En dit. Slot."
    new = "Dit blijft. Het veer vaart weer. Ook dit blijft. [@kst-1] En dit. Slot."
    was, now = find_differences(old, new)
    assert "".join(piece.text for piece in was) == "… Het veer vaart niet. …"
    assert [piece.text for piece in now if piece.changed] == ["weer"]


def test_flow_keeps_every_word():
    text = "Een\ntwee\n\n- drie\n  vier\n- vijf\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert flow(text).split() == text.split()
    assert flow(text).splitlines()[0] == "Een twee"
    assert "| a | b |\n|---|---|" in flow(text)
