"""The command `guide check`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command
from guide.core.diagnostics import FORMATS, ContentError, Diagnostic, as_text
from guide.files import cache, fingerprint
from guide.theme.files import OVERRIDES

if TYPE_CHECKING:
    from guide.cli.arguments import Commands

# What a check looks at, below the project.
_PLACES = ("mkdocs.yml", "content", "translations", "docs", OVERRIDES)


def add(commands: Commands) -> None:
    """Adds the command to the parser."""
    check = add_command(commands, "check", "check content, translations and pages")
    check.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="output format (default: text)"
    )
    check.set_defaults(run=_run)


def _run(options: argparse.Namespace, root: Path) -> int:
    inputs = _inputs(root)
    key = [b"check", fingerprint.program(), str(root).encode(), inputs]
    warnings: tuple[Diagnostic, ...] | None = cache.find_object(key)
    if warnings is None:
        warnings = _warnings(root)
        if _is_lasting(root) and inputs == _inputs(root):  # no file was changed in the meantime
            cache.keep_object(key, warnings)
        cache.drop_old()
    for warning in warnings:
        print(as_text([replace(warning, message=f"warning: {warning.message}")]), file=sys.stderr)
    if options.format != "text":
        print(FORMATS[options.format]([]))
    return 0


def _inputs(root: Path) -> bytes:
    return fingerprint.files(root, [root / name for name in _PLACES])


def _is_lasting(root: Path) -> bool:
    """Whether the same files give the same result: others' extensions may look at any file."""
    from guide.site import settings

    return not settings.needs_mkdocs(root)


def _warnings(root: Path) -> tuple[Diagnostic, ...]:
    """What a person should look at in a project without problems; raises ContentError."""
    from guide import project
    from guide.content import imprint
    from guide.theme import font_coverage, overrides

    loaded = project.check(root)
    # A build of pages alone takes such texts, so `project.check` does.
    published = (loaded.guides[code] for code in loaded.published)
    if unprintable := list(font_coverage.diagnostics(published)):
        raise ContentError(unprintable)
    return (*imprint.unwritten(loaded.source), *overrides.warnings(root))
