"""The commands `guide theme …`: what a project may override of templates and assets."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command

if TYPE_CHECKING:
    from guide.cli.arguments import Commands

NAME = "theme"


def add(commands: Commands) -> None:
    """Adds the commands to the command line."""
    tool = add_command(commands, "list", "list templates and assets, and what is overridden")
    tool.set_defaults(run=_list)
    tool = add_command(commands, "show", "print the program's own file of a path")
    tool.add_argument("path", metavar="PATH", help="as guide theme list writes it")
    tool.set_defaults(run=_show)
    tool = add_command(commands, "copy", "copy a file into the project, to be changed there")
    tool.add_argument("path", metavar="PATH", help="as guide theme list writes it")
    tool.add_argument(
        "--accept",
        action="store_true",
        help="copy nothing: the project's file fits the program's file of today",
    )
    tool.set_defaults(run=_copy)


def _list(_: argparse.Namespace, root: Path) -> int:
    from guide.theme import overrides

    for path, state in overrides.states(root):
        print(f"{path}  ({state})" if state else path)
    return 0


def _show(options: argparse.Namespace, _: Path) -> int:
    from guide.theme import overrides

    return _try(lambda: print(overrides.default(options.path), end=""))


def _copy(options: argparse.Namespace, root: Path) -> int:
    from guide.theme import overrides

    step = overrides.accept if options.accept else overrides.copy
    return _try(lambda: print(step(root, options.path)))


def _try(step: Callable[[], None]) -> int:
    """Runs a step; what it refuses is wrong usage."""
    from guide.theme.overrides import ThemeError

    try:
        step()
    except ThemeError as error:
        print(f"guide: {error}", file=sys.stderr)
        return 2
    return 0
