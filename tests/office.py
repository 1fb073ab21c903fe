"""LibreOffice as a reviewer: it opens a Word file, does what lines of its Basic say, and saves it.

Its own Python is not there everywhere, so a macro in a profile of our own does the work.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OFFICE = "http://openoffice.org/2000"
LIBRARY = (
    f'<library:library xmlns:library="{OFFICE}/library" library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Review"/></library:library>'
)
NAME = "".join(
    f'<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value>'
    "</prop></item>"
    for key, value in (("givenname", "Lotte"), ("sn", "Libre"))
)
BASIC = """
Sub Review(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Edit(doc)
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName" : filter(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, filter())
  doc.close(True)
End Sub

Function Found(doc, words)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  search.SearchCaseSensitive = True
  Found = doc.findFirst(search)
End Function

Sub Edit(doc)
  On Error Resume Next  REM a dialog about an error would wait for ever; what was not done, the tests see
  {edits}
End Sub
"""


class Office:
    """LibreOffice with a profile in `folder`; the reviewer is Lotte Libre."""

    def __init__(self, folder: Path) -> None:
        self.folder, user = folder, folder / "profile/user"
        # Makes the profile, which would else take the place of what is written here.
        self._run("--terminate_after_init")
        settings = user / "registrymodifications.xcu"
        told = settings.read_text(encoding="utf-8").replace("</oor:items>", f"{NAME}</oor:items>")
        settings.write_text(told, "utf-8")
        self._macros = user / "basic/Standard"
        self._macros.mkdir(parents=True, exist_ok=True)
        (self._macros / "script.xlb").write_text(HEAD + LIBRARY, "utf-8")

    def _run(self, *words: str) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        call = [str(PROGRAM), profile, "--headless", "--norestore", *words]
        subprocess.run(call, check=True, capture_output=True, timeout=60)

    def review(self, data: bytes, edits: str) -> bytes:
        """A file as it is saved after these lines of Basic; `doc`: the document, `Found(doc, words)`: a place in it."""
        module = (
            f'<script:module xmlns:script="{OFFICE}/script" script:name="Review" script:language="StarBasic">'
            f"{escape(BASIC.replace('{edits}', edits))}</script:module>"
        )
        (self._macros / "Review.xba").write_text(HEAD + module, "utf-8")
        source, target = self.folder / "sent.docx", self.folder / "back.docx"
        target.unlink(missing_ok=True)
        source.write_bytes(data)
        for _ in range(2):  # a profile that is used for the first time may not know its macros yet
            if not target.exists():
                self._run(f'macro:///Standard.Review.Review("{source.as_uri()}","{target.as_uri()}")')
        return target.read_bytes()

    def draw(self, word: Path) -> Path:
        """The PDF that LibreOffice makes of a Word file."""
        self._run("--convert-to", "pdf", "--outdir", str(self.folder), str(word))
        return self.folder / f"{word.stem}.pdf"
