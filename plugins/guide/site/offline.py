"""The lists of files for the offline copy that a reader's browser may keep, one per language.

A list is at the root of its language. It names the language's pages, search index and fonts, the
assets and authors' files that all languages share, and the files that a reader may add. Each has a
hash, so that an update fetches only what has changed. The pictures for shared links are left out,
since no page shows them. host/assets/offline.js of the theme reads the lists.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from guide.core.profile import Profile
from guide.files import checksums
from guide.site import metadata

NAME = "offline.json"
_DIGITS = 16  # hexadecimal digits of a hash; enough to tell versions apart
_LEVEL = 6  # of compression, as most hosts have it
_COMPRESSED = {".html", ".css", ".js", ".json", ".svg"}  # hosts compress these in transit


def list_of(profile: Profile, language: str) -> str:
    """The address of a language's list, relative to the site's root."""
    return profile.folder(language) + NAME


def write(
    site: Path, profile: Profile, language: str, languages: Iterable[str], authored: Iterable[str]
) -> None:
    """Writes the list of one of the languages of a site.

    `site` is the folder of the finished site, which must already hold all its files; `authored` are
    the paths there of authors' files that pages of any language may show. Raises OSError if a file
    cannot be read or written.
    """
    shared = {*_assets(site), *(site / path for path in authored)}
    own = {*_own(site, profile, language, tuple(languages))}
    text = _list(site, shared, own, language)
    (site / list_of(profile, language)).write_text(text, encoding="utf-8", newline="\n")


def _list(site: Path, shared: set[Path], own: set[Path], language: str) -> str:
    files = sorted(path for path in shared | own if path.name != metadata.PICTURE)
    choices = sorted(path for path in (site / "downloads" / language).glob("*") if path.is_file())
    hashes = {_address(site, path): checksums.digest(path)[:_DIGITS] for path in files + choices}
    version = hashlib.sha256(json.dumps(hashes).encode()).hexdigest()[:_DIGITS]
    data = {
        "version": version,
        "fetch": sum(map(_transfer_size, files)),
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


def _assets(site: Path) -> Iterator[Path]:
    for path in (site / "assets").rglob("*"):
        if path.is_file():
            yield path


def _own(site: Path, profile: Profile, language: str, languages: tuple[str, ...]) -> Iterator[Path]:
    """The pages, search index and fonts of one language."""
    if not profile.is_source(language):
        yield from (p for p in (site / language).rglob("*") if p.is_file() and p.name != NAME)
        return
    # The source language is at the site's root, next to the folders of the other languages.
    yield from (site / "search").glob("*")
    for path in site.rglob("index.html"):
        if path.relative_to(site).parts[0] not in languages:
            yield path


def _address(site: Path, path: Path) -> str:
    """A file's address relative to the site's root; that of its folder for a page."""
    return path.relative_to(site).as_posix().removesuffix("index.html")


def _transfer_size(path: Path) -> int:
    """The bytes that are transferred, if the host compresses as most do."""
    data = path.read_bytes()
    return len(gzip.compress(data, _LEVEL)) if path.suffix in _COMPRESSED else len(data)
