"""Moves new files into a folder: all of them or none, and never over a file that is there."""

from __future__ import annotations

import os
from pathlib import Path

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.location import Location


def move_in(made: Path, folder: Path) -> list[str]:
    """Moves every file of `made` to the same path in `folder`; gives their names, sorted.

    Raises ContentError with a line for each file that is there already, and OSError if a file
    cannot be moved. In both cases the folder is left as it was, but for empty folders.
    """
    names = sorted(p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file())
    there = [name for name in names if os.path.lexists(folder / name)]
    if there:
        message = "the file is there already; move it away, or choose another folder"
        raise ContentError(Diagnostic(Location(str(folder / name), 1), message) for name in there)
    moved: list[str] = []
    try:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).rename(folder / name)
            moved.append(name)
    except BaseException:
        for name in moved:
            (folder / name).rename(made / name)
        raise
    return names
