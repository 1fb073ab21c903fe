"""How the time of something grows with its size. A limit in seconds would say more about the machine than about us."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4  # as large
LEAST = 0.02  # seconds: below that a clock tells chance
MOST = 10  # what is linear takes four times as long, what is quadratic sixteen times


def growth(run: Callable[[int], object], size: int) -> float:
    """How many times as long `run(size)` takes of the processor as a run of a quarter of that size."""
    took = []
    for many in (size // TIMES, size):
        start = time.process_time()
        run(many)
        took.append(time.process_time() - start)
    return took[1] / max(took[0], LEAST)
