"""What results depend on, as hashes: this program with all that it uses, and files of a project."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from unicodedata import unidata_version

from guide.files.cache import digest

_PROGRAM = Path(__file__).parents[1]
_COMPILED = "__pycache__"


@functools.cache
def program() -> bytes:
    """The hash of this program: its files, the packages that are installed beside it, Python.

    The folder of a package's metadata is named by its version, so that no file needs to be read.
    """
    packages = {
        found.name for entry in sys.path for found in sorted(Path(entry).glob("*.dist-info"))
    }
    words = (sys.version, sys.platform, unidata_version, *sorted(packages))
    return digest([files(_PROGRAM, [_PROGRAM]), *(word.encode() for word in words)])


def files(root: Path, places: Iterable[Path]) -> bytes:
    """The hash of files, and of all files in folders: their paths below `root`, and their bytes.

    A place that does not exist counts as empty, and so does a file that cannot be read: whoever
    needs it says so.
    """
    whole = hashlib.sha256()
    for path in sorted({path for place in places for path in _within(place)}):
        data = b""
        with suppress(OSError):
            data = path.read_bytes()
        name = os.fsencode(path.relative_to(root).as_posix())
        whole.update(b"%s\0%d\0" % (name, len(data)) + data)
    return whole.digest()


def _within(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [path for path in place.rglob("*") if path.is_file() and _COMPILED not in path.parts]
