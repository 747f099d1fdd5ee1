"""The commands `guide theme …`: what a project may override of templates and assets."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its one name


def add(commands: Commands) -> None:
    """Adds the commands to the command line."""
    tool = _add(commands, "list", "list the templates and assets, and what this project overrides")
    tool.set_defaults(run=_list)
    tool = _add(commands, "show", "print the program's own file of a path")
    tool.add_argument("path", metavar="PATH", help="as guide theme list writes it")
    tool.set_defaults(run=_show)
    tool = _add(commands, "copy", "copy a file into the project, to be changed there")
    tool.add_argument("path", metavar="PATH", help="as guide theme list writes it")
    tool.add_argument(
        "--accept",
        action="store_true",
        help="copy nothing: the project's file fits the program's file of today",
    )
    tool.set_defaults(run=_copy)


def _add(commands: Commands, name: str, what: str) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")


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
