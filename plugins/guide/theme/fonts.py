"""The fonts and line heights of each script: one table for all formats.

Latin text on pages uses the system's fonts. Word and spreadsheet programs bring their own: so a
document names ours and a substitute that Windows and macOS bring along; programs that know neither
choose their own for the script. A script that is not in the table is set in the fonts for Latin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from guide.core.languages import language

LATIN = "Latn"
_COMMON = (0x20, 0xA0, 0xAB, 0xBB, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2018, 0x2019)


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font family for pages: the package's files by weight, and the characters kept.

    A variable font is one file for every weight; `size`, in per cent, evens the letters with the
    system's Latin ones. `fewer` are the characters for a language that needs no more, by its code.
    `without` are the OpenType features left out, besides those that browsers use only where a style
    asks for them.
    """

    family: str
    package: str
    weights: Mapping[int, str]
    characters: tuple[int, ...]
    variable: bool = False
    size: int = 100
    fewer: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    without: tuple[str, ...] = ()

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


SCRIPTS: Mapping[str, ScriptFonts] = {
    LATIN: ScriptFonts(
        PrintFont(
            "Noto Sans",
            "fontpkg_noto_sans",
            "files",
            size=1,
            leading=0.6,
            foot=22,
            book=10,
            rooms=(0.95, -0.3),
        ),
        OfficeFont("Noto Sans", "Calibri", 100, 100, "", 15.0),
    ),
    "Arab": ScriptFonts(
        PrintFont(
            "Amiri",
            "fontpkg_amiri",
            "files",
            size=1.16,
            leading=0.72,
            foot=24,
            book=10,
            rooms=(0.88, -0.42),
        ),
        OfficeFont("Amiri", "Traditional Arabic", 120, 90, "Arial", 18.0),
        WebFont(
            "Guide Arabic",
            "fontpkg_amiri",
            {400: "files/Amiri-Regular.ttf", 700: "files/Amiri-Bold.ttf"},
            (*range(0x600, 0x700), *range(0x750, 0x780), *_COMMON),
            size=118,
            fewer={"ar": (*range(0x60C, 0x66E), *range(0x670, 0x672), *_COMMON)},
        ),
    ),
    "Mymr": ScriptFonts(
        PrintFont(
            "Noto Sans Myanmar",
            "justmytype_intl_sea",
            "fonts/ofl/notosansmyanmar",
            size=1,
            leading=0.95,
            foot=28,
            book=9,
            rooms=(1, -0.62),
        ),
        OfficeFont("Noto Sans Myanmar", "Myanmar Text", 95, 100, "Myanmar Text", 24.0),
        WebFont(
            "Guide Myanmar",
            "justmytype_intl_sea",
            dict.fromkeys((400, 700), "fonts/ofl/notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf"),
            (*range(0x1000, 0x10A0), *_COMMON),
            variable=True,
        ),
    ),
}


def of(code: str) -> ScriptFonts:
    """The fonts of a language, by its script."""
    return SCRIPTS.get(language(code).script, SCRIPTS[LATIN])


def web(code: str) -> WebFont | None:
    """The font of a language's pages, with the characters that it needs; None for the system's."""
    font = of(code).web
    if font is None:
        return None
    return replace(font, characters=font.fewer.get(code, font.characters), fewer={})
