"""The pictures of the README, drawn from the documents of the sample casebook: `make`, then `python -m tests.pictures`.

Those of the whole round are drawn from a round that is played for it, if LibreOffice is there.

The same PDF gives the same picture, so that a picture changes in the repository only when its page did.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pypdfium2
from PIL.Image import Quantize

from .office import PROGRAM
from .whole_round import play_round

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github/pictures"
WIDTH = 900  # pixels
COLOURS = 256  # of text, blue-grey and yellow: more cannot be told apart, and weighs three times as much


class Picture(NamedTuple):
    file: str
    pdf: str
    page: int  # from 1


PICTURES = (
    Picture("letter-first-page.png", "top-2023/letter.pdf", 1),
    Picture("letter-following-page.png", "voortgang-2024/letter.pdf", 2),
    Picture("annex-two-languages.png", "voortgang-2024/annex-fr.pdf", 1),
    Picture("summit-agreement.png", "top-2023/agreement-nl.pdf", 2),
)

# Of the files that the whole round leaves; the redline as a word processor shows it.
OF_ROUND = (
    Picture("round-received.png", "received.pdf", 1),
    Picture("round-redline.png", "office/overzicht.pdf", 1),
    Picture("round-changes.png", "redline/moties-2024/changes.pdf", 1),
    Picture("round-initials.png", "initials.pdf", 1),
)


def write_pictures(build: Path, folder: Path, pictures: Sequence[Picture] = PICTURES) -> None:
    """Draws the pictures from the PDFs in `build` and writes them in `folder`; a page that is not there raises."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        document = pypdfium2.PdfDocument(build / picture.pdf)
        page = document[picture.page - 1]
        drawn = page.render(scale=(WIDTH - 0.5) / page.get_width()).to_pil()  # rounded up, exactly `WIDTH`
        drawn.quantize(COLOURS, Quantize.MAXCOVERAGE).save(folder / picture.file, optimize=True)
        document.close()


if __name__ == "__main__":
    write_pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build", FOLDER)
    if PROGRAM is not None:
        with TemporaryDirectory() as folder:
            play_round(Path(folder))
            write_pictures(Path(folder), FOLDER, OF_ROUND)
