"""Finds characters that no font for print has, before Typst rejects them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from guide.core.diagnostics import Diagnostic
from guide.core.languages import language, script_name
from guide.core.location import Location
from guide.core.model import Guide
from guide.core.walk import texts
from guide.files.cache import cached
from guide.theme import fonts
from guide.theme.typefaces import PrintFont

_NEEDS_NONE = ("Cc", "Cf", "Zs", "Zl", "Zp")  # control and format characters, spaces


def diagnostics(guides: Iterable[Guide]) -> Iterator[Diagnostic]:
    """A problem for each text that cannot be printed, at its line."""
    for guide in guides:
        if not printable(guide.language):
            continue  # no PDF is made of it
        known = characters(guide.language, guide.profile.source_language)
        said = {text.id: text for text in texts(guide)}.values()
        used = set().union(*(text.value for text in said))
        lacking = {
            char
            for char in used
            if ord(char) not in known and unicodedata.category(char) not in _NEEDS_NONE
        }
        for text in said if lacking else ():
            for char in sorted(lacking.intersection(text.value)):
                code = f"U+{ord(char):04X}"
                message = f"no font for print has {char} ({code}); use another character"
                yield Diagnostic(text.location, f"{text.id}: {message}")


def missing(places: Mapping[str, Location]) -> Iterator[Diagnostic]:
    """A problem for each language whose script has a font that is not installed.

    `places` are the locations of the codes of the languages.
    """
    for code, place in places.items():
        if package := fonts.missing(code):
            found = language(code)
            yield Diagnostic(
                place,
                f'no font for "{code}" ({found.english}) is installed, whose script is '
                f"{script_name(found.script)}; run: pip install {package}",
            )


def without_print(codes: Iterable[str]) -> list[str]:
    """The languages whose scripts no known font for print has, each with the name of its script."""
    return [
        f"{code} ({script_name(language(code).script)})" for code in codes if not printable(code)
    ]


def printable(code: str) -> bool:
    """Whether the fonts for print have the script of a language."""
    known = characters(code)
    return not fonts.missing(code) and all(
        ord(char) in known or unicodedata.category(char) in _NEEDS_NONE
        for char in language(code).endonym
    )


def is_drawn(char: str) -> bool:
    """Whether a character needs a font: controls and spaces need none."""
    return unicodedata.category(char) not in _NEEDS_NONE


def of_font(font: PrintFont) -> frozenset[int]:
    """The characters of a font for print."""
    return _characters(font.path)


@cache
def characters(*codes: str) -> frozenset[int]:
    """What can be printed in languages: the characters of their fonts, and of the Latin one."""
    faces = {found.print for found in (*map(fonts.of, codes), fonts.SCRIPTS[fonts.LATIN])}
    return frozenset().union(*(_characters(face.path) for face in faces if face.is_installed))


@cache
def _characters(folder: Path) -> frozenset[int]:
    """The characters of the fonts in a folder; reading them anew would slow `guide check`."""
    paths = sorted(folder.glob("*.ttf"))
    stats = [(path.name, path.stat()) for path in paths]
    parts = [f"{name} {stat.st_size} {stat.st_mtime_ns}".encode() for name, stat in stats]
    kept = cached((b"characters", *parts), ".json", lambda: _read(paths))
    return frozenset(json.loads(kept))


def _read(paths: Iterable[Path]) -> bytes:
    found: set[int] = set()
    for path in paths:
        with path.open("rb") as file:
            found |= TTFont(file, lazy=True).getBestCmap().keys()
    return json.dumps(sorted(found)).encode()
