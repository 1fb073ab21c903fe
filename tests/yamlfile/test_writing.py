"""One writer at a time, and a file that is whole whatever happens: a kill, a full disk, another editor."""

import errno
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reporting.yamlfile import writing
from reporting.yamlfile.editing import insert_item
from reporting.yamlfile.nodes import to_data
from reporting.yamlfile.reader import read_yaml
from reporting.yamlfile.writing import LOCK, edit_file, lock, write_bytes

OLD, NEW = b"a: [b]\n", b"a: [b, c]\n"
ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    return path


def names(folder):
    return sorted(entry.name for entry in folder.iterdir() if entry.name != LOCK)


def codes(problems):
    return [problem.code for problem in problems]


# --- an ordinary day -------------------------------------------------------------------------------------------------


def test_a_file_is_replaced(path):
    assert write_bytes(path, NEW, OLD, "a.yaml") == []
    assert path.read_bytes() == NEW and names(path.parent) == ["a.yaml"]


def test_a_new_file(tmp_path):
    assert write_bytes(tmp_path / "b.yaml", NEW, None, "b.yaml") == []
    assert (tmp_path / "b.yaml").read_bytes() == NEW and names(tmp_path) == ["b.yaml"]


def test_a_file_that_is_there_is_no_new_file(path):
    [problem] = write_bytes(path, NEW, None, "a.yaml")
    assert (problem.code, problem.place.file) == ("file-exists", "a.yaml")
    assert path.read_bytes() == OLD and names(path.parent) == ["a.yaml"]


@pytest.mark.parametrize("linking", [True, False])
def test_a_file_that_came_while_writing_is_no_new_file(tmp_path, monkeypatch, linking):
    """Between looking and naming somebody else saves a file of that name; also on a disk without hard links."""
    path, whole = tmp_path / "a.yaml", writing._write_whole

    def write_and_lose(temporary, data):
        whole(temporary, data)
        path.write_bytes(OLD)

    monkeypatch.setattr(writing, "_write_whole", write_and_lose)
    if not linking:
        monkeypatch.setattr(writing.os, "link", refuse(errno.EPERM))
    assert codes(write_bytes(path, NEW, None, "a.yaml")) == ["file-exists"]
    assert path.read_bytes() == OLD and names(tmp_path) == ["a.yaml"]


def test_a_new_file_on_a_disk_without_hard_links(tmp_path, monkeypatch):
    monkeypatch.setattr(writing.os, "link", refuse(errno.EPERM))
    assert write_bytes(tmp_path / "a.yaml", NEW, None, "a.yaml") == []
    assert (tmp_path / "a.yaml").read_bytes() == NEW and names(tmp_path) == ["a.yaml"]


def test_a_file_that_changed_meanwhile(path):
    path.write_bytes(b"a: [theirs]\n")
    assert codes(write_bytes(path, NEW, OLD, "a.yaml")) == ["file-changed"]
    assert path.read_bytes() == b"a: [theirs]\n"


def test_a_file_that_went_meanwhile(path):
    path.unlink()
    assert codes(write_bytes(path, NEW, OLD, "a.yaml")) == ["no-such-file"]
    assert names(path.parent) == []


def test_a_link_stays_a_link(path, tmp_path):
    link = tmp_path / "link.yaml"
    try:
        link.symlink_to(path)
    except (OSError, NotImplementedError):
        pytest.skip("needs the right to make symbolic links")
    assert write_bytes(link, NEW, OLD, "link.yaml") == []
    assert link.is_symlink() and path.read_bytes() == NEW


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_stays(path, mode):
    path.chmod(mode)
    assert write_bytes(path, NEW, OLD, "a.yaml") == []
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_new_file_has_the_mode_of_any_new_file(tmp_path):
    before = os.umask(0o027)
    try:
        assert write_bytes(tmp_path / "a.yaml", NEW, None, "a.yaml") == []
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o640


def test_a_write_protected_file_is_left_alone(path, monkeypatch):
    monkeypatch.setattr(writing.os, "access", lambda *_: False)  # root is refused nothing
    with pytest.raises(PermissionError):
        write_bytes(path, NEW, OLD, "a.yaml")
    assert path.read_bytes() == OLD and names(path.parent) == ["a.yaml"]


def test_leftovers_of_a_kill_go_with_the_next_write(path):
    (path.parent / ".reporting-1.tmp").write_bytes(b"a: [")
    (path.parent / f".reporting-{os.getpid()}.tmp").write_bytes(b"a: [")
    assert write_bytes(path, NEW, OLD, "a.yaml") == []
    assert path.read_bytes() == NEW and names(path.parent) == ["a.yaml"]


# --- a change under the lock -----------------------------------------------------------------------------------------


def append(word):
    return lambda data: insert_item(data, "a.yaml", ("a",), 1, word)


def test_a_change(path):
    assert edit_file(path, "a.yaml", path.parent, append("c")) == []
    assert path.read_bytes() == NEW


def test_a_change_that_cannot_be_made(path):
    assert codes(edit_file(path, "a.yaml", path.parent, append("\0"))) == ["forbidden-character"]
    assert path.read_bytes() == OLD


def test_nothing_to_change_writes_nothing(path, monkeypatch):
    monkeypatch.setattr(writing.os, "replace", refuse(errno.EIO))
    assert edit_file(path, "a.yaml", path.parent, lambda data: (data, [])) == []


def test_a_change_of_what_is_not_there(tmp_path):
    assert codes(edit_file(tmp_path / "b.yaml", "b.yaml", tmp_path, append("c"))) == ["no-such-file"]


