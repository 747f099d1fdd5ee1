"""What goes into a ZIM: each file with its title, its type and the words it is found by."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from mimetypes import MimeTypes
from pathlib import PurePosixPath

from libzim.writer import Hint, IndexData, Item, StringProvider

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_OTHER_TYPES = MimeTypes()  # of what authors link to; not the machine's own table


@dataclass(slots=True)
class ZimFound:
    """The words under which a page is found: those that it shows, and further forms of them."""

    shown: list[str] = field(default_factory=list)
    further: list[str] = field(default_factory=list)


class _Words(IndexData):  # type: ignore[misc]
    """What the full-text index gets of a page; libzim takes it unchanged."""

    def __init__(self, title: str, found: ZimFound) -> None:
        self._title = _with_folded(title)
        self._words = _with_folded("\n".join((*found.shown, *found.further)))
        self._count = len(" ".join(found.shown).split())

    def has_indexdata(self) -> bool:
        return True

    def get_title(self) -> str:
        return self._title

    def get_content(self) -> str:
        return self._words

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return self._count


class ZimEntry(Item):  # type: ignore[misc]
    """A file of the site; files with a title are articles, the others belong to articles."""

    def __init__(self, path: str, data: bytes, title: str, found: ZimFound) -> None:
        super().__init__()
        self._path, self._data, self._title = path, data, title
        self.get_indexdata: Callable[[], IndexData | None] = lambda: (
            _Words(title, found) if title else None
        )

    def get_path(self) -> str:
        """Where it is in the ZIM."""
        return self._path

    def get_title(self) -> str:
        """Its title; '' for what belongs to articles."""
        return self._title

    def get_mimetype(self) -> str:
        """Its media type."""
        known, _ = _OTHER_TYPES.guess_type(self._path)
        suffix = PurePosixPath(self._path).suffix
        return _TYPES.get(suffix) or known or "application/octet-stream"

    def get_contentprovider(self) -> StringProvider:
        """Its bytes."""
        return StringProvider(self._data)

    def get_hints(self) -> dict[Hint, int]:
        """Whether it is an article."""
        return {Hint.FRONT_ARTICLE: bool(self._title)}


def _with_folded(text: str) -> str:
    """The words of a text, followed by those with combining marks once more without them.

    libzim takes all marks from what a reader types; libzim 8, in some scripts only.
    """
    folded = (_folded(word) for word in text.split() if _folded(word) != word.lower())
    return f"{text}\n{' '.join(folded)}"


def _folded(word: str) -> str:
    """A word in lower case without combining marks."""
    apart = unicodedata.normalize("NFD", word.lower())
    bare = "".join(char for char in apart if not unicodedata.category(char).startswith("M"))
    return unicodedata.normalize("NFC", bare)
