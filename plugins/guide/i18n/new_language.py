"""A new language begins: its PO file with every text, its code in languages.yml."""

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
from guide.i18n.publication import LanguageList


class NewLanguageError(GuideError):
    """A language that cannot begin; the message says why."""


def begin(root: Path, guide: Guide, code: str) -> Language:
    """Begins a language and gives it. `guide` is in the source language.

    The PO file is written first: without its line in languages.yml it does no harm. Raises Refused
    for a code that cannot be used, ContentError for files that cannot be read. A PO file that
    stands there already is kept, and brought up to date.
    """
    listing = publication.read(root)
    found = languages.find(code)
    if found is None:
        hint = did_you_mean(code, languages.codes())
        raise NewLanguageError(
            f'"{code}" is no code of a language: two letters, then a script and a region where '
            f"they are needed, such as sw, pt-BR or uz-Cyrl{hint}"
        )
    if code in listing.languages:
        raise NewLanguageError(f"{found.english} ({code}) is there already")
    path = root / "translations" / f"{code}.po"
    old = extract.read(root, code) if path.exists() else polib.POFile()
    catalogue, _ = extract.update(guide, old, code)
    listed = _with(read_text(root / publication.NAME, publication.NAME), listing, code)
    path.write_text(catalogue, encoding="utf-8", newline="\n")
    (root / publication.NAME).write_text(listed, encoding="utf-8", newline="\n")
    return found


def _with(text: str, listing: LanguageList, code: str) -> str:
    """The text of languages.yml with one more code; all else stays as it is written."""
    lines = text.split("\n")
    number, last = listing.last.line, listing.languages[-1]
    line = lines[number - 1]
    if line.lstrip().startswith("- "):
        lines.insert(number, f"{line[: line.index('-')]}- {code}")
    else:
        words, comment, rest = line.partition(" #")
        begin, word, end = words.rpartition(last)
        lines[number - 1] = f"{begin}{word}, {code}{end}{comment}{rest}"
    return "\n".join(lines)
