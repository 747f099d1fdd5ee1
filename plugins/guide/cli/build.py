"""The command `guide build`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from guide.cli.arguments import add_command, unknown

if TYPE_CHECKING:
    from guide.build import BuildRequest
    from guide.cli.arguments import Commands


def add(commands: Commands) -> None:
    """Adds the command to the parser."""
    make = add_command(commands, "build", "check everything, then build every edition")
    make.add_argument(
        "--out", type=Path, default=Path("dist"), help="output folder (default: dist)"
    )
    make.add_argument(
        "--languages", type=_list, default=(), help="codes, such as en,fr (default: all published)"
    )
    make.add_argument(
        "--only", type=_list, default=(), help="editions, such as site,print (default: all)"
    )
    make.add_argument(
        "--jobs", type=_number, default=0, help="processes at once (default: one a processor)"
    )
    make.add_argument("--no-cache", action="store_true", help="make everything anew, keep nothing")
    make.add_argument("--timings", action="store_true", help="say at the end what took how long")
    make.set_defaults(run=_run)


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _number(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word} is not a number of processes; use 1 or more")
    return int(word)


def _run(options: argparse.Namespace, root: Path) -> int:
    from guide.files import cache

    if not _are_known(options, root):
        return 2
    with cache.nowhere() if options.no_cache else nullcontext():
        return _built(_request(options, root), timings=options.timings)


def _are_known(options: argparse.Namespace, root: Path) -> bool:
    """Whether the languages and editions exist; says of the first that does not."""
    from guide.build import EDITIONS
    from guide.i18n import publication

    choices: tuple[tuple[Sequence[str], Sequence[str], str], ...] = (
        (options.languages, publication.read(root).languages, "language"),
        (options.only, EDITIONS, "edition"),
    )
    for chosen, known, kind in choices:
        for name in chosen:
            if name not in known:
                print(unknown(kind, name, known), file=sys.stderr)
                return False
    return True


def _request(options: argparse.Namespace, root: Path) -> BuildRequest:
    from guide.build import EDITIONS, BuildRequest

    return BuildRequest(
        root,
        Path(os.path.realpath(options.out)),
        options.languages,
        options.only or EDITIONS,
        options.jobs or _cores(),
    )


def _built(request: BuildRequest, *, timings: bool) -> int:
    """Builds, and gives the exit status."""
    from guide import build
    from guide.cli.progress import Progress
    from guide.core.errors import BuildError

    shown = Progress(sys.stderr)
    try:
        with shown:
            if not build.build(request, shown.show):
                shown.say("nothing has changed since the last build")
    except BuildError as error:
        for line in str(error).split("\n"):
            print(f"guide: {line}", file=sys.stderr)
        return 1
    if timings:
        print(shown.table(), file=sys.stderr)
    _tell_what_is_missing(request)
    return 0


def _tell_what_is_missing(request: BuildRequest) -> None:
    from guide import project
    from guide.theme import font_coverage

    loaded = project.cached(request.root)
    if lacking := font_coverage.without_print(request.languages or loaded.published):
        print(
            f"guide: no PDF, since no font for print is known: {', '.join(lacking)}",
            file=sys.stderr,
        )
    if hidden := [code for code in loaded.languages if code not in loaded.published]:
        names = ", ".join(hidden)
        print(f"guide: not yet published (see guide i18n status): {names}", file=sys.stderr)


def _cores() -> int:
    """The processors that this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1
