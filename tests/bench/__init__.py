"""How long each part of a build takes on an invented casebook, and a plain docxtpl with LibreOffice beside it.

    python -m tests.bench 200 --json times.json

Wall and CPU time both: on a machine that does other work as well, only CPU time says something.
"""
