"""Texts that people wrote in any language: what prints them, and which way they run.

A text of the guide is in a known language. Answers in a workbook may be in any, or in several.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from guide.core import languages
from guide.core.languages import language
from guide.theme import font_coverage, fonts
from guide.theme.typefaces import PrintFont

_RIGHT = ("R", "AL")  # Unicode's bidirectional classes of letters
_LEFT = ("L",)
_UNKNOWN = "und"  # a tag for texts of a language that nobody knows (ISO 639-2)
NO_GLYPH = "\ufffd"


@dataclass(frozen=True, slots=True)
class Faces:
    """The families that print texts, in the order in which they are tried.

    `leading` is the space between two lines that the tallest of them needs, in parts of the size.
    """

    families: tuple[str, ...]
    leading: float


def direction(text: str, otherwise: str) -> str:
    """`rtl` or `ltr`, by the first letter that has one (Unicode's bidirectional rule P2)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _RIGHT:
            return "rtl"
        if kind in _LEFT:
            return "ltr"
    return otherwise


def spoken(text: str, codes: Iterable[str]) -> str:
    """The first of some languages that a text could be in by its direction; `und` for none."""
    for code in codes:
        known = languages.find(code)
        if known and known.direction == direction(text, known.direction):
            return code
    return _UNKNOWN


def faces(text: str, code: str) -> Faces:
    """The fonts for a text of any script within a document in a language."""
    main = [fonts.of(code).print, fonts.SCRIPTS[fonts.LATIN].print]
    needed = {ord(char) for char in text} - font_coverage.characters(code)
    more: list[PrintFont] = []
    for _, found in sorted(fonts.installed(), key=lambda one: one[0] != language(code).script):
        known = font_coverage.of_font(found.print)
        if needed & known:
            more.append(found.print)
            needed -= known
    used = [main[0], *more]
    families = dict.fromkeys(face.family for face in (*main, *more) if face.is_installed)
    return Faces(tuple(families), max(face.leading for face in used))


def unprintable(text: str, known: frozenset[int]) -> str:
    """The characters of a text that no installed font has, each once, in order."""
    lacking = (char for char in text if ord(char) not in known and font_coverage.is_drawn(char))
    return "".join(dict.fromkeys(lacking))


def printable_characters() -> frozenset[int]:
    """The characters that any installed font has."""
    return frozenset().union(*(font_coverage.of_font(one.print) for _, one in fonts.installed()))
