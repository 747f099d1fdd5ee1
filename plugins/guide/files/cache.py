"""Keeps costly results in the user's cache, under a hash of everything that they depend on.

If the cache cannot be written, nothing is kept. What has not been used for a month is deleted.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from guide.files import locks

_MONTH = 30 * 24 * 3600  # seconds
_HALF = ".half"


def cached(depends_on: Iterable[bytes], suffix: str, make: Callable[[], bytes]) -> bytes:
    """The result of `make`, or its earlier result for the same parts of `depends_on`.

    `suffix` ends the name of the cached file, such as `.pdf`.
    """
    key = hashlib.sha256()
    for part in depends_on:
        key.update(len(part).to_bytes(8, "big") + part)
    path = _folder() / f"{key.hexdigest()}{suffix}"
    with suppress(OSError):
        kept = path.read_bytes()
        os.utime(path)
        return kept
    result = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, result)
    return result


def _write(path: Path, data: bytes) -> None:
    """Writes a file in such a way that no reader ever sees half of it."""
    half = path.with_suffix(f".{secrets.token_hex(4)}{_HALF}")
    try:
        if file := locks.take(half):
            with file:
                file.write(data)
            half.replace(path)
    finally:
        half.unlink(missing_ok=True)  # still there if the disk is full


def drop_old() -> None:
    """Deletes what has not been used for a month, and files that a killed process left behind."""
    with suppress(OSError):
        for path in _folder().iterdir():
            if path.suffix == _HALF:
                if file := locks.take(path):
                    locks.drop(file, path)
            elif time.time() - path.stat().st_mtime > _MONTH:
                path.unlink()


def _folder() -> Path:
    return user_cache_path("impact-guide")
