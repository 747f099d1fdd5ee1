"""What the tree of the stick must be, so that any computer can hold and open it.

FAT and Windows set most of the rules: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from guide.core.errors import GuideError

_LONGEST = 100  # characters of a path; some systems take 255 with the folders above
_NAME = re.compile(r"[a-z0-9._-]+")
_CAPITALS = {"START-HERE.html", "SHA256SUMS"}  # at the top, where readers look first
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
# The search does without the stemmers that Material brings along; site/search/index.py makes its
# own forms.
_UNNEEDED = ("*.map", "sitemap.xml*", "404.html", "lunr.*.js", "tinyseg.js", "wordcut.js")


class StickError(GuideError):
    """A tree that does not suit a stick; the message names a file and what is wrong with it."""


def check(folder: Path, languages: Collection[str], must: Iterable[str] = ()) -> None:
    """Raises Unfit if the tree breaks a rule or a file that `must` be there is missing."""
    found = [*diagnostics(folder, languages)]
    found += [f"{name}: is missing" for name in must if not (folder / name).is_file()]
    if found:
        more = f" (and {len(found) - 1} more of this kind)" if found[1:] else ""
        raise StickError(f"the stick cannot be made: {found[0]}{more}")


def diagnostics(folder: Path, languages: Collection[str]) -> Iterator[str]:
    """Each file or folder that breaks a rule, and how. Codes of languages may have capitals."""
    paths = sorted(folder.rglob("*"))
    names = [path.relative_to(folder).as_posix() for path in paths]
    often = Counter(name.lower() for name in names)
    capitals = {*_CAPITALS, *(f"README.{code}.txt" for code in languages)}
    for path, name in zip(paths, names, strict=True):
        fault = "" if name in capitals else _fault_of(PurePosixPath(name), languages)
        if path.is_symlink():
            fault = "is a link, which a stick cannot hold"
        elif often[name.lower()] > 1:
            fault = "has the name of another, but for capitals"
        if fault:
            yield f"{name}: {fault}"


def _fault_of(path: PurePosixPath, languages: Collection[str]) -> str:
    """What is wrong with a path, '' if nothing is."""
    name = path.name
    rules = (
        (name[0] == ".", "is hidden on some systems"),
        (
            not _NAME.fullmatch(name) and name not in languages,
            "has a name of other characters than a-z, 0-9 and . _ -",
        ),
        (name[-1] == ".", "ends with a dot, which Windows drops"),
        (name.partition(".")[0].lower() in _RESERVED, "has a name that Windows keeps for itself"),
        (name.lower().startswith("autorun."), "would be started unasked"),
        (len(str(path)) > _LONGEST, f"has a path of more than {_LONGEST} characters"),
        (any(fnmatch(name, pattern) for pattern in _UNNEEDED), "is not needed there"),
    )
    return next((fault for broken, fault in rules if broken), "")
