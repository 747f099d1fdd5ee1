"""Which running process owns a file: told by a lock that ends with the process.

Process numbers say less: they are used again, and containers that share a folder each have their
own. The system gives a lock back when its owner and all its forks have ended, however they ended.
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
    """A file system that cannot lock, so that nothing can be told of owners."""


def take(path: Path) -> BinaryIO | None:
    """The file, made if need be, held until it is closed; None while another process holds it.

    Raises NoLocks, and OSError where the file cannot be opened.
    """
    file = path.open("ab")
    try:
        _lock(file)
        # Its last owner may have deleted it between the two steps.
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
    """Holds the file, once no other process does, and deletes it in the end.

    Where the system cannot lock, it holds nothing. Raises OSError.
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
    """Deletes a file that is held, and gives it back."""
    if file and sys.platform == "win32":  # deletes no file that is open
        file.close()
    with suppress(OSError):
        path.unlink()
    if file:
        file.close()
