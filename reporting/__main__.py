"""`python -m reporting`: the same as the command `reporting`."""

from .cli import main

main(prog_name="reporting")
