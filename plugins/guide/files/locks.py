"""Marks a file as owned by a running process, with a lock that ends when the process does.

A process number in a file would tell less: numbers are reused, and containers that share a folder
each have their own. The system releases a lock once its owner and all the owner's forks have
ended, no matter how.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from guide.core.errors import GuideError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05  # seconds


class LocksUnavailableError(GuideError, OSError):
    """The file system has no locks, so that the owner of a file cannot be known."""


def take(path: Path) -> BinaryIO | None:
    """Opens and locks a file until it is closed; None if another process has locked it.

    Creates the file if necessary. Raises LocksUnavailableError, or OSError if it cannot be opened.
    """
    file = path.open("ab")
    try:
        _lock(file)
        # The last owner may have deleted the file between the two steps.
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except OSError as error:
        file.close()
        raise LocksUnavailableError(error.errno, error.strerror, str(path)) from None
    file.close()
    return None


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Waits until no other process holds the file, holds it, and deletes it at the end.

    Does nothing where the file system has no locks. Raises OSError if the file cannot be opened.
    """
    file: BinaryIO | None = None
    with suppress(LocksUnavailableError):
        while (file := take(path)) is None:
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        drop(file, path)


def drop(file: BinaryIO | None, path: Path) -> None:
    """Deletes a file and releases its lock; `file` is what `take` returned."""
    if file and sys.platform == "win32":  # Windows does not delete open files
        file.close()
    with suppress(OSError):
        path.unlink()
    if file:
        file.close()
