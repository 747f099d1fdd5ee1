"""Rules for the files of the USB stick, so that any computer can store and open them.

Most rules come from FAT and Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from guide.core.errors import GuideError

# Characters of a path. Some systems allow 255, including the folders that the stick is copied to.
_LONGEST = 100
_NAME = re.compile(r"[a-z0-9._-]+")
_CAPITALS = {"START-HERE.html", "SHA256SUMS"}  # at the top, where readers look first
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
# The stemmers of Material are not needed, since site/search/analysis.py makes the forms of words.
_UNNEEDED = ("*.map", "sitemap.xml*", "404.html", "lunr.*.js", "tinyseg.js", "wordcut.js")


class StickError(GuideError):
    """A folder that breaks the rules; the message names the first file that does, and how."""


def check(folder: Path, languages: Collection[str], must: Iterable[str] = ()) -> None:
    """Checks the folder of the stick.

    `languages` are the codes of its languages; `must` are paths of files that it must contain,
    relative to it. Raises StickError if it breaks a rule or a file is missing.
    """
    problems = [*diagnostics(folder, languages)]
    problems += [f"{name}: is missing" for name in must if not (folder / name).is_file()]
    if problems:
        more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
        raise StickError(f"the stick cannot be made: {problems[0]}{more}")


def diagnostics(folder: Path, languages: Collection[str]) -> Iterator[str]:
    """A line `path: problem` for each file or folder that breaks a rule.

    Only the codes of `languages` and a few fixed names may have capital letters.
    """
    paths = sorted(folder.rglob("*"))
    names = [path.relative_to(folder).as_posix() for path in paths]
    counts = Counter(name.lower() for name in names)
    capitals = {*_CAPITALS, *(f"README.{code}.txt" for code in languages)}
    for path, name in zip(paths, names, strict=True):
        problem = "" if name in capitals else _problem_of(PurePosixPath(name), languages)
        if path.is_symlink():
            problem = "is a symbolic link, which a stick cannot store"
        elif counts[name.lower()] > 1:
            problem = "differs from another name only in capital letters"
        if problem:
            yield f"{name}: {problem}"


def _problem_of(path: PurePosixPath, languages: Collection[str]) -> str:
    """What is wrong with a path; '' if nothing is."""
    name = path.name
    rules = (
        (name[0] == ".", "is hidden on some systems"),
        (
            not _NAME.fullmatch(name) and name not in languages,
            "has a name with characters other than a-z, 0-9, '.', '_' and '-'",
        ),
        (name[-1] == ".", "ends with a dot, which Windows drops"),
        (name.partition(".")[0].lower() in _RESERVED, "has a name that Windows reserves"),
        (name.lower().startswith("autorun."), "would run automatically on some systems"),
        (len(str(path)) > _LONGEST, f"has a path longer than {_LONGEST} characters"),
        (any(fnmatch(name, pattern) for pattern in _UNNEEDED), "is not needed on the stick"),
    )
    return next((problem for is_broken, problem in rules if is_broken), "")
