"""The command `guide serve`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command, unknown
from guide.core.diagnostics import ContentError

if TYPE_CHECKING:
    from guide.cli.arguments import Commands

_PORTS = range(1, 1 << 16)


def add(commands: Commands) -> None:
    """Adds the command to the parser."""
    serve = add_command(commands, "serve", "preview the pages of one language live")
    serve.add_argument("--language", default="", help="code (default: the source language)")
    serve.add_argument("--port", type=_port, default=8000, help="local port (default: 8000)")
    serve.set_defaults(run=_run)


def _port(word: str) -> int:
    if not word.isdecimal() or int(word) not in _PORTS:
        raise argparse.ArgumentTypeError(f"{word} is not a valid port; use 1 to 65535")
    return int(word)


def _run(options: argparse.Namespace, root: Path) -> int:
    from guide.core.errors import BuildError
    from guide.i18n import publication
    from guide.preview import serving

    listed = publication.read(root).languages
    language = options.language or listed[0]  # the source language comes first
    if language not in listed:
        print(unknown("language", language, listed), file=sys.stderr)
        return 2
    try:
        serving.serve(root, language, options.port, _say)
    except ContentError as error:
        _say(str(error))
        return 1
    except BuildError as error:
        for line in str(error).split("\n"):
            _say(f"guide: {line}")
        return 1
    return 0  # never: it ends by KeyboardInterrupt


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
