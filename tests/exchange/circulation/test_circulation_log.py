"""The chained record: what is not as it was written is found, and no writer that is stopped leaves half an act."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from kept import START, casebook, keep, sign, small_record

from reporting.exchange.circulation.log import HEAD, LOG, append, check_head, load_log, read_log
from reporting.exchange.circulation.text import SHA256, TEXT, Each, read_text, write_text
from reporting.yamlfile import writing
from reporting.yamlfile.writing import lock

ROOT = Path(__file__).parents[3]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = casebook(tmp_path_factory.mktemp("log"))
    texts = {"letter": "Geachte", "sheets/ferry": "Veer"}
    one, _ = keep(folder, texts, START)
    sign(folder, one, "letter", "legal", START + timedelta(hours=1))
    armored = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
    sign(folder, one, "sheets/ferry", "director", START + timedelta(hours=2), lambda _: (armored, []))
    keep(folder, {**texts, "letter": "Zeer geachte"}, START + timedelta(days=1))
    return folder


@pytest.fixture(scope="module")
def files(cases: Path) -> tuple[bytes, bytes]:
    return tuple((cases / "circulated/top" / name).read_bytes() for name in (LOG, HEAD))


def codes(log: bytes, head: bytes | None) -> list[str]:
    entries, problems = read_log(log, LOG)
    return [problem.code for problem in problems or check_head(entries, head, HEAD)]


def acts(log: bytes) -> list[bytes]:
    return re.findall(rb"(?ms)^- .*?(?=^- |\Z)", log)


# --- text ------------------------------------------------------------------------------------------------------------


def test_the_log_is_yaml_that_others_read_alike(files: tuple[bytes, bytes]):
    read = yaml.safe_load(files[0])
    entries, _ = read_log(files[0], LOG)
    assert [one["digest"] for one in read] == [entry.digest for entry in entries]
    assert read[0]["to"] == ["legal", "director"] and read[2]["signature"] == entries[2].signature
    assert all(isinstance(one["previous"], str) for one in read)


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1), min_size=1, max_size=4))
def test_any_text_that_can_stand_in_a_record_is_read_back(texts: dict[str, str]):
    written = write_text({"made": dict(sorted(texts.items()))})
    said, problems = read_text(written, {"made": Each(TEXT, TEXT)}, "x")
    holds = all(TEXT.holds(text) for pair in texts.items() for text in pair)
    assert (said == {"made": texts}) is holds and bool(problems) is not holds
    if holds:
        assert yaml.safe_load(written) == {"made": texts} and written.decode().count("\n") == len(texts) + 1


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_record_and_no_harm(data: bytes):
    assert read_text(data, {"record": SHA256}, "x")[1]
    assert read_log(data, "x")[1]


# --- what is changed is found ----------------------------------------------------------------------------------------


def test_what_was_recorded_is_whole(files: tuple[bytes, bytes]):
    assert codes(*files) == [] and len(read_log(files[0], LOG)[0]) == 4


@pytest.mark.parametrize("mask", [0x01, 0x10, 0x20, 0x80])
def test_every_byte_that_changes_is_found(files: tuple[bytes, bytes], mask: int):
    log, head = files
    for at in range(len(log)):
        changed = bytearray(log)
        changed[at] ^= mask
        entries, problems = read_log(bytes(changed), LOG)
        assert problems, at
        line = log[:at].count(b"\n") + 1
        begins = [entry.line for entry in entries] or [1]
        first = problems[0].place.position[0]  # the line itself, or the act that it is of
        assert first in (line, line + 1) or first == max((one for one in begins if one <= line), default=1), at
    for at in range(len(head)):
        changed = bytearray(head)
        changed[at] ^= mask
        assert codes(log, bytes(changed)), at


def test_every_byte_taken_out_or_put_in_is_found(files: tuple[bytes, bytes]):
    log, head = files
    for at in range(len(log)):
        assert codes(log[:at] + log[at + 1 :], head), at
        assert codes(log[:at] + b" " + log[at:], head), at
        assert codes(log[:at] + b"\n" + log[at:], head), at
        assert codes(log[:at], head), at


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ([0, 2, 3], "log-broken"), ([1, 2, 3], "log-broken"), ([0, 2, 1, 3], "log-broken"),
        ([0, 1, 1, 2, 3], "log-broken"), ([0, 1, 2, 3, 3], "log-broken"), ([0, 1, 2], "log-shortened"),
        ([0, 1], "log-shortened"), ([], "record-other-text"),
    ],
)  # fmt: skip
def test_an_act_removed_swapped_or_repeated_is_found(files: tuple[bytes, bytes], order: list[int], code: str):
    every = acts(files[0])
    assert code in codes(b"".join(every[number] for number in order), files[1])


def test_the_head_tells_what_happened(files: tuple[bytes, bytes]):
    log = files[0]
    every = acts(log)
    behind = write_text({"entries": 3, "digest": read_log(log, LOG)[0][2].digest})
    assert codes(log, behind) == ["log-head-behind"] and codes(log, None) == ["log-head-missing"]
    assert codes(every[0], None) == ["log-head-behind"]
    earlier = write_text({"entries": 2, "digest": read_log(log, LOG)[0][1].digest})
    other = write_text({"entries": 4, "digest": read_log(log, LOG)[0][1].digest})
    assert codes(log, earlier) == ["log-head-differs"] == codes(log, other)


def forged(log: bytes, old: bytes, new: bytes) -> bytes:
    """The log with something changed and all digests made anew: what somebody would do who knows how."""
    done, digest = [], "0" * 64
    for act in acts(log.replace(old, new)):
        quoted = f'"{digest}"' if digest.isdigit() else digest
        body = re.sub(rb"previous: .*", f"previous: {quoted}".encode(), act)
        body = body[: body.rindex(b"  digest: ")]
        digest = hashlib.sha256(body).hexdigest()
        done.append(body + f"  digest: {digest}\n".encode())
    return b"".join(done)


def test_a_clock_that_was_set_back_is_found_in_a_log_made_anew(files: tuple[bytes, bytes]):
    assert codes(forged(files[0], b"x", b"x"), files[1]) == []
    set_back = forged(files[0], b"2026-11-24T16:05:11Z", b"2026-11-24T15:00:00Z")
    assert codes(set_back, files[1]) == ["log-time-backward"]
    assert codes(forged(files[0], b"director", b"minister"), files[1]) == ["log-head-differs"]


# --- adding ----------------------------------------------------------------------------------------------------------


def test_a_clock_that_is_behind_is_refused(tmp_path: Path):
    cases = casebook(tmp_path)
    one = small_record(cases)[0]
    before = (cases / "circulated/top" / LOG).read_bytes()
    entry, problems = sign(cases, one, "letter", "sg", START)
    assert entry is None and [problem.code for problem in problems] == ["clock-rewound"]
    version, problems = keep(cases, {"letter": "Anders"}, START)
    assert version is None and [problem.code for problem in problems] == ["clock-rewound"]
    assert (cases / "circulated/top" / LOG).read_bytes() == before
    assert not (cases / "circulated/top/4").exists()
    assert sign(cases, one, "letter", "sg", START + timedelta(days=2))[1] == []  # the same second is no step back


@pytest.mark.parametrize("name", [LOG, HEAD])
def test_nothing_is_added_to_what_is_not_whole(tmp_path: Path, name: str):
    cases = casebook(tmp_path)
    one = small_record(cases)[0]
    path = cases / "circulated/top" / name
    data = path.read_bytes()
    for damaged in (data.replace(b"e", b"f", 1), data[:-1], b""):
        path.write_bytes(damaged)
        entry, problems = sign(cases, one, "letter", "sg", START + timedelta(days=3))
        assert entry is None and problems and path.read_bytes() == damaged
    path.unlink()
    entry, problems = sign(cases, one, "letter", "sg", START + timedelta(days=3))
    wanted = "log-missing" if name == LOG else "log-head-missing"
    assert entry is None and [problem.code for problem in problems] == [wanted] and not path.exists()


def test_a_head_that_is_behind_is_put_right_by_the_next_act(tmp_path: Path):
    cases = casebook(tmp_path)
    folder = cases / "circulated/top"
    one, _ = keep(cases, {"letter": "Geachte"}, START)
    (folder / HEAD).unlink()
    for hour in range(1, 4):
        _, problems = load_log(cases, "cases", "top")
        assert [problem.code for problem in problems] == ["log-head-behind"] and not problems[0].is_error
        assert sign(cases, one, "letter", "legal", START + timedelta(hours=hour))[0] is not None
        assert load_log(cases, "cases", "top")[1] == []
        assert sign(cases, one, "letter", "sg", START + timedelta(hours=hour))[0] is not None
        log, _ = load_log(cases, "cases", "top")
        (folder / HEAD).write_bytes(write_text({"entries": len(log.entries) - 1, "digest": log.entries[-2].digest}))


def test_what_is_signed_are_the_lines_before_the_signature(tmp_path: Path):
    cases = casebook(tmp_path)
    one, _ = keep(cases, {"letter": "Geachte"}, START)
    asked: list[bytes] = []
    armored = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
    entry, _ = sign(cases, one, "letter", "sg", START, lambda lines: asked.append(lines) or (armored, []))
    log, _ = load_log(cases, "cases", "top")
    assert entry == log.entries[-1] and entry.signed == asked[0] and entry.signature == armored
    text = (cases / "circulated/top" / LOG).read_bytes()
    assert asked[0] in text and text.split(asked[0])[1].startswith(b"  signature: |\n")
    before = text
    entry, problems = sign(cases, one, "letter", "dg", START, lambda _: (None, []))
    assert entry is None and problems == [] and (cases / "circulated/top" / LOG).read_bytes() == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_disk_that_refuses_leaves_no_half_act(tmp_path: Path, monkeypatch, number: int, writes: int):
    """At whichever of the writes it refuses, the log is as it was or has the act."""
    cases = casebook(tmp_path)
    one, _ = keep(cases, {"letter": "Geachte"}, START)
    folder, real = cases / "circulated/top", writing._write_whole
    (folder / HEAD).unlink()  # so that there are three writes: the head put right, the log, the head
    left = [writes]

    def write(path: Path, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(number, os.strerror(number), str(path))
        real(path, data)

    before = (folder / LOG).read_bytes()
    monkeypatch.setattr(writing, "_write_whole", write)
    if writes < 2:
        with pytest.raises(OSError, match=re.escape(os.strerror(number))):
            sign(cases, one, "letter", "sg", START)
        assert (folder / LOG).read_bytes() == before
    else:
        entry, problems = sign(cases, one, "letter", "sg", START)
        assert entry is not None and [problem.code for problem in problems] == ["log-head-behind"]
    monkeypatch.undo()
    assert not list(folder.glob(".*")) and not any(one.is_error for one in load_log(cases, "cases", "top")[1])
    assert sign(cases, one, "letter", "dg", START)[1] == []


# Signs again and again, or so many times, in the casebook of the current folder.
WRITER = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from reporting.exchange.circulation.log import append
from reporting.yamlfile.writing import lock
role, times = sys.argv[1], int(sys.argv[2])
said = {"number": 1, "document": "letter", "role": role, "on": "2026-11-25", "content": "a" * 64, "word": "b" * 64}
for number in range(times):
    with lock(Path("cases"), "cases", 60) as problems:
        entry, found = append(Path("cases"), "cases", "top", "signed", said, datetime(2027, 1, 1, tzinfo=UTC))
    assert entry is not None and not problems, (problems, found)
    print(entry.number, flush=True)
"""


