"""What a page costs on a slow line: bytes as they travel, and requests, until it can be read."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from guide.core.languages import language

# The project's promise, in bytes; a language's own fonts come on top, and the letters for the own
# names of other languages. The heaviest page is the workbook: 43 kB in Burmese.
PAGE, REQUESTS = 43_500, 7
FONTS = 100_000
NAMES = 4_500


@functools.cache
def travelling(path: Path) -> int:
    """Bytes of a file on the way: compressed, but for fonts, which are so already."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 9))


def file_of(site: Path, home: str, address: str) -> Path:
    """The file behind an address of a site that is served at `home`."""
    path = site / unquote(urlsplit(address).path).removeprefix(urlsplit(home).path)
    return path / "index.html" if path.is_dir() else path


def faults(files: Iterable[Path], code: str) -> list[str]:
    """How a first visit that fetches these files breaks the promise, in a language."""
    asked = [*files]
    fonts = {path for path in asked if path.name.startswith("font")}
    page = sum(map(travelling, {*asked} - fonts))
    letters = sum(map(travelling, fonts))
    requests = len([path for path in asked if path not in fonts])
    allowed = NAMES + (0 if language(code).script == "Latn" else FONTS)
    found = []
    if not 8_000 < page <= PAGE:
        found.append(f"{page} bytes")
    if not 3 <= requests <= REQUESTS:
        found.append(f"{requests} requests")
    if letters > allowed:
        found.append(f"{letters} bytes of fonts")
    return found
