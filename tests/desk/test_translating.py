"""Translations of a casebook: how far each is, confirming them, and what is shown of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.desk.case_texts import languages_of
from reporting.desk.desk import JSON, Look
from reporting.desk.translating import STATES, count_states, find_standings, needing_work
from reporting.desk.translations import _table, find_refusal, show_translations
from tests.exchange.translation.exchanged import confirm, edit, load, make_casebook, states, texts

LETTER = """\
sections:
  - id: opening
    text: {nl: "Met deze brief meld ik de stand.", de: "Mit diesem Schreiben."}
  - {id: slot, text: {nl: "Tot slot."}}
"""
PACK = """\
id: spring
title: {nl: "Voorjaar 2023", fr: "Printemps 2023"}
as_of: 2023-06-01
period: {from: 2022-01-01, to: 2023-06-01}
documents:
  table: {kind: bilingual-annex, audience: house, languages: [nl, fr], obstacles: {themes: [transport]}}
  letter:
    kind: kamerbrief
    audience: house
    language: de
    text: letter.yaml
    subject: {nl: "Stand van zaken"}
    sender: ministerie
    to: [gewest]
    signatory: minister
"""


# --- states ----------------------------------------------------------------------------------------------------------


def test_what_was_never_confirmed_is_draft_or_missing(tmp_path: Path):
    found = states(make_casebook(tmp_path))
    assert found["obstacle/veer title"] == "draft" and found["obstacle/afval title"] == "missing"
    assert set(found.values()) == {"draft", "missing"}
    assert set(states(tmp_path / "cases", "de").values()) == {"missing"}


def test_a_confirmed_text_stays_so_wherever_it_goes(tmp_path: Path):
    """Wrapped otherwise, in other quotes, behind another event, in a file of another name."""
    folder = make_casebook(tmp_path)
    assert confirm(folder, "fr").new > 8
    assert set(states(folder).values()) == {"confirmed", "missing"}
    edit(folder, 'fr: "Signalé."', "fr: 'Signalé.'")
    edit(folder, "- Les cyclistes attendent :\n      sur le quai.", "- Les cyclistes attendent : sur le quai.")
    edit(folder, "events:\n", 'events:\n  - {date: 2021-01, kind: progress, by: ministerie, text: {nl: "Eerder."}}\n')
    assert set(states(folder).values()) == {"confirmed", "missing"}
    (folder / "obstacles/veer.yaml").rename(folder / "obstacles/pont.yaml")
    edit(folder, "id: veer", "id: pont", "obstacles/pont.yaml")
    assert states(folder)["obstacle/pont title"] == "confirmed"
    confirm(folder, "fr", ["afval"])  # what was kept under the old name is kept under the new one
    assert states(folder)["obstacle/pont title"] == "confirmed"
    assert "obstacle/veer" not in (folder / "translations/fr.yaml").read_text(encoding="utf-8")


def test_a_changed_source_makes_it_stale_and_a_changed_translation_draft(tmp_path: Path):
    folder = make_casebook(tmp_path)
    confirm(folder, "fr")
    edit(folder, "Veerdienst over de Schelde", "Veerdienst onder de Schelde")
    edit(folder, "Signalé.", "On l’a signalé.")
    found = states(folder)
    assert (found["obstacle/veer title"], found["obstacle/veer events.0.text"]) == ("stale", "draft")
    assert list(found.values()).count("confirmed") == confirm(folder, "fr").already
    assert set(states(folder).values()) == {"confirmed", "missing"}


def test_languages_are_apart(tmp_path: Path):
    folder = make_casebook(tmp_path, obstacles__afval=AFVAL)
    assert confirm(folder, "de").new == 1
    assert states(folder, "de")["obstacle/afval title"] == "confirmed"
    assert states(folder)["obstacle/veer title"] == "draft"
    assert sorted(path.name for path in (folder / "translations").iterdir()) == ["de.yaml"]


AFVAL = """\
id: afval
title: {nl: "Huisvuil over de grens", de: "Hausmüll über die Grenze"}
borders: [vl-nl]
theme: waste
public: true
description: {nl: "Een vuilniswagen mag de grens niet over."}
initiator: gewest
events:
  - {date: 2022-05-02, kind: submitted, by: unknown, text: {nl: "Aangekaart."}}
  - {date: 2022-06, kind: feedback, by: ministerie, text: {nl: "Nog niets bekend."}, next: none}
