"""`python -m tests.bench [N]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from .measuring import measure
from .table import build_table


def main() -> None:
    call = argparse.ArgumentParser(prog="python -m tests.bench", description="How long each part of a build takes.")
    call.add_argument("obstacles", nargs="?", type=int, default=200, help="of the invented casebook [200]")
    call.add_argument("--letters", type=int, default=20, help="ordinary letters, each of them one run [20]")
    call.add_argument("--json", type=Path, metavar="FILE", help="write what was measured to FILE as well")
    call.add_argument("--without-peer", action="store_true", help="leave out plain docxtpl and LibreOffice")
    given = call.parse_args()
    if given.obstacles < 1 or given.letters < 1:
        call.error("at least one obstacle and one letter are needed")
    with tempfile.TemporaryDirectory(prefix="reporting-bench-") as folder:
        times = measure(given.obstacles, given.letters, Path(folder), not given.without_peer)
    sys.stdout.write(build_table(times))
    if given.json:
        given.json.write_text(json.dumps(times.to_json(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
