"""Floor 7. The command `guide`: exit 0 on success, 1 on problems, 2 on wrong usage.

Each problem is one line `file:line: message`, all of a run together.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from guide import (
    build,
    i18n_cli,
    languages,
    manifest,
    preview,
    project,
    publishing,
    schema_docs,
    stubs,
)
from guide.build import EDITIONS, Order
from guide.model import Where
from guide.page_building import BuildError
from guide.problems import FORMATS, ContentError, Problem, as_text
from guide.yaml_tree import Fault


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; gives its exit status. argparse itself exits with 2 on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal cannot show is escaped
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    root = Path.cwd()
    if options.needs_project and not (root / "mkdocs.yml").is_file():
        parser.error("there is no mkdocs.yml here; run guide in the project's folder")
    try:
        return int(options.run(options, root))
    except ContentError as error:
        print(FORMATS[getattr(options, "format", "text")](error.problems))
    except Fault as fault:
        print(as_text([fault.problem]))
    except BuildError as error:
        print(f"guide: {error}", file=sys.stderr)
    except OSError as error:
        print(f"guide: cannot use {error.filename}: {error.strerror}", file=sys.stderr)
    except KeyboardInterrupt:
        print("guide: stopped; the last good output is untouched", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="guide", description=__doc__.splitlines()[0])
    parser.set_defaults(needs_project=True)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check content, translations and pages")
    check.add_argument("--format", choices=sorted(FORMATS), default="text")
    check.set_defaults(run=_check)

    make = commands.add_parser("build", help="build every edition")
    make.add_argument("--out", type=Path, default=Path("dist"), help="folder (default: dist)")
    make.add_argument("--languages", type=_list, default=(), help="codes, such as en,fr")
    make.add_argument("--only", type=_list, default=(), help=f"editions: {','.join(EDITIONS)}")
    make.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="live preview of one language")
    serve.add_argument("--language", default=languages.SOURCE, help="code (default: en)")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)

    i18n = commands.add_parser("i18n", help="the translator's tools")
    i18n_cli.add(i18n.add_subparsers(required=True, metavar="COMMAND"))

    shape = commands.add_parser("schema", help="write the content files' JSON Schemas and tables")
    shape.set_defaults(run=_schema)

    verify = commands.add_parser("verify", help="check a tree against its SHA256SUMS")
    verify.add_argument("dir", type=Path, metavar="DIR")
    verify.set_defaults(run=_verify, needs_project=False)
    return parser


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _check(options: argparse.Namespace, root: Path) -> int:
    stubs.checked(root)
    if options.format != "text":
        print(FORMATS[options.format]([]))
    return 0


def _build(options: argparse.Namespace, root: Path) -> int:
    listed = publishing.read(root).languages
    choices: tuple[tuple[Sequence[str], Sequence[str], str], ...] = (
        (options.languages, listed, "language"),
        (options.only, EDITIONS, "edition"),
    )
    for chosen, known, what in choices:
        for word in chosen:
            if word not in known:
                print(f"guide: no {what} {word}; there are {', '.join(known)}", file=sys.stderr)
                return 2
    order = Order(root, options.out.resolve(), options.languages, options.only or EDITIONS)
    build.build(order, _tell)
    loaded = project.cached(root)
    if hidden := [code for code in loaded.languages if code not in loaded.published]:
        names = ", ".join(hidden)
        print(f"guide: not published yet, see guide i18n status: {names}", file=sys.stderr)
    return 0


def _tell(what: str) -> None:
    if sys.stderr.isatty():
        print(f"guide: {what} …", file=sys.stderr)


def _serve(options: argparse.Namespace, root: Path) -> int:
    listed = publishing.read(root).languages
    if options.language not in listed:
        there = ", ".join(listed)
        print(f"guide: no language {options.language}; there are {there}", file=sys.stderr)
        return 2
    preview.serve(root, options.language, options.port)
    return 0


def _schema(_: argparse.Namespace, root: Path) -> int:
    schema_docs.write(root)
    return 0


def _verify(options: argparse.Namespace, _: Path) -> int:
    name = str(options.dir / manifest.NAME)
    problems = [Problem(Where(name, line), text) for line, text in manifest.verify(options.dir)]
    if problems:
        raise ContentError(problems)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
