"""What a page costs on a slow line: bytes as they travel, and requests, until it can be read."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from guide.core.languages import language
from support.pages import LOST

# The project's promise, in bytes: all that a first visit fetches before anything is pressed. Four
# pages are heavier: the first has a form, of the others what remains are words.
PAGE = 20_000
HEAVIER = {
    "workbook/": 36_400,
    "stakeholders/existing-groups/": 30_200,
    "checklist/setup/": 20_750,
    "glossary/": 20_300,
}
# In UTF-8 letters of other scripts take two or three bytes.
OTHER_SCRIPTS = 1.22
REQUESTS = 8
# Fonts come on top: those of a script, and on a page that shows languages by their own names at
# once, the few letters of these.
FONTS = 100_000
NAMES = 4_500
NAMED = ("translate/", LOST, "workbook/")


@functools.cache
def travelling(path: Path) -> int:
    """Bytes of a file on the way: compressed, but for fonts, which are so already."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


def file_of(site: Path, home: str, address: str) -> Path:
    """The file behind an address of a site that is served at `home`."""
    path = site / unquote(urlsplit(address).path).removeprefix(urlsplit(home).path)
    return path / "index.html" if path.is_dir() else path


def faults(files: Iterable[Path], code: str, page: str) -> list[str]:
    """How a first visit that fetches these files breaks the promise.

    `code` is the language, `page` the page as all languages call it.
    """
    asked = [*files]
    fonts = {path for path in asked if path.name.startswith("font")}
    weight = sum(map(travelling, {*asked} - fonts))
    letters = sum(map(travelling, fonts))
    requests = len([path for path in asked if path not in fonts])
    latin = language(code).script == "Latn"
    heaviest = HEAVIER.get(page, PAGE) * (1 if latin else OTHER_SCRIPTS)
    allowed = NAMES * (page in NAMED) + (0 if latin else FONTS)
    found = []
    if not 8_000 < weight <= heaviest:
        found.append(f"{weight} bytes")
    if not 3 <= requests <= REQUESTS:
        found.append(f"{requests} requests")
    if letters > allowed:
        found.append(f"{letters} bytes of fonts")
    return found
