#!/usr/bin/env python3
"""Checks this folder: finds files that have changed, are missing, or came from elsewhere.

Open this program, or type in a terminal: python verify.py
It needs Python 3.6 or later and nothing else. It reads the list SHA256SUMS beside it, changes
nothing, and exits with 0 if all is well, else with 1.
"""

import hashlib
import os
import re
import sys
from pathlib import Path
from typing import Dict, List

LIST = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  ((?:[A-Za-z0-9._-]+/)*[A-Za-z0-9._-]+)")


def main(folder: Path) -> int:
    """Prints a line for each problem of a folder, then the result; its exit status."""
    try:
        text = (folder / LIST).read_bytes().decode("ascii", "replace")
    except OSError as error:
        print(f"{LIST} cannot be read: {error.strerror}. Get the whole folder again.")
        return 1
    print("Checking. This can take a minute.", flush=True)
    listed: Dict[str, str] = {}
    found = read_list(text, listed) + compare(folder, listed)
    for problem in found:
        # What a terminal cannot show, such as letters of another script, it shows as numbers.
        print(problem.encode("unicode_escape").decode("ascii"))
    if found:
        print(f"Problems found: {len(found)}. Get the whole folder again from where you had it.")
        return 1
    print(f"All is well: {len(listed)} files, none changed, none missing, none added.")
    return 0


def read_list(text: str, listed: Dict[str, str]) -> List[str]:
    """Fills `listed` with the checksum of each name; the lines that hold none."""
    found = []
    *lines, rest = text.split("\n")
    if rest or not lines:
        found.append(f"{LIST}: cut off at its end")
    for number, line in enumerate(lines, start=1):
        match = LINE.fullmatch(line)
        if match and ".." not in match.group(2).split("/"):
            listed[match.group(2)] = match.group(1)
        else:
            found.append(f"{LIST}, line {number}: not a checksum")
    return found


def compare(folder: Path, listed: Dict[str, str]) -> List[str]:
    """What differs between a folder and its list."""
    here = files(folder)
    told = (fault(folder / name, name, expected) for name, expected in listed.items())
    found = [line for line in told if line]
    return found + [f"not listed, came from elsewhere: {n}" for n in here if n not in listed]


def fault(path: Path, name: str, expected: str) -> str:
    """What is wrong with a listed file, in words; nothing ("") if it is as it was."""
    try:
        if not path.is_file():
            return f"missing: {name}"
        return "" if digest(path) == expected else f"changed: {name}"
    except OSError as error:  # a stick that wears out
        return f"cannot be read ({error.strerror}): {name}"


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    sums = hashlib.sha256()
    with path.open("rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            sums.update(part)
    return sums.hexdigest()


def files(folder: Path) -> List[str]:
    """The names of all files but the list, as it writes them."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != LIST)


if __name__ == "__main__":
    status = main(Path(__file__).resolve().parent)
    if os.name == "nt" and sys.stdin.isatty():
        input("Press Enter to close. ")  # after a double-click the window would close at once
    sys.exit(status)
