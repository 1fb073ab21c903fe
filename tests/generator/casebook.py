"""A whole invented casebook: its records, its files, and writing them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from .chain import build_commitments, build_recommendations
from .events import WAYS
from .meetings import build_meetings
from .obstacles import build_obstacles
from .packs import AS_OF, build_letters, build_pack
from .parties import BODIES, build_parties
from .prose import Material
from .slips import SLIPS
from .sources import build_sources
from .words import LANGUAGES, say
from .yaml_text import dump_yaml

# From so many obstacles on, every choice that a casebook offers occurs.
COVERED_FROM = 3 * len(WAYS)
# What a casebook without a slip may be warned of: what its authors left open on purpose.
INTENDED = frozenset(
    {
        "date-unknown", "reference-unknown", "number-unknown", "decision-note-missing", "requirement-unknown",
        "reporter-unknown", "instrument-expired", "instrument-expiring", "instrument-untransposed",
        "instrument-unapproved",
    }
)  # fmt: skip

Records = dict[str, Any]


def write_casebook(
    folder: Path,
    seed: int,
    obstacles: int = 200,
    languages: tuple[str, ...] = LANGUAGES,
    letters: int = 0,
    unknowns: bool = True,
    slip: str | None = None,
) -> list[Path]:
    """Writes a casebook into `folder` (made when missing) and returns its files.

    `languages`: one to three of nl, fr, de, the first of them nl, which is the casebook's own. `letters`: so many
    ordinary letters of four pages in a pack of their own. `unknowns`: whether something is left open or out of date,
    as `INTENDED` says.
    `slip`: the code of the one problem that it shall have (a key of `SLIPS`). ValueError for anything else.
    """
    files = build_files(seed, obstacles, languages, letters, unknowns, slip)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return [folder / name for name in files]


def build_files(
    seed: int,
    obstacles: int = 200,
    languages: tuple[str, ...] = LANGUAGES,
    letters: int = 0,
    unknowns: bool = True,
    slip: str | None = None,
) -> dict[str, bytes]:
    """The same as bytes by name, nothing written."""
    records = build_casebook(seed, obstacles, languages, letters, unknowns)
    chance = Random(f"{seed} files")
    if slip is None:
        return {name: dump_yaml(record, chance) for name, record in records.items()}
    if slip not in SLIPS:
        raise ValueError(f"no slip is called {slip}; there are {', '.join(sorted(SLIPS))}")
    return SLIPS[slip].make(records, lambda record: dump_yaml(record, chance), Random(f"{seed} {slip}"))


def build_casebook(
    seed: int, obstacles: int = 200, languages: tuple[str, ...] = LANGUAGES, letters: int = 0, unknowns: bool = True
) -> Records:
    """The records as data, by the name of their file; without a slip."""
    if languages[:1] != ("nl",) or not set(languages) <= set(LANGUAGES) or len(set(languages)) != len(languages):
        raise ValueError(f"languages are some of {LANGUAGES}, nl first; not {languages}")
    if obstacles < 1:
        raise ValueError("a casebook has at least one obstacle")
    chance = Random(f"{seed}")
    places = obstacles // 4 + 4
    sources = build_sources(chance, languages, obstacles // 2 + 8, unknowns)
    made = Material(chance, languages, places, tuple(sources), unknowns)
    found: Records = {"casebook.yaml": _settings(languages), "sources.yaml": sources}
    for party in build_parties(chance, languages, places):
        found[f"parties/{party['id']}.yaml"] = party
    every = build_obstacles(made, obstacles, AS_OF)
    for obstacle in every:
        found[f"obstacles/{obstacle['id']}.yaml"] = obstacle
    for commitment in build_commitments(made, 4 + obstacles // 40):
        found[f"commitments/{commitment['id']}.yaml"] = commitment
    for meeting in build_meetings(made):
        found[f"meetings/{meeting['id']}.yaml"] = meeting
    advice = build_recommendations(made)
    found[f"recommendations/{advice['id']}.yaml"] = advice
    pack, text = build_pack(made, unknowns)
    found |= {f"packs/{pack['id']}/pack.yaml": pack, f"packs/{pack['id']}/letter.yaml": text}
    if letters:
        pack, texts = build_letters(made, [obstacle["id"] for obstacle in every if obstacle["public"]], letters)
        found[f"packs/{pack['id']}/pack.yaml"] = pack
        found |= {f"packs/{pack['id']}/{name}": text for name, text in texts.items()}
    return found


def _settings(languages: tuple[str, ...]) -> Records:
    titles = {
        "nl": "Verzonnen voorbeelddossier",
        "fr": "Dossier d’exemple inventé",
        "de": "Erfundenes Beispieldossier",
    }
    return {"title": say(titles, languages), "language": "nl", "messages": "nl", "bodies": BODIES}
