"""The command `guide`. Exit status: 0 success, 1 problems, 2 wrong usage, 130 Ctrl-C.

A run reports all problems, one line `file:line: message` each.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from guide.cli import build, check, i18n, importing, new, serve, theme, workbook
from guide.cli.arguments import add_command
from guide.core.diagnostics import FORMATS, ContentError, Diagnostic, UnreadableError, as_text
from guide.core.location import Location
from guide.files import garbage

STOPPED = 130  # what shells report for a command ended by Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit status; `arguments` defaults to sys.argv[1:].

    argparse raises SystemExit with status 2 on wrong usage.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # escapes what the terminal cannot show
            stream.reconfigure(errors="backslashreplace")
    garbage.seldom()
    parser = command_line()
    options = parser.parse_args(arguments)
    try:
        status = _status(parser, options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone, as in `guide check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("guide: stopped", file=sys.stderr)
        return STOPPED
    return status


def _status(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Runs a command, and prints the problems or the error that ended it."""
    try:
        root = Path.cwd()
        if options.needs_project and not (root / "mkdocs.yml").is_file():
            parser.error("there is no mkdocs.yml here; run guide in the project's folder")
        return int(options.run(options, root))
    except ContentError as error:
        print(FORMATS[getattr(options, "format", "text")](error.diagnostics))
    except UnreadableError as error:
        print(as_text([error.diagnostic]))
    except BrokenPipeError:
        raise
    except OSError as error:
        file = f"cannot use {error.filename}: " if error.filename else ""
        print(f"guide: {file}{error.strerror or error}", file=sys.stderr)
    return 1


def command_line() -> argparse.ArgumentParser:
    """The parser of all commands and options."""
    parser = argparse.ArgumentParser(
        prog="guide",
        description="Builds a guide's website and its downloads from structured texts.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version, and exit")
    parser.set_defaults(needs_project=True)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    new.add(commands)
    importing.add(commands)
    check.add(commands)
    build.add(commands)
    serve.add(commands)
    for module, summary in (
        (i18n, "tools for translations"),
        (theme, "list, show and copy templates and assets"),
        (workbook, "check, merge, compare and print files that groups filled in"),
    ):
        group = add_command(commands, module.NAME, summary)
        module.add(group.add_subparsers(required=True, metavar="COMMAND"))

    schema = add_command(
        commands, "schema", "write content/schema/ and the field tables of content/README.md"
    )
    schema.set_defaults(run=_schema)

    verify = add_command(commands, "verify", "check a folder against its SHA256SUMS")
    verify.add_argument("dir", type=Path, metavar="DIR", help="folder that contains SHA256SUMS")
    verify.set_defaults(run=_verify, needs_project=False)
    return parser


class _Version(argparse.Action):
    """`--version`; looking it up takes longer than the rest of a short command."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"guide {version('impact-guide')}")
        parser.exit()


def _schema(_: argparse.Namespace, root: Path) -> int:
    from guide.content import schema_docs

    schema_docs.write(root)
    return 0


def _verify(options: argparse.Namespace, _: Path) -> int:
    from guide.files import checksums

    name = str(options.dir / checksums.NAME)
    diagnostics = [
        Diagnostic(Location(name, line), message) for line, message in checksums.verify(options.dir)
    ]
    if diagnostics:
        raise ContentError(diagnostics)
    return 0
