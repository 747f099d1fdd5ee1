"""What a reader's browser may keep: a list for each language of a finished site.

The list stands at the language's root. It names the language's pages, search index and fonts, the
assets that all languages share, and the files that a reader may choose; each with a hash, so that
of a new version only what changed is fetched. It leaves out the pictures for shared links, which no
page shows. host/assets/offline.js of the theme reads it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from guide.core.languages import SOURCE
from guide.files import checksums
from guide.site import metadata

NAME = "offline.json"
_DIGITS = 16  # of a hash: enough to tell versions apart
_PACKED = {".html", ".css", ".js", ".json", ".svg"}  # what hosts compress on the way


def list_of(language: str) -> str:
    """The address of a language's list, from the root of the site."""
    return NAME if language == SOURCE else f"{language}/{NAME}"


def write(site: Path, languages: Iterable[str]) -> None:
    """Writes the list of each language; `site` is the folder of the pages, complete with files."""
    codes = tuple(languages)
    for code in codes:
        text = _list(site, code, codes)
        (site / list_of(code)).write_text(text, encoding="utf-8", newline="\n")


def _list(site: Path, language: str, languages: tuple[str, ...]) -> str:
    found = {*_shared(site), *_own(site, language, languages)}
    files = sorted(path for path in found if path.name != metadata.PICTURE)
    choices = sorted(path for path in (site / "downloads" / language).glob("*") if path.is_file())
    hashes = {_address(site, path): checksums.digest(path)[:_DIGITS] for path in files + choices}
    version = hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:_DIGITS]
    data = {
        "version": version,
        "fetch": sum(map(_on_the_way, files)),
        "room": sum(path.stat().st_size for path in files),
        "files": {_address(site, path): hashes[_address(site, path)] for path in files},
        "choices": {
            _address(site, path): {
                "hash": hashes[_address(site, path)],
                "size": path.stat().st_size,
            }
            for path in choices
        },
    }
    return json.dumps(data, separators=(",", ":"))


def _shared(site: Path) -> Iterator[Path]:
    for path in (site / "assets").rglob("*"):
        if path.is_file():
            yield path


def _own(site: Path, language: str, languages: tuple[str, ...]) -> Iterator[Path]:
    """Pages, search index and fonts of a language; those of the source stand beside the others'."""
    if language != SOURCE:
        yield from (p for p in (site / language).rglob("*") if p.is_file() and p.name != NAME)
        return
    yield from (site / "search").glob("*")
    for path in site.rglob("index.html"):
        if path.relative_to(site).parts[0] not in languages:
            yield path


def _address(site: Path, path: Path) -> str:
    """A file's address from the site's root; a folder's for a page."""
    return path.relative_to(site).as_posix().removesuffix("index.html")


def _on_the_way(path: Path) -> int:
    """Bytes that travel: compressed where hosts compress, as most do."""
    data = path.read_bytes()
    return len(gzip.compress(data, 9)) if path.suffix in _PACKED else len(data)