"""


def test_what_is_wanted_of_a_pack(tmp_path: Path):
    """Its own texts and letters in the languages of the documents that print them; sources and settings as they are."""
    folder = make_casebook(tmp_path, packs__spring__pack=PACK, packs__spring__letter=LETTER)
    loaded = load(folder)
    assert languages_of(loaded.casebook, "spring") == {"fr", "de"}
    french, german = states(folder, "fr"), states(folder, "de")
    assert french["pack/spring title"] == "draft" and german["pack/spring title"] == "missing"
    assert german["pack/spring documents.letter.subject"] == "missing"
    assert "pack/spring documents.letter.subject" not in french
    assert german["letter/spring/letter.yaml sections.0.text"] == "draft"
    assert german["letter/spring/letter.yaml sections.1.text"] == "missing"
    assert not [name for name in french if name.startswith("letter/")]
    assert not [name for name in (*french, *german) if name.startswith("source/")]
    assert "settings/ title" in french and "settings/ title" not in german
    of_pack = find_standings(texts(folder), pack="spring")
    assert {found.language for found in of_pack} == {"fr", "de"}
    edit(folder, "languages: [nl, fr]", "languages: [nl]", "packs/spring/pack.yaml")
    edit(folder, "language: de", "language: nl", "packs/spring/pack.yaml")
    assert find_standings(texts(folder), pack="spring") == [], "a pack in the casebook's own language"


def test_without_a_language_each_record_is_asked_for_those_it_has(tmp_path: Path):
    folder = make_casebook(tmp_path, obstacles__afval=AFVAL)
    counts = count_states(find_standings(texts(folder)))
    assert list(counts) == ["de", "fr"]
    assert counts["de"] == {"draft": 1, "missing": 3}


# --- confirming ------------------------------------------------------------------------------------------------------


def test_only_what_is_named_is_confirmed(tmp_path: Path):
    folder = make_casebook(tmp_path)
    done = confirm(folder, "fr", ["afval"])
    assert (done.new, done.already, done.problems) == (1, 0, [])
    assert states(folder)["obstacle/veer title"] == "draft"
    done = confirm(folder, "fr", pack="spring")
    assert done.new == 8 and states(folder)["obstacle/veer title"] == "confirmed"
    again = confirm(folder, "fr")
    assert (again.new, again.already) == (0, sum(state == "confirmed" for state in states(folder).values()))


def test_the_file_is_the_same_whatever_the_order(tmp_path: Path):
    one, two = (make_casebook(tmp_path / name) for name in "ab")
    confirm(one, "fr")
    for identifier in ("veer", "afval"):
        confirm(two, "fr", [identifier])
    confirm(two, "fr")
    assert (one / "translations/fr.yaml").read_bytes() == (two / "translations/fr.yaml").read_bytes()
    before = (one / "translations/fr.yaml").stat().st_mtime_ns
    confirm(one, "fr")
    assert (one / "translations/fr.yaml").stat().st_mtime_ns == before


def test_nothing_to_confirm_leaves_no_file(tmp_path: Path):
    folder = make_casebook(tmp_path)
    assert confirm(folder, "en").new == 0
    assert not (folder / "translations").exists()


@pytest.mark.parametrize("text", ["id: fr\nconfirmed: nee\n", "id: fr\nconfirmed: {obstacle/veer: [x]}\n", "id: [\n"])
def test_a_broken_file_of_confirmations_is_left_and_told(text: str, tmp_path: Path):
    """It would be lost if it were made anew."""
    folder = make_casebook(tmp_path)
    (folder / "translations").mkdir()
    path = folder / "translations/fr.yaml"
    path.write_text(text, encoding="utf-8")
    done = confirm(folder, "fr")
    assert done.new == 0 and {problem.place.file for problem in done.problems} == {"cases/translations/fr.yaml"}
    assert path.read_text(encoding="utf-8") == text
    assert confirm(folder, "de").problems == []


def test_a_casebook_without_settings_confirms_nothing(tmp_path: Path):
    folder = make_casebook(tmp_path, casebook="title: x\n")
    assert confirm(folder, "fr").problems


WORDS = st.sampled_from(["brug", "veer", "*zo*", "[@kst-1]", "geen", "ja."])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sources=st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=2, max_size=5, unique=True),
    data=st.data(),
)
def test_all_confirmed_then_one_source_changed_is_that_one_stale(
    sources: list[str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    def write(folder: Path, texts: list[str]) -> None:
        event = '  - {{date: 2022-0{0}-01, kind: progress, by: ministerie, text: {{nl: "{1}", fr: "T{0}"}}}}\n'
        listed = "".join(event.format(number, text) for number, text in enumerate(texts, 1))
        head = AFVAL.partition("events:\n")
        (folder / "obstacles/afval.yaml").write_text(head[0] + head[1] + listed, encoding="utf-8")

    folder = make_casebook(tmp_path_factory.mktemp("states"))
    write(folder, sources)
    confirm(folder, "fr")
    before = states(folder)
    assert set(before.values()) == {"confirmed", "missing"}
    chosen = data.draw(st.integers(0, len(sources) - 1))
    write(folder, [f"{text} Anders." if number == chosen else text for number, text in enumerate(sources)])
    after = states(folder)
    assert {name for name in after if after[name] != before[name]} == {f"obstacle/afval events.{chosen}.text"}
    assert after[f"obstacle/afval events.{chosen}.text"] == "stale"


# --- what is shown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("spoken", "word"), [("nl", "verouderd"), ("en", "stale")])
def test_the_table_counts_and_lists_what_needs_work(spoken: str, word: str, tmp_path: Path):
    folder = make_casebook(tmp_path, casebook=f'title: {{nl: "Proef"}}\nlanguage: nl\nmessages: {spoken}\n')
    confirm(folder, "fr")
    edit(folder, "Veerdienst over de Schelde", "Veerdienst onder de Schelde")
    shown = show_translations(texts(folder), Look(), "fr")
    counts = count_states(find_standings(texts(folder), ["fr"]))["fr"]
    assert [int(number) for number in re.findall(r" (\d+)", shown.splitlines()[2])] == [counts[name] for name in STATES]
    assert f"  cases/obstacles/veer.yaml:3:48  {word}" in re.sub(r"  +", "  ", shown)
    assert "Veerdienst onder de Schelde (obstacle/veer)" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_json_has_stable_keys_and_every_place(tmp_path: Path):
    folder = make_casebook(tmp_path)
    confirm(folder, "fr", ["veer"])
    data = json.loads(show_translations(texts(folder), Look(JSON), "fr"))
    assert list(data["languages"]["fr"]) == list(STATES)
    todo = list(needing_work(find_standings(texts(folder), ["fr"])))
    assert (
        len(data["texts"]) == len(todo) == sum(data["languages"]["fr"].values()) - data["languages"]["fr"]["confirmed"]
    )
    first = next(text for text in data["texts"] if text["record"] == "obstacle/afval")
    assert first | {"line": 0, "column": 0} == {
        "record": "obstacle/afval", "field": "title", "language": "fr", "state": "missing",
        "file": "cases/obstacles/afval.yaml", "line": 0, "column": 0,
    }  # fmt: skip
    assert first["line"] == 2


def test_nothing_to_translate_and_nothing_to_do_are_said(tmp_path: Path):
    folder = make_casebook(tmp_path)
    (folder / "parties/los.yaml").write_text('id: los\nkind: other\nname: {nl: "Los"}\n', encoding="utf-8")
    standings = find_standings(texts(folder), records=["los"])
    assert standings == [] and "niets te vertalen" in "\n".join(_table(standings, texts(folder), Look()))
    for path in (*(folder / "obstacles").iterdir(), folder / "parties/los.yaml"):
        path.unlink()
    confirm(folder, "fr")
    edit(
        folder,
        'title: {nl: "De Minister van Grenzen"}',
        'title: {nl: "De Minister", fr: "Le Ministre"}',
        "parties/ministerie.yaml",
    )
    confirm(folder, "fr")
    assert "Alle vertalingen zijn bevestigd." in show_translations(texts(folder), Look(), "fr")


def test_what_cannot_be_asked(tmp_path: Path):
    held = texts(make_casebook(tmp_path))
    assert find_refusal(held, "nl", "") == ("translate-into-main", {"language": "nl"})
    assert find_refusal(held, "fr", "zomer") == ("translate-no-pack", {"id": "zomer", "known": "spring"})
    assert find_refusal(held, "fr", "", ["veer", "weg"]) == (
        "translate-no-record",
        {"id": "weg", "known": ", ".join(sorted(held.id for held in held.held.values()))},
    )
    assert find_refusal(held, "fr", "spring", ["veer"]) == ("", {})
