"""The three folders of a build, and how their files are called: in what people read, and in what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """Where the casebook, the templates and the outputs are."""

    cases: Path
    templates: Path
    build: Path

    @property
    def fonts(self) -> list[Path]:
        """Every file in the folder of the house's fonts, by name."""
        folder = self.templates / "house" / "fonts"
        return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []

    def kept_name(self, file: str) -> str:
        """The name of a file in what is kept: under `cases/` or `templates/`, wherever those folders are.

        So that the same casebook gives the same bytes on every machine, and no machine's folders go out with them.
        """
        for name, folder in self._roots():
            if file.startswith(folder):
                return f"{name}/{file.removeprefix(folder)}"
        return file

    def shown_name(self, kept: str) -> str:
        """The way back: how a file that is kept under that name is called in what people read."""
        for name, folder in self._roots():
            if kept.startswith(f"{name}/"):
                return folder + kept.removeprefix(f"{name}/")
        return kept

    def _roots(self) -> list[tuple[str, str]]:
        """Each name with what the paths of that folder begin with; the longest first, as one may lie in the other."""
        found = [(name, shown(folder)) for name, folder in (("cases", self.cases), ("templates", self.templates))]
        begins = [(name, "" if folder == "." else folder.rstrip("/") + "/") for name, folder in found]
        return sorted(begins, key=lambda root: -len(root[1]))


def shown(path: Path) -> str:
    """A path as people should read it: posix, as it was given."""
    return path.as_posix()
