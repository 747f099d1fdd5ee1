"""The HTML of macros, kept out of Markdown's way and put back afterwards.

Markdown would parse this HTML a second time to no effect, and most of a page's time would go there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PLACEHOLDER = re.compile(r"<p>guide-fragment-(\d+)-held</p>")
# These match headings and anchors as our templates write them, not all of HTML.
_HEADING = re.compile(r'<h2\b[^>]*? id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ID = re.compile(r'<[^<>]+? id="([^"]+)"')


class Stash:
    """The HTML fragments of a build, by number."""

    def __init__(self) -> None:
        self._fragments: list[str] = []

    def store(self, html: str) -> str:
        """Stores a fragment and returns its placeholder, which Markdown makes a paragraph."""
        self._fragments.append(html)
        return f"guide-fragment-{len(self._fragments) - 1}-held"

    def restore(self, page: str) -> tuple[str, set[str]]:
        """The page's HTML with fragments for placeholders, and the anchors in these fragments."""
        fragments = [self._fragments[int(number)] for number in _PLACEHOLDER.findall(page)]
        remaining = iter(fragments)
        html = _PLACEHOLDER.sub(lambda _: next(remaining), page)
        return html, {anchor for fragment in fragments for anchor in _ID.findall(fragment)}


def headings(html: str) -> Iterator[tuple[str, str]]:
    """The anchor and text of each second-level heading; the text stays escaped."""
    for anchor, text in _HEADING.findall(html):
        yield anchor, " ".join(_TAG.sub(" ", text).split())
