"""Reading how packs stand: every pack asked for, with what stands in the way of knowing."""

from __future__ import annotations

from collections.abc import Sequence

from ...output.editions import find_imprints
from ...output.folders import Folders
from ...output.gathering import Gathered, gather
from ...problems import Problem
from .rounds import Round, load_round


def load_rounds(folders: Folders, packs: Sequence[str] = ()) -> tuple[Gathered, list[Round], list[Problem]]:
    """How the packs named (none: all) stand; of those that have an error, the errors.

    Raises `BrokenEnvironment` as `gather`.
    """
    found = gather(folders, packs)
    problems = [problem for problem in found.problems if found.counts(problem, packs)]
    rounds = [load_round(found, pack, find_imprints(found, pack)) for pack in found.made]
    return found, rounds, [*problems, *(problem for one in rounds for problem in one.problems)]
