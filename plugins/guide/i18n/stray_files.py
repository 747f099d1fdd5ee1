"""Finds files that look like part of the guide but are not used, mostly because of a mistyped name.

What editors and systems leave behind is ignored: hidden files, backups, compiled catalogues.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from guide.content import profile
from guide.content.integrity import SOURCE_POINTS
from guide.content.schema import ContentSchema
from guide.core.diagnostics import ContentError, Diagnostic, did_you_mean
from guide.core.location import Location
from guide.core.profile import SourceUse
from guide.i18n import publication, reviews, terminology
from guide.i18n.checks import waivers

_CONTENT = ("content/README.md", "content/schema/*")
_TRANSLATIONS = (
    *(publication.NAME, terminology.NAME),
    *("translations/README.md", "translations/guide.pot", "translations/weblate.yml"),
)
_LEFT_BEHIND = (".*", "*~", "*.swp", "*.bak", "#*#", "*.mo", "Thumbs.db", "desktop.ini")


def diagnostics(root: Path) -> list[Diagnostic]:
    """A problem for each unused file of content/ and translations/.

    Also for each file of docs/ whose name cannot be used. `root` is the project folder.
    """
    grammar, _ = profile.read(root)
    files = ContentSchema(grammar).files().values()
    known = [name.replace("<id>", "*") for name, _ in files]
    known += [*_CONTENT, *_TRANSLATIONS]
    if grammar.source is SourceUse.COVERED:
        known.append(SOURCE_POINTS)
    codes: tuple[str, ...] = ()
    try:
        listing = publication.read(root)
        codes = listing.languages
        known += [name for code in listing.translations for name in _files_of(code)]
    except ContentError:  # reported elsewhere; without the list any file may be a language's
        known.append("translations/*")
    unused = [_unused(name, known, codes) for name in _names(root) if not _is_known(name, known)]
    return [*unused, *_unnameable(root / "docs", root)]


def _files_of(code: str) -> tuple[str, ...]:
    """The names of a language's files."""
    return (f"translations/{code}.po", reviews.name_of(code), waivers.name_of(code))


def _names(root: Path) -> Iterator[str]:
    for top in ("content", "translations"):
        for folder, _, files in sorted(os.walk(root / top)):
            for name in sorted(files):
                if not any(fnmatchcase(name, pattern) for pattern in _LEFT_BEHIND):
                    yield (Path(folder) / name).relative_to(root).as_posix()


def _is_known(name: str, known: Collection[str]) -> bool:
    folder = PurePosixPath(name).parent
    return any(
        PurePosixPath(pattern).parent == folder and fnmatchcase(name, pattern) for pattern in known
    )


def _unused(name: str, known: Collection[str], codes: Collection[str]) -> Diagnostic:
    path = PurePosixPath(name)
    if path.parent.name == "translations" and path.suffix == ".po":
        near = did_you_mean(path.stem.replace("_", "-").partition("-")[0], codes)
        advice = near.removeprefix("; ") or "add it there"
        fault = f'"{path.stem}" is not a language listed in {publication.NAME}'
        return Diagnostic(Location(name, 1), f"{fault}; {advice}, or delete the file")
    renamed = str(path.with_suffix(".yml"))
    near = next(iter(get_close_matches(name.lower(), _exact(known), n=1)), "")
    if path.suffix.lower() in (".yaml", ".yml") and renamed != name and _is_known(renamed, known):
        advice = f"rename it to {renamed}, or delete it"
    elif near:
        advice = f'did you mean "{near}"? rename it, or delete it'
    else:
        advice = f"move it out of {path.parts[0]}/, or delete it"
    return Diagnostic(Location(name, 1), f"this file is not used; {advice}")


def _exact(known: Collection[str]) -> list[str]:
    return [name for name in known if "*" not in name]


def _unnameable(folder: Path, root: Path) -> Iterator[Diagnostic]:
    """Files that go into the site but have names that no checksum file can hold."""
    for path in folder.rglob("*"):
        name = path.relative_to(root).as_posix()
        if "\n" in name or any("\ud800" <= char <= "\udfff" for char in name):
            yield Diagnostic(
                Location(name, 1), "its name is not UTF-8 or contains a line break; rename it"
            )
