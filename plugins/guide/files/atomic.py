"""Puts a made folder in the place of the last by renames, and corrects what a kill left.

A build works in a folder `.dist-…` beside its output, and holds the file `.dist-….lock` beside that
one while it runs (`owning`). So the next build can tell what a killed one left, and sweeps it.
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
_OF_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}  # that file managers leave anywhere


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A fresh folder beside the output, deleted in the end; mends first what a kill left.

    Raises OSError.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with locks.held(out.parent / _SWAP):
        _recover(out)
    _sweep(out.parent)
    made = out.parent / f".dist-{secrets.token_hex(4)}"
    with locks.held(_lock_of(made)):
        try:
            made.mkdir()
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def swap(made: Path, out: Path) -> None:
    """Puts a made tree in the place of the last; the last stays until the new one is there."""
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
    """The name of something in an output that no build made, and a new one would delete; or ''."""
    with suppress(FileNotFoundError):
        found = {path.name for path in out.iterdir()} - _OF_SYSTEMS
        return min(found - checksums.top(out), default="")
    return ""


def _recover(out: Path) -> None:
    """Puts the last good output back, where a kill fell between the two renames."""
    last = _last(out)
    if last.exists():
        if out.exists():
            shutil.rmtree(last, ignore_errors=True)
        else:
            last.rename(out)


def _sweep(folder: Path) -> None:
    """Deletes the workplaces of builds that run no more."""
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
