"""What the groups of commands share: adding a command, naming an unknown word."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guide.core.diagnostics import did_you_mean

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its one name


def add_command(commands: Commands, name: str, summary: str) -> argparse.ArgumentParser:
    """Adds a command; `summary` says what it does, in its own help and in the list of commands."""
    return commands.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
    )


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """The message about an unknown name on the command line; `kind` says of what."""
    return f'guide: unknown {kind} "{name}"{did_you_mean(name, known)}'
