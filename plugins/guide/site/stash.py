"""The HTML of macros, kept out of Markdown's way and put back afterwards.

Markdown would parse this HTML a second time to no effect, and most of a page's time would go there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

_PLACEHOLDER = re.compile(r"<p>guide-fragment-(\d+)-held</p>")
# These match headings and anchors as our templates write them, not all of HTML.
_HEADING = re.compile(r'<h2\b[^>]*? id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ID = re.compile(r'<[^<>]+? id="([^"]+)"')
_LEVEL = re.compile(r"<h([1-6])\b")
# Stands for the level of a heading in a fragment until the headings before it are known.
LEVEL_BELOW = "-one-level-below"


class Stash:
    """The HTML fragments of a build, by number; each leaves it when it is restored."""

    def __init__(self) -> None:
        self._fragments: dict[int, str] = {}
        self._numbers = count()

    def store(self, html: str) -> str:
        """Stores a fragment and returns its placeholder, which Markdown makes a paragraph."""
        number = next(self._numbers)
        self._fragments[number] = html
        return f"guide-fragment-{number}-held"

    def restore(self, page: str) -> tuple[str, set[str]]:
        """The page's HTML with fragments for placeholders, and the anchors in these fragments."""
        parts = []
        anchors: set[str] = set()
        end, level = 0, 1  # the frame gives a page its h1 if it has none
        for found in _PLACEHOLDER.finditer(page):
            before = page[end : found.start()]
            level = int(next(reversed(_LEVEL.findall(before)), level))
            fragment = self._fragments.pop(int(found[1]))
            fragment = fragment.replace(LEVEL_BELOW, str(min(level + 1, 6)))
            parts += [before, fragment]
            anchors.update(_ID.findall(fragment))
            end = found.end()
        return "".join([*parts, page[end:]]), anchors


def headings(html: str) -> Iterator[tuple[str, str]]:
    """The anchor and text of each second-level heading; the text stays escaped."""
    for anchor, text in _HEADING.findall(html):
        yield anchor, " ".join(_TAG.sub(" ", text).split())
