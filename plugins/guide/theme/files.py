"""Which file it is: a default of the program, or a project's own in its place.

`theme/defaults/` holds every template and asset, as one tree. A project overrides by file:
`overrides/pages/home.html` takes the place of `pages/home.html`. Assets, which pages load, are
among the pages: `docs/assets/guide.css` takes the place of `assets/guide.css`. Messages are
overridden one by one: see content/interface.py. Only this module knows these folders.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

THEME = Path(__file__).parent
DEFAULTS = THEME / "defaults"
MESSAGES = "messages.yml"  # here in English; with the same keys in a project's overrides
BRAND = "brand.yml"  # in a project's overrides
OVERRIDES = "overrides"
ASSETS = "assets"
_DOCS = "docs"


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """The files of the theme as the project in the folder `root` has them.

    A path is written with `/`, from the top of the theme: `print/common.typ`.
    """

    root: Path

    @property
    def overrides(self) -> Path:
        """The project's folder of overrides; it need not exist."""
        return self.root / OVERRIDES

    def name(self, path: str) -> str:
        """The name within the project of the file that overrides a path."""
        return f"{_DOCS if _is_asset(path) else OVERRIDES}/{path}"

    def is_overridden(self, path: str) -> bool:
        """Whether the project has a file of its own for a path."""
        return (self.root / self.name(path)).is_file()

    def find(self, *paths: str) -> Path:
        """The file to use for the first of some paths that has one; else FileNotFoundError."""
        for path in paths:
            for file in (self.root / self.name(path), DEFAULTS / path):
                if file.is_file():
                    return file
        raise FileNotFoundError(f"the theme has no {paths[0]}")

    def tree(self, folder: str) -> Mapping[str, Path]:
        """The files to use below a folder of the theme, by their paths below it, in their order.

        What the project adds to the folder is among them.
        """
        found = _files(DEFAULTS / folder) | _files(self.root / self.name(folder))
        return dict(sorted(found.items()))

    def assets(self) -> Mapping[str, Path]:
        """What every site has among its pages, by the paths there: styles, scripts, drawings."""
        return {f"{ASSETS}/{name}": file for name, file in self.tree(ASSETS).items()}

    def overriding(self) -> frozenset[str]:
        """The paths of all files in the folder of overrides."""
        return frozenset(_files(self.overrides))

    def folder(self, folder: str) -> Path:
        """A folder on disk with the files of `tree`, for programs that take no list of files.

        It is the program's own where the project has no file there; else a copy, which lasts as
        long as the process.
        """
        if not _files(self.root / self.name(folder)):
            return DEFAULTS / folder
        return _merged({name: file.read_bytes() for name, file in self.tree(folder).items()})


def defaults() -> Mapping[str, Path]:
    """All defaults by their paths, in their order."""
    return dict(sorted(_files(DEFAULTS).items()))


def _is_asset(path: str) -> bool:
    return path == ASSETS or path.startswith(f"{ASSETS}/")


def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path
        for path in found
        if "__pycache__" not in path.parts
    }


_copies: dict[frozenset[tuple[str, bytes]], tempfile.TemporaryDirectory[str]] = {}


def _merged(files: Mapping[str, bytes]) -> Path:
    """A folder that holds these files; the same one for the same files."""
    key = frozenset(files.items())
    if key not in _copies:
        _copies[key] = tempfile.TemporaryDirectory(prefix="guide-theme-")
        for name, data in files.items():
            path = Path(_copies[key].name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return Path(_copies[key].name)
