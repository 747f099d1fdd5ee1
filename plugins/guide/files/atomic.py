"""Replaces an output folder by renaming, and cleans up after builds that were killed.

A build works in a folder `.dist-…` next to its output, and locks the file `.dist-….lock` while it
runs. The next build can thus tell which folders a killed build left behind, and deletes them.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from guide.files import checksums, locks

_LOCK = ".lock"
_WORKPLACE = re.compile(r"\.dist-[0-9a-f]{8}")
_SWAP = ".dist-swap.lock"  # held while folders are renamed
_OF_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}  # file managers leave these anywhere


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A fresh folder next to the output, deleted at the end.

    Before that it cleans up after builds that were killed. Raises OSError if the folder cannot be
    created.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with locks.held(out.parent / _SWAP):
        _recover(out)
    _sweep(out.parent)
    folder = out.parent / f".dist-{secrets.token_hex(4)}"
    with locks.held(_lock_of(folder)):
        try:
            folder.mkdir()
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def swap(made: Path, out: Path) -> None:
    """Moves the finished folder `made` to `out`; the old output is kept until the new one is there.

    Raises OSError, with the old output back in its place.
    """
    last = _last(out)
    with locks.held(out.parent / _SWAP):
        _recover(out)
        if out.exists():
            out.rename(last)
        try:
            made.rename(out)
        except OSError:
            if last.exists():
                last.rename(out)
            raise
        shutil.rmtree(last, ignore_errors=True)


def foreign(out: Path) -> str:
    """The name of something in `out` that no build made and a new build would delete, or ''."""
    with suppress(FileNotFoundError):
        names = {path.name for path in out.iterdir()} - _OF_SYSTEMS
        return min(names - checksums.top(out), default="")
    return ""


def _recover(out: Path) -> None:
    """Puts the last good output back if a build was killed between its two renames."""
    last = _last(out)
    if last.exists():
        if out.exists():
            shutil.rmtree(last, ignore_errors=True)
        else:
            last.rename(out)


def _sweep(folder: Path) -> None:
    """Deletes the folders of builds that are no longer running."""
    names = {path.name.removesuffix(_LOCK) for path in folder.glob(".dist-*")}
    for work in [folder / name for name in names if _WORKPLACE.fullmatch(name)]:
        with suppress(OSError):
            if file := locks.take(_lock_of(work)):
                shutil.rmtree(work, ignore_errors=True)
                locks.drop(file, _lock_of(work))


def _lock_of(work: Path) -> Path:
    return work.with_name(work.name + _LOCK)


def _last(out: Path) -> Path:
    return out.with_name(f".dist-last-{out.name}")
