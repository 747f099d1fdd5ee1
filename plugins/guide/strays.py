"""Floor 5. Files that look like part of the guide and are read by no one: a name mistyped.

What editors and systems leave behind is let be: hidden files, backups, compiled catalogues.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from guide import publishing, reviews, schema, terminology
from guide.checking import waivers
from guide.crosscheck import SOURCE_POINTS
from guide.languages import SOURCE
from guide.model import Where
from guide.problems import ContentError, Problem, did_you_mean

_CONTENT = (
    *(name.replace("<id>", "*") for name, _ in schema.FILES.values()),
    *(SOURCE_POINTS, "content/README.md", "content/schema/*"),
)
_TRANSLATIONS = (
    *(publishing.NAME, terminology.NAME),
    *("translations/README.md", "translations/guide.pot", "translations/weblate.yml"),
)
_LEFT_BEHIND = (".*", "*~", "*.swp", "*.bak", "#*#", "*.mo", "Thumbs.db", "desktop.ini")


def problems(root: Path) -> list[Problem]:
    """Each file of content/ and translations/ that the program does not read; names no one can."""
    known = [*_CONTENT, *_TRANSLATIONS]
    codes: tuple[str, ...] = ()
    try:
        codes = publishing.read(root).languages
        known += [name for code in codes if code != SOURCE for name in _files_of(code)]
    except ContentError:  # its own problem; then no language can be told from a stray file
        known.append("translations/*")
    found = [_stray(name, known, codes) for name in _names(root) if not _is_known(name, known)]
    return [*found, *_unnameable(root / "docs", root)]


def _files_of(code: str) -> tuple[str, ...]:
    """The files of a language."""
    return (f"translations/{code}.po", reviews.name_of(code), waivers.name_of(code))


def _names(root: Path) -> Iterator[str]:
    for top in ("content", "translations"):
        for folder, _, files in sorted(os.walk(root / top)):
            for name in sorted(files):
                if not any(fnmatchcase(name, left) for left in _LEFT_BEHIND):
                    yield (Path(folder) / name).relative_to(root).as_posix()


def _is_known(name: str, known: Collection[str]) -> bool:
    folder = PurePosixPath(name).parent
    return any(PurePosixPath(one).parent == folder and fnmatchcase(name, one) for one in known)


def _stray(name: str, known: Collection[str], codes: Collection[str]) -> Problem:
    path = PurePosixPath(name)
    if path.parent.name == "translations" and path.suffix == ".po":
        near = did_you_mean(path.stem.replace("_", "-").partition("-")[0], codes)
        mend = near.removeprefix("; ") or "add it there"
        message = f'"{path.stem}" is no language of {publishing.NAME}; {mend}, or delete the file'
        return Problem(Where(name, 1), message)
    renamed = str(path.with_suffix(".yml"))
    near = next(iter(get_close_matches(name.lower(), _named(known), n=1)), "")
    if path.suffix.lower() in (".yaml", ".yml") and renamed != name and _is_known(renamed, known):
        mend = f"rename it to {renamed}, or delete it"
    elif near:
        mend = f'did you mean "{near}"? rename it, or delete it'
    else:
        mend = f"move it out of {path.parts[0]}/, or delete it"
    return Problem(Where(name, 1), f"no part of the program reads this file; {mend}")


def _named(known: Collection[str]) -> list[str]:
    return [name for name in known if "*" not in name]


def _unnameable(folder: Path, root: Path) -> Iterator[Problem]:
    """Files that go into the site under names that no checksum file can hold."""
    for path in folder.rglob("*"):
        name = path.relative_to(root).as_posix()
        if "\n" in name or any("\ud800" <= char <= "\udfff" for char in name):
            yield Problem(Where(name, 1), "its name is no UTF-8, or has a line break; rename it")
