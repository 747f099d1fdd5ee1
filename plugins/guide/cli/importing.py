"""The command `guide import`: a new project from a CSV file or a Markdown outline."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command, unknown

if TYPE_CHECKING:
    from guide.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Adds the command to the command line."""
    tool = add_command(commands, "import", "make a project from a CSV file or a Markdown outline")
    tool.add_argument("file", type=Path, metavar="FILE", help="a .csv, .tsv or .md file")
    tool.add_argument(
        "--into", type=Path, default=Path(), metavar="DIR", help="folder (default: this one)"
    )
    tool.add_argument("--language", default="en", help="code of its language (default: en)")
    tool.set_defaults(run=_import, needs_project=False)


def _import(options: argparse.Namespace, _: Path) -> int:
    from guide import starting
    from guide.content.importing import imports
    from guide.content.imprint import OPEN
    from guide.core import languages
    from guide.core.diagnostics import ContentError, as_text
    from guide.files import yaml_text

    if languages.find(options.language) is None:
        print(unknown("language", options.language, languages.codes()), file=sys.stderr)
        return 2
    today = datetime.now(UTC).date()
    read = imports.read(options.file, str(options.file), options.language, today)
    try:
        texts = {name: yaml_text.dump(data) for name, data in read.content.items()}
        names = starting.start(texts, options.into)
    except starting.RefusedError as error:
        raise ContentError(read.located(error.diagnostics)) from None
    for warning in read.warnings:
        print(f"{as_text([warning])}", file=sys.stderr)
    print(f"guide: {len(names)} files written; run guide check and guide build in {options.into}")
    print(f'guide: write what is "{OPEN}" in content/guide.yml, and look at the rest of it')
    return 0
