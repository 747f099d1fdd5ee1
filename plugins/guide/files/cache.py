"""What is costly to make, kept in the user's cache by a hash of all that it depends on.

A cache that cannot be written is done without. What was not used for a month is deleted.
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
    """What `make` gives, or what it gave before for the same parts."""
    key = hashlib.sha256()
    for part in depends_on:
        key.update(len(part).to_bytes(8, "big") + part)
    path = _folder() / f"{key.hexdigest()}{suffix}"
    with suppress(OSError):
        found = path.read_bytes()
        os.utime(path)
        return found
    made = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, made)
    return made


def _write(path: Path, made: bytes) -> None:
    """Writes a file so that a reader never sees half of it."""
    half = path.with_suffix(f".{secrets.token_hex(4)}{_HALF}")
    try:
        if file := locks.take(half):
            with file:
                file.write(made)
            half.replace(path)
    finally:
        half.unlink(missing_ok=True)  # still there where the disk is full


def drop_old() -> None:
    """Deletes what was not used for a month, and what a killed process left half written."""
    with suppress(OSError):
        for path in _folder().iterdir():
            if path.suffix == _HALF:
                if file := locks.take(path):
                    locks.drop(file, path)
            elif time.time() - path.stat().st_mtime > _MONTH:
                path.unlink()


def _folder() -> Path:
    return user_cache_path("impact-guide")
