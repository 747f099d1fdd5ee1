"""The fonts of each script: one table for all formats.

A script that is not in the table is set in the fonts for Latin, which has Cyrillic, Greek and
Vietnamese too. All fonts are under the SIL Open Font License. The packages of some are installed on
request, since few guides need them: see the extras in pyproject.toml.

A script has a font for pages where old phones lack it or shape it badly. All have had Hebrew and
Thai for long. A Chinese, Japanese or Korean font is too heavy for a slow network, so these pages
use the system's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from guide.core.languages import language
from guide.theme.typefaces import OfficeFont, PrintFont, ScriptFonts, WebFont

LATIN = "Latn"
_SEA, _AFRICA, _RTL, _INDIC, _CJK = (
    f"justmytype_intl_{part}" for part in ("sea", "africa", "rtl", "south_asia", "cjk")
)
_COMMON = (0x20, 0xA0, 0xAB, 0xBB, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2018, 0x2019)
_DANDAS = (0x964, 0x965)


_EAST_ASIAN = ("Hans", "Hant", "Jpan", "Kore")
# What Word takes for Latin beyond ASCII, though we have a font of its own for it.
_HIGH_ANSI = ("Ethi",)


def _noto(
    name: str,
    package: str,
    office: OfficeFont,
    characters: tuple[int, ...] = (),
    *,
    leading: float,
    foot: int,
    rooms: tuple[float, float],
    book: int = 10,
    only_names: bool = False,
) -> ScriptFonts:
    """A variable font of the Noto Sans family; for pages too, if it names characters."""
    folder = f"fonts/ofl/notosans{name.lower()}"
    file = f"{folder}/NotoSans{name}[wdth,wght].ttf"
    print_font = PrintFont(f"Noto Sans {name}", package, folder, 1, leading, foot, book, rooms)
    web = WebFont(
        f"Guide {name}",
        package,
        dict.fromkeys((400, 700), file),
        (*characters, *_COMMON),
        variable=True,
        only_names=only_names,
    )
    return ScriptFonts(print_font, office, web if characters else None)


def _cjk(name: str, office: str) -> ScriptFonts:
    """The Noto Sans of an East Asian script."""
    fonts = OfficeFont(f"Noto Sans {name}", office, 100, 105, office, 18.0)
    return _noto(name, _CJK, fonts, leading=0.8, foot=24, rooms=(1, -0.32))


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
            display="optional",
            fewer={"ar": (*range(0x60C, 0x66E), *range(0x670, 0x672), *_COMMON)},
        ),
    ),
    "Mymr": _noto(
        "Myanmar",
        _SEA,
        OfficeFont("Noto Sans Myanmar", "Myanmar Text", 95, 100, "Myanmar Text", 24.0),
        tuple(range(0x1000, 0x10A0)),
        leading=0.95,
        foot=28,
        book=9,
        rooms=(1, -0.62),
    ),
    "Beng": _noto(
        "Bengali",
        _INDIC,
        OfficeFont("Noto Sans Bengali", "Nirmala UI", 100, 100, "Nirmala UI", 20.0),
        (*_DANDAS, *range(0x980, 0xA00)),
        leading=0.8,
        foot=25,
        rooms=(1, -0.42),
    ),
    # Noto Sans has Devanagari besides Latin.
    "Deva": ScriptFonts(
        PrintFont(
            "Noto Sans",
            "fontpkg_noto_sans",
            "files",
            size=1,
            leading=0.8,
            foot=25,
            book=10,
            rooms=(1, -0.42),
        ),
        OfficeFont("Noto Sans Devanagari", "Nirmala UI", 100, 100, "Nirmala UI", 20.0),
        WebFont(
            "Guide Devanagari",
            "fontpkg_noto_sans",
            dict.fromkeys((400, 700), "files/NotoSans[wdth,wght].ttf"),
            (*range(0x900, 0x980), *_COMMON),
            variable=True,
        ),
    ),
    "Ethi": _noto(
        "Ethiopic",
        _AFRICA,
        OfficeFont("Noto Sans Ethiopic", "Ebrima", 100, 100, "Ebrima", 18.0),
        tuple(range(0x1200, 0x13A0)),
        leading=0.7,
        foot=23,
        rooms=(1, -0.3),
    ),
    "Hebr": _noto(
        "Hebrew",
        _RTL,
        OfficeFont("Noto Sans Hebrew", "Arial", 105, 100, "Arial", 15.0),
        (*range(0x5B0, 0x5F5), *range(0xFB1D, 0xFB50)),
        leading=0.65,
        foot=23,
        rooms=(0.95, -0.3),
        only_names=True,
    ),
    "Khmr": _noto(
        "Khmer",
        _SEA,
        OfficeFont("Noto Sans Khmer", "Leelawadee UI", 100, 100, "Leelawadee UI", 24.0),
        (*range(0x1780, 0x1800), *range(0x19E0, 0x1A00)),
        leading=1,
        foot=28,
        book=9,
        rooms=(1.15, -0.62),
    ),
    "Laoo": _noto(
        "Lao",
        _SEA,
        OfficeFont("Noto Sans Lao", "Leelawadee UI", 100, 100, "Leelawadee UI", 21.0),
        tuple(range(0xE80, 0xF00)),
        leading=0.85,
        foot=26,
        rooms=(1.1, -0.42),
    ),
    "Taml": _noto(
        "Tamil",
        _INDIC,
        OfficeFont("Noto Sans Tamil", "Nirmala UI", 95, 100, "Nirmala UI", 20.0),
        tuple(range(0xB80, 0xC00)),
        leading=0.75,
        foot=25,
        rooms=(1, -0.4),
    ),
    "Telu": _noto(
        "Telugu",
        _INDIC,
        OfficeFont("Noto Sans Telugu", "Nirmala UI", 100, 100, "Nirmala UI", 22.0),
        tuple(range(0xC00, 0xC80)),
        leading=0.9,
        foot=26,
        rooms=(1, -0.5),
    ),
    "Thai": _noto(
        "Thai",
        _SEA,
        OfficeFont("Noto Sans Thai", "Leelawadee UI", 105, 100, "Leelawadee UI", 20.0),
        tuple(range(0xE00, 0xE80)),
        leading=0.8,
        foot=25,
        rooms=(1.1, -0.4),
        only_names=True,
    ),
    "Hans": _cjk("SC", "Microsoft YaHei"),
    "Hant": _cjk("TC", "Microsoft JhengHei"),
    "Jpan": _cjk("JP", "Yu Gothic"),
    "Kore": _cjk("KR", "Malgun Gothic"),
}


def of(code: str) -> ScriptFonts:
    """The fonts of a language, by its script."""
    return SCRIPTS.get(language(code).script, SCRIPTS[LATIN])


def web(code: str) -> WebFont | None:
    """The font of a language's pages, with the characters that it needs; None for the system's."""
    found = of(code)
    font = found.web
    if font is None or font.only_names or not found.print.is_installed:
        return None
    return replace(font, characters=font.fewer.get(code, font.characters), fewer={})


def missing(code: str) -> str:
    """The package to install for a language's script; '' if it is there, or if none is known."""
    font = of(code).print
    return "" if font.is_installed else font.distribution


def installed() -> Iterator[tuple[str, ScriptFonts]]:
    """The scripts whose fonts are there, with their fonts."""
    return ((script, found) for script, found in SCRIPTS.items() if found.print.is_installed)


def office(*codes: str) -> tuple[OfficeFont, ...]:
    """The fonts of office programs for languages, Latin included, each once."""
    scripts = {LATIN, *(language(code).script for code in codes)}
    return tuple(found.office for script, found in SCRIPTS.items() if script in scripts)


def east_asian(code: str) -> OfficeFont | None:
    """The font that Word takes for East Asian characters; None for a language without them."""
    return of(code).office if language(code).script in _EAST_ASIAN else None


def high_ansi(code: str) -> OfficeFont:
    """The font that Word takes beyond ASCII, for all that it does not call complex or Asian."""
    return (of(code) if language(code).script in _HIGH_ANSI else SCRIPTS[LATIN]).office


def families(*codes: str) -> tuple[str, ...]:
    """The families for print of languages, in order and each once, Latin last."""
    fonts = (*(of(code) for code in codes), SCRIPTS[LATIN])
    names = [found.print.family for found in fonts if found.print.is_installed]
    return tuple(dict.fromkeys(names))
