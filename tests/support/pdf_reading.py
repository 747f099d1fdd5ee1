"""Reads PDFs as a reader or a screen reader would: words and their places, outline, tags, fonts."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

_WORD = re.compile(
    r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>'
)
_PAGE = re.compile(r'<page width="([^"]+)" height="([^"]+)">(.*?)</page>', re.DOTALL)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069ـ"))


_ARABIC = re.compile("[\u0600-\u06ff]")
_VOWELS = re.compile("[\u064b-\u0652]")


def plain(text: str) -> str:
    """A text without signs that steer its direction, in one form of each letter."""
    return unicodedata.normalize("NFKC", text).translate(_UNSEEN)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Shape:
    """The box of something drawn, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    curved: bool

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def is_square(self) -> bool:
        """Whether it is as high as wide, and so a box to tick or a circle."""
        return abs(self.width - self.height) < 0.1 < self.width


@dataclass(frozen=True)
class Page:
    """A page: its size in points and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @cached_property
    def texts(self) -> frozenset[str]:
        """What the words are, once each."""
        return frozenset(word.text for word in self.words)

    @property
    def outside(self) -> list[Word]:
        """Words that stand nearer than 5 mm to an edge, or beyond it."""
        edge = 14
        return [
            word
            for word in self.words
            if word.left < edge
            or word.top < edge
            or word.right > self.width - edge
            or word.bottom > self.height - edge
        ]


class Pdf:
    """A PDF given as bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reader = PdfReader(io.BytesIO(data))

    @cached_property
    def pages(self) -> list[Page]:
        """The pages with their words, by poppler's pdftotext."""
        found = self._pdftotext("-bbox")
        return [
            Page(float(width), float(height), tuple(_words(body)))
            for width, height, body in _PAGE.findall(found)
        ]

    def _pdftotext(self, *options: str) -> str:
        command = ["pdftotext", *options, "-", "-"]
        done = subprocess.run(command, input=self.data, check=True, capture_output=True)
        return done.stdout.decode()

    @cached_property
    def text(self) -> str:
        """All text in the order in which it is read, pages parted by form feeds."""
        return plain(self._pdftotext())

    def shapes(self, number: int) -> list[Shape]:
        """What is drawn on a page, counted from 0; marks within an image are not told apart."""
        page = self.reader.pages[number]
        height = float(page.mediabox.height)
        return [_turned(shape, height) for shape in _shapes(page.get_contents())]

    @property
    def catalog(self) -> Any:
        """The root of the document."""
        return self.reader.trailer["/Root"].get_object()

    @property
    def bookmarks(self) -> list[str]:
        """Titles of all bookmarks, in order."""
        return [plain(title) for title in _titles(self.reader.outline)]

    @cached_property
    def tags(self) -> Counter[str]:
        """How often each structure element occurs."""
        return Counter(_tags(self.catalog["/StructTreeRoot"]))

    @property
    def fonts(self) -> dict[str, bool]:
        """Names of the fonts, and whether each is embedded."""
        found: dict[str, bool] = {}
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            for font in resources.get("/Font", DictionaryObject()).values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                described = inner["/FontDescriptor"].get_object()
                name = str(inner["/BaseFont"]).partition("+")[2]
                found[name] = any(key.startswith("/FontFile") for key in described)
        return found


_PAINTS = (b"S", b"s", b"B", b"B*", b"b", b"f", b"f*")


def _shapes(content: Any) -> Iterator[Shape]:
    """What paints a path, from the bottom left corner. Nothing that we draw is turned."""
    saved: list[tuple[float, ...]] = []
    scale_x, scale_y, off_x, off_y = 1.0, 1.0, 0.0, 0.0
    path: list[tuple[float, float]] = []
    curved = False
    for values, operator in content.operations:
        if operator == b"q":
            saved.append((scale_x, scale_y, off_x, off_y))
        elif operator == b"Q":
            scale_x, scale_y, off_x, off_y = saved.pop()
        elif operator == b"cm":
            a, _, _, d, e, f = map(float, values)
            off_x, off_y = off_x + scale_x * e, off_y + scale_y * f
            scale_x, scale_y = scale_x * a, scale_y * d
        elif operator in (b"m", b"l", b"c"):
            x, y = map(float, values[-2:])
            path.append((off_x + scale_x * x, off_y + scale_y * y))
            curved = curved or operator == b"c"
        elif operator == b"re":
            x, y, width, height = map(float, values)
            ends = ((x, y), (x + width, y + height))
            path += [(off_x + scale_x * x, off_y + scale_y * y) for x, y in ends]
        elif operator in (*_PAINTS, b"n"):
            if path and operator in _PAINTS:
                across, up = zip(*path, strict=True)
                yield Shape(min(across), min(up), max(across), max(up), curved)
            path, curved = [], False


def _turned(shape: Shape, height: float) -> Shape:
    return replace(shape, top=height - shape.bottom, bottom=height - shape.top)


def share_found(expected: str, shown: str) -> float:
    """The share of a text's words that can be found among those shown, marks of vowels aside."""
    words, found = letters(expected), set(letters(shown))
    return sum(word in found for word in words) / len(words)


def letters(text: str) -> list[str]:
    """The words of a text, without marks of vowels, digits and punctuation."""
    return re.findall(r"[^\W\d_]+", _VOWELS.sub("", plain(text)))


def _words(body: str) -> Iterator[Word]:
    for left, top, right, bottom, text in _WORD.findall(body):
        shown = _VOWELS.sub("", plain(unescape(text)))
        if _ARABIC.search(shown):
            shown = shown[::-1]  # with boxes, poppler gives letters as they stand from the left
        yield Word(shown, float(left), float(top), float(right), float(bottom))


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title)


def _tags(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _tags(child.get_object())
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _tags(node["/K"].get_object())
