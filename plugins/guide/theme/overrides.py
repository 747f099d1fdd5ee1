"""What a project overrides of the theme, and from which defaults it began.

`overrides/defaults.tsv` notes for each override the SHA-256 of the default that it was copied from.
So a new version of the program can say which overrides have to be looked at again.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from guide.core.diagnostics import ContentError, Diagnostic, did_you_mean
from guide.core.errors import GuideError
from guide.core.location import Location
from guide.files import checksums, tables
from guide.files.tables import TableRow
from guide.theme.files import BRAND, DEFAULTS, MESSAGES, OVERRIDES, ThemeFiles, defaults

TABLE = "defaults.tsv"
NAME = f"{OVERRIDES}/{TABLE}"
COLUMNS = ("path", "sha256")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BAD_ROW = "a row must be a path and a SHA-256, separated by a tab; correct it, or delete it"
# A guide may add these files; they override no default.
_OWN = (TABLE, MESSAGES, BRAND, "marks/*.svg", "host/*", "README*", ".*", "*/.*")
_DRAWING = ".svg"


class ThemeError(GuideError):
    """A file of the theme that cannot be copied or accepted; the message says why."""


def diagnostics(root: Path) -> list[Diagnostic]:
    """Every bad row of the table."""
    rows, found = _read(root)
    theme = ThemeFiles(root)
    for path, row in rows.items():
        if not theme.is_overridden(path):
            message = f"{theme.name(path)} is not there; restore it, or delete the row"
            found.append(Diagnostic(row.location, message))
    return found


def _noted(root: Path) -> dict[str, str]:
    """The SHA-256 of the default that each override began from; raises ContentError."""
    rows, found = _read(root)
    if found:
        raise ContentError(found)
    return {path: row.cells[1] for path, row in rows.items()}


def _read(root: Path) -> tuple[dict[str, TableRow], list[Diagnostic]]:
    """The rows of the table by path, and what is wrong with it."""
    if not (root / NAME).exists():
        return {}, []
    rows, diagnostics = tables.read(root, NAME, COLUMNS, _BAD_ROW)
    found: dict[str, TableRow] = {}
    for row in rows:
        path, digest = row.cells
        if path not in defaults():
            message = f'the theme has no "{path}"{_near(path)}'
        elif path in found:
            message = f'"{path}" is listed twice; keep one row'
        elif not _SHA256.fullmatch(digest):
            message = "a SHA-256 has 64 hexadecimal digits in lower case; restore the row"
        else:
            found[path] = row
            continue
        diagnostics.append(Diagnostic(row.location, message))
    return found, diagnostics


def _near(path: str) -> str:
    return did_you_mean(path, defaults()) or "; guide theme list names all paths"


def warnings(root: Path) -> list[Diagnostic]:
    """What a person should look at: a default that has changed, a file that nothing reads.

    Raises ContentError where the table is damaged.
    """
    theme, known = ThemeFiles(root), _noted(root)
    return sorted([*_changed(theme, known), *_unread(theme)])


def _changed(theme: ThemeFiles, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    for path, default in defaults().items():
        if not theme.is_overridden(path):
            continue
        accept = f"guide theme copy --accept {path}"
        if path not in known and not path.endswith(_DRAWING):
            message = f"{NAME} does not say which default it began from; run {accept}"
            yield Diagnostic(Location(theme.name(path), 1), message)
        elif path in known and known[path] != checksums.digest(default):
            message = (
                f"its default has changed; compare it with guide theme show {path}, "
                f"then run {accept}"
            )
            yield Diagnostic(Location(theme.name(path), 1), message)


def _unread(theme: ThemeFiles) -> Iterator[Diagnostic]:
    """Files that override nothing and that no override names; most have a mistyped name."""
    names = theme.overriding()
    texts = {name: (theme.overrides / name).read_bytes() for name in names}
    for name in names - {*defaults()}:
        own = any(fnmatchcase(name, pattern) for pattern in _OWN)
        last = name.rpartition("/")[2].encode()
        if not own and not any(last in text for other, text in texts.items() if other != name):
            known = (MESSAGES, BRAND, *defaults())
            hint = did_you_mean(name, known) or "; correct its name, or delete it"
            message = f"overrides no file of the theme, and no override uses it{hint}"
            yield Diagnostic(Location(theme.name(name), 1), message)


def default(path: str) -> str:
    """The text of a default. Raises ThemeError for a path that the theme does not have."""
    _refuse_unknown(path)
    return (DEFAULTS / path).read_text(encoding="utf-8")


def copy(root: Path, path: str) -> str:
    """Copies a default to where the project overrides it; gives its name within the project.

    Raises ThemeError for a path that the theme does not have and for a file that is there already,
    ContentError for a damaged table, OSError where a file cannot be written.
    """
    _refuse_unknown(path)
    name = ThemeFiles(root).name(path)
    if (root / name).exists():
        raise ThemeError(
            f"{name} is there already; delete it first, "
            f"or run guide theme copy --accept {path} to keep it"
        )
    rows = _noted(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DEFAULTS / path, root / name)
    _note(root, rows, path)
    return name


def accept(root: Path, path: str) -> str:
    """Notes that an override fits the default of today; gives its name within the project.

    Raises as `copy` does, but ThemeError where the project has no such override.
    """
    _refuse_unknown(path)
    name = ThemeFiles(root).name(path)
    if not (root / name).is_file():
        raise ThemeError(f"{name} is not there; run guide theme copy {path}")
    _note(root, _noted(root), path)
    return name


def _refuse_unknown(path: str) -> None:
    if path not in defaults():
        raise ThemeError(f"the theme has no {path}{_near(path)}")


def _note(root: Path, rows: Mapping[str, str], path: str) -> None:
    now = {**rows, path: checksums.digest(DEFAULTS / path)}
    (root / OVERRIDES).mkdir(exist_ok=True)
    tables.write(root / NAME, COLUMNS, sorted(now.items()))


def states(root: Path) -> Iterator[tuple[str, str]]:
    """Each path of the theme, and in a word or two what the project makes of it.

    Raises ContentError where the table is damaged.
    """
    theme, known = ThemeFiles(root), _noted(root)
    changed = {warning.location.file for warning in _changed(theme, known)}
    for path in defaults():
        name = theme.name(path)
        state = f"{name}, look at it again" if name in changed else name
        yield path, state if theme.is_overridden(path) else ""
