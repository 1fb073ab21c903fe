"""What was measured, as a table to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .measuring import Times
from .watch import Spent

AIM, TIMES = 0.040, 5.0
WIDE = 44


def build_table(times: Times) -> str:
    return "\n".join(_lines(times)) + "\n"


def _lines(times: Times) -> Iterator[str]:
    machine = times.machine
    yield f"{times.obstacles} invented obstacles, {times.letters} ordinary letters"
    yield f"{machine['cores']} cores, Python {machine['python']}, {machine['system']}"
    load = machine["load before"]
    if load is not None and load > machine["cores"] / 2:
        yield f"The machine is busy (load {load:.1f} before, {machine['load after']:.1f} after): trust the CPU column."
    yield from _section("the command, each time a new process", times.commands)
    if times.memory is not None:
        yield f"  {'most memory at once, whole build':{WIDE}} {times.memory / 2**20:9.0f} MB"
    yield from _section("a whole build within one process, by part", times.parts)
    yield from _section("the same again, with nothing to do", times.again)
    yield ""
    yield f"an ordinary letter, warm ({times.letters} runs)".ljust(WIDE + 2) + "    median       p95 median CPU"
    for name, row in times.letter.items():
        yield f"  {name:{WIDE}}" + "".join(f"{_ms(row[key])}" for key in ("median", "p95", "cpu"))
    yield _verdict("Word + PDF of a letter: aim 40 ms", times.letter["Word + PDF"]["cpu"] <= AIM)
    if "left out" in times.peer:
        yield f"\nplain docxtpl + LibreOffice: left out ({times.peer['left out']})"
        return
    for name, row in times.peer.items():
        shown = {key: value for key, value in row.items() if isinstance(value, Spent) and "faster" not in key}
        yield from _section(f"beside plain docxtpl + LibreOffice: {name} ({row['documents']})", shown)
        for key in ("times faster", "times faster, checked"):
            yield f"  {key:{WIDE}}{row[key].wall:9.1f} x{row[key].cpu:9.1f} x"
    yield _verdict("at least 5 times faster per letter", times.peer["letters"]["times faster"].cpu >= TIMES)


def _section(title: str, rows: Mapping[str, Spent]) -> Iterator[str]:
    yield ""
    yield title.ljust(WIDE + 2) + "      wall       CPU"
    for name, spent in rows.items():
        yield f"  {name:{WIDE}}{_ms(spent.wall)}{_ms(spent.cpu)}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:8.1f}ms"


def _verdict(aim: str, reached: bool) -> str:
    return f"  {aim:{WIDE}} {'reached' if reached else 'not reached'} (in CPU time)"
