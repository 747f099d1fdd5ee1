"""SHA256SUMS of a tree: written after a build, checked by `guide verify`.

The format is that of GNU coreutils' `sha256sum`, so that its `-c` checks a tree as well.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"
_LENGTH = 64  # hexadecimal digits of a SHA-256


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path) -> None:
    """Writes SHA256SUMS for every file of a tree, in sorted order."""
    lines = [f"{digest(folder / name)}  {name}\n" for name in _files(folder)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def top(folder: Path) -> set[str]:
    """What lies at the top of a tree by its SHA256SUMS; nothing where there is none."""
    try:
        lines = (folder / NAME).read_bytes().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return set()
    return {NAME, *(line.partition("  ")[2].partition("/")[0] for line in lines)}


def verify(folder: Path) -> list[tuple[int, str]]:
    """What differs between a tree and its SHA256SUMS: (line of SHA256SUMS, message).

    Raises OSError if there is no readable SHA256SUMS.
    """
    found: list[tuple[int, str]] = []
    listed: set[str] = set()
    text = (folder / NAME).read_bytes().decode(errors="replace")  # a changed line end counts, too
    *lines, rest = text.split("\n")
    if rest or not lines:
        found.append((len(lines) + 1, "is cut off at its end; get the tree again"))
    for number, line in enumerate(lines, start=1):
        expected, separator, name = line.partition("  ")
        path = folder / name
        if not separator or len(expected) != _LENGTH or ".." in Path(name).parts or name[:1] == "/":
            found.append((number, "not a checksum line; get the tree again"))
            continue
        listed.add(name)
        if not _is_file(path):
            found.append((number, f"{name} is missing; get the tree again"))
        elif digest(path) != expected:
            found.append((number, f"{name} has changed; get the tree again"))
    found += [
        (1, f"{name} is not listed; it came from elsewhere")
        for name in _files(folder)
        if name not in listed
    ]
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name is too long for the system
        return False


def _files(folder: Path) -> list[str]:
    files = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(name for name in files if name != NAME)
