"""What Word and spreadsheet programs must be told: fonts, room for lines, colours.

These programs bring their own fonts. So a document names ours and a substitute that Windows and
macOS bring along; programs that know neither choose their own for the script. Spreadsheet programs
do not compute the height of a row for a file that they did not write, so it is reckoned here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

from guide.core.languages import language

# The colours of docs/assets/guide.css on light ground, by their names there.
QUIET, EDGE, ACCENT = "#57534c", "#8b8478", "#8a3b12"
STAGES = ("#8a6b1d", "#1d6143", "#0b3a7b", "#410c45")  # darker along the life cycle
TALLEST = 409.0  # points; Excel's limit for a row
_A4 = 9  # Excel's number of the paper
_BURMESE = 1.5  # widths of a Latin letter
_AROUND = 3  # points, above and below the lines of a row
_MARK = "\u200e"  # a letter without form, from left to right
_EDGES = 2  # letters of a column's width that its edges take
# Latin letters and codes within a text from right to left: "VPI", "S-2.1", "version 1.2".
_FROM_LEFT = re.compile(
    r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[ .:/@&_’–-]+[A-Za-zÀ-ɏ0-9]+)*"
    r"|\d+(?:[.:/-]\d+)+"
)

# Hebrew, Arabic and their like within a text from left to right.
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff]+(?: +[\u0590-\u08ff]+)*")


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts of a script.

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


_LATIN_FACE = Face("Noto Sans", "Calibri", 100, 100, "", 15.0)
_FACES = {
    "Arab": Face("Amiri", "Traditional Arabic", 120, 90, "Arial", 18.0),
    "Mymr": Face("Noto Sans Myanmar", "Myanmar Text", 95, 100, "Myanmar Text", 24.0),
}


def face(code: str) -> Face:
    """The fonts of a language."""
    return _FACES.get(language(code).script, _LATIN_FACE)


def faces() -> tuple[Face, ...]:
    """All fonts that a document may name."""
    return (_LATIN_FACE, *_FACES.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that runs in one direction."""

    text: str
    rtl: bool


def pieces(text: str, direction: str, around: str) -> tuple[Piece, ...]:
    """A text parted where its direction changes, since Word needs a run of each.

    Where a text from left to right stands in a line `around` it from right to left, marks at its
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
    """The height of a row that shows each cell whole: its text, column's width, height of a line.

    Widths are in letters, heights in points, as spreadsheet programs count them.
    """
    tallest = max(line * _count_lines(text, width - _EDGES) for text, width, line in cells)
    return min(tallest + _AROUND, TALLEST)


def on_paper(sheet: Any, code: str, head: int) -> None:
    """Sets a sheet on A4 across, one page wide, with the row `head` on each page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    if language(code).direction == "rtl":
        sheet.right_to_left()


def _count_lines(cell: str, width: float) -> int:
    return sum(max(1, ceil(_letters(line) / width)) for line in cell.split("\n"))


def _letters(line: str) -> float:
    """About how many Latin letters wide a line is; marks stand above or below a letter."""
    shown = [c for c in line if unicodedata.category(c) not in {"Mn", "Me", "Cf"}]
    return sum(_BURMESE if "\u1000" <= c <= "\u109f" else 1 for c in shown)
