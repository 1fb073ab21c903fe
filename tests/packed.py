"""What is in a file that was made: its text, and all bytes that it is packed of."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pypdfium2


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def bytes_of(path: Path) -> bytes:
    """All bytes of a file, and what is packed in it: parts of a Word file, streams, texts and data of a PDF."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            data += b"".join(name.encode() + package.read(name) for name in package.namelist())
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            data += b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
            data += repr(list(pdf.objects)).encode() + str(pdf.docinfo).encode()
        data += pdf_text(path).encode()
    return data
