"""Tells whether an output is already what a build would make, so that nothing needs to be done."""

from __future__ import annotations

import os
import re
from pathlib import Path

from guide import project
from guide.files import cache, fingerprint
from guide.site import settings

_WORD = re.compile(r"\w+")
_EPOCH = "SOURCE_DATE_EPOCH"

Listing = tuple[tuple[str, int, int], ...]


def inputs(root: Path, languages: tuple[str, ...], editions: tuple[str, ...]) -> bytes | None:
    """The hash of everything that a build of a project depends on.

    None where only MkDocs can make the pages: plugins of others may depend on anything.
    """
    if settings.needs_mkdocs(root):
        return None
    text = (root / settings.NAME).read_text(encoding="utf-8")
    named = {*_WORD.findall(text), _EPOCH} & os.environ.keys()  # !ENV names variables
    facts = (languages, editions, sorted((name, os.environ[name]) for name in named))
    places = [root / settings.NAME, root / "docs", *project.sources(root)]
    return cache.digest(
        [fingerprint.program(), fingerprint.files(root, places), repr(facts).encode()]
    )


def is_there(out: Path, made_from: bytes | None) -> bool:
    """Whether the output is as a build of these inputs left it: no file more, less or changed."""
    if made_from is None or not out.is_dir():
        return False
    return bool(cache.find_object(_key(out, made_from)) == _listing(out))


def note(out: Path, made_from: bytes | None) -> None:
    """Remembers what a build of these inputs left in its output."""
    if made_from is not None:
        cache.cached_object(_key(out, made_from), lambda: _listing(out), again=True)


def _key(out: Path, made_from: bytes) -> list[bytes]:
    return [b"output", os.fsencode(out), made_from]


def _listing(out: Path) -> Listing:
    """Each file with its size in bytes and the time of its last change in nanoseconds."""
    files = [(path.relative_to(out).as_posix(), path.stat()) for path in sorted(_files(out))]
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in files)


def _files(out: Path) -> list[Path]:
    return [path for path in out.rglob("*") if path.is_file()]
