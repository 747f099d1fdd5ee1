"""Times the files to take along: each form of file, all PDFs, all files; and the most memory used.

`make bench` prints it. Times are seconds on this machine. The limits of the project: all files of
all languages in 30 s on two cores, PDFs in 10 s.
"""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from guide import project
from guide.formats import production
from guide.formats.context import Context
from guide.formats.registry import EDITIONS, PRINT, formats_of
from guide.theme.files import ThemeFiles

ROOT = Path(__file__).parents[1]
ADDRESS = "https://guide.example.net/"
KEPT = tempfile.mkdtemp()


def contexts() -> list[Context]:
    """Every published language of the project."""
    loaded = project.load(ROOT)
    codes = loaded.published
    return [
        Context(loaded.guides[code], loaded.source, ADDRESS, ThemeFiles(ROOT), codes)
        for code in codes
    ]


def whole(made: list[Context], editions: tuple[str, ...], *, fresh: bool = True) -> float:
    """The seconds for all files of some editions, in as many threads as in a build.

    `fresh`: with an empty cache.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder if fresh else KEPT
        begun = time.perf_counter()
        production.make(made, editions, Path(folder))
        return time.perf_counter() - begun


def each(made: list[Context]) -> dict[str, list[float]]:
    """The seconds for each file, by what it holds and its form, in one thread."""
    found: dict[str, list[float]] = defaultdict(list)
    for context in made:
        for one in formats_of(context.guide):
            begun = time.perf_counter()
            one.write(context)
            found[f"{one.kind} {one.form}"].append(time.perf_counter() - begun)
    return found


def main() -> None:
    """Prints the figures as a table."""
    made = contexts()
    print(f"| files in {len(made)} languages | seconds |")
    print("|---|---|")
    for name, editions in (("PDFs only", (PRINT,)), ("all files", EDITIONS)):
        runs = [whole(made, editions) for _ in range(3)]
        print(f"| {name}, nothing kept, median of 3 | {statistics.median(runs):.1f} |")
    whole(made, EDITIONS, fresh=False)
    print(f"| all files, nothing changed | {whole(made, EDITIONS, fresh=False):.1f} |")
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    print("\n| one file | files | median, ms | slowest, ms |")
    print("|---|---|---|---|")
    for name, times in each(made).items():
        middle, most = (1000 * value for value in (statistics.median(times), max(times)))
        print(f"| {name} | {len(times)} | {middle:.0f} | {most:.0f} |")
    used = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"\nMost memory of one process: {used / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
