"""How full the pages of a PDF are, to foresee whether a closer layout can save one.

Only for PDFs by Typst, whose pages place each text and drawing by a matrix of its own.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from importlib.metadata import version
from itertools import pairwise

import pikepdf

from guide.files import cache

_MEASURE = "pages 4"  # raised whenever `_read` finds something else
_PLACED = b" cm"  # follows the height of a text or a drawing on its page
# Points: the least that the head and the foot of a page take, upright and across.
_UPRIGHT, _ACROSS = (62, 81), (39, 51)
_GAP = 50  # points: where as much is empty, the rest of it is free
_MARGIN = 1.04  # of the room; of 140 handouts and tools in seven languages, none needed over 1


@dataclass(frozen=True, slots=True)
class PageFill:
    """A page: the length of what draws it, and the share of its height that is taken."""

    weight: int
    taken: float


def count(pdf: bytes) -> int:
    """The number of pages of a PDF; it is kept in the cache."""
    parts = (b"count", version("pikepdf").encode(), pdf)
    return int(cache.cached(parts, ".txt", lambda: b"%d" % _count(pdf)))


def _count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def read(pdf: bytes) -> tuple[PageFill, ...]:
    """The pages of a PDF by `typesetting.write`; what is found is kept in the cache."""
    parts = (_MEASURE.encode(), version("pikepdf").encode(), pdf)
    kept = cache.cached(parts, ".json", lambda: json.dumps([*map(astuple, _read(pdf))]).encode())
    return tuple(PageFill(weight, taken) for weight, taken in json.loads(kept))


def can_fit(shown: Sequence[PageFill], shrink: float, most: int) -> bool:
    """Whether what is shown may fit on `most` pages if its text is `shrink` times as large.

    It is never refused for being close: fewer words in a line and less space between lines count
    in full, and all room that pages leave free is used up.
    """
    return sum(page.taken for page in shown) * shrink**2 <= most * _MARGIN


def _read(pdf: bytes) -> list[PageFill]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            PageFill(len(drawn), _taken(drawn, *map(float, page.mediabox[2:])))
            for page in document.pages
            for drawn in (_drawn(page),)
        ]


def _drawn(page: pikepdf.Page) -> bytes:
    """What draws a page, as Typst writes it: in one stream, or in none for an empty page."""
    contents = page.obj.get("/Contents")
    return contents.read_bytes() if isinstance(contents, pikepdf.Stream) else b""


def _taken(drawn: bytes, width: float, height: float) -> float:
    """The share of the height between head and foot that has something, or is narrower than _GAP.

    Heights on a page are counted from below.
    """
    head, foot = _ACROSS if width > height else _UPRIGHT
    lowest, highest = foot, height - head
    # Ten times as fast as a pattern, and pages have thousands of them.
    places = (float(before.rpartition(b" ")[2]) for before in drawn.split(_PLACED)[:-1])
    steps = sorted({lowest, highest, *(at for at in places if lowest < at < highest)})
    return sum(min(above - below, _GAP) for below, above in pairwise(steps)) / (highest - lowest)
