"""The SHA256SUMS file of a tree: written after a build, checked by `guide verify`.

The format is that of GNU coreutils, so `sha256sum -c SHA256SUMS` checks a tree too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"
_LENGTH = 64  # hexadecimal digits of a SHA-256
_AGAIN = "get a new copy"


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path) -> None:
    """Writes SHA256SUMS for every file of a tree, sorted by path."""
    lines = [f"{digest(folder / name)}  {name}\n" for name in _files(folder)]
    (folder / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")


def top(folder: Path) -> set[str]:
    """The names at the top of a tree according to its SHA256SUMS; empty if it has none."""
    try:
        lines = (folder / NAME).read_bytes().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return set()
    return {NAME, *(line.partition("  ")[2].partition("/")[0] for line in lines)}


def verify(folder: Path) -> list[tuple[int, str]]:
    """What differs between a tree and its SHA256SUMS, as (line of SHA256SUMS, message).

    Raises OSError if SHA256SUMS cannot be read.
    """
    problems: list[tuple[int, str]] = []
    listed: set[str] = set()
    text = (folder / NAME).read_bytes().decode(errors="replace")  # a changed line end counts too
    *lines, rest = text.split("\n")
    if rest or not lines:
        problems.append((len(lines) + 1, f"is cut off at its end; {_AGAIN}"))
    for number, line in enumerate(lines, start=1):
        expected, separator, name = line.partition("  ")
        path = folder / name
        if not separator or len(expected) != _LENGTH or ".." in Path(name).parts or name[:1] == "/":
            problems.append((number, f"not a valid checksum line; {_AGAIN}"))
            continue
        listed.add(name)
        if not _is_file(path):
            problems.append((number, f"{name} is missing; {_AGAIN}"))
        elif digest(path) != expected:
            problems.append((number, f"{name} has changed; {_AGAIN}"))
    problems += [
        (1, f"{name} is not listed; delete it unless you added it yourself")
        for name in _files(folder)
        if name not in listed
    ]
    return problems


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name is too long for the system
        return False


def _files(folder: Path) -> list[str]:
    files = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(name for name in files if name != NAME)
