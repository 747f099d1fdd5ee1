"""What Word and spreadsheets need besides the text: runs of one direction, heights of rows.

Spreadsheet programs do not compute the height of a row for a file that they did not write, so it is
computed here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

from guide.core.languages import language

TALLEST = 409.0  # points; Excel's limit for a row
_A4 = 9  # Excel's number of the paper
# How many Latin letters wide a letter of another script is.
_WIDTHS = {range(0x1000, 0x10A0): 1.5, range(0x1200, 0x13A0): 1.3, range(0x1780, 0x1800): 1.3}
_WIDE = 1.8  # East Asian characters
_AROUND = 3  # points, above and below the lines of a row
_STACK = "\u1039"  # joins a Burmese letter with the one below it
_MARK = "\u200e"  # LEFT-TO-RIGHT MARK
_EDGES = 2  # letters; the part of a column's width that its padding takes
# Latin letters and codes within a text from right to left: "VPI", "S-2.1", "version 1.2".
_FROM_LEFT = re.compile(
    r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[ .:/@&_’–-]+[A-Za-zÀ-ɏ0-9]+)*"
    r"|\d+(?:[.:/-]\d+)+"
)

# Hebrew, Arabic and their like within a text from left to right.
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff]+(?: +[\u0590-\u08ff]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that runs in one direction."""

    text: str
    rtl: bool


def pieces(text: str, direction: str, around: str) -> tuple[Piece, ...]:
    """A text split where its direction changes, since Word needs a run for each direction.

    Where a left-to-right text is inside a right-to-left line (`around`), marks at its
    ends keep its first and last signs in their places.
    """
    rtl = direction == "rtl"
    found: list[Piece] = []
    end = 0
    for other in (_FROM_LEFT if rtl else _FROM_RIGHT).finditer(text):
        found += [Piece(text[end : other.start()], rtl), Piece(other[0], not rtl)]
        end = other.end()
    found.append(Piece(text[end:], rtl))
    if around == "rtl" and not rtl:
        found = [Piece(_MARK, rtl=False), *found, Piece(_MARK, rtl=False)]
    return tuple(piece for piece in found if piece.text)


def height(cells: Iterable[tuple[str, float, float]]) -> float:
    """The height of a row that shows its cells whole; each is (text, column width, line height).

    Widths are in letters, heights in points, as spreadsheet programs count them.
    """
    tallest = max(line * _count_lines(text, width - _EDGES) for text, width, line in cells)
    return min(tallest + _AROUND, TALLEST)


def cut(text: str, longest: int) -> str:
    """A text cut to a number of letters, never between a letter and its combining marks."""
    if len(text) <= longest:
        return text
    end = longest - 1
    while end > 1 and (unicodedata.category(text[end])[0] == "M" or text[end - 1] == _STACK):
        end -= 1
    return text[:end].strip(" '") + "…"


def on_paper(sheet: Any, code: str, head: int) -> None:
    """Sets a sheet to A4 landscape, one page wide, with the row `head` repeated on each page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    if language(code).direction == "rtl":
        sheet.right_to_left()


def _count_lines(cell: str, width: float) -> int:
    return sum(max(1, ceil(letters(line) / width)) for line in cell.split("\n"))


def letters(line: str) -> float:
    """About how many Latin letters wide a line is; combining marks have no width."""
    shown = [c for c in line if unicodedata.category(c) not in {"Mn", "Me", "Cf"}]
    return sum(map(_letters_wide, shown))


def _letters_wide(char: str) -> float:
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return _WIDE
    return next((width for letters, width in _WIDTHS.items() if ord(char) in letters), 1)
