"""A whole round on the small casebook: circulate, assent in and out of order, change, assent again, final, change."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signed_casebook import PACK, ROUTE, assent, circulate, codes, final, give_all, later, say, states, write_signed
from small_casebook import HEADER, change, copied, outputs_of, tree_of
from word_templates import build_docx

from reporting.exchange.circulation import circulating
from reporting.exchange.circulation.log import load_log
from reporting.exchange.circulation.store import list_versions
from reporting.exchange.circulation.verifying import verify
from reporting.exchange.signing import final as finalising
from reporting.exchange.signing.showing import load_rounds
from reporting.exchange.signing.signers import judge_signatures
from reporting.output.folders import Folders
from reporting.problems import find_words

NOTE = ["author", "head", "director", "minister-buren", "signatory"]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Circulated once, on the day before."""
    folder = tmp_path_factory.mktemp("signed") / "first"
    assert circulate(write_signed(folder), later(-24 * 60)) is not None
    return folder


@pytest.fixture(scope="module")
def signed(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """And assented to by everybody."""
    folder = tmp_path_factory.mktemp("signed") / "all"
    give_all(copied(written, folder), 0)
    return folder


@pytest.fixture
def folders(written: Path, tmp_path: Path) -> Folders:
    return copied(written, tmp_path / "x")


@pytest.fixture
def agreed(signed: Path, tmp_path: Path) -> Folders:
    return copied(signed, tmp_path / "x")


def verified(folders: Folders) -> list[str]:
    cases = folders.cases
    return codes(verify(cases, "cases", folders.build, judges=[judge_signatures(cases, "cases")]).problems)


# --- a round ---------------------------------------------------------------------------------------------------------


def test_a_whole_round(folders: Folders):
    assert states(folders) == dict(zip(NOTE, ["open next", *["open"] * 4], strict=True))
    give_all(folders, 2)
    assert set(states(folders).values()) == {"given"}
    done = final(folders, 3)
    assert done.problems == [] and not done.already
    assert done.version is not None and (done.version.number, done.version.stage) == (2, "final")
    folder, kept = folders.build / PACK / "final", folders.cases / "circulated" / PACK / "2"
    for name, one in done.version.documents.items():
        data = (folder / f"{name}.docx").read_bytes()
        assert hashlib.sha256(data).hexdigest() == one.word == one.files["docx"]
        assert one.mark is None
        for ending in ("docx", "pdf"):
            assert (kept / f"{name}.{ending}").read_bytes() == (folder / f"{name}.{ending}").read_bytes()
    assert sorted(done.version.bound) == ["spring-counterpart.pdf", "spring-house.pdf"]
    again = final(folders, 4)
    assert again.already and again.version == done.version and again.built == [] and again.problems == []
    assert len(list_versions(folders.cases, "cases", PACK)[0]) == 2
    assert verified(folders) == []


def test_after_final_a_change_begins_a_new_version(agreed: Folders):
    first = final(agreed, 3).version
    assert first is not None
    assert codes(assent(agreed, "note", "head", 4).problems) == ["sign-final"]
    before = tree_of(agreed.build / PACK / "final")
    say(agreed, "meld ik de stand", "meld ik de nieuwe stand")
    assert codes(final(agreed, 5).problems, "error") == ["final-assent-stale"]
    assert tree_of(agreed.build / PACK / "final") == before
    version = circulate(agreed, later(6))
    assert version is not None and version.number == 3 and version.documents["note"].version == 3
    assert version.documents["table"].version == 1, "it says the same, and is signed off"
    give_all(agreed, 7)
    second = final(agreed, 8).version
    assert second is not None and second.number == 4
    assert second.documents["table"] == first.documents["table"], "kept once"
    assert second.documents["note"].version == 4 != first.documents["note"].version
    assert (agreed.cases / f"circulated/{PACK}/2/note.docx").read_bytes() == before["note.docx"]
    assert verified(agreed) == []


# --- refusing an assent ----------------------------------------------------------------------------------------------

REFUSED = {
    "sign-unknown-document": ("nota", "author", {}, "note"),
    "sign-no-route": ("draft", "author", {}, ""),
    "sign-unknown-role": ("note", "directeur", {}, "director"),
    "sign-out-of-order": ("note", "director", {}, "author"),
    "sign-no-deputy": ("note", "head", {"instead": "author"}, "author"),
    "sign-date-ahead": ("note", "author", {"on": later(2 * 24 * 60).date()}, "2026-11-26"),
    "sign-date-before": ("note", "author", {"on": later(-2 * 24 * 60).date()}, "2026-11-23"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_is_not_recorded(code: str, folders: Folders):
    document, role, wish, named = REFUSED[code]
    before = tree_of(folders.cases)
    done = assent(folders, document, role, 1, **wish)
    assert codes(done.problems) == [code] and done.failed and done.given == []
    said = " ".join(find_words(done.problems[0], "nl"))
    assert named in said
    assert tree_of(folders.cases) == before


def test_all_that_speaks_against_an_assent_is_told_at_once(folders: Folders):
    done = assent(folders, "note", "author", 1, instead="signatory", on=later(5 * 24 * 60).date())
    assert codes(done.problems) == ["sign-no-deputy", "sign-date-ahead", "sign-out-of-order"]


def test_what_was_not_circulated_cannot_be_signed(tmp_path: Path):
    folders = write_signed(tmp_path)
    assert codes(assent(folders, "note", "author", 1).problems) == ["sign-not-circulated"]
    assert states(folders)["author"] == "open next"


def test_a_second_time(folders: Folders):
    assert assent(folders, "note", "author", 1).problems == []
    assert codes(assent(folders, "note", "author", 2).problems) == ["sign-twice"]


def test_nobody_assents_before_those_before(folders: Folders):
    assert assent(folders, "note", "author", 1).problems == []
    done = assent(folders, "note", "head", 2, on=later(-24 * 60).date())
    assert codes(done.problems) == ["sign-date-before"]
    assert "2026-11-24" in find_words(done.problems[0], "en")[0]


def test_with_an_error_in_the_casebook_nothing_is_recorded(folders: Folders):
    change(folders.cases / "packs/spring/note.yaml", "sections:", "sectoins:")
    done = assent(folders, "note", "author", 1)
    assert done.failed and "unknown-key" in codes(done.problems)
    assert assent(folders, "note", "author", 1).given == []


def test_an_unknown_pack_is_named(folders: Folders):
    done = finalising.finalise(folders, "sprink", later(1), later(1).date())
    assert codes(done.problems) == ["unknown-pack"] and done.version is None


# --- what is said of an assent ---------------------------------------------------------------------------------------


def test_what_was_signed_is_said_exactly(folders: Folders):
    done = assent(folders, "note", "author", 1)
    (given_,) = done.given
    kept = list_versions(folders.cases, "cases", PACK)[0][0].documents["note"]
    assert (given_.document, given_.number, str(given_.date)) == ("note", 1, "2026-11-23")
    assert kept.content.startswith(given_.digest) and len(given_.digest) == 12
    entry = load_log(folders.cases, "cases", PACK)[0].entries[-1]
    assert entry.said == {
        "number": 1, "document": "note", "role": "author", "on": "2026-11-24", "content": kept.content,
        "word": kept.word,
    }  # fmt: skip


def test_a_deputy_is_named_as_such(folders: Folders):
    for role, minutes in (("author", 1), ("head", 2)):
        assert not assent(folders, "note", role, minutes).failed
    done = assent(folders, "note", "head", 3, instead="director")
    assert done.problems == [] and (done.given[0].role, done.given[0].by) == ("director", "head")
    entry = load_log(folders.cases, "cases", PACK)[0].entries[-1]
    assert (entry.said["role"], entry.said["for"]) == ("head", "director")
    assert states(folders)["director"] == "given"


def test_an_office_has_deputies_of_its_own(folders: Folders):
    """Of the step `signatory` the office is `minister`; deputies may be named by either."""
    change(folders.cases / "casebook.yaml", "signatory: [minister-buren]", "minister: [minister-buren]")
    for number, role in enumerate(NOTE[:-1]):
        assert not assent(folders, "note", role, number + 1).failed
    assert not assent(folders, "note", "minister-buren", 9, instead="signatory").failed
    assert states(folders)["signatory"] == "given"


# --- a change --------------------------------------------------------------------------------------------------------


def test_a_change_makes_every_assent_stale_and_names_the_paragraphs(agreed: Folders):
    say(agreed, "meld ik de stand", "meld ik de laatste stand")
    assert set(states(agreed).values()) == {"stale", "stale next"}
    assert set(states(agreed, "table").values()) == {"given"}, "only the note changed"
    done = final(agreed, 3)
    assert codes(done.problems) == ["final-assent-stale", "paragraph-changed"]
    stale, changed = done.problems
    assert stale.values["roles"] == "author, head, director, minister-buren, signatory" and stale.values["number"] == 1
    assert changed.values["old"] == "… brief meld ik de stand.[*]"
    assert changed.values["new"] == "… brief meld ik de laatste stand.[*]"
    line = done.found.locate(changed.place)
    assert line.file.endswith("packs/spring/note.yaml") and line.line == 5
    assert not (agreed.build / PACK / "final").exists()


def test_a_text_that_comes_back_is_assented_to_again_as_it_was(agreed: Folders):
    say(agreed, "meld ik de stand", "meld ik de laatste stand")
    say(agreed, "meld ik de laatste stand", "meld ik de stand")
    assert set(states(agreed).values()) == {"given"}


def test_a_word_of_the_house_is_named_where_it_stands(agreed: Folders):
    kind = agreed.templates / "table" / "kind.yaml"
    change(kind, "Overzicht", "Overzicht van nu")
    found = [problem for problem in final(agreed, 3).problems if problem.code == "paragraph-changed"]
    assert any(problem.place.file.endswith("table/kind.yaml") for problem in found)


def test_assent_to_what_was_read_while_the_casebook_says_something_else(folders: Folders):
    say(folders, "meld ik de stand", "meld ik de laatste stand")
    done = assent(folders, "note", "author", 1)
    assert codes(done.problems) == ["sign-other-text", "paragraph-changed"] and not done.failed
    assert done.given and states(folders)["author"] == "stale next"
    say(folders, "meld ik de laatste stand", "meld ik de stand")
    assert states(folders)["author"] == "given"


def relayout(folders: Folders) -> None:
    """Another look, the same words."""
    path = folders.templates / "note/document.docx"
    style = b'<w:style w:type="paragraph" w:styleId="Nieuw"><w:name w:val="Nieuw"/></w:style></w:styles>'
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/styles.xml":
                data = data.replace(b"</w:styles>", style)
            new.writestr(name, data)
    path.write_bytes(made.getvalue())


def test_a_change_of_layout_leaves_assents_and_asks_whoever_signs_again(agreed: Folders):
    relayout(agreed)
    assert set(states(agreed).values()) == {"layout"}
    done = final(agreed, 3)
    assert codes(done.problems) == ["final-layout-changed"]
    assert done.problems[0].values["roles"] == "signatory"
    version = circulate(agreed, later(4))
    assert version is not None and version.documents["note"].version == 2
    assert assent(agreed, "note", "signatory", 5).problems == []
    assert states(agreed) == {**dict.fromkeys(NOTE[:-1], "layout"), "signatory": "given"}
    done = final(agreed, 6)
    assert done.problems == [] and done.version is not None
    assert verified(agreed) == []


# --- final -----------------------------------------------------------------------------------------------------------


def test_every_reason_is_told_at_once(folders: Folders):
    for role, minutes in (("author", 1), ("head", 2)):
        assert not assent(folders, "table", role, minutes).failed
    assert not assent(folders, "note", "author", 3).failed
    change(folders.cases / "obstacles/veer.yaml", "Veerdienst over", "Veerboot over")
    pack = folders.cases / "packs/spring/pack.yaml"
    change(pack, 'reference: "2023-17"', "reference: unknown")
    change(pack, "kind: table, audience: house, languages: [nl]", "kind: table, audience: house, languages: [nl, fr]")
    note = folders.templates / "note/kind.yaml"
    note.write_text(note.read_text(encoding="utf-8") + "decision_note: true\n", encoding="utf-8")
    errors = [problem for problem in final(folders, 4).problems if problem.is_error]
    found = [(problem.code, problem.values.get("document"), problem.values.get("roles")) for problem in errors]
    assert ("final-unconfirmed", "table", None) in found
    assert ("final-without-note", "note", None) in found
    assert ("final-assent-missing", "note", "head, director, signatory") in found
    assert ("final-consent-missing", "note", "minister-buren") in found
    assert ("final-assent-stale", "table", "author, head") in found
    assert not (folders.build / PACK / "final").exists()


def test_a_broken_log_keeps_it_from_being_final(agreed: Folders):
    log = agreed.cases / "circulated" / PACK / "log.yaml"
    log.write_text(log.read_text(encoding="utf-8").replace("role: author", "role: writer", 1), encoding="utf-8")
    assert "log-changed" in codes(final(agreed, 3).problems, "error")
    assert "log-changed" in codes(assent(agreed, "note", "author", 3).problems, "error")


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_nobody_assents_to_a_file_that_was_changed_after_it_was_kept(ending: str, agreed: Folders):
    path = agreed.cases / "circulated" / PACK / f"1/note.{ending}"
    path.write_bytes(path.read_bytes() + b"x")
    assert codes(final(agreed, 3).problems, "error") == ["kept-changed"]
    assert "kept-changed" in codes(assent(agreed, "note", "author", 3).problems, "error")
    assert not (agreed.build / PACK / "final").exists()


@pytest.mark.parametrize("inside", ["{%p if document.final %}", "{%p if not document.mark %}"])
def test_the_final_text_says_nothing_that_nobody_could_read(inside: str, tmp_path: Path):
    folders = write_signed(tmp_path)
    body = [
        ("Title", "{{ document.title }}"),
        ("Body Text", inside),
        ("Body Text", "Meer"),
        ("Body Text", "{%p endif %}"),
    ]
    (folders.templates / "list/document.docx").write_bytes(build_docx(body, header=HEADER))
    errors = [problem for problem in final(folders, 1).problems if problem.code == "final-unread"]
    assert [(problem.values["document"], problem.values["text"]) for problem in errors] == [("draft", "Meer")]


def test_who_was_sent_an_earlier_version_did_not_read_this_one(folders: Folders):
    def send(role: str, minutes: int) -> None:
        done = circulating.circulate(folders, PACK, [], [role], later(minutes), later(minutes).date())
        assert not done.failed

    send("author", 1)
    say(folders, "meld ik de stand", "meld ik de laatste stand")
    send("head", 2)
    done = assent(folders, "note", "author", 3)
    assert codes(done.problems) == ["sign-not-sent"] and done.given == []
    assert (done.problems[0].values["sent"], done.problems[0].values["number"]) == (1, 3)
    assert assent(folders, "table", "author", 3).problems == [], "that one did not change"
    send("author", 4)
    assert assent(folders, "note", "author", 5).problems == []
    assert assent(folders, "note", "head", 6).problems == []


def test_a_route_that_lost_somebody_is_told(agreed: Folders):
    kind = agreed.templates / "note/kind.yaml"
    change(kind, ", ".join(ROUTE), "author, signatory")
    problems = load_rounds(agreed, [PACK])[2]
    assert codes(problems) == ["route-changed"]
    done = final(agreed, 40)
    assert done.version is not None and codes(done.problems, "warning").count("route-changed") == 1
    (told,) = (problem.values for problem in done.problems if problem.code == "route-changed")
    assert told == {"document": "note", "number": 1, "then": ", ".join(ROUTE), "now": "author, signatory"}


def test_a_kind_that_has_no_route_any_more_is_told(agreed: Folders):
    kind = agreed.templates / "note/kind.yaml"
    change(kind, f"route: [{', '.join(ROUTE)}]\n", "")
    assert "route-changed" in codes(final(agreed, 40).problems, "warning")


def test_a_blank_keeps_it_from_being_final(agreed: Folders):
    change(agreed.cases / "packs/spring/pack.yaml", "date: 2023-06-02", "date: unknown")
    assert "final-open" in codes(final(agreed, 3).problems, "error")


def test_killed_between_the_files_and_the_record(agreed: Folders, monkeypatch: pytest.MonkeyPatch):
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(finalising, "freeze", killed)
        with pytest.raises(KeyboardInterrupt):
            final(agreed, 3)
    files = outputs_of(agreed.build / PACK / "final")
    assert "note.docx" in files and len(list_versions(agreed.cases, "cases", PACK)[0]) == 1
    done = final(agreed, 4)
    assert done.version is not None and not done.already and done.built == []
    assert outputs_of(agreed.build / PACK / "final") == files
    assert verified(agreed) == []


def test_final_documents_that_are_gone_are_made_again(agreed: Folders):
    first = final(agreed, 3)
    shutil.rmtree(agreed.build)
    again = final(agreed, 4)
    assert again.already and again.version == first.version and again.built
    assert verified(agreed) == []


def test_a_document_that_the_pack_has_no_more_is_no_final_one(agreed: Folders):
    assert final(agreed, 3).version is not None
    folder = agreed.build / PACK / "final"
    left = (folder / "table.docx").read_bytes()
    pack = agreed.cases / "packs/spring/pack.yaml"
    lines = pack.read_text(encoding="utf-8").splitlines(keepends=True)
    pack.write_text("".join(line for line in lines if not line.startswith("  table:")), encoding="utf-8")
    change(pack, "annexes: [table]", "annexes: []")
    assert final(agreed, 4).version is not None
    assert not (folder / "table.docx").exists() and not (folder / "table.pdf").exists()
    assert (folder / "note.docx").exists() and verified(agreed) == []
    (folder / "table.docx").write_bytes(left)
    assert verified(agreed) == ["final-unknown"]


def test_a_final_document_edited_by_hand_is_told(agreed: Folders):
    first = final(agreed, 3)
    path = agreed.build / PACK / "final/note.docx"
    path.write_bytes(path.read_bytes() + b" ")
    assert codes(final(agreed, 4).problems) == ["output-edited"]
    assert verified(agreed) == ["final-differs"]
    again = final(agreed, 5, discard=True)
    assert again.already and again.version == first.version
    assert verified(agreed) == []


# --- a series --------------------------------------------------------------------------------------------------------


def test_a_series_is_signed_as_a_whole_or_one_by_one(tmp_path: Path):
    folders = write_signed(tmp_path, series=True)
    assert circulate(folders, later(0)) is not None
    one = assent(folders, "sheets/veer", "author", 1)
    assert [given_.document for given_ in one.given] == ["sheets/veer"]
    both = assent(folders, "sheets", "author", 2)
    assert [given_.document for given_ in both.given] == ["sheets/afval"] and both.already == ["sheets/veer"]
    assert codes(assent(folders, "sheets", "author", 3).problems) == ["sign-twice"]
    assert codes(assent(folders, "sheets/vaar", "head", 3).problems) == ["sign-unknown-document"]
    assert len(assent(folders, "sheets", "head", 4).given) == 2
    give_all(folders, 5)
    done = final(folders, 6)
    assert done.problems == [] and done.version is not None
    assert {"sheets/veer", "sheets/afval"} < set(done.version.documents)
    assert "sheets.pdf" in done.version.bound
    assert verified(folders) == []


# --- together --------------------------------------------------------------------------------------------------------


def _assent(folders: Folders, document: str, role: str, barrier) -> None:
    barrier.wait()
    assent(folders, document, role, 5)


def test_two_people_at_once(folders: Folders):
    """Both assents land, whichever comes first; the same one twice lands once."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(3)
    wanted = [("note", "author"), ("table", "author"), ("table", "author")]
    running = [context.Process(target=_assent, args=(folders, *one, barrier)) for one in wanted]
    for process in running:
        process.start()
    for process in running:
        process.join(120)
        assert process.exitcode == 0
    log, problems = load_log(folders.cases, "cases", PACK)
    assert problems == []
    assert sorted(entry.said["document"] for entry in log.find("signed")) == ["note", "table"]
    assert verified(folders) == []


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 1)),
        st.just(("circulate", 0)),
        st.tuples(st.just("sign"), st.sampled_from(ROUTE[:2])),
        st.just(("final", 0)),
    ),
    min_size=5,
    max_size=9,
)
TITLES = ("Overzicht", "Het overzicht")


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(actions=ACTIONS)
def test_any_course_of_things(actions, tmp_path_factory: pytest.TempPathFactory, alone: Path):
    """The real thing on files, with one document: what is refused, and when it is final."""
    folders = copied(alone, tmp_path_factory.mktemp("course") / "x")
    now, went, made = 0, None, None
    agreed: dict[str, int] = {}
    for minutes, (action, what) in enumerate(actions, 1):
        if action == "edit" and what != now:
            change(folders.templates / "table/kind.yaml", f'nl: "{TITLES[now]}"', f'nl: "{TITLES[what]}"')
            now = what
        elif action == "circulate":
            assert (circulate(folders, later(minutes)) is not None) == (went != now)
            if went != now:
                made = None
            went = now
        elif action == "sign":
            earlier = ROUTE[: ROUTE.index(what)]
            may = went is not None and made is None and agreed.get(what) != went
            may = may and all(agreed.get(role) == went for role in earlier)
            done = assent(folders, "table", what, minutes)
            assert bool(done.given) == may
            if may:
                assert ("sign-other-text" in codes(done.problems)) == (went != now)
                agreed[what] = went
                for other in ROUTE[ROUTE.index(what) + 1 : 2]:
                    agreed.pop(other, None)
        elif action == "final":
            done = final(folders, minutes)
            may = all(agreed.get(role) == now for role in ROUTE[:2])
            assert (done.version is not None) == may, done.problems
            if may:
                assert done.already == (made == now)
                made = now
        assert verified(folders) == []


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only the table, which no other document names."""
    folder = tmp_path_factory.mktemp("alone") / "x"
    folders = write_signed(folder)
    pack = folders.cases / "packs/spring/pack.yaml"
    text = pack.read_text(encoding="utf-8")
    start, end = text.index("  note:"), text.index("  table:")
    table = text[end:].split("\n")[0]
    pack.write_text(f"{text[:start]}{table}\n", encoding="utf-8")
    (folders.cases / "packs/spring/note.yaml").unlink()
    return folder


def test_every_standing_has_a_place(folders: Folders):
    _, rounds, _ = load_rounds(folders, [PACK])
    places = {one.step.role: one.step.place for one in rounds[0].documents["note"].steps}
    assert places["author"].file.endswith("note/kind.yaml")
    assert places["minister-buren"].field[-2:] == ("on_behalf_of", 0)