def start(folder: Path, role: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, role, str(times)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_two_at_once_both_land(tmp_path: Path):
    cases = casebook(tmp_path)
    keep(cases, {"letter": "Geachte"}, START)
    writers = [start(tmp_path, role, 25) for role in ("legal", "head")]
    told = [{int(number) for number in writer.communicate(timeout=300)[0].split()} for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    log, problems = load_log(cases, "cases", "top")
    assert problems == [] and len(log.entries) == 51
    for role, numbers in zip(("legal", "head"), told, strict=True):
        assert {entry.number for entry in log.entries if entry.said.get("role") == role} == numbers


@posix
def test_a_kill_loses_no_act_and_leaves_no_half_one(tmp_path: Path):
    cases = casebook(tmp_path)
    keep(cases, {"letter": "Geachte"}, START)
    chance, count = random.Random(6), 1
    for _ in range(10):
        writer = start(tmp_path, "legal", 10000)
        writer.stdout.readline()
        time.sleep(chance.random() * 0.2)
        writer.send_signal(signal.SIGKILL)
        told = 1 + len(writer.stdout.read().split())
        writer.stdout.close()
        writer.wait()
        log, problems = load_log(cases, "cases", "top")
        assert not any(problem.is_error for problem in problems)
        assert told <= len(log.entries) - count <= told + 1
        count = len(log.entries)
    with lock(cases, "cases"):
        said = {key: log.entries[-1].said[key] for key in ("number", "document", "role", "on", "content", "word")}
        assert append(cases, "cases", "top", "signed", said, log.entries[-1].moment)[0] is not None
    assert load_log(cases, "cases", "top")[1] == [] and not list((cases / "circulated/top").glob(".*"))


def test_a_long_log_is_read_and_added_to(tmp_path: Path):
    """Longer than a case file may be."""
    cases = casebook(tmp_path)
    one, _ = keep(cases, {"letter": "Geachte"}, START)
    armored = "-----BEGIN SSH SIGNATURE-----\n" + ("A" * 70 + "\n") * 2000 + "-----END SSH SIGNATURE-----\n"
    for _ in range(10):
        assert sign(cases, one, "letter", "legal", START, lambda _: (armored, []))[1] == []
    assert (cases / "circulated/top" / LOG).stat().st_size > 1024 * 1024
    assert len(load_log(cases, "cases", "top")[0].entries) == 11


def test_what_stands_in_the_place_of_a_log_is_no_log(tmp_path: Path):
    cases = casebook(tmp_path)
    one, _ = keep(cases, {"letter": "Geachte"}, START)
    log = cases / "circulated/top" / LOG
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_bytes(log.read_bytes())
    log.unlink()
    log.symlink_to(elsewhere)
    assert [problem.code for problem in load_log(cases, "cases", "top")[1]] == ["link-out-of-folder"]
    assert sign(cases, one, "letter", "sg", START)[0] is None
    log.unlink()
    log.mkdir()
    assert [problem.code for problem in load_log(cases, "cases", "top")[1]] == ["folder-as-file"]


def test_an_act_that_could_not_be_read_back_is_not_written(tmp_path: Path):
    cases = casebook(tmp_path)
    one, _ = keep(cases, {"letter": "Geachte"}, START)
    before = (cases / "circulated/top" / LOG).read_bytes()
    with pytest.raises(ValueError, match="no act of ours"):
        sign(cases, one, "letter", "Juridische Zaken\n- entry: 9", START)
    assert (cases / "circulated/top" / LOG).read_bytes() == before
