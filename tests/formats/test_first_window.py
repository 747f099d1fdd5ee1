"""The light edition on a slow line: what comes first is enough for the first screen.

A server sends ten packets, then waits for an answer, which takes seconds on 2G.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from guide.core.model import Guide
from guide.formats import html as html_file
from support.onefile import context

CODES = ("en", "fr", "es", "pt", "id", "ar", "my")
WINDOW = 14_336  # bytes: ten packets of 1,460 bytes, less what the answer says of itself
PHONE: ViewportSize = {"width": 360, "height": 640}
# Each word that is on the first screen, where it is and how it looks.
SEEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { x, y, right, bottom } = range.getBoundingClientRect();
    if (y >= innerHeight || right <= 0 || bottom <= 0 || x >= innerWidth) continue;
    const { color, font, textDecoration } = getComputedStyle(walker.currentNode.parentElement);
    found.push([walker.currentNode.data, x, y, right, bottom, color, font, textDecoration]);
  }
  return found;
}"""


def come(data: bytes, size: int = WINDOW) -> bytes:
    """What a browser has of a page when so many bytes of it, compressed, have come."""
    return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(gzip.compress(data, 9)[:size])


def first_screen(browser: Browser, path: Path, data: bytes) -> tuple[list[object], bytes]:
    """What is on the first screen of a phone, as words and as a picture."""
    path.write_bytes(data)
    page = browser.new_page(viewport=PHONE, device_scale_factor=1)
    page.goto(path.as_uri())
    found = page.evaluate(SEEN), page.screenshot()
    page.close()
    return found


@pytest.fixture(params=CODES)
def edition(request: pytest.FixtureRequest, guides: dict[str, Guide]) -> bytes:
    return html_file.write(context(guides, request.param), CODES)


def test_the_first_packets_hold_title_contents_and_how_to_use_it(edition: bytes) -> None:
    first = come(edition).decode("utf-8", "ignore")
    assert len(first.encode()) < len(edition) / 2
    places = [
        *("</style>", "<h1", 'aria-labelledby="contents"', "</nav><main>", 'id="front"'),
        *('id="section-how-to-use"', 'id="section-run-a-session"', "</section>"),
    ]
    for place in places:
        assert place in first, place
        first = first.split(place, 1)[1]


def test_the_first_screen_needs_nothing_that_comes_later(
    browser: Browser, edition: bytes, tmp_path: Path
) -> None:
    words, picture = first_screen(browser, tmp_path / "guide.html", edition)
    assert len(words) > 10
    assert first_screen(browser, tmp_path / "first.html", come(edition)) == (words, picture)


def test_a_style_that_came_late_would_be_seen(
    browser: Browser, guides: dict[str, Guide], tmp_path: Path
) -> None:
    head, style, rest = html_file.write(context(guides, "en"), CODES).partition(b"<style>")
    sheet, end, body = rest.partition(b"</style>")
    late = head + body.replace(b"</body>", style + sheet + end + b"</body>")
    words, picture = first_screen(browser, tmp_path / "guide.html", late)
    assert first_screen(browser, tmp_path / "first.html", come(late)) != (words, picture)
    whole = first_screen(browser, tmp_path / "whole.html", head + style + rest)
    assert (words, picture) == whole
