"""The command `guide`: exit 0 on success, 1 on problems, 2 on wrong usage, 130 on Ctrl-C.

Each problem is one line `file:line: message`, all of a run together.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path

from guide import cli_i18n, cli_theme
from guide.core import languages
from guide.core.diagnostics import FORMATS, ContentError, Diagnostic, as_text
from guide.core.model import Location
from guide.files.yaml_tree import UnreadableError

_PORTS = range(1, 1 << 16)
STOPPED = 130  # what shells tell of a command that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; gives its exit status. argparse itself exits with 2 on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal cannot show is escaped
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        status = _status(parser, options)
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads on, as with `guide check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("guide: stopped", file=sys.stderr)
        return STOPPED
    return status


def _status(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """Runs a command and says what ended it."""
    try:
        root = Path.cwd()
        if options.needs_project and not (root / "mkdocs.yml").is_file():
            parser.error("there is no mkdocs.yml here; run guide in the project's folder")
        return int(options.run(options, root))
    except ContentError as error:
        print(FORMATS[getattr(options, "format", "text")](error.diagnostics))
    except UnreadableError as fault:
        print(as_text([fault.diagnostic]))
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"cannot use {error.filename}: " if error.filename else ""
        print(f"guide: {what}{error.strerror or error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="guide",
        description="Makes a guide's website and the files to take along, from its texts as data.",
    )
    parser.add_argument("--version", action="version", version=f"guide {version('impact-guide')}")
    parser.set_defaults(needs_project=True)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = cli_i18n.add_command(commands, "check", "check content, translations and pages")
    check.add_argument("--format", choices=sorted(FORMATS), default="text", help="of the problems")
    check.set_defaults(run=_check)

    make = cli_i18n.add_command(commands, "build", "build every edition")
    make.add_argument("--out", type=Path, default=Path("dist"), help="folder (default: dist)")
    make.add_argument("--languages", type=_list, default=(), help="codes, such as en,fr")
    make.add_argument("--only", type=_list, default=(), help="editions, such as site,print")
    make.set_defaults(run=_build)

    serve = cli_i18n.add_command(commands, "serve", "live preview of one language")
    serve.add_argument("--language", default=languages.SOURCE, help="code (default: en)")
    serve.add_argument("--port", type=_port, default=8000, help="on this machine (default: 8000)")
    serve.set_defaults(run=_serve)

    i18n = cli_i18n.add_command(commands, "i18n", "the translator's tools")
    cli_i18n.add(i18n.add_subparsers(required=True, metavar="COMMAND"))

    theme = cli_i18n.add_command(commands, "theme", "templates and assets, to be overridden")
    cli_theme.add(theme.add_subparsers(required=True, metavar="COMMAND"))

    shape = cli_i18n.add_command(commands, "schema", "write JSON Schemas and tables of fields")
    shape.set_defaults(run=_schema)

    verify = cli_i18n.add_command(commands, "verify", "check a tree against its SHA256SUMS")
    verify.add_argument("dir", type=Path, metavar="DIR", help="the folder that holds SHA256SUMS")
    verify.set_defaults(run=_verify, needs_project=False)
    return parser


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _port(word: str) -> int:
    if not word.isdecimal() or int(word) not in _PORTS:
        raise argparse.ArgumentTypeError(f"no port: {word}; write 1 to 65535")
    return int(word)


def _check(options: argparse.Namespace, root: Path) -> int:
    from guide import project
    from guide.theme import overrides

    project.check(root)
    for warning in overrides.warnings(root):
        print(as_text([replace(warning, message=f"warning: {warning.message}")]), file=sys.stderr)
    if options.format != "text":
        print(FORMATS[options.format]([]))
    return 0


def _build(options: argparse.Namespace, root: Path) -> int:
    from guide import build, project
    from guide.core.errors import BuildError
    from guide.i18n import publication

    listed = publication.read(root).languages
    choices: tuple[tuple[Sequence[str], Sequence[str], str], ...] = (
        (options.languages, listed, "language"),
        (options.only, build.EDITIONS, "edition"),
    )
    for chosen, known, what in choices:
        for word in chosen:
            if word not in known:
                print(f"guide: no {what} {word}; there are {', '.join(known)}", file=sys.stderr)
                return 2
    out = Path(os.path.realpath(options.out))
    request = build.BuildRequest(root, out, options.languages, options.only or build.EDITIONS)
    try:
        build.build(request, _tell)
    except BuildError as error:
        for line in str(error).split("\n"):
            print(f"guide: {line}", file=sys.stderr)
        return 1
    loaded = project.cached(root)
    if hidden := [code for code in loaded.languages if code not in loaded.published]:
        names = ", ".join(hidden)
        print(f"guide: not published yet, see guide i18n status: {names}", file=sys.stderr)
    return 0


def _tell(what: str) -> None:
    if sys.stderr.isatty():
        print(f"guide: {what} …", file=sys.stderr)


def _say(what: str) -> None:
    print(f"guide: {what}", file=sys.stderr, flush=True)


def _serve(options: argparse.Namespace, root: Path) -> int:
    from guide.adapters import preview
    from guide.core.errors import BuildError
    from guide.i18n import publication

    listed = publication.read(root).languages
    if options.language not in listed:
        there = ", ".join(listed)
        print(f"guide: no language {options.language}; there are {there}", file=sys.stderr)
        return 2
    try:
        preview.serve(root, options.language, options.port, _say)
    except BuildError as error:
        for line in str(error).split("\n"):
            print(f"guide: {line}", file=sys.stderr)
        return 1
    return STOPPED  # MkDocs serves until Ctrl-C, and takes it for itself


def _schema(_: argparse.Namespace, root: Path) -> int:
    from guide.content import schema_docs

    schema_docs.write(root)
    return 0


def _verify(options: argparse.Namespace, _: Path) -> int:
    from guide.files import checksums

    name = str(options.dir / checksums.NAME)
    diagnostics = [
        Diagnostic(Location(name, line), text) for line, text in checksums.verify(options.dir)
    ]
    if diagnostics:
        raise ContentError(diagnostics)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
