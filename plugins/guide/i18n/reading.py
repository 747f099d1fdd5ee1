"""Reads the guide in its other languages, several at once where other processes can help."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from guide.core.diagnostics import ContentError, Diagnostic
from guide.core.model import Guide
from guide.core.walk import texts
from guide.files.workers import Workers
from guide.i18n import catalogue, publication
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import cached, waivers

Translated = tuple[Guide, list[Diagnostic]]
Begun = Mapping[str, Callable[[], Translated | None]]
_FEW = 4000  # texts that are checked sooner than a process begins


def translated(root: Path, source: Guide, language: str) -> Translated:
    """The guide in a language, and the errors in its texts; `root` is the project.

    Raises ContentError where a file of the language cannot be read.
    """
    diagnostics: list[Diagnostic] = []
    translations = Catalogue.read(root, language)
    try:
        waived = waivers.read(root, language)
    except ContentError as error:
        waived = []
        diagnostics += error.diagnostics
    diagnostics += cached.errors(source, translations, waived)
    return catalogue.translate(source, translations), diagnostics


def sound(root: Path, source: Guide, language: str, begun: Begun) -> Guide:
    """The guide in a language, perhaps from another process.

    Raises ContentError for a file that cannot be read and for errors in texts.
    """
    made = begun[language]() if language in begun else None
    guide, errors = made or translated(root, source, language)
    if errors:
        raise ContentError(errors)
    return guide


def begin(
    root: Path, source: Guide, languages: Sequence[str], workers: Workers[Any] | None
) -> Begun:
    """Offers languages to other processes: the last first, since this one begins at the top."""
    others = languages[1:]
    if workers is None or len(others) * len([*texts(source)]) <= _FEW:
        return {}
    return {one: workers.offer(_elsewhere, root, source, one) for one in reversed(others)}


def _elsewhere(_state: object, root: Path, source: Guide, language: str) -> Translated:
    publication.read(root)  # so that this process knows the languages that it describes
    return translated(root, source, language)
