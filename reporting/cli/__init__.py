"""The command `reporting`: parse the call, hand it to the engine, print what came back, give an exit code.

Exit codes: 0 done; 1 problems in the user's files; 2 a wrong call (click's own); 3 the machine stands in the way, or
the program itself is at fault; 130 interrupted. What was asked for (`list`, `where`, `explain` …) goes to the standard
output; all that is said about the work (progress, problems, the closing line) to the standard error, as compilers do.

`group` holds the group and how a command is made; each other module that is imported here adds commands to it. The
engine and what it needs are imported by the command that uses them, so that `--help` answers at once.
"""

from . import (
    building,
    circulating,
    explaining,
    exporting,
    looking,
    reading,
    receiving,
    recording,
    redlining,
    signing,
    translating,
)
from .group import main

__all__ = [
    "building",
    "circulating",
    "explaining",
    "exporting",
    "looking",
    "main",
    "reading",
    "receiving",
    "recording",
    "redlining",
    "signing",
    "translating",
]
