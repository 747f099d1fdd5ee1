"""Floor 1. Puts a made folder in the place of the last by renames, and mends what a kill left."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

_ABANDONED = 3600  # seconds after which a half-made folder can belong to no running build


def swap(made: Path, out: Path) -> None:
    """Puts a made tree in the place of the last; the last stays until the new one stands."""
    last = _last(out)
    if out.exists():
        out.rename(last)
    try:
        made.rename(out)
    except OSError:
        if last.exists():
            last.rename(out)
        raise
    shutil.rmtree(last, ignore_errors=True)


def recover(out: Path) -> None:
    """Mends what a killed build left: the last good output, and half-made folders."""
    last = _last(out)
    if last.exists():
        if out.exists():
            shutil.rmtree(last)
        else:
            last.rename(out)
    for left in out.parent.glob(".dist-[0-9]*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left)


def _last(out: Path) -> Path:
    return out.with_name(f".dist-last-{out.name}")
