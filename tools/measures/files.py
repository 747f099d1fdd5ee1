"""The files to take along: each form of file, all PDFs, all files.

The limits of the project: all files of all languages in 30 s on two cores, PDFs in 10 s.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from guide import project
from guide.formats import production
from guide.formats.context import Context
from guide.formats.papers import A4
from guide.formats.registry import EDITIONS, PRINT, formats_of
from guide.theme.files import ThemeFiles
from measures import report
from measures.bench import ONCE, Bench
from measures.processes import kept_in

_ADDRESS = "https://guide.example.net/"


def measure(bench: Bench) -> None:
    """Prints two tables."""
    made = _contexts(bench.project(ONCE))
    report.heading(f"files to take along, in {len(made)} languages, two threads")
    for name, editions in (("PDFs only", (PRINT,)), ("all files", EDITIONS)):
        runs = [_whole(made, editions, bench.folder) for _ in range(bench.runs)]
        report.seconds(f"{name}, nothing kept", statistics.median(runs))
    with TemporaryDirectory(dir=bench.folder) as kept:
        _whole(made, EDITIONS, bench.folder, kept)
        again = _whole(made, EDITIONS, bench.folder, kept)
        report.seconds("all files, nothing changed", again)
    with TemporaryDirectory(dir=bench.folder) as kept:
        _each(made, kept)


def _contexts(root: Path) -> list[Context]:
    """Every published language of the project."""
    loaded = project.load(root)
    codes = loaded.published
    return [
        Context(loaded.guides[code], loaded.source, _ADDRESS, ThemeFiles(root), codes)
        for code in codes
    ]


def _whole(made: list[Context], editions: tuple[str, ...], folder: Path, kept: str = "") -> float:
    """The seconds for all files of some editions, in as many threads as in a build.

    `kept` is where results are kept; without it nothing is.
    """
    with TemporaryDirectory(dir=folder) as fresh:
        os.environ |= kept_in(Path(kept or fresh) / "cache")
        begun = time.perf_counter()
        production.make(made, editions, Path(fresh))
        return time.perf_counter() - begun


def _each(made: list[Context], kept: str) -> None:
    """Prints the times for each file, by what it holds and its form, in one thread."""
    os.environ |= kept_in(Path(kept))
    found: dict[str, list[float]] = defaultdict(list)
    for context in made:
        for one in formats_of(context.guide):
            if one.paper != A4:  # the same document
                continue
            begun = time.perf_counter()
            one.write(context)
            found[f"{one.kind} {one.form}"].append(1000 * (time.perf_counter() - begun))
    print("\n| one file | files | median, ms | slowest, ms |")
    print("|---|---|---|---|")
    for name, times in found.items():
        print(f"| {name} | {len(times)} | {statistics.median(times):.0f} | {max(times):.0f} |")
