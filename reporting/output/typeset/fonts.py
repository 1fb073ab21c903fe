"""The fonts that PDFs are set in: one folder, read once, and no system font, so that every machine draws alike."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import typst

from ...problems import BrokenEnvironment

# Word's families by what they resemble, tried in order against what the folder holds. The last family of the folder's
# first file stands in for everything else.
KINDRED = {
    "serif": ("Times New Roman", "Times", "Cambria", "Georgia", "Garamond", "Book Antiqua", "Palatino Linotype"),
    "mono": ("Courier New", "Courier", "Consolas", "Lucida Console", "Cascadia Mono"),
}
PREFERRED = {
    "serif": ("DejaVu Serif", "DejaVu Sans"),
    "mono": ("DejaVu Sans Mono", "DejaVu Sans"),
    "": ("DejaVu Sans",),
}
# Characters that steer and draw nothing (Unicode, Default_Ignorable_Code_Point), and the line's own spaces.
UNDRAWN = frozenset(
    [0xAD, 0x34F, 0x61C, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0xFE00, 0xFE10), 10, 13, 9]
)


@dataclass(frozen=True)
class Face:
    """One font file: its name, how tall its line is (shares of the size), which characters it draws how wide."""

    family: str
    bold: bool
    italic: bool
    ascent: float
    descent: float
    gap: float
    glyphs: dict[int, int] = field(repr=False)
    advances: tuple[float, ...] = field(repr=False)

    def width(self, text: str) -> float:
        """The text's width in shares of the size, without kerning."""
        last = len(self.advances) - 1
        return sum(self.advances[min(self.glyphs.get(ord(c), 0), last)] for c in text)


@dataclass(frozen=True)
class FontBook:
    """The fonts of one folder, for Typst (`fonts`) and for our own measuring (`faces`)."""

    folder: Path
    fonts: typst.Fonts
    faces: tuple[Face, ...]
    _chosen: dict[tuple[str, bool, bool], Face] = field(default_factory=dict, repr=False, compare=False)

    def face(self, font: str, bold: bool, italic: bool) -> Face:
        """The face that draws Word's `font`: itself where the folder has it, else its kindred, else the first."""
        key = (font, bold, italic)
        if key not in self._chosen:
            families = {face.family for face in self.faces}
            kind = next((kind for kind, names in KINDRED.items() if font in names), "")
            names = [name for name in (font, *PREFERRED[kind]) if name in families] or [self.faces[0].family]
            ours = [face for face in self.faces if face.family == names[0]]
            self._chosen[key] = min(ours, key=lambda face: (face.bold != bold, face.italic != italic))
        return self._chosen[key]

    @cached_property
    def characters(self) -> frozenset[str]:
        """What the fonts draw. Private-use characters never count: PDF/A-2a forbids them."""
        drawn = {code for face in self.faces for code in face.glyphs} | UNDRAWN
        return frozenset(chr(code) for code in drawn if not (0xE000 <= code <= 0xF8FF or code >= 0xF0000))

    def lacking(self, text: str) -> list[str]:
        """The characters of `text` that no face draws, each once, in their order in Unicode."""
        return sorted(set(text) - self.characters)


def load_fonts(folder: Path) -> FontBook:
    """The fonts of `folder` (`.ttf`, `.otf`), read once a build. BrokenEnvironment when there are none."""
    paths = sorted(path for path in Path(folder).glob("*") if path.suffix.lower() in (".ttf", ".otf"))
    faces = []
    for path in paths:
        try:
            faces.append(read_face(path.read_bytes()))
        except (OSError, struct.error, KeyError, IndexError) as error:
            raise BrokenEnvironment(
                f"{path}: this font cannot be read ({error}). Put the file back from the repository."
            ) from error
    if not faces:
        raise BrokenEnvironment(
            f"{folder}: no fonts here. Put the font files (.ttf) of the house style in this folder."
        )
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return FontBook(Path(folder), fonts, tuple(faces))


def read_face(data: bytes) -> Face:
    """One TrueType or OpenType file (ISO/IEC 14496-22): tables name, head, hhea, OS/2, hmtx and cmap."""
    count = struct.unpack(">H", data[4:6])[0]
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack(">4sLLL", data[12 + 16 * index : 28 + 16 * index])
        tables[tag] = data[offset : offset + length]
    em = struct.unpack(">H", tables[b"head"][18:20])[0]
    ascent, descent, gap = struct.unpack(">hhh", tables[b"hhea"][4:10])
    metrics = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    pairs = struct.unpack(f">{2 * metrics}H", tables[b"hmtx"][: 4 * metrics])
    selection = struct.unpack(">H", tables[b"OS/2"][62:64])[0]
    return Face(
        _family(tables[b"name"]),
        bool(selection & 0x20),
        bool(selection & 0x201),
        ascent / em,
        -descent / em,
        gap / em,
        _glyphs(tables[b"cmap"]),
        tuple(advance / em for advance in pairs[::2]),
    )


def _family(table: bytes) -> str:
    count, strings = struct.unpack(">HH", table[2:6])
    names = {}
    for index in range(count):
        platform, _, language, name, length, offset = struct.unpack(">6H", table[6 + 12 * index : 18 + 12 * index])
        if platform == 3 and language == 0x409:
            names[name] = table[strings + offset : strings + offset + length].decode("utf-16-be")
    return names.get(16) or names[1]


def _glyphs(table: bytes) -> dict[int, int]:
    """Characters to glyphs, from the Unicode subtables of formats 4 and 12."""
    found: dict[int, int] = {}
    for index in range(struct.unpack(">H", table[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHL", table[4 + 8 * index : 12 + 8 * index])
        sub = table[offset:]
        form = struct.unpack(">H", sub[:2])[0]
        if (platform, encoding) not in ((0, 3), (0, 4), (3, 1), (3, 10)):
            continue
        if form == 4:
            half = struct.unpack(">H", sub[6:8])[0] // 2
            words = struct.unpack(f">{(len(sub) - 14) // 2}H", sub[14 : 14 + (len(sub) - 14) // 2 * 2])
            ends, starts = words[:half], words[half + 1 : 2 * half + 1]
            deltas, ranges = words[2 * half + 1 : 3 * half + 1], words[3 * half + 1 : 4 * half + 1]
            for i in range(half):
                for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
                    if ranges[i]:
                        glyph = words[3 * half + 1 + i + ranges[i] // 2 + code - starts[i]]
                        glyph = (glyph + deltas[i]) & 0xFFFF if glyph else 0
                    else:
                        glyph = (code + deltas[i]) & 0xFFFF
                    if glyph:
                        found[code] = glyph
        elif form == 12:
            for group in range(struct.unpack(">L", sub[12:16])[0]):
                start, end, glyph = struct.unpack(">LLL", sub[16 + 12 * group : 28 + 12 * group])
                found.update((start + i, glyph + i) for i in range(end - start + 1) if glyph + i)
    return found
