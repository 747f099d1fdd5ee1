"""What a font is, in print, in office programs and on pages; theme/fonts.py says which there are.

Latin text on pages uses the system's fonts. Word and spreadsheet programs bring their own: so a
document names ours and a substitute that Windows and macOS bring along; programs that know neither
choose their own for the script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font family for pages: the package's files by weight, and the characters kept.

    A variable font is one file for every weight; `size`, in per cent, evens the letters with the
    system's Latin ones. `fewer` are the characters for a language that needs no more, by its code.
    `without` are the OpenType features left out, besides those that browsers use only where a style
    asks for them. `display` is the CSS for when the font comes late: `swap` shows the text anew,
    `optional` leaves it until the next page, where systems show the script well enough. With
    `only_names` the system has the script, and the font is for the language's own name where it is
    listed among others.
    """

    family: str
    package: str
    weights: Mapping[int, str]
    characters: tuple[int, ...]
    variable: bool = False
    size: int = 100
    fewer: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    display: str = "swap"
    only_names: bool = False

    @property
    def range(self) -> str:
        """The characters as a style sheet says them."""
        return ", ".join(f"U+{character:X}" for character in self.characters)


@dataclass(frozen=True, slots=True)
class PrintFont:
    """A font family for print: the package and folder that hold it.

    `size` is the factor by which letters look as large as Latin ones, `leading` the space between
    lines in em, `foot` the room below the text of a page in mm. `book` is the size of the text of
    the whole guide in points. `rooms` are what a line has above and below its base line on the
    picture for shared links, in em.
    """

    family: str
    package: str
    folder: str
    size: float
    leading: float
    foot: int
    book: int
    rooms: tuple[float, float]

    @property
    def path(self) -> Path:
        """The folder that holds its files."""
        return Path(str(files(self.package).joinpath(self.folder)))

    @property
    def distribution(self) -> str:
        """The name of its package where packages are installed from."""
        return self.package.replace("_", "-")

    @property
    def is_installed(self) -> bool:
        """Whether its package is there; those of some scripts are installed on request."""
        return find_spec(self.package) is not None


@dataclass(frozen=True, slots=True)
class OfficeFont:
    """The fonts of documents and spreadsheets.

    `document` and `substitute` are those of a text document; `size` is the share of the Latin size
    at which letters look as large, in per cent; `leading` the height of a line of text, in per
    cent. `sheet` is the font of a spreadsheet, '' for the program's own; `line` the height of its
    lines in points.
    """

    document: str
    substitute: str
    size: int
    leading: int
    sheet: str
    line: float


@dataclass(frozen=True, slots=True)
class ScriptFonts:
    """The fonts of a script; `web` is None where pages use those of the system."""

    print: PrintFont
    office: OfficeFont
    web: WebFont | None = None