def test_a_lock_that_somebody_holds(path):
    with lock(path.parent, "cases") as problems:
        assert problems == []
        [problem] = _in_another_process(path)
        assert (problem.code, problem.place.file) == ("file-locked", "a.yaml")
    assert path.read_bytes() == OLD
    assert _in_another_process(path) == []
    assert path.read_bytes() == NEW


def _in_another_process(path):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_edit_impatiently, (path,))


def _edit_impatiently(path):
    return edit_file(path, "a.yaml", path.parent, append("c"), patience=0.1)


def test_a_lock_is_given_back_after_a_failure(path):
    with pytest.raises(ZeroDivisionError), lock(path.parent, "cases"):
        raise ZeroDivisionError
    with lock(path.parent, "cases", 0.1) as problems:
        assert problems == []


# --- two writers -----------------------------------------------------------------------------------------------------

ITEMS = 20


def _append_many(path, name, start):
    start.wait()
    for number in range(ITEMS):
        problems = edit_file(
            path,
            "a.yaml",
            path.parent,
            lambda data, word=f"{name}-{number}": insert_item(data, "a.yaml", ("a",), 1, word),
        )
        assert problems == []


def test_two_writers_both_land(path):
    path.write_bytes(b"# ours\na:\n  - b   # first\nc: d\n")
    context = multiprocessing.get_context("spawn")
    start = context.Event()
    writers = [context.Process(target=_append_many, args=(path, name, start)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    start.set()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    held = to_data(read_yaml(path.read_bytes(), "a.yaml")[0])
    expected = {f"{name}-{number}" for name in ("one", "two") for number in range(ITEMS)}
    assert set(held["a"]) == expected | {"b"} and len(held["a"]) == 2 * ITEMS + 1
    assert path.read_bytes().startswith(b"# ours\na:\n  - b   # first\n") and names(path.parent) == ["a.yaml"]


# --- what breaks -----------------------------------------------------------------------------------------------------


def refuse(number):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod", "stat"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_refuses(path, monkeypatch, step, number):
    with monkeypatch.context() as broken:
        if step == "stat":  # of the old file, once it was read: load_bytes answers its own failures with a problem
            broken.setattr(writing, "_copy_rights", refuse(number))
        else:
            broken.setattr(writing.os, step, refuse(number))
        with pytest.raises(OSError, match=os.strerror(number)):
            write_bytes(path, NEW, OLD, "a.yaml")
    assert path.read_bytes() == OLD and names(path.parent) == ["a.yaml"]


def test_a_folder_that_cannot_be_flushed_does_no_harm(path, monkeypatch):
    real = os.open

    def refuse_folders(name, flags, *more, **others):
        if Path(name).is_dir():
            raise PermissionError(errno.EACCES, "folders cannot be opened", name)
        return real(name, flags, *more, **others)

    monkeypatch.setattr(writing.os, "open", refuse_folders)
    assert write_bytes(path, NEW, OLD, "a.yaml") == []
    assert path.read_bytes() == NEW


@posix
def test_a_disk_that_is_full_half_way(path):
    """The system itself refuses, in the middle of the bytes: a limit on what this process may write to one file."""
    code = f"""
import errno, resource, signal, sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from reporting.yamlfile.writing import write_bytes
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_bytes(Path({str(path)!r}), b"x" * 100_000, {OLD!r}, "a.yaml")
except OSError as error:
    sys.exit(0 if error.errno == errno.EFBIG else 1)
sys.exit(2)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
    assert path.read_bytes() == OLD and names(path.parent) == ["a.yaml"]


@posix
def test_a_folder_that_takes_no_files(path):
    path.parent.chmod(0o555)
    try:
        if os.access(path.parent, os.W_OK):
            pytest.skip("needs a user whom the system can refuse (not root)")
        with pytest.raises(PermissionError):
            edit_file(path, "a.yaml", path.parent, append("c"))
        assert path.read_bytes() == OLD
    finally:
        path.parent.chmod(0o755)


WRITER = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from reporting.yamlfile.writing import edit_file
path = Path(sys.argv[1])
whole = {{b"a: [" + sign * 200_000 + b"]\\n": other for sign, other in ((b"x", b"y"), (b"y", b"x"))}}
print("ready", flush=True)
while True:
    problems = edit_file(path, "a.yaml", path.parent, lambda data: (b"a: [" + whole[data] * 200_000 + b"]\\n", []))
    assert problems == [], problems
"""


@posix
def test_a_writer_that_is_killed_leaves_a_whole_file(path):
    whole = {b"a: [" + sign * 200_000 + b"]\n" for sign in (b"x", b"y")}
    path.write_bytes(min(whole))
    seen, number = set(), 0
    while number < 15 or (len(seen) < 2 and number < 150):  # a slow disk needs longer to write anything at all
        number += 1
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(0.003 * number + 0.0017)
            writer.send_signal(signal.SIGKILL)
            assert writer.wait(30) == -signal.SIGKILL, "the writer stopped by itself"
        seen.add(path.read_bytes())
        assert seen <= whole, "half a file"
        assert all(name.startswith(".") for name in names(path.parent) if name != "a.yaml")
    assert len(seen) == 2, "no writer wrote before it was killed"
    assert edit_file(path, "a.yaml", path.parent, lambda _: (OLD, [])) == []  # nor is the lock left behind
    assert path.read_bytes() == OLD and names(path.parent) == ["a.yaml"]
