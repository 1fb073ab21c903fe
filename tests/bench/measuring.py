"""What the bench measures, in order."""

from __future__ import annotations

import os
import platform
import statistics
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from reporting.output import build as engine
from reporting.output.folders import Folders

from ..generator import write_casebook
from ..generator.packs import LETTERS, PACK
from .commands import run_build, state_of
from .peer import Peer, find_office, measure_peer
from .watch import Spent, Watch, watching

TEMPLATES = Path(__file__).parents[2] / "templates"
SEED = 1
WITHOUT_CHECK = ("wording", "Word", "typeset")


@dataclass
class Times:
    """All that was measured. `parts`, `again`: of a whole build in one process, and of one with nothing to do."""

    obstacles: int
    letters: int
    machine: dict[str, Any]
    parts: dict[str, Spent] = field(default_factory=dict)
    again: dict[str, Spent] = field(default_factory=dict)
    commands: dict[str, Spent] = field(default_factory=dict)
    memory: int | None = None
    letter: dict[str, dict[str, float]] = field(default_factory=dict)
    peer: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def measure(obstacles: int, letters: int, folder: Path, with_peer: bool) -> Times:
    """Everything, on an invented casebook of so many obstacles and so many ordinary letters, made in `folder`."""
    write_casebook(folder / "cases", SEED, obstacles, letters=letters)
    times = Times(obstacles, letters, _machine())
    _measure_commands(times, Folders(folder / "cases", TEMPLATES, folder / "build"))
    folders = Folders(folder / "cases", TEMPLATES, folder / "watched")
    watch, times.parts = _watched(folders, "the rest of a whole build")
    _, times.again = _watched(folders, "the rest of a build with nothing to do")
    # Letters that the warm process has not seen: nothing that it remembers of the others can help.
    write_casebook(folder / "unseen", SEED + 1, min(obstacles, 40), letters=letters)
    unseen, _ = _watched(Folders(folder / "unseen", TEMPLATES, folder / "unseen-build"), "the rest")
    stems = [stem for stem in unseen.filled if stem.startswith(f"{LETTERS}/")]
    times.letter = _letter_times(unseen, stems)
    office = find_office() if with_peer else None
    if office:
        times.peer = _measure_peer(office, times, watch, unseen, stems, folder / "peer")
    else:
        times.peer = {"left out": "LibreOffice (soffice) is not installed" if with_peer else "not asked for"}
    times.machine["load after"] = _load()
    return times


def _measure_commands(times: Times, folders: Folders) -> None:
    """Whole builds as people run them, each in a process of its own."""
    cold = run_build(folders)
    times.memory = cold.memory
    times.commands["whole build, nothing there yet"] = cold.spent
    before = state_of(folders.build)
    times.commands["nothing has changed"] = run_build(folders).spent
    _expect(state_of(folders.build) == before, "a build with nothing to do has changed a document")
    file = min((folders.cases / "obstacles").iterdir())
    data = file.read_bytes()
    file.write_bytes(b"# Een opmerking.\n" + data)
    times.commands["a comment has changed"] = run_build(folders).spent
    _expect(state_of(folders.build) == before, "a comment has changed a document")
    file.write_bytes(data.replace(b"Voorbeeld", b"Voorbeeldig", 1))
    times.commands["one field has changed"] = run_build(folders).spent
    _expect(state_of(folders.build) != before, "a change of a field has changed no document")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise RuntimeError(otherwise)


def _watched(folders: Folders, rest: str) -> tuple[Watch, dict[str, Spent]]:
    with watching() as watch:
        began = Spent.now()
        outcome = engine.build(folders)
        whole = Spent.now() - began
    _expect(not outcome.failed, "\n".join(outcome.lines))
    parts = watch.parts()
    return watch, {**parts, rest: whole - sum(parts.values(), Spent()), "all": whole}


def _letter_times(watch: Watch, stems: list[str]) -> dict[str, dict[str, float]]:
    """Of an ordinary letter in a warm process: the median and the 95th percentile."""
    rows = {
        "wording": ("wording",),
        "Word": ("Word",),
        "typeset": ("typeset",),
        "Word + PDF": WITHOUT_CHECK,
        "check": ("check",),
        "Word + PDF + check": (*WITHOUT_CHECK, "check"),
    }
    found = {}
    for name, parts in rows.items():
        spent = [watch.of(stem, *parts) for stem in stems]
        walls = sorted(one.wall for one in spent)
        found[name] = {
            "median": statistics.median(walls),
            "p95": walls[min(len(walls) - 1, round(0.95 * len(walls)))],
            "cpu": statistics.median(one.cpu for one in spent),
        }
    return found


def _measure_peer(
    office: str, times: Times, watch: Watch, unseen: Watch, letters: list[str], folder: Path
) -> dict[str, Any]:
    documents = [stem for stem in watch.filled if stem.startswith(f"{PACK}/") and "/cover" not in stem]
    documents = [stem for stem in documents if not stem.endswith(("-house", "-internal", "-counterpart", "-public"))]
    found: dict[str, Any] = {}
    for name, ours, stems in (("letters", unseen, letters), ("the other documents", watch, documents)):
        peer = measure_peer(office, ours, TEMPLATES, folder / name.replace(" ", "-"), stems)
        found[name] = _compared(peer, ours, stems)
    return found


def _compared(peer: Peer, watch: Watch, stems: list[str]) -> dict[str, Any]:
    """Ours and the peer's for the same documents, with how many times ours is faster by the clock and in CPU time."""
    whole = peer.word + peer.pdf
    ours = sum((watch.of(stem, *WITHOUT_CHECK) for stem in stems), Spent())
    checked = sum((watch.of(stem, *WITHOUT_CHECK, "check") for stem in stems), Spent())
    return {
        "documents": peer.documents,
        "peer, Word": peer.word,
        "peer, PDF": peer.pdf,
        "peer": whole,
        "ours": ours,
        "ours, checked": checked,
        "times faster": Spent(whole.wall / ours.wall, whole.cpu / max(ours.cpu, 0.01)),
        "times faster, checked": Spent(whole.wall / checked.wall, whole.cpu / max(checked.cpu, 0.01)),
    }


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "load before": _load(),
    }


def _load() -> float | None:
    """How many processes wanted to run in the last minute; None where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None
