"""Reads PDFs as a reader or a screen reader would: words and their places, outline, tags, fonts."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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
