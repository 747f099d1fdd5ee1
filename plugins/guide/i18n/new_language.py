"""Starts a new language: its PO file with every text that the program does not translate.

Its code is added to languages.yml.
"""

from __future__ import annotations

from pathlib import Path

import polib

from guide.core import languages
from guide.core.diagnostics import did_you_mean
from guide.core.errors import GuideError
from guide.core.languages import Language
from guide.core.model import Guide
from guide.files.yaml_tree import read_text
from guide.i18n import extract, publication
from guide.i18n.catalogue import shipped
from guide.i18n.publication import LanguageList


class NewLanguageError(GuideError):
    """A language that cannot be started; the message says why."""


def begin(root: Path, guide: Guide, code: str) -> Language:
    """Starts a language and returns it; `guide` is in the source language.

    A PO file that exists already is kept and updated. The PO file is written first, because it
    does no harm until languages.yml lists its code. Raises NewLanguageError for a code that is not
    valid, has no name or is listed already; ContentError or UnreadableError for a file that cannot
    be read.
    """
    listing = publication.read(root)
    language = languages.find(code)
    if language is None:
        hint = did_you_mean(code, languages.alike(code))
        raise NewLanguageError(
            f'"{code}" is not a valid language code; write two or three letters, then a script and '
            f"a region if needed, such as sw, ckb, pt-BR or zh-Hant-TW{hint}"
        )
    if code in listing.languages:
        raise NewLanguageError(f"{language.english} ({code}) is already in {publication.NAME}")
    if message := publication.unnamed(code):
        raise NewLanguageError(message)
    path = root / "translations" / f"{code}.po"
    old = extract.read(root, code) if path.exists() else polib.POFile()
    catalogue, _ = extract.update(
        guide, old, code, shipped=shipped(code, guide.profile.source_language)
    )
    listed = _with(read_text(root / publication.NAME, publication.NAME), listing, code)
    path.write_text(catalogue, encoding="utf-8", newline="\n")
    (root / publication.NAME).write_text(listed, encoding="utf-8", newline="\n")
    return language


def _with(text: str, listing: LanguageList, code: str) -> str:
    """The content of languages.yml with one more code and no other change."""
    lines = text.split("\n")
    last = listing.languages[-1]
    number = listing.places[last].line
    line = lines[number - 1]
    if line.lstrip().startswith("- "):
        lines.insert(number, f"{line[: line.index('-')]}- {code}")
    else:
        codes, comment, rest = line.partition(" #")
        before, last_code, after = codes.rpartition(last)
        lines[number - 1] = f"{before}{last_code}, {code}{after}{comment}{rest}"
    return "\n".join(lines)
