"""Keeps costly results in a cache, under a hash of everything that they depend on.

The cache is a folder of the user's, or the one that the variable GUIDE_CACHE names; where that is
empty, nothing is kept. If the cache cannot be written, nothing is kept either. What has not been
used for a month is deleted, and what was used longest ago where the whole is too large.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

from guide.files import garbage, locks

T = TypeVar("T")

VARIABLE = "GUIDE_CACHE"
_MONTH = 30 * 24 * 3600  # seconds
_MOST = 1 << 30  # bytes that the cache may hold
_HALF, _PICKLED = ".half", ".pickle"
# Another with each form of kept files, so that no version reads those of another.
_KEPT = ".kept"
_PROTOCOL = pickle.HIGHEST_PROTOCOL
_DIGEST = hashlib.sha256().digest_size


def cached(
    depends_on: Iterable[bytes], suffix: str, make: Callable[[], bytes], *, again: bool = False
) -> bytes:
    """The result of `make`, or its earlier result for the same parts of `depends_on`.

    `suffix` ends the name of the kept file, such as `.pdf`. A kept file begins with the SHA-256 of
    what follows; one that was damaged is made again, as any is `again` if asked for.
    """
    name = _name(depends_on, suffix)
    return _kept(name, make, again=again)


def cached_object(depends_on: Iterable[bytes], make: Callable[[], T], *, again: bool = False) -> T:
    """Like `cached`, for a result of any type.

    It is kept by pickle: who can write in the user's cache could run code as the user anyhow, as
    with the compiled modules that Python keeps. The parts must tell the version of the program.
    """
    name = _of_object(depends_on)
    if _folder() is None:
        return make()
    made: list[T] = []

    def pickled() -> bytes:
        made.append(make())
        return pickle.dumps(made[0], _PROTOCOL)

    kept = _kept(name, pickled, again=again)
    if made:
        return made[0]
    result: T = _loaded(kept)
    return result


def _loaded(kept: bytes) -> Any:
    with garbage.left():
        return pickle.loads(kept)  # noqa: S301 - see cached_object


def find_object(depends_on: Iterable[bytes]) -> Any:
    """The earlier result of `cached_object` for these parts; None if there is none."""
    path = _path(_of_object(depends_on))
    kept = _read(path) if path else None
    return _loaded(kept) if kept else None


def is_on() -> bool:
    """Whether results are kept, as far as the folder can be written."""
    return _folder() is not None


def has_object(depends_on: Iterable[bytes]) -> bool:
    """Whether `cached_object` was asked for these parts before, and what it gave is kept."""
    path = _path(_of_object(depends_on))
    return bool(path and path.is_file())


def keep_object(depends_on: Iterable[bytes], result: object) -> None:
    """Keeps an object for `find_object`, in the place of an earlier one."""
    _kept(_of_object(depends_on), lambda: pickle.dumps(result, _PROTOCOL), again=True)


def _of_object(depends_on: Iterable[bytes]) -> str:
    return _name([b"object", *depends_on], _PICKLED)


@contextmanager
def nowhere() -> Iterator[None]:
    """Within it nothing is kept or found, by this process and those that it starts."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = ""
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def digest(parts: Iterable[bytes]) -> bytes:
    """One SHA-256 of several parts; it differs where they are divided otherwise."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


def _name(depends_on: Iterable[bytes], suffix: str) -> str:
    return f"{digest(depends_on).hex()}{suffix}{_KEPT}"


def _path(name: str) -> Path | None:
    folder = _folder()
    return folder / name if folder else None


def _kept(name: str, make: Callable[[], bytes], *, again: bool) -> bytes:
    """What the file of a name holds; else what is made, and kept there."""
    path = _path(name)
    if path is None:
        return make()
    if not again and (found := _read(path)) is not None:
        return found
    result = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, hashlib.sha256(result).digest() + result)
    return result


def _read(path: Path) -> bytes | None:
    """What a kept file holds; None if there is none, or a damaged one."""
    with suppress(OSError):
        kept = path.read_bytes()
        if hashlib.sha256(kept[_DIGEST:]).digest() == kept[:_DIGEST]:
            os.utime(path)
            return kept[_DIGEST:]
    return None


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
    """Deletes what has not been used for a month, what is too much, and what killed builds left."""
    if (folder := _folder()) is None:
        return
    kept: list[tuple[float, int, Path]] = []
    with suppress(OSError):
        for path in folder.iterdir():
            if path.suffix == _HALF:
                if file := locks.take(path):
                    locks.drop(file, path)
            else:
                state = path.stat()
                kept.append((state.st_mtime, state.st_size, path))
    room = _MOST
    for used, size, path in sorted(kept, reverse=True):
        room -= size
        if room < 0 or time.time() - used > _MONTH:
            with suppress(OSError):
                path.unlink()


def _folder() -> Path | None:
    """Where results are kept; None if none are to be."""
    named = os.environ.get(VARIABLE)
    if named is None:
        return user_cache_path("impact-guide")
    return Path(named) if named else None
