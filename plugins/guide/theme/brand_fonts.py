"""The font of a guide's own, which overrides/brand.yml names: for Latin, Greek and Cyrillic.

Letters that it lacks, and other scripts, are set in the fonts of theme/fonts.py.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from guide.core.diagnostics import ContentError, Diagnostic
from guide.files.yaml_tree import Scalar
from guide.theme import brand
from guide.theme.files import ThemeFiles

_BOLD = 600  # the least weight of a bold face
_NO_EMBEDDING = 0x0002  # OS/2 fsType: "Restricted License embedding"
# What pages get of it: Latin, Greek and Cyrillic letters, marks, punctuation, signs.
_PAGES = frozenset((*range(0x20, 0x530), *range(0x1D00, 0x2C00), *range(0xA720, 0xA800)))


@dataclass(frozen=True, slots=True)
class BrandFont:
    """A family: its name, its two files, what they depend on, and the characters for pages."""

    family: str
    regular: Path
    bold: Path
    digest: str
    characters: tuple[int, ...]


def read(theme: ThemeFiles) -> BrandFont | None:
    """The font of a project; None for that of the program.

    Raises ContentError where a file is missing or no font that can be embedded.
    """
    own = brand.read(theme)
    if own.regular is None or own.bold is None:
        return None
    files = [(given, brand.file_of(theme, given)) for given in (own.regular, own.bold)]
    faces = [_face(given, path, path.stat().st_mtime_ns) for given, path in files]
    regular, bold = faces
    if regular.family != bold.family:
        message = (
            f'the fonts are of two families, "{regular.family}" and "{bold.family}"; choose one'
        )
        raise ContentError([Diagnostic(own.bold.location, message)])
    if bold.weight < _BOLD or regular.weight >= _BOLD:
        given, form = (own.regular, "regular") if regular.weight >= _BOLD else (own.bold, "bold")
        weight = regular.weight if given is own.regular else bold.weight
        message = f"the font has the weight {weight}, which is not {form}; choose its {form} file"
        raise ContentError([Diagnostic(given.location, message)])
    (_, first), (_, second) = files
    digest = hashlib.sha256(first.read_bytes() + second.read_bytes()).hexdigest()
    return BrandFont(regular.family, first, second, digest, regular.characters)


@dataclass(frozen=True, slots=True)
class _Face:
    family: str
    weight: int
    characters: tuple[int, ...]
    is_variable: bool
    may_be_embedded: bool


@cache
def _face(given: Scalar, path: Path, _changed: int) -> _Face:
    """What a file of a font says of itself. Raises ContentError for one that cannot be used."""
    try:
        face = _read(path)
    except Exception as error:  # noqa: BLE001 - whatever a damaged table leads fontTools to
        reason = str(error).split("\n")[0] or type(error).__name__
        fault = f"is no font that can be used: {reason}; choose a TTF or OTF file"
        raise _refused(given, fault) from None
    if face.is_variable:
        raise _refused(given, "is a variable font; choose a file for each weight")
    if not face.may_be_embedded:
        raise _refused(given, "forbids to be embedded; choose a font that allows it")
    return face


def _refused(given: Scalar, fault: str) -> ContentError:
    return ContentError([Diagnostic(given.location, f"{given.value} {fault}")])


def _read(path: Path) -> _Face:
    with path.open("rb") as file, TTFont(file, lazy=True) as font:
        for table in font.reader.tables:  # a file that was cut off has lost some of them
            font.reader[table]
        return _Face(
            str(font["name"].getBestFamilyName()),
            font["OS/2"].usWeightClass,
            tuple(sorted(_PAGES & font.getBestCmap().keys())),
            "fvar" in font,
            not font["OS/2"].fsType & _NO_EMBEDDING,
        )
