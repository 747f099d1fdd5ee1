"""Reads content/profile.yml: the grammar of the guide. Without the file, the defaults apply."""

from __future__ import annotations

from pathlib import Path

from guide.content import schema
from guide.content.validator import Validator
from guide.core import languages
from guide.core.diagnostics import Diagnostic, UnreadableError, did_you_mean
from guide.core.profile import Profile
from guide.files import yaml_tree

NAME = "content/profile.yml"


def read(root: Path) -> tuple[Profile, list[Diagnostic]]:
    """The profile of the project in the folder `root`, and every problem in its file."""
    if not (root / NAME).exists():
        return Profile(), []
    try:
        tree, duplicates = yaml_tree.read_tree(root / NAME, NAME)
    except UnreadableError as error:
        return Profile(), [error.diagnostic]
    validator = Validator()
    values = validator.read(tree, schema.PROFILE)
    diagnostics = duplicates + validator.diagnostics
    code = values.scalar("source_language")
    if not code.value:
        return Profile(), diagnostics
    if languages.find(code.value) is None:
        hint = did_you_mean(code.value, languages.codes())
        message = f'"{code.value}" is not a valid language code{hint}'
        return Profile(), [*diagnostics, Diagnostic(code.location, message)]
    return Profile(code.value), diagnostics
