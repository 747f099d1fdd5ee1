"""HTML that the templates made, stored away from Markdown and restored in its page.

Markdown would parse all of it once more, for nothing: most of a page's time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HELD = re.compile(r"<p>guide-fragment-(\d+)-held</p>")
# What the templates' own headings and anchors look like.
_HEAD = re.compile(r'<h2\b[^>]*? id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ID = re.compile(r'<[^<>]+? id="([^"]+)"')


class Stash:
    """The fragments of a build, by number."""

    def __init__(self) -> None:
        self._held: list[str] = []

    def store(self, html: str) -> str:
        """Stores a fragment; gives a mark that Markdown makes a paragraph of."""
        self._held.append(html)
        return f"guide-fragment-{len(self._held) - 1}-held"

    def restore(self, page: str) -> tuple[str, set[str]]:
        """The page with each fragment in the place of its mark, and the anchors in these."""
        found = [self._held[int(number)] for number in _HELD.findall(page)]
        parts = iter(found)
        filled = _HELD.sub(lambda _: next(parts), page)
        return filled, {ident for part in found for ident in _ID.findall(part)}


def headings(html: str) -> Iterator[tuple[str, str]]:
    """Anchor and text of each second-level heading; the text stays escaped."""
    for ident, text in _HEAD.findall(html):
        yield ident, " ".join(_TAG.sub(" ", text).split())
