"""The command `guide new`: a project of one's own, from an example."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command, unknown

if TYPE_CHECKING:
    from guide.cli.arguments import Commands

_DEFAULT = "checklist"


def add(commands: Commands) -> None:
    """Adds the command to the command line."""
    new = add_command(commands, "new", "start a guide of your own, which builds at once")
    new.add_argument("dir", type=Path, metavar="DIR", help="folder to make")
    new.add_argument(
        "--language", default="en", help="code of the language that you write in (default: en)"
    )
    new.add_argument(
        "--example",
        default=_DEFAULT,
        metavar="NAME",
        help=f"checklist, principles or standard (default: {_DEFAULT})",
    )
    new.set_defaults(run=_new, needs_project=False)


def _new(options: argparse.Namespace, _: Path) -> int:
    from guide import starting
    from guide.core import languages
    from guide.i18n import examples

    choices = (
        ("example", options.example, examples.names()),
        ("language", options.language, languages.codes()),
    )
    for kind, word, known in choices:
        if word not in known and not (kind == "language" and languages.find(word)):
            print(unknown(kind, word, known), file=sys.stderr)
            return 2
    starting.start(examples.files(options.example, options.language), options.dir)
    if not examples.is_in(options.example, options.language):
        print(f"guide: the example has no words in {options.language}; its English ones are there")
    print(f"guide: {options.dir} is ready; go there and run guide serve, then edit content/")
    return 0
