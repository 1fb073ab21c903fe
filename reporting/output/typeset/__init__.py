"""PDF from a finished Word file: `read_word`, `build_typst` and `typeset_pdf`, with the fonts of `load_fonts`."""

from .build import Properties, Source, Typeset, build_typst
from .fonts import FontBook, load_fonts
from .pdf import Part, typeset_pdf
from .read import read_word
from .word import WordDocument

__all__ = [
    "FontBook",
    "Part",
    "Properties",
    "Source",
    "Typeset",
    "WordDocument",
    "build_typst",
    "load_fonts",
    "read_word",
    "typeset_pdf",
]
