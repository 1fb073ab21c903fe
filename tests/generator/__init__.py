"""Invented casebooks of any size, from a seed: for the bench, and for tests of what must hold for every casebook.

    write_casebook(folder, seed=1)                            # 200 obstacles in three languages
    write_casebook(folder, seed=1, obstacles=20, languages=("nl", "fr"), letters=5)
    write_casebook(folder, seed=1, obstacles=20, slip="unknown-party")

The same arguments give the same bytes. A casebook without a slip has no error, and no warning but those of `INTENDED`.
Everything in it is made up and says so: its title is *Verzonnen voorbeelddossier*, its people are called Voorbeeld.
"""

from .casebook import COVERED_FROM, INTENDED, build_casebook, build_files, write_casebook
from .slips import SLIPS, Slip

__all__ = ["COVERED_FROM", "INTENDED", "SLIPS", "Slip", "build_casebook", "build_files", "write_casebook"]
